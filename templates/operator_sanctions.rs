//! Who is muted or banned in all rooms, as the operator finds them.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::operator::{Section, page};
use crate::room_label::room_name;
use crate::views::{OperatedSanctionView, OperatedSanctionsView, SanctionKind};
use crate::words::Words;
use crate::{refusal, time, urls};

/// The page.
#[must_use]
pub fn operator_sanctions(view: &OperatedSanctionsView, words: &Words) -> Markup {
    let said = &words.operator.sanctions;
    let content = html! {
        h1 { (said.heading) }
        @if let Some(sentence) = view.problem { (refusal(sentence)) }
        @match &view.sanctions {
            None => p.refusal role="alert" { (words.operator.unavailable) },
            Some(sanctions) if sanctions.is_empty() => p.lead { (words.moderation.no_sanctions) },
            Some(sanctions) => {
                p.small { (said.about) }
                (table(sanctions, words))
            },
        }
        @if !view.is_first { p { a href=(urls::operator::SANCTIONS) { (said.first) } } }
        @if let Some(next) = view.next {
            p { a rel="next" href=(urls::operator::sanctions_after(next)) { (said.next) } }
        }
    };
    page(Section::Sanctions, (said.heading, view.page), &content, words)
}

fn table(sanctions: &[OperatedSanctionView], words: &Words) -> Markup {
    let said = &words.operator.sanctions;
    html! {
        table.cards {
            thead { tr {
                th scope="col" { (words.operator.people.person) }
                th scope="col" { (words.operator.rooms.room) }
                th scope="col" { (words.operator.audit.what) }
                th scope="col" { (said.until) }
                th scope="col" { (said.by) }
                th scope="col" { (words.moderation.reason) }
                th scope="col" { (said.lift) }
            } }
            tbody { @for sanction in sanctions { (row(sanction, words)) } }
        }
    }
}

fn row(view: &OperatedSanctionView, words: &Words) -> Markup {
    let (said, order) = (&words.operator.sanctions, &words.moderation);
    let (kind, what, lift) = match view.kind {
        SanctionKind::Mute => ("mute", said.muted, order.unmute),
        SanctionKind::Ban => ("ban", said.banned, order.unban),
    };
    let name = if view.member.name.is_empty() { order.somebody } else { view.member.name };
    html! {
        tr {
            th.person scope="row" {
                (avatar(&view.member))
                a.who href=(urls::person(view.room, view.member.id)) {
                    bdi { (name) } " " span.tag { (view.member.tag()) }
                }
            }
            td data-label=(words.operator.rooms.room) {
                a href=(urls::operator::room(view.room)) dir="auto" {
                    (room_name(view.title, view.room).or(words.site.private_room))
                }
            }
            td data-label=(words.operator.audit.what) { (what) }
            td data-label=(said.until) {
                @match view.until {
                    Some((until, local)) => time datetime=(time::timestamp(until)) { (local) },
                    None => (order.for_good),
                }
            }
            td data-label=(said.by) { bdi { (view.decider.unwrap_or(order.operator)) } }
            td data-label=(order.reason) dir="auto" { @if view.reason.is_empty() { "–" } @else { (view.reason) } }
            td data-label=(said.lift) {
                form.verdict method="post" action=(urls::operator::SANCTIONS) {
                    input type="hidden" name="room" value=(view.room);
                    input type="hidden" name="member" value=(view.member.id);
                    input type="hidden" name="kind" value=(kind);
                    button type="submit" { (lift) }
                }
            }
        }
    }
}
