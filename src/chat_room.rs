//! The `ChatRoom` Durable Object: a thin jacket around [`room::Room`].
//!
//! Everything that happens to a room happens here, one thing after another: a request, a frame, a closed
//! socket, a timer, an alarm. Each becomes a [`Command`], each command an [`Outbox`]: what it saves is written to
//! the room's own SQLite first, and only then anybody is told. Between the two stands no `await`, so
//! nothing can come between; and the platform lets nothing out before the write is on disk (its output gate).
//!
//! Memory is never the only copy: [`Host::wake`] makes the room from its log and its open sockets, after sleep,
//! eviction, a crash or a deploy alike.

#![expect(missing_docs, reason = "the macro makes public methods without documentation")]

mod alarm;
mod attachment;
mod backlog;
mod dead;
mod delivery;
mod door;
mod erasure;
mod host;
mod letters;
mod listing;
mod log;
mod look;
mod ownership;
mod reading;
mod register;
mod schema;
mod shipping;
mod sockets;
mod space;
mod sql;
mod testimony;
mod timer;
mod welcome;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use room::{Refusal, limits};
use serde::de::DeserializeOwned;
use templates::words::ENGLISH;
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage, durable_object, wasm_bindgen,
};

use crate::call;
use crate::call::Wish;
use crate::http::error::{Expected, Problem};
use crate::http::{query, response};
pub(crate) use host::Host;

/// How the platform calls the end of a connection that nobody closed.
const ABNORMAL: usize = 1006;

/// One room.
#[durable_object]
pub struct ChatRoom {
    /// None if the room could not be made; why, was noted then.
    host: Option<Rc<Host>>,
}

impl DurableObject for ChatRoom {
    fn new(state: State, env: Env) -> Self {
        let host = Host::wake(state, &env).inspect_err(|error| {
            crate::log::error("room_did_not_wake", serde_json::json!({ "error": error.to_string() }))
        });
        Self { host: host.ok() }
    }

    /// A call of the Worker; see [`call`].
    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        match self.answer(request).await {
            Ok(response) => Ok(response),
            Err(Problem::Refused(refusal)) => response::json_response(429, &refusal),
            Err(problem) => response::error_response(response::Format::Json, &problem, &ENGLISH),
        }
    }

    async fn websocket_message(&self, socket: WebSocket, message: WebSocketIncomingMessage) -> worker::Result<()> {
        let Some(host) = &self.host else {
            return Ok(());
        };
        match message {
            WebSocketIncomingMessage::Binary(_) => host.close(&socket, 1003, "Send text."),
            WebSocketIncomingMessage::String(frame) if frame.len() > limits::FRAME_MAX_BYTES => {
                host.close(&socket, 1009, "A frame can have 16,384 bytes.");
            }
            WebSocketIncomingMessage::String(frame) => host.hear(&socket, &frame),
        }
        Ok(())
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        code: usize,
        _reason: String,
        _clean: bool,
    ) -> worker::Result<()> {
        let Some(host) = &self.host else {
            return socket.close::<String>(None, None);
        };
        host.forget(&socket);
        if code == ABNORMAL {
            host.bury(socket);
        } else {
            // A close that is not answered ends as an abnormal one in the browser. Codes that stand for "no code" and
            // "no close" cannot be sent.
            let code = u16::try_from(code).ok().filter(|code| !matches!(code, 1004 | 1005 | 1015));
            let _ = socket.close(code, None::<String>);
        }
        Ok(())
    }

    async fn websocket_error(&self, socket: WebSocket, _error: worker::Error) -> worker::Result<()> {
        if let Some(host) = &self.host {
            host.forget(&socket);
        }
        Ok(())
    }

    async fn alarm(&self) -> worker::Result<Response> {
        if let Some(host) = &self.host {
            host.wake_up().await;
        }
        Response::empty()
    }
}

/// What only a member can ask for.
fn grant(host: &Rc<Host>, call: &str, wish: &str) -> Result<Result<(), Refusal>, Problem> {
    fn read<T: DeserializeOwned>(wish: &str) -> Result<Wish<T>, Problem> {
        serde_json::from_str(wish).map_err(|_| Problem::Refused(Refusal::Malformed))
    }
    let outcome = match call {
        call::ENTER => read(wish).map(|Wish { member, wish }| host.enter(host.door(), &member, wish)),
        call::RENAME => read(wish).map(|Wish { member, wish: () }| host.rename(&member)),
        call::SETTLE => read(wish).map(|Wish { member, wish }| host.decide(&member, wish)),
        call::MAKE_OWNER_LINK => {
            read(wish).map(|Wish { member, wish }: Wish<String>| host.keep_owner_link(&member, &wish))
        }
        call::OWN => read(wish).map(|Wish { member, wish }: Wish<String>| host.own(&member, &wish)),
        call::DELETE => read(wish).map(|Wish { member, wish: () }| host.delete(&member)),
        _ => read(wish).map(|Wish { member, wish: () }| {
            host.see_off(&member);
            Ok(Ok(()))
        }),
    };
    Ok(outcome??)
}

impl ChatRoom {
    async fn answer(&self, mut request: Request) -> Result<Response, Problem> {
        let host = self.host.as_ref().ok_or(Problem::Internal)?;
        const OURS: Expected = Expected::RoomCall;
        match request.path().as_str() {
            call::CONNECT => {
                host.expect_look().await;
                host.connect(query::read(&request, OURS)?)
            }
            call::SNAPSHOT => Ok(response::json_response(200, &host.snapshot(&query::read(&request, OURS)?)?)?),
            call::ONWARD => Ok(response::json_response(200, &host.onward(query::read(&request, OURS)?)?)?),
            call::ROLL => Ok(response::json_response(200, &host.roll(query::read(&request, OURS)?)?)?),
            call::SAY => {
                let say =
                    serde_json::from_str(&request.text().await?).map_err(|_| Problem::Refused(Refusal::Malformed))?;
                Ok(response::json_response(200, &host.say(say)?)?)
            }
            path @ (call::ENTER
            | call::RENAME
            | call::LEAVE
            | call::SETTLE
            | call::MAKE_OWNER_LINK
            | call::OWN
            | call::DELETE) => {
                let path = path.to_owned();
                let wish = request.text().await?;
                Ok(response::json_response(200, &grant(host, &path, &wish)?)?)
            }
            #[cfg(feature = "faults")]
            path if path.starts_with(call::FAULTS) => {
                crate::faults::obey_in_room(host, path.trim_start_matches(call::FAULTS))
            }
            _ => Err(Problem::NotFound),
        }
    }
}
