//! What names have to know of a character, in a byte. Built into the tables too (`build.rs`).

/// The bits that say which of the next five it is; none of them, if it is a letter, digit, symbol or punctuation.
pub(crate) const KIND: u8 = 0b111;
/// Spaces, controls, and what only steers its neighbours.
pub(crate) const HIDDEN: u8 = 1;
/// Unassigned or private: nobody can say what it looks like.
pub(crate) const UNKNOWN: u8 = 2;
/// A mark that takes no width.
pub(crate) const NONSPACING: u8 = 3;
/// A mark around what stands before.
pub(crate) const ENCLOSING: u8 = 4;
/// A mark of a width of its own.
pub(crate) const SPACING: u8 = 5;

/// A letter that is written in one stroke with the one before it…
pub(crate) const JOINS_LAST: u8 = 1 << 3;
/// …with the one after it…
pub(crate) const JOINS_NEXT: u8 = 1 << 4;
/// …or lets the stroke pass.
pub(crate) const JOINS_THROUGH: u8 = 1 << 5;
/// What emoji are made from.
pub(crate) const PICTOGRAPH: u8 = 1 << 6;
