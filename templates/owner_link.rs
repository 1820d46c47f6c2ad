//! Where a link leads that makes one an owner.

use maud::{Markup, html};

use crate::field::{field, name_label};
use crate::layout::{column, titled};
use crate::room_label::room_name;
use crate::urls;
use crate::views::OwnerLinkView;
use crate::words::Words;

/// The page asks first: following a link must not change anything, and previews follow links.
#[must_use]
pub fn owner_link(view: &OwnerLinkView, words: &Words) -> Markup {
    let room = view.room;
    let name = room_name(view.title, room);
    let content = html! {
        h1 { ((words.owner_link.heading)(name)) }
        p.lead { (words.owner_link.lead) }
        form.join method="post" action=(urls::owner_link(room)) {
            input type="hidden" name="key" value=(view.key);
            (field(&view.name, &name_label(words), words))
            button type="submit" { (words.owner_link.become_owner) }
        }
        p.back { a href=(urls::room(room)) { ((words.owner_link.not_now)(name)) } }
    };
    column(&titled(words.owner_link.title, words), &content, words)
}
