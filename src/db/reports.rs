//! Reports of all rooms, for the operator. Each room ships its own; nothing here is the only copy.

use room::{MemberId, Name, Report, ReportReason, ReportState, Seq, Slug};
use serde::Deserialize;
use serde_json::json;
use worker::wasm_bindgen::JsValue;
use worker::{Env, Result};

use super::archive::Archive;
use super::query::{number, with_timeout};
use crate::faults;
use crate::limits::{D1_OPERATOR_TIMEOUT, D1_WRITE_TIMEOUT, ERASE_BATCH};

/// One statement for any number of reports. What became of one is all that changes, and shipping
/// twice changes nothing (idempotent).
pub(crate) const UPSERT_SQL: &str = "\
    INSERT INTO reports (room, seq, member, name, reason, note, at, state) \
    SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 \
    FROM json_each(?2) WHERE true \
    ON CONFLICT (room, seq, member) DO UPDATE SET \
      name = excluded.name, note = excluded.note, state = excluded.state";

const FORGET_SQL: &str = "UPDATE reports SET name = ?3, note = '' WHERE room = ?1 AND member = ?2";

/// The reports of one room, some at a time.
pub(super) fn erase_sql() -> String {
    format!(
        "DELETE FROM reports WHERE room = ?1 AND (seq, member) IN (\
           SELECT seq, member FROM reports WHERE room = ?1 ORDER BY seq LIMIT {ERASE_BATCH})"
    )
}

/// What nobody has looked at, the latest first, by an index of these alone. What a room is called
/// stands in the list of rooms.
pub(crate) const OPEN: &str = "\
    SELECT room, (SELECT title FROM room_index WHERE slug = room) AS title, seq, member, name, reason, note, at, state \
    FROM reports WHERE state = 'open' ORDER BY at DESC LIMIT ?1";

/// What became of the reports of a message. Its room says the same, but later.
pub(crate) const CLOSE: &str = "UPDATE reports SET state = ?3 WHERE room = ?1 AND seq = ?2 AND state = 'open'";

/// A report, and the room that it is of.
#[derive(Debug)]
pub(crate) struct RoomReport {
    pub(crate) room: Slug,
    /// What the room is called; empty if it is only known by its address.
    pub(crate) title: String,
    pub(crate) report: Report,
}

#[derive(Deserialize)]
struct Row {
    room: String,
    title: Option<String>,
    seq: Seq,
    member: String,
    name: String,
    reason: String,
    note: String,
    at: i64,
    state: String,
}

/// The newest reports of all rooms that nobody has looked at, the latest first.
///
/// # Errors
/// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
pub(crate) async fn open_reports(env: &Env, limit: usize) -> Result<Vec<RoomReport>> {
    let statement = env.d1("DB")?.prepare(OPEN).bind(&[JsValue::from_f64(limit as f64)])?;
    let rows: Vec<Row> = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()?;
    Ok(rows.into_iter().filter_map(room_report).collect())
}

/// Closes the reports of a message, here alone.
///
/// # Errors
/// As for [`open_reports`].
pub(crate) async fn close(env: &Env, room: &Slug, seq: Seq, state: ReportState) -> Result<()> {
    let bindings = [room.as_str().into(), number(seq), state.as_str().into()];
    let statement = env.d1("DB")?.prepare(CLOSE).bind(&bindings)?;
    with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?;
    Ok(())
}

/// None if it is not of a room, which only a hand in D1 can have made.
fn room_report(Row { room, title, seq, member, name, reason, note, at, state }: Row) -> Option<RoomReport> {
    let report = Report {
        seq,
        member: MemberId::from_trusted(member),
        name: Name::from_trusted(name),
        reason: ReportReason::parse(&reason),
        note,
        at,
        state: ReportState::parse(&state),
    };
    Some(RoomReport { room: Slug::parse(&room).ok()?, title: title.unwrap_or_default(), report })
}

/// Reports as [`UPSERT_SQL`] takes them.
pub(crate) fn batch_json(reports: &[Report]) -> String {
    let row = |Report { seq, member, name, reason, note, at, state }: &Report| {
        json!([seq, member.as_str(), name.as_str(), reason.as_str(), note, at, state.as_str()])
    };
    serde_json::Value::from(reports.iter().map(row).collect::<Vec<_>>()).to_string()
}

impl Archive {
    /// Leaves out who made the reports of a member, and what they wrote.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
    pub(crate) async fn forget_reports(&self, room: &Slug, member: &MemberId) -> Result<()> {
        let bindings = [room.as_str().into(), member.as_str().into(), Name::nobody().as_str().into()];
        let statement = self.database.prepare(FORGET_SQL).bind(&bindings)?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// Writes reports of a room, as they are now.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have them even so.
    pub(crate) async fn upsert_reports(&self, room: &Slug, reports: &[Report]) -> Result<()> {
        let bindings = [room.as_str().into(), batch_json(reports).into()];
        let statement = self.database.prepare(UPSERT_SQL).bind(&bindings)?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }
}
