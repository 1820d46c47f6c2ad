//! What a chat room is.
//!
//! In scope: what may be said, by whom, how often and in which order; who is here; what has to be saved
//! and whom to tell. Out of scope: Cloudflare, HTML, storage, sockets, clocks and randomness. `now` and
//! fresh ids are arguments, so that every rule can be tested natively and repeated exactly.
//!
//! In reading order:
//!
//! * [`limits`]: every number, with its unit and its reason.
//! * [`Slug`], [`Name`] ([`NameKey`]), [`Body`], [`Cid`], [`MemberId`], [`ConnectionId`]: the words, each checked once
//!   where it comes in.
//! * [`Frame`]: what a browser sends.
//! * [`Command`] → [`Room::apply`] → [`Outbox`]: what happens, what to save, whom to tell.
//! * [`Settings`], [`Acquaintance`], [`Absences`]: what an owner decides, who is let in, whose names are whose.
//! * [`Precedent`]: what is known of a send that comes again.
//! * [`Person`], [`Attention`], [`Typists`]: how those who are here are shown. [`News`]: who came and went.
//! * [`CatchUp`]: what a page that was away has missed.
//! * [`Span`], [`Roll`]: a part of something long; of those who are here.
//! * [`Credit`]: how much may be on its way to one socket; [`Pace`]: how many can be told something now.
//! * [`Refusal`]: the one type of error.

pub mod limits;

mod absences;
mod admission;
mod attention;
mod body;
mod catch_up;
mod cid;
mod clock;
mod command;
mod credit;
mod frame;
mod limiter;
mod member;
mod message;
mod name;
mod news;
mod outbox;
mod pace;
mod precedent;
mod presence;
mod refusal;
mod roll;
mod settings;
mod slug;
mod span;
mod state;
mod typing;

pub use absences::Absences;
pub use admission::Acquaintance;
pub use attention::{Attention, Person};
pub use body::Body;
pub use catch_up::CatchUp;
pub use cid::Cid;
pub use command::Command;
pub use credit::{Credit, Overdrawn};
pub use frame::{Frame, Saying};
pub use member::{ConnectionId, Member, MemberId};
pub use message::{Message, Millis, Seq, Version};
pub use name::{Name, NameKey};
pub use news::News;
pub use outbox::{Audience, Delivery, Event, Outbox};
pub use pace::Pace;
pub use precedent::Precedent;
pub use presence::{Ending, Leaver, Told};
pub use refusal::Refusal;
pub use roll::Roll;
pub use settings::{Door, Line, Listing, Settings};
pub use slug::Slug;
pub use span::Span;
pub use state::{Connected, Memory, Room};
pub use typing::Typists;
