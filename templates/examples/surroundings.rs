//! What an example stands in when it is shown alone.

use maud::{Markup, html};

use super::Example;
use crate::layout::{Document, column, layout};
use crate::words::Words;
use crate::{assets, urls};

/// What an example stands in, as in the page that it is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// Nothing: it is a whole page.
    Page,
    /// A page that is one column.
    Column,
    /// The list of messages of a room.
    Log,
    /// A room, where the composer is.
    Room,
    /// The head of a room.
    Bar,
    /// The list of people in a room.
    People,
}

/// What the page of a room loads later.
pub(super) fn later_styles() -> Markup {
    html! { link rel="stylesheet" href=(assets::PAGES_CSS); }
}

impl Surroundings {
    /// The example, in a document.
    pub(super) fn around(self, example: &Example, words: &Words) -> Markup {
        let inside = example.markup(words);
        let title = format!("{} · {}", example.component, example.state);
        let room = |content: Markup| {
            layout(&title, Document::LogFrame, &html! { body.room { (later_styles()) (content) } }, words)
        };
        match self {
            Self::Page => inside,
            Self::Column => column(&title, urls::LANDING, &inside, words),
            Self::Log => room(html! { main { div.scrolled { ol.log { (inside) } } } }),
            Self::Room => room(html! { main { (inside) } }),
            Self::Bar => room(html! { header.bar { (inside) } }),
            Self::People => room(html! { aside.members { ul { (inside) } } }),
        }
    }
}
