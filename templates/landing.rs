//! The landing page.

use maud::{Markup, html};

use crate::directory::directory;
use crate::field::{Focus, Label, field, form_token, name_label};
use crate::layout::column;
use crate::problem::kept_text;
use crate::recent_rooms::recent_rooms;
use crate::urls;
use crate::views::LandingView;
use crate::words::Words;

/// The landing page does one thing: a name, a room, a button. A room is started on a page of its
/// own.
#[must_use]
pub fn landing(view: &LandingView, words: &Words) -> Markup {
    let room = Label {
        id: "room",
        text: words.landing.room,
        hint: Some(words.landing.about_room),
        autocomplete: "off",
        focus: Focus::Later,
    };
    let content = html! {
        h1 { (words.site.name) }
        p.lead { (words.landing.lead) }
        form.join method="post" action=(urls::LANDING) {
            (field(&view.name, &name_label(words), words))
            (field(&view.room, &room, words))
            (form_token(view.token))
            button type="submit" { (words.landing.join) }
        }
        p.start { a href=(urls::NEW_ROOM) { (words.landing.start_a_room) } }
        p.small { (words.landing.who_can_read) }
        (kept_text(view.kept, words))
        (recent_rooms(&view.recent_rooms, words))
        (directory(&view.directory, words))
    };
    let is_refused = view.name.problem.or(view.room.problem).is_some();
    let title = if is_refused { (words.site.error)(&words.site.name) } else { words.site.name.to_string() };
    column(&title, view.page, &content, words)
}
