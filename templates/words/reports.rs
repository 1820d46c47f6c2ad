//! Words about messages that are reported.

use maud::Markup;

use crate::views::ReportReason;

#[derive(Clone, Debug)]
pub struct Reports {
    /// In the menu of a message.
    pub report: &'static str,
    /// On its page.
    pub report_this: &'static str,
    pub heading: fn(author: &str) -> String,
    pub about: &'static str,
    pub why: &'static str,
    pub spam: &'static str,
    pub harassment: &'static str,
    pub harmful: &'static str,
    pub privacy: &'static str,
    pub other: &'static str,
    pub note: &'static str,
    pub about_note: fn(max: usize) -> String,
    pub send: &'static str,
    pub sent: &'static str,
    /// The list for those who keep order.
    pub list: &'static str,
    pub none: &'static str,
    /// Beside the way to the list.
    pub open: fn(count: usize) -> String,
    pub reported_by: fn(who: &Markup, why: &Markup, when: &Markup) -> Markup,
    /// In place of a message that could not be read.
    pub not_available: &'static str,
    pub about_closing: &'static str,
    pub resolve: &'static str,
    pub dismiss: &'static str,
    pub remove: &'static str,
    pub own_message: &'static str,
    pub too_many: fn(max: usize) -> String,
    pub note_too_long: fn(max: usize) -> String,
}

impl Reports {
    /// A reason, to be chosen or read.
    pub(crate) fn reason(&self, reason: ReportReason) -> &'static str {
        match reason {
            ReportReason::Spam => self.spam,
            ReportReason::Harassment => self.harassment,
            ReportReason::Harmful => self.harmful,
            ReportReason::Privacy => self.privacy,
            ReportReason::Other => self.other,
        }
    }
}
