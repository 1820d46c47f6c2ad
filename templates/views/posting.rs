//! What owners decided about posting, as its settings and the composer show it.

use super::{FieldView, Millis};

/// What everybody who may want to write is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostingView {
    /// Whether only those who keep order may write.
    pub read_only: bool,
    /// Seconds between two messages of a member, in slow mode.
    pub slow_mode_s: Option<Millis>,
}

impl PostingView {
    /// Everybody may write, whenever they like.
    pub const FREE: Self = Self { read_only: false, slow_mode_s: None };
}

/// The part of the settings about it.
#[derive(Clone, Copy, Debug)]
pub struct PostingSettingsView<'a> {
    /// Whether only those who keep order may write.
    pub read_only: bool,
    /// Seconds between two messages of a member; 0 without slow mode.
    pub slow_mode_s: Millis,
    /// What that can be.
    pub slow_mode_choices_s: &'a [Millis],
    /// Whether newcomers may send no links.
    pub no_newcomer_links: bool,
    /// For how many minutes somebody is one.
    pub newcomer_minutes: Millis,
    /// Words that are refused, one on a line.
    pub words: FieldView<'a>,
    /// How many that can be.
    pub words_max: usize,
}
