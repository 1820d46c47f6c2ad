//! The page of an owner link: a member becomes an owner. The link's secret stands in its fragment,
//! which no server is sent; the page's script, or the reader, puts it into the form.

use room::{Name, Refusal, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, OwnerLinkView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::landing::suggested_name;
use crate::http::error::{Expected, Problem};
use crate::http::session::{Browser, Keys, Session};
use crate::http::{form, query, response};
use crate::room_client::{BECOME_OWNER, RoomStub, SnapshotRequest};
use crate::sentences;

#[derive(Deserialize)]
struct LinkQuery {
    /// The secret of a link from before 0.2.
    key: Option<String>,
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

/// Shows the page. Links that say their secret to the server are from before 0.2, and have expired.
pub(crate) async fn show(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let session = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?;
    let LinkQuery { key } = query::read(request, Expected::QueryFields)?;
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    let page = Page { env, slug, code: "", words };
    if key.is_some() {
        return page.expired(name).await;
    }
    page.show(200, field(name), None).await
}

/// Makes a member an owner who followed the link and confirmed.
pub(crate) async fn become_owner(request: Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let keys = Keys::of(env)?;
    let browser = Browser::of(request.headers(), &url, &keys)?;
    let LinkForm { key, name, suggestion } = form::read(request).await?;
    let key = code_of(&key);
    let typed = suggestion.unwrap_or(name);
    let problem = |refusal: &Refusal| sentences::refusal(refusal, words);
    let page = Page { env, slug, code: key, words };
    let name = match Name::parse(&typed) {
        Ok(name) => name,
        Err(refusal) => {
            return page.show(422, FieldView { problem: Some(&problem(&refusal)), ..field(&typed) }, None).await;
        }
    };
    // Nobody owns a room by a session that may never come back.
    if browser == Browser::Stranger {
        let name = FieldView { problem: Some(words.landing.no_cookies), ..field(&typed) };
        let response = page.show(403, name, None).await?;
        browser.renew(&response, &url, &keys)?;
        return Ok(response);
    }
    let session = browser.begin(name)?;
    match RoomStub::of(env, slug)?.request(BECOME_OWNER, session.member()?, key).await? {
        Ok(()) => {
            let response = response::see_other(&urls::settings(slug.as_str()))?;
            session.put(&response, &url, &keys)?;
            Ok(response)
        }
        Err(refusal @ Refusal::NameTaken { .. }) => {
            let suggestion = suggested_name(Some(&refusal));
            page.show(409, FieldView { text: &typed, problem: Some(&problem(&refusal)), suggestion }, None).await
        }
        Err(Refusal::OwnerLinkExpired) => page.expired(&typed).await,
        Err(refusal) => Err(refusal.into()),
    }
}

/// The code in what somebody typed: it, or the whole link.
fn code_of(typed: &str) -> &str {
    typed.rsplit('#').next().unwrap_or(typed).trim()
}

fn field(text: &str) -> FieldView<'_> {
    FieldView { text, ..FieldView::default() }
}

/// The page, with the code as far as it was sent.
struct Page<'a> {
    env: &'a Env,
    slug: &'a Slug,
    code: &'a str,
    words: &'a Words,
}

impl Page<'_> {
    /// Says that the link makes nobody an owner any more. Another one may be pasted.
    async fn expired(&self, name: &str) -> Result<Response, Problem> {
        let refusal = Refusal::OwnerLinkExpired;
        self.show(Problem::from(refusal.clone()).status(), field(name), Some(&refusal)).await
    }

    /// Shows it, with what the room is called (a locked one tells that too), and with what is wrong
    /// with the code.
    async fn show(&self, status: u16, name: FieldView<'_>, problem: Option<&Refusal>) -> Result<Response, Problem> {
        let snapshot = RoomStub::of(self.env, self.slug)?.snapshot(&SnapshotRequest::of(None, None, 0)).await?;
        let (room, title) = (self.slug.as_str(), snapshot.settings.title.as_str());
        let problem = problem.map(|refusal| sentences::refusal(refusal, self.words));
        let code = FieldView { problem: problem.as_deref(), ..field(self.code) };
        let view = OwnerLinkView { room, title, code, name };
        Ok(response::html_response(status, &templates::owner_link(&view, self.words))?)
    }
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn code_is_found_in_what_people_paste() {
        for typed in ["0a1b", " 0a1b ", "#0a1b", "https://natter.example/r/garden/own#0a1b"] {
            assert_eq!(code_of(typed), "0a1b", "{typed}");
        }
    }
}
