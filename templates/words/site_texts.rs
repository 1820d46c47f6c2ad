//! Words of the operator's own, in place of some of ours.

use std::borrow::Cow;

use super::Words;

/// What the operator says in place of our own words; empty where they stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteTexts {
    /// What the site is called.
    pub name: String,
    /// What its front page begins with.
    pub welcome: String,
    /// What stands on every page.
    pub announcement: String,
    /// Why nobody can write.
    pub read_only: String,
}

impl Words {
    /// The words of a site whose operator says something of their own.
    #[must_use]
    pub fn of_site(&self, texts: &SiteTexts) -> Self {
        let mut words = self.clone();
        let SiteTexts { name, welcome, announcement, read_only } = texts.clone();
        if !name.is_empty() {
            words.site.name = Cow::Owned(name);
        }
        if !welcome.is_empty() {
            words.landing.lead = Cow::Owned(welcome);
        }
        words.site.announcement = Cow::Owned(announcement);
        words.site.read_only = Cow::Owned(read_only);
        words
    }
}
