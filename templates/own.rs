//! Where a link leads that makes one an owner.

use maud::{Markup, html};

use crate::called::called;
use crate::field::field;
use crate::landing::NAME;
use crate::layout::{Scripts, layout};
use crate::urls;
use crate::views::OwnView;

/// The page asks first: following a link must not change anything, and previews follow links.
#[must_use]
pub fn own(view: &OwnView) -> Markup {
    let room = view.room;
    let body = html! {
        body.landing {
            main {
                h1 { "Own " (called(room)) }
                p.lead { "Whoever has this link can decide about the room: its topic, who comes in, and whether it stays." }
                form.join method="post" action=(urls::own(room)) {
                    input type="hidden" name="key" value=(view.key);
                    (field(&view.name, &NAME))
                    button type="submit" { "Become an owner" }
                }
                p.back { a href=(urls::room(room)) { "Not now: go to " (called(room)) } }
            }
        }
    };
    layout("Own a room · Natter", Scripts::None, &body)
}
