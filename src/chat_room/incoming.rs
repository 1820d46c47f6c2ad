//! What comes on a socket, before anybody looks into it.
//!
//! The macro of `worker` would copy each message into the memory of the Wasm before its size is
//! known. The platform takes messages of 32 MiB, and that memory never shrinks again: a few hostile
//! frames would take the room down. So a message stays outside until then.

use room::limits;
use wasm_bindgen::{JsCast, JsValue};
use worker::js_sys::JsString;

use crate::connections::close_code::CloseCode;

/// A message, if it is one that can be from a page; otherwise why its connection is closed.
pub(super) fn text_of(message: &JsValue) -> Result<String, CloseCode> {
    let text = message.dyn_ref::<JsString>().ok_or(CloseCode::NotText)?;
    // In UTF-16, in which nothing is longer than in UTF-8.
    let units = usize::try_from(text.length()).unwrap_or(usize::MAX);
    let text = (units <= limits::FRAME_MAX_BYTES).then(|| String::from(text)).ok_or(CloseCode::FrameTooLarge)?;
    if text.len() <= limits::FRAME_MAX_BYTES { Ok(text) } else { Err(CloseCode::FrameTooLarge) }
}
