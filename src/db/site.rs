//! What the operator decided about the whole site, and what they did, in D1.

use room::{Millis, Slug};
use serde::Deserialize;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Env, Result};

use super::query::{number, with_timeout};
use crate::faults;
use crate::limits::{D1_OPERATOR_TIMEOUT, D1_SITE_TIMEOUT};
use crate::site::Site;

const READ: &str = "SELECT name, value, changed_at FROM site_setting";

/// A row that is as it was keeps its time, by which newer settings are known.
const STORE: &str = "\
    INSERT INTO site_setting (name, value, changed_at) VALUES (?1, ?2, ?3) \
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, \
      changed_at = max(excluded.changed_at, (SELECT max(changed_at) FROM site_setting) + 1) \
    WHERE site_setting.value <> excluded.value";

const RECORD: &str = "INSERT INTO site_audit (at, way, action, room, detail) VALUES (?1, ?2, ?3, ?4, ?5)";

const LATEST: &str = "\
    SELECT number, at, way, action, room, detail FROM site_audit WHERE number < ?1 ORDER BY number DESC LIMIT ?2";

/// The settings of the site in D1.
pub(crate) struct SiteSettings {
    database: D1Database,
}

/// What the operator did, in D1.
pub(crate) struct Audit {
    database: D1Database,
}

/// One thing that the operator did.
#[derive(Debug, Deserialize)]
pub(crate) struct AuditEntry {
    pub(crate) number: i64,
    pub(crate) at: Millis,
    pub(crate) way: String,
    pub(crate) action: String,
    pub(crate) room: String,
    pub(crate) detail: String,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    value: String,
    changed_at: Millis,
}

impl SiteSettings {
    /// The database that is bound to the Worker.
    ///
    /// # Errors
    /// None is bound.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")? })
    }

    /// Reads them.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_SITE_TIMEOUT`].
    pub(crate) async fn read(&self) -> Result<Site> {
        let statement = self.database.prepare(READ);
        let rows: Vec<Row> = with_timeout(D1_SITE_TIMEOUT, faults::d1(statement.run())).await?.results()?;
        Ok(Site::from_rows(rows.into_iter().map(|row| (row.name, row.value, row.changed_at))))
    }

    /// Stores them, and reads what is stored then.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
    pub(crate) async fn store(&self, site: &Site, now: Millis) -> Result<Site> {
        let store = |(name, value): (&str, String)| {
            self.database.prepare(STORE).bind(&[name.into(), value.into(), number(now)])
        };
        let statements = site.rows().map(store).into_iter().collect::<Result<Vec<_>>>()?;
        with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(self.database.batch(statements))).await?;
        self.read().await
    }
}

impl Audit {
    /// The database that is bound to the Worker.
    ///
    /// # Errors
    /// None is bound.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")? })
    }

    /// Records that something was done.
    ///
    /// # Errors
    /// What D1 says, or that it said nothing for [`D1_OPERATOR_TIMEOUT`].
    pub(crate) async fn record(
        &self,
        (way, action): (&str, &str),
        room: Option<&Slug>,
        detail: &str,
        now: Millis,
    ) -> Result<()> {
        let room = room.map_or("", Slug::as_str);
        let bindings = [number(now), way.into(), action.into(), room.into(), detail.into()];
        let statement = self.database.prepare(RECORD).bind(&bindings)?;
        with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?;
        Ok(())
    }

    /// The latest entries before a number.
    ///
    /// # Errors
    /// As for [`Audit::record`].
    pub(crate) async fn latest(&self, before: i64, limit: usize) -> Result<Vec<AuditEntry>> {
        let statement = self.database.prepare(LATEST).bind(&[number(before), JsValue::from_f64(limit as f64)])?;
        with_timeout(D1_OPERATOR_TIMEOUT, faults::d1(statement.run())).await?.results()
    }
}
