//! Words of keeping order in a room.

use maud::Markup;

use super::RoomName;
use crate::views::{Millis, Span};

/// The pages of people, and what moderators do about somebody.
#[derive(Clone, Debug)]
pub struct Moderation {
    /// The page with everybody who is here.
    pub people: &'static str,
    /// Behind a name.
    pub moderator: &'static str,
    pub operator: &'static str,
    /// In the place of a name that is not known any more.
    pub somebody: &'static str,
    pub not_here: &'static str,
    /// On the page of a message.
    pub about_author: fn(name: &Markup) -> Markup,
    /// In the menu of a message.
    pub moderate: &'static str,
    /// How long something lasts.
    pub span: fn(span: Span) -> String,
    pub for_good: &'static str,
    pub how_long: &'static str,
    pub reason: &'static str,
    pub about_reason: &'static str,
    pub mute: &'static str,
    pub about_muting: &'static str,
    pub unmute: &'static str,
    pub ban: &'static str,
    pub about_banning: &'static str,
    pub unban: &'static str,
    /// For how much longer, or for good.
    pub is_muted: fn(rest: Option<&str>) -> String,
    pub is_banned: fn(rest: Option<&str>) -> String,
    /// Behind it.
    pub because: fn(reason: &str) -> String,
    pub their_messages: &'static str,
    pub no_messages: &'static str,
    pub remove_all: &'static str,
    pub their_session: &'static str,
    pub about_signing_out: &'static str,
    pub sign_out: &'static str,
    pub about_removing_all: fn(undo_seconds: Millis) -> String,
    pub bring_back: fn(count: usize) -> String,
    /// The heading above those who are muted or banned, and if nobody is.
    pub sanctions: &'static str,
    pub no_sanctions: &'static str,
    pub audit: Audit,
    pub moderators: Moderators,
    pub refusals: ModerationRefusals,
}

/// The audit log: who did what, to whom.
#[derive(Clone, Debug)]
pub struct Audit {
    pub heading: &'static str,
    pub about: &'static str,
    pub none: &'static str,
    pub older: &'static str,
    pub settings_changed: fn(who: &Markup) -> Markup,
    pub owner_link_made: fn(who: &Markup) -> Markup,
    pub moderator_link_made: fn(who: &Markup) -> Markup,
    pub became_owner: fn(who: &Markup) -> Markup,
    pub became_moderator: fn(who: &Markup) -> Markup,
    pub owner_removed: fn(who: &Markup, whom: &Markup) -> Markup,
    pub moderator_removed: fn(who: &Markup, whom: &Markup) -> Markup,
    pub muted: fn(who: &Markup, whom: &Markup) -> Markup,
    pub banned: fn(who: &Markup, whom: &Markup) -> Markup,
    pub unmuted: fn(who: &Markup, whom: &Markup) -> Markup,
    pub unbanned: fn(who: &Markup, whom: &Markup) -> Markup,
    pub message_removed: fn(who: &Markup, whom: &Markup) -> Markup,
    pub message_restored: fn(who: &Markup, whom: &Markup) -> Markup,
    pub messages_removed: fn(who: &Markup, whom: &Markup) -> Markup,
    pub messages_restored: fn(who: &Markup, whom: &Markup) -> Markup,
    /// What only a later build knows.
    pub other: fn(who: &Markup) -> Markup,
}

/// The moderators of a room, in its settings, and the page of their link.
#[derive(Clone, Debug)]
pub struct Moderators {
    pub heading: &'static str,
    pub none: &'static str,
    /// For screen readers: whom the button removes.
    pub remove: fn(name: &str) -> String,
    pub about_links: &'static str,
    pub make_link: &'static str,
    pub about_this_link: fn(people: usize) -> String,
    pub link_title: &'static str,
    pub link_heading: fn(room: RoomName) -> String,
    pub link_lead: &'static str,
    pub become_moderator: &'static str,
    pub step_down: &'static str,
}

/// Why something was not done about somebody, and what those are told about whom something was.
#[derive(Clone, Debug)]
pub struct ModerationRefusals {
    pub not_moderator: &'static str,
    pub not_below: &'static str,
    pub no_such_member: &'static str,
    pub too_many_sanctions: fn(max: usize) -> String,
    pub too_many_moderators: fn(max: usize) -> String,
    pub reason_too_long: fn(max: usize) -> String,
    pub muted: fn(rest: Option<&str>) -> String,
    pub banned: fn(rest: Option<&str>) -> String,
    pub unmuted: &'static str,
    /// The title of a page for somebody who is banned.
    pub banned_title: &'static str,
    /// Below the title, which has said the rest.
    pub banned_until: fn(rest: Option<&str>) -> String,
    /// As a connection is closed.
    pub banned_now: &'static str,
}
