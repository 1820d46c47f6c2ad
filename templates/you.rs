//! Where somebody changes their name, leaves, or is forgotten.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::called::called;
use crate::field::field;
use crate::landing::NAME;
use crate::layout::{Scripts, layout};
use crate::urls;
use crate::views::YouView;

/// Somebody's own page in a room.
#[must_use]
pub fn you(view: &YouView) -> Markup {
    let room = view.room;
    let body = html! {
        body.landing {
            main {
                p.back { a href=(urls::room(room)) { "‹ Back to " (called(room)) } }
                h1.who { (avatar(&view.me)) bdi { (view.me.name) } " " span.tag { (view.me.tag()) } }
                p.lead { "Your name may change; the letters behind it stay the same, and nobody else has them." }
                form.join method="post" action=(urls::you(room)) {
                    (field(&view.name, &NAME))
                    button type="submit" { "Change name" }
                }
                form method="post" action=(urls::leave(room)) {
                    p.small { "Who leaves is gone from the list at once. The room stays among yours on the front page." }
                    button type="submit" { "Leave " (called(room)) }
                }
                form method="post" action=(urls::FORGET) {
                    input type="hidden" name="room" value=(room);
                    p.small { "Forgotten, this browser is a stranger here: it loses its name, and every room that it owns. What you said stays." }
                    button.grave type="submit" { "Forget me" }
                }
            }
        }
    };
    layout("You · Natter", Scripts::None, &body)
}
