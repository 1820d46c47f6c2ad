//! What is meant for a reader: messages that mention them or answer them, in the rooms that their
//! browser knows.

use futures_util::future::join_all;
use room::{MemberId, Message};
use serde_json::json;
use templates::urls;
use templates::views::{ForYouRoomView, ForYouView, MessageListMode, MessageListView, MessageView};
use templates::words::Words;
use worker::{Env, Request, Response};

use crate::history::{self, ForYou};
use crate::http::error::Problem;
use crate::http::response;
use crate::http::session::{Keys, Session};
use crate::ignored_members::IgnoredMembers;
use crate::limits::FOR_YOU_MAX;
use crate::local_time::{LocalClock, LocalTime};
use crate::read_markers::{ReadMarker, ReadMarkers};
use crate::{log, views};

/// Shows it. Every room answers for itself whether the reader may still read there.
pub(crate) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let Some(session) = Session::of(request.headers(), &url, &Keys::of(env)?)? else {
        return Ok(response::see_other(urls::LANDING)?);
    };
    let markers = ReadMarkers::of(request.headers())?;
    let answers = join_all(markers.recent().iter().map(|marker| found(env, marker, &session))).await;
    let is_complete = answers.iter().all(|answer| answer.as_ref().is_some_and(|found| found.in_room.is_complete));
    let clock = LocalClock::of(request, words);
    let ignored = IgnoredMembers::of(request.headers())?;
    let mut rooms: Vec<Found> = answers.into_iter().flatten().collect();
    for found in &mut rooms {
        found.in_room.snapshot.messages.retain(|message| !ignored.has(message.member.as_str()));
    }
    rooms.retain(|found| !found.messages().is_empty());
    rooms.sort_by_key(|found| std::cmp::Reverse(found.messages().last().map(|last| last.said_at)));
    let times: Vec<Vec<LocalTime>> = rooms.iter().map(|found| clock.times(found.messages())).collect();
    let shown = rooms.iter().zip(&times).map(|(found, times)| found.view(times, &markers)).collect();
    Ok(response::html_response(200, &templates::for_you(&ForYouView { rooms: shown, is_complete }, words))?)
}

/// What is meant for the reader in one room.
struct Found<'a> {
    marker: &'a ReadMarker,
    /// Who the reader is there.
    reader: MemberId,
    in_room: ForYou,
}

/// None if the room did not answer.
async fn found<'a>(env: &Env, marker: &'a ReadMarker, session: &Session) -> Option<Found<'a>> {
    let reader = session.member_in(&marker.room).ok()?;
    match history::for_you(env, &marker.room, &reader, FOR_YOU_MAX).await {
        Ok(in_room) => Some(Found { marker, reader: reader.id, in_room }),
        Err(problem) => {
            problem.log();
            log::warn("for_you_incomplete", json!({}));
            None
        }
    }
}

impl Found<'_> {
    fn messages(&self) -> &[Message] {
        &self.in_room.snapshot.messages
    }

    fn view<'b>(&'b self, times: &'b [LocalTime], markers: &ReadMarkers) -> ForYouRoomView<'b> {
        let (room, snapshot) = (&self.marker.room, &self.in_room.snapshot);
        let messages = views::messages(self.messages(), times, views::Log::of(room, snapshot));
        ForYouRoomView {
            title: snapshot.settings.title.as_str(),
            messages: MessageListView {
                room: room.as_str(),
                mode: MessageListMode::Static,
                // What came before it in the room is not above it here.
                messages: messages.into_iter().map(|message| MessageView { continues: false, ..message }).collect(),
                earlier: None,
                later: None,
                at: None,
                first_new: markers.first_new(room, self.messages(), &self.reader),
                reader: Some(self.reader.as_str()),
            },
        }
    }
}
