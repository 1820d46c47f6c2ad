//! The settings page of a room. An owner changes the settings, or deletes the room. What they do
//! about its owners is in `owners.rs`.

use room::{JoinPolicy, Listing, Name, Refusal, Settings, SettingsRefusals, SingleLineText, Slug, limits};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, MemberView, NewOwnerLinkView, OwnerView, SettingsView};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, response};
use crate::room_client::{self, DELETE, RoomOwner, RoomStub, SnapshotRequest, UPDATE_SETTINGS};
use crate::sentences;

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
}

#[derive(Deserialize)]
struct DeletionForm {
    #[serde(default)]
    confirm: String,
}

/// Shows the settings.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(request, env, slug, words).await?;
    owner.page(200, &Shown::default())
}

/// Saves what an owner has decided.
pub(crate) async fn update(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let mut owner = Owner::of(&request, env, slug, words).await?;
    let SettingsForm { title, topic, welcome, listed, locked } = form::read(request).await?;
    let listing = if listed.is_some() && !slug.is_private() { Listing::Listed } else { Listing::Unlisted };
    let join_policy = if locked.is_some() { JoinPolicy::Locked } else { JoinPolicy::Open };
    let settings = match Settings::parse(&title, &topic, &welcome, listing, join_policy) {
        Ok(settings) => settings,
        Err(refusals) => {
            let typed = Some([title.as_str(), &topic, &welcome]);
            owner.settings.listing = listing;
            owner.settings.join_policy = join_policy;
            return owner.page(422, &Shown { typed, refusals, ..Shown::default() });
        }
    };
    owner.stub()?.request(UPDATE_SETTINGS, owner.session.member()?, &settings).await??;
    owner.settings = settings;
    owner.page(200, &Shown { saved: true, ..Shown::default() })
}

/// Deletes the room.
pub(crate) async fn delete(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(&request, env, slug, words).await?;
    let DeletionForm { confirm } = form::read(request).await?;
    if !owner.confirms_deletion(&confirm) {
        let not_confirmed = Some(Refusal::NotConfirmed);
        return owner.page(422, &Shown { confirm: &confirm, not_confirmed, ..Shown::default() });
    }
    owner.stub()?.request(DELETE, owner.session.member()?, ()).await??;
    Ok(response::see_other(urls::LANDING)?)
}

/// An owner, and the room that they decide about.
pub(super) struct Owner<'a> {
    env: &'a Env,
    slug: &'a Slug,
    words: &'a Words,
    pub(super) session: Session,
    settings: Settings,
    owners: Vec<RoomOwner>,
}

/// What the page shows beside the settings.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// Title, topic and welcome as they were typed, if they were refused.
    typed: Option<[&'a str; 3]>,
    refusals: SettingsRefusals,
    confirm: &'a str,
    not_confirmed: Option<Refusal>,
    link: Option<NewOwnerLinkView<'a>>,
    saved: bool,
}

impl<'a> Shown<'a> {
    /// An owner link that was just made.
    pub(super) fn new_owner_link(link: NewOwnerLinkView<'a>) -> Self {
        Self { link: Some(link), ..Self::default() }
    }
}

impl<'a> Owner<'a> {
    /// The owner whose request this is.
    ///
    /// # Errors
    /// [`Problem::NoSession`], or [`Refusal::NotOwner`] for everybody else, whether there is such a
    /// room or not.
    pub(super) async fn of(request: &Request, env: &'a Env, slug: &'a Slug, words: &'a Words) -> Result<Self, Problem> {
        let session =
            Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
        let snapshot =
            RoomStub::of(env, slug)?.snapshot(&SnapshotRequest::of(Some(&session.member()?), None, 0)).await?;
        if snapshot.role != room_client::Role::Owner {
            return Err(snapshot
                .access_denied
                .filter(|refusal| *refusal == Refusal::RoomDeleted)
                .unwrap_or(Refusal::NotOwner)
                .into());
        }
        Ok(Self { env, slug, words, session, settings: snapshot.settings, owners: snapshot.owners })
    }

    pub(super) fn stub(&self) -> Result<RoomStub, Problem> {
        RoomStub::of(self.env, self.slug)
    }

    /// Whether the word was typed that deletes the room. What the room is called does too.
    fn confirms_deletion(&self, typed: &str) -> bool {
        let typed = typed.trim();
        let label = templates::room_label(self.settings.title.as_str(), self.slug.as_str(), self.words);
        typed.to_lowercase() == self.words.settings.delete.to_lowercase()
            || typed == label
            || typed == self.slug.as_str()
    }

    pub(super) fn page(&self, status: u16, shown: &Shown) -> Result<Response, Problem> {
        let SettingsRefusals { title, topic, welcome } = &shown.refusals;
        let problems = [title, topic, welcome, &shown.not_confirmed];
        let problems = problems.map(|refusal| refusal.as_ref().map(|refusal| sentences::refusal(refusal, self.words)));
        let [title_problem, topic_problem, welcome_problem, confirm_problem] =
            problems.each_ref().map(Option::as_deref);
        let Settings { title: saved_title, topic, welcome, .. } = &self.settings;
        let [title, topic, welcome] =
            shown.typed.unwrap_or_else(|| [saved_title, topic, welcome].map(SingleLineText::as_str));
        let me = self.session.member()?;
        let owners = self.owners.iter().map(|owner| OwnerView {
            member: MemberView { id: owner.id.as_str(), name: owner.name.as_ref().map_or("", Name::as_str) },
            is_reader: owner.id == me.id,
        });
        let view = SettingsView {
            room: self.slug.as_str(),
            saved_title: saved_title.as_str(),
            title: FieldView { text: title, problem: title_problem, suggestion: None },
            topic: FieldView { text: topic, problem: topic_problem, suggestion: None },
            welcome: FieldView { text: welcome, problem: welcome_problem, suggestion: None },
            listed: (!self.slug.is_private()).then_some(self.settings.listing == Listing::Listed),
            locked: self.settings.join_policy == JoinPolicy::Locked,
            confirm: FieldView { text: shown.confirm, problem: confirm_problem, suggestion: None },
            owners: owners.collect(),
            uses_max: limits::OWNER_LINK_USES_MAX,
            link: shown.link,
            saved: shown.saved,
        };
        Ok(response::html_response(status, &templates::settings(&view, self.words))?)
    }
}
