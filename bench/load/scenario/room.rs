//! A room that is measured: a server that is warm, and the people in it.

use std::ops::Range;

use super::{FILLER, warm};
use crate::crowd::Crowd;
use crate::ledger::Tally;
use crate::server::{Chat, Server};
use crate::sessions;

/// A room on a server of its own.
pub(super) struct Room {
    pub(super) server: Server,
    pub(super) crowd: Crowd,
}

impl Room {
    /// Starts a chat, warms it up and gets so many people in. They are not connected yet.
    pub(super) async fn open(chat: Chat, people: usize) -> Result<Self, String> {
        let server = warm(chat).await?;
        let guests = sessions::join(&server, "lobby", people).await?;
        let crowd = Crowd::new(&server, guests)?;
        Ok(Self { server, crowd })
    }

    /// Talks, and measures what was said after the first second or so. Returns the CPU seconds of
    /// the server as well.
    pub(super) async fn talk(&self, messages: usize, per_second: f64, sockets: usize) -> Result<(Tally, f64), String> {
        self.crowd.talk((per_second * 1.5).ceil() as usize, per_second, 0..sockets, FILLER).await?;
        self.crowd.ledger.measure();
        let cpu = self.server.cpu();
        self.crowd.talk(messages, per_second, 0..sockets, FILLER).await?;
        self.crowd.delivered(messages, sockets).await?;
        Ok((self.crowd.ledger.tally(), self.server.cpu() - cpu))
    }

    /// Sees to it that every socket from `whom` had everything exactly once, and stops the server.
    pub(super) async fn close(self, whom: Range<usize>) -> Result<(), String> {
        self.crowd.verdict(whom)?;
        drop(self.crowd);
        self.server.stop().await;
        Ok(())
    }
}
