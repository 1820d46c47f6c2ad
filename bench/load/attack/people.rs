//! Ten people who chat at the pace of a lively room, each from an address of their own, driven as
//! their pages drive their sockets. They want to lose nothing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use client::{AfterClose, Client, Event, PONG, PageHead};
use futures_util::{SinkExt as _, StreamExt as _};
use room::Millis;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::tungstenite::Message;

use super::talk::{CountsHostile, Talk, number_of};
use super::wire::{Socket, Somebody, Wire};
use crate::server::Server;

/// How many they are.
pub(super) const PEOPLE: usize = 10;

/// The room that they are in, and that is attacked.
pub(super) const ROOM: &str = "square";

/// Each says something after a pause of this length: as quickly as people answer each other.
const PAUSE: std::ops::Range<f64> = 1.0..2.0;

/// Everything that was said is with everybody by then, or it is lost.
const DELIVERY_TIMEOUT: Duration = Duration::from_secs(60);

/// D1 has everything by then.
const ARCHIVE_TIMEOUT: Duration = Duration::from_secs(90);

const LOOK_INTERVAL: Duration = Duration::from_millis(10);

pub(super) struct People {
    pub(super) talk: Rc<Talk>,
    everybody: Vec<Rc<Person>>,
    /// Who has founded the room.
    pub(super) owner: Somebody,
}

struct Person {
    talk: Rc<Talk>,
    counts_hostile: CountsHostile,
    began: Instant,
    is_live: Cell<bool>,
    /// In the order in which they came.
    seen: RefCell<Vec<usize>>,
    acknowledged: Cell<usize>,
    disconnected: Cell<usize>,
    said: UnboundedSender<(usize, String)>,
}

/// How they have come through.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub(super) said: usize,
    pub(super) disconnected: usize,
    pub(super) archived: usize,
    /// What they have lost; nothing if it is empty.
    pub(super) lost: Vec<String>,
}

impl People {
    /// Lets them in, one after another; the first founds the room.
    pub(super) async fn join(server: &Server) -> Result<Self, String> {
        let wire = Rc::new(Wire::to(&server.origin)?);
        let (talk, began) = (Rc::new(Talk::new()), Instant::now());
        let (mut everybody, mut owner) = (Vec::new(), None);
        for n in 0..PEOPLE {
            let (name, address) = (format!("Neighbour {}", n + 1), format!("203.0.113.{}", n + 1));
            let who = wire.joins(&name, ROOM, &address).await?.ok_or_else(|| format!("{name} was not let in"))?;
            let page = wire.get(&format!("/r/{ROOM}"), &who).await?;
            let client = Client::new(&PageHead::read(&page.text).map_err(|error| error.to_string())?);
            let counts_hostile = if n == 0 { CountsHostile::Yes } else { CountsHostile::No };
            let (said, orders) = unbounded_channel();
            let person = Rc::new(Person {
                talk: Rc::clone(&talk),
                counts_hostile,
                began,
                is_live: Cell::default(),
                seen: RefCell::default(),
                acknowledged: Cell::default(),
                disconnected: Cell::default(),
                said,
            });
            let (running, wire, from) = (Rc::clone(&person), Rc::clone(&wire), who.clone());
            spawn_local(async move { running.live(&wire, &from, client, orders).await });
            let is_live = wait_until(DELIVERY_TIMEOUT, || person.is_live.get()).await;
            everybody.push(person);
            owner.get_or_insert(who);
            if !is_live {
                return Err(format!("{name} was not let in"));
            }
        }
        Ok(Self { talk, everybody, owner: owner.ok_or("nobody is here")? })
    }

    /// Lets them talk for a while, each at a pace of their own.
    pub(super) async fn talk_for(&self, time: Duration) {
        let until = Instant::now() + time;
        let mut next: Vec<Instant> =
            self.everybody.iter().map(|_| Instant::now() + pause().mul_f64(fastrand::f64())).collect();
        while let Some((n, due)) = next.iter().copied().enumerate().min_by_key(|(_, due)| *due) {
            if due > until {
                break;
            }
            sleep_until(due).await;
            let (number, text) = self.talk.message(due);
            if let (Some(person), Some(next)) = (self.everybody.get(n), next.get_mut(n)) {
                let _ = person.said.send((number, text));
                *next = due + pause();
            }
        }
        sleep_until(until).await;
    }

    /// Waits until everybody has everything. Otherwise it is lost, and the verdict says so.
    pub(super) async fn have_everything(&self) {
        wait_until(DELIVERY_TIMEOUT, || {
            let said = self.talk.said();
            self.everybody.iter().all(|person| person.seen.borrow().len() >= said)
        })
        .await;
    }

    /// What they have lost: each message is acknowledged, seen by all of them once and in one
    /// order, and in D1 in that order.
    pub(super) async fn verdict(&self, server: &mut Server) -> Verdict {
        self.have_everything().await;
        let said = self.talk.said();
        let mut lost = self.talk.complaints();
        let acknowledged: usize = self.everybody.iter().map(|person| person.acknowledged.get()).sum();
        if acknowledged != said {
            lost.push(format!("{acknowledged} of {said} messages were acknowledged"));
        }
        let order = self.everybody.first().map(|person| person.seen.borrow().clone()).unwrap_or_default();
        for (n, person) in self.everybody.iter().enumerate() {
            let seen = person.seen.borrow();
            if seen.len() != said {
                lost.push(format!("person {} has seen {} of {said} messages", n + 1, seen.len()));
            } else if *seen != order {
                lost.push(format!("person {} has seen them in another order", n + 1));
            }
        }
        let archived = archived(server, said).await.unwrap_or_else(|problem| {
            lost.push(problem);
            Vec::new()
        });
        if archived.len() != said {
            lost.push(format!("{} of {said} messages are in D1", archived.len()));
        } else if archived != order {
            lost.push("D1 has them in another order".to_owned());
        }
        let disconnected = self.everybody.iter().map(|person| person.disconnected.get()).sum();
        Verdict { said, disconnected, archived: archived.len(), lost }
    }
}

/// What D1 has of the ten, in the order of the room.
async fn archived(server: &mut Server, said: usize) -> Result<Vec<usize>, String> {
    let sql = format!("SELECT body FROM messages WHERE room = '{ROOM}' AND body GLOB '~honest~*' ORDER BY seq");
    let until = Instant::now() + ARCHIVE_TIMEOUT;
    loop {
        let rows = server.ask_d1(&sql)?;
        let texts = rows.iter().filter_map(|row| row.get("body")?.as_str());
        let numbers: Vec<usize> = texts.filter_map(number_of).collect();
        if numbers.len() >= said || Instant::now() > until {
            return Ok(numbers);
        }
        sleep(Duration::from_millis(500)).await;
    }
}

impl Person {
    /// Keeps a page open until nobody needs it.
    async fn live(
        &self,
        wire: &Wire,
        who: &Somebody,
        mut client: Client,
        mut orders: UnboundedReceiver<(usize, String)>,
    ) {
        loop {
            let path = client.connect(self.now());
            let code = match wire.open(&path, who).await {
                Ok(socket) => {
                    client.on_open();
                    match self.read(socket, &mut client, &mut orders).await {
                        Some(lost) => lost,
                        None => return,
                    }
                }
                Err(_) => None,
            };
            self.is_live.set(false);
            self.disconnected.set(self.disconnected.get() + 1);
            match client.on_close(code, u32::try_from(PEOPLE).unwrap_or(0), fastrand::f64(), self.now()) {
                AfterClose::Reconnect { at } => {
                    sleep_until(self.began + Duration::from_millis(at.unsigned_abs())).await;
                }
                AfterClose::Gone => return self.talk.complain(&format!("somebody was closed for good ({code:?})")),
            }
        }
    }

    /// Reads a socket and says what there is to say. None if nobody needs it any more; otherwise
    /// the socket is lost, with its close code.
    async fn read(
        &self,
        mut socket: Socket,
        client: &mut Client,
        orders: &mut UnboundedReceiver<(usize, String)>,
    ) -> Option<Option<u16>> {
        loop {
            while let Some(frame) = client.next_frame() {
                let _ = socket.send(Message::text(frame.into_owned())).await;
            }
            let timer = client.next_timer().unwrap_or(Millis::MAX).min(self.now() + 1_000);
            let message = tokio::select! {
                message = socket.next() => message,
                order = orders.recv() => {
                    let (number, text) = order?;
                    client.say(&format!("{number:016x}"), &text);
                    continue;
                }
                () = sleep_until(self.began + Duration::from_millis(timer.unsigned_abs())) => {
                    let now = self.now();
                    if client.next_timer().is_some_and(|timer| timer <= now) && client.on_timer(now).is_err() {
                        return Some(None);
                    }
                    continue;
                }
            };
            match message {
                Some(Ok(Message::Text(frame))) => {
                    if frame.as_str() != PONG {
                        self.talk.take(&frame, &mut self.seen.borrow_mut(), self.counts_hostile);
                    }
                    for event in client.on_frame(&frame, self.now()) {
                        self.on_event(event);
                    }
                }
                Some(Ok(Message::Close(frame))) => return Some(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Some(None),
            }
        }
    }

    fn on_event(&self, event: Event) {
        match event {
            Event::Live => self.is_live.set(true),
            Event::Confirmed { .. } => self.acknowledged.set(self.acknowledged.get() + 1),
            Event::Refused { refusal, .. } => self.talk.complain(&format!("a message was refused: {refusal}")),
            Event::Pong => {}
        }
    }

    fn now(&self) -> Millis {
        Millis::try_from(self.began.elapsed().as_millis()).unwrap_or(Millis::MAX)
    }
}

fn pause() -> Duration {
    Duration::from_secs_f64(PAUSE.start + (PAUSE.end - PAUSE.start) * fastrand::f64())
}

/// Waits for something. Whether it came.
pub(super) async fn wait_until(time: Duration, is: impl Fn() -> bool) -> bool {
    let until = Instant::now() + time;
    while !is() {
        if Instant::now() > until {
            return false;
        }
        sleep(LOOK_INTERVAL).await;
    }
    true
}
