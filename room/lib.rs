//! The rules of a chat room: who may do what, in which order, within which limits.
//!
//! This crate is pure. It decides what to write, what to send to whom, whom to disconnect and when
//! to wake; it leaves out Cloudflare, HTML, storage, sockets, clocks and randomness. `now` and
//! fresh ids are arguments, so every rule can be tested natively and repeated exactly.
//!
//! In reading order:
//!
//! * [`limits`]: every number, with its unit and its reason.
//! * [`Slug`], [`Name`], [`Member`], [`Body`], [`Cid`]: values, each checked once where it comes
//!   in.
//! * [`ClientFrame`]: what a browser sends.
//! * [`Command`] and [`Facts`] → [`Room::apply`] → [`Effects`]: one change of a room, from request
//!   to result.
//! * [`Event`], [`Write`], [`Close`]: what an effect is made of. [`Refusal`]: why a command was not
//!   carried out.
//! * [`SlashCommand`]: texts that are done instead of said.
//! * [`formatting`]: what was typed, as a tree of blocks and inlines.
//! * [`emoji`]: what is exactly one emoji, which messages are nothing else, and `:shortcodes:`.
//! * `search/`: which messages a query finds, and what is shown of each.
//! * `membership/`: who may join and under which name, who owns the room, what its owners decided.
//! * `moderation/`: how order is kept, what is reported, and the audit log.
//! * `posting/`: who may write, how often, and what.
//! * `presence/`: who is here, away or typing; who joined and left.
//! * `message/`: what was said and whom it mentions, what is kept of it once it changed, and how a
//!   duplicate send is recognised (idempotency).
//! * `upload/`: what a file is, what a picture must not tell of its maker, what files are called.
//! * `fan_out/`: catch-up, flow control (backpressure) and pacing of broadcasts.

pub mod emoji;
pub mod formatting;
pub mod limits;

mod address;
mod address_limiter;
mod client_frame;
mod command;
mod effects;
mod event;
mod page_query;
mod patience;
mod person;
mod rate_limiter;
mod refusal;
mod room;
mod search;
mod slash_command;
mod slug;
mod text;
mod time;
mod upload;

mod fan_out {
    pub(crate) mod catch_up;
    pub(crate) mod flow_control;
    pub(crate) mod pacer;
}
mod membership {
    pub(crate) mod join;
    pub(crate) mod member;
    pub(crate) mod name_reservations;
    pub(crate) mod ownership;
    pub(crate) mod role;
    pub(crate) mod settings;
}
mod message {
    pub(crate) mod allowed_changes;
    pub(crate) mod body;
    pub(crate) mod client_id;
    pub(crate) mod duplicate;
    pub(crate) mod mentions;
    #[expect(clippy::module_inception, reason = "the folder is named for the thing, and so is its main file")]
    pub(crate) mod message;
    pub(crate) mod quote;
    pub(crate) mod reaction;
    pub(crate) mod record;
}
mod moderation {
    pub(crate) mod audit;
    pub(crate) mod report;
    pub(crate) mod sanction;
    pub(crate) mod site_policy;
}
mod name;
mod posting {
    pub(crate) mod posting_rules;
    pub(crate) mod word_filter;
}
mod presence {
    pub(crate) mod disconnect;
    pub(crate) mod join_leave;
    pub(crate) mod members_page;
    #[expect(clippy::module_inception, reason = "the folder is named for the thing, and so is its main file")]
    pub(crate) mod presence;
    pub(crate) mod status;
    pub(crate) mod typing;
}

pub use address::{Caller, Fingerprint, Fingerprints, Strictness};
pub use client_frame::ClientFrame;
pub use command::{Command, Facts, FactsNeeded, TextNeeds};
pub use effects::{Close, CloseReason, ConnectionUpdate, Effects, Reply, Write};
pub use event::{Audience, Delivery, Event};
pub use fan_out::catch_up::CatchUp;
pub use fan_out::flow_control::{Credit, WindowExceeded};
pub use fan_out::pacer::Pacer;
pub use membership::join::{JoinFacts, JoinPolicy, Suggestion};
pub use membership::member::{ConnectionId, Member, MemberId};
pub use membership::name_reservations::NameReservations;
pub use membership::ownership::{Ownership, RoleLink};
pub use membership::role::Role;
pub use membership::settings::{EarlierTexts, Founding, Listing, Settings, SettingsRefusals, SingleLineText};
pub use message::allowed_changes::AllowedChanges;
pub use message::body::Body;
pub use message::client_id::Cid;
pub use message::duplicate::Duplicate;
pub use message::mentions::{Claims, Mention, keys_to_look_up};
pub use message::message::{Message, Removal, Seq, Version};
pub use message::quote::Quote;
pub use message::reaction::{Reaction, ReactionFacts, ReactionKind, ReactionState, Reactions};
pub use message::record::{EarlierText, MessageRecord, RemovedText};
pub use moderation::audit::{AuditAction, AuditEntry};
pub use moderation::report::{Report, ReportFacts, ReportReason, ReportState};
pub use moderation::sanction::{NewSanction, Sanction, SanctionKind, Sanctions};
pub use moderation::site_policy::{Founders, SitePolicy};
pub use name::{NAME_KEYS_VERSION, Name, NameKey, NamePrefix};
pub use page_query::PageQuery;
pub use person::{Person, SessionMark};
pub use posting::posting_rules::{NewcomerLinks, PostingRules, RefusedWords, SlowMode, Writers};
pub use presence::disconnect::{DisconnectReason, Leaving};
pub use presence::join_leave::JoinLeaveNotice;
pub use presence::members_page::MembersPage;
pub use presence::status::{PresentMember, Status};
pub use presence::typing::Typists;
pub use refusal::{Refusal, Retry};
pub use room::Room;
pub use room::saved_state::{HibernatedPresence, PresenceMarker, SavedConnection, SavedState};
pub use room::upload_commands::UploadOutcome;
pub use search::{Day, Has, SearchQuery, SearchRefusal, Snippet, SnippetPart, search_terms};
pub use slash_command::SlashCommand;
pub use slug::{Slug, is_reserved_for_operators};
pub use text::base32;
pub use time::Millis;
pub use upload::byte_range::ByteRange;
pub use upload::content_type::{FileKind, Presentation};
pub use upload::file::{DayUsage, Upload, UploadId, UploadLimits, UploadState, UploadUsage, UploadedFile};
pub use upload::file_name::FileName;
pub use upload::picture::{PictureFilter, PictureRefusal, PictureSize};
