//! A room as a whole document.

use maud::{Markup, html};

use crate::called::called;
use crate::composer::pending;
use crate::layout::{Scripts, layout};
use crate::script_words::script_words;
use crate::views::{Moment, Role, RoomView};
use crate::{composer, count, icons, ids, line, log, people, urls};

/// A room: its head, the log, the composer, the people.
#[must_use]
pub fn room_page(view: &RoomView) -> Markup {
    let room = view.log.room;
    let body = html! {
        body.room {
            (header(view))
            main {
                // Laid out from its end (`column-reverse`) with this one child: so the view starts at the newest
                // message and follows it, and stays where it is for somebody who reads further up.
                div.scroller role="log" tabindex="0" aria-label={ "Messages in " (called(room)) } {
                    div.scrolled {
                        div id=(ids::HISTORY) hx-boost:inherited="true" hx-push-url:inherited="false"
                            hx-target:inherited={ "#" (ids::EARLIER) } hx-swap:inherited="outerHTML"
                            hx-select:inherited={ "#" (ids::EARLIER) ", .log" } {
                            (log(&view.log))
                        }
                        (empty(view))
                        p.welcome id=(ids::WELCOME) dir="auto" { (line(view.welcome)) }
                        // Its author knows already what is on its way: not read aloud.
                        ol.log id=(ids::PENDING) aria-live="off" {}
                    }
                }
                @match &view.moment {
                    Moment::Now { composer: next, .. } => {
                        button.latest type="button" id=(ids::LATEST) hidden { (icons::down()) " " span {} }
                        p.typing id=(ids::TYPING) aria-hidden="true" {}
                        (composer(next))
                        (pending(&view.me))
                        noscript { p.small { "Without scripts this page shows what is new when you " a href=(urls::room(room)) { "load it again" } "." } }
                    },
                    Moment::Earlier => p.back { a href=(urls::room(room)) { "Back to the newest messages" } },
                }
            }
            (panel(view))
            (script_words())
        }
    };
    layout(&format!("{} · Natter", called(room)), Scripts::Room, &body)
}

fn header(view: &RoomView) -> Markup {
    let room = view.log.room;
    html! {
        @if let Moment::Now { version, seen, .. } = view.moment {
            header.bar data-socket=(urls::socket(room)) data-version=(version) data-me=(view.me.member) data-seen=(seen) {
                (title(view))
                (connection())
                (people_button(view))
            }
        } @else {
            header.bar data-me=(view.me.member) { (title(view)) (people_button(view)) }
        }
    }
}

fn title(view: &RoomView) -> Markup {
    let room = view.log.room;
    html! {
        a.home href=(urls::LANDING) aria-label="Natter, front page" {
            span.back aria-hidden="true" { "‹" }
            span.word { "Natter" }
        }
        div.subject {
            h1 { (called(room)) }
            p.topic id=(ids::TOPIC) dir="auto" { (line(view.topic)) }
        }
        @if view.role == Role::Owner { a.settings href=(urls::settings(room)) aria-label={ "Settings of " (called(room)) } { (icons::settings()) } }
    }
}

/// The state of the connection: a dot and a word, kept by `connection_status.js`, which also sets `data-state`.
fn connection() -> Markup {
    html! {
        p.connection {
            span.dot {}
            span id=(ids::CONNECTION) role="status" {}
            span.wait aria-hidden="true" {}
            button type="button" data-do="reconnect" hidden { "Retry now" }
        }
    }
}

fn people_button(view: &RoomView) -> Markup {
    html! {
        button.here type="button" popovertarget=(ids::PEOPLE_PANEL) {
            (icons::people()) " " span.count { (count(view.people.here)) } " here"
        }
    }
}

fn panel(view: &RoomView) -> Markup {
    html! {
        aside.people popover id=(ids::PEOPLE_PANEL) aria-labelledby="people-title" {
            h2 id="people-title" { "Here now · " span.count { (count(view.people.here)) } }
            ul id=(ids::PEOPLE) { (people(&view.people)) }
            p.you {
                "You are " bdi { (view.me.name) } " " span.tag { (view.me.tag()) } " "
                a href=(urls::you(view.log.room)) { "Change name or leave" }
            }
        }
    }
}

/// What an empty room says until somebody says something.
fn empty(view: &RoomView) -> Markup {
    html! {
        @if let Moment::Now { .. } = view.moment {
            p.empty { "Nobody has said anything here yet. Be the first, or send somebody the link: " code { (view.link) } }
        }
    }
}
