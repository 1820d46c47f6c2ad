//! The page of a link that gives a role: a member becomes an owner, or a moderator. The link's
//! secret stands in its fragment, which no server is sent; the page's script, or the reader, puts
//! it into the form.

use room::{Name, Refusal, Role, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, OwnerLinkView};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::{Expected, Problem};
use crate::http::session::{Browser, Keys, Session};
use crate::http::{form, origin, query, response};
use crate::kept_form::{self, KeptForm};
use crate::limits::TOKEN_BYTES;
use crate::room_client::{FOLLOW_ROLE_LINK, RoomStub, SnapshotRequest};
use crate::{random, session_end, views};

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
    #[serde(default)]
    token: String,
}

/// Shows the page. Links that say their secret to the server are from before 0.2, and have expired.
pub(crate) async fn show(
    request: &Request,
    env: &Env,
    (slug, role): (&Slug, Role),
    words: &Words,
) -> Result<Response, Problem> {
    let session = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?;
    let LinkQuery { key } = query::read(request, Expected::QueryFields)?;
    let url = request.inner().url();
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    let page = Page { env, page: origin::within(&url), slug, role, session: session.as_ref(), words };
    let mut form = KeptForm::shown(request)?.unwrap_or_else(|| KeptForm::typed(&[("name", name)]));
    form.refuse("key", key.map(|_| Refusal::RoleLinkExpired));
    page.show(if form.text("key").is_some() { 200 } else { form.status() }, &form).await
}

/// Gives the role to a member who followed the link and confirmed. Which it is says the secret.
pub(crate) async fn follow(
    request: Request,
    env: &Env,
    (slug, role): (&Slug, Role),
    words: &Words,
) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let keys = Keys::of(env)?;
    let browser = Browser::of(&headers, &url, &keys)?;
    let known = Session::of(&headers, &url, &keys)?;
    let LinkForm { key, name, suggestion, token } = form::read(request).await?;
    let key = code_of(&key);
    let typed = suggestion.unwrap_or(name);
    let path = match role {
        Role::Owner => urls::owner_link(slug.as_str()),
        _ => urls::moderator_link(slug.as_str()),
    };
    let page = Page { env, page: &path, slug, role, session: known.as_ref(), words };
    let mut form = KeptForm::typed(&[("name", &typed), ("key", key)]);
    let refusal = match Name::parse(&typed) {
        // Nobody owns a room by a session that may never come back.
        Ok(_) if browser == Browser::Stranger => {
            let response =
                page.fields(403, form.field("name", Some(words.landing.no_cookies)), form.field("key", None)).await?;
            browser.renew(&response, &url, &keys)?;
            return Ok(response);
        }
        Ok(name) => {
            let session = browser.begin(name, &token, &keys)?;
            let room = RoomStub::called_by(&headers, env, slug)?.with_session(&session);
            match room.request(FOLLOW_ROLE_LINK, session.member_in(slug)?, key).await? {
                Ok(()) => {
                    session_end::end_if_renamed(env, known.as_ref(), &session).await;
                    let on = match role {
                        Role::Owner => urls::settings(slug.as_str()),
                        _ => urls::people(slug.as_str()),
                    };
                    let response = response::see_other(&on)?;
                    session.put(&response, &url, &keys)?;
                    kept_form::clear(&headers, &response, &url, &path)?;
                    return Ok(response);
                }
                Err(refusal) => refusal,
            }
        }
        Err(refusal) => refusal,
    };
    let field = if refusal == Refusal::RoleLinkExpired { "key" } else { "name" };
    form.refuse(field, Some(refusal));
    match form.see_other(&headers, &url, &urls::kept(&path))? {
        Some(response) => Ok(response),
        None => page.show(form.status(), &form).await,
    }
}

/// The code in what somebody typed: it, or the whole link.
fn code_of(typed: &str) -> &str {
    typed.rsplit('#').next().unwrap_or(typed).trim()
}

/// The page, at an address.
struct Page<'a> {
    env: &'a Env,
    page: &'a str,
    slug: &'a Slug,
    /// The role that the page tells of.
    role: Role,
    session: Option<&'a Session>,
    words: &'a Words,
}

impl Page<'_> {
    /// Shows it with a form, and with what is wrong with that. Another link may be pasted.
    async fn show(&self, status: u16, form: &KeptForm) -> Result<Response, Problem> {
        let [name, code] = ["name", "key"].map(|field| form.problem(field, self.words));
        self.fields(status, form.field("name", name.as_deref()), form.field("key", code.as_deref())).await
    }

    /// Shows it, with what the room is called: a locked one tells that too.
    async fn fields(&self, status: u16, name: FieldView<'_>, code: FieldView<'_>) -> Result<Response, Problem> {
        let me = self.session.map(|session| session.member_in(self.slug)).transpose()?;
        let request = SnapshotRequest::of(me.as_ref(), None, 0);
        let snapshot = RoomStub::of(self.env, self.slug)?.snapshot(&request).await?;
        let view = OwnerLinkView {
            page: self.page,
            room: self.slug.as_str(),
            role: views::role(self.role),
            title: snapshot.settings.title.as_str(),
            me: me.as_ref().map(views::member_view),
            members: views::members(&snapshot.listed_members, snapshot.online_count),
            code,
            name,
            token: &random::hex::<TOKEN_BYTES>()?,
        };
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
