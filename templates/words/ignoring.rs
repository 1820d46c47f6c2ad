//! Words about people whom somebody ignores.

#[derive(Clone, Debug)]
pub struct Ignoring {
    /// On the page of a message.
    pub about: &'static str,
    pub ignore: fn(name: &str) -> String,
    /// Those whom one ignores, on one's own page.
    pub heading: &'static str,
    pub lift: &'static str,
    /// For screen readers: whom the button is about.
    pub lift_of: fn(name: &str) -> String,
    /// In place of what somebody said.
    pub left_out: &'static str,
}
