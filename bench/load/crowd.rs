//! Many sockets in one room, each driven as a page drives its one.

mod endpoint;
mod member;

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::ops::Range;
use std::rc::Rc;
use std::time::Duration;

use client::{Client, PageHead, say_frame};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;
use tokio::time::{Instant, sleep, sleep_until};

pub(crate) use self::member::Behaviour;

use self::endpoint::{Endpoint, ReceiveBuffer};
use self::member::{Member, Order, Protocol, State};
use crate::ledger::Ledger;
use crate::server::{Chat, Server};
use crate::sessions::{self, Guests, Pass};

/// Sockets that are opened at a time. More would only wait in the kernel.
const OPENED_AT_ONCE: usize = 64;

/// How long nothing may come and nobody join before a run is given up. Longer than anybody waits
/// before coming back.
const PROGRESS_TIMEOUT: Duration = Duration::from_secs(45);

/// The time between two checks of what is awaited. No measurement depends on it.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// A room in which nothing has come for so long is quiet.
const QUIET: Duration = Duration::from_millis(700);

/// Sockets in one room.
pub(crate) struct Crowd {
    pub(crate) ledger: Rc<Ledger>,
    address: SocketAddr,
    origin: String,
    chat: Chat,
    guests: Guests,
    /// How many people the pages say are here: all the same, once a room is quiet.
    online: Rc<Cell<u32>>,
    sockets: Vec<Socket>,
}

struct Socket {
    member: Rc<Member>,
    orders: UnboundedSender<Order>,
}

impl Crowd {
    pub(crate) fn new(server: &Server, guests: Guests) -> Result<Self, String> {
        let address = server.address().parse().map_err(|_| format!("{} is no address", server.address()))?;
        let (ledger, origin, chat) = (Rc::new(Ledger::new()), server.origin.clone(), server.chat);
        Ok(Self { ledger, address, origin, chat, guests, online: Rc::default(), sockets: Vec::new() })
    }

    /// Whoever joins from now on has a page that was loaded now.
    pub(crate) async fn reload(&mut self, server: &Server, room: &str) -> Result<(), String> {
        self.guests.version = sessions::page_version(server, room, self.guests.passes.first()).await?;
        Ok(())
    }

    /// Opens more sockets, each of somebody else, and waits until each has had its first frame.
    /// Returns how long it took, in seconds, from the first attempt to the last first frame.
    pub(crate) async fn join(&mut self, sockets: usize, behaviour: Behaviour) -> Result<f64, String> {
        let began = Instant::now();
        let first = self.sockets.len();
        let turns = Rc::new(Semaphore::new(OPENED_AT_ONCE));
        for n in first..first + sockets {
            let pass = self.guests.passes.get(n).ok_or("there are fewer guests than sockets")?;
            let member = Rc::new(Member {
                ledger: Rc::clone(&self.ledger),
                seen: RefCell::default(),
                behaviour,
                first: self.ledger.messages(),
                state: Cell::new(State::Away),
                joined_at: Cell::default(),
                online: Rc::clone(&self.online),
                attempts: RefCell::default(),
            });
            let (orders, received) = unbounded_channel();
            let (endpoint, protocol, turns) =
                (self.endpoint(n, pass, behaviour), self.protocol(pass), Rc::clone(&turns));
            let running = Rc::clone(&member);
            spawn_local(async move { running.run(endpoint, protocol, received, turns).await });
            self.sockets.push(Socket { member, orders });
        }
        let new = first..first + sockets;
        self.online.set(u32::try_from(new.end).unwrap_or(u32::MAX));
        self.wait("sockets to join", || self.joined(new.clone()) == sockets).await?;
        let last = self.members(new).filter_map(|member| member.joined_at.get()).max().unwrap_or(began);
        Ok((last - began).as_secs_f64())
    }

    fn endpoint(&self, n: usize, pass: &Pass, behaviour: Behaviour) -> Endpoint {
        let buffer = match behaviour {
            Behaviour::MayStopReading => ReceiveBuffer::Small,
            Behaviour::Reads | Behaviour::ComesBack => ReceiveBuffer::Usual,
        };
        let (from, origin, cookie) = (endpoint::source(n), self.origin.clone(), pass.cookie.clone());
        Endpoint { from, to: self.address, origin, cookie, buffer }
    }

    fn protocol(&self, pass: &Pass) -> Protocol {
        // Nothing is pending here: whoever speaks says it once, and the ledger knows whether it
        // came.
        let head = PageHead { socket: &pass.path, member: "", version: &self.guests.version };
        Protocol { chat: self.chat, client: Client::new(&head), path: pass.path.clone() }
    }

    /// Waits until nothing has come for a while: all that joining has set off is over.
    pub(crate) async fn becomes_quiet(&self) -> Result<(), String> {
        let frames = Cell::new((self.ledger.frames(), Instant::now()));
        self.wait("the room to be quiet", || {
            let (before, since) = frames.get();
            let now = self.ledger.frames();
            if now != before {
                frames.set((now, Instant::now()));
            }
            now == before && since.elapsed() > QUIET
        })
        .await
    }

    /// Says so many messages, evenly spread over time and over the members from `speakers`.
    pub(crate) async fn talk(
        &self,
        messages: usize,
        per_second: f64,
        speakers: Range<usize>,
        filler: &str,
    ) -> Result<(), String> {
        self.talk_while(|said| said < messages, per_second, speakers, filler).await
    }

    /// The same, for as long as one wants to.
    pub(crate) async fn talk_while(
        &self,
        goes_on: impl Fn(usize) -> bool,
        per_second: f64,
        speakers: Range<usize>,
        filler: &str,
    ) -> Result<(), String> {
        // It has no divisor in common with any number of speakers that we use: all get their turn,
        // and not in a row.
        const STRIDE: usize = 379;
        let began = Instant::now() + Duration::from_millis(20);
        for n in (0..).take_while(|said| goes_on(*said)) {
            let due = began + Duration::from_secs_f64(n as f64 / per_second);
            sleep_until(due).await;
            let turn = self.ledger.messages() as usize * STRIDE % speakers.len();
            self.say(speakers.start + turn, due, filler)?;
        }
        Ok(())
    }

    /// Everybody of `speakers` says something at this moment.
    pub(crate) fn say_at_once(&self, speakers: Range<usize>, filler: &str) -> Result<(), String> {
        let now = Instant::now();
        speakers.into_iter().try_for_each(|speaker| self.say(speaker, now, filler))
    }

    fn say(&self, speaker: usize, due: Instant, filler: &str) -> Result<(), String> {
        let (number, text) = self.ledger.message(due, filler);
        // The plain chat reads only the text.
        self.send(speaker, say_frame(&self.cid(number), &text))
    }

    /// Somebody says something with a file, which they began to upload when it was due.
    pub(crate) fn share(&self, speaker: usize, due: Instant, filler: &str, file: &str) -> Result<(), String> {
        let (number, text) = self.ledger.message(due, filler);
        self.send(speaker, json!({ "text": text, "cid": self.cid(number), "files": file }).to_string())
    }

    fn cid(&self, number: u32) -> String {
        format!("{:016x}{number:08x}", self.address.port())
    }

    fn send(&self, speaker: usize, frame: String) -> Result<(), String> {
        let socket = self.sockets.get(speaker).ok_or("there are fewer sockets than speakers")?;
        socket.orders.send(Order::Say(frame)).map_err(|_| "a socket is gone that was to speak".to_owned())
    }

    /// Each of `whom` gives a message an emoji, evenly spread over time.
    pub(crate) async fn react(&self, seq: i64, emoji: &str, per_second: f64, whom: Range<usize>) -> Result<(), String> {
        let began = Instant::now();
        let frame = format!(r#"{{"react":{seq},"emoji":"{emoji}","on":true}}"#);
        for (n, one) in whom.enumerate() {
            sleep_until(began + Duration::from_secs_f64(n as f64 / per_second)).await;
            let socket = self.sockets.get(one).ok_or("there are fewer sockets than people who react")?;
            let order = Order::Say(frame.clone());
            socket.orders.send(order).map_err(|_| "a socket is gone that was to react".to_owned())?;
        }
        Ok(())
    }

    /// What lets somebody in.
    pub(crate) fn pass(&self, guest: usize) -> Result<Pass, String> {
        self.guests.passes.get(guest).cloned().ok_or("there are fewer guests".to_owned())
    }

    /// Waits until so many sockets have everything that is measured.
    pub(crate) async fn delivered(&self, messages: usize, to: usize) -> Result<(), String> {
        let all = (messages * to) as u64;
        self.wait(&format!("{all} deliveries"), || self.ledger.deliveries() >= all).await
    }

    /// Sees to it that every socket from `whom` has seen every message since it joined exactly
    /// once.
    pub(crate) fn verdict(&self, whom: Range<usize>) -> Result<(), String> {
        self.ledger.verdict()?;
        let said = self.ledger.messages();
        let missing: usize = self.members(whom).map(|member| member.seen.borrow().missing(member.first..said)).sum();
        if missing == 0 { Ok(()) } else { Err(format!("{missing} deliveries are missing")) }
    }

    /// Whether every socket from `whom` has seen every message since it joined.
    pub(crate) fn complete(&self, whom: Range<usize>) -> bool {
        let said = self.ledger.messages();
        self.members(whom).all(|member| member.seen.borrow().missing(member.first..said) == 0)
    }

    /// Cuts the connections from `whom`, all at once.
    pub(crate) fn cut(&self, whom: Range<usize>) {
        self.order(whom, || Order::Cut);
    }

    /// Lets those from `whom` read nothing more.
    pub(crate) fn stop_reading(&self, whom: Range<usize>) {
        self.order(whom, || Order::StopReading);
    }

    fn order(&self, whom: Range<usize>, order: impl Fn() -> Order) {
        for socket in self.sockets.get(whom).into_iter().flatten() {
            let _ = socket.orders.send(order());
        }
    }

    /// How many from `whom` are connected and had their first frame.
    pub(crate) fn joined(&self, whom: Range<usize>) -> usize {
        self.members(whom).filter(|member| member.state.get() == State::Joined).count()
    }

    /// When each from `whom` had its first frame, last time.
    pub(crate) fn joined_at(&self, whom: Range<usize>) -> Vec<Instant> {
        self.members(whom).filter_map(|member| member.joined_at.get()).collect()
    }

    /// When those from `whom` asked for a connection, after a moment.
    pub(crate) fn attempts(&self, whom: Range<usize>, after: Instant) -> Vec<Instant> {
        let attempts = self.members(whom).flat_map(|member| member.attempts.borrow().clone());
        attempts.filter(|attempt| *attempt > after).collect()
    }

    fn members(&self, whom: Range<usize>) -> impl Iterator<Item = &Member> {
        self.sockets.get(whom).into_iter().flatten().map(|socket| &*socket.member)
    }

    /// Waits for something, and says what has happened instead if it does not.
    pub(crate) async fn wait(&self, what: &str, is: impl Fn() -> bool) -> Result<(), String> {
        let progress = || (self.ledger.frames(), self.joined(0..self.sockets.len()));
        let mut last = (progress(), Instant::now());
        while !is() {
            self.ledger.verdict()?;
            sleep(POLL_INTERVAL).await;
            let now = progress();
            if now != last.0 {
                last = (now, Instant::now());
            } else if last.1.elapsed() > PROGRESS_TIMEOUT {
                let (joined, of) = (now.1, self.sockets.len());
                let deliveries = self.ledger.deliveries();
                return Err(format!(
                    "waited in vain for {what}; {joined} of {of} sockets are joined, {deliveries} deliveries"
                ));
            }
        }
        Ok(())
    }
}
