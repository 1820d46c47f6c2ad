//! The switch of the language: each by its own name, so that whoever reads it finds it.

use maud::{Markup, html};

use crate::urls;
use crate::words::{Language, Words};

/// A row of buttons, which lead back to the page that they are on. The form names its address: a
/// page with a secret address sends no referrer, and one that answers a form has another.
pub(crate) fn language_switch(address: &str, words: &Words) -> Markup {
    let current = words.language();
    html! {
        form.languages name="languages" method="post" action=(urls::LANGUAGE) aria-label=(words.site.language) {
            input type="hidden" name="to" value=(address);
            @for language in Language::ALL {
                @let theirs = language.words();
                button type="submit" name="lang" value=(theirs.lang) lang=(theirs.lang) dir=(theirs.dir)
                    aria-current=[(language == current).then_some("true")] { (theirs.own_name) }
            }
        }
    }
}
