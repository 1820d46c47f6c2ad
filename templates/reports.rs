//! What was reported in a room, for those who keep order in it.

use maud::{Markup, html};

use crate::layout::{of_room, titled_form, wide_column};
use crate::message::alone;
use crate::room_label::room_name;
use crate::views::{Change, ReportView, ReportedMessageView, ReportsView};
use crate::words::Words;
use crate::{refusal, time, urls};

/// The messages that nobody has looked at, each with what was said of it and what can be done.
#[must_use]
pub fn reports(view: &ReportsView, words: &Words) -> Markup {
    let (room, said) = (view.room, &words.reports);
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name(view.title, room))) } }
        h1 { (said.list) }
        @if let Some(sentence) = view.problem { (refusal(sentence)) }
        @if view.reported.is_empty() { p { (said.none) } } @else { p.small { (said.about_closing) } }
        @for one in &view.reported { (reported(one, view, words)) }
        @if view.may_manage {
            p { a href=(urls::settings(room)) { ((words.room.settings_of)(room_name(view.title, room))) } }
        }
    };
    let title = of_room(said.list, (view.title, room), (Some(&view.me), &view.members), words);
    wide_column(&titled_form(&title, view.problem.is_some(), words), view.page, &content, words)
}

fn reported(one: &ReportedMessageView, view: &ReportsView, words: &Words) -> Markup {
    let said = &words.reports;
    let is_there = one.message.as_ref().is_some_and(|message| !matches!(message.change, Change::Removed { .. }));
    html! {
        section.reported {
            @match &one.message {
                Some(message) => (alone(message, view.me.id, words)),
                None => p { a href=(urls::message(view.room, one.seq)) { (said.not_available) } },
            }
            ul { @for report in &one.reports { li { (what_was_said(report, words)) } } }
            form.verdict method="post" action=(urls::reports(view.room)) {
                input type="hidden" name="seq" value=(one.seq);
                button type="submit" name="verdict" value="resolve" { (said.resolve) }
                button type="submit" name="verdict" value="dismiss" { (said.dismiss) }
                @if is_there { button.danger type="submit" name="verdict" value="remove" { (said.remove) } }
            }
        }
    }
}

/// Why somebody reported a message, who, and when; and their words.
pub(crate) fn what_was_said(report: &ReportView, words: &Words) -> Markup {
    let said = &words.reports;
    let who = html! { bdi { (report.by.name) } " " span.tag { (report.by.tag()) } };
    let when = html! { time datetime=(time::timestamp(report.at)) { (report.local) } };
    html! {
        ((said.reported_by)(&who, &html! { (said.reason(report.reason)) }, &when))
        @if !report.note.is_empty() { p.note dir="auto" { (report.note) } }
    }
}
