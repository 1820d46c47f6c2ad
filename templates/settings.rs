//! Where an owner decides about a room.

use maud::{Markup, html};

use crate::field::{Focus, Label, field};
use crate::layout::{column, titled};
use crate::room_label::room_name;
use crate::urls;
use crate::views::SettingsView;
use crate::words::Words;

/// The page of a room's owner.
#[must_use]
pub fn settings(view: &SettingsView, words: &Words) -> Markup {
    let room = view.room;
    let name = room_name(view.saved_title, room);
    let said = &words.settings;
    let [topic, welcome, confirm] = [("topic", said.topic), ("welcome", said.welcome), ("confirm", said.confirm)]
        .map(|(id, text)| Label { id, text, hint: None, autocomplete: "off", focus: Focus::Later });
    let title = Label { id: "title", text: said.display_name, hint: Some(said.about_display_name), ..topic };
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(name)) } }
        h1 { ((words.room.settings_of)(name)) }
        @if view.saved { p.ok role="status" { (said.saved) } }
        form.join method="post" action=(urls::settings(room)) {
            (field(&view.title, &title, words))
            (field(&view.topic, &topic, words))
            (field(&view.welcome, &welcome, words))
            @if let Some(listed) = view.listed {
                label.choice { input type="checkbox" name="listed" value="yes" checked[listed]; " " (said.list_it) }
            }
            label.choice { input type="checkbox" name="locked" value="yes" checked[view.locked]; " " (said.lock_it) }
            button type="submit" { (said.save) }
        }
        section {
            h2 { (said.owners_heading) }
            @if let Some(link) = view.link {
                p { (said.about_this_owner_link) }
                p { code.link { (link) } }
            } @else {
                p.small { (said.about_owner_links) }
            }
            form method="post" action=(urls::make_owner_link(room)) { button type="submit" { (said.make_owner_link) } }
        }
        form.join.danger method="post" action=(urls::delete(room)) {
            h2 { (said.delete_heading) }
            p.small { (said.about_deleting) }
            (field(&view.confirm, &confirm, words))
            button.danger type="submit" { ((said.delete_room)(name)) }
        }
    };
    column(&titled(said.title, words), &content, words)
}
