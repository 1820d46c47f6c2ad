//! The words of notifications: of what a browser tells somebody who does not look.

/// The choices, and what became of one.
#[derive(Clone, Debug)]
pub struct Notifications {
    pub heading: &'static str,
    pub nothing: &'static str,
    pub mentions: &'static str,
    pub all: &'static str,
    pub about: &'static str,
    pub saved: &'static str,
    pub not_kept: &'static str,
    /// What a notification says that is shown to try it out.
    pub example: &'static str,
    pub denied: &'static str,
    pub unsupported: &'static str,
}
