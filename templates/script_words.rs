//! The words that scripts show. Scripts have none of their own, so that these can be translated.

use maud::{Markup, html};

use crate::words::Words;
use crate::{assets, ids, refusal};

/// The words as attributes, with the language of the reader's region for what `Intl` writes, and a
/// refusal as content. Scripts fill in what stands in braces, and copy the refusal; the template
/// itself is not shown.
pub(crate) fn script_words(locale: &str, words: &Words) -> Markup {
    let scripts = &words.scripts;
    let missed = &scripts.missed;
    html! {
        template id=(ids::SCRIPT_WORDS)
            data-locale=(locale) data-styles=(assets::PAGES_CSS)
            data-connecting=(scripts.connecting) data-live=(scripts.live) data-waiting=(scripts.reconnecting)
            data-offline=(scripts.offline) data-polling=(scripts.polling) data-gone=(scripts.closed)
            data-retry-in=(scripts.retry_in) data-today=(words.times.today) data-yesterday=(words.times.yesterday)
            data-earlier=(words.messages.earlier)
            data-later=(words.log_frame.later) data-unseen=(scripts.unseen) data-new-away=(scripts.new_while_away)
            data-to-newest=(words.room.newest)
            data-show-more=(scripts.show_more) data-show-less=(scripts.show_less) data-remaining=(scripts.remaining)
            data-copy-code=(scripts.copy_code) data-code-copied=(scripts.code_copied)
            data-code-selected=(scripts.code_selected) data-surplus=(scripts.surplus) data-you=(words.members.you)
            data-close-picture=(words.files.close) data-previous-picture=(words.files.previous)
            data-next-picture=(words.files.next)
            data-missed-zero=[missed.zero] data-missed-one=[missed.one] data-missed-two=[missed.two]
            data-missed-few=[missed.few] data-missed-many=[missed.many] data-missed-other=(missed.other) {
            (refusal(scripts.too_long))
        }
    }
}
