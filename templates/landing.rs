//! The landing page.

use maud::{Markup, html};

use crate::directory::directory;
use crate::field::{Focus, Label, field, name_label};
use crate::layout::column;
use crate::recent_rooms::recent_rooms;
use crate::urls;
use crate::views::LandingView;
use crate::words::Words;

/// The landing page: a name, a room, a button.
#[must_use]
pub fn landing(view: &LandingView, words: &Words) -> Markup {
    let room = Label { id: "room", text: words.landing.room, hint: None, autocomplete: "off", focus: Focus::Later };
    let content = html! {
        h1 { (words.site.name) }
        p.lead { (words.landing.lead) }
        form.join method="post" action=(urls::LANDING) {
            (field(&view.name, &name_label(words), words))
            (field(&view.room, &room, words))
            label.choice {
                input type="checkbox" name="listed" value="yes" checked[view.listed]; " " (words.landing.list_it)
            }
            button type="submit" { (words.landing.join) }
            button.secondary type="submit" name="private" value="yes" { (words.landing.start_private_room) }
        }
        p.small { (words.landing.who_can_read) }
        (recent_rooms(&view.recent_rooms, words))
        (directory(&view.directory, words))
    };
    column(words.site.name, &content, words)
}
