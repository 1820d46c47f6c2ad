//! A pretend world for tests: the real server, and people who use it.
//!
//! In scope: Natter as `wrangler dev` runs it (workerd, Durable Objects, D1), spoken to over HTTP
//! and WebSocket. Out of scope: browsers, and the protocol of a page, which is [`client`]'s. A
//! [`Window`] keeps a page as the browser's script would, which is what most tests need to look at;
//! whether a browser does the same, its own tests show.
//!
//! In reading order:
//!
//! * [`cast`]: the people and rooms that tests share with examples and seeds.
//! * [`Server`]: starts and ends Natter, each time with a state of its own. [`ServerLog`] is what
//!   it prints, [`Store`] its D1.
//! * [`Visitor`]: somebody with a cookie jar. [`Answer`]: what a request was answered.
//! * [`Window`]: a room's page with its socket. [`Document`]: the page in it. [`RawSocket`]: only
//!   the socket, of a page of any build. [`RawRequest`]: a request as bytes.
//! * [`Listener`]: somebody whom the server calls.
//! * [`torture`]: many clients, a bad network ([`Proxy`]), kills, and in the end a verdict
//!   ([`check`]) on whether one message was lost, doubled or out of order. [`outage`]: D1 fails for
//!   a while.
//! * [`corpus`]: texts that want more than to be read. [`Interceptor`]: takes defences off, one
//!   at a time.
//! * [`wait`]: the only way to wait. Nothing here and no test sleeps.

#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "in a test a panic is the answer; it says what was awaited and what was seen instead"
)]

pub mod cast;
pub mod corpus;
pub mod wait;

mod answer;
mod checker;
mod checkout;
mod clock;
mod document;
mod history;
mod interceptor;
mod listener;
mod outage;
mod process;
mod proxy;
mod raw_request;
mod raw_socket;
mod reader;
mod server;
mod server_log;
mod smoke;
mod store;
mod stored_files;
mod torture;
mod traces;
mod visitor;
mod window;

pub use answer::Answer;
pub use checker::{Evidence, check};
pub use document::{Document, Said};
pub use history::{
    Change, ChangeId, ChangeKind, ChangeOutcome, Cleanup, CleanupId, Entries, Entry, Expired, History, Op, OpId, Place,
    ReactionCount, Run, Sanction, SanctionId, Sighting, View,
};
pub use interceptor::{Interceptor, Layer};
pub use listener::Listener;
pub use outage::{OutageReport, outage};
pub use proxy::{Direction, Fault, LinkId, Proxy};
pub use raw_request::{RawAnswer, RawRequest};
pub use raw_socket::{MASK, Mask, RawSocket, frame};
pub use server::{OPERATOR_KEY, SESSION_SECRET, Server, Start};
pub use server_log::ServerLog;
pub use smoke::{Smoke, smoke};
pub use store::{Row, Store};
pub use stored_files::StoredFiles;
pub use torture::{Plan, Report, Tally, torture};
pub use visitor::Visitor;
pub use window::{Closed, Window};
