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
mod jobs;
mod moderation;
mod queries;
mod rpc;
pub(crate) mod runtime;
mod schedule;
mod storage;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use room::limits;
use templates::words::ENGLISH;
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage, durable_object, wasm_bindgen,
};

use crate::connections::close_code::CloseCode;
use crate::http::error::Problem;
use crate::http::response::{self, Format, Place};
use crate::log;
pub(crate) use runtime::Runtime;

/// One room.
#[durable_object]
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

    async fn websocket_message(&self, socket: WebSocket, message: WebSocketIncomingMessage) -> worker::Result<()> {
        let Some(runtime) = &self.runtime else { return Ok(()) };
        runtime.act_or_log(|engine| match message {
            WebSocketIncomingMessage::Binary(_) => engine.on_bad_frame(&socket, CloseCode::NotText),
            WebSocketIncomingMessage::String(frame) if frame.len() > limits::FRAME_MAX_BYTES => {
                engine.on_bad_frame(&socket, CloseCode::FrameTooLarge)
            }
            WebSocketIncomingMessage::String(frame) => engine.on_frame(&socket, &frame),
        });
        runtime.sweep();
        Ok(())
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        code: usize,
        _reason: String,
        _clean: bool,
    ) -> worker::Result<()> {
        let Some(runtime) = &self.runtime else { return socket.close::<String>(None, None) };
        runtime.act_or_log(|engine| engine.on_close(&socket));
        match CloseCode::echo(code) {
            Some(code) => drop(socket.close(code, None::<String>)),
            None => runtime.act(|engine| engine.on_broken_link(socket)),
        }
        Ok(())
    }

    async fn websocket_error(&self, socket: WebSocket, _error: worker::Error) -> worker::Result<()> {
        if let Some(runtime) = &self.runtime {
            runtime.act_or_log(|engine| engine.on_close(&socket));
        }
        Ok(())
    }

    async fn alarm(&self) -> worker::Result<Response> {
        if let Some(runtime) = &self.runtime {
            runtime.on_alarm().await;
        }
        Response::empty()
    }
}
