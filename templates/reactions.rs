//! Reactions to a message: how many reacted with which emoji, and who.

use maud::{Markup, html};

use crate::field::{Focus, Label, field};
use crate::layout::OUTSIDE;
use crate::views::{FieldView, ReactionKindView, ReactionsView};
use crate::words::Words;
use crate::{ids, urls};

/// What most people react with. Any other emoji can be typed.
pub(crate) const USUAL: [&str; 6] = ["👍", "❤️", "😂", "🎉", "😮", "😢"];

/// A reaction that is to be, and one that is to be no more.
const ON: &str = "on";
const OFF: &str = "off";

/// The reactions below a message: a button for each emoji, which adds the reader's or takes it
/// back. Everybody is sent the same; which are a reader's own is set in their page
/// (`on_demand/reactions.js`), or known to the server that renders a page for them. Without a
/// script the buttons post, out of the frame if they stand in one.
pub(crate) fn reactions(view: &ReactionsView, words: &Words) -> Markup {
    let said = &words.reactions;
    html! {
        form.reactions id=(ids::reactions(view.seq)) method="post" action=(urls::react(view.room, view.seq))
            target=(OUTSIDE) aria-label=(said.heading)
        {
            @for kind in &view.kinds { (button(kind, words)) }
            @if view.kinds.iter().any(|kind| kind.names.len() < kind.count) {
                a href=(urls::reactors(view.room, view.seq)) target=(OUTSIDE) { (said.who) }
            }
        }
    }
}

fn button(kind: &ReactionKindView, words: &Words) -> Markup {
    let ReactionKindView { emoji, count, names, is_own } = kind;
    let names = (!names.is_empty()).then(|| (words.reactions.names)(names));
    html! {
        button type="submit" name=(if *is_own { OFF } else { ON }) value=(emoji)
            aria-pressed=[is_own.then_some("true")] title=[names.as_deref()]
        {
            (emoji) " " b { (count) }
            @if let Some(names) = &names { " " span.visually-hidden { (names) } }
        }
    }
}

/// What stands below a message from now on. It travels among the messages, and takes the place of
/// what is there.
#[must_use]
pub fn reactions_update(view: &ReactionsView, words: &Words) -> Markup {
    html! { li hidden data-reactions=(ids::message(view.seq)) { (reactions(view, words)) } }
}

/// That a reaction is the reader's own, or is not: for their pages alone.
#[must_use]
pub fn own_reaction(seq: i64, emoji: &str, is_on: bool) -> Markup {
    html! { li hidden data-reacted=(ids::reactions(seq)) data-emoji=(emoji) data-on[is_on] {} }
}

/// The forms of the page of a message: the usual emoji, and a field for any other.
pub(crate) fn react_forms(room: &str, seq: i64, typed: &FieldView, words: &Words) -> Markup {
    let said = &words.reactions;
    let label = Label { id: ON, text: said.any_emoji, hint: None, autocomplete: "off", focus: Focus::Later };
    let action = urls::react(room, seq);
    html! {
        form.reactions.usual method="post" action=(action) aria-label=(said.react) {
            @for emoji in USUAL { button type="submit" name=(ON) value=(emoji) { (emoji) } }
        }
        form.join method="post" action=(action) {
            (field(typed, &label, words))
            button type="submit" { (said.react) }
        }
    }
}

/// Who reacted, on the page of the message.
pub(crate) fn reactors(kinds: &[ReactionKindView]) -> Markup {
    html! {
        @if !kinds.is_empty() {
            ul id=(ids::REACTORS) {
                @for kind in kinds {
                    li { (kind.emoji) " " (kind.count) ": " @for (n, name) in kind.names.iter().enumerate() {
                        @if n > 0 { ", " } bdi { (name) }
                    } }
                }
            }
        }
    }
}
