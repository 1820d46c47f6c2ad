//! The settings page of a room. An owner changes the settings, makes an owner link, or deletes the
//! room.

use room::{JoinPolicy, Listing, Refusal, Settings, SettingsRefusals, SingleLineText, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, SettingsView};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, origin, response};
use crate::limits::TOKEN_BYTES;
use crate::room_client::{self, DELETE, MAKE_OWNER_LINK, RoomStub, SnapshotRequest, UPDATE_SETTINGS};
use crate::{random, sentences};

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

#[derive(Deserialize)]
struct EmptyForm {}

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

/// Makes a link by which somebody can become an owner. It is shown once: the room keeps only a
/// digest of its secret.
pub(crate) async fn make_owner_link(
    request: Request,
    env: &Env,
    slug: &Slug,
    words: &Words,
) -> Result<Response, Problem> {
    let owner = Owner::of(&request, env, slug, words).await?;
    let url = request.inner().url();
    let EmptyForm {} = form::read(request).await?;
    let secret = random::hex::<TOKEN_BYTES>()?;
    owner.stub()?.request(MAKE_OWNER_LINK, owner.session.member()?, &secret).await??;
    let link = format!("{}{}", origin::public(&url), urls::owner_link_with(slug.as_str(), &secret));
    owner.page(200, &Shown { link: Some(&link), ..Shown::default() })
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
struct Owner<'a> {
    env: &'a Env,
    slug: &'a Slug,
    words: &'a Words,
    session: Session,
    settings: Settings,
}

/// What the page shows beside the settings.
#[derive(Default)]
struct Shown<'a> {
    /// Title, topic and welcome as they were typed, if they were refused.
    typed: Option<[&'a str; 3]>,
    refusals: SettingsRefusals,
    confirm: &'a str,
    not_confirmed: Option<Refusal>,
    link: Option<&'a str>,
    saved: bool,
}

impl<'a> Owner<'a> {
    /// The owner whose request this is.
    ///
    /// # Errors
    /// [`Problem::NoSession`], or [`Refusal::NotOwner`] for everybody else, whether there is such a
    /// room or not.
    async fn of(request: &Request, env: &'a Env, slug: &'a Slug, words: &'a Words) -> Result<Self, Problem> {
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
        Ok(Self { env, slug, words, session, settings: snapshot.settings })
    }

    fn stub(&self) -> Result<RoomStub, Problem> {
        RoomStub::of(self.env, self.slug)
    }

    /// Whether the word was typed that deletes the room. What the room is called does too.
    fn confirms_deletion(&self, typed: &str) -> bool {
        let typed = typed.trim();
        let label = templates::room_label(self.settings.title.as_str(), self.slug.as_str(), self.words);
        typed.eq_ignore_ascii_case(self.words.settings.delete) || typed == label || typed == self.slug.as_str()
    }

    fn page(&self, status: u16, shown: &Shown) -> Result<Response, Problem> {
        let SettingsRefusals { title, topic, welcome } = &shown.refusals;
        let problems = [title, topic, welcome, &shown.not_confirmed];
        let problems = problems.map(|refusal| refusal.as_ref().map(|refusal| sentences::refusal(refusal, self.words)));
        let [title_problem, topic_problem, welcome_problem, confirm_problem] =
            problems.each_ref().map(Option::as_deref);
        let Settings { title: saved_title, topic, welcome, .. } = &self.settings;
        let [title, topic, welcome] =
            shown.typed.unwrap_or_else(|| [saved_title, topic, welcome].map(SingleLineText::as_str));
        let view = SettingsView {
            room: self.slug.as_str(),
            saved_title: saved_title.as_str(),
            title: FieldView { text: title, problem: title_problem, suggestion: None },
            topic: FieldView { text: topic, problem: topic_problem, suggestion: None },
            welcome: FieldView { text: welcome, problem: welcome_problem, suggestion: None },
            listed: (!self.slug.is_private()).then_some(self.settings.listing == Listing::Listed),
            locked: self.settings.join_policy == JoinPolicy::Locked,
            confirm: FieldView { text: shown.confirm, problem: confirm_problem, suggestion: None },
            link: shown.link,
            saved: shown.saved,
        };
        Ok(response::html_response(status, &templates::settings(&view, self.words))?)
    }
}
