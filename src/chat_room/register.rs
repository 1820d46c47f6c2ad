//! Who was ever let into a room, under which name, and what its owner has decided: in the room's own SQLite.

use room::{Absences, Acquaintance, Member, MemberId, Name, NameKey, Settings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::{Result, SqlStorageValue};

use super::log::{Fact, Log};
use super::schema;
use super::sql::Sql;

/// What a room writes down beside messages and people: small texts.
#[derive(Clone, Copy)]
enum Note {
    Settings,
    Owners,
    OwnerKey,
    Attendance,
}

/// What is known of who is here, for a room that wakes without sockets.
#[derive(Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Attendance {
    /// Nobody was ever here.
    #[default]
    Nobody,
    /// There were people in the room. If there are no sockets, it crashed.
    Somebody,
    /// The last one went; these had gone lately.
    Gone(Absences),
}

impl<S: Sql> Log<S> {
    /// Whether anybody was ever let in.
    pub(super) fn is_founded(&self) -> Result<bool> {
        if !self.founded.get() {
            let said = || self.number("SELECT max(seq) FROM message");
            self.founded.set(self.fact(Fact::Founded)?.is_some() || said()?.is_some());
        }
        Ok(self.founded.get())
    }

    /// What is known of somebody who wants in under a name.
    pub(super) fn acquaintance(&self, member: &Member) -> Result<Acquaintance> {
        let known_as = self.text("SELECT name FROM person WHERE member = ?", vec![member.id.as_str().into()])?;
        let mut holders = Vec::new();
        for key in member.name.keys() {
            holders.extend(self.holder(&key)?.filter(|holder| *holder != member.id));
        }
        Ok(Acquaintance { known_as: known_as.map(Name::kept), holders })
    }

    /// Who has, or had last, a name that looks like this.
    pub(super) fn holder(&self, key: &NameKey) -> Result<Option<MemberId>> {
        let holder = self.text("SELECT member FROM claim WHERE key = ?", vec![key.as_str().into()])?;
        Ok(holder.map(MemberId::kept))
    }

    /// Writes down that somebody was let in under a name, and what they were called before. Whoever had the name has it
    /// no more, and nobody has what they gave up for it.
    pub(super) fn register(&self, member: &Member, before: Option<&Name>) -> Result<()> {
        self.create()?;
        let id = || SqlStorageValue::from(member.id.as_str());
        for key in before.into_iter().flat_map(Name::keys) {
            self.sql.rows("DELETE FROM claim WHERE key = ? AND member = ?", vec![key.as_str().into(), id()])?;
        }
        for key in member.name.keys() {
            self.sql
                .rows("INSERT OR REPLACE INTO claim (key, member) VALUES (?, ?)", vec![key.as_str().into(), id()])?;
        }
        let upsert =
            "INSERT INTO person (member, name) VALUES (?, ?) ON CONFLICT (member) DO UPDATE SET name = excluded.name";
        self.sql.rows(upsert, vec![id(), member.name.as_str().into()])?;
        Ok(())
    }

    /// What the owner has decided.
    pub(super) fn settings(&self) -> Result<Settings> {
        self.note(Note::Settings).map(Option::unwrap_or_default)
    }

    /// Keeps what the owner has decided.
    pub(super) fn keep_settings(&self, settings: &Settings) -> Result<()> {
        self.keep_note(Note::Settings, settings)
    }

    /// Those who own the room, its founder first.
    pub(super) fn owners(&self) -> Result<Vec<MemberId>> {
        self.note(Note::Owners).map(Option::unwrap_or_default)
    }

    /// Keeps who owns the room.
    pub(super) fn keep_owners(&self, owners: &[MemberId]) -> Result<()> {
        self.keep_note(Note::Owners, &owners)
    }

    /// A digest of the secret that makes one an owner, if there is one.
    pub(super) fn owner_key(&self) -> Result<Option<String>> {
        self.note(Note::OwnerKey)
    }

    /// Keeps a digest of the secret that makes one an owner; the one before is worth nothing any more.
    pub(super) fn keep_owner_key(&self, digest: &str) -> Result<()> {
        self.keep_note(Note::OwnerKey, &digest)
    }

    /// What is known of who is here.
    pub(super) fn attendance(&self) -> Result<Attendance> {
        self.note(Note::Attendance).map(Option::unwrap_or_default)
    }

    /// Keeps what is known of who is here.
    pub(super) fn keep_attendance(&self, attendance: &Attendance) -> Result<()> {
        self.keep_note(Note::Attendance, attendance)
    }

    /// Empties everything but the note that the room was deleted.
    pub(super) fn empty(&self, deleted_at: room::Millis) -> Result<()> {
        for statement in schema::EMPTY.split_inclusive(';') {
            self.sql.rows(statement, vec![])?;
        }
        self.keep_fact(Fact::Deleted, deleted_at)
    }

    fn note<T: DeserializeOwned>(&self, note: Note) -> Result<Option<T>> {
        let value = self.text("SELECT value FROM note WHERE name = ?", vec![note.name().into()])?;
        Ok(value.map(|value| serde_json::from_str(&value)).transpose()?)
    }

    fn keep_note<T: Serialize>(&self, note: Note, value: &T) -> Result<()> {
        let upsert =
            "INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.sql.rows(upsert, vec![note.name().into(), serde_json::to_string(value)?.into()])?;
        Ok(())
    }

    fn text(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Option<String>> {
        if !self.exists.get() {
            return Ok(None);
        }
        let value = self.sql.rows(query, values)?.into_iter().next().and_then(|row| row.into_iter().next());
        Ok(match value {
            Some(SqlStorageValue::String(value)) => Some(value),
            _ => None,
        })
    }
}

impl Note {
    fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Owners => "owners",
            Self::OwnerKey => "owner_key",
            Self::Attendance => "attendance",
        }
    }
}
