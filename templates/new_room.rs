//! Where somebody starts a room.

use maud::{Markup, html};

use crate::field::{Focus, Label, field, form_token, name_label};
use crate::layout::{column, titled_form};
use crate::urls;
use crate::views::NewRoomView;
use crate::words::Words;

/// The page: what the room is called, who finds it, and by which name one is its first member.
#[must_use]
pub fn new_room(view: &NewRoomView, words: &Words) -> Markup {
    let said = &words.new_room;
    let title =
        Label { id: "title", text: said.title, hint: Some(said.about_title), autocomplete: "off", focus: Focus::First };
    let address = Label {
        id: "address",
        text: said.address,
        hint: Some(said.about_address),
        autocomplete: "off",
        focus: Focus::Later,
    };
    let choice = |value, checked, text, about| {
        html! {
            label.choice {
                input type="radio" name="access" value=(value) checked[checked];
                span { (text) span.small { (about) } }
            }
        }
    };
    let content = html! {
        p.back { a href=(urls::LANDING) { (words.site.to_the_front_page) } }
        h1 { (said.heading) }
        form.join method="post" action=(urls::NEW_ROOM) {
            (field(&view.title, &title, words))
            fieldset {
                legend { (said.access) }
                (choice("public", !view.private, said.public, said.about_public))
                (choice("private", view.private, said.private, said.about_private))
            }
            (field(&view.address, &address, words))
            @if let Some(room) = view.existing {
                p.small { a href=(urls::room(room)) { (said.join_existing) } }
            }
            (field(&view.name, &Label { focus: Focus::Later, ..name_label(words) }, words))
            (form_token(view.token))
            button type="submit" { (said.start) }
        }
    };
    let is_refused = [view.title, view.address, view.name].iter().any(|field| field.problem.is_some());
    column(&titled_form(said.heading, is_refused, words), view.page, &content, words)
}
