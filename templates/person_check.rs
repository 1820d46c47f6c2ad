//! Where somebody shows that they are a person, before they join a site that is under attack.

use maud::{Markup, html};

use crate::layout::{column, titled_form};
use crate::refusal;
use crate::urls;
use crate::views::PersonCheckView;
use crate::words::Words;

/// The script of Turnstile. Nothing else of another site is loaded anywhere, and only here.
const TURNSTILE: &str = "https://challenges.cloudflare.com/turnstile/v0/api.js";

/// The page. It needs a script, and says so.
#[must_use]
pub fn person_check(view: &PersonCheckView, words: &Words) -> Markup {
    let said = &words.person_check;
    let content = html! {
        h1 { (said.heading) }
        p.lead { (said.about) }
        form.join method="post" action=(urls::CHECK) {
            div.cf-turnstile data-sitekey=(view.sitekey) data-language=(words.lang) {}
            noscript { p.refusal { (said.without_scripts) } }
            @if let Some(problem) = view.problem { (refusal(problem)) }
            button type="submit" { (said.go_on) }
        }
        script src=(TURNSTILE) async defer {}
    };
    column(&titled_form(said.heading, view.problem.is_some(), words), urls::LANDING, &content, words)
}
