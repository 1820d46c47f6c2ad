//! How to use Natter by keyboard and with a screen reader.

use maud::{Markup, html};

use crate::layout::{column, titled};
use crate::words::{Shortcut, Words};
use crate::{ids, urls};

/// The page. A room shows the part with an id as a dialog (`on_demand/help.js`), with what is
/// hidden here because only a dialog needs it.
#[must_use]
pub fn help(words: &Words) -> Markup {
    let said = &words.help;
    let content = html! {
        h1 { (said.title) }
        p.lead { (said.lead) }
        div.help-content id=(ids::HELP) {
            form method="dialog" hidden { button { (said.close) } }
            h2 id=(ids::HELP_TITLE) { (said.keys) }
            dl.keys { @for shortcut in said.shortcuts { (entry(shortcut)) } }
            label.choice hidden { input type="checkbox"; " " (said.question_mark) }
            h2 { (said.screen_readers) }
            p { (said.about_screen_readers) }
        }
        p { a href=(urls::LANDING) { (words.site.to_the_front_page) } }
    };
    column(&titled(said.title, words), urls::HELP, &content, words)
}

fn entry(Shortcut { keys, does }: &Shortcut) -> Markup {
    html! { div { dt { @for key in *keys { kbd { (key) } " " } } dd { (does) } } }
}
