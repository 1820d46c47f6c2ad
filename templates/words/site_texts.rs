//! Words of the whole site, and those of the operator's own in place of some of ours.

use std::borrow::Cow;

use super::{Problem, RoomName, Words};

/// What stands on several pages.
#[derive(Clone, Debug)]
pub struct Site {
    /// What the operator calls the site, or Natter.
    pub name: Cow<'static, str>,
    /// What the operator announces on every page; empty as a rule.
    pub announcement: Cow<'static, str>,
    /// Why nobody can write; empty as a rule.
    pub read_only: Cow<'static, str>,
    /// For search engines and previews.
    pub description: &'static str,
    /// What the switch of the language is called.
    pub language: &'static str,
    pub to_the_front_page: &'static str,
    pub private_room: &'static str,
    pub back_to_room: fn(room: RoomName) -> String,
    pub skip_to_content: &'static str,
    /// The title of a page that says what went wrong.
    pub error: fn(title: &str) -> String,
    /// Somebody came by an address that the operator does not list.
    pub wrong_host: Problem,
    /// In titles: by one or two of its people, never none.
    pub private_room_with: fn(names: &[&str]) -> String,
}

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
