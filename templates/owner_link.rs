//! Where a link leads that makes one an owner.

use maud::{Markup, html};

use crate::field::{Focus, Label, field, name_label};
use crate::layout::{Document, column_with, of_room, titled_form};
use crate::room_label::room_name;
use crate::views::OwnerLinkView;
use crate::words::Words;
use crate::{assets, urls};

/// The page asks first: following a link must not change anything, and previews follow links.
#[must_use]
pub fn owner_link(view: &OwnerLinkView, words: &Words) -> Markup {
    let room = view.room;
    let name = room_name(view.title, room);
    let code = Label {
        id: "key",
        text: words.owner_link.code,
        hint: Some(words.owner_link.about_code),
        autocomplete: "off",
        focus: Focus::Later,
    };
    let content = html! {
        h1 { ((words.owner_link.heading)(name)) }
        p.lead { (words.owner_link.lead) }
        form.join name="own" method="post" action=(urls::owner_link(room)) {
            (field(&view.name, &name_label(words), words))
            // The script fills it in from the link, and hides it then.
            (field(&view.code, &code, words))
            button type="submit" { (words.owner_link.become_owner) }
        }
        p.back { a href=(urls::room(room)) { ((words.owner_link.not_now)(name)) } }
    };
    let is_refused = view.name.problem.or(view.code.problem).is_some();
    let title = of_room(words.owner_link.title, (view.title, room), (view.me.as_ref(), &view.members), words);
    let title = titled_form(&title, is_refused, words);
    column_with(&title, Document::PageWith(assets::OWNER_LINK_SCRIPT), view.page, &content, words)
}
