//! A message on its way: pending, refused, or without an answer.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::views::MemberView;
use crate::words::Words;
use crate::{icons, ids};

/// What the browser makes a message on its way from: it fills in the text and gives it an id.
pub(crate) fn pending(me: &MemberView, words: &Words) -> Markup {
    html! {
        template id=(ids::PENDING_TEMPLATE) {
            li.message.pending data-member=(me.id) {
                p.quote hidden {}
                p.head {
                    (avatar(me)) bdi.name { (me.name) } " "
                    span.clock title=(words.pending.on_its_way) { (icons::clock()) }
                }
                p.body dir="auto" {}
                details.fold hidden { summary { "…" } }
                // The names of the files that go with it.
                p.files hidden {}
                div.send-status {}
                p.unsent role="alert" hidden { (words.pending.unanswered) }
                p.choices {
                    button type="button" data-do="retry" { (words.pending.try_again) }
                    button type="button" data-do="edit" { (words.pending.edit) }
                    button type="button" data-do="discard" { (words.pending.discard) }
                }
            }
        }
    }
}
