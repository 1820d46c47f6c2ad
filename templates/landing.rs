//! The landing page.

use maud::{Markup, html};

use crate::layout::{Scripts, layout};
use crate::urls;
use crate::views::{FieldView, LandingView};

/// The landing page: a name, a room, a button.
#[must_use]
pub fn landing(view: &LandingView) -> Markup {
    let body = html! {
        body.landing {
            main {
                h1 { "Natter" }
                p.lead { "Chat with whoever is here. Enter a name and you are in: no registration, nothing to install." }
                form.join method="post" action=(urls::LANDING) {
                    (field(&view.name, &Label { id: "name", text: "Your name", autocomplete: "nickname" }))
                    (field(&view.room, &Label { id: "room", text: "Room", autocomplete: "off" }))
                    button type="submit" { "Join" }
                }
                p.small { "Rooms are open: whoever knows one can read it." }
            }
        }
    };
    layout("Natter", Scripts::None, &body)
}

struct Label {
    id: &'static str,
    text: &'static str,
    autocomplete: &'static str,
}

/// A field keeps what was typed, and what is wrong with it stands beside it. The first one that is wrong, or
/// else the name, has the focus.
fn field(view: &FieldView, label: &Label) -> Markup {
    let problem_id = format!("{}-problem", label.id);
    html! {
        div.field {
            label for=(label.id) { (label.text) }
            input id=(label.id) name=(label.id) value=(view.text) type="text" dir="auto" required[label.id == "name"]
                autocomplete=(label.autocomplete) autocapitalize="off" spellcheck="false"
                autofocus[view.problem.is_some() || label.id == "name"]
                aria-invalid=[view.problem.map(|_| "true")]
                aria-describedby=[view.problem.map(|_| &problem_id)];
            @if let Some(problem) = view.problem {
                p.refusal id=(problem_id) role="alert" { (problem) }
            }
        }
    }
}
