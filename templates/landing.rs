//! The landing page.

use maud::{Markup, html};

use crate::directory::directory;
use crate::field::{Focus, Label, field};
use crate::layout::{Scripts, layout};
use crate::urls;
use crate::views::LandingView;
use crate::yours::yours;

/// What somebody wants to be called.
pub(crate) const NAME: Label = Label { id: "name", text: "Your name", autocomplete: "nickname", focus: Focus::First };

const ROOM: Label = Label { id: "room", text: "Room", autocomplete: "off", focus: Focus::Later };

/// The landing page: a name, a room, a button.
#[must_use]
pub fn landing(view: &LandingView) -> Markup {
    let body = html! {
        body.landing {
            main {
                h1 { "Natter" }
                p.lead { "Chat with whoever is here. Enter a name and you are in: no registration, nothing to install." }
                form.join method="post" action=(urls::LANDING) {
                    (field(&view.name, &NAME))
                    (field(&view.room, &ROOM))
                    label.choice { input type="checkbox" name="listed" value="yes" checked[view.listed]; " If the room is new, list it on this page" }
                    button type="submit" { "Join" }
                    button.quiet type="submit" name="private" value="yes" { "Start a private room" }
                }
                p.small { "Rooms are open: whoever knows one can read it. The address of a private room cannot be guessed." }
                (yours(&view.yours))
                (directory(&view.directory))
            }
        }
    };
    layout("Natter", Scripts::None, &body)
}
