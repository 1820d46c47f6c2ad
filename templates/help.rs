//! How to use Natter by keyboard and with a screen reader, and what can be typed.

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
            h2 id=(ids::COMMANDS) { (said.commands.heading) }
            dl.keys { @for command in said.commands.list { (entry(command)) } }
            h2 { (said.commands.marks_heading) }
            dl.keys { @for mark in said.commands.marks { (entry(mark)) } }
            h2 { (said.screen_readers) }
            p { (said.about_screen_readers) }
        }
        p { a href=(urls::LANDING) { (words.site.to_the_front_page) } }
    };
    column(&titled(said.title, words), urls::HELP, &content, words)
}

/// The answer to somebody who typed that they want help: what can be typed, in the log of their
/// page. An alert, because nothing in the log is read aloud by itself, and they asked for it; it
/// says where the rest is.
#[must_use]
pub fn command_help(cid: &str, words: &Words) -> Markup {
    let said = &words.help.commands;
    html! {
        li.notice.answer id=(ids::answer(cid)) {
            p role="alert" { (said.only_you) }
            // No headings: a log that is still empty has none above it, and those of a log lead
            // from message to message.
            p { strong { (said.heading) } }
            dl.keys { @for command in said.list { (entry(command)) } }
            p { strong { (said.marks_heading) } }
            dl.keys { @for mark in said.marks { (entry(mark)) } }
        }
    }
}

fn entry(Shortcut { keys, does }: &Shortcut) -> Markup {
    html! { div { dt { @for key in *keys { kbd dir="ltr" { (key) } " " } } dd { (does) } } }
}
