//! Every URL of ours that a page, a redirect, a program or a test is given. `src/route.rs` reads
//! them; its tests hold the two together.

mod files;
mod moderation;
pub mod operator;
mod search;

use crate::ids;
use crate::views::{LogPart, LogPlace};

pub use files::{file, files, preview, remove_upload, upload, upload_preview};
pub use moderation::{ban, mute, remove_messages, restore_messages, sign_out, unban, unmute};
pub use search::{api_search, search, search_before, search_for};

/// The landing page, where one also joins.
pub const LANDING: &str = "/";

/// A page as it shows a form again that was refused there.
#[must_use]
pub fn kept(page: &str) -> String {
    format!("{page}?form=kept")
}

/// The landing page with the form to join, once that was refused.
pub const JOIN: &str = "/join";

/// Where the form of a room's preview is posted, and where it is shown again once it was refused.
#[must_use]
pub fn join(room: &str) -> String {
    format!("/r/{room}/join")
}

/// The landing page for somebody who wants to get into a room.
#[must_use]
pub fn landing_for(room: &str) -> String {
    format!("/?room={room}")
}

/// The rooms that a browser knows.
pub const YOUR_ROOMS: &str = "/rooms";

/// What is meant for the reader, in the rooms that a browser knows.
pub const FOR_YOU: &str = "/for-you";

/// What the page of a room says when it has ended.
#[must_use]
pub fn endings(room: &str) -> String {
    format!("/r/{room}/endings")
}

/// How to use Natter by keyboard.
pub const HELP: &str = "/help";

/// What can be typed into a message.
pub const HELP_COMMANDS: &str = "/help#commands";

/// Where somebody starts a room.
pub const NEW_ROOM: &str = "/new";

/// The same for a room with an address.
#[must_use]
pub fn new_room_at(room: &str) -> String {
    format!("/new?room={room}")
}

/// The landing page with the listed rooms after a place. The place is ours: letters, digits, `.`
/// and `-`.
#[must_use]
pub fn listed_after(place: &str) -> String {
    format!("/?after={place}#rooms")
}

/// A room.
#[must_use]
pub fn room(room: &str) -> String {
    format!("/r/{room}")
}

/// A room's messages before a place.
#[must_use]
pub fn earlier(room: &str, seq: i64) -> String {
    format!("/r/{room}?before={seq}")
}

/// What a script asks for that shows what can be done with a message.
pub const MESSAGE_ACTIONS: &str = "/message-actions";

/// The same for whoever keeps order.
pub const MODERATOR_ACTIONS: &str = "/message-actions?moderates";

/// A room's messages after a place.
#[must_use]
pub fn later(room: &str, seq: i64) -> String {
    format!("/r/{room}?after={seq}")
}

/// The page of a message.
#[must_use]
pub fn message(room: &str, seq: i64) -> String {
    format!("/r/{room}/m/{seq}")
}

/// Where its author gives a message another text.
#[must_use]
pub fn edit(room: &str, seq: i64) -> String {
    format!("/r/{room}/m/{seq}/edit")
}

/// Where its author removes a message.
#[must_use]
pub fn remove(room: &str, seq: i64) -> String {
    format!("/r/{room}/m/{seq}/remove")
}

/// Where somebody reports a message.
#[must_use]
pub fn report(room: &str, seq: i64) -> String {
    format!("/r/{room}/m/{seq}/report")
}

/// Where somebody ignores another one, or does not any more.
#[must_use]
pub fn ignore(room: &str) -> String {
    format!("/r/{room}/ignore")
}

/// What was reported in a room.
#[must_use]
pub fn reports(room: &str) -> String {
    format!("/r/{room}/reports")
}

/// Where somebody reacts to a message.
#[must_use]
pub fn react(room: &str, seq: i64) -> String {
    format!("/r/{room}/m/{seq}/react")
}

/// Who reacted to a message, on its page.
#[must_use]
pub fn reactors(room: &str, seq: i64) -> String {
    format!("/r/{room}/m/{seq}#reactors")
}

/// Where a message that was just removed is brought back.
#[must_use]
pub fn undo_removal(room: &str, seq: i64) -> String {
    format!("/r/{room}/m/{seq}/undo")
}

/// A message in its place in the log: where a link to it leads. The fragment brings it into view;
/// the rest is for the server, which no fragment reaches.
#[must_use]
pub fn in_log(room: &str, seq: i64) -> String {
    format!("/r/{room}?at={seq}#{}", ids::message(seq))
}

/// The people of a room.
#[must_use]
pub fn people(room: &str) -> String {
    format!("/r/{room}/people")
}

/// Somebody in a room.
#[must_use]
pub fn person(room: &str, member: &str) -> String {
    format!("/r/{room}/people/{member}")
}

/// What was decided about a room and its people.
#[must_use]
pub fn audit(room: &str) -> String {
    format!("/r/{room}/audit")
}

/// Where somebody shows that they are a person, before they join a site that is under attack.
pub const CHECK: &str = "/check";

/// A room as a page for the disk of its owner.
#[must_use]
pub fn export_page(room: &str) -> String {
    format!("/r/{room}/export.html")
}

/// The same as data.
#[must_use]
pub fn export_data(room: &str) -> String {
    format!("/r/{room}/export.ndjson")
}

/// The same before an entry.
#[must_use]
pub fn audit_before(room: &str, entry: i64) -> String {
    format!("/r/{room}/audit?before={entry}")
}

/// Where an owner makes a link that makes one a moderator.
#[must_use]
pub fn make_moderator_link(room: &str) -> String {
    format!("/r/{room}/moderator-link#moderators")
}

/// Where such a link leads.
#[must_use]
pub fn moderator_link(room: &str) -> String {
    format!("/r/{room}/moderate")
}

/// The link itself. Its secret stands in the fragment, which no server is sent.
#[must_use]
pub fn moderator_link_with(room: &str, code: &str) -> String {
    format!("/r/{room}/moderate#{code}")
}

/// Where a room's socket is.
#[must_use]
pub fn socket(room: &str) -> String {
    format!("/r/{room}/ws")
}

/// Where a page asks for what is new if it cannot have a socket.
#[must_use]
pub fn updates(room: &str) -> String {
    format!("/r/{room}/updates")
}

/// The part of a room's log that stands in a frame, for browsers without scripts.
#[must_use]
pub fn log_frame(room: &str, part: LogPart) -> String {
    let LogPart { place, at, first_new, members_open, paused, head } = part;
    let place = match place {
        LogPlace::Newest => None,
        LogPlace::Before(seq) => Some(format!("before={seq}")),
        LogPlace::After(seq) => Some(format!("after={seq}")),
    };
    let at = at.map(|seq| format!("at={seq}"));
    let first_new = first_new.map(|seq| format!("new={seq}"));
    let flags = [(members_open, "people=open"), (paused, "updates=paused")];
    let flags = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag.to_owned());
    let head = head.map(|digest| format!("head={digest}"));
    let fields: Vec<String> = place.into_iter().chain(at).chain(first_new).chain(flags).chain(head).collect();
    let query = if fields.is_empty() { String::new() } else { format!("?{}", fields.join("&")) };
    format!("/r/{room}/log{query}")
}

/// Somebody's own page in a room, where they also change their name.
#[must_use]
pub fn profile(room: &str) -> String {
    format!("/r/{room}/you")
}

/// Where somebody leaves a room.
#[must_use]
pub fn leave(room: &str) -> String {
    format!("/r/{room}/leave")
}

/// Where somebody chooses their language.
pub const LANGUAGE: &str = "/language";

/// Where a browser is forgotten.
pub const FORGET: &str = "/forget";

/// Where a room is taken off the list of those that one was in.
pub const FORGET_ROOM: &str = "/forget-room";

/// Where somebody gets the link of a room, to invite others.
#[must_use]
pub fn invitation(room: &str) -> String {
    format!("/r/{room}/invite")
}

/// Where an owner decides about a room.
#[must_use]
pub fn settings(room: &str) -> String {
    format!("/r/{room}/settings")
}

/// Where an owner makes a link for another one. The answer shows that part of the settings.
#[must_use]
pub fn make_owner_link(room: &str) -> String {
    format!("/r/{room}/owner-link#owners")
}

/// Where such a link leads.
#[must_use]
pub fn owner_link(room: &str) -> String {
    format!("/r/{room}/own")
}

/// Such a link, without scheme and host. The secret is ours: letters and digits. It stands in the
/// fragment, which browsers send to nobody: no log holds it, and no referrer.
#[must_use]
pub fn owner_link_with(room: &str, key: &str) -> String {
    format!("/r/{room}/own#{key}")
}

/// The part of a room's settings that is about its owners.
#[must_use]
pub fn owners(room: &str) -> String {
    format!("/r/{room}/settings#owners")
}

/// Where an owner removes another one.
#[must_use]
pub fn remove_owner(room: &str) -> String {
    format!("/r/{room}/remove-owner")
}

/// Where an owner steps down.
#[must_use]
pub fn step_down(room: &str) -> String {
    format!("/r/{room}/step-down")
}

/// Where an owner says that they need no reminder to make an owner link.
#[must_use]
pub fn dismiss_reminder(room: &str) -> String {
    format!("/r/{room}/dismiss-reminder")
}

/// Where an owner deletes a room.
#[must_use]
pub fn delete(room: &str) -> String {
    format!("/r/{room}/delete")
}

/// Where a message is posted, and where a text that was refused is shown again.
#[must_use]
pub fn say(room: &str) -> String {
    format!("/r/{room}/say")
}

/// What may be meant while somebody types.
#[must_use]
pub fn suggestions(room: &str) -> String {
    format!("/r/{room}/suggest")
}

/// Whether all of Natter works, for whoever watches it.
pub const HEALTH: &str = "/healthz";

/// Where browsers report what the content security policy kept from a page.
pub const VIOLATIONS: &str = "/violations";

/// For programs: the listed rooms.
pub const API_ROOMS: &str = "/api/rooms";

/// For programs: who is in a room.
#[must_use]
pub fn api_members(room: &str) -> String {
    format!("{API_ROOMS}/{room}/users")
}

/// For programs: what was said in a room.
#[must_use]
pub fn api_messages(room: &str) -> String {
    format!("{API_ROOMS}/{room}/history")
}
