//! One socket of the crowd: opened, driven as a page drives its one, opened again when it is lost.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use client::{AfterClose, Client, PONG};
use futures_util::{SinkExt as _, StreamExt as _};
use room::Millis;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use super::endpoint::Endpoint;
use crate::ledger::{Ledger, Seen, Timing};
use crate::server::Chat;

type Socket = WebSocketStream<TcpStream>;

/// What the task of a socket and everybody else know of it.
pub(super) struct Member {
    pub(super) ledger: Rc<Ledger>,
    pub(super) seen: RefCell<Seen>,
    pub(super) behaviour: Behaviour,
    /// The first message that it has to see: the first after its page.
    pub(super) first: u32,
    pub(super) state: Cell<State>,
    /// When it was last connected and had its first frame.
    pub(super) joined_at: Cell<Option<Instant>>,
    /// How many people its page says are here.
    pub(super) online: Rc<Cell<u32>>,
    /// When it asked for a connection, each time.
    pub(super) attempts: RefCell<Vec<Instant>>,
}

/// What a socket is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Reads,
    /// It has a small buffer, and will be told to stop reading.
    MayStopReading,
    /// It will be cut and come back. What it gets late is checked and not timed.
    ComesBack,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Away,
    Connected,
    Joined,
    /// It reads nothing more.
    Stopped,
}

pub(super) enum Order {
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
    Lost {
        code: Option<u16>,
        why: String,
    },
}

impl End {
    fn lost(why: impl ToString) -> Self {
        Self::Lost { code: None, why: why.to_string() }
    }
}

/// The protocol of a chat as one socket speaks it.
pub(super) struct Protocol {
    pub(super) chat: Chat,
    /// Of the plain chat it does only what both have: heartbeats, and coming back.
    pub(super) client: Client,
    /// Where the plain chat has its socket. Natter's client knows by itself.
    pub(super) path: String,
}

impl Protocol {
    fn connect(&mut self, now: Millis) -> String {
        let path = self.client.connect(now);
        match self.chat {
            Chat::Natter => path,
            Chat::Baseline => self.path.clone(),
        }
    }

    fn on_frame(&mut self, frame: &str, now: Millis) {
        // The plain chat knows no acknowledgement, and would take one for something that was said.
        if self.chat == Chat::Natter || frame == PONG {
            self.client.on_frame(frame, now);
        } else {
            self.client.on_activity(now);
        }
    }
}

impl Member {
    /// Keeps a socket until nobody needs it.
    pub(super) async fn run(
        &self,
        endpoint: Endpoint,
        mut protocol: Protocol,
        mut orders: UnboundedReceiver<Order>,
        turns: Rc<Semaphore>,
    ) {
        let mut turn = turns.acquire().await.ok();
        loop {
            let now = Instant::now();
            self.attempts.borrow_mut().push(now);
            let path = protocol.connect(self.ledger.millis(now));
            let end = match endpoint.open(&path).await {
                Ok(socket) => {
                    self.state.set(State::Connected);
                    // Once it has joined, somebody else may ask.
                    self.live(socket, &mut protocol, &mut orders, || turn = None).await
                }
                Err(error) => End::lost(error),
            };
            self.state.set(State::Away);
            let code = match end {
                End::Done => return,
                End::Lost { why, .. } if self.behaviour != Behaviour::ComesBack => {
                    if self.behaviour == Behaviour::Reads {
                        self.ledger.complain(&format!("a connection was lost: {why}"));
                    }
                    return;
                }
                End::Lost { code, .. } => code,
                End::Cut => None,
            };
            let now = self.ledger.millis(Instant::now());
            match protocol.client.on_close(code, self.online.get(), fastrand::f64(), now) {
                AfterClose::Reconnect { at } => sleep_until(self.ledger.instant(at)).await,
                AfterClose::Gone => return self.ledger.complain("a connection was closed for good"),
            }
        }
    }

    /// Reads a socket until it ends, and sends what the client has to send.
    async fn live(
        &self,
        mut socket: Socket,
        protocol: &mut Protocol,
        orders: &mut UnboundedReceiver<Order>,
        mut joined: impl FnMut(),
    ) -> End {
        let timing = if self.behaviour == Behaviour::Reads { Timing::On } else { Timing::Off };
        protocol.client.on_open();
        let timer = sleep_until(Instant::now());
        tokio::pin!(timer);
        let mut rings_at = Millis::MAX;
        loop {
            flush(&mut socket, &mut protocol.client).await;
            // Each frame puts the timeout off. The timer is set anew only to ring earlier; where it
            // rings too early it does nothing, which costs less than to set it for each frame.
            if let Some(next) = protocol.client.next_timer().filter(|next| *next < rings_at) {
                rings_at = next;
                timer.as_mut().reset(self.ledger.instant(next));
            }
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
                        self.state.set(State::Stopped);
                        while orders.recv().await.is_some() {}
                        return End::Done;
                    }
                    None => return End::Done,
                },
                () = &mut timer => {
                    rings_at = Millis::MAX;
                    match protocol.client.on_timer(self.ledger.millis(Instant::now())) {
                        Ok(()) => continue,
                        Err(lost) => return End::lost(lost),
                    }
                }
            };
            match message {
                Some(Ok(Message::Text(frame))) => {
                    let now = Instant::now();
                    if frame.as_str() != PONG {
                        self.ledger.take(frame.as_bytes(), now, &mut self.seen.borrow_mut(), timing);
                        if self.state.replace(State::Joined) != State::Joined {
                            self.joined_at.set(Some(Instant::now()));
                            joined();
                        }
                    }
                    protocol.on_frame(&frame, self.ledger.millis(now));
                }
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.as_ref().map(|frame| frame.code.into());
                    return End::Lost { code, why: format!("closed by the server: {frame:?}") };
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return End::lost(error),
                None => return End::lost("it ended"),
            }
        }
    }
}

/// Sends what the client has to send. What goes wrong here is told by what is received.
async fn flush(socket: &mut Socket, client: &mut Client) {
    while let Some(frame) = client.next_frame() {
        let _ = socket.send(Message::text(frame.into_owned())).await;
    }
}
