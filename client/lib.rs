//! A page's side of the socket, for programs: tests, the load generator, a bot.
//!
//! In scope: the cursor, acknowledgements, heartbeats, timeouts, reconnect delays, pending
//! messages, and reading what a frame says. Out of scope: sockets, clocks and random numbers (all
//! are arguments: sans-IO), and how a page looks. `static/` has the same for browsers.
//!
//! In reading order:
//!
//! * [`limits`]: the numbers that only the client's side needs, each with its reason.
//! * [`Client`]: the whole protocol of one page. [`Event`]: what a frame meant for its owner.
//! * [`PendingMessages`]: what was said and is not answered; sent again under the same cid
//!   (idempotency key).
//! * [`frame`]: reading a frame: its envelopes, its version, its updates. [`Message`],
//!   [`messages`]: what was said in it.
//! * [`PageHead`]: what a client needs to know of the page.
//! * [`say_frame`]: the frame by which something is said.

pub mod frame;
pub mod limits;

mod backoff;
mod client;
mod connection;
mod message;
mod page;
mod pending;

pub use backoff::Backoff;
pub use client::{AfterClose, Client, Event};
pub use connection::{ConnectionLost, PING, PONG};
pub use message::{Message, MessageError, messages};
pub use page::{PageError, PageHead};
pub use pending::{PendingMessage, PendingMessages, say_frame};
