//! The words of the help.

/// How to use Natter by keyboard and with a screen reader.
#[derive(Debug)]
pub struct Help {
    pub title: &'static str,
    pub lead: &'static str,
    pub keys: &'static str,
    /// In the order in which they are shown.
    pub shortcuts: &'static [Shortcut],
    pub screen_readers: &'static str,
    pub about_screen_readers: &'static str,
    /// A switch: whether the key with the question mark opens this.
    pub question_mark: &'static str,
    pub close: &'static str,
}

/// Keys, as they are called on a keyboard, and what they do.
#[derive(Debug)]
pub struct Shortcut {
    pub keys: &'static [&'static str],
    pub does: &'static str,
}
