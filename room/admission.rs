//! Who is let in, and under which name.

use crate::{MemberId, Name};

/// What a room's register knows of somebody who wants in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acquaintance {
    /// What they were called when they were last here; none if they never were.
    pub known_as: Option<Name>,
    /// Others who have, or had last, the name under which they want in, or one that looks the same.
    pub holders: Vec<MemberId>,
}
