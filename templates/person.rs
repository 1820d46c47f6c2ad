//! The page of somebody in a room: who they are, and for a moderator what can be done about them.
//! Each thing is a form; a thing that is done turns into the form that undoes it.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::field::{Focus, Label, field};
use crate::ignoring::ignore_form;
use crate::layout::{of_room, titled_form, wide_column};
use crate::room_label::room_name;
use crate::views::{
    FieldView, Millis, PersonOrderView, PersonView, Role, SanctionKind, SanctionView, SignOut, Span, Status,
};
use crate::words::Words;
use crate::{message_list, refusal, urls};

/// Somebody's page.
#[must_use]
pub fn person(view: &PersonView, words: &Words) -> Markup {
    let (room, said) = (view.room, &words.moderation);
    let content = html! {
        p.back { a href=(urls::people(room)) { (said.people) } }
        h1.profile-name { (avatar(&view.person)) bdi { (view.person.name) } " " span.tag { (view.person.tag()) } }
        p.small { (standing(view, words)) }
        @if let Some(sentence) = view.refusal { (refusal(sentence)) }
        (ignore_form(view.room, &view.person, view.ignoring, words))
        @if let Some(order) = &view.order { (order_forms(view, order, words)) }
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name(view.title, room))) } }
    };
    let is_refused = view.refusal.is_some()
        || view.order.as_ref().is_some_and(|order| order.mute_reason.problem.or(order.ban_reason.problem).is_some());
    let title = of_room(view.person.name, (view.title, room), (Some(&view.me), &view.members), words);
    wide_column(&titled_form(&title, is_refused, words), view.page, &content, words)
}

/// What they are to the room, and whether they are here.
fn standing(view: &PersonView, words: &Words) -> String {
    let role = match view.role {
        Role::Owner => Some(words.members.owner),
        Role::Moderator => Some(words.moderation.moderator),
        Role::Guest => None,
    };
    let presence = match view.present.as_ref().map(|present| present.status) {
        Some(Status::Away) => Some(words.members.away),
        Some(Status::Active) => None,
        None => Some(words.moderation.not_here),
    };
    [role, presence].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn order_forms(view: &PersonView, order: &PersonOrderView, words: &Words) -> Markup {
    let (room, person, said) = (view.room, view.person.id, &words.moderation);
    html! {
        section.order {
            @match &order.mute {
                Some(mute) => (lift(mute, room, &urls::unmute(room, person), words)),
                None => {
                    (sanction_form(SanctionKind::Mute, order.mute_terms, &order.mute_reason,
                        &urls::mute(room, person), words))
                }
            }
            @match &order.ban {
                Some(ban) => (lift(ban, room, &urls::unban(room, person), words)),
                None => {
                    (sanction_form(SanctionKind::Ban, order.ban_terms, &order.ban_reason,
                        &urls::ban(room, person), words))
                }
            }
        }
        section {
            h2 { (said.their_messages) }
            @if order.restorable > 0 {
                form method="post" action=(urls::restore_messages(room, person)) {
                    button type="submit" { ((said.bring_back)(order.restorable)) }
                }
            }
            @if order.messages.messages.is_empty() {
                p { (said.no_messages) }
            } @else {
                (message_list(&order.messages, words))
            }
            form method="post" action=(urls::remove_messages(room, person)) {
                p.small { ((said.about_removing_all)(order.undo_seconds)) }
                button.danger type="submit" { (said.remove_all) }
            }
        }
        @if order.sign_out == SignOut::Offered {
            section {
                h2 { (said.their_session) }
                form method="post" action=(urls::sign_out(room, person)) {
                    p.small { (said.about_signing_out) }
                    button.danger type="submit" { (said.sign_out) }
                }
            }
        }
    }
}

/// A form that mutes or bans.
fn sanction_form(
    kind: SanctionKind,
    terms: &[Option<Millis>],
    reason: &FieldView,
    action: &str,
    words: &Words,
) -> Markup {
    let said = &words.moderation;
    let (term, why, heading, about) = match kind {
        SanctionKind::Mute => ("mute-term", "mute-reason", said.mute, said.about_muting),
        SanctionKind::Ban => ("ban-term", "ban-reason", said.ban, said.about_banning),
    };
    let label =
        Label { id: why, text: said.reason, hint: Some(said.about_reason), autocomplete: "off", focus: Focus::Later };
    html! {
        form.join method="post" action=(action) {
            h2 { (heading) }
            p.small { (about) }
            div.field {
                label for=(term) { (said.how_long) }
                select id=(term) name="term" {
                    @for term in terms { option value=(term.unwrap_or_default()) { (how_long(*term, words)) } }
                }
            }
            (field(reason, &label, words))
            button.danger type="submit" { (heading) }
        }
    }
}

fn how_long(term: Option<Millis>, words: &Words) -> String {
    let said = &words.moderation;
    term.map_or(said.for_good.to_owned(), |term| (said.span)(Span::of(term)))
}

/// What holds, with the form that ends it.
pub(crate) fn lift(sanction: &SanctionView, room: &str, action: &str, words: &Words) -> Markup {
    let label = match sanction.kind {
        SanctionKind::Mute => words.moderation.unmute,
        SanctionKind::Ban => words.moderation.unban,
    };
    html! {
        form.join method="post" action=(action) data-room=(room) {
            p { (what_holds(sanction, words)) }
            button type="submit" { (label) }
        }
    }
}

/// What is kept from somebody, for how much longer, and why.
pub(crate) fn what_holds(sanction: &SanctionView, words: &Words) -> String {
    let said = &words.moderation;
    let rest = sanction.wait_ms.map(|ms| (said.span)(Span::of(ms)));
    let sentence = match sanction.kind {
        SanctionKind::Mute => (said.is_muted)(rest.as_deref()),
        SanctionKind::Ban => (said.is_banned)(rest.as_deref()),
    };
    match sanction.reason {
        "" => sentence,
        reason => format!("{sentence} {}", (said.because)(reason)),
    }
}
