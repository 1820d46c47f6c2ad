//! Where a link leads that gives a role.

use maud::{Markup, html};

use crate::field::{Focus, Label, field, form_token, name_label};
use crate::layout::{Document, column_with, of_room, titled_form};
use crate::room_label::room_name;
use crate::views::{OwnerLinkView, Role};
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
    let moderators = &words.moderation.moderators;
    let (page_title, heading, lead, action, confirm) = match view.role {
        Role::Moderator => (
            moderators.link_title,
            (moderators.link_heading)(name),
            moderators.link_lead,
            urls::moderator_link(room),
            moderators.become_moderator,
        ),
        Role::Owner | Role::Guest => (
            words.owner_link.title,
            (words.owner_link.heading)(name),
            words.owner_link.lead,
            urls::owner_link(room),
            words.owner_link.become_owner,
        ),
    };
    let content = html! {
        h1 { (heading) }
        p.lead { (lead) }
        form.join name="own" method="post" action=(action) {
            (field(&view.name, &name_label(words), words))
            // The script fills it in from the link, and hides it then.
            (field(&view.code, &code, words))
            (form_token(view.token))
            button type="submit" { (confirm) }
        }
        p.back { a href=(urls::room(room)) { ((words.owner_link.not_now)(name)) } }
    };
    let is_refused = view.name.problem.or(view.code.problem).is_some();
    let title = of_room(page_title, (view.title, room), (view.me.as_ref(), &view.members), words);
    let title = titled_form(&title, is_refused, words);
    column_with(&title, Document::PageWith(assets::OWNER_LINK_SCRIPT), view.page, &content, words)
}
