//! What owners decide about posting: its part of their settings, and what it tells those who want
//! to write.

use maud::{Markup, html};

use crate::refusal;
use crate::views::{PostingSettingsView, PostingView};
use crate::words::Words;

/// The field for refused words.
const WORDS: &str = "words";
/// What stands under it.
const ABOUT_WORDS: &str = "about-words";
/// What is wrong with it.
const WORDS_PROBLEM: &str = "words-problem";

/// What stands at the composer, in every page alike; nothing as a rule.
#[must_use]
pub fn posting_notice(view: PostingView, words: &Words) -> Markup {
    let said = &words.posting;
    html! {
        @match view {
            PostingView { read_only: true, .. } => (said.is_read_only),
            PostingView { slow_mode_s: Some(seconds), .. } => ((said.is_slow)(seconds)),
            PostingView { .. } => {},
        }
    }
}

/// The part of the settings.
pub(crate) fn posting_settings(view: &PostingSettingsView, words: &Words) -> Markup {
    let said = &words.posting;
    html! {
        h2 { (said.heading) }
        p.small { (said.about) }
        label.choice {
            input type="checkbox" name="read_only" value="yes" checked[view.read_only]; " " (said.read_only)
        }
        div.field {
            label for="slow" { (said.slow_mode) }
            select id="slow" name="slow" {
                @for &seconds in view.slow_mode_choices_s {
                    option value=(seconds) selected[seconds == view.slow_mode_s] {
                        @if seconds == 0 { (said.no_slow_mode) } @else { ((said.one_every)(seconds)) }
                    }
                }
            }
        }
        label.choice {
            input type="checkbox" name="no_links" value="yes" checked[view.no_newcomer_links];
            " " ((said.no_newcomer_links)(view.newcomer_minutes))
        }
        (refused_words(view, words))
    }
}

fn refused_words(view: &PostingSettingsView, words: &Words) -> Markup {
    let (said, problem) = (&words.posting, view.words.problem);
    let described_by = format!("{WORDS_PROBLEM} {ABOUT_WORDS}");
    html! {
        div.field {
            label for=(WORDS) { (said.words) }
            textarea id=(WORDS) name=(WORDS) rows="2" dir="auto" autocapitalize="off" spellcheck="false"
                autofocus[problem.is_some()] aria-invalid=[problem.map(|_| "true")] aria-describedby=(described_by)
                { "\n" (view.words.text) }
            div id=(WORDS_PROBLEM) { @if let Some(sentence) = problem { (refusal(sentence)) } }
            p.small id=(ABOUT_WORDS) { ((said.about_words)(view.words_max)) }
        }
    }
}
