//! What an owner decides about a room, and how one becomes an owner.

use room::{Door, Listing, Name, Refusal, Settings, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, OwnerLinkView, SettingsView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::landing::suggested_name;
use crate::call::{Ask, DELETE, MAKE_OWNER_LINK, OWN, RoomStub, SETTLE, Standing};
use crate::http::error::{Expected, Problem};
use crate::http::session::{Keys, Session};
use crate::http::{form, origin, query, response};
use crate::{random, sentences};

#[derive(Deserialize)]
struct Deciding {
    #[serde(default)]
    topic: String,
    #[serde(default)]
    welcome: String,
    listed: Option<String>,
    locked: Option<String>,
}

#[derive(Deserialize)]
struct Deleting {
    #[serde(default)]
    confirm: String,
}

#[derive(Deserialize)]
struct Key {
    #[serde(default)]
    key: String,
}

#[derive(Deserialize)]
struct Owning {
    #[serde(default)]
    key: String,
    #[serde(default)]
    name: String,
    /// What was suggested in place of the name, and taken.
    #[serde(rename = "instead")]
    suggestion: Option<String>,
}

#[derive(Deserialize)]
struct Nothing {}

/// The settings as they are.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(request, env, slug, words).await?;
    owner.page(200, &Shown::default())
}

/// Takes an owner's decisions.
pub(crate) async fn decide(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let mut owner = Owner::of(&request, env, slug, words).await?;
    let Deciding { topic, welcome, listed, locked } = form::read(request).await?;
    let listing = if listed.is_some() && !slug.is_private() { Listing::Listed } else { Listing::Unlisted };
    let door = if locked.is_some() { Door::Locked } else { Door::Open };
    let settings = match Settings::parse(&topic, &welcome, listing, door) {
        Ok(settings) => settings,
        Err(refusal) => {
            let typed = Some((topic.as_str(), welcome.as_str()));
            owner.settings.listing = listing;
            owner.settings.door = door;
            return owner.page(422, &Shown { typed, refusal: Some(&refusal), ..Shown::default() });
        }
    };
    owner.stub()?.wish(SETTLE, owner.session.member()?, &settings).await??;
    owner.settings = settings;
    owner.page(200, &Shown { saved: true, ..Shown::default() })
}

/// Makes a link that makes one an owner. It is shown once: the room keeps only a digest of its secret.
pub(crate) async fn make_link(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(&request, env, slug, words).await?;
    let url = request.inner().url();
    let Nothing {} = form::read(request).await?;
    let secret = random::hex::<16>()?;
    owner.stub()?.wish(MAKE_OWNER_LINK, owner.session.member()?, &secret).await??;
    let link = format!("{}{}", origin::of(&url).unwrap_or_default(), urls::owner_link_with(slug.as_str(), &secret));
    owner.page(200, &Shown { link: Some(&link), ..Shown::default() })
}

/// Deletes the room.
pub(crate) async fn delete(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(&request, env, slug, words).await?;
    let Deleting { confirm } = form::read(request).await?;
    if confirm.trim() != templates::room_label(slug.as_str(), words) {
        return owner
            .page(422, &Shown { confirm: &confirm, refusal: Some(&Refusal::NotConfirmed), ..Shown::default() });
    }
    owner.stub()?.wish(DELETE, owner.session.member()?, ()).await??;
    Ok(response::see_other(urls::LANDING)?)
}

/// The page to which an owner link leads.
pub(crate) fn show_link(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let session = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?;
    let Key { key } = query::read(request, Expected::QueryFields)?;
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    link_page(200, slug, &key, name, None, words)
}

/// Makes somebody an owner who has followed the link.
pub(crate) async fn own(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let keys = Keys::of(env)?;
    let old = Session::of(request.headers(), &url, &keys)?;
    let Owning { key, name, suggestion } = form::read(request).await?;
    let typed = suggestion.unwrap_or(name);
    let name = match Name::parse(&typed) {
        Ok(name) => name,
        Err(refusal) => return link_page(422, slug, &key, &typed, Some(&refusal), words),
    };
    let session = Session::begin(old, name)?;
    match RoomStub::of(env, slug)?.wish(OWN, session.member()?, &key).await? {
        Ok(()) => {
            let response = response::see_other(&urls::settings(slug.as_str()))?;
            session.put(&response, &url, &keys)?;
            Ok(response)
        }
        Err(refusal @ Refusal::NameTaken { .. }) => link_page(409, slug, &key, &typed, Some(&refusal), words),
        Err(refusal) => Err(refusal.into()),
    }
}

fn link_page(
    status: u16,
    slug: &Slug,
    key: &str,
    name: &str,
    refusal: Option<&Refusal>,
    words: &Words,
) -> Result<Response, Problem> {
    let problem = refusal.map(|refusal| sentences::refusal(refusal, words));
    let name = FieldView { text: name, problem: problem.as_deref(), suggestion: suggested_name(refusal) };
    Ok(response::html_response(
        status,
        &templates::owner_link(&OwnerLinkView { room: slug.as_str(), key, name }, words),
    )?)
}

/// Somebody who decides about a room.
struct Owner<'a> {
    env: &'a Env,
    slug: &'a Slug,
    words: &'a Words,
    session: Session,
    settings: Settings,
}

/// What a page of settings shows beside the settings.
#[derive(Default)]
struct Shown<'a> {
    /// What was typed for topic and welcome, and refused.
    typed: Option<(&'a str, &'a str)>,
    confirm: &'a str,
    refusal: Option<&'a Refusal>,
    link: Option<&'a str>,
    saved: bool,
}

impl<'a> Owner<'a> {
    /// The owner whose request this is.
    ///
    /// # Errors
    /// [`Problem::NoSession`], or [`Refusal::NotOwner`] for everybody else, whether there is such a room or not.
    async fn of(request: &Request, env: &'a Env, slug: &'a Slug, words: &'a Words) -> Result<Self, Problem> {
        let session =
            Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
        let snapshot = RoomStub::of(env, slug)?.snapshot(&Ask::of(Some(&session.member()?), None, 0)).await?;
        if snapshot.standing != Standing::Owner {
            return Err(snapshot
                .barred
                .filter(|barred| *barred == Refusal::RoomDeleted)
                .unwrap_or(Refusal::NotOwner)
                .into());
        }
        Ok(Self { env, slug, words, session, settings: snapshot.settings })
    }

    fn stub(&self) -> Result<RoomStub, Problem> {
        RoomStub::of(self.env, self.slug)
    }

    fn page(&self, status: u16, shown: &Shown) -> Result<Response, Problem> {
        let problem = shown.refusal.map(|refusal| sentences::refusal(refusal, self.words));
        let problem_if = |is: fn(&Refusal) -> bool| problem.as_deref().filter(|_| shown.refusal.is_some_and(is));
        let kept = (self.settings.topic.as_str(), self.settings.welcome.as_str());
        let (topic, welcome) = shown.typed.unwrap_or(kept);
        let view = SettingsView {
            room: self.slug.as_str(),
            topic: FieldView {
                text: topic,
                problem: problem_if(|refusal| *refusal == Refusal::TopicTooLong),
                suggestion: None,
            },
            welcome: FieldView {
                text: welcome,
                problem: problem_if(|refusal| *refusal == Refusal::WelcomeTooLong),
                suggestion: None,
            },
            listed: (!self.slug.is_private()).then_some(self.settings.listing == Listing::Listed),
            locked: self.settings.door == Door::Locked,
            confirm: FieldView {
                text: shown.confirm,
                problem: problem_if(|refusal| *refusal == Refusal::NotConfirmed),
                suggestion: None,
            },
            link: shown.link,
            saved: shown.saved,
        };
        Ok(response::html_response(status, &templates::settings(&view, self.words))?)
    }
}
