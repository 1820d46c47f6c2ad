//! The words of reactions.

/// What stands below a message that people reacted to, and why a reaction is not taken.
#[derive(Clone, Debug)]
pub struct Reactions {
    pub heading: &'static str,
    pub names: fn(names: &[&str]) -> String,
    pub who: &'static str,
    pub react: &'static str,
    pub any_emoji: &'static str,
    pub not_emoji: &'static str,
    pub too_many_kinds: fn(most: usize) -> String,
}
