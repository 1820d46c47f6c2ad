//! A room as somebody sees it who followed a link and has not joined. Whoever has the link could
//! read all of it by joining, so it tells no secret. Of a locked room it tells only what it is
//! called.

use room::{Refusal, Seq, Slug};
use templates::urls;
use templates::views::{FieldView, PreviewState, PreviewView};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::http::error::Problem;
use crate::http::response;
use crate::kept_form::KeptForm;
use crate::limits::TOKEN_BYTES;
use crate::room_client::{RoomStub, SnapshotRequest};
use crate::{random, views};

/// Shows the page. The room is asked, and nothing is left behind in it.
pub(crate) async fn show(env: &Env, slug: &Slug, at: Option<Seq>, words: &Words) -> Result<Response, Problem> {
    let address = at.map_or(urls::room(slug.as_str()), |at| urls::in_log(slug.as_str(), at));
    page(env, slug, None, (&address, FieldView::default(), at), words).await
}

/// Shows the page with a form that it has refused, as often as it is asked to; without one, the
/// room.
pub(crate) async fn show_kept(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    match KeptForm::of(request.headers())? {
        Some(form) => again(env, slug, 200, &form, words).await,
        None => Ok(response::see_other(&urls::room(slug.as_str()))?),
    }
}

/// Shows it with a form that was refused. It has one field, so what the room says stands there too.
pub(super) async fn again(
    env: &Env,
    slug: &Slug,
    status: u16,
    form: &KeptForm,
    words: &Words,
) -> Result<Response, Problem> {
    let problem = form.problem("name", words).or_else(|| form.problem("room", words));
    let name = form.field("name", problem.as_deref());
    let at = form.text("at").and_then(|at| at.parse().ok());
    page(env, slug, Some(status), (&urls::join(slug.as_str()), name, at), words).await
}

/// The page at an address, whose link led to a place. A locked room has a status of its own.
pub(super) async fn page(
    env: &Env,
    slug: &Slug,
    status: Option<u16>,
    (page, name, at): (&str, FieldView<'_>, Option<Seq>),
    words: &Words,
) -> Result<Response, Problem> {
    let snapshot = RoomStub::of(env, slug)?.snapshot(&SnapshotRequest::of(None, None, 0)).await?;
    let settings = &snapshot.settings;
    let (usual_status, state) = match snapshot.access_denied {
        Some(Refusal::RoomLocked) => (403, PreviewState::Locked),
        Some(refusal) => return Err(refusal.into()),
        None if snapshot.is_new => (200, PreviewState::New),
        None => {
            let members = views::members(&snapshot.listed_members, snapshot.online_count);
            let (topic, welcome) = (settings.topic.as_str(), settings.welcome.as_str());
            (200, PreviewState::Open { topic, welcome, members, full: snapshot.is_full })
        }
    };
    let view = PreviewView {
        page,
        room: slug.as_str(),
        title: settings.title.as_str(),
        private: slug.is_private(),
        state,
        name,
        token: &random::hex::<TOKEN_BYTES>()?,
        at,
    };
    Ok(response::html_response(status.unwrap_or(usual_status), &templates::preview(&view, words))?)
}
