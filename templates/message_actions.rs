//! What can be done with a message in the log, as a script asks for it the first time that somebody
//! points at one: the toolbar, its menu, the bar of the composer, and the words of what was done.
//! `static/js/on_demand/message_actions.js` puts them in their places.
//!
//! Out of scope: carrying it out. Each action is a form on the page of the message.

use maud::{Markup, html};

use crate::icons;
use crate::reactions::USUAL;
use crate::views::Role;
use crate::words::Words;

/// The parts, beside each other. A new action is a button in the toolbar or an item in the menu.
/// `data-of` says what it can be done with: one's `own` messages, those of an `other`, or those
/// with a `text`. Whoever keeps order can remove those of others too; whose exactly, the room
/// decides.
#[must_use]
pub fn message_actions(reader: Role, words: &Words) -> Markup {
    html! {
        (toolbar(words)) (menu(reader, words)) (reaction_menu(words)) (undo(words))
        (composer_bar(words)) (reply_bar(words)) (note(words))
    }
}

/// It has room for three buttons.
pub(crate) fn toolbar(words: &Words) -> Markup {
    let said = &words.message_actions;
    html! {
        div.message-actions role="toolbar" aria-label=(said.actions) {
            button type="button" data-do="reply" data-of="text" aria-label=(words.replies.reply)
                title=(words.replies.reply) { (icons::reply()) }
            button type="button" data-do="react" data-of="text" aria-haspopup="menu" aria-label=(words.reactions.react)
                title=(words.reactions.react) { (icons::react()) }
            button type="button" data-do="more" aria-haspopup="menu" aria-label=(said.more) title=(said.more) {
                (icons::more())
            }
        }
    }
}

fn menu(reader: Role, words: &Words) -> Markup {
    let said = &words.message_actions;
    let moderates = reader != Role::Guest;
    html! {
        div.message-menu popover role="menu" aria-label=(said.actions) {
            (item("reply", Some("text"), &icons::reply(), words.replies.reply))
            (item("react", Some("text"), &icons::react(), words.reactions.react))
            (item("edit", Some("own"), &icons::edit(), said.edit))
            (item("copy-text", Some("text"), &icons::copy(), said.copy_text))
            (item("copy-link", None, &icons::link(), said.copy_link))
            (item("report", Some("other"), &icons::report(), words.reports.report))
            @if moderates {
                (item("remove", Some("text"), &icons::remove(), said.remove))
                (item("moderate", Some("other"), &icons::people(), words.moderation.moderate))
            } @else {
                (item("remove", Some("own"), &icons::remove(), said.remove))
            }
        }
    }
}

fn item(action: &'static str, of: Option<&'static str>, icon: &Markup, label: &str) -> Markup {
    html! { button type="button" role="menuitem" tabindex="-1" data-do=(action) data-of=[of] { (icon) " " (label) } }
}

/// One press for the usual emoji. Any other is typed on the page of the message.
pub(crate) fn reaction_menu(words: &Words) -> Markup {
    let said = &words.reactions;
    html! {
        div.reaction-menu popover role="menu" aria-label=(said.react) {
            @for emoji in USUAL {
                button type="button" role="menuitem" tabindex="-1" data-do=(emoji) { (emoji) }
            }
            button type="button" role="menuitem" tabindex="-1" data-do="other" aria-label=(said.any_emoji)
                title=(said.any_emoji) { "…" }
        }
    }
}

/// Stands in a tombstone for as long as it can bring the message back.
pub(crate) fn undo(words: &Words) -> Markup {
    html! { button.undo type="button" { (words.message_page.undo) } }
}

/// What the composer does just now, if that is not to say something new.
pub(crate) fn composer_bar(words: &Words) -> Markup {
    html! {
        div.composer-bar hidden {
            div role="status" { p {} p.small {} }
            button type="button" data-do="cancel" { (words.message_actions.cancel) }
        }
    }
}

/// What the next message answers: whom, and what they said, on one line.
pub(crate) fn reply_bar(words: &Words) -> Markup {
    html! {
        div.composer-bar.reply-bar {
            p { ((words.replies.answering)(&html! { bdi {} }, &html! { bdi {} })) }
            button type="button" data-do="cancel" aria-label=(words.replies.cancel) { (words.message_actions.cancel) }
            input type="hidden" name="reply";
        }
    }
}

/// Where it stands for a moment what was done, and every sentence that it may be.
pub(crate) fn note(words: &Words) -> Markup {
    let said = &words.message_actions;
    html! {
        p.action-note role="status" data-editing=(said.editing) data-now-says=(said.now_says) data-saved=(said.saved)
            data-removed=(said.removed) data-restored=(said.restored)
            data-text-copied=(said.text_copied) data-link-copied=(said.link_copied)
            data-not-copied=(said.not_copied) data-failed=(said.failed) {}
    }
}
