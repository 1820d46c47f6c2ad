//! Words of the pages of whoever runs the site.

use super::Problem;

#[derive(Clone, Debug)]
pub struct Operator {
    /// What the pages are called together.
    pub title: &'static str,
    pub signing_in: SigningIn,
    pub rooms: OperatedRooms,
    pub room: OperatedRoom,
    pub people: OperatedPeople,
    pub audit: SiteAudit,
    pub site: SiteSettings,
    pub reports: OperatedReports,
    pub sanctions: OperatedSanctions,
    /// D1 did not answer.
    pub unavailable: &'static str,
    /// A program sent no key.
    pub not_operator: Problem,
    /// A change of a site that only the operator may make, and what the others read.
    pub rules: SiteRules,
}

#[derive(Clone, Debug)]
pub struct SigningIn {
    pub key: &'static str,
    pub about_key: &'static str,
    pub sign_in: &'static str,
    pub sign_out: &'static str,
    pub wrong_key: &'static str,
    pub too_many_tries_title: &'static str,
    pub too_many_tries: fn(seconds: i64) -> String,
    /// Somebody was signed in, and is not any more.
    pub is_over: &'static str,
}

/// The list of all rooms.
#[derive(Clone, Debug)]
pub struct OperatedRooms {
    pub heading: &'static str,
    pub room: &'static str,
    pub people: &'static str,
    pub messages: &'static str,
    pub size: &'static str,
    pub changed: &'static str,
    pub none: &'static str,
    pub about_age: &'static str,
    pub listed: &'static str,
    pub unlisted: &'static str,
    pub private: &'static str,
    pub locked: &'static str,
    pub closed: &'static str,
    pub megabytes: fn(number: &str) -> String,
    pub next: &'static str,
    pub first: &'static str,
}

/// A room, as the operator sees it.
#[derive(Clone, Debug)]
pub struct OperatedRoom {
    pub open: &'static str,
    pub settings: &'static str,
    pub here: &'static str,
    pub nobody: &'static str,
    pub messages: &'static str,
    pub no_messages: &'static str,
    pub remove: &'static str,
    /// For screen readers: whose message the button removes.
    pub remove_of: fn(name: &str) -> String,
    pub close_heading: &'static str,
    pub about_closing: &'static str,
    pub reason: &'static str,
    pub close: &'static str,
    pub closed_because: fn(reason: &str) -> String,
    pub reopen: &'static str,
    pub unlist_heading: &'static str,
    pub about_unlisting: &'static str,
    pub unlist: &'static str,
    pub put_back: &'static str,
    pub hide_topic: &'static str,
    pub show_topic: &'static str,
    pub pick: &'static str,
    pub unpick: &'static str,
}

/// Who is in the rooms.
#[derive(Clone, Debug)]
pub struct OperatedPeople {
    pub heading: &'static str,
    pub about: &'static str,
    pub none: &'static str,
    pub rooms: &'static str,
    pub person: &'static str,
}

/// What the operator did.
#[derive(Clone, Debug)]
pub struct SiteAudit {
    pub heading: &'static str,
    pub about: &'static str,
    pub none: &'static str,
    pub at: &'static str,
    pub what: &'static str,
    pub by: &'static str,
    pub by_page: &'static str,
    pub by_program: &'static str,
    pub earlier: &'static str,
    pub signed_in: &'static str,
    pub closed_room: &'static str,
    pub reopened_room: &'static str,
    pub unlisted_room: &'static str,
    pub deleted_room: &'static str,
    pub removed_message: &'static str,
    pub restored_message: &'static str,
    pub changed_room: &'static str,
    pub changed_site: &'static str,
    pub muted: &'static str,
    pub banned: &'static str,
    pub lifted: &'static str,
    pub removed_messages: &'static str,
    pub restored_messages: &'static str,
    pub imported_room: &'static str,
    pub reshipped_room: &'static str,
    pub signed_out_person: &'static str,
    pub forgot_person: &'static str,
    pub closed_reports: &'static str,
    pub decided_listing: &'static str,
    /// An action of a build that this one does not know.
    pub other: &'static str,
}

/// What the operator decides about the whole site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    pub heading: &'static str,
    pub about: &'static str,
    pub name: &'static str,
    pub about_name: &'static str,
    pub welcome: &'static str,
    pub about_welcome: &'static str,
    pub announcement: &'static str,
    pub about_announcement: &'static str,
    pub read_only: &'static str,
    pub read_only_reason: &'static str,
    pub about_read_only: &'static str,
    pub starters: &'static str,
    pub everybody: &'static str,
    pub only_operator: &'static str,
    pub under_attack: &'static str,
    pub about_under_attack: &'static str,
    pub listing: &'static str,
    pub listed_by_owners: &'static str,
    pub listed_by_hand: &'static str,
    pub about_listing: &'static str,
    pub listed_per_owner: &'static str,
    pub listed_per_address: &'static str,
    pub as_deployed: fn(value: &str) -> String,
    pub save: &'static str,
    pub saved: &'static str,
    pub too_long: fn(max: usize) -> String,
    pub reason_missing: &'static str,
}

/// What was reported in all rooms.
#[derive(Clone, Debug)]
pub struct OperatedReports {
    pub heading: &'static str,
    pub about: &'static str,
    pub more: &'static str,
}

/// Who is muted or banned in all rooms.
#[derive(Clone, Debug)]
pub struct OperatedSanctions {
    pub heading: &'static str,
    pub about: &'static str,
    pub muted: &'static str,
    pub banned: &'static str,
    pub until: &'static str,
    pub by: &'static str,
    /// Above the buttons that end one.
    pub lift: &'static str,
    pub next: &'static str,
    pub first: &'static str,
}

/// What everybody reads whom such a decision stops.
#[derive(Clone, Debug)]
pub struct SiteRules {
    pub read_only_title: &'static str,
    pub read_only: fn(reason: &str) -> String,
    pub rooms_not_open: &'static str,
    /// When a connection is closed, with the operator's reason behind it.
    pub room_was_closed: &'static str,
    pub room_closed_title: &'static str,
    pub room_closed: fn(reason: &str) -> String,
}
