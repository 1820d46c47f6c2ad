//! The page of an owner link: a member becomes an owner.

use room::{Name, Refusal, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, OwnerLinkView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::landing::suggested_name;
use crate::http::error::{Expected, Problem};
use crate::http::session::{Keys, Session};
use crate::http::{form, query, response};
use crate::room_client::{BECOME_OWNER, RoomStub};
use crate::sentences;

#[derive(Deserialize)]
struct LinkQuery {
    #[serde(default)]
    key: String,
}

#[derive(Deserialize)]
struct LinkForm {
    #[serde(default)]
    key: String,
    #[serde(default)]
    name: String,
    /// The suggested name, if the button with it was pressed.
    #[serde(rename = "instead")]
    suggestion: Option<String>,
}

/// Shows the page.
pub(crate) fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let session = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?;
    let LinkQuery { key } = query::read(request, Expected::QueryFields)?;
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    page(200, slug, &key, name, None, words)
}

/// Makes a member an owner who followed the link and confirmed.
pub(crate) async fn become_owner(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let keys = Keys::of(env)?;
    let old = Session::of(request.headers(), &url, &keys)?;
    let LinkForm { key, name, suggestion } = form::read(request).await?;
    let typed = suggestion.unwrap_or(name);
    let name = match Name::parse(&typed) {
        Ok(name) => name,
        Err(refusal) => return page(422, slug, &key, &typed, Some(&refusal), words),
    };
    let session = Session::begin(old, name)?;
    match RoomStub::of(env, slug)?.request(BECOME_OWNER, session.member()?, &key).await? {
        Ok(()) => {
            let response = response::see_other(&urls::settings(slug.as_str()))?;
            session.put(&response, &url, &keys)?;
            Ok(response)
        }
        Err(refusal @ Refusal::NameTaken { .. }) => page(409, slug, &key, &typed, Some(&refusal), words),
        Err(refusal) => Err(refusal.into()),
    }
}

fn page(
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
        &templates::owner_link(&OwnerLinkView { room: slug.as_str(), title: "", key, name }, words),
    )?)
}
