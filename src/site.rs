//! What the operator decides about the whole site, as this isolate knows it.
//!
//! D1 has it. Each isolate reads it again when its copy is [`SITE_REFRESH_MS`] old and somebody
//! asks; while D1 does not answer, what was known last holds. A room is also told by each call of
//! the Worker, which may know more than the room's isolate.

use std::cell::RefCell;
use std::rc::Rc;

use room::{Founders, Millis, SitePolicy};
use serde::{Deserialize, Serialize};
use serde_json::json;
use templates::words::{Language, SiteTexts, Words};
use worker::Result;

use crate::directory::{ListingRule, SiteListing};
use crate::limits::{SITE_LOG_INTERVAL_MS, SITE_REFRESH_MS, SITE_RETRY_MS};
use crate::{clock, log};

/// What the operator decides about the whole site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// In place of words of ours; empty where these stay.
    pub(crate) name: String,
    pub(crate) welcome: String,
    pub(crate) announcement: String,
    /// What rooms keep to.
    pub(crate) policy: SitePolicy,
    pub(crate) defence: Defence,
    /// In place of what variables say about the list of rooms.
    pub(crate) listing: SiteListing,
    /// When any of it changed last: the greater is the newer.
    pub(crate) changed_at: Millis,
}

/// Which limits hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Defence {
    /// The usual ones.
    #[default]
    Usual,
    /// The stricter ones, against an attack.
    UnderAttack,
}

/// What a room is told of the site, by whoever knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SiteNews {
    pub(crate) policy: SitePolicy,
    pub(crate) changed_at: Millis,
}

/// The copy of an isolate.
#[derive(Default)]
struct Copy {
    site: Rc<Site>,
    /// When it is to be read again; none if it never was.
    due: Option<Millis>,
    /// The words of the site, as far as somebody has needed them.
    words: Vec<(Language, Rc<Words>)>,
    /// When it was last logged that it could not be read.
    logged_at: Option<Millis>,
}

thread_local! {
    static COPY: RefCell<Copy> = RefCell::default();
}

/// What is known of the site.
pub(crate) fn known() -> Rc<Site> {
    COPY.with_borrow(|copy| Rc::clone(&copy.site))
}

/// Whether the limits of an attack hold.
pub(crate) fn defence() -> Defence {
    COPY.with_borrow(|copy| copy.site.defence)
}

/// Whether the copy should be read again.
pub(crate) fn is_due() -> bool {
    let now = clock::now();
    // By a clock that was set back it is not put off for ever.
    COPY.with_borrow(|copy| copy.due.is_none_or(|due| now >= due || due - now > SITE_REFRESH_MS))
}

/// Reads the copy again, if that is due. Whoever comes meanwhile goes on with what is known.
pub(crate) async fn refresh(read: impl Future<Output = Result<Site>>) {
    if !is_due() {
        return;
    }
    COPY.with_borrow_mut(|copy| copy.due = Some(clock::now() + SITE_RETRY_MS));
    match read.await {
        Ok(site) => {
            adopt(site);
            COPY.with_borrow_mut(|copy| (copy.due, copy.logged_at) = (Some(clock::now() + SITE_REFRESH_MS), None));
        }
        Err(error) => log_unread(&error.to_string()),
    }
}

/// Takes over what was just read or stored.
pub(crate) fn adopt(site: Site) {
    COPY.with_borrow_mut(|copy| {
        if *copy.site != site {
            copy.words.clear();
            copy.site = Rc::new(site);
        }
    });
}

/// Takes over what a caller knows, if that is newer.
pub(crate) fn learn(news: SiteNews) {
    let SiteNews { policy, changed_at } = news;
    let site = known();
    if changed_at > site.changed_at {
        adopt(Site { policy, changed_at, ..(*site).clone() });
    }
}

/// What a call to a room says of the site; nothing if all is as it comes.
pub(crate) fn news() -> Option<SiteNews> {
    COPY.with_borrow(|copy| {
        let Site { policy, changed_at, .. } = &*copy.site;
        (*changed_at > 0).then(|| SiteNews { policy: policy.clone(), changed_at: *changed_at })
    })
}

/// The words of a language, with what the operator says in place of some.
pub(crate) fn words(language: Language) -> Rc<Words> {
    COPY.with_borrow_mut(|copy| {
        if let Some((_, words)) = copy.words.iter().find(|(of, _)| *of == language) {
            return Rc::clone(words);
        }
        let Site { name, welcome, announcement, policy, .. } = (*copy.site).clone();
        let texts = SiteTexts { name, welcome, announcement, read_only: policy.read_only.unwrap_or_default() };
        let words = Rc::new(language.words().of_site(&texts));
        copy.words.push((language, Rc::clone(&words)));
        words
    })
}

fn log_unread(error: &str) {
    let now = clock::now();
    let is_new = COPY.with_borrow_mut(|copy| {
        let is_new = copy.logged_at.is_none_or(|at| (now - at).abs() >= SITE_LOG_INTERVAL_MS);
        if is_new {
            copy.logged_at = Some(now);
        }
        is_new
    });
    if is_new {
        let how = "The settings of the site that were known last hold. See archive_failed for D1.";
        log::warn("site_settings_unavailable", json!({ "error": error, "do": how }));
    }
}

impl Site {
    /// What is stored: a row for each setting that is not as it comes.
    pub(crate) fn from_rows(rows: impl IntoIterator<Item = (String, String, Millis)>) -> Self {
        let mut site = Self::default();
        for (name, value, changed_at) in rows {
            site.changed_at = site.changed_at.max(changed_at);
            match name.as_str() {
                "name" => site.name = value,
                "welcome" => site.welcome = value,
                "announcement" => site.announcement = value,
                "read_only" => site.policy.read_only = Some(value).filter(|reason| !reason.is_empty()),
                "starters" if value == "operator" => site.policy.founders = Founders::Operator,
                "listing" => site.listing.rule = ListingRule::from_name(&value),
                "listed_per_owner" => site.listing.per_owner = value.parse().ok(),
                "listed_per_address" => site.listing.per_address = value.parse().ok(),
                "under_attack" if value == "yes" => site.defence = Defence::UnderAttack,
                // As it comes, or of a later build.
                _ => {}
            }
        }
        site
    }

    /// Every setting, as it is stored.
    pub(crate) fn rows(&self) -> [(&'static str, String); 9] {
        let SiteListing { rule, per_owner, per_address } = self.listing;
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        [
            ("name", self.name.clone()),
            ("welcome", self.welcome.clone()),
            ("announcement", self.announcement.clone()),
            ("read_only", self.policy.read_only.clone().unwrap_or_default()),
            ("starters", self.starters().to_owned()),
            ("under_attack", if self.defence == Defence::UnderAttack { "yes" } else { "" }.to_owned()),
            ("listing", rule.map_or("", ListingRule::name).to_owned()),
            ("listed_per_owner", number(per_owner)),
            ("listed_per_address", number(per_address)),
        ]
    }

    /// Who starts rooms, as programs read it.
    pub(crate) fn starters(&self) -> &'static str {
        match self.policy.founders {
            Founders::Operator => "operator",
            Founders::Everybody => "everybody",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site {
            name: "The Nattery".to_owned(),
            announcement: "We move house on Sunday.".to_owned(),
            policy: SitePolicy { read_only: Some("Back at 14:00.".to_owned()), founders: Founders::Operator },
            defence: Defence::UnderAttack,
            listing: SiteListing { rule: Some(ListingRule::ByHand), per_owner: Some(0), per_address: None },
            changed_at: 7,
            ..Site::default()
        }
    }

    #[test]
    fn settings_are_read_as_they_were_stored() {
        let rows = site().rows().map(|(name, value)| (name.to_owned(), value, 7));
        assert_eq!(Site::from_rows(rows), site());
        let rows = Site::default().rows().map(|(name, value)| (name.to_owned(), value, 7));
        assert_eq!(Site::from_rows(rows), Site { changed_at: 7, ..Site::default() });
    }

    #[test]
    fn setting_of_a_later_build_is_as_it_comes() {
        let rows = [
            ("starters", "moderators"),
            ("under_attack", "a little"),
            ("colour", "green"),
            ("read_only", ""),
            ("listing", "by vote"),
        ];
        let rows = rows.map(|(name, value)| (name.to_owned(), value.to_owned(), 3));
        assert_eq!(Site::from_rows(rows), Site { changed_at: 3, ..Site::default() });
    }

    #[test]
    fn older_news_change_nothing() {
        adopt(site());
        learn(SiteNews { policy: SitePolicy::default(), changed_at: 6 });
        assert_eq!(*known(), site());
        learn(SiteNews { policy: SitePolicy::default(), changed_at: 8 });
        assert_eq!(*known(), Site { policy: SitePolicy::default(), changed_at: 8, ..site() });
        assert_eq!(news(), Some(SiteNews { policy: SitePolicy::default(), changed_at: 8 }));
        adopt(Site::default());
        assert_eq!(news(), None);
    }

    #[test]
    fn words_are_those_of_the_site_until_that_changes() {
        adopt(site());
        assert_eq!(words(Language::German).site.name, "The Nattery");
        assert_eq!(words(Language::German).site.read_only, "Back at 14:00.");
        adopt(Site::default());
        assert_eq!(words(Language::German).site.name, "Natter");
    }
}
