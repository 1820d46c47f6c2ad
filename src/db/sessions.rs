//! Sessions in D1: which rooms a person is connected to, and whose sessions are over.

use room::{MemberId, Millis, Person, Slug};
use serde::Deserialize;
use serde_json::json;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Env, Result};

use super::query::{number, with_timeout};
use crate::ended_sessions::Ended;
use crate::faults;
use crate::limits::{
    D1_OPERATOR_TIMEOUT, D1_SITE_TIMEOUT, D1_WRITE_TIMEOUT, ENDED_MAX, SESSION_LIFETIME_MS, VISIT_REFRESH_MS,
    VISITED_ROOMS_MAX,
};

/// Writes nothing for whoever was here within the day.
pub(crate) fn visit_sql() -> String {
    format!(
        "INSERT INTO visits (person, room, member, at) \
         SELECT value ->> 0, ?1, value ->> 1, ?2 FROM json_each(?3) WHERE true \
         ON CONFLICT (person, room) DO UPDATE SET member = excluded.member, at = excluded.at \
         WHERE visits.member <> excluded.member OR visits.at <= excluded.at - {VISIT_REFRESH_MS}"
    )
}

pub(crate) const ROOMS_OF: &str = "SELECT room FROM visits WHERE person = ?1 ORDER BY at DESC LIMIT ?2";

pub(crate) const VISITS_OF: &str =
    "SELECT person, room, member FROM visits WHERE member IN (SELECT value FROM json_each(?1))";

/// Wherever those are connected or were who are this member of some room.
pub(crate) const EVERYWHERE: &str = "\
    SELECT person, room, member FROM visits \
    WHERE person IN (SELECT person FROM visits WHERE member = ?1) ORDER BY at DESC LIMIT ?2";

pub(crate) const FORGET_ROOM: &str = "DELETE FROM visits WHERE room = ?1";

pub(crate) const FORGET_PERSON: &str = "DELETE FROM visits WHERE person = ?1";

pub(crate) const END: &str = "\
    INSERT INTO ended_sessions (person, before, at) VALUES (?1, ?2, ?3) \
    ON CONFLICT (person) DO UPDATE SET before = max(before, excluded.before), at = excluded.at";

pub(crate) const ENDED_SINCE: &str =
    "SELECT person, before, at FROM ended_sessions WHERE at >= ?1 ORDER BY at DESC LIMIT ?2";

pub(crate) const EXPIRE_VISITS: &str = "DELETE FROM visits WHERE at < ?1";

pub(crate) const EXPIRE_ENDED: &str = "DELETE FROM ended_sessions WHERE at < ?1";

/// The sessions in D1.
pub(crate) struct Sessions {
    database: D1Database,
}

#[derive(Deserialize)]
struct EndedRow {
    person: Person,
    before: Millis,
    at: Millis,
}

#[derive(Deserialize)]
struct RoomRow {
    room: String,
}

/// A member of a room, and who that is in all rooms.
#[derive(Debug, Deserialize)]
pub(crate) struct Visit {
    pub(crate) person: Person,
    pub(crate) room: Slug,
    pub(crate) member: MemberId,
}

impl Sessions {
    /// The database that is bound to the Worker.
    ///
    /// # Errors
    /// None is bound.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")? })
    }

    /// Records who is connected to a room.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_WRITE_TIMEOUT`]. It may have it even so.
    pub(crate) async fn visit(&self, room: &Slug, visitors: &[(Person, MemberId)], now: Millis) -> Result<()> {
        let bindings = [room.as_str().into(), number(now), visitors_json(visitors)?.into()];
        let statement = self.database.prepare(visit_sql()).bind(&bindings)?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// The rooms that a person is or was connected to, the latest first.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
    pub(crate) async fn rooms_of(&self, person: Person) -> Result<Vec<Slug>> {
        let bindings = [person.to_string().into(), JsValue::from_f64(VISITED_ROOMS_MAX as f64)];
        let statement = self.database.prepare(ROOMS_OF).bind(&bindings)?;
        let rows: Vec<RoomRow> = with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        Ok(rows.into_iter().filter_map(|row| Slug::parse(&row.room).ok()).collect())
    }

    /// Where these members are or were connected. Who came only before D1 knew is not among them.
    ///
    /// # Errors
    /// As for [`Sessions::rooms_of`].
    pub(crate) async fn visits_of(&self, members: &[&MemberId]) -> Result<Vec<Visit>> {
        let statement = self.database.prepare(VISITS_OF).bind(&[serde_json::to_string(members)?.into()])?;
        with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()
    }

    /// Wherever a member of one room is or was connected, the latest first.
    ///
    /// # Errors
    /// As for [`Sessions::rooms_of`].
    pub(crate) async fn everywhere(&self, member: &MemberId) -> Result<Vec<Visit>> {
        let bindings = [member.as_str().into(), JsValue::from_f64(VISITED_ROOMS_MAX as f64)];
        let statement = self.database.prepare(EVERYWHERE).bind(&bindings)?;
        with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()
    }

    /// Ends the sessions of a person that began before a time.
    ///
    /// # Errors
    /// As for [`Sessions::rooms_of`].
    pub(crate) async fn end(&self, Ended { person, before, at }: Ended) -> Result<()> {
        let statement = self.database.prepare(END).bind(&[person.to_string().into(), number(before), number(at)])?;
        with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// Forgets where a person was.
    ///
    /// # Errors
    /// As for [`Sessions::rooms_of`].
    pub(crate) async fn forget(&self, person: Person) -> Result<()> {
        let statement = self.database.prepare(FORGET_PERSON).bind(&[person.to_string().into()])?;
        with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// What was ended from a time on.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_SITE_TIMEOUT`].
    pub(crate) async fn ended_since(&self, since: Millis) -> Result<Vec<Ended>> {
        let bindings = [number(since), JsValue::from_f64(ENDED_MAX as f64)];
        let statement = self.database.prepare(ENDED_SINCE).bind(&bindings)?;
        let rows: Vec<EndedRow> = with_timeout(D1_SITE_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        Ok(rows.into_iter().map(|EndedRow { person, before, at }| Ended { person, before, at }).collect())
    }

    /// Forgets what no cookie can be about any more.
    ///
    /// # Errors
    /// As for [`Sessions::visit`].
    pub(crate) async fn expire(&self, now: Millis) -> Result<()> {
        let statement = |sql| self.database.prepare(sql).bind(&[number(now - SESSION_LIFETIME_MS)]);
        let statements = vec![statement(EXPIRE_VISITS)?, statement(EXPIRE_ENDED)?];
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(self.database.batch(statements))).await?;
        Ok(())
    }

    /// Forgets who was in a room that is erased.
    ///
    /// # Errors
    /// As for [`Sessions::visit`].
    pub(crate) async fn forget_room(&self, room: &Slug) -> Result<()> {
        let statement = self.database.prepare(FORGET_ROOM).bind(&[room.as_str().into()])?;
        with_timeout(D1_WRITE_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }
}

/// Visitors as [`visit_sql`] takes them.
pub(crate) fn visitors_json(visitors: &[(Person, MemberId)]) -> Result<String> {
    let visitors: Vec<_> = visitors.iter().map(|(person, member)| json!([person, member.as_str()])).collect();
    Ok(serde_json::to_string(&visitors)?)
}
