//! The connection of a window: carries frames between the socket and the page's client.

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;

use super::page::Page;
use crate::clock;
use crate::visitor::Socket;

/// How a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The code; 1006 if there was none because the connection broke.
    pub code: u16,
    /// The reason that was given.
    pub reason: String,
}

impl Closed {
    fn broken(reason: impl ToString) -> Self {
        Self { code: 1006, reason: reason.to_string() }
    }
}

/// A connection in the hands of its window.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) orders: UnboundedSender<Order>,
    pub(super) task: JoinHandle<()>,
}

/// What a connection is to do.
#[derive(Debug)]
pub(super) enum Order {
    /// To send what the page's client has to send.
    Flush,
    /// To send this as well.
    Send(Message),
    /// To read nothing more and to send nothing more, and to stay open.
    FallSilent,
}

impl Connection {
    /// Keeps a page up to date in the background until the connection ends or is dropped.
    pub(super) fn spawn(socket: Socket, page: Arc<Mutex<Page>>) -> Self {
        let (orders, mut received) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            let closed = carry(socket, &mut received, &page).await;
            Page::lock(&page).on_close(closed);
        });
        Self { orders, task }
    }
}

async fn carry(mut socket: Socket, orders: &mut UnboundedReceiver<Order>, page: &Mutex<Page>) -> Closed {
    let dropped = || Closed::broken("cut");
    let mut closed = None;
    loop {
        while let Some(frame) = next_frame(page) {
            // Whatever goes wrong here, the next read tells of it.
            let _ = socket.send(Message::text(frame)).await;
        }
        let message = loop {
            let timer = Page::lock(page).client.next_timer();
            // Orders first, and only `Flush` and what comes in let the client send: otherwise a
            // message would overtake the frames that a test sent before it.
            tokio::select! {
                biased;
                order = orders.recv() => match order {
                    Some(Order::Flush) => break None,
                    Some(Order::Send(message)) => {
                        let _ = socket.send(message).await;
                    }
                    Some(Order::FallSilent) => {
                        while orders.recv().await.is_some() {}
                        return dropped();
                    }
                    None => return dropped(),
                },
                () = clock::reaches(timer) => match Page::lock(page).client.on_timer(clock::now()) {
                    Ok(()) => break None,
                    Err(lost) => return Closed::broken(lost),
                },
                message = socket.next() => break Some(message),
            }
        };
        let Some(message) = message else { continue };
        match message {
            Some(Ok(Message::Text(frame))) => Page::lock(page).on_frame(frame.as_str()),
            Some(Ok(Message::Close(frame))) => {
                let told = frame.map(|frame| Closed { code: frame.code.into(), reason: frame.reason.to_string() });
                closed = told.or(Some(Closed { code: 1005, reason: String::new() }));
            }
            Some(Ok(Message::Binary(_))) => Page::lock(page).complaints.push("a binary frame".to_owned()),
            Some(Ok(_)) => {}
            Some(Err(error)) => return closed.unwrap_or_else(|| Closed::broken(error)),
            None => return closed.unwrap_or_else(dropped),
        }
    }
}

fn next_frame(page: &Mutex<Page>) -> Option<String> {
    Page::lock(page).client.next_frame().map(Into::into)
}
