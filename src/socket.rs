//! The socket of a room: everything is checked before the room is woken.

use room::{Refusal, Slug, Version};
use serde::Deserialize;
use worker::{Env, Request, Response, WebSocketPair};

use crate::call::RoomStub;
use crate::origin;
use crate::problem::Problem;
use crate::query;
use crate::session::{Keys, Session};

/// What a page and the server have agreed on: the frames in both directions. Raise it, here and in
/// `static/js/settings.js`, when an open page of the version before could not go on with what it is
/// sent, or we with what it sends.
const PROTOCOL: &str = "1";

/// The page speaks another version of the protocol. From 4000 on a page does not come back by itself.
const OTHER_PROTOCOL: (u16, &str) = (4001, "Natter was updated. Reload this page.");

/// The page's session has run out.
const SESSION_OVER: (u16, &str) = (4003, "Your session has ended. Reload this page to enter your name again.");

#[derive(Deserialize)]
struct Cursor {
    since: Option<String>,
    /// The protocol that the page speaks; programs need not say.
    v: Option<String>,
}

/// Opens a connection to a room.
pub(crate) async fn connect(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let headers = request.headers();
    let url = request.inner().url();
    if !headers.get("Upgrade")?.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket")) {
        return Err(Problem::NotAnUpgrade);
    }
    if !origin::may_connect(headers, &url)? {
        return Err(Problem::ForeignOrigin);
    }
    let Cursor { since, v } = query::read(request, "The query holds a field twice.")?;
    if v.as_ref().is_some_and(|v| v != PROTOCOL) {
        return farewell(OTHER_PROTOCOL);
    }
    let session = match Session::of(headers, &url, &Keys::of(env)?)? {
        Some(session) => session,
        // A script in a page never learns the status of a refused upgrade, but it does learn how a socket was closed.
        None if v.is_some() => return farewell(SESSION_OVER),
        None => return Err(Problem::NoSession),
    };
    // A cursor that cannot be read is one that cannot be continued: the room replaces the log and says so.
    let since: Option<Version> = since.and_then(|since| since.parse().ok());
    match RoomStub::of(env, slug)?.connect(&session.member()?, since).await {
        Err(Problem::Refused(refusal)) if v.is_some() => match for_good(&refusal) {
            Some((code, reason)) => farewell((code, &reason)),
            None => Err(refusal.into()),
        },
        outcome => outcome,
    }
}

/// How a page is told that it need not come back as it is; none if it should.
fn for_good(refusal: &Refusal) -> Option<(u16, String)> {
    match refusal {
        Refusal::RoomDeleted => Some((4004, refusal.to_string())),
        Refusal::RoomLocked => Some((4006, refusal.to_string())),
        Refusal::NameTaken { .. } => {
            Some((4009, "Somebody else has your name here now. Reload this page to choose another.".to_owned()))
        }
        _ => None,
    }
}

/// Accepts a connection only to say why there is none. The room is not woken.
fn farewell((code, reason): (u16, &str)) -> Result<Response, Problem> {
    let pair = WebSocketPair::new()?;
    pair.server.accept()?;
    pair.server.close(Some(code), Some(reason))?;
    Ok(Response::from_websocket(pair.client)?)
}

#[cfg(test)]
mod tests {
    use room::limits;

    use super::PROTOCOL;

    /// The numbers that scripts have of their own.
    const SETTINGS: &str = include_str!("../static/js/settings.js");

    #[test]
    fn scripts_know_the_numbers_of_the_server() {
        let expected = [
            ("PROTOCOL_VERSION", PROTOCOL.to_owned()),
            ("HEARTBEAT_INTERVAL_MS", limits::HEARTBEAT_MS.to_string()),
            ("ACK_EVERY_CHARS", limits::ACK_UNITS.to_string()),
            ("FRAME_MAX_BYTES", limits::FRAME_MAX_BYTES.to_string()),
            ("AWAY_AFTER_MS", limits::AWAY_AFTER_MS.to_string()),
            ("TYPING_INTERVAL_MS", limits::TYPING_INTERVAL_MS.to_string()),
        ];
        let constants = SETTINGS.lines().filter_map(|line| line.strip_prefix("export const ")?.split_once(" = "));
        let found: Vec<(&str, String)> = constants.map(|(name, number)| (name, number.replace('_', ""))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_a_page_says_of_the_longest_message_is_true() {
        let sentence = templates::TOO_LONG.replace(',', "");
        assert!(sentence.contains(&format!(" {} characters", limits::BODY_MAX_CHARS)), "{sentence}");
    }
}
