//! The line above a reply: whom and what it answers.

use maud::{Markup, html};

use crate::views::{MessageView, QuoteView, ReplyView};
use crate::words::Words;
use crate::{ids, urls};

/// The line of a reply. It leads to the message that it answers.
pub(crate) fn quote_of(view: &MessageView, words: &Words) -> Markup {
    html! {
        @if let Some(ReplyView { seq, quote }) = &view.reply {
            a.quote.(ids::quote(*seq)) href=(urls::in_log(view.room, *seq)) { (line(quote, words)) }
        }
    }
}

/// What every reply to a message shows from now on, however many there are in a page: the message
/// has changed. It stands among the messages, so that it comes after replies that it is newer than.
#[must_use]
pub fn quote_update(seq: i64, quote: &QuoteView, words: &Words) -> Markup {
    html! { li hidden data-quote=(ids::quote(seq)) { (line(quote, words)) } }
}

/// Whom a reply answers, and what they said, on one line.
pub(crate) fn line(quote: &QuoteView, words: &Words) -> Markup {
    let words = &words.replies;
    match quote {
        QuoteView::Said { author, excerpt } => {
            (words.to)(&html! { bdi { (author.name) } }, &html! { bdi { (excerpt) } })
        }
        QuoteView::Removed { author } => (words.to_removed)(&html! { bdi { (author.name) } }),
        QuoteView::Unknown => html! { (words.to_earlier) },
    }
}

/// The same of a reply that is not sent yet.
pub(crate) fn answering(quote: &QuoteView, words: &Words) -> Markup {
    let words = &words.replies;
    match quote {
        QuoteView::Said { author, excerpt } => {
            (words.answering)(&html! { bdi { (author.name) } }, &html! { bdi { (excerpt) } })
        }
        QuoteView::Removed { author } => (words.answering_removed)(&html! { bdi { (author.name) } }),
        QuoteView::Unknown => html! { (words.answering_earlier) },
    }
}
