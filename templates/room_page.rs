//! A room as a whole document.

use maud::{Markup, html};

use crate::connection::connection;
use crate::language_switch::language_switch;
use crate::layout::{Document, announcement, layout, skip_link, titled, titled_form};
use crate::members::members_for;
use crate::pending::pending;
use crate::room_label::{label_with_members, room_label, room_name};
use crate::script_words::script_words;
use crate::uploads::upload_template;
use crate::views::{LocalTimeView, LogPart, Reader, Role, RoomPageMode, RoomView};
use crate::words::{Words, isolated};
use crate::{composer, icons, ids, message_list, online_count, owner_text, urls};

/// A room: its head, the log, the composer, the people.
#[must_use]
pub fn room_page(view: &RoomView, words: &Words) -> Markup {
    let room = view.messages.room;
    let name = room_name(view.title, room);
    // The log opens at its end, so a newcomer would not see what stands at its beginning.
    let is_pinned = view.reader == Reader::Newcomer;
    let body = html! {
        body.room {
            @match view.mode {
                RoomPageMode::Current { .. } => (skip_link(ids::TEXT, words.room.skip_to_composer)),
                RoomPageMode::Archive => (skip_link(ids::MAIN, words.site.skip_to_content)),
            }
            (header(view, words))
            main id=(ids::MAIN) tabindex="-1" {
                (announcement(words))
                @if is_pinned { (welcome(view)) }
                @if view.needs_owner_link { (reminder(room, words)) }
                (frame(view, words))
                // Laid out from its end (`column-reverse`) with this one child: so the view starts
                // at the newest message and follows it, and stays where it is for somebody who
                // reads further up.
                div.scroller role="region" tabindex="0" aria-label=((words.room.messages_in)(name)) {
                    div.scrolled {
                        @if !is_pinned { (welcome(view)) }
                        div id=(ids::HISTORY) { (message_list(&view.messages, words)) }
                        (empty(view, words))
                        ol.log id=(ids::PENDING) {}
                    }
                }
                @match &view.mode {
                    RoomPageMode::Current { composer: next, .. } => {
                        // Filled by announcer.js. The log itself is not read aloud: it also changes
                        // by one's own messages, earlier ones, and what a return brings.
                        div.visually-hidden id=(ids::ANNOUNCEMENTS) role="log" aria-live="polite" {}
                        button.latest type="button" id=(ids::LATEST) hidden { (icons::down()) " " span {} }
                        p.typing id=(ids::TYPING) {}
                        p.typing id=(ids::LIVE_UPDATES) role="status" {}
                        (composer(next, words))
                        (pending(&view.me, words))
                        @if next.uploads.is_some() { (upload_template(words)) }
                        (reload(room, words))
                    },
                    RoomPageMode::Archive => p.back { a href=(urls::room(room)) { (words.room.back_to_newest) } },
                }
            }
            (panel(view, words))
            (script_words(view.locale, words))
        }
    };
    layout(&title_of(view, words), Document::Room, &body, words)
}

/// What the page is called: it tells pages of one room, and private rooms, from each other.
fn title_of(view: &RoomView, words: &Words) -> String {
    let label = label_with_members(view.title, view.messages.room, Some(&view.me), &view.members, words);
    match &view.mode {
        RoomPageMode::Current { composer, .. } => titled_form(&label, composer.refusal.is_some(), words),
        RoomPageMode::Archive => {
            let first = view.messages.messages.first().and_then(|first| first.local_time);
            let part = first.map_or(words.messages.earlier.to_owned(), |LocalTimeView { date, clock, .. }| {
                (words.room.earlier_since)(&format!("{date} {clock}"))
            });
            titled(&format!("{part} · {label}"), words)
        }
    }
}

/// The log for browsers without scripts, which loads itself again and again. What is being typed
/// stands outside of it. Where it is, the stylesheet hides what only scripts keep up to date: a
/// browser that runs scripts takes this for text, and loads nothing.
fn frame(view: &RoomView, words: &Words) -> Markup {
    let room = view.messages.room;
    html! {
        @if let RoomPageMode::Current { frame, .. } = view.mode {
            noscript.no-scripts.log-frame {
                iframe name=(ids::LOG_FRAME) src=(frame_address(view, frame))
                    title=((words.room.messages_in)(room_name(view.title, room))) {}
            }
        }
    }
}

/// What the frame opens with. A fragment takes it to the message that a link leads to.
fn frame_address(view: &RoomView, frame: LogPart) -> String {
    let mut address = urls::log_frame(view.messages.room, frame);
    if let Some(at) = frame.at {
        let is_there = view.messages.messages.iter().any(|one| one.seq == at);
        address.push('#');
        address.push_str(&if is_there { ids::message(at) } else { ids::PLACE.to_owned() });
    }
    address
}

/// A browser that could not load the frame does not try again by itself.
fn reload(room: &str, words: &Words) -> Markup {
    let newest = urls::log_frame(room, LogPart::default());
    let link = html! { a href=(newest) target=(ids::LOG_FRAME) { (words.room.reload) } };
    html! { noscript.no-scripts { p.small.reload { ((words.room.without_scripts)(&link)) } } }
}

/// What the page of a room is called in the browser's tab, once the room is called something else.
#[must_use]
pub fn page_title(label: &str, words: &Words) -> String {
    titled(&isolated(label), words)
}

/// The owner's words for those who come: at the beginning of the log, or above it for a newcomer.
fn welcome(view: &RoomView) -> Markup {
    html! { p.welcome id=(ids::WELCOME) dir="auto" { (owner_text(view.welcome)) } }
}

/// Tells an owner, until they take it away, that nobody else can manage the room.
fn reminder(room: &str, words: &Words) -> Markup {
    let add = html! { a href=(urls::owners(room)) { (words.owners.add) } };
    html! {
        form.reminder method="post" action=(urls::dismiss_reminder(room)) {
            p { ((words.owners.reminder)(&add)) }
            button type="submit" { (words.owners.dismiss) }
        }
    }
}

fn header(view: &RoomView, words: &Words) -> Markup {
    let room = view.messages.room;
    let actions = if view.role == Role::Guest { urls::MESSAGE_ACTIONS } else { urls::MODERATOR_ACTIONS };
    let left_out = view.ignored.map(|_| words.ignoring.left_out);
    html! {
        @if let RoomPageMode::Current { version, seen, .. } = view.mode {
            header.bar data-socket=(urls::socket(room)) data-updates=(urls::updates(room))
                 data-renewal=(urls::NEW_ROOM) data-actions=(actions)
                 data-version=(version) data-me=(view.me.id) data-seen=(seen)
                 data-ignored=[view.ignored] data-left-out=[left_out] {
                (title(view, words))
                (connection(words))
                (search_button(room, words))
                (help_button(words))
                (people_button(view, words))
                (site_panel(view.page, words))
            }
        } @else {
            header.bar data-actions=(actions) data-me=(view.me.id)
                 data-ignored=[view.ignored] data-left-out=[left_out] {
                (title(view, words)) (search_button(room, words)) (help_button(words)) (people_button(view, words))
            }
        }
    }
}

fn title(view: &RoomView, words: &Words) -> Markup {
    let room = view.messages.room;
    let label = room_label(view.title, room, words);
    html! {
        a.home href=(urls::YOUR_ROOMS) aria-label=(titled(words.recent_rooms.heading, words)) {
            span.back aria-hidden="true" { "‹" }
            span.site-name { (words.site.name) }
        }
        div.subject {
            h1 dir="auto" { (owner_text(label)) }
            p.topic id=(ids::TOPIC) dir="auto" { (owner_text(view.topic)) }
        }
        a.invite href=(urls::invitation(room)) { (icons::invite()) " " span { (words.invitation.invite) } }
        @if view.role == Role::Owner {
            @let settings = (words.room.settings_of)(room_name(view.title, room));
            a.settings href=(urls::settings(room)) aria-label=(settings) { (icons::settings()) }
        }
    }
}

/// Opens a search as a dialog (`on_demand/search.js`); without a script its page.
fn search_button(room: &str, words: &Words) -> Markup {
    let label = words.search.open;
    html! {
        form.search action=(urls::search(room)) {
            button type="submit" aria-label=(label) title=(label) { (icons::search()) }
        }
    }
}

/// Opens the help as a dialog (`on_demand/help.js`); without a script its page.
fn help_button(words: &Words) -> Markup {
    html! {
        form.help action=(urls::HELP) {
            button type="submit" aria-label=(words.help.title) title=(words.help.title) { "?" }
        }
    }
}

fn people_button(view: &RoomView, words: &Words) -> Markup {
    let count = html! { span.count { (online_count(view.members.online_count)) } };
    html! {
        button.members-button type="button" popovertarget=(ids::MEMBERS_PANEL) {
            (icons::people()) " " ((words.room.online)(&count))
        }
    }
}

fn panel(view: &RoomView, words: &Words) -> Markup {
    let count = html! { span.count { (online_count(view.members.online_count)) } };
    let me = html! { bdi { (view.me.name) } " " span.tag { (view.me.tag()) } };
    html! {
        aside.members popover id=(ids::MEMBERS_PANEL) aria-labelledby="members-title" {
            h2 id="members-title" { ((words.room.members_heading)(&count)) }
            ul id=(ids::MEMBERS) { (members_for(&view.me, &view.members, view.ignored, words)) }
            p.profile {
                ((words.room.you_are)(&me)) " "
                a href=(urls::profile(view.messages.room)) { (words.room.change_name_or_leave) }
                a href=(urls::search(view.messages.room)) { (words.search.open) }
                a href=(urls::people(view.messages.room)) { (words.moderation.people) }
                a href=(urls::HELP) { (words.help.title) }
            }
            (language_switch(view.page, words))
        }
    }
}

/// The help and the languages, for browsers without scripts, and the button that opens them where
/// they have no place. Not in the frame, beside the people: what loads itself again and again is no
/// place for a form.
fn site_panel(page: &str, words: &Words) -> Markup {
    let label = words.room.help_and_language;
    html! {
        noscript.no-scripts {
            button.site-button type="button" popovertarget=(ids::SITE_PANEL) aria-label=(label) title=(label) {
                (icons::globe())
            }
            div.site-panel popover id=(ids::SITE_PANEL) role="group" aria-label=(label) {
                a href=(urls::HELP) { (words.help.title) }
                (language_switch(page, words))
            }
        }
    }
}

/// What an empty room says until somebody says something.
fn empty(view: &RoomView, words: &Words) -> Markup {
    html! {
        @if let RoomPageMode::Current { .. } = view.mode {
            p.empty hidden[!view.messages.messages.is_empty()] { ((words.room.empty)(&html! { code { (view.link) } })) }
        }
    }
}
