//! The words of retention.

/// How long a room keeps its messages.
#[derive(Clone, Debug)]
pub struct Retention {
    pub heading: &'static str,
    pub for_ever: &'static str,
    pub as_site: fn(days: u16) -> String,
    pub days: fn(days: u16) -> String,
    pub about: &'static str,
}
