//! A socket of a page of any build: frames are looked at as they come, and nothing is answered.

use std::panic::Location;

use futures_util::StreamExt as _;
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
