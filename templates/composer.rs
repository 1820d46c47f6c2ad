//! The field for a message, and the message while it is on its way.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::called::called;
use crate::views::{ComposerView, PersonView};
use crate::{icons, ids, refusal, urls};

/// The form for a message. It is sent with the page and never again: nothing that anybody else does touches
/// what is being typed. Without a script it posts and comes back with the new page.
///
/// No `maxlength`: browsers cut what is pasted to fit, without a word. The room says by how much it is too long.
#[must_use]
pub fn composer(view: &ComposerView) -> Markup {
    html! {
        form.composer id=(ids::COMPOSER) method="post" action=(urls::say(view.room)) {
            div id=(ids::REFUSAL) { @if let Some(sentence) = view.refusal { (refusal(sentence)) } }
            input type="hidden" name="cid" value=(view.cid);
            label.visually-hidden for=(ids::TEXT) { "Message " (called(view.room)) }
            div.field {
                textarea id=(ids::TEXT) name="text" rows="1" required autofocus autocomplete="off" dir="auto"
                    enterkeyhint="send" placeholder={ "Message " (called(view.room)) }
                    aria-invalid=[view.refusal.map(|_| "true")] aria-describedby=(ids::REFUSAL) { "\n" (view.text) }
                button.send type="submit" aria-label="Send" { (icons::send()) }
            }
        }
    }
}

/// What the browser makes a message on its way from: it fills in the text and gives it an id.
pub(crate) fn pending(me: &PersonView) -> Markup {
    html! {
        template id=(ids::PENDING_TEMPLATE) {
            li.message.pending data-member=(me.member) {
                p.head { (avatar(me)) bdi.name { (me.name) } " " span.clock title="On its way" { (icons::clock()) } }
                p.body dir="auto" {}
                div.fate {}
                p.unsent role="alert" hidden { "Not sent yet: the room has not answered." }
                p.choices {
                    button type="button" data-do="retry" { "Try again" }
                    button type="button" data-do="edit" { "Edit" }
                    button type="button" data-do="discard" { "Discard" }
                }
            }
        }
    }
}
