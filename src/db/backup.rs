//! What the archive has of a room, page by page, with everything that is kept.

use std::collections::{BTreeMap, BTreeSet};

use room::{MessageRecord, Reaction, Seq, Slug};
use worker::Result;
use worker::wasm_bindgen::JsValue;

use super::archive::Archive;
use super::kept::Kept;
use super::query::{number, with_timeout};
use crate::faults;
use crate::limits::D1_OPERATOR_TIMEOUT;
use crate::message_row::{self, EarlierRow, NamedRow};
use crate::reaction_row::{self, ReactionRow};
use crate::room_client::MessageLine;

/// The first messages after a place, up to another, with everything that is kept of them.
pub(crate) fn records_after_sql(kept: Kept) -> String {
    let (columns, since) = (message_row::record_columns(), kept.since("?1"));
    format!(
        "SELECT {columns} FROM messages WHERE room = ?1 AND seq > ?2 AND seq <= ?3 AND said_at >= {since} \
         ORDER BY seq LIMIT ?4"
    )
}

/// All reactions to the messages from a place on, up to another.
pub(crate) fn reactions_between_sql() -> String {
    let columns = reaction_row::COLUMNS;
    format!("SELECT {columns} FROM reactions WHERE room = ?1 AND seq >= ?2 AND seq <= ?3 ORDER BY seq, first")
}

impl Archive {
    /// The first messages after a place, up to another, oldest first, with all reactions to them.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
    pub(crate) async fn records_after(
        &self,
        room: &Slug,
        after: Seq,
        until: Seq,
        limit: usize,
    ) -> Result<Vec<MessageLine>> {
        let bindings = [room.as_str().into(), number(after), number(until), JsValue::from_f64(limit as f64)];
        let statement = self.database.prepare(records_after_sql(self.kept())).bind(&bindings)?;
        let found = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?;
        let (messages, earlier) = (found.results::<NamedRow>()?, found.results::<EarlierRow>()?);
        let places: BTreeSet<Seq> = messages.iter().map(|row| row.seq).collect();
        let Some((first, last)) = places.first().zip(places.last()) else { return Ok(Vec::new()) };
        let bindings = [room.as_str().into(), number(*first), number(*last)];
        let statement = self.database.prepare(reactions_between_sql()).bind(&bindings)?;
        let rows: Vec<ReactionRow> = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        let mut reactions: BTreeMap<Seq, Vec<Reaction>> = BTreeMap::new();
        for reaction in rows.into_iter().map(Reaction::from) {
            reactions.entry(reaction.seq).or_default().push(reaction);
        }
        let line = |(message, earlier): (NamedRow, EarlierRow)| {
            let reactions = reactions.remove(&message.seq).unwrap_or_default();
            Ok(MessageLine { record: MessageRecord { message: message.into(), earlier: earlier.texts()? }, reactions })
        };
        messages.into_iter().zip(earlier).map(line).collect()
    }
}
