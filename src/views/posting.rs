//! What owners decided about posting, and why messages were reported, for a template.

use room::{PostingRules, ReportReason, Writers};
use templates::views::PostingView;

/// What those who want to write are told.
pub(crate) fn posting(rules: &PostingRules) -> PostingView {
    PostingView { read_only: rules.writers == Writers::Moderators, slow_mode_s: rules.slow_mode.seconds() }
}

/// Why a message was reported.
pub(crate) fn report_reason(reason: ReportReason) -> templates::views::ReportReason {
    match reason {
        ReportReason::Spam => templates::views::ReportReason::Spam,
        ReportReason::Harassment => templates::views::ReportReason::Harassment,
        ReportReason::Harmful => templates::views::ReportReason::Harmful,
        ReportReason::Privacy => templates::views::ReportReason::Privacy,
        ReportReason::Other => templates::views::ReportReason::Other,
    }
}
