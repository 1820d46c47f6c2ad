//! What was reported in all rooms, as the operator finds it.

use maud::{Markup, html};

use crate::operator::{Section, page};
use crate::reports::what_was_said;
use crate::room_label::room_name;
use crate::views::{OperatedReportView, OperatedReportsView};
use crate::words::Words;
use crate::{refusal, urls};

/// The page.
#[must_use]
pub fn operator_reports(view: &OperatedReportsView, words: &Words) -> Markup {
    let said = &words.operator.reports;
    let content = html! {
        h1 { (said.heading) }
        @if let Some(sentence) = view.problem { (refusal(sentence)) }
        @match &view.reported {
            None => p.refusal role="alert" { (words.operator.unavailable) },
            Some(reported) if reported.is_empty() => p.lead { (words.reports.none) },
            Some(reported) => {
                p.small { (said.about) }
                @for one in reported { (section(one, words)) }
            },
        }
        @if view.has_more { p.small { (said.more) } }
    };
    page(Section::Reports, (said.heading, view.page), &content, words)
}

fn section(one: &OperatedReportView, words: &Words) -> Markup {
    let said = &words.reports;
    html! {
        section.reported {
            p.ways {
                a href=(urls::operator::room(one.room)) dir="auto" {
                    (room_name(one.title, one.room).or(words.site.private_room))
                }
                a href=(urls::message(one.room, one.seq)) { (said.not_available) }
            }
            ul { @for report in &one.reports { li { (what_was_said(report, words)) } } }
            form.verdict method="post" action=(urls::operator::REPORTS) {
                input type="hidden" name="room" value=(one.room);
                input type="hidden" name="seq" value=(one.seq);
                button type="submit" name="verdict" value="resolve" { (said.resolve) }
                button type="submit" name="verdict" value="dismiss" { (said.dismiss) }
                button.danger type="submit" name="verdict" value="remove" { (said.remove) }
            }
        }
    }
}
