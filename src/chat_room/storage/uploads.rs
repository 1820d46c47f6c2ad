//! The files of a room: who uploaded which, and what has each of them. The files themselves are in
//! R2; what is to be deleted there is written down here first, in the turn that decides it.
//!
//! Which state a file of a message is in follows from the message and from the text that is kept of
//! a removed one ([`settle`]): so the two cannot come apart.

use std::collections::BTreeSet;

use room::{
    DayUsage, Fingerprint, Fingerprints, MemberId, Message, Millis, Seq, Upload, UploadId, UploadState, UploadUsage,
    UploadedFile, limits,
};
use worker::{Error, Result, SqlStorageValue};

use super::removed_texts;
use super::sql::{Sql, count, number};
use crate::limits::FILES_DELETED_AT_ONCE;
use crate::message_row;

/// What memory knows of the files, so that no turn has to ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct UploadsReach {
    /// Whether files are to be deleted.
    pub(super) has_doomed: bool,
    /// When the oldest was uploaded that no message has.
    pub(super) oldest_waiting_at: Option<Millis>,
    /// When the oldest was uploaded of which is known from where.
    pub(super) oldest_traceable_at: Option<Millis>,
    /// When the oldest message was said that has one.
    pub(super) oldest_claimed_at: Option<Millis>,
}

impl UploadsReach {
    /// Reads it.
    pub(super) fn load(sql: &impl Sql) -> Result<Self> {
        Ok(Self {
            has_doomed: sql.first("SELECT id FROM doomed_file LIMIT 1", vec![])?.is_some(),
            oldest_waiting_at: sql.number("SELECT min(at) FROM upload WHERE seq = 0", vec![])?,
            oldest_traceable_at: sql.number("SELECT min(at) FROM upload WHERE came_from <> ''", vec![])?,
            oldest_claimed_at: sql.number("SELECT at FROM upload WHERE seq > 0 ORDER BY seq LIMIT 1", vec![])?,
        })
    }
}

/// The files of a room, for reading. None in one that was never founded.
pub(crate) struct Uploads<'a, S> {
    sql: Option<&'a S>,
    reach: UploadsReach,
}

impl<'a, S: Sql> Uploads<'a, S> {
    pub(super) fn of(sql: Option<&'a S>, reach: UploadsReach) -> Self {
        Self { sql, reach }
    }

    /// A file.
    pub(crate) fn find(&self, id: &UploadId) -> Result<Option<Upload>> {
        self.sql.map_or(Ok(None), |sql| find(sql, id))
    }

    /// The files of a member that are stored and that no message has, oldest first.
    pub(crate) fn waiting(&self, member: &MemberId) -> Result<Vec<UploadedFile>> {
        let Some(sql) = self.sql.filter(|_| self.reach.oldest_waiting_at.is_some()) else { return Ok(Vec::new()) };
        let select = "SELECT file FROM upload WHERE seq = 0 AND member = ? AND state = 'stored' ORDER BY at, id";
        let rows = sql.rows(select, vec![member.as_str().into()])?;
        rows.into_iter().flatten().map(file).collect()
    }

    /// The next files to delete.
    pub(crate) fn doomed(&self) -> Result<Vec<UploadId>> {
        let Some(sql) = self.sql.filter(|_| self.reach.has_doomed) else { return Ok(Vec::new()) };
        let select = format!("SELECT id FROM doomed_file LIMIT {}", count(FILES_DELETED_AT_ONCE));
        Ok(sql.rows(&select, vec![])?.into_iter().flatten().filter_map(id).collect())
    }

    /// Whether files are to be deleted.
    pub(crate) fn has_doomed(&self) -> bool {
        self.reach.has_doomed
    }

    /// When something is to be forgotten: a file that no message has, or where one came from.
    pub(crate) fn next_expiry(&self) -> Option<Millis> {
        let waiting = self.reach.oldest_waiting_at.map(|at| at + limits::UPLOAD_UNCLAIMED_MS);
        let traceable = self.reach.oldest_traceable_at.map(|at| at + limits::DAY_MS);
        [waiting, traceable].into_iter().flatten().min()
    }

    /// When the oldest message was said that has a file.
    pub(crate) fn oldest_claimed_at(&self) -> Option<Millis> {
        self.reach.oldest_claimed_at
    }
}

/// A file.
pub(super) fn find(sql: &impl Sql, id: &UploadId) -> Result<Option<Upload>> {
    let select = "SELECT member, came_from, at, state, seq, file FROM upload WHERE id = ?";
    let row = sql.rows(select, vec![id.as_str().into()])?.into_iter().next();
    row.map(upload).transpose().map(Option::flatten)
}

/// Those of these files that are stored, a member's, and no message's.
pub(super) fn stored(sql: &impl Sql, member: &MemberId, ids: &[UploadId]) -> Result<Vec<UploadedFile>> {
    let mut files = Vec::new();
    for id in ids {
        let found = find(sql, id)?.filter(|it| it.member == *member && it.state == UploadState::Stored);
        files.extend(found.map(|upload| upload.file));
    }
    Ok(files)
}

/// How much was uploaded, by a member and from where they come since a moment.
pub(super) fn usage(
    sql: &impl Sql,
    member: &MemberId,
    from: Option<Fingerprints>,
    since: Millis,
) -> Result<UploadUsage> {
    let waiting = "SELECT count(*) FROM upload WHERE seq = 0 AND member = ?";
    let waiting = sql.number(waiting, vec![member.as_str().into()])?.unwrap_or_default();
    let room_bytes = sql.number("SELECT sum(bytes) FROM upload", vec![])?.unwrap_or_default();
    let by_member = of_day(sql, "member = ?2", since, vec![member.as_str().into()])?;
    let by_address = match from {
        Some(Fingerprints { current, previous }) => {
            let values = vec![current.to_string().into(), previous.to_string().into()];
            of_day(sql, "came_from IN (?2, ?3)", since, values)?
        }
        // Of whoever comes from nowhere nothing is counted.
        None => DayUsage::default(),
    };
    let waiting = usize::try_from(waiting).unwrap_or(usize::MAX);
    Ok(UploadUsage { waiting, room_bytes: u64::try_from(room_bytes).unwrap_or_default(), by_member, by_address })
}

fn of_day(sql: &impl Sql, of: &str, since: Millis, values: Vec<SqlStorageValue>) -> Result<DayUsage> {
    let select = format!("SELECT coalesce(sum(bytes), 0), coalesce(min(at), 0) FROM upload WHERE at >= ?1 AND {of}");
    let values = [number(since)?].into_iter().chain(values).collect();
    match sql.rows(&select, values)?.first().map(Vec::as_slice) {
        Some([SqlStorageValue::Integer(bytes), SqlStorageValue::Integer(first_at)]) => {
            Ok(DayUsage { bytes: u64::try_from(*bytes).unwrap_or_default(), first_at: *first_at })
        }
        _ => Err(Error::from("a sum of uploads has other columns")),
    }
}

/// Writes a file that no message has, as it is now.
pub(super) fn put(sql: &impl Sql, upload: &Upload) -> Result<()> {
    let came_from = upload.from.map(|from| from.to_string()).unwrap_or_default();
    let state = if upload.state == UploadState::Pending { "pending" } else { "stored" };
    let insert = "INSERT OR REPLACE INTO upload (id, member, came_from, at, bytes, state, seq, file) \
                  VALUES (?, ?, ?, ?, ?, ?, 0, ?)";
    let values = vec![
        upload.file.id.as_str().into(),
        upload.member.as_str().into(),
        came_from.into(),
        number(upload.at)?,
        number(i64::try_from(upload.file.bytes).unwrap_or(i64::MAX))?,
        state.into(),
        serde_json::to_string(&upload.file)?.into(),
    ];
    sql.rows(insert, values)?;
    Ok(())
}

/// A message that was just said has its files, and nobody else gets them.
pub(super) fn claim(sql: &impl Sql, message: &Message) -> Result<()> {
    for file in &message.files {
        let claim = "UPDATE upload SET state = 'claimed', seq = ?, at = ? WHERE id = ?";
        sql.rows(claim, vec![number(message.seq)?, number(message.said_at)?, file.id.as_str().into()])?;
    }
    Ok(())
}

/// Makes the files of a message out as it has them: they are shown with it, kept while its removal
/// can be undone, and deleted otherwise. Returns whether it ever had any.
pub(super) fn settle(sql: &impl Sql, seq: Seq) -> Result<bool> {
    let rows = sql.rows("SELECT id FROM upload WHERE seq = ?", vec![number(seq)?])?;
    let files: Vec<UploadId> = rows.into_iter().flatten().filter_map(id).collect();
    if files.is_empty() {
        return Ok(false);
    }
    let shown = sql.text("SELECT files FROM message WHERE seq = ?", vec![number(seq)?])?.unwrap_or_default();
    let shown = ids_of(message_row::list_of(&shown));
    let kept = ids_of(removed_texts::of(sql, seq)?.map(|text| text.files).unwrap_or_default());
    for id in files {
        let state = if shown.contains(&id) { Some("claimed") } else { kept.contains(&id).then_some("removed") };
        match state {
            Some(state) => {
                sql.rows("UPDATE upload SET state = ? WHERE id = ?", vec![state.into(), id.as_str().into()])?;
            }
            None => doom(sql, &id)?,
        }
    }
    Ok(true)
}

/// A file is to be deleted, and is shown to nobody from now on.
pub(super) fn doom(sql: &impl Sql, id: &UploadId) -> Result<()> {
    doom_where(sql, "id = ?", vec![id.as_str().into()])
}

/// The same of all that no message took in time.
pub(super) fn doom_unclaimed(sql: &impl Sql, until: Millis) -> Result<()> {
    doom_where(sql, "seq = 0 AND at <= ?", vec![number(until)?])
}

/// The same of what a member has uploaded and no message has.
pub(super) fn doom_waiting_of(sql: &impl Sql, member: &MemberId) -> Result<()> {
    doom_where(sql, "seq = 0 AND member = ?", vec![member.as_str().into()])
}

/// The same of all messages that were said before `cutoff`.
pub(super) fn expire(sql: &impl Sql, cutoff: Millis) -> Result<()> {
    doom_where(sql, "seq > 0 AND at < ?", vec![number(cutoff)?])
}

/// Forgets files that were deleted.
pub(super) fn on_deleted(sql: &impl Sql, ids: &[UploadId]) -> Result<()> {
    for id in ids {
        sql.rows("DELETE FROM doomed_file WHERE id = ?", vec![id.as_str().into()])?;
    }
    Ok(())
}

/// Where somebody came from is known for as long as quotas count it.
pub(super) fn forget_origins(sql: &impl Sql, until: Millis) -> Result<()> {
    let forget = "UPDATE upload SET came_from = '' WHERE came_from <> '' AND at <= ?";
    sql.rows(forget, vec![number(until)?])?;
    Ok(())
}

/// The files of a message that comes in with a backup. Whether R2 has them, only R2 knows.
pub(super) fn import(sql: &impl Sql, message: &Message) -> Result<()> {
    for file in &message.files {
        let (member, from, at) = (message.member.clone(), None::<Fingerprint>, message.said_at);
        put(sql, &Upload { file: file.clone(), member, from, at, state: UploadState::Stored })?;
    }
    claim(sql, message)
}

fn doom_where(sql: &impl Sql, condition: &str, values: Vec<SqlStorageValue>) -> Result<()> {
    let insert = format!("INSERT OR IGNORE INTO doomed_file (id) SELECT id FROM upload WHERE {condition}");
    sql.rows(&insert, values.clone())?;
    sql.rows(&format!("DELETE FROM upload WHERE {condition}"), values)?;
    Ok(())
}

fn ids_of(files: Vec<UploadedFile>) -> BTreeSet<UploadId> {
    files.into_iter().map(|file| file.id).collect()
}

fn id(value: SqlStorageValue) -> Option<UploadId> {
    match value {
        SqlStorageValue::String(id) => Some(UploadId::from_trusted(id)),
        _ => None,
    }
}

fn file(value: SqlStorageValue) -> Result<UploadedFile> {
    match value {
        SqlStorageValue::String(file) => Ok(serde_json::from_str(&file)?),
        _ => Err(Error::from("a file has another type")),
    }
}

/// None of one that was removed with its message: nobody is given it.
fn upload(row: Vec<SqlStorageValue>) -> Result<Option<Upload>> {
    use SqlStorageValue::{Integer, String};
    let Ok([String(member), String(came_from), Integer(at), String(state), Integer(seq), String(file)]) =
        <[SqlStorageValue; 6]>::try_from(row)
    else {
        return Err(Error::from("a row of uploads has other types"));
    };
    let state = match state.as_str() {
        "pending" => UploadState::Pending,
        "stored" => UploadState::Stored,
        "claimed" => UploadState::Claimed(seq),
        _ => return Ok(None),
    };
    let (member, from) = (MemberId::from_trusted(member), came_from.parse().ok());
    Ok(Some(Upload { file: serde_json::from_str(&file)?, member, from, at, state }))
}
