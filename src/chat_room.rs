//! The `ChatRoom` Durable Object: the platform's entry points, one line each.
//!
//! Begin with [`runtime`]: everything that happens to a room is a turn there. [`rpc`] is what the
//! Worker calls, [`queries`] what it reads. The adapters are [`storage`], [`schedule`], [`jobs`]
//! and `crate::connections`; [`catch_up`] makes the first frame on a connection, and [`d1_jobs`]
//! awaits D1.
//!
//! Memory is never the only copy: a room is restored from its storage and its open sockets after
//! sleep, eviction, a crash or a deploy alike.

#![expect(missing_docs, reason = "the macro makes public methods without documentation")]

mod backup;
mod call_body;
mod catch_up;
mod d1_jobs;
mod forgetting;
mod incoming;
mod jobs;
mod moderation;
mod queries;
mod rpc;
pub(crate) mod runtime;
mod schedule;
mod search;
mod storage;
mod uploads;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use templates::words::ENGLISH;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use worker::{DurableObject, Env, Request, Response, State, WebSocket, durable_object, web_sys};

use crate::connections::Socket as _;
use crate::http::error::Problem;
use crate::http::response::{self, Format, Place};
use crate::log;
pub(crate) use runtime::Runtime;

/// One room.
// Not all that the macro makes: `incoming` says why.
#[durable_object(alarm)]
pub struct ChatRoom {
    /// None if the room could not be restored, which was logged.
    runtime: Option<Rc<Runtime>>,
}

impl DurableObject for ChatRoom {
    fn new(state: State, env: Env) -> Self {
        let runtime = Runtime::restore(state, &env).inspect_err(|error| {
            log::error("room_restore_failed", serde_json::json!({ "error": error.to_string() }));
        });
        Self { runtime: runtime.ok() }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let answer = match &self.runtime {
            Some(runtime) => rpc::answer_call(runtime, request).await,
            None => Err(Problem::Internal),
        };
        match answer {
            Ok(response) => Ok(response),
            Err(Problem::Refused(refusal)) => response::json_response(429, &refusal),
            Err(problem) => response::error_response(Format::Json, &problem, Place::default(), &ENGLISH),
        }
    }

    async fn alarm(&self) -> worker::Result<Response> {
        if let Some(runtime) = &self.runtime {
            runtime.on_alarm().await;
        }
        Response::empty()
    }
}

#[wasm_bindgen]
impl ChatRoom {
    /// A message came.
    #[wasm_bindgen(js_name = webSocketMessage)]
    pub fn on_socket_message(&self, socket: web_sys::WebSocket, message: &JsValue) {
        let Some(runtime) = &self.runtime else { return };
        let socket = WebSocket::from(socket);
        runtime.act_or_log(|engine| match incoming::text_of(message) {
            Ok(frame) => engine.on_frame(&socket, &frame),
            Err(code) => engine.on_bad_frame(&socket, code),
        });
        runtime.sweep();
    }

    /// The other side closed a socket, or its link broke.
    #[wasm_bindgen(js_name = webSocketClose)]
    pub fn on_socket_close(&self, socket: web_sys::WebSocket, code: usize) {
        let socket = WebSocket::from(socket);
        let Some(runtime) = &self.runtime else { return socket.drop_link() };
        runtime.act_or_log(|engine| engine.on_close(&socket, code));
    }

    /// A socket failed.
    #[wasm_bindgen(js_name = webSocketError)]
    pub fn on_socket_error(&self, socket: web_sys::WebSocket) {
        if let Some(runtime) = &self.runtime {
            runtime.act_or_log(|engine| engine.on_error(&WebSocket::from(socket)));
        }
    }
}
