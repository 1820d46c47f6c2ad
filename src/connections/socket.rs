//! One WebSocket, as [`Connections`](super::Connections) needs it: the platform's, or a pretend one
//! in native tests.

use templates::words::Words;
use worker::js_sys::JsString;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::{Result, WebSocket};

use super::close_code::CloseCode;

/// A WebSocket that may hibernate.
pub(crate) trait Socket: Clone {
    /// A frame as the platform takes it. It is encoded once and sent to many.
    type Encoded: Clone;

    /// Encodes a frame.
    fn encode(frame: String) -> Self::Encoded;

    /// The length of a frame in UTF-16 code units, as a browser counts it.
    fn units(frame: &Self::Encoded) -> usize;

    /// Sends a frame. A socket that cannot take it is closing; its page catches up when it
    /// reconnects, and the others must not wait for it.
    fn send(&self, frame: &Self::Encoded);

    /// Closes it with a code and the reason for it, in the reader's words. Does not wait for the
    /// other side to agree.
    fn close(&self, code: CloseCode, words: &Words) {
        self.close_saying(code, code.reason(words));
    }

    /// The same with a reason of its own.
    fn close_saying(&self, code: CloseCode, reason: String);

    /// Agrees that the other side closes it, with a code or with none.
    fn agree_to_close(&self, code: Option<u16>);

    /// Closes it with no code: the link is gone, and nobody reads one.
    fn drop_link(&self);

    /// Attaches a text that stays with the socket while the room hibernates.
    ///
    /// # Errors
    /// The socket is closing.
    fn attach(&self, text: &str) -> Result<()>;

    /// What was attached.
    fn attached(&self) -> Option<String>;
}

impl Socket for WebSocket {
    type Encoded = JsString;

    fn encode(frame: String) -> JsString {
        JsString::from(frame)
    }

    fn units(frame: &JsString) -> usize {
        usize::try_from(frame.length()).unwrap_or(usize::MAX)
    }

    fn send(&self, frame: &JsString) {
        let _ = self.as_ref().unchecked_ref::<RawSocket>().send(frame);
    }

    fn close_saying(&self, code: CloseCode, reason: String) {
        let _ = self.close(Some(code.number()), Some(reason));
    }

    fn agree_to_close(&self, code: Option<u16>) {
        // Whichever code the platform does not take: the socket must not stay open for it.
        if self.close(code, None::<String>).is_err() {
            self.drop_link();
        }
    }

    fn drop_link(&self) {
        let _ = self.close::<String>(None, None);
    }

    fn attach(&self, text: &str) -> Result<()> {
        self.serialize_attachment(text)
    }

    fn attached(&self) -> Option<String> {
        self.deserialize_attachment().ok().flatten()
    }
}

// The SDK encodes a string for each send; this sends one that is encoded already. `catch`: an
// exception without it would go straight through Rust.
#[wasm_bindgen]
extern "C" {
    type RawSocket;
    #[wasm_bindgen(method, catch)]
    fn send(this: &RawSocket, frame: &JsString) -> std::result::Result<(), JsValue>;
}
