//! The switch of the language: each by its own name, so that whoever reads it finds it.

use maud::{Markup, html};

use crate::urls;
use crate::words::{Language, Words};

/// A row of buttons. The server leads back to the page that they are on.
pub(crate) fn language_switch(words: &Words) -> Markup {
    let current = words.language();
    html! {
        form.languages method="post" action=(urls::LANGUAGE) aria-label=(words.site.language) {
            @for language in Language::ALL {
                @let theirs = language.words();
                button type="submit" name="lang" value=(theirs.lang) lang=(theirs.lang) dir=(theirs.dir)
                    aria-current=[(language == current).then_some("true")] { (theirs.own_name) }
            }
        }
    }
}
