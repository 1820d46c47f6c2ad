//! The page that says what went wrong.

use maud::{Markup, html};

use crate::layout::{column, titled_form};
use crate::room_label::room_name;
use crate::urls;
use crate::views::{ProblemView, ProblemWayOn};
use crate::words::Words;

/// What went wrong and what to do, with a way on.
#[must_use]
pub fn problem(view: &ProblemView, words: &Words) -> Markup {
    let content = html! {
        p.status { (view.status) }
        h1 { (view.title) }
        p.lead { (view.advice) }
        (kept_text(view.typed, words))
        @match view.way_on {
            ProblemWayOn::FrontPage => {},
            ProblemWayOn::Room(room) => {
                p { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name("", room))) } }
            },
            ProblemWayOn::NewRoom => p { a href=(urls::NEW_ROOM) { (words.landing.start_a_room) } },
        }
        p { a href=(urls::LANDING) { (words.site.to_the_front_page) } }
    };
    column(&titled_form(view.title, true, words), view.page, &content, words)
}

/// What somebody typed and nobody got, so that they can copy it.
pub(crate) fn kept_text(text: &str, words: &Words) -> Markup {
    html! {
        @if !text.is_empty() {
            p.small { (words.endings.kept) }
            p.typed dir="auto" { (text) }
        }
    }
}
