//! Who is muted or banned in all rooms, for the operator. Each room ships its own whole list;
//! nothing here is the only copy.

use room::{MemberId, Millis, Sanction, SanctionKind, SingleLineText, Slug};
use serde::Deserialize;
use serde_json::json;
use worker::{Env, Result};

use super::archive::Archive;
use super::query::{number, with_timeout};
use crate::limits::{D1_OPERATOR_TIMEOUT, D1_WRITE_TIMEOUT};
use crate::{clock, faults};

/// What a room has no more goes…
pub(crate) const DROP: &str = "\
    DELETE FROM sanctions WHERE room = ?1 AND (member, kind) NOT IN \
      (SELECT value ->> 0, value ->> 1 FROM json_each(?2))";

/// …and what it has is written, if it is not there as it is: shipping twice changes nothing.
pub(crate) const UPSERT: &str = "\
    INSERT INTO sanctions (room, member, kind, name, until, reason, decider, decider_name, at) \
    SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 \
    FROM json_each(?2) WHERE true \
    ON CONFLICT (room, member, kind) DO UPDATE SET name = excluded.name, until = excluded.until, \
      reason = excluded.reason, decider = excluded.decider, decider_name = excluded.decider_name, at = excluded.at \
    WHERE (name, until, reason, decider, decider_name, at) IS NOT \
      (excluded.name, excluded.until, excluded.reason, excluded.decider, excluded.decider_name, excluded.at)";

/// Those that hold at `?1` after a place, the latest first. What a room is called stands in the
/// list of rooms.
pub(crate) const PAGE: &str = "\
    SELECT room, (SELECT title FROM room_index WHERE slug = room) AS title, member, kind, name, until, reason, \
      decider, decider_name, at \
    FROM sanctions WHERE (until IS NULL OR until > ?1) AND (at, room, member, kind) < (?2, ?3, ?4, ?5) \
    ORDER BY at DESC, room DESC, member DESC, kind DESC LIMIT ?6";

/// One of them was lifted. Its room says the same, but later.
pub(crate) const LIFT: &str = "DELETE FROM sanctions WHERE room = ?1 AND member = ?2 AND kind = ?3";

/// Those that are over.
pub(crate) const EXPIRE: &str = "DELETE FROM sanctions WHERE until <= ?1";

/// A sanction, as D1 gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedSanction {
    pub(crate) sanction: Sanction,
    /// What whom it concerns was called last; empty if nobody knows.
    pub(crate) name: String,
    /// The same of who decided it.
    pub(crate) decider: String,
}

/// A sanction, and the room that it holds in.
#[derive(Debug)]
pub(crate) struct RoomSanction {
    pub(crate) room: Slug,
    /// What the room is called; empty if it is only known by its address.
    pub(crate) title: String,
    pub(crate) named: NamedSanction,
}

/// The place of one in the list, as a text for links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    at: Millis,
    room: String,
    member: String,
    kind: String,
}

#[derive(Deserialize)]
struct Row {
    room: String,
    title: Option<String>,
    member: String,
    kind: String,
    name: String,
    until: Option<Millis>,
    reason: String,
    decider: String,
    decider_name: String,
    at: Millis,
}

impl Place {
    /// Before all of them.
    pub(crate) fn start() -> Self {
        Self { at: crate::limits::SAFE_INTEGER_MAX, room: String::new(), member: String::new(), kind: String::new() }
    }

    fn of(RoomSanction { room, named, .. }: &RoomSanction) -> Self {
        let Sanction { member, kind, at, .. } = &named.sanction;
        let [room, member, kind] = [room.as_str(), member.as_str(), kind.name()].map(str::to_owned);
        Self { at: *at, room, member, kind }
    }

    /// Takes a place as it stands in a link of ours.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        let at = parts.next()?.parse().ok().filter(|at| (0..=crate::limits::SAFE_INTEGER_MAX).contains(at))?;
        let (room, member) = (Slug::parse(parts.next()?).ok()?, MemberId::parse(parts.next()?).ok()?);
        let kind = SanctionKind::from_name(parts.next()?)?;
        let [room, member, kind] = [room.as_str(), member.as_str(), kind.name()].map(str::to_owned);
        Some(Self { at, room, member, kind })
    }

    /// As it stands in a link: letters, digits, `.` and `-`.
    pub(crate) fn to_text(&self) -> String {
        let Self { at, room, member, kind } = self;
        format!("{at}.{room}.{member}.{kind}")
    }
}

/// The sanctions that hold after a place, the latest first, and where the next ones begin.
///
/// # Errors
/// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
pub(crate) async fn page(env: &Env, after: &Place, limit: usize) -> Result<(Vec<RoomSanction>, Option<Place>)> {
    let Place { at, room, member, kind } = after;
    let more = number(i64::try_from(limit + 1).unwrap_or(i64::MAX));
    let bindings = [number(clock::now()), number(*at), room.into(), member.into(), kind.into(), more];
    let statement = env.d1("DB")?.prepare(PAGE).bind(&bindings)?;
    let rows: Vec<Row> = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()?;
    let has_more = rows.len() > limit;
    let sanctions: Vec<RoomSanction> = rows.into_iter().take(limit).filter_map(room_sanction).collect();
    let next = sanctions.last().filter(|_| has_more).map(Place::of);
    Ok((sanctions, next))
}

/// Lifts one, here alone.
///
/// # Errors
/// As for [`page`].
pub(crate) async fn lift(env: &Env, room: &Slug, member: &MemberId, kind: SanctionKind) -> Result<()> {
    let bindings = [room.as_str().into(), member.as_str().into(), kind.name().into()];
    let statement = env.d1("DB")?.prepare(LIFT).bind(&bindings)?;
    with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?;
    Ok(())
}

/// None if it is not of a room, or of a kind that only a later build knows.
fn room_sanction(row: Row) -> Option<RoomSanction> {
    let Row { room, title, member, kind, name, until, reason, decider, decider_name, at } = row;
    let sanction = Sanction {
        kind: SanctionKind::from_name(&kind)?,
        member: MemberId::from_trusted(member),
        until,
        reason: SingleLineText::from_trusted(reason),
        by: MemberId::from_trusted(decider),
        at,
        from: None,
        elsewhere: None,
    };
    let named = NamedSanction { sanction, name, decider: decider_name };
    Some(RoomSanction { room: Slug::parse(&room).ok()?, title: title.unwrap_or_default(), named })
}

/// The list of a room as [`DROP`] and [`UPSERT`] take it. Where somebody came from is not in it.
pub(crate) fn list_json(sanctions: &[NamedSanction]) -> String {
    let row = |NamedSanction { sanction, name, decider }: &NamedSanction| {
        let Sanction { kind, member, until, reason, by, at, from: _, elsewhere: _ } = sanction;
        json!([member.as_str(), kind.name(), name, until, reason.as_str(), by.as_str(), decider, at])
    };
    serde_json::Value::from(sanctions.iter().map(row).collect::<Vec<_>>()).to_string()
}

impl Archive {
    /// Puts the list of a room in place of the one before.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have it even so.
    pub(crate) async fn ship_sanctions(&self, room: &Slug, sanctions: &[NamedSanction]) -> Result<()> {
        let list = list_json(sanctions);
        let statement = |sql: &str| self.database.prepare(sql).bind(&[room.as_str().into(), list.as_str().into()]);
        let statements = vec![statement(DROP)?, statement(UPSERT)?];
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(self.database.batch(statements))).await?;
        Ok(())
    }

    /// Forgets sanctions that are over.
    ///
    /// # Errors
    /// As for [`Archive::ship_sanctions`].
    pub(crate) async fn expire_sanctions(&self) -> Result<()> {
        let statement = self.database.prepare(EXPIRE).bind(&[number(clock::now())])?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_is_written_and_read_back() {
        let text = format!("1795442523004.tea-room.{}.ban", "a".repeat(room::limits::MEMBER_ID_CHARS));
        assert_eq!(Place::parse(&text).map(|place| place.to_text()), Some(text));
        for bad in ["", "1", "1.tea", "-1.tea.a.ban", "1.Tea.aaaaaaaaaaaaaaaa.ban", "x.tea.aaaaaaaaaaaaaaaa.mute"] {
            assert_eq!(Place::parse(bad), None, "{bad}");
        }
    }
}
