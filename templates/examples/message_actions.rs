//! The toolbar of a message, its menu and the bar of the composer, where the script puts them.

use maud::{Markup, html};

use super::cast::{ADA, COMPOSER, GRACE, HELLO, MORE};
use super::scripted::{changed, own};
use super::{Example, Surroundings};
use crate::message_actions::{composer_bar, note, reaction_menu, reply_bar, toolbar, undo};
use crate::views::{Change, MessageView, MomentView, Role};
use crate::words::Words;
use crate::{composer, refusal};

pub(super) const EXAMPLES: &[Example] = &[
    Example::new("message_actions", "toolbar of one", Surroundings::Log, |words| {
        html! { (with_toolbar(&HELLO, words)) (crate::message(&MORE, words)) }
    }),
    Example::new("message_actions", "toolbar of own, continued", Surroundings::Log, |words| {
        html! { (crate::message(&HELLO, words)) (own(with_toolbar(&MORE, words))) }
    }),
    Example::new("message_actions", "menu", Surroundings::Log, |words| {
        let parts = changed(crate::message_actions(Role::Guest, words), &[(" popover", " popover data-shown")]);
        html! { li.message { (parts) } }
    }),
    Example::new("message_actions", "menu of a moderator", Surroundings::Log, |words| {
        let parts = changed(crate::message_actions(Role::Moderator, words), &[(" popover", " popover data-shown")]);
        html! { li.message { (parts) } }
    }),
    Example::new("message_actions", "usual reactions", Surroundings::Log, |words| {
        html! { li.message { (changed(reaction_menu(words), &[(" popover", " popover data-shown")])) } }
    }),
    Example::new("message_actions", "removed, with undo", Surroundings::Log, |words| {
        let change = Change::Removed { by: ADA, at: MomentView { at: HELLO.said_at + 120_000, local: None } };
        let tombstone = crate::message(&MessageView { text: "", change, ..HELLO }, words);
        let with_button = format!(" {}</p></li>", undo(words).0);
        own(changed(tombstone, &[("</p></li>", &with_button)]))
    }),
    Example::new("message_actions", "link copied", Surroundings::Room, |words| {
        let said = words.message_actions.link_copied;
        html! { (changed(note(words), &[("></p>", &format!(">{said}</p>"))])) (composer(&COMPOSER, words)) }
    }),
    Example::new("message_actions", "answering", Surroundings::Room, |words| {
        let (blank, who) = ("<bdi></bdi>", format!("<bdi>{}</bdi>", GRACE.name));
        let bar = changed(reply_bar(words), &[(blank, &who), (blank, "<bdi>It has to be.</bdi>")]);
        changed(composer(&COMPOSER, words), &[("<label", &format!("{}<label", bar.0))])
    }),
    Example::new("message_actions", "editing", Surroundings::Room, |words| {
        let about = (words.message_page.about_editing)(24);
        editing(&about, "", words)
    }),
    Example::new("message_actions", "edited meanwhile", Surroundings::Room, |words| {
        let now = format!("{} Is that thing on?", words.message_actions.now_says);
        editing(&now, words.changes.edited_meanwhile, words)
    }),
];

fn with_toolbar(message: &MessageView, words: &Words) -> Markup {
    let shown = format!("{}</li>", toolbar(words).0);
    changed(crate::message(message, words), &[("</li>", &shown)])
}

fn editing(detail: &str, sentence: &str, words: &Words) -> Markup {
    let bar = changed(
        composer_bar(words),
        &[
            ("<div class=\"composer-bar\" hidden", "<div class=\"composer-bar\""),
            ("<p></p>", &format!("<p>{}</p>", words.message_actions.editing)),
            ("<p class=\"small\"></p>", &format!("<p class=\"small\">{detail}</p>")),
        ],
    );
    let view = crate::views::ComposerView { text: "Is this thing really on?", ..COMPOSER };
    let (before, after) =
        ("<div id=\"refusal\">", if sentence.is_empty() { String::new() } else { refusal(sentence).0 });
    let with_bar = format!("{}{before}{after}", bar.0);
    changed(composer(&view, words), &[(before, &with_bar)])
}
