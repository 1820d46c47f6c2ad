//! Whether D1 works and has every room's messages, read without waking a room.

use room::{Millis, Slug};
use serde::Deserialize;
use worker::{Error, Result};

use super::archive::Archive;
use super::fill::Fill;
use super::query::{number, with_timeout};
use crate::limits::{D1_HEALTH_TIMEOUT, D1_WRITE_TIMEOUT};
use crate::{faults, message_row, reaction_row};

/// What D1 says of itself and of the rooms that are behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Rooms that have something which D1 does not have, and that D1 has failed for a while.
    pub(crate) rooms_behind: u32,
    /// Since when the one has that is behind longest.
    pub(crate) behind_since: Option<Millis>,
    /// None if D1 does not say.
    pub(crate) fill: Option<Fill>,
}

/// Names every column that this build reads or writes: a database without one of them has not had
/// all migrations, and takes no messages.
pub(crate) fn read_sql() -> String {
    format!(
        "SELECT (SELECT count(*) FROM behind) AS rooms_behind, (SELECT min(since) FROM behind) AS behind_since, \
           (SELECT count(*) FROM (SELECT room, {} FROM messages LIMIT 1)) AS messages, \
           (SELECT count(*) FROM (SELECT room, {} FROM reactions LIMIT 1)) AS reactions, \
           (SELECT count(*) FROM (SELECT slug, title, topic, people, changed_at FROM rooms LIMIT 1)) AS rooms, \
           (SELECT count(*) FROM (SELECT room, keep_days FROM retention LIMIT 1)) AS retention",
        message_row::record_columns(),
        reaction_row::COLUMNS
    )
}

/// A room says that it is behind.
pub(crate) const PUT_BEHIND: &str = "INSERT INTO behind (room, since) VALUES (?1, ?2) \
                                     ON CONFLICT (room) DO UPDATE SET since = excluded.since";

/// A room is not behind any more.
pub(crate) const DELETE_BEHIND: &str = "DELETE FROM behind WHERE room = ?1";

#[derive(Deserialize)]
struct Row {
    rooms_behind: u32,
    behind_since: Option<Millis>,
}

impl Archive {
    /// Reads how D1 is.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_HEALTH_TIMEOUT`].
    pub(crate) async fn health(&self) -> Result<Reading> {
        let statement = self.database.prepare(read_sql());
        let answer = with_timeout(D1_HEALTH_TIMEOUT, faults::d1(statement.all())).await?;
        let row = answer.results::<Row>()?.pop().ok_or_else(|| Error::from("no row"))?;
        let Row { rooms_behind, behind_since } = row;
        Ok(Reading { rooms_behind, behind_since, fill: self.capacity.watch(Some(&answer)) })
    }

    /// Tells that a room is behind since a time; or, without one, that it is not any more.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn tell_behind(&self, room: &Slug, since: Option<Millis>) -> Result<()> {
        let statement = match since {
            Some(since) => self.database.prepare(PUT_BEHIND).bind(&[room.as_str().into(), number(since)])?,
            None => self.database.prepare(DELETE_BEHIND).bind(&[room.as_str().into()])?,
        };
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }
}
