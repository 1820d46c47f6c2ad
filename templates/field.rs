//! A field of a form.

use maud::{Markup, html};

use crate::views::FieldView;
use crate::words::Words;

/// What a field is for.
#[derive(Clone, Copy)]
pub(crate) struct Label<'a> {
    /// Its id, and its name in the form.
    pub(crate) id: &'static str,
    /// What stands above it.
    pub(crate) text: &'a str,
    /// What stands under it, if it needs a word more.
    pub(crate) hint: Option<&'a str>,
    /// What a browser may fill in.
    pub(crate) autocomplete: &'static str,
    /// Whether it has the focus when nothing is wrong anywhere.
    pub(crate) focus: Focus,
}

/// Whether a field has the focus when nothing is wrong anywhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Focus {
    /// It has, and cannot be left empty.
    First,
    /// It has not.
    Later,
}

/// What somebody wants to be called.
pub(crate) fn name_label(words: &Words) -> Label<'_> {
    Label { id: "name", text: words.landing.your_name, hint: None, autocomplete: "nickname", focus: Focus::First }
}

/// A field keeps what was typed, and what is wrong with it stands beside it. The first one that is
/// wrong, or else the first one, has the focus.
pub(crate) fn field(view: &FieldView, label: &Label, words: &Words) -> Markup {
    let (problem_id, hint_id) = (format!("{}-problem", label.id), format!("{}-hint", label.id));
    let described_by: Vec<&str> =
        [view.problem.map(|_| &*problem_id), label.hint.map(|_| &*hint_id)].into_iter().flatten().collect();
    html! {
        div.field {
            label for=(label.id) { (label.text) }
            // A placeholder that nobody sees: by it the stylesheet knows that the field is empty,
            // and gives it the direction of the page.
            input id=(label.id) name=(label.id) value=(view.text) type="text" dir="auto" placeholder=" "
                required[label.focus == Focus::First]
                autocomplete=(label.autocomplete) autocapitalize="off" spellcheck="false"
                autofocus[view.problem.is_some() || label.focus == Focus::First]
                aria-invalid=[view.problem.map(|_| "true")]
                aria-describedby=[(!described_by.is_empty()).then(|| described_by.join(" "))];
            @if let Some(problem) = view.problem {
                p.refusal id=(problem_id) role="alert" { (problem) }
            }
            @if let Some(hint) = label.hint { p.small id=(hint_id) { (hint) } }
            @if let Some(suggestion) = view.suggestion {
                // Enter presses the first button of a form: this one, which says what was typed and
                // not what was suggested.
                button.visually-hidden type="submit" tabindex="-1" aria-hidden="true" {}
                button.suggestion type="submit" name="instead" value=(suggestion) {
                    ((words.field.use_name)(&html! { bdi { (suggestion) } }))
                }
            }
        }
    }
}

/// What a form that begins a session is known by: it begins the same one, however often it is sent,
/// and nobody who does not know it can tell which.
pub(crate) fn form_token(token: &str) -> Markup {
    html! { input type="hidden" name="token" value=(token); }
}
