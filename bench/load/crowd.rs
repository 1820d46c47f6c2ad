//! Many sockets in one room, kept as a page keeps its one.

use std::cell::{Cell, RefCell};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::ops::Range;
use std::rc::Rc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use room::limits;
use serde_json::json;
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use crate::ledger::{Ledger, Seen, Timing};
use crate::server::{Chat, Server};
use crate::sessions::{self, Guests};

/// Sockets from one address of this machine: a system hands out some 28,000 ports for each, and those that were closed lately
/// are not free yet.
const SOCKETS_PER_ADDRESS: usize = 5_000;

/// Sockets that are opened at a time. More would only wait in the kernel.
const AT_ONCE: usize = 64;

/// The receive buffer of a socket that stops reading: a phone, not a server.
const SMALL_BUFFER: u32 = 4 * 1024;

/// How long nothing may come and nobody join before a run is given up. Longer than anybody waits before coming back.
const PATIENCE: Duration = Duration::from_secs(45);

/// How often it is looked whether what is waited for has come. What is measured does not depend on it.
const GLANCE: Duration = Duration::from_millis(5);

/// How `static/js/connection.js` comes back: a random part of this, doubled each time, up to a cap; or, if that is more, of so much
/// for everyone who was there.
const FIRST_RETRY: Duration = Duration::from_secs(1);
const RETRY_CAP: Duration = Duration::from_secs(30);
const RETRY_EACH: Duration = Duration::from_millis(4);

/// Sockets in one room.
pub(crate) struct Crowd {
    pub(crate) ledger: Rc<Ledger>,
    address: SocketAddr,
    origin: String,
    chat: Chat,
    guests: Guests,
    /// How many people the pages say are here: all the same, once a room is quiet.
    here: Rc<Cell<u32>>,
    sockets: Vec<Socket>,
}

struct Socket {
    line: Rc<Line>,
    orders: UnboundedSender<Order>,
}

/// What the task of a socket and everybody else know of it.
struct Line {
    ledger: Rc<Ledger>,
    seen: RefCell<Seen>,
    temper: Temper,
    /// The first message that it has to see: the first after its page.
    first: u32,
    state: Cell<State>,
    /// When it was last connected and had its first frame.
    joined_at: Cell<Option<Instant>>,
    /// The version that the page is at.
    since: RefCell<Option<String>>,
    /// How many people its page says are here.
    here: Rc<Cell<u32>>,
    /// When it knocked, each time.
    knocks: RefCell<Vec<Instant>>,
}

/// What a socket is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Temper {
    Reads,
    /// It has a small buffer, and will be told to stop reading.
    MayStop,
    /// It will be cut and come back. What it gets late is checked and not timed.
    ComesBack,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Away,
    Connected,
    Joined,
    /// It reads nothing more.
    Stopped,
}

enum Order {
    Say(String),
    /// The connection is gone, without a word.
    Cut,
    StopReading,
}

/// How a connection ended.
enum End {
    /// Nobody needs it any more.
    Done,
    Cut,
    Lost(String),
}

impl Crowd {
    pub(crate) fn new(server: &Server, guests: Guests) -> Result<Self, String> {
        let address = server.address().parse().map_err(|_| format!("{} is no address", server.address()))?;
        let (ledger, origin, chat) = (Rc::new(Ledger::new()), server.origin.clone(), server.chat);
        Ok(Self { ledger, address, origin, chat, guests, here: Rc::default(), sockets: Vec::new() })
    }

    /// Whoever joins from now on has a page that was loaded now.
    pub(crate) async fn reload(&mut self, server: &Server, room: &str) -> Result<(), String> {
        self.guests.since = sessions::cursor(server, room, self.guests.passes.first()).await?;
        Ok(())
    }

    /// Opens more sockets, each of somebody else, and waits until each has had its first frame. Returns how long it took, in
    /// seconds, from the first knock to the last first frame.
    pub(crate) async fn join(&mut self, sockets: usize, temper: Temper) -> Result<f64, String> {
        let began = Instant::now();
        let first = self.sockets.len();
        let turns = Rc::new(Semaphore::new(AT_ONCE));
        for n in first..first + sockets {
            let pass = self.guests.passes.get(n).ok_or("there are fewer guests than sockets")?;
            let line = Rc::new(Line {
                ledger: Rc::clone(&self.ledger),
                seen: RefCell::default(),
                temper,
                first: self.ledger.messages(),
                state: Cell::new(State::Away),
                joined_at: Cell::default(),
                since: RefCell::new(self.guests.since.clone()),
                here: Rc::clone(&self.here),
                knocks: RefCell::default(),
            });
            let (orders, received) = unbounded_channel();
            let door = Door {
                from: source(n),
                to: self.address,
                origin: self.origin.clone(),
                path: pass.path.clone(),
                cookie: pass.cookie.clone(),
                buffer: (temper == Temper::MayStop).then_some(SMALL_BUFFER),
            };
            spawn_local(keep(door, Rc::clone(&line), received, self.chat, Rc::clone(&turns)));
            self.sockets.push(Socket { line, orders });
        }
        let new = first..first + sockets;
        self.here.set(u32::try_from(new.end).unwrap_or(u32::MAX));
        self.wait("sockets to join", || self.joined(new.clone()) == sockets).await?;
        let last = self.lines(new).filter_map(|line| line.joined_at.get()).max().unwrap_or(began);
        Ok((last - began).as_secs_f64())
    }

    /// Waits until nothing has come for a while: all that joining has set off is over.
    pub(crate) async fn settle(&self) -> Result<(), String> {
        const QUIET: Duration = Duration::from_millis(700);
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
        // It has no divisor in common with any number of speakers that we use: all get their turn, and not in a row.
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
    pub(crate) fn shout(&self, speakers: Range<usize>, filler: &str) -> Result<(), String> {
        let now = Instant::now();
        speakers.into_iter().try_for_each(|speaker| self.say(speaker, now, filler))
    }

    fn say(&self, speaker: usize, due: Instant, filler: &str) -> Result<(), String> {
        let (number, text) = self.ledger.message(due, filler);
        // The plain chat reads only the text.
        let frame = json!({ "text": text, "cid": format!("{:016x}{number:08x}", self.address.port()) });
        let socket = self.sockets.get(speaker).ok_or("there are fewer sockets than speakers")?;
        socket.orders.send(Order::Say(frame.to_string())).map_err(|_| "a socket is gone that was to speak".to_owned())
    }

    /// Waits until so many sockets have everything that is measured.
    pub(crate) async fn delivered(&self, messages: usize, to: usize) -> Result<(), String> {
        let all = (messages * to) as u64;
        self.wait(&format!("{all} deliveries"), || self.ledger.deliveries() >= all).await
    }

    /// Sees to it that every socket from `whom` has seen every message since it joined exactly once.
    pub(crate) fn verdict(&self, whom: Range<usize>) -> Result<(), String> {
        self.ledger.verdict()?;
        let said = self.ledger.messages();
        let missing: usize = self.lines(whom).map(|line| line.seen.borrow().missing(line.first..said)).sum();
        if missing == 0 { Ok(()) } else { Err(format!("{missing} deliveries are missing")) }
    }

    /// Whether every socket from `whom` has seen every message since it joined.
    pub(crate) fn complete(&self, whom: Range<usize>) -> bool {
        let said = self.ledger.messages();
        self.lines(whom).all(|line| line.seen.borrow().missing(line.first..said) == 0)
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
        self.lines(whom).filter(|line| line.state.get() == State::Joined).count()
    }

    /// When each from `whom` had its first frame, last time.
    pub(crate) fn joined_at(&self, whom: Range<usize>) -> Vec<Instant> {
        self.lines(whom).filter_map(|line| line.joined_at.get()).collect()
    }

    /// When those from `whom` knocked, after a moment.
    pub(crate) fn knocks(&self, whom: Range<usize>, after: Instant) -> Vec<Instant> {
        let knocks = self.lines(whom).flat_map(|line| line.knocks.borrow().clone());
        knocks.filter(|knock| *knock > after).collect()
    }

    fn lines(&self, whom: Range<usize>) -> impl Iterator<Item = &Line> {
        self.sockets.get(whom).into_iter().flatten().map(|socket| &*socket.line)
    }

    /// Waits for something, and says what has happened instead if it does not.
    pub(crate) async fn wait(&self, what: &str, is: impl Fn() -> bool) -> Result<(), String> {
        let progress = || (self.ledger.frames(), self.joined(0..self.sockets.len()));
        let mut last = (progress(), Instant::now());
        while !is() {
            self.ledger.verdict()?;
            sleep(GLANCE).await;
            let now = progress();
            if now != last.0 {
                last = (now, Instant::now());
            } else if last.1.elapsed() > PATIENCE {
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

/// The address that a socket comes from. All of 127.0.0.0/8 is this machine.
fn source(socket: usize) -> SocketAddr {
    let host = u8::try_from(2 + socket / SOCKETS_PER_ADDRESS).unwrap_or(u8::MAX);
    SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::new(127, 0, 0, host), 0))
}

/// How a socket is opened.
struct Door {
    from: SocketAddr,
    to: SocketAddr,
    origin: String,
    path: String,
    cookie: Option<String>,
    buffer: Option<u32>,
}

impl Door {
    async fn open(&self, since: Option<&str>) -> Result<WebSocketStream<TcpStream>, String> {
        let failed = |error: &dyn std::error::Error| error.to_string();
        let since = since.map(|since| format!("&since={since}")).unwrap_or_default();
        let address = format!("ws://{}{}{since}", self.to, self.path);
        let mut request = address.into_client_request().map_err(|error| failed(&error))?;
        let headers = [("Origin", Some(&self.origin)), ("Cookie", self.cookie.as_ref())];
        for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            request.headers_mut().insert(name, HeaderValue::from_str(value).map_err(|error| failed(&error))?);
        }
        let socket = TcpSocket::new_v4().map_err(|error| failed(&error))?;
        if let Some(bytes) = self.buffer {
            socket.set_recv_buffer_size(bytes).map_err(|error| failed(&error))?;
        }
        socket.bind(self.from).map_err(|error| failed(&error))?;
        let stream = socket.connect(self.to).await.map_err(|error| failed(&error))?;
        stream.set_nodelay(true).map_err(|error| failed(&error))?;
        // Ten thousand of the usual buffers are more than a gigabyte.
        let config = WebSocketConfig::default().read_buffer_size(16 * 1024).write_buffer_size(0);
        let opening = tokio_tungstenite::client_async_with_config(request, stream, Some(config));
        opening.await.map(|(socket, _)| socket).map_err(|error| failed(&error))
    }
}

/// Keeps a socket until nobody needs it: opens it, and opens it again when it is lost, as the page does.
async fn keep(door: Door, line: Rc<Line>, mut orders: UnboundedReceiver<Order>, chat: Chat, turns: Rc<Semaphore>) {
    let mut turn = turns.acquire().await.ok();
    let mut tries = 0;
    loop {
        line.knocks.borrow_mut().push(Instant::now());
        let since = line.since.borrow().clone();
        let end = match door.open(since.as_deref()).await {
            Ok(socket) => {
                line.state.set(State::Connected);
                let joined = || {
                    tries = 0;
                    // Now somebody else may knock.
                    turn = None;
                };
                live(socket, &line, &mut orders, chat, joined).await
            }
            Err(error) => End::Lost(error),
        };
        line.state.set(State::Away);
        match end {
            End::Done => return,
            End::Lost(why) if line.temper != Temper::ComesBack => {
                if line.temper == Temper::Reads {
                    line.ledger.complain(&format!("a connection was lost: {why}"));
                }
                return;
            }
            End::Lost(_) | End::Cut => {}
        }
        let longest = RETRY_CAP.min(FIRST_RETRY * 2_u32.saturating_pow(tries)).max(RETRY_EACH * line.here.get());
        tries += 1;
        sleep(longest.mul_f64(fastrand::f64())).await;
    }
}

/// Reads a socket, sends heartbeats, and says what has been read, as the page does.
async fn live(
    mut socket: WebSocketStream<TcpStream>,
    line: &Line,
    orders: &mut UnboundedReceiver<Order>,
    chat: Chat,
    mut joined: impl FnMut(),
) -> End {
    let timing = if line.temper == Temper::Reads { Timing::On } else { Timing::Off };
    let mut unread = 0;
    if socket.send(Message::text("ping")).await.is_err() {
        return End::Lost("it took no heartbeat".to_owned());
    }
    let beat = sleep(Duration::from_secs(3_600));
    tokio::pin!(beat);
    loop {
        let message = tokio::select! {
            message = socket.next() => message,
            order = orders.recv() => match order {
                Some(Order::Say(frame)) => {
                    // What goes wrong here is told by what is received.
                    let _ = socket.send(Message::text(frame)).await;
                    continue;
                }
                Some(Order::Cut) => return End::Cut,
                Some(Order::StopReading) => {
                    line.state.set(State::Stopped);
                    while orders.recv().await.is_some() {}
                    return End::Done;
                }
                None => return End::Done,
            },
            () = &mut beat => {
                beat.as_mut().reset(Instant::now() + Duration::from_secs(3_600));
                let _ = socket.send(Message::text("ping")).await;
                continue;
            }
        };
        match message {
            Some(Ok(Message::Text(frame))) if frame.as_str() == "pong" => {
                beat.as_mut().reset(Instant::now() + Duration::from_millis(limits::HEARTBEAT_MS.unsigned_abs()));
            }
            Some(Ok(Message::Text(frame))) => {
                let bytes = frame.as_bytes();
                line.ledger.take(bytes, &mut line.seen.borrow_mut(), timing);
                if line.state.replace(State::Joined) != State::Joined {
                    line.joined_at.set(Some(Instant::now()));
                    joined();
                }
                if chat == Chat::Natter {
                    line.note_version(bytes);
                    unread += utf16_units(bytes);
                    while unread >= limits::ACK_UNITS {
                        unread -= limits::ACK_UNITS;
                        let _ = socket.send(Message::text("ack")).await;
                    }
                }
            }
            Some(Ok(Message::Close(frame))) => return End::Lost(format!("closed by the server: {frame:?}")),
            Some(Ok(_)) => {}
            Some(Err(error)) => return End::Lost(error.to_string()),
            None => return End::Lost("it ended".to_owned()),
        }
    }
}

impl Line {
    /// The last version in a frame is the one that the page is at.
    fn note_version(&self, frame: &[u8]) {
        const BEFORE: &[u8] = b" data-version=\"";
        // From the front, where the search is quick: a tenth of our time in a burst went into looking from the back.
        let Some(at) = memchr::memmem::find_iter(frame, BEFORE).last() else { return };
        let digits = frame.get(at + BEFORE.len()..).unwrap_or_default().split(|byte| *byte == b'"').next();
        let version = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(version) = version {
            let mut since = self.since.borrow_mut();
            let since = since.get_or_insert_default();
            since.clear();
            since.push_str(version);
        }
    }
}

/// What a browser calls the length of a frame.
fn utf16_units(utf8: &[u8]) -> usize {
    if utf8.is_ascii() {
        return utf8.len();
    }
    // Every character begins with a byte that continues none; those of four bytes are two units.
    utf8.iter().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_as_long_as_a_browser_says() {
        for text in ["", "Hello.", "Grüße", "𝒳 and 👋", "日本語"] {
            assert_eq!(utf16_units(text.as_bytes()), text.encode_utf16().count(), "{text}");
        }
    }

    #[test]
    fn ten_thousand_sockets_come_from_two_addresses() {
        let hosts: std::collections::BTreeSet<_> = (0..10_000).map(|n| source(n).ip()).collect();
        assert_eq!(hosts.len(), 2);
    }
}
