//! What may be meant while somebody types: people, emoji, commands. A list over the field for
//! messages.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::ids;
use crate::views::SuggestionView;
use crate::words::Words;

/// The list. `on_demand/suggestions.js` puts it where it belongs and says which of them is meant.
/// It types what is marked as `inserted`.
#[must_use]
pub fn suggestions(views: &[SuggestionView], words: &Words) -> Markup {
    html! {
        ul.suggestions id=(ids::SUGGESTIONS) role="listbox" aria-label=(words.help.commands.suggestions) {
            @for (n, view) in views.iter().enumerate() {
                li role="option" id=(ids::suggestion(n)) aria-selected="false" { (suggestion(view)) }
            }
        }
    }
}

fn suggestion(view: &SuggestionView) -> Markup {
    html! {
        @match view {
            SuggestionView::Person(member) => {
                (avatar(member)) bdi.inserted { "@" (member.name) } " " span.tag { (member.tag()) }
            },
            SuggestionView::Emoji { emoji, name } => { span.inserted { (emoji) } " :" (name) ":" },
            SuggestionView::Command { name, does } => { kbd.inserted dir="ltr" { "/" (name) } " " (does) },
        }
    }
}
