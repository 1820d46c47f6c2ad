//! The check that those have to pass who join a site that is under attack.

/// The page that asks.
#[derive(Clone, Copy, Debug)]
pub struct PersonCheckView<'a> {
    /// What the page shows to Turnstile.
    pub sitekey: &'a str,
    /// What went wrong, as a sentence.
    pub problem: Option<&'a str>,
}
