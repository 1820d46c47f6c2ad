//! Whom a reader ignores.

/// What the page of a message offers about its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignoring {
    /// Nothing: it is the reader.
    Oneself,
    /// To ignore them.
    NotYet,
    /// Not to ignore them any more.
    Already,
}
