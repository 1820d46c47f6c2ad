//! What the operator has decided about rooms on the list of rooms.

use room::Slug;
use serde::Deserialize;
use worker::wasm_bindgen::JsValue;
use worker::{Env, Result};

use super::query::with_timeout;
use crate::directory::ListingDecision;
use crate::faults;
use crate::limits::{D1_DIRECTORY_TIMEOUT, D1_WRITE_TIMEOUT};

/// Decides about a room, or takes back what was decided.
pub(crate) const DECIDE: &str = "\
    INSERT INTO listing_decisions (room, is_off, hides_topic, is_picked) VALUES (?1, ?2, ?3, ?4) \
    ON CONFLICT (room) DO UPDATE SET is_off = excluded.is_off, hides_topic = excluded.hides_topic, \
      is_picked = excluded.is_picked";

/// A room is deleted: what was decided against it stays.
pub(crate) const UNPICK: &str = "UPDATE listing_decisions SET is_picked = 0 WHERE room = ?1 AND is_picked <> 0";

const DECIDED: &str = "SELECT is_off, hides_topic, is_picked FROM listing_decisions WHERE room = ?1";

#[derive(Deserialize)]
struct Row {
    is_off: u8,
    hides_topic: u8,
    is_picked: u8,
}

/// Decides how the list shows a room, for as long as nothing else is decided: its owner changes
/// nothing about it by taking the room off and putting it back.
///
/// # Errors
/// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`].
pub(crate) async fn decide(env: &Env, room: &Slug, decision: ListingDecision) -> Result<()> {
    let ListingDecision { is_off, hides_topic, is_picked } = decision;
    let [off, topic, picked] = [is_off, hides_topic, is_picked].map(|is| JsValue::from_f64(f64::from(u8::from(is))));
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
    Ok(row.map_or_else(ListingDecision::default, |Row { is_off, hides_topic, is_picked }| ListingDecision {
        is_off: is_off != 0,
        hides_topic: hides_topic != 0,
        is_picked: is_picked != 0,
    }))
}
