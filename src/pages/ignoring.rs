//! Ignoring somebody, and no longer ignoring them. It is between a reader and their browser.

use room::{Member, MemberId, Name, Refusal, Slug};
use serde::Deserialize;
use templates::urls;
use worker::{Env, Request, Response};

use crate::http::error::Problem;
use crate::http::session::{Keys, Session};
use crate::http::{form, response};
use crate::ignored_members::IgnoredMembers;

#[derive(Deserialize)]
struct IgnoreForm {
    /// Whom.
    #[serde(default)]
    member: String,
    /// What they are called.
    #[serde(default)]
    name: String,
    /// That they are ignored no more.
    lift: Option<String>,
}

/// Keeps in the browser whom its reader ignores, and leads back to where that is seen.
pub(crate) async fn ignore(request: Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let session = Session::of(&headers, &url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
    let IgnoreForm { member, name, lift } = form::read(request).await?;
    let id = MemberId::parse(&member)?;
    if id == session.member_in(slug)?.id {
        return Err(Refusal::Malformed.into());
    }
    let mut ignored = IgnoredMembers::of(&headers)?;
    let place = if lift.is_some() {
        ignored.remove(&id);
        urls::profile(slug.as_str())
    } else {
        ignored.add(&Member { id, name: Name::parse(&name)? });
        urls::room(slug.as_str())
    };
    let response = response::see_other(&place)?;
    ignored.put(&response, &url)?;
    Ok(response)
}
