//! What the operator did, the latest first.

use maud::{Markup, html};

use crate::operator::{Section, page};
use crate::room_label::room_name;
use crate::views::{SiteAuditEntryView, SiteAuditView};
use crate::words::Words;
use crate::{time, urls};

/// The page.
#[must_use]
pub fn operator_audit(view: &SiteAuditView, words: &Words) -> Markup {
    let said = &words.operator.audit;
    let content = html! {
        h1 { (said.heading) }
        p.small { (said.about) }
        @match &view.entries {
            None => p.refusal role="alert" { (words.operator.unavailable) },
            Some(entries) if entries.is_empty() => p.lead { (said.none) },
            Some(entries) => (table(entries, words)),
        }
        @if let Some(before) = view.earlier {
            p { a rel="next" href=(urls::operator::audit_before(before)) { (said.earlier) } }
        }
    };
    page(Section::Audit, (said.heading, view.page), &content, words)
}

fn table(entries: &[SiteAuditEntryView], words: &Words) -> Markup {
    let said = &words.operator.audit;
    html! {
        table.cards {
            thead { tr {
                th scope="col" { (said.what) }
                th scope="col" { (words.operator.rooms.room) }
                th scope="col" { (said.by) }
                th scope="col" { (said.at) }
            } }
            tbody { @for entry in entries { (row(entry, words)) } }
        }
    }
}

fn row(view: &SiteAuditEntryView, words: &Words) -> Markup {
    let said = &words.operator.audit;
    html! {
        tr {
            th scope="row" { (view.what) @if !view.detail.is_empty() { " " span.small dir="auto" { (view.detail) } } }
            td data-label=(words.operator.rooms.room) {
                @if view.room.is_empty() { "–" } @else {
                    a href=(urls::operator::room(view.room)) {
                        (room_name("", view.room).or(words.site.private_room))
                    }
                }
            }
            td data-label=(said.by) { (view.by) }
            td data-label=(said.at) { time datetime=(time::timestamp(view.at)) { (view.time) } }
        }
    }
}
