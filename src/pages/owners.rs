//! What an owner does about the owners of a room: makes a link for another one, removes one, steps
//! down. It is shown on the settings page.

use room::{MemberId, Refusal, Role, RoleLink, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::NewOwnerLinkView;
use templates::words::Words;
use worker::{Env, Request, Response};

use super::settings::{OWNERS, Owner, Shown};
use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, origin, response};
use crate::kept_form::KeptForm;
use crate::limits::TOKEN_BYTES;
use crate::operate::actions::Deed;
use crate::room_client::{DISMISS_REMINDER, REMOVE_ROLE, RoomStub};
use crate::{random, views};

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

/// Makes a link by which somebody can get a role. It is shown once: the room keeps only a digest of
/// its secret.
pub(crate) async fn make_link(
    request: Request,
    env: &Env,
    (slug, role): (&Slug, Role),
    words: &Words,
) -> Result<Response, Problem> {
    let owner = Owner::of(&request, env, slug, words).await?;
    let LinkForm { uses } = form::read(request).await?;
    let code = random::hex::<TOKEN_BYTES>()?;
    let made = match RoleLink::parse_uses(&uses) {
        Ok(uses) => {
            owner.stub()?.make_role_link(owner.session.member_in(slug)?, role, &code, uses).await?.map(|()| uses)
        }
        Err(refusal) => Err(refusal),
    };
    let uses = match made {
        Ok(uses) => uses,
        Err(refusal) => return refused(&owner, refusal),
    };
    let path = match role {
        Role::Owner => urls::owner_link_with(slug.as_str(), &code),
        _ => urls::moderator_link_with(slug.as_str(), &code),
    };
    let link = format!("{}{path}", origin::public(&owner.url));
    let (link, form) =
        (NewOwnerLinkView { link: &link, code: &code, role: views::role(role), uses }, KeptForm::default());
    owner.record(Deed::ChangedRoom).await;
    let response = owner.page(200, &owner.path(), &Shown::new_owner_link(&form, link))?;
    owner.clear_kept(&response)?;
    Ok(response)
}

/// Removes another owner.
pub(crate) async fn remove(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let acting = Owner::of(&request, env, slug, words).await?;
    let RemovalForm { owner } = form::read(request).await?;
    let removed = match MemberId::parse(&owner) {
        Ok(owner) => acting.stub()?.request(REMOVE_ROLE, acting.session.member_in(slug)?, owner).await?,
        Err(refusal) => Err(refusal),
    };
    if removed.is_ok() {
        acting.record(Deed::ChangedRoom).await;
    }
    done(&acting, removed, &urls::owners(slug.as_str()))
}

/// Steps down.
pub(crate) async fn step_down(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let owner = Owner::of(&request, env, slug, words).await?;
    let EmptyForm {} = form::read(request).await?;
    let me = owner.session.member_in(slug)?;
    let removed = owner.stub()?.request(REMOVE_ROLE, me.clone(), me.id).await?;
    done(&owner, removed, &urls::room(slug.as_str()))
}

/// Leads on after something was done, or back to the owners with why it was not.
fn done(owner: &Owner, outcome: Result<(), Refusal>, on: &str) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => {
            let response = response::see_other(on)?;
            owner.clear_kept(&response)?;
            Ok(response)
        }
        Err(refusal) => refused(owner, refusal),
    }
}

fn refused(owner: &Owner, refusal: Refusal) -> Result<Response, Problem> {
    let mut form = KeptForm::default();
    form.refuse(OWNERS, Some(refusal));
    owner.refused(&form, "#owners")
}

/// Takes the reminder away that only one browser can manage the room.
pub(crate) async fn dismiss_reminder(request: Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let session = session_of(&request, env)?;
    let EmptyForm {} = form::read(request).await?;
    RoomStub::of(env, slug)?.request(DISMISS_REMINDER, session.member_in(slug)?, ()).await??;
    Ok(response::see_other(&urls::room(slug.as_str()))?)
}

fn session_of(request: &Request, env: &Env) -> Result<Session, Problem> {
    Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?.ok_or(Problem::NoSession)
}
