//! Natter's pages and fragments.
//!
//! In scope: everything a browser is sent as HTML; every element id, every envelope and every URL.
//! Out of scope: the rules of chat and Cloudflare. Plain views come in, markup goes out; nothing
//! here can fail.
//!
//! In reading order:
//!
//! * [`views`]: the plain structs that everything is made from.
//! * [`landing`], [`room_page`], [`problem`]: whole documents, each inside [`layout`].
//!   [`log_frame`]: one inside the page of a room, for browsers without scripts.
//! * [`message`], [`message_text`], [`members`], [`join_leave_notice`], [`typing`], [`refusal`],
//!   [`composer`]: fragments. One function each, called by the page and by the broadcast alike.
//! * [`Envelope`]: where a fragment goes in an open page; [`ServerFrame`]: the envelopes that are
//!   sent at once.
//! * [`ids`], [`urls`], [`assets`]: names that markup, styles, scripts and tests share.
//! * [`words`]: every sentence that people see.
//! * `examples`: every component in every state, for the gallery and the tests.
//!
//! What people typed is element text, the `value` of a field that gives it back, or the address of
//! a link ([`views::Href`], of three schemes); maud escapes all of them. `PreEscaped` stands in
//! `icons.rs` and nowhere else.

pub mod assets;
#[cfg(feature = "examples")]
pub mod examples;
pub mod ids;
pub mod urls;
pub mod views;
pub mod words;

mod audit;
mod avatar;
mod composer;
mod connection;
mod directory;
mod ending;
mod envelope;
mod export;
mod field;
mod files;
mod files_page;
mod for_you;
mod help;
mod icons;
mod ignoring;
mod invitation;
mod landing;
mod language_switch;
mod layout;
mod log_frame;
mod members;
mod message;
mod message_actions;
mod message_page;
mod message_text;
mod new_room;
mod notices;
mod operator;
mod operator_audit;
mod operator_people;
mod operator_reports;
mod operator_room;
mod operator_rooms;
mod operator_sanctions;
mod owner_link;
mod pending;
mod people;
mod person;
mod person_check;
mod posting;
mod preview;
mod problem;
mod profile;
mod qr_code;
mod quote;
mod reactions;
mod recent_rooms;
mod report_page;
mod reports;
mod room_label;
mod room_page;
mod script_words;
mod search;
mod server_frame;
mod settings;
mod site_settings;
mod suggestions;
mod time;
mod typing;
mod uploads;

pub use audit::audit;
pub use composer::{composer, refusal, send_refusal};
pub use ending::endings;
pub use envelope::{Envelope, Swap, Target};
pub use export::export;
pub use files_page::files_page;
pub use for_you::for_you;
pub use help::{command_help, help};
pub use invitation::invitation;
pub use landing::landing;
pub use log_frame::{log_frame, log_frame_ending, log_frame_trouble};
pub use members::{members, online_count, present_member, unlisted_count};
pub use message::{message, message_list};
pub use message_actions::message_actions;
pub use message_page::message_page;
pub use message_text::{BLANK_LINES_MAX, FOLD_AFTER_ROWS, NARROW_ROW_COLUMNS, WIDE_ROW_COLUMNS, message_text};
pub use new_room::new_room;
pub use notices::{join_leave_notice, owner_text, rename_notice};
pub use operator::signing_in;
pub use operator_audit::operator_audit;
pub use operator_people::operator_people;
pub use operator_reports::operator_reports;
pub use operator_room::operator_room;
pub use operator_rooms::operator_rooms;
pub use operator_sanctions::operator_sanctions;
pub use owner_link::owner_link;
pub use people::people;
pub use person::person;
pub use person_check::person_check;
pub use posting::posting_notice;
pub use preview::preview;
pub use problem::problem;
pub use profile::{name_form, profile};
pub use quote::quote_update;
pub use reactions::{own_reaction, reactions_update};
pub use recent_rooms::your_rooms;
pub use report_page::report_page;
pub use reports::reports;
pub use room_label::room_label;
pub use room_page::{page_title, room_page};
pub use search::search;
pub use server_frame::ServerFrame;
pub use settings::settings;
pub use site_settings::site_settings;
pub use suggestions::suggestions;
pub use time::{ago, clock, date, timestamp};
pub use typing::typing;
pub use uploads::upload_item;
