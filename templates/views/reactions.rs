//! Reactions to a message.

/// The reactions to a message.
#[derive(Clone, Debug)]
pub struct ReactionsView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// The place of the message.
    pub seq: i64,
    /// One for each emoji, the first that anybody chose first.
    pub kinds: Vec<ReactionKindView<'a>>,
}

/// All who reacted with the same emoji.
#[derive(Clone, Debug)]
pub struct ReactionKindView<'a> {
    /// Which.
    pub emoji: &'a str,
    /// How many they are.
    pub count: usize,
    /// Their names, if they are few.
    pub names: Vec<&'a str>,
    /// Whether the reader is one of them. False in what several are sent: their pages know.
    pub is_own: bool,
}
