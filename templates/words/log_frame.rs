//! The words of the log in a frame.

/// The log in a frame, for browsers without scripts.
#[derive(Clone, Debug)]
pub struct LogFrame {
    pub later: &'static str,
    /// Before what the room is called and is about now.
    pub new_head: &'static str,
    pub pause: &'static str,
    pub resume: &'static str,
    /// Above the reason why it could not be loaded this time.
    pub trying_again: &'static str,
}
