//! Words of what owners decide about posting: in the settings, at the composer, and where something
//! is refused.

use crate::views::Millis;

#[derive(Clone, Debug)]
pub struct Posting {
    pub heading: &'static str,
    /// Whom it binds.
    pub about: &'static str,
    pub read_only: &'static str,
    pub slow_mode: &'static str,
    pub no_slow_mode: &'static str,
    /// A choice of slow mode.
    pub one_every: fn(seconds: Millis) -> String,
    pub no_newcomer_links: fn(minutes: Millis) -> String,
    pub words: &'static str,
    pub about_words: fn(max: usize) -> String,
    /// At the composer of everybody, those who may write too.
    pub is_read_only: &'static str,
    pub is_slow: fn(seconds: Millis) -> String,
    pub read_only_refused: &'static str,
    pub too_soon: fn(seconds: Millis, wait_seconds: Millis) -> String,
    /// Of a page that sends it again by itself.
    pub too_soon_retrying: fn(seconds: Millis, wait_seconds: Millis) -> String,
    pub newcomer_link: fn(minutes: Millis) -> String,
    pub refused_word: fn(word: &str) -> String,
    pub name_not_allowed: &'static str,
    pub refused_words: fn(max: usize, max_chars: usize) -> String,
}
