//! What owners decided about posting, for a template.

use room::{PostingRules, Writers};
use templates::views::PostingView;

/// What those who want to write are told.
pub(crate) fn posting(rules: &PostingRules) -> PostingView {
    PostingView { read_only: rules.writers == Writers::Moderators, slow_mode_s: rules.slow_mode.seconds() }
}
