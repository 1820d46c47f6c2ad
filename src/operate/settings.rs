//! The settings of the site. They are read from D1 itself, and stored there.

use room::{Founders, Refusal, SingleLineText, SitePolicy, Strictness};
use serde::Deserialize;
use serde_json::json;
use templates::urls;
use templates::views::{FieldView, OverrideView, RoomPicking, RoomStarters, SiteSettingsView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actions::{self, Deed};
use crate::directory::{ListedMax, ListingRule, SiteListing};
use crate::http::error::Problem;
use crate::http::operator::Operator;
use crate::http::{form, origin, response};
use crate::kept_form::{self, KeptForm};
use crate::limits::{LISTED_CHOICES, SITE_NAME_MAX_CHARS, SITE_TEXT_MAX_CHARS};
use crate::site::{self, Defence, Site};
use crate::{clock, db, log};

/// What a refusal is about that no form of ours can bring about: a choice that is not offered.
const CHOICES: &str = "choices";

/// The fields of the form. A program sends only those that it changes.
#[derive(Default, Deserialize)]
pub(super) struct SiteForm {
    name: Option<String>,
    welcome: Option<String>,
    announcement: Option<String>,
    read_only: Option<String>,
    reason: Option<String>,
    starters: Option<String>,
    under_attack: Option<String>,
    listing: Option<String>,
    listed_per_owner: Option<String>,
    listed_per_address: Option<String>,
}

/// What D1 has; none if it does not answer, which is logged.
pub(super) async fn stored(env: &Env) -> Option<Site> {
    let read = async { db::SiteSettings::of(env)?.read().await }.await;
    read.inspect_err(|error| log::warn("operator_page_unavailable", json!({ "error": error.to_string() }))).ok()
}

/// Stores other settings, and lets them hold here at once. None if D1 does not answer.
pub(super) async fn store(env: &Env, operator: Operator, site: &Site) -> Option<Site> {
    let stored = async { db::SiteSettings::of(env)?.store(site, clock::now()).await }.await;
    let stored = stored
        .inspect_err(|error| log::warn("operator_page_unavailable", json!({ "error": error.to_string() })))
        .ok()?;
    site::adopt(stored.clone());
    actions::record(env, operator, Deed::ChangedSite, None, "").await;
    Some(stored)
}

/// Shows them.
pub(super) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let form = KeptForm::shown(request)?.unwrap_or_default();
    let stored = stored(env).await;
    let problem = stored.is_none().then_some(words.operator.unavailable);
    let site = stored.unwrap_or_else(|| (*site::known()).clone());
    let status = if problem.is_some() { 503 } else { 200 };
    page(status, env, (origin::within(&url), &site), &Shown { form: &form, saved: false, problem }, words)
}

/// Saves what the operator has decided.
pub(super) async fn update(
    request: Request,
    env: &Env,
    operator: Operator,
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let fields: SiteForm = form::read(request).await?;
    // A box that is not ticked is not sent.
    let ticked = |field: &Option<String>| Some(field.clone().unwrap_or_default());
    let fields =
        SiteForm { read_only: ticked(&fields.read_only), under_attack: ticked(&fields.under_attack), ..fields };
    let mut form = fields.kept();
    let place = urls::operator::SETTINGS;
    let known = site::known();
    let Some(site) = fields.change(&known, &mut form) else {
        return match form.see_other(&headers, &url, &urls::kept(place))? {
            Some(response) => Ok(response),
            None => {
                page(form.status(), env, (place, &known), &Shown { form: &form, saved: false, problem: None }, words)
            }
        };
    };
    match store(env, operator, &site).await {
        Some(stored) => {
            // The answer has the name that was just given.
            let (words, form) = (site::words(words.language()), KeptForm::default());
            let response =
                page(200, env, (place, &stored), &Shown { form: &form, saved: true, problem: None }, &words)?;
            kept_form::clear(&headers, &response, &url, place)?;
            Ok(response)
        }
        None => {
            let problem = Some(words.operator.unavailable);
            page(503, env, (place, &known), &Shown { form: &form, saved: false, problem }, words)
        }
    }
}

impl SiteForm {
    /// What is chosen of the list of rooms in a form that was not taken.
    fn of(form: &KeptForm) -> Self {
        let typed = |field| form.text(field).map(str::to_owned);
        Self {
            listing: typed("listing"),
            listed_per_owner: typed("listed_per_owner"),
            listed_per_address: typed("listed_per_address"),
            ..Self::default()
        }
    }

    fn kept(&self) -> KeptForm {
        let fields = [
            ("name", &self.name),
            ("welcome", &self.welcome),
            ("announcement", &self.announcement),
            ("read_only", &self.read_only),
            ("reason", &self.reason),
            ("starters", &self.starters),
            ("under_attack", &self.under_attack),
            ("listing", &self.listing),
            ("listed_per_owner", &self.listed_per_owner),
            ("listed_per_address", &self.listed_per_address),
        ];
        let sent = fields.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?)));
        KeptForm::typed(&sent.collect::<Vec<_>>())
    }

    /// The settings with what was sent. None if something in it was refused, which the form knows
    /// then.
    pub(super) fn change(&self, known: &Site, form: &mut KeptForm) -> Option<Site> {
        let mut text = |field: &str, sent: &Option<String>, known: &str, max| match sent {
            None => known.to_owned(),
            Some(typed) => match SingleLineText::at_most(typed, max) {
                Ok(text) => text.as_str().to_owned(),
                Err(refusal) => {
                    form.refuse(field, Some(refusal));
                    String::new()
                }
            },
        };
        let name = text("name", &self.name, &known.name, SITE_NAME_MAX_CHARS);
        let welcome = text("welcome", &self.welcome, &known.welcome, SITE_TEXT_MAX_CHARS);
        let announcement = text("announcement", &self.announcement, &known.announcement, SITE_TEXT_MAX_CHARS);
        let reason = known.policy.read_only.as_deref().unwrap_or_default();
        let reason = text("reason", &self.reason, reason, SITE_TEXT_MAX_CHARS);
        let is_read_only = self.read_only.as_ref().map_or(known.policy.read_only.is_some(), |on| is_on(on));
        if is_read_only && reason.is_empty() && form.refusal("reason").is_none() {
            form.refuse("reason", Some(Refusal::ReasonMissing));
        }
        let founders = match self.starters.as_deref() {
            None => known.policy.founders,
            Some("operator") => Founders::Operator,
            Some("everybody") => Founders::Everybody,
            Some(_) => {
                form.refuse(CHOICES, Some(Refusal::Malformed));
                known.policy.founders
            }
        };
        let listing = self.listing(known.listing).unwrap_or_else(|| {
            form.refuse(CHOICES, Some(Refusal::Malformed));
            known.listing
        });
        let defence = match &self.under_attack {
            None => known.defence,
            Some(on) if is_on(on) => Defence::UnderAttack,
            Some(_) => Defence::Usual,
        };
        let policy = SitePolicy { read_only: is_read_only.then_some(reason), founders };
        let site = Site { name, welcome, announcement, policy, defence, listing, changed_at: known.changed_at };
        (!form.is_refused()).then_some(site)
    }

    /// What is sent about the list of rooms. None if something in it cannot be chosen.
    fn listing(&self, known: SiteListing) -> Option<SiteListing> {
        let number = |text: &str| text.parse().ok().filter(|number| LISTED_CHOICES.contains(number));
        Some(SiteListing {
            rule: chosen(self.listing.as_deref(), known.rule, ListingRule::from_name)?,
            per_owner: chosen(self.listed_per_owner.as_deref(), known.per_owner, number)?,
            per_address: chosen(self.listed_per_address.as_deref(), known.per_address, number)?,
        })
    }
}

/// A choice in place of what a variable says: what is known if nothing is sent, and nothing if an
/// empty text is. The outer none: it cannot be chosen.
fn chosen<T>(sent: Option<&str>, known: Option<T>, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match sent {
        None => Some(known),
        Some("") => Some(None),
        Some(text) => read(text).map(Some),
    }
}

/// A ticked box, or what a program sends for one.
fn is_on(sent: &str) -> bool {
    !matches!(sent, "" | "no" | "off" | "false")
}

/// What the page shows beside the settings.
struct Shown<'a> {
    form: &'a KeptForm,
    saved: bool,
    problem: Option<&'a str>,
}

fn page(
    status: u16,
    env: &Env,
    (page, site): (&str, &Site),
    shown: &Shown,
    words: &Words,
) -> Result<Response, Problem> {
    let Shown { form, saved, problem } = shown;
    let problems = ["name", "welcome", "announcement", "reason"].map(|field| form.problem(field, words));
    let [name, welcome, announcement, reason] = &problems;
    let is_ticked = |field, saved| form.text(field).map_or(saved, is_on);
    let starters = form.text("starters").unwrap_or(site.starters());
    // A test lifts the limits by address, and sees the others all the same.
    let deployed = ListedMax::of(env, SiteListing::default(), Strictness::Normal);
    let listing = SiteForm::of(form).listing(site.listing).unwrap_or(site.listing);
    let rule = |rule| match rule {
        ListingRule::ByOwners => RoomPicking::ByOwners,
        ListingRule::ByHand => RoomPicking::ByHand,
    };
    let refused = form.problem(CHOICES, words);
    let view = SiteSettingsView {
        page,
        name: shown_field(form, "name", &site.name, name.as_deref()),
        welcome: shown_field(form, "welcome", &site.welcome, welcome.as_deref()),
        announcement: shown_field(form, "announcement", &site.announcement, announcement.as_deref()),
        read_only: is_ticked("read_only", site.policy.read_only.is_some()),
        read_only_reason: shown_field(
            form,
            "reason",
            site.policy.read_only.as_deref().unwrap_or_default(),
            reason.as_deref(),
        ),
        starters: if starters == "operator" { RoomStarters::Operator } else { RoomStarters::Everybody },
        listing: OverrideView {
            chosen: listing.rule.map(rule),
            deployed: rule(ListingRule::of(env, SiteListing::default())),
        },
        listed_per_owner: OverrideView { chosen: listing.per_owner, deployed: deployed.per_owner },
        listed_per_address: OverrideView { chosen: listing.per_address, deployed: deployed.per_address },
        listed_choices: &LISTED_CHOICES,
        under_attack: is_ticked("under_attack", site.defence == Defence::UnderAttack),
        saved: *saved,
        problem: problem.or(refused.as_deref()),
    };
    Ok(response::html_response(status, &templates::site_settings(&view, words))?)
}

/// As it was typed, if it was refused.
fn shown_field<'a>(form: &'a KeptForm, field: &str, saved: &'a str, problem: Option<&'a str>) -> FieldView<'a> {
    FieldView { text: form.text(field).unwrap_or(saved), problem, suggestion: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(read_only: Option<&str>, reason: Option<&str>) -> SiteForm {
        let [read_only, reason] = [read_only, reason].map(|text| text.map(str::to_owned));
        SiteForm { read_only, reason, ..SiteForm::default() }
    }

    #[test]
    fn nobody_is_stopped_without_a_reason() {
        let mut form = KeptForm::default();
        assert_eq!(sent(Some("yes"), Some("  ")).change(&Site::default(), &mut form), None);
        assert_eq!(form.refusal("reason"), Some(&Refusal::ReasonMissing));
    }

    #[test]
    fn field_that_is_not_sent_stays() {
        let (known, mut form) = (Site { name: "The Nattery".to_owned(), ..Site::default() }, KeptForm::default());
        let changed = sent(Some("on"), Some("Back at 14:00.")).change(&known, &mut form).unwrap();
        assert_eq!(
            (changed.name.as_str(), changed.policy.read_only.as_deref()),
            ("The Nattery", Some("Back at 14:00."))
        );
        let reopened = sent(Some("off"), None).change(&changed, &mut form).unwrap();
        assert_eq!(reopened.policy.read_only, None);
    }

    #[test]
    fn rule_for_the_list_is_chosen_left_alone_or_as_it_was_deployed() {
        let sent = |listing: &str, per_owner: &str| SiteForm {
            listing: Some(listing.to_owned()),
            listed_per_owner: Some(per_owner.to_owned()),
            ..SiteForm::default()
        };
        let expected = SiteListing { rule: Some(ListingRule::ByHand), per_owner: Some(10), per_address: None };
        let known = Site { listing: expected, ..Site::default() };
        let change = |sent: SiteForm, known: &Site| sent.change(known, &mut KeptForm::default()).map(|it| it.listing);
        assert_eq!(change(sent("by hand", "10"), &Site::default()), Some(expected));
        assert_eq!(change(SiteForm::default(), &known), Some(expected), "nothing is sent");
        assert_eq!(change(sent("", ""), &known), Some(SiteListing::default()));
    }

    #[test]
    fn choice_that_is_not_offered_is_refused() {
        let some = |text: &str| Some(text.to_owned());
        let bad = [
            SiteForm { listing: some("by vote"), ..SiteForm::default() },
            SiteForm { listed_per_owner: some("7"), ..SiteForm::default() },
            SiteForm { listed_per_address: some("null"), ..SiteForm::default() },
            SiteForm { starters: some("nobody"), ..SiteForm::default() },
        ];
        for sent in bad {
            let mut form = KeptForm::default();
            assert_eq!(sent.change(&Site::default(), &mut form), None);
            assert_eq!(form.first_refusal(), Some(&Refusal::Malformed));
        }
    }

    #[test]
    fn long_text_is_refused() {
        let (mut form, mut long) = (KeptForm::default(), sent(None, None));
        long.name = Some("x".repeat(SITE_NAME_MAX_CHARS + 1));
        assert_eq!(long.change(&Site::default(), &mut form), None);
        assert_eq!(form.refusal("name"), Some(&Refusal::TextTooLong { max: SITE_NAME_MAX_CHARS }));
    }
}
