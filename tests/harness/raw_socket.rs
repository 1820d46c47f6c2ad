//! A socket of a page of any build, or of a program that keeps to no rule: frames are looked at as
//! they come, and anything can be written.

use std::panic::Location;

use futures_util::StreamExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::visitor::Socket;
use crate::{Answer, Visitor, wait};

/// A socket whose frames nobody puts into a page.
#[derive(Debug)]
pub struct RawSocket(Socket);

impl RawSocket {
    /// Opens the socket of a room as a page does that speaks this protocol.
    ///
    /// # Errors
    /// The answer, if it is no socket.
    pub async fn speaks(visitor: &Visitor, room: &str, protocol: u16) -> Result<Self, Box<Answer>> {
        let path = format!("/r/{room}/ws?v={protocol}");
        visitor.requests_socket(&path, &[("Origin", visitor.origin())]).await.map(Self)
    }

    /// Writes bytes as they are, which need not be frames ([`frame`]).
    pub async fn writes(&mut self, bytes: &[u8]) {
        // If the connection has ended, whoever waits for its end sees that.
        let _ = self.0.get_mut().write_all(bytes).await;
    }

    /// Waits for a frame with a text.
    #[track_caller]
    pub fn hears(&mut self, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let heard = async {
                while let Some(Ok(message)) = self.0.next().await {
                    if message.into_text().is_ok_and(|frame| frame.contains(text)) {
                        return true;
                    }
                }
                false
            };
            let heard = timeout(wait::SOON, heard).await;
            assert_eq!(heard, Ok(true), "{at}: a frame with {text:?} should come before the socket ends");
        }
    }

    /// Waits until the server has closed it, and the connection below it. Returns the code; none if
    /// there was none.
    #[track_caller]
    pub fn ends(mut self, awaited: &str) -> impl Future<Output = Option<u16>> {
        let (at, awaited) = (Location::caller(), awaited.to_owned());
        async move {
            let ends = async {
                let mut code = None;
                while let Some(Ok(message)) = self.0.next().await {
                    if let Message::Close(Some(frame)) = message {
                        code = Some(frame.code.into());
                    }
                }
                code
            };
            timeout(wait::SOON, ends).await.unwrap_or_else(|_| panic!("{at}: {awaited}: the connection should end"))
        }
    }

    /// Waits until it is closed. Returns the code and the reason.
    #[track_caller]
    pub fn loses_connection(mut self) -> impl Future<Output = (u16, String)> {
        let at = Location::caller();
        async move {
            let closes = async {
                while let Some(Ok(message)) = self.0.next().await {
                    if let Message::Close(Some(frame)) = message {
                        return (frame.code.into(), frame.reason.to_string());
                    }
                }
                (0, "without a word".to_owned())
            };
            timeout(wait::SOON, closes).await.unwrap_or_else(|_| panic!("{at}: the socket should be closed"))
        }
    }
}

/// Who masks a frame: browsers do, and must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// Nobody.
    None,
    /// The client, with a key.
    Key([u8; 4]),
}

/// A key like any other.
pub const MASK: Mask = Mask::Key([0x5a, 0x01, 0xfe, 0x33]);

/// A frame on the wire (RFC 6455, section 5.2): the byte with its flags and its kind, and what it
/// carries.
#[must_use]
pub fn frame(first: u8, mask: Mask, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    let flag = if mask == Mask::None { 0 } else { 0x80 };
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(short), _) if short < 126 => bytes.push(flag | short),
        (_, Ok(medium)) => {
            bytes.push(flag | 126);
            bytes.extend(medium.to_be_bytes());
        }
        _ => {
            bytes.push(flag | 127);
            bytes.extend(u64::try_from(payload.len()).unwrap_or(u64::MAX).to_be_bytes());
        }
    }
    match mask {
        Mask::None => bytes.extend(payload),
        Mask::Key(key) => {
            bytes.extend(key);
            bytes.extend(payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key));
        }
    }
    bytes
}
