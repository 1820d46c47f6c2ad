//! What the operator has decided about rooms on the list of rooms.

use room::Slug;
use serde::Deserialize;
use worker::wasm_bindgen::JsValue;
use worker::{Env, Result};

use super::query::with_timeout;
use crate::directory::{ListingChange, ListingDecision};
use crate::faults;
use crate::limits::{D1_DIRECTORY_TIMEOUT, D1_OPERATOR_TIMEOUT, D1_WRITE_TIMEOUT};

/// Decides about a room, or takes back what was decided. A null leaves its point as it is: of two
/// changes at a time none undoes the other.
pub(crate) const DECIDE: &str = "\
    INSERT INTO listing_decisions (room, is_off, hides_topic, is_picked) \
    VALUES (?1, coalesce(?2, 0), coalesce(?3, 0), coalesce(?4, 0)) \
    ON CONFLICT (room) DO UPDATE SET is_off = coalesce(?2, is_off), hides_topic = coalesce(?3, hides_topic), \
      is_picked = coalesce(?4, is_picked)";

const ALL: &str = "\
    SELECT room, is_off, hides_topic, is_picked FROM listing_decisions \
    WHERE is_off OR hides_topic OR is_picked ORDER BY room";

/// A room is deleted: what was decided against it stays.
pub(crate) const UNPICK: &str = "UPDATE listing_decisions SET is_picked = 0 WHERE room = ?1 AND is_picked <> 0";

const DECIDED: &str = "SELECT is_off, hides_topic, is_picked FROM listing_decisions WHERE room = ?1";

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    room: String,
    is_off: u8,
    hides_topic: u8,
    is_picked: u8,
}

/// Decides how the list shows a room, for as long as nothing else is decided: its owner changes
/// nothing about it by taking the room off and putting it back.
///
/// # Errors
/// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
pub(crate) async fn decide(env: &Env, room: &Slug, change: ListingChange) -> Result<()> {
    let point = |is: Option<bool>| is.map_or(JsValue::NULL, |is| JsValue::from_f64(f64::from(u8::from(is))));
    let [off, topic, picked] = change.points().map(point);
    let statement = env.d1("DB")?.prepare(DECIDE).bind(&[room.as_str().into(), off, topic, picked])?;
    with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
    Ok(())
}

/// What was decided about a room.
///
/// # Errors
/// What D1 says, or that it said nothing for [`D1_DIRECTORY_TIMEOUT`].
pub(crate) async fn decided(env: &Env, room: &Slug) -> Result<ListingDecision> {
    let statement = env.d1("DB")?.prepare(DECIDED).bind(&[room.as_str().into()])?;
    let row: Option<Row> = with_timeout(D1_DIRECTORY_TIMEOUT, faults::d1(statement.first(None))).await?;
    Ok(row.map_or_else(ListingDecision::default, |row| row.decision()))
}

/// All rooms about which something was decided.
///
/// # Errors
/// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
pub(crate) async fn all(env: &Env) -> Result<Vec<(String, ListingDecision)>> {
    let statement = env.d1("DB")?.prepare(ALL);
    let rows: Vec<Row> = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()?;
    Ok(rows.into_iter().map(|row| (row.room.clone(), row.decision())).collect())
}

impl Row {
    fn decision(&self) -> ListingDecision {
        let [is_off, hides_topic, is_picked] = [self.is_off, self.hides_topic, self.is_picked].map(|is| is != 0);
        ListingDecision { is_off, hides_topic, is_picked }
    }
}
