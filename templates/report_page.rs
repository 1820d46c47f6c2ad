//! Where somebody reports a message.

use maud::{Markup, html};

use crate::layout::{of_room, titled_form, wide_column};
use crate::message::alone;
use crate::room_label::room_name;
use crate::views::{ReportPageView, ReportReason, ReportStep};
use crate::words::Words;
use crate::{refusal, urls};

/// The field for what is added to a reason.
const NOTE: &str = "note";
/// What stands under it.
const ABOUT_NOTE: &str = "about-note";
/// What is wrong with it.
const NOTE_PROBLEM: &str = "note-problem";

/// Every reason, with its name in the form.
const REASONS: [(ReportReason, &str); 5] = [
    (ReportReason::Spam, "spam"),
    (ReportReason::Harassment, "harassment"),
    (ReportReason::Harmful, "harmful"),
    (ReportReason::Privacy, "privacy"),
    (ReportReason::Other, "other"),
];

/// The message, and the form; or that it was sent.
#[must_use]
pub fn report_page(view: &ReportPageView, words: &Words) -> Markup {
    let (message, said) = (&view.message, &words.reports);
    let room = message.room;
    let heading = (said.heading)(message.author.name);
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name(view.title, room))) } }
        h1 { (heading) }
        (alone(message, view.me.id, words))
        @match view.step {
            ReportStep::Sent => p.ok role="status" { (said.sent) },
            ReportStep::Form => (form(view, words)),
        }
    };
    let title = of_room(&heading, (view.title, room), (Some(&view.me), &view.members), words);
    wide_column(&titled_form(&title, view.note.problem.is_some(), words), view.page, &content, words)
}

fn form(view: &ReportPageView, words: &Words) -> Markup {
    let (said, problem) = (&words.reports, view.note.problem);
    let described_by = format!("{NOTE_PROBLEM} {ABOUT_NOTE}");
    html! {
        p { (said.about) }
        form.join method="post" action=(urls::report(view.message.room, view.message.seq)) {
            div.field {
                label for="reason" { (said.why) }
                select id="reason" name="reason" {
                    @for (reason, name) in REASONS {
                        option value=(name) selected[reason == view.reason] { (said.reason(reason)) }
                    }
                }
            }
            div.field {
                label for=(NOTE) { (said.note) }
                textarea id=(NOTE) name=(NOTE) rows="2" dir="auto" autofocus[problem.is_some()]
                    aria-invalid=[problem.map(|_| "true")] aria-describedby=(described_by) { "\n" (view.note.text) }
                div id=(NOTE_PROBLEM) { @if let Some(sentence) = problem { (refusal(sentence)) } }
                p.small id=(ABOUT_NOTE) { ((said.about_note)(view.note_max)) }
            }
            button type="submit" { (said.send) }
        }
    }
}
