//! A room as a whole document.

use maud::{Markup, html};

use crate::composer::pending;
use crate::layout::{Scripts, layout};
use crate::views::{Moment, RoomView};
use crate::{composer, count, icons, ids, log, people, urls};

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
                div.scroller role="log" tabindex="0" aria-label={ "Messages in " (room) } {
                    div.scrolled {
                        div id=(ids::HISTORY) hx-boost:inherited="true" hx-push-url:inherited="false"
                            hx-target:inherited={ "#" (ids::EARLIER) } hx-swap:inherited="outerHTML"
                            hx-select:inherited={ "#" (ids::EARLIER) ", .log" } {
                            (log(&view.log))
                        }
                        (empty(view))
                        // Its author knows already what is on its way: not read aloud.
                        ol.log id=(ids::PENDING) aria-live="off" {}
                    }
                }
                @match &view.moment {
                    Moment::Now { composer: next, .. } => {
                        button.latest type="button" id=(ids::LATEST) hidden { (icons::down()) " " span {} }
                        (composer(next))
                        (pending(&view.me))
                        noscript { p.small { "Without scripts this page shows what is new when you " a href=(urls::room(room)) { "load it again" } "." } }
                    },
                    Moment::Earlier => p.back { a href=(urls::room(room)) { "Back to the newest messages" } },
                }
            }
            (panel(view))
        }
    };
    layout(&format!("{room} · Natter"), Scripts::Room, &body)
}

fn header(view: &RoomView) -> Markup {
    let room = view.log.room;
    html! {
        @if let Moment::Now { version, .. } = view.moment {
            header.bar data-socket=(urls::socket(room)) data-version=(version) data-me=(view.me.member) {
                (title(room))
                (connection())
                (people_button(view))
            }
        } @else {
            header.bar data-me=(view.me.member) { (title(room)) (people_button(view)) }
        }
    }
}

fn title(room: &str) -> Markup {
    html! {
        a.home href=(urls::LANDING) aria-label="Natter, front page" {
            span.back aria-hidden="true" { "‹" }
            span.word { "Natter" }
        }
        h1 { (room) }
    }
}

/// The state of the connection: a dot and a word, kept by the script, which also sets `data-state`.
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
