//! A room's log in a frame, for browsers without scripts: the same messages and people as in the
//! page around it, as a document that loads itself again and again.
//!
//! Out of scope: how often that is, which a header says; and the composer, which stays outside, so
//! that nothing that is being typed is loaded again.

use maud::{Markup, html};

use crate::layout::{Document, OUTSIDE, layout, skip_link};
use crate::members::members_for;
use crate::posting::posting_notice;
use crate::room_label::{room_label, room_name};
use crate::views::{
    EndingView, HeadView, LocalTimeView, LogFrameView, LogPart, LogPlace, MemberView, PostingView, Role,
};
use crate::words::Words;
use crate::{ending, icons, ids, message_list, online_count, owner_text, urls};

/// Messages, who is here, and the ways to earlier and later messages.
#[must_use]
pub fn log_frame(view: &LogFrameView, words: &Words) -> Markup {
    let room = view.messages.room;
    let title = (words.room.messages_in)(room_name(view.title, room));
    let is_newest = view.part.place == LogPlace::Newest;
    let body = html! {
        body.log-frame.members-open[view.part.members_open] {
            (skip_link(ids::MAIN, words.site.skip_to_content))
            header.controls {
                (new_head(view, words))
                (members_link(view, words))
                (updates_link(room, view.part, words))
            }
            (members(view, words))
            main id=(ids::MAIN) tabindex="-1" {
                h1.visually-hidden { (title) }
                // Laid out from its end, as in the page around it: it opens there. Later messages
                // are read from their beginning.
                div.scroller.forwards[matches!(view.part.place, LogPlace::After(_))] role="region" tabindex="0"
                    aria-label=(title) { div.scrolled {
                    @match view.earlier {
                        Some(seq) => (way(room, view.part, LogPlace::Before(seq), words.messages.earlier)),
                        None if !view.welcome.is_empty() => p.welcome dir="auto" { (owner_text(view.welcome)) },
                        None => {},
                    }
                    div id=(ids::HISTORY) { (message_list(&view.messages, words)) }
                    @if is_newest && view.messages.messages.is_empty() {
                        p.empty { ((words.room.empty)(&html! { code { (view.link) } })) }
                    }
                    @if let Some(seq) = view.later {
                        (way(room, view.part, LogPlace::After(seq), words.log_frame.later))
                    }
                    @if !is_newest { (way(room, view.part, LogPlace::Newest, words.room.back_to_newest)) }
                    @if let Some(sentence) = view.not_counted { p.refusal { (sentence) } }
                } }
            }
        }
    };
    layout(&title_of(view, words), Document::LogFrame, &body, words)
}

/// What the part is called: it tells earlier and later ones from each other.
fn title_of(view: &LogFrameView, words: &Words) -> String {
    let title = (words.room.messages_in)(room_name(view.title, view.messages.room));
    let first = view.messages.messages.first().and_then(|first| first.local_time);
    match (view.part.place, first) {
        (LogPlace::Newest, _) | (_, None) => title,
        (_, Some(LocalTimeView { date, clock, .. })) => {
            format!("{} · {title}", (words.room.earlier_since)(&format!("{date} {clock}")))
        }
    }
}

/// A frame that has ended: its reader has left, or may not read any more.
#[must_use]
pub fn log_frame_ending(view: &EndingView, room: &str, words: &Words) -> Markup {
    let (url, label) = ending::link(view.way_on, room, words);
    let body = html! {
        body.log-frame {
            (skip_link(ids::MAIN, words.site.skip_to_content))
            main.ending id=(ids::MAIN) tabindex="-1" {
                h1 { (view.sentence) }
                a href=(url) target=(OUTSIDE) { (label) }
            }
        }
    };
    layout(&view.sentence, Document::EndedLogFrame, &body, words)
}

/// A frame that could not be loaded this time.
#[must_use]
pub fn log_frame_trouble(advice: &str, words: &Words) -> Markup {
    let title = words.log_frame.trying_again;
    let body = html! {
        body.log-frame {
            (skip_link(ids::MAIN, words.site.skip_to_content))
            main.ending id=(ids::MAIN) tabindex="-1" { h1 { (title) } p { (advice) } }
        }
    };
    layout(title, Document::EndedLogFrame, &body, words)
}

/// What the page around the frame does not know: its head stays as it was when it was opened, as
/// loading it again would lose what is being typed.
fn new_head(view: &LogFrameView, words: &Words) -> Markup {
    let room = view.messages.room;
    html! {
        @if let Some(HeadView { topic, posting, role }) = view.new_head {
            p.new-head tabindex="0" {
                (words.log_frame.new_head) " " bdi { (owner_text(room_label(view.title, room, words))) }
                @if !topic.is_empty() { " · " bdi { (owner_text(topic)) } }
                @if posting != PostingView::FREE { " · " (posting_notice(posting, words)) }
                @if role == Role::Owner {
                    " · " a href=(urls::settings(room)) target=(OUTSIDE) {
                        ((words.room.settings_of)(room_name(view.title, room)))
                    }
                }
            }
        }
    }
}

/// Opens and closes the list of people where it has no place of its own. The address says which, as
/// anything that is open in a page is shut when the page is loaded again.
fn members_link(view: &LogFrameView, words: &Words) -> Markup {
    let count = html! { span.count { (online_count(view.members.online_count)) } };
    let is_open = view.part.members_open;
    let other = LogPart { members_open: !is_open, ..view.part };
    html! {
        a.members-link href=(urls::log_frame(view.messages.room, other)) aria-expanded=(is_open) {
            (icons::people()) " " ((words.room.online)(&count))
        }
    }
}

/// Stops and resumes the updates (WCAG 2.2.2): each of them takes a reader back to the newest
/// message.
fn updates_link(room: &str, part: LogPart, words: &Words) -> Markup {
    let label = if part.paused { words.log_frame.resume } else { words.log_frame.pause };
    let other = urls::log_frame(room, LogPart { paused: !part.paused, ..part });
    html! { @if part.place == LogPlace::Newest { a.updates href=(other) { (label) } } }
}

fn way(room: &str, part: LogPart, place: LogPlace, label: &str) -> Markup {
    html! { p.earlier { a href=(urls::log_frame(room, LogPart { place, at: None, ..part })) { (label) } } }
}

fn members(view: &LogFrameView, words: &Words) -> Markup {
    let count = html! { span.count { (online_count(view.members.online_count)) } };
    let MemberView { name, .. } = view.me;
    let me = html! { bdi { (name) } " " span.tag { (view.me.tag()) } };
    html! {
        aside.members aria-labelledby="members-title" {
            h2 id="members-title" { ((words.room.members_heading)(&count)) }
            ul id=(ids::MEMBERS) { (members_for(&view.me, &view.members, view.ignored, words)) }
            p.profile {
                ((words.room.you_are)(&me)) " "
                a href=(urls::profile(view.messages.room)) target=(OUTSIDE) { (words.room.change_name_or_leave) }
            }
        }
    }
}
