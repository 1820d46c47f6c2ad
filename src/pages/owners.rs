//! What an owner does about the owners of a room: makes a link for another one, removes one, steps
//! down. It is shown on the settings page.

use room::{MemberId, OwnerLink, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::NewOwnerLinkView;
use templates::words::Words;
use worker::{Env, Request, Response};

use super::settings::{Owner, Shown};
use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, origin, response};
use crate::limits::TOKEN_BYTES;
use crate::random;
use crate::room_client::{DISMISS_REMINDER, REMOVE_OWNER, RoomStub};

#[derive(Deserialize)]
struct LinkForm {
    /// For how many people.
    #[serde(default)]
    uses: String,
}

#[derive(Deserialize)]
struct RemovalForm {
    #[serde(default)]
    owner: String,
}

#[derive(Deserialize)]
struct EmptyForm {}

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
    let LinkForm { uses } = form::read(request).await?;
    let uses = OwnerLink::parse_uses(&uses)?;
    let code = random::hex::<TOKEN_BYTES>()?;
    owner.stub()?.make_owner_link(owner.session.member()?, &code, uses).await??;
    let link = format!("{}{}", origin::public(&url), urls::owner_link_with(slug.as_str(), &code));
    let link = NewOwnerLinkView { link: &link, code: &code, uses };
    owner.page(200, &Shown::new_owner_link(link))
}

/// Removes another owner.
pub(crate) async fn remove(request: Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let session = session_of(&request, env)?;
    let RemovalForm { owner } = form::read(request).await?;
    let owner = MemberId::parse(&owner)?;
    RoomStub::of(env, slug)?.request(REMOVE_OWNER, session.member()?, owner).await??;
    Ok(response::see_other(&urls::owners(slug.as_str()))?)
}

/// Steps down.
pub(crate) async fn step_down(request: Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let session = session_of(&request, env)?;
    let EmptyForm {} = form::read(request).await?;
    let me = session.member()?;
    RoomStub::of(env, slug)?.request(REMOVE_OWNER, me.clone(), me.id).await??;
    Ok(response::see_other(&urls::room(slug.as_str()))?)
}

/// Takes the reminder away that only one browser can manage the room.
pub(crate) async fn dismiss_reminder(request: Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let session = session_of(&request, env)?;
    let EmptyForm {} = form::read(request).await?;
    RoomStub::of(env, slug)?.request(DISMISS_REMINDER, session.member()?, ()).await??;
    Ok(response::see_other(&urls::room(slug.as_str()))?)
}

fn session_of(request: &Request, env: &Env) -> Result<Session, Problem> {
    Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?.ok_or(Problem::NoSession)
}
