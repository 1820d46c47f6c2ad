//! The page of one message: what stands there, and a form for each thing that its reader can do
//! with it. Out of scope: the toolbar of a message in the log, which a script makes; it sends the
//! same forms.

use maud::{Markup, html};

use crate::ignoring::ignore_form;
use crate::layout::{of_room, titled_form, wide_column};
use crate::message::alone;
use crate::problem::kept_text;
use crate::reactions::{react_forms, reactors};
use crate::refusal;
use crate::room_label::room_name;
use crate::views::{EarlierTextView, EarlierTexts, EditView, MessagePageView, MessageView};
use crate::words::Words;
use crate::{ids, message_text, time, urls};

/// What stands under the field: how long a message can be edited.
const ABOUT: &str = "about-editing";

/// The field for a reply.
const REPLY: &str = "reply";

/// The message as in the log, and what can be done with it.
#[must_use]
pub fn message_page(view: &MessagePageView, words: &Words) -> Markup {
    let (message, said) = (&view.message, &words.message_page);
    let room = message.room;
    let heading = (said.heading)(message.author.name);
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name(view.title, room))) } }
        h1 { (heading) }
        (alone(message, view.me.id, words))
        (reactors(&message.reactions))
        p { a href=(urls::in_log(room, message.seq)) { (said.show_in_log) } }
        p {
            a href=(urls::person(room, message.author.id)) {
                ((words.moderation.about_author)(&html! { bdi { (message.author.name) } }))
            }
        }
        @if let Some(sentence) = view.refusal { (refusal(sentence)) }
        @if let Some(sentence) = view.restriction { p.small.restriction { (sentence) } }
        (kept_text(view.typed, words))
        (earlier(&view.earlier, words))
        @if let Some(edit) = &view.edit { (edit_form(edit, message, words)) }
        @if let Some(cid) = view.reply { (reply_form(cid, message, words)) }
        @if let Some(typed) = &view.reaction { (react_forms(room, message.seq, typed, words)) }
        (ignore_form(room, &message.author, view.ignoring, words))
        @if view.can_report { p { a href=(urls::report(room, message.seq)) { (words.reports.report_this) } } }
        @if let Some(seconds) = view.removal {
            form method="post" action=(urls::remove(room, message.seq)) {
                p.small { ((said.about_removing)(seconds)) }
                button.danger type="submit" { (said.remove) }
            }
        }
        @if let Some(seconds) = view.undo {
            form method="post" action=(urls::undo_removal(room, message.seq)) {
                p.small { ((said.about_undoing)(seconds)) }
                button type="submit" { (said.undo) }
            }
        }
    };
    let is_refused = view.refusal.is_some() || view.edit.as_ref().is_some_and(|edit| edit.text.problem.is_some());
    let title = of_room(&heading, (view.title, room), (Some(&view.me), &view.members), words);
    wide_column(&titled_form(&title, is_refused, words), view.page, &content, words)
}

/// What the message said before, the latest first.
fn earlier(texts: &[EarlierTextView], words: &Words) -> Markup {
    html! {
        @if !texts.is_empty() {
            section.earlier-texts {
                h2 { (words.message_page.earlier) }
                ol {
                    @for EarlierTextView { text, format, at, local } in texts.iter().rev() {
                        li.message {
                            p.small { time datetime=(time::timestamp(*at)) { (local) } }
                            (message_text(text, format))
                        }
                    }
                }
            }
        }
    }
}

/// What becomes of a text that is replaced.
fn what_is_kept(texts: EarlierTexts, words: &Words) -> &'static str {
    let said = &words.message_page;
    match texts {
        EarlierTexts::AuthorAndOwners => said.kept_for_author,
        EarlierTexts::Everybody => said.kept_for_everybody,
        EarlierTexts::NotKept => said.not_kept,
    }
}

/// A reply is a message like any other: what is refused of it comes back in the room's composer.
fn reply_form(cid: &str, message: &MessageView, words: &Words) -> Markup {
    html! {
        form.join method="post" action=(urls::say(message.room)) {
            input type="hidden" name="cid" value=(cid);
            input type="hidden" name="reply" value=(message.seq);
            div.field {
                label for=(REPLY) { (words.replies.your_reply) }
                textarea id=(REPLY) name="text" rows="2" required dir="auto" {}
            }
            button type="submit" { (words.replies.reply) }
        }
    }
}

/// The message that stands above it is what it is compared with, if its author has changed it in
/// another window since.
fn edit_form(edit: &EditView, message: &MessageView, words: &Words) -> Markup {
    let said = &words.message_page;
    let problem = edit.text.problem;
    let described_by = format!("{} {ABOUT}", ids::REFUSAL);
    html! {
        form.join method="post" action=(urls::edit(message.room, message.seq)) {
            input type="hidden" name="base" value=(edit.base);
            input type="hidden" name="cid" value=(edit.cid);
            div.field {
                label for=(ids::TEXT) { (said.edit) }
                textarea id=(ids::TEXT) name="text" rows="3" required[message.files.is_empty()] dir="auto"
                    autofocus[problem.is_some()] aria-invalid=[problem.map(|_| "true")] aria-describedby=(described_by)
                    { "\n" (edit.text.text) }
                div id=(ids::REFUSAL) { @if let Some(sentence) = problem { (refusal(sentence)) } }
                p.small id=(ABOUT) {
                    ((said.about_editing)(edit.hours)) " " (what_is_kept(edit.earlier_texts, words))
                }
            }
            button type="submit" { (said.save) }
        }
    }
}
