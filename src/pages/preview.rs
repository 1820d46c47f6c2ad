//! A room as somebody sees it who followed a link and has not joined. Whoever has the link could
//! read all of it by joining, so it tells no secret. Of a locked room it tells only what it is
//! called.

use room::{Refusal, Slug};
use templates::views::{FieldView, PreviewState, PreviewView};
use templates::words::Words;
use worker::{Env, Response};

use crate::http::error::Problem;
use crate::http::response;
use crate::room_client::{RoomStub, SnapshotRequest};
use crate::views;

/// Shows the page. The room is asked, and nothing is left behind in it.
pub(crate) async fn show(env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let snapshot = RoomStub::of(env, slug)?.snapshot(&SnapshotRequest::of(None, None, 0)).await?;
    let settings = &snapshot.settings;
    let (status, state) = match snapshot.access_denied {
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
        room: slug.as_str(),
        title: settings.title.as_str(),
        private: slug.is_private(),
        state,
        name: FieldView::default(),
    };
    Ok(response::html_response(status, &templates::preview(&view, words))?)
}
