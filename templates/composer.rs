//! The field for a message, and why a message was refused.

use maud::{Markup, html};

use crate::posting::posting_notice;
use crate::quote;
use crate::room_label::room_name;
use crate::uploads::{attach, uploads_to_send};
use crate::views::{ComposerView, ReplyView, Retry};
use crate::words::Words;
use crate::{icons, ids, urls};

/// The form for a message. It is sent with the page and never again, so nothing that others do
/// touches what is being typed. Without a script it posts and comes back with the new page, and
/// Enter begins a new line, as on a touch keyboard.
///
/// No `autocomplete="off"`: without a script it is the browser that keeps the text over a reload.
/// The script, which keeps it itself, sets it.
///
/// No `maxlength`: browsers cut what is pasted to fit, without a word. The room says by how much it
/// is too long.
#[must_use]
pub fn composer(view: &ComposerView, words: &Words) -> Markup {
    let label = (words.composer.message_to)(room_name(view.title, view.room));
    html! {
        form.composer id=(ids::COMPOSER) method="post" action=(urls::say(view.room))
            aria-label=(words.composer.new_message) data-drop=[view.uploads.map(|_| words.files.drop)]
        {
            p.small id=(ids::POSTING) role="status" { (posting_notice(view.posting, words)) }
            @if !words.site.read_only.is_empty() {
                p.refusal role="status" { ((words.operator.rules.read_only)(&words.site.read_only)) }
            }
            div id=(ids::REFUSAL) { @if let Some(sentence) = view.refusal { (refusal(sentence)) } }
            input type="hidden" name="cid" value=(view.cid);
            @if let Some(reply) = &view.reply { (reply_bar(view.room, reply, words)) }
            @if let Some(uploads) = &view.uploads { (uploads_to_send(uploads, view.room, words)) }
            label.visually-hidden for=(ids::TEXT) { (label) }
            div.field {
                @if view.uploads.is_some() { (attach(view.room, words)) }
                textarea id=(ids::TEXT) name="text" rows="1" required autofocus dir="auto"
                    enterkeyhint="enter" placeholder=(label)
                    aria-invalid=[view.refusal.map(|_| "true")] aria-describedby=(ids::REFUSAL) { "\n" (view.text) }
                button.send type="submit" aria-label=(words.composer.send) { (icons::send()) }
            }
            // Filled in near the limit: what is seen, and what is read aloud when the keys rest.
            p.remaining id=(ids::REMAINING) { span aria-hidden="true" {} span.visually-hidden role="status" {} }
        }
    }
}

/// What the next message answers, above the field, and the way to answer nothing. Without a script
/// that is the room as it is. Scripts have a bar of their own ([`crate::message_actions`]).
fn reply_bar(room: &str, reply: &ReplyView, words: &Words) -> Markup {
    html! {
        div.composer-bar.reply-bar {
            p.(ids::quote(reply.seq)) { (quote::answering(&reply.quote, words)) }
            a href=(urls::room(room)) { (words.replies.cancel) }
            input type="hidden" name="reply" value=(reply.seq);
        }
    }
}

/// Why something was not done, as a sentence. It goes into the message it is about, which keeps its
/// text.
#[must_use]
pub fn refusal(sentence: &str) -> Markup {
    html! { p.refusal role="alert" { (sentence) } }
}

/// Why a message was refused that a script sent, and whether sending it again can help: then
/// `data-retry` stands there, with the seconds to wait if the page does it by itself.
#[must_use]
pub fn send_refusal(sentence: &str, retry: Retry) -> Markup {
    let retry = match retry {
        Retry::Never => None,
        Retry::ByHand => Some(String::new()),
        Retry::After { seconds } => Some(seconds.to_string()),
    };
    html! { p.refusal role="alert" data-retry=[retry] { (sentence) } }
}
