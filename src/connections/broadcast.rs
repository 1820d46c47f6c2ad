//! Broadcasting: one rendering of an event, whatever the number of connections; in a busy room
//! several events share a frame (batching). Paces itself by [`room::Pacer`].

use std::ops::Bound;

use room::{ConnectionId, Millis, Pacer, Version, limits};
use templates::ServerFrame;

use super::connection::Open;
use super::older_pages;
use super::queue::{BroadcastQueue, EncodedFrames, QueuedEvent};
use super::socket::Socket;
use crate::clock::Clock;
use crate::faults;

/// Connections that have stopped reading, and must be closed. Each catches up when it reconnects.
pub(crate) type SlowConsumers = Vec<ConnectionId>;

/// When to send what waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlushPlan {
    /// How long to wait, in milliseconds.
    pub delay_ms: Millis,
    is_overloaded: bool,
    /// The end of the queue when the plan was made.
    end: u64,
    max_delay_ms: Millis,
}

/// The broadcast queue, its pace, and the connection whose turn is next.
#[derive(Default)]
pub(super) struct Broadcaster {
    queue: BroadcastQueue,
    pacer: Pacer,
    /// The connection that was served last when a batch did not reach everyone (round robin
    /// cursor).
    last_served: Option<ConnectionId>,
    /// The end of the queue when nothing had come for a while, in an overload.
    quiet_at: Option<u64>,
}

impl Broadcaster {
    /// Where a new connection begins: what waits to be broadcast stands in its first frame already.
    pub(super) fn end(&self) -> u64 {
        self.queue.end()
    }

    /// The version up to which everyone has everything; none if no message waits.
    pub(super) fn cursor(&self) -> Option<Version> {
        self.queue.broadcast_cursor()
    }

    /// Sends events to everyone. In a busy room some connections get them with the next batch: then
    /// a flush has to follow.
    pub(super) fn broadcast<S: Socket>(
        &mut self,
        open: &mut Open<S>,
        events: Vec<QueuedEvent>,
        sender: Option<&ConnectionId>,
        clock: &Clock,
    ) -> SlowConsumers {
        if events.is_empty() {
            return Vec::new();
        }
        let can_wait = events.iter().all(|event| event.is_deferrable);
        events.into_iter().for_each(|event| self.queue.push(event));
        if !can_wait {
            return self.flush(open, usize::MAX, clock);
        }
        // An author should not wait to see their own message.
        let author = sender.filter(|_| !self.is_overloaded());
        let mut slow = author.map(|author| self.send(open, author, &ServerFrame::default())).unwrap_or_default();
        slow.extend(self.flush_some(open, clock));
        if author.is_some() {
            self.pacer.on_sent_to_one(open.len(), clock.now());
        }
        slow
    }

    /// Sends a frame to one connection, after everything that waits for it.
    pub(super) fn send<S: Socket>(
        &self,
        open: &mut Open<S>,
        connection: &ConnectionId,
        frame: &ServerFrame,
    ) -> SlowConsumers {
        let Some(to) = open.get_mut(connection) else { return Vec::new() };
        let mut all = self.queue.frame(&to.attachment.saved.member.id, to.language(), to.offset);
        all.extend(frame);
        to.offset = self.queue.end();
        let pictures = to.page().pictures;
        if all.is_empty() || to.send(&S::encode(older_pages::for_page(all.take(), pictures))).is_ok() {
            Vec::new()
        } else {
            vec![connection.clone()]
        }
    }

    /// How long what waits may wait, among this many connections; none if nothing does, or if it
    /// waits for a probe.
    pub(super) fn plan_flush(&self, connections: usize) -> Option<FlushPlan> {
        if self.queue.is_empty() || self.pacer.is_held() {
            return None;
        }
        let max_delay_ms = self.pacer.max_delay_ms(connections);
        let is_overloaded = self.is_overloaded();
        let delay_ms = if is_overloaded { limits::OVERLOAD_LULL_MS } else { max_delay_ms };
        Some(FlushPlan { delay_ms, is_overloaded, end: self.queue.end(), max_delay_ms })
    }

    /// Sends what waits when a plan's delay is over.
    pub(super) fn flush_planned<S: Socket>(
        &mut self,
        open: &mut Open<S>,
        plan: FlushPlan,
        clock: &Clock,
    ) -> SlowConsumers {
        let is_quiet = plan.is_overloaded && self.queue.end() == plan.end && !self.pacer.is_held();
        let quiet_at = std::mem::replace(&mut self.quiet_at, is_quiet.then_some(plan.end));
        if is_quiet && quiet_at == Some(plan.end) {
            // Nothing was said meanwhile: the overload is over.
            self.flush(open, faults::before_broadcast(usize::MAX), clock)
        } else if (0..plan.max_delay_ms).contains(&(clock.now() - self.pacer.last_sent_at())) {
            // A batch was sent since and took along what waited: what waits now has not waited
            // long.
            Vec::new()
        } else {
            self.flush_some(open, clock)
        }
    }

    /// Whether a probe has to tell when everything is sent.
    pub(super) fn needs_probe(&self) -> bool {
        self.pacer.needs_probe()
    }

    /// Whether everything has to wait for the probe.
    pub(super) fn is_held(&self) -> bool {
        self.pacer.is_held()
    }

    /// The probe has come. Sends what waited for it, as far as the budget allows.
    pub(super) fn on_probe<S: Socket>(&mut self, open: &mut Open<S>, clock: &Clock) -> SlowConsumers {
        self.pacer.on_probe(clock.now());
        if self.queue.is_empty() { Vec::new() } else { self.flush_some(open, clock) }
    }

    fn is_overloaded(&self) -> bool {
        self.pacer.is_overloaded(self.queue.len())
    }

    /// Sends a batch to as many as the pacer's budget allows.
    fn flush_some<S: Socket>(&mut self, open: &mut Open<S>, clock: &Clock) -> SlowConsumers {
        let all = open.len();
        let is_full = self.queue.bytes() >= limits::BATCH_MAX_BYTES;
        let budget = if is_full { all } else { self.pacer.budget(all, self.queue.len(), clock.now()) };
        self.flush(open, faults::before_broadcast(budget), clock)
    }

    /// Sends a batch to at most `most` connections, beginning after the one that was served last
    /// (round robin).
    pub(super) fn flush<S: Socket>(&mut self, open: &mut Open<S>, most: usize, clock: &Clock) -> SlowConsumers {
        if most == 0 && !open.is_empty() {
            // Whose turn is next stays as it is. With nobody there, what waits is dropped.
            return Vec::new();
        }
        let (end, events) = (self.queue.end(), self.queue.len());
        let (mut sent, mut lowest_offset, mut slow) = (0, end, Vec::new());
        let mut frames = EncodedFrames::<S>::of(&self.queue);
        let last_served = self.last_served.take();
        // A ring is two halves, one after the other.
        let mut halves = vec![(last_served.clone().map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded)];
        halves.extend(last_served.map(|last| (Bound::Unbounded, Bound::Included(last))));
        for half in halves {
            for (id, connection) in open.range_mut(half) {
                if connection.offset == end {
                    continue;
                }
                if sent >= most {
                    lowest_offset = lowest_offset.min(connection.offset);
                    continue;
                }
                let member = &connection.attachment.saved.member.id;
                let frame = frames.frame(member, connection.page(), connection.offset);
                connection.offset = end;
                if S::units(&frame) > 0 {
                    sent += 1;
                    if connection.send(&frame).is_err() {
                        slow.push(id.clone());
                    }
                }
                if sent == most {
                    self.last_served = Some(id.clone());
                }
            }
        }
        self.queue.drop_before(lowest_offset);
        if sent > 0 {
            self.pacer.on_sent(sent, open.len(), events, clock.now());
        }
        slow
    }
}
