//! Reports in the room's own SQLite: a row for each member and message. A report that was looked at
//! stays for a while, so that it cannot be made again.

use room::{MemberId, Millis, Name, Report, ReportFacts, ReportReason, ReportState, Seq, limits};
use worker::{Error, Result, SqlStorageValue};

use super::sql::{Sql, count, number};

const COLUMNS: &str = "seq, member, name, reason, note, at, state";

/// What is known of a member who reports a message.
pub(super) fn facts(sql: &impl Sql, seq: Seq, member: &MemberId) -> Result<ReportFacts> {
    let own = "SELECT 1 FROM report WHERE seq = ? AND member = ?";
    let is_reported = sql.number(own, vec![number(seq)?, member.as_str().into()])?.is_some();
    let latest =
        format!("SELECT at FROM report WHERE member = ? ORDER BY at DESC LIMIT {}", count(limits::REPORTS_PER_DAY_MAX));
    let rows = sql.rows(&latest, vec![member.as_str().into()])?;
    let at = |row: Vec<SqlStorageValue>| match row.into_iter().next() {
        Some(SqlStorageValue::Integer(at)) => Some(at),
        _ => None,
    };
    Ok(ReportFacts { is_reported, latest: rows.into_iter().filter_map(at).collect() })
}

/// Writes a report. Beyond [`limits::REPORTS_KEPT_MAX`] the oldest go, those first that somebody
/// has looked at.
pub(super) fn put(sql: &impl Sql, report: &Report) -> Result<()> {
    let put = format!("INSERT OR IGNORE INTO report ({COLUMNS}, shipped) VALUES (?, ?, ?, ?, ?, ?, ?, 0)");
    let Report { seq, member, name, reason, note, at, state } = report;
    let values = vec![
        number(*seq)?,
        member.as_str().into(),
        name.as_str().into(),
        reason.as_str().into(),
        note.as_str().into(),
        number(*at)?,
        state.as_str().into(),
    ];
    sql.rows(&put, values)?;
    let surplus = format!(
        "DELETE FROM report WHERE (seq, member) IN (\
           SELECT seq, member FROM report ORDER BY state = 'open' DESC, at DESC LIMIT -1 OFFSET {})",
        count(limits::REPORTS_KEPT_MAX)
    );
    sql.rows(&surplus, vec![])?;
    Ok(())
}

/// Says what became of the reports of a message.
pub(super) fn close(sql: &impl Sql, seq: Seq, state: ReportState) -> Result<()> {
    let close = "UPDATE report SET state = ?1, shipped = 0 WHERE seq = ?2 AND state <> ?1";
    sql.rows(close, vec![state.as_str().into(), number(seq)?])?;
    Ok(())
}

/// Leaves out who made the reports of a member, and what they wrote.
pub(super) fn forget(sql: &impl Sql, member: &MemberId) -> Result<()> {
    let forget = "UPDATE report SET name = ?2, note = '', shipped = 0 WHERE member = ?1 AND (name <> ?2 OR note <> '')";
    sql.rows(forget, vec![member.as_str().into(), Name::nobody().as_str().into()])?;
    Ok(())
}

/// Has D1 take all reports once more.
pub(super) fn ship_again(sql: &impl Sql) -> Result<()> {
    sql.rows("UPDATE report SET shipped = 0", vec![])?;
    Ok(())
}

/// What members reported, for those who keep order and for D1. Nothing in a room that was never
/// founded.
pub(crate) struct Reports<'a, S> {
    sql: Option<&'a S>,
}

impl<'a, S: Sql> Reports<'a, S> {
    pub(super) fn of(sql: Option<&'a S>) -> Self {
        Self { sql }
    }

    /// Whether a member has reported a message.
    pub(crate) fn has(&self, seq: Seq, member: &MemberId) -> Result<bool> {
        self.sql.map_or(Ok(false), |sql| Ok(facts(sql, seq, member)?.is_reported))
    }

    /// How many messages have reports that nobody has looked at.
    pub(crate) fn open_count(&self) -> Result<usize> {
        let Some(sql) = self.sql else { return Ok(0) };
        let open = sql.number("SELECT count(DISTINCT seq) FROM report WHERE state = 'open'", vec![])?;
        Ok(open.and_then(|open| usize::try_from(open).ok()).unwrap_or_default())
    }

    /// The newest reports that nobody has looked at, the latest first.
    pub(crate) fn open(&self, limit: usize) -> Result<Vec<Report>> {
        self.select(&format!("WHERE state = 'open' ORDER BY at DESC LIMIT {}", count(limit)))
    }

    /// All of them, oldest first.
    pub(crate) fn all(&self) -> Result<Vec<Report>> {
        self.select("ORDER BY at, seq")
    }

    /// Some that D1 does not have as they are now.
    pub(crate) fn unshipped(&self, limit: usize) -> Result<Vec<Report>> {
        self.select(&format!("WHERE shipped = 0 LIMIT {}", count(limit)))
    }

    /// D1 has these, unless one has changed meanwhile.
    pub(crate) fn on_shipped(&self, reports: &[Report]) -> Result<()> {
        let Some(sql) = self.sql else { return Ok(()) };
        for Report { seq, member, name, state, .. } in reports {
            let shipped = "UPDATE report SET shipped = 1 WHERE seq = ? AND member = ? AND state = ? AND name = ?";
            let member = member.as_str().into();
            sql.rows(shipped, vec![number(*seq)?, member, state.as_str().into(), name.as_str().into()])?;
        }
        Ok(())
    }

    /// Removes those that were made before `cutoff`: their messages, which may be pruned, were said
    /// before that too. Those of messages that are still here go with these.
    pub(crate) fn expire(&self, cutoff: Millis) -> Result<()> {
        let Some(sql) = self.sql else { return Ok(()) };
        sql.rows("DELETE FROM report WHERE at < ?", vec![number(cutoff)?])?;
        Ok(())
    }

    fn select(&self, which: &str) -> Result<Vec<Report>> {
        let Some(sql) = self.sql else { return Ok(Vec::new()) };
        sql.rows(&format!("SELECT {COLUMNS} FROM report {which}"), vec![])?.into_iter().map(report).collect()
    }
}

fn report(row: Vec<SqlStorageValue>) -> Result<Report> {
    use SqlStorageValue::{Integer, String};
    match <[SqlStorageValue; 7]>::try_from(row) {
        Ok([Integer(seq), String(member), String(name), String(reason), String(note), Integer(at), String(state)]) => {
            Ok(Report {
                seq,
                member: MemberId::from_trusted(member),
                name: Name::from_trusted(name),
                reason: ReportReason::parse(&reason),
                note,
                at,
                state: ReportState::parse(&state),
            })
        }
        _ => Err(Error::from("a row of reports has other types")),
    }
}
