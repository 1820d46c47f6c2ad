//! Where somebody gets the link of a room, to invite others.

use maud::{Markup, html};

use crate::layout::{Document, column_with, titled};
use crate::qr_code::qr_code;
use crate::room_label::room_name;
use crate::views::InvitationView;
use crate::words::Words;
use crate::{assets, icons, urls};

/// The page of a room's link: to be selected, copied, shared, or read by a camera.
#[must_use]
pub fn invitation(view: &InvitationView, words: &Words) -> Markup {
    let room = view.room;
    let name = room_name(view.title, room);
    let said = &words.invitation;
    let content = html! {
        div.invitation {
            p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(name)) } }
            h1 { ((said.heading)(name)) }
            @if view.locked { p.lead { (said.locked) } }
            @else if view.private { p.lead { (said.private) } }
            @else { p.lead { (said.open) } }
            // Without a name in the form, and without a button that sends it: it is only read.
            form name="invite" {
                label.visually-hidden for="link" { (said.link) }
                input id="link" value=(view.link) type="text" readonly dir="ltr" spellcheck="false";
                div.buttons {
                    button.primary type="button" name="copy" hidden
                        data-done=(said.copied) data-failed=(said.not_copied) { (icons::copy()) " " (said.copy) }
                    button type="button" name="share" hidden { (icons::share()) " " (said.share) }
                }
                output.small name="outcome" {}
            }
            @if let Some(code) = qr_code(view.link, &(said.qr_code)(name)) {
                figure { (code) figcaption.small { (said.about_qr_code) } }
            }
        }
    };
    let title = titled(&(said.heading)(name), words);
    column_with(&title, Document::PageWith(assets::INVITE_SCRIPT), &urls::invitation(room), &content, words)
}
