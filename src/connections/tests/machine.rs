//! A model of a machine that runs a room on one thread: what reading and sending take it, when its
//! timers come, and what its clock shows.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use room::{ConnectionId, Member, MemberId, Millis, Name, SavedConnection, Status};
use templates::{Envelope, ServerFrame, Swap, Target};
use worker::Result;

use crate::clock::Clock;
use crate::connections::close_code::CloseCode;
use crate::connections::{Attachment, Connections, FlushPlan, QueuedEvent, Rendering, Socket};
use crate::protocol::Page;

/// Microseconds.
type Micros = i64;

/// When the model begins.
const START: Micros = 1_000_000_000_000;

/// How much of a core there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Power {
    /// A core of so many times the speed.
    Steady(f64),
    /// A part of each tenth of a second on a core of speed 1: then it stands still (a CPU quota).
    Quota(f64),
}

impl Power {
    pub(super) fn times_slower(self) -> f64 {
        match self {
            Self::Steady(part) | Self::Quota(part) => 1.0 / part,
        }
    }
}

/// What the time is while code runs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Clocks {
    /// What it is, as in workerd.
    Running,
    /// What it was when the turn began. While a timer is overdue, when that was due.
    OfProduction,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Machine {
    pub(super) power: Power,
    pub(super) clocks: Clocks,
    /// Until the storage has confirmed a write. Nothing leaves before that.
    pub(super) confirms_after: Micros,
    /// To read a frame and to store what it says, on a core of speed 1.
    pub(super) read_cost: Micros,
    /// To send a frame to a socket…
    pub(super) send_cost: Micros,
    /// …and for a thousand bytes of it.
    pub(super) send_cost_a_kilobyte: Micros,
}

impl Default for Machine {
    fn default() -> Self {
        let (power, clocks) = (Power::Steady(1.0), Clocks::Running);
        Self { power, clocks, confirms_after: 500, read_cost: 500, send_cost: 22, send_cost_a_kilobyte: 1 }
    }
}

const QUOTA_PERIOD: Micros = 100_000;
const READS_AT_ONCE: usize = 16;
const MESSAGE_BYTES: usize = 400;

/// A frame, once for all who get the same: which messages are in it.
#[derive(Clone)]
pub(super) struct Frame {
    messages: Rc<[usize]>,
    units: usize,
}

/// What waits until the storage has confirmed: when that is, and in which turn it was sent.
type Gated = (Micros, usize, Vec<(usize, Frame)>);

/// What was given to the platform to send.
type Outbox = Rc<RefCell<Vec<(usize, Frame)>>>;

#[derive(Clone)]
pub(super) struct ModelSocket {
    number: usize,
    outbox: Outbox,
}

impl Socket for ModelSocket {
    type Encoded = Frame;

    fn encode(frame: String) -> Frame {
        let messages = frame.split('#').filter_map(|part| part.split_once(';')?.0.parse().ok()).collect();
        Frame { messages, units: frame.len() }
    }

    fn units(frame: &Frame) -> usize {
        // Nobody acknowledges here.
        frame.messages.len().min(1)
    }

    fn send(&self, frame: &Frame) {
        self.outbox.borrow_mut().push((self.number, frame.clone()));
    }

    fn close_saying(&self, _code: CloseCode, _reason: String) {}

    fn agree_to_close(&self, _code: Option<u16>) {}

    fn drop_link(&self) {}

    fn attach(&self, _text: &str) -> Result<()> {
        Ok(())
    }

    fn attached(&self) -> Option<String> {
        None
    }
}

/// What came of it.
pub(super) struct Outcome {
    pub(super) frames_a_socket: f64,
    pub(super) frames_a_delivery: f64,
    /// Deliveries that were not sent with the turn in which the message was read.
    pub(super) waited: usize,
    /// In half of the deliveries it took so long from when the message was said.
    pub(super) half: Micros,
    /// …and in all but one of a hundred.
    pub(super) most: Micros,
    pub(super) longest: Micros,
    /// Until all had all.
    pub(super) took: Micros,
}

/// One delivery.
struct Delivery {
    message: usize,
    delay: Micros,
    waited: bool,
}

pub(super) struct Run {
    sockets: usize,
    said: Vec<Micros>,
    frames: Vec<Micros>,
    deliveries: Vec<Delivery>,
}

impl Run {
    /// Of what was said, and sent, from then on.
    pub(super) fn since(&self, from: Micros) -> Outcome {
        let of = |message: usize| self.said[message] - START;
        let deliveries: Vec<&Delivery> = self.deliveries.iter().filter(|one| of(one.message) >= from).collect();
        let frames = self.frames.iter().filter(|at| **at - START >= from).count() as f64;
        let mut delays: Vec<Micros> = deliveries.iter().map(|one| one.delay).collect();
        delays.sort_unstable();
        Outcome {
            frames_a_socket: frames / self.sockets as f64,
            frames_a_delivery: frames / deliveries.len() as f64,
            waited: deliveries.iter().filter(|one| one.waited).count(),
            half: delays[delays.len() / 2],
            most: delays[delays.len() * 99 / 100],
            longest: delays[delays.len() - 1],
            took: delays[delays.len() - 1],
        }
    }
}

/// Where the probe is.
#[derive(Clone, Copy, PartialEq)]
enum Probe {
    Idle,
    Timer(Micros),
    Sync(Micros),
}

struct World {
    machine: Machine,
    now: Micros,
    shown: Rc<Cell<Millis>>,
    outbox: Outbox,
    connections: Connections<ModelSocket>,
    clock: Clock,
    flush: Option<(Micros, FlushPlan)>,
    probe: Probe,
    gated: VecDeque<Gated>,
    read_in: Vec<usize>,
    turn: usize,
    run: Run,
}

impl Machine {
    /// What a burst takes at least: to read it, and to send each socket four frames.
    pub(super) fn burst_cost(&self, messages: i64, sockets: i64) -> Micros {
        let bytes = self.send_cost_a_kilobyte * messages * MESSAGE_BYTES as i64 / 1_000;
        let cpu = messages * self.read_cost + sockets * (5 * self.send_cost + bytes);
        (cpu as f64 * self.power.times_slower()) as Micros
    }

    /// People say something at these times.
    pub(super) fn run(self, sockets: usize, said: &[Micros]) -> Run {
        let shown = Rc::new(Cell::new(START / 1_000));
        let now = Rc::clone(&shown);
        let clock = Clock::of(move || now.get());
        let outbox = Outbox::default();
        let mut connections = Connections::restore([]);
        for number in 0..sockets {
            let socket = ModelSocket { number, outbox: Rc::clone(&outbox) };
            let attachment = Attachment::new((saved(number), None), Page::default(), 1, START / 1_000);
            connections.add(socket, attachment).unwrap();
        }
        let said: Vec<Micros> = said.iter().map(|at| START + at).collect();
        let run = Run { sockets, said, frames: Vec::new(), deliveries: Vec::new() };
        let mut world = World {
            machine: self,
            now: START,
            shown,
            outbox,
            connections,
            clock,
            flush: None,
            probe: Probe::Idle,
            gated: VecDeque::new(),
            read_in: Vec::new(),
            turn: 0,
            run,
        };
        while world.poll() {}
        assert_eq!(world.run.deliveries.len(), sockets * world.run.said.len(), "everyone has everything once");
        world.run
    }
}

impl World {
    /// Takes in what is ready, or waits for it. Returns whether anything is left to come.
    fn poll(&mut self) -> bool {
        let next = self.run.said.get(self.read_in.len()).copied();
        let probe = match self.probe {
            Probe::Idle => None,
            Probe::Timer(due) | Probe::Sync(due) => Some(due),
        };
        let confirmed = self.gated.front().map(|(at, ..)| *at);
        let flush = self.flush.map(|(due, _)| due);
        let Some(ready) = [next, probe, confirmed, flush].into_iter().flatten().min() else { return false };
        self.now = self.now.max(ready);
        let polled_at = self.now;
        // What is confirmed leaves first: it has waited in the loop itself.
        while self.gated.front().is_some_and(|(at, ..)| *at <= polled_at) {
            self.send_gated();
        }
        // Timers are looked at once for a poll, as frames are.
        let flush = self.flush.filter(|(due, _)| *due <= polled_at);
        let probe = self.probe;
        for _ in 0..READS_AT_ONCE {
            if self.run.said.get(self.read_in.len()).is_none_or(|at| *at > polled_at) {
                break;
            }
            self.read();
        }
        if let Some((due, plan)) = flush {
            self.show(Some(due));
            self.flush = None;
            self.connections.flush_planned(plan, &self.clock);
            self.end_turn();
        }
        match probe {
            Probe::Timer(due) if due <= polled_at => {
                // `sync` comes when all that was written is confirmed, after what waited for it.
                self.probe = Probe::Sync(self.gated.back().map_or(self.now, |(at, ..)| (*at).max(self.now)));
            }
            Probe::Sync(due) if due <= polled_at => {
                self.probe = Probe::Idle;
                self.show(None);
                self.connections.on_probe(&self.clock);
                self.end_turn();
            }
            _ => {}
        }
        true
    }

    /// A message comes in.
    fn read(&mut self) {
        self.show(None);
        let message = self.read_in.len();
        self.turn += 1;
        self.read_in.push(self.turn);
        self.spend(self.machine.read_cost);
        let event = event(message);
        let author = saved(message % self.run.sockets).connection;
        self.connections.broadcast(vec![event], Some(&author), &self.clock);
        self.end_turn();
    }

    /// What the clock shows in a turn.
    fn show(&self, timer: Option<Micros>) {
        let shown = match self.machine.clocks {
            Clocks::Running => self.now,
            Clocks::OfProduction => {
                let overdue = self.flush.map(|(due, _)| due).into_iter().chain(match self.probe {
                    Probe::Timer(due) => Some(due),
                    _ => None,
                });
                timer.into_iter().chain(overdue).min().map_or(self.now, |due| due.min(self.now))
            }
        };
        self.shown.set(shown.max(self.shown.get() * 1_000) / 1_000);
    }

    fn end_turn(&mut self) {
        let sent = self.outbox.take();
        if !sent.is_empty() {
            let confirmed = self.now + self.machine.confirms_after;
            self.gated.push_back((confirmed, self.turn, sent));
        }
        let shown = self.shown.get() * 1_000;
        if self.connections.is_held() {
            self.flush = None;
        }
        if self.flush.is_none()
            && let Some(plan) = self.connections.plan_flush()
        {
            self.flush = Some((shown + plan.delay_ms * 1_000, plan));
        }
        if self.probe == Probe::Idle && self.connections.needs_probe() {
            self.probe = Probe::Timer(shown.max(self.now));
        }
        if matches!(self.machine.clocks, Clocks::Running) {
            self.shown.set(self.now / 1_000);
        }
    }

    fn send_gated(&mut self) {
        let Some((_, turn, frames)) = self.gated.pop_front() else { return };
        for (_, frame) in frames {
            self.spend(self.machine.send_cost + self.machine.send_cost_a_kilobyte * (frame.units as Micros) / 1_000);
            self.run.frames.push(self.now);
            for message in frame.messages.iter().copied() {
                let (delay, waited) = (self.now - self.run.said[message], self.read_in[message] != turn);
                self.run.deliveries.push(Delivery { message, delay, waited });
            }
        }
    }

    /// Uses the core for so long, on one of speed 1.
    fn spend(&mut self, cpu: Micros) {
        match self.machine.power {
            Power::Steady(speed) => self.now += (cpu as f64 / speed) as Micros,
            Power::Quota(part) => self.spend_of_quota(cpu, (QUOTA_PERIOD as f64 * part) as Micros),
        }
    }

    /// A busy machine has used its quota when that much of a period is over.
    fn spend_of_quota(&mut self, cpu: Micros, quota: Micros) {
        let into = (self.now - START) % QUOTA_PERIOD;
        if into + cpu > quota {
            self.now += QUOTA_PERIOD - into.min(QUOTA_PERIOD);
        }
        self.now += cpu;
    }
}

/// A message as it is broadcast.
pub(super) fn event(message: usize) -> QueuedEvent {
    let mut frame = ServerFrame::default();
    let text = format!("#{message};{}", "x".repeat(MESSAGE_BYTES));
    let swap = Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(1) };
    frame.add(swap, &maud::html! { (text) });
    QueuedEvent {
        rendering: Rendering::Wordless(frame),
        variants: Vec::new(),
        is_deferrable: true,
        version_before: Some(1),
    }
}

fn saved(number: usize) -> SavedConnection {
    let letters = |mut number: usize| -> String {
        let mut id = vec![b'a'; room::limits::MEMBER_ID_CHARS];
        for letter in id.iter_mut().rev() {
            *letter += u8::try_from(number % 20).unwrap();
            number /= 20;
        }
        String::from_utf8(id).unwrap()
    };
    let member = Member { id: MemberId::parse(&letters(number)).unwrap(), name: Name::from_trusted("Ada".to_owned()) };
    let connection: ConnectionId = serde_json::from_value(serde_json::Value::from(letters(number))).unwrap();
    SavedConnection { member, connection, arrival: 0, announced: true, status: Status::default(), from: None }
}
