//! The few people and rooms that examples, seeds and tests share.

/// She begins.
pub const ADA: &str = "Ada";
/// She answers.
pub const GRACE: &str = "Grace";
/// He comes later.
pub const LINUS: &str = "Linus";

/// The room that everybody finds.
pub const LOBBY: &str = "lobby";
/// A quieter one.
pub const GARDEN: &str = "garden";

/// Somebody of whom a test needs many.
#[must_use]
pub fn extra(n: usize) -> String {
    format!("Extra {n}")
}
