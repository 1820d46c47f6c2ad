//! What a message said before, for templates.

use room::{EarlierText, EarlierTexts, Name};
use templates::views::{self, EarlierTextView};

use super::message_text;

/// What a message said before, without what the room has not kept, for a template.
pub(crate) fn earlier<'a>(texts: &'a [EarlierText], times: &'a [String], author: &'a Name) -> Vec<EarlierTextView<'a>> {
    let shown = texts.iter().zip(times).filter(|(text, _)| !text.body.as_str().is_empty());
    let view = |(text, time): (&'a EarlierText, &'a String)| {
        let body = text.body.as_str();
        // Whom it mentioned is not kept.
        let format = message_text::format(body, &[], author.as_str());
        EarlierTextView { text: body, format, at: text.at, local: time }
    };
    shown.map(view).collect()
}

/// Who may read what a message said before, for a template.
pub(crate) fn earlier_texts(setting: EarlierTexts) -> views::EarlierTexts {
    match setting {
        EarlierTexts::AuthorAndOwners => views::EarlierTexts::AuthorAndOwners,
        EarlierTexts::Everybody => views::EarlierTexts::Everybody,
        EarlierTexts::NotKept => views::EarlierTexts::NotKept,
    }
}
