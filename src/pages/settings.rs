//! The settings page of a room. An owner changes the settings, or deletes the room. What they do
//! about its owners is in `owners.rs`.

mod posting;

use room::{
    EarlierTexts, JoinPolicy, Listing, Member, Name, PresentMember, Refusal, Settings, SettingsRefusals,
    SingleLineText, Slug, limits,
};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, MemberView, NewOwnerLinkView, OwnerView, RetentionView, SettingsView};
use templates::words::Words;
use worker::{Env, Headers, Request, Response};

use super::actor::Actor;
use crate::founding;
use crate::http::error::Problem;
use crate::http::{address, form, origin, response};
use crate::kept_form::{self, KeptForm};
use crate::operate::actions::{self, Deed};
use crate::retention::SiteRetention;
use crate::room_client::{DELETE, RoomOwner, RoomStub, Snapshot, SnapshotRequest, UPDATE_SETTINGS};
use crate::views;

#[derive(Deserialize)]
struct SettingsForm {
    #[serde(default)]
    title: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    welcome: String,
    listed: Option<String>,
    locked: Option<String>,
    /// Who may read earlier texts.
    #[serde(default)]
    earlier: String,
    /// For how many days messages are kept. A page of an older build does not ask.
    keep_days: Option<String>,
    read_only: Option<String>,
    /// Slow mode. A page of an older build does not ask, nor for the others of these four.
    slow: Option<String>,
    no_links: Option<String>,
    words: Option<String>,
}

#[derive(Deserialize)]
struct DeletionForm {
    #[serde(default)]
    confirm: String,
}

/// What a refusal is about that no field is: who owns the room.
pub(super) const OWNERS: &str = "owners";

/// Shows the settings.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(request, env, slug, words).await?;
    let form = KeptForm::shown(request)?.unwrap_or_default();
    owner.page(200, origin::within(&owner.url), &Shown::of(&form))
}

/// Saves what an owner has decided.
pub(crate) async fn update(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let mut owner = Owner::of(&request, env, slug, words).await?;
    let SettingsForm { title, topic, welcome, listed, locked, earlier, keep_days, read_only, slow, no_links, words } =
        form::read(request).await?;
    let posting = posting::Fields { read_only, slow, no_links, words };
    let keep_days = keep_days.unwrap_or_else(|| owner.settings.keep_days.to_string());
    let listing = if listed.is_some() && !slug.is_private() { Listing::Listed } else { Listing::Unlisted };
    let join_policy = if locked.is_some() { JoinPolicy::Locked } else { JoinPolicy::Open };
    let [listed, locked] = [listed, locked].map(Option::unwrap_or_default);
    let fields = [
        ("title", &title),
        ("topic", &topic),
        ("welcome", &welcome),
        ("listed", &listed),
        ("locked", &locked),
        ("earlier", &earlier),
        ("keep_days", &keep_days),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let mut form = KeptForm::typed(&[fields, posting.typed().to_vec()].concat());
    let rules = posting.parse(&owner.settings.posting, &mut form);
    match Settings::parse(&title, &topic, &welcome, listing, join_policy) {
        Ok(settings) if !form.is_refused() => {
            let (earlier_texts, keep_days) = (chosen_earlier_texts(&earlier), owner.chosen_keep_days(&keep_days));
            let settings = Settings { earlier_texts, keep_days, posting: rules, ..settings };
            form.refuse("title", owner.check_public(&settings).await?.err());
            if !form.is_refused() {
                let updated = owner.stub()?.request(UPDATE_SETTINGS, owner.session.member_in(slug)?, &settings).await?;
                form.refuse("title", updated.err());
            }
            if !form.is_refused() {
                owner.settings = Settings { closed: owner.settings.closed.clone(), ..settings };
                owner.record(Deed::ChangedRoom).await;
            }
        }
        Ok(_) => {}
        Err(refusals) => {
            let SettingsRefusals { title, topic, welcome } = *refusals;
            for (field, refusal) in [("title", title), ("topic", topic), ("welcome", welcome)] {
                form.refuse(field, refusal);
            }
        }
    }
    if form.is_refused() {
        return owner.refused(&form, "");
    }
    let form = KeptForm::default();
    let response = owner.page(200, &owner.path(), &Shown { saved: true, ..Shown::of(&form) })?;
    owner.clear_kept(&response)?;
    Ok(response)
}

/// A page of an older build does not ask.
fn chosen_earlier_texts(choice: &str) -> EarlierTexts {
    match choice {
        "everybody" => EarlierTexts::Everybody,
        "none" => EarlierTexts::NotKept,
        _ => EarlierTexts::AuthorAndOwners,
    }
}

/// Deletes the room.
pub(crate) async fn delete(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(&request, env, slug, words).await?;
    let DeletionForm { confirm } = form::read(request).await?;
    let mut form = KeptForm::typed(&[("confirm", &confirm)]);
    let refusal = if owner.confirms_deletion(&confirm) {
        owner.stub()?.request(DELETE, owner.session.member_in(slug)?, ()).await?.err()
    } else {
        Some(Refusal::NotConfirmed)
    };
    form.refuse("confirm", refusal);
    if form.is_refused() {
        return owner.refused(&form, "");
    }
    owner.record(Deed::DeletedRoom).await;
    let response = response::see_other(urls::LANDING)?;
    owner.clear_kept(&response)?;
    Ok(response)
}

/// An owner, and the room that they decide about.
pub(super) struct Owner<'a> {
    env: &'a Env,
    slug: &'a Slug,
    words: &'a Words,
    pub(super) url: String,
    headers: Headers,
    /// Who they are.
    pub(super) session: Actor,
    settings: Settings,
    owners: Vec<RoomOwner>,
    open_reports: usize,
    moderators: Vec<RoomOwner>,
    listed_members: Vec<PresentMember>,
    online_count: usize,
}

/// What the page shows beside the settings.
pub(super) struct Shown<'a> {
    /// What was refused, if anything was.
    form: &'a KeptForm,
    link: Option<NewOwnerLinkView<'a>>,
    saved: bool,
}

impl<'a> Shown<'a> {
    /// A form that was refused.
    fn of(form: &'a KeptForm) -> Self {
        Self { form, link: None, saved: false }
    }

    /// An owner link that was just made.
    pub(super) fn new_owner_link(form: &'a KeptForm, link: NewOwnerLinkView<'a>) -> Self {
        Self { link: Some(link), ..Self::of(form) }
    }
}

impl<'a> Owner<'a> {
    /// The owner whose request this is.
    ///
    /// # Errors
    /// [`Problem::NoSession`], or [`Refusal::NotOwner`] for everybody else, whether there is such a
    /// room or not. What is closed, deleted or was never founded has no settings.
    pub(super) async fn of(request: &Request, env: &'a Env, slug: &'a Slug, words: &'a Words) -> Result<Self, Problem> {
        let (url, headers) = (request.inner().url(), request.headers().clone());
        let (mut denied, mut found) = (None, None);
        for actor in Actor::all(&headers, &url, env)? {
            let snapshot =
                RoomStub::of(env, slug)?.snapshot(&SnapshotRequest::of(Some(&actor.member_in(slug)?), None, 0)).await?;
            let is_over = |refusal: &Refusal| matches!(refusal, Refusal::RoomDeleted | Refusal::RoomClosed { .. });
            denied = snapshot.access_denied.clone().filter(is_over);
            if denied.is_none() && snapshot.role.may_manage() && !snapshot.is_new {
                found = Some((actor, snapshot));
                break;
            }
        }
        let (session, snapshot) = found.ok_or(denied.unwrap_or(Refusal::NotOwner))?;
        let Snapshot { settings, owners, moderators, open_reports, listed_members, online_count, .. } = snapshot;
        Ok(Self {
            env,
            slug,
            words,
            url,
            headers,
            session,
            settings,
            owners,
            moderators,
            open_reports,
            listed_members,
            online_count,
        })
    }

    /// Whether the room may be called and listed as its owner wants. What it is already it stays.
    async fn check_public(&self, wanted: &Settings) -> Result<Result<(), Refusal>, Problem> {
        if wanted.title != self.settings.title
            && let Err(refusal) = founding::check_title(&wanted.title)
        {
            return Ok(Err(refusal));
        }
        if wanted.listing == self.settings.listing || wanted.listing == Listing::Unlisted {
            return Ok(Ok(()));
        }
        let caller = address::caller(&self.headers, self.env)?;
        Ok(founding::check_listing(self.env, caller, self.session.person(), self.slug).await)
    }

    pub(super) fn stub(&self) -> Result<RoomStub, Problem> {
        RoomStub::called_by(&self.headers, self.env, self.slug)
    }

    /// Records what was done, if the operator did it.
    pub(super) async fn record(&self, deed: Deed) {
        if let Some(operator) = self.session.operator() {
            actions::record(self.env, operator, deed, Some(self.slug), "").await;
        }
    }

    /// Whether the word was typed that deletes the room. What the room is called does too.
    fn confirms_deletion(&self, typed: &str) -> bool {
        let typed = typed.trim();
        let label = templates::room_label(self.settings.title.as_str(), self.slug.as_str(), self.words);
        typed.to_lowercase() == self.words.settings.delete.to_lowercase()
            || typed == label
            || typed == self.slug.as_str()
    }

    /// What was chosen, or else what was chosen before.
    fn chosen_keep_days(&self, choice: &str) -> u16 {
        let mut choices = Settings::keep_days_choices(SiteRetention::of(self.env).days);
        choices.find(|days| days.to_string() == choice).unwrap_or(self.settings.keep_days)
    }

    /// What there is to choose. The site may keep messages for less than was chosen once.
    fn retention(&self, form: &KeptForm) -> RetentionView {
        let site = SiteRetention::of(self.env).days;
        let choices: Vec<u16> = Settings::keep_days_choices(site).collect();
        let chosen = form.text("keep_days").map_or(self.settings.keep_days, |typed| self.chosen_keep_days(typed));
        RetentionView { chosen: if choices.contains(&chosen) { chosen } else { 0 }, choices, site }
    }

    /// Where the settings are.
    pub(super) fn path(&self) -> String {
        urls::settings(self.slug.as_str())
    }

    /// Leads back to the settings, or to a part of them, where a form stands that was refused.
    pub(super) fn refused(&self, form: &KeptForm, part: &str) -> Result<Response, Problem> {
        let place = format!("{}{part}", urls::kept(&self.path()));
        match form.see_other(&self.headers, &self.url, &place)? {
            Some(response) => Ok(response),
            None => self.page(form.status(), &self.path(), &Shown::of(form)),
        }
    }

    /// Clears what was refused before: something was done.
    pub(super) fn clear_kept(&self, response: &Response) -> Result<(), Problem> {
        kept_form::clear(&self.headers, response, &self.url, &self.path())
    }

    pub(super) fn page(&self, status: u16, page: &str, shown: &Shown) -> Result<Response, Problem> {
        let form = shown.form;
        let problem = |field| form.problem(field, self.words);
        let [title_problem, topic_problem, welcome_problem] = ["title", "topic", "welcome"].map(problem);
        let [confirm_problem, owners_problem] = ["confirm", OWNERS].map(problem);
        let words_problem = problem(posting::WORDS);
        let posting = posting::Shown::of(&self.settings.posting, form);
        let Settings { title: saved_title, topic, welcome, .. } = &self.settings;
        // As it was typed, if it was refused.
        let text = |field, saved| form.text(field).unwrap_or(SingleLineText::as_str(saved));
        let [title, topic, welcome] = [text("title", saved_title), text("topic", topic), text("welcome", welcome)];
        let chosen = |field, saved| form.text(field).map_or(saved, |text| !text.is_empty());
        let listed = chosen("listed", self.settings.listing == Listing::Listed);
        let me = self.session.member_in(self.slug)?;
        let view = SettingsView {
            page,
            room: self.slug.as_str(),
            saved_title: saved_title.as_str(),
            me: views::member_view(&me),
            members: views::members(&self.listed_members, self.online_count),
            title: FieldView { text: title, problem: title_problem.as_deref(), suggestion: None },
            topic: FieldView { text: topic, problem: topic_problem.as_deref(), suggestion: None },
            welcome: FieldView { text: welcome, problem: welcome_problem.as_deref(), suggestion: None },
            listed: (!self.slug.is_private()).then_some(listed),
            locked: chosen("locked", self.settings.join_policy == JoinPolicy::Locked),
            earlier_texts: views::earlier_texts(
                form.text("earlier").map_or(self.settings.earlier_texts, chosen_earlier_texts),
            ),
            retention: self.retention(form),
            posting: posting.view(words_problem.as_deref()),
            confirm: form.field("confirm", confirm_problem.as_deref()),
            owners: self.owners.iter().map(|owner| with_role(owner, &me)).collect(),
            moderators: self.moderators.iter().map(|moderator| with_role(moderator, &me)).collect(),
            open_reports: self.open_reports,
            owners_problem: owners_problem.as_deref(),
            uses_max: limits::OWNER_LINK_USES_MAX,
            link: shown.link,
            saved: shown.saved,
        };
        Ok(response::html_response(status, &templates::settings(&view, self.words))?)
    }
}

fn with_role<'a>(RoomOwner { id, name }: &'a RoomOwner, me: &Member) -> OwnerView<'a> {
    let member = MemberView { id: id.as_str(), name: name.as_ref().map_or("", Name::as_str) };
    OwnerView { member, is_reader: *id == me.id }
}
