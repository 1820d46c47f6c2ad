//! The socket of a room: everything is checked before the room is woken.

use room::{Refusal, Slug, Version};
use serde::Deserialize;
use templates::words::Words;
use worker::{Env, Headers, Request, Response};

use crate::connections::close_code::CloseCode;
use crate::fence::Fence;
use crate::http::error::{Expected, Problem};
use crate::http::origin;
use crate::http::session::{Keys, Session};
use crate::http::{query, response};
use crate::protocol::{Page, Protocol};
use crate::room_client::RoomStub;
use crate::{clock, left_rooms, shut_outs};

#[derive(Deserialize)]
struct Cursor {
    since: Option<String>,
    /// The protocol that the page speaks; programs need not say.
    v: Option<String>,
    /// The language that the page is in; otherwise it is the one that the request asks for.
    lang: Option<String>,
    /// Set by a page that shows pictures.
    pictures: Option<String>,
}

/// Opens a connection to a room.
pub(crate) async fn connect(request: &Request, env: &Env, slug: &Slug, words: &Words) -> Result<Response, Problem> {
    let headers = request.headers();
    let url = request.inner().url();
    if !headers.get("Upgrade")?.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket")) {
        return Err(Problem::NotAnUpgrade);
    }
    if !origin::may_connect(headers, &url)? {
        return Err(origin::foreign(headers, &url));
    }
    let Cursor { since, v, lang, pictures } = query::read(request, Expected::QueryFields)?;
    let page = Page::said(v.as_deref(), lang.as_deref(), pictures.as_deref(), words);
    let words = page.language.words();
    let session = match &v {
        Some(_) => match admit_page(headers, &url, env, slug, page.protocol)? {
            Ok(session) => session,
            Err(code) => return Ok(response::closed_socket(code, words)?),
        },
        None => Session::of(headers, &url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?,
    };
    let room = RoomStub::called_by(headers, env, slug)?.with_session(&session);
    // An unreadable cursor counts as none: the room replaces the whole list of messages.
    let since: Option<Version> = since.and_then(|since| since.parse().ok());
    let member = session.member_in(slug)?;
    // They were told with the close of a socket, if they were to be told, and no page comes back
    // before its time. A socket more would let them send what the platform reads before it closes.
    shut_outs::check(slug, &member.id, clock::now())?;
    let outcome = match Fence::Upgrades.pass(env, room.caller()).await {
        Ok(()) => {
            let outcome = room.connect(&member, since, page).await;
            if let Err(Problem::Refused(Refusal::TooFast { wait_ms } | Refusal::ShutOut { wait_ms })) = &outcome {
                shut_outs::note(slug, &member.id, *wait_ms, clock::now());
            }
            outcome
        }
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Err(Problem::Refused(refusal)) if v.is_some() => match CloseCode::of(&refusal) {
            Some(code) => Ok(response::closed_socket(code, words)?),
            None => Err(refusal.into()),
        },
        outcome => outcome,
    }
}

/// Whether a page may go on: whose it is, or why it has ended. The room is not woken for it.
pub(crate) fn admit_page(
    headers: &Headers,
    url: &str,
    env: &Env,
    slug: &Slug,
    page: Protocol,
) -> Result<Result<Session, CloseCode>, Problem> {
    if let Some(code) = CloseCode::of_page(page) {
        return Ok(Err(code));
    }
    let Some(session) = Session::of(headers, url, &Keys::of(env)?)? else {
        return Ok(Err(CloseCode::SessionOver));
    };
    if left_rooms::has_left(headers, slug)? { Ok(Err(CloseCode::Left)) } else { Ok(Ok(session)) }
}

#[cfg(test)]
mod tests {
    use room::limits;

    use crate::limits::SESSION_RENEWED_AFTER_MS;
    use crate::protocol::PROTOCOL;

    /// The numbers that scripts have of their own.
    const SETTINGS: &str = include_str!("../static/js/settings.js");

    #[test]
    fn scripts_know_the_numbers_of_the_server() {
        let expected = [
            ("PROTOCOL_VERSION", PROTOCOL.to_string()),
            ("HEARTBEAT_INTERVAL_MS", limits::HEARTBEAT_INTERVAL_MS.to_string()),
            ("ACK_EVERY_CHARS", limits::ACK_EVERY_UNITS.to_string()),
            ("FRAME_MAX_BYTES", limits::FRAME_MAX_BYTES.to_string()),
            ("AWAY_AFTER_MS", limits::AWAY_AFTER_MS.to_string()),
            ("TYPING_INTERVAL_MS", limits::TYPING_INTERVAL_MS.to_string()),
            ("CONTINUES_WITHIN_MS", limits::CONTINUES_WITHIN_MS.to_string()),
            ("MENTION_NEWS_MS", limits::MENTION_NEWS_MS.to_string()),
            ("BODY_MAX_CHARS", limits::BODY_MAX_CHARS.to_string()),
            ("BLANK_LINES_MAX", templates::BLANK_LINES_MAX.to_string()),
            ("FOLD_AFTER_ROWS", templates::FOLD_AFTER_ROWS.to_string()),
            ("WIDE_ROW_COLUMNS", templates::WIDE_ROW_COLUMNS.to_string()),
            ("NARROW_ROW_COLUMNS", templates::NARROW_ROW_COLUMNS.to_string()),
            ("UNDO_REMOVAL_MS", limits::UNDO_REMOVAL_MS.to_string()),
            ("SESSION_RENEWED_AFTER_MS", SESSION_RENEWED_AFTER_MS.to_string()),
        ];
        let constants = SETTINGS.lines().filter_map(|line| line.strip_prefix("export const ")?.split_once(" = "));
        let found: Vec<(&str, String)> = constants.map(|(name, number)| (name, number.replace('_', ""))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn page_names_the_true_length_of_the_longest_message() {
        let sentence = templates::words::ENGLISH.scripts.too_long.replace(',', "");
        assert!(sentence.contains(&format!(" {} characters", limits::BODY_MAX_CHARS)), "{sentence}");
    }
}
