//! Files as they lie on disk: what R2 has, what rooms know of it, and which files messages have.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::store::Store;

/// What is stored of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredFiles {
    /// The keys in R2: the room, and the id.
    pub objects: BTreeSet<String>,
    /// What rooms know of each file, by its id.
    pub uploads: BTreeMap<String, String>,
    /// The files that rooms still have to delete, by their ids.
    pub doomed: BTreeSet<String>,
    /// The files that messages have, in rooms and in D1, by their ids.
    pub of_messages: BTreeSet<String>,
}

const READ: &str = "\
    const { DatabaseSync } = require('node:sqlite'); \
    for (const file of process.argv.slice(1)) { \
        const database = new DatabaseSync(file, { readOnly: true }); \
        const names = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all(); \
        const has = name => names.some(table => table.name === name); \
        const tell = (kind, sql) => { \
            for (const row of database.prepare(sql).all()) console.log(JSON.stringify({ kind, ...row })); \
        }; \
        if (has('_mf_objects')) tell('object', 'SELECT key AS id FROM _mf_objects'); \
        if (has('upload')) tell('upload', 'SELECT id, state FROM upload'); \
        if (has('doomed_file')) tell('doomed', 'SELECT id FROM doomed_file'); \
        for (const name of ['message', 'messages'].filter(has)) { \
            tell('message', `SELECT value ->> '$.id' AS id FROM ${name}, json_each(files) WHERE files <> ''`); \
        } \
    }";

const AGE: &str = "\
    const { DatabaseSync } = require('node:sqlite'); \
    const [time, ...files] = process.argv.slice(1); \
    for (const file of files) { \
        const database = new DatabaseSync(file); \
        const has = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'upload'`).all().length; \
        if (has) database.exec(`UPDATE upload SET at = at - ${time} WHERE seq = 0`); \
    }";

impl Store {
    /// What is stored of files.
    ///
    /// # Errors
    /// What went wrong, as text.
    pub fn files(&self) -> Result<StoredFiles, String> {
        let mut stored = StoredFiles::default();
        for line in self.run_on_files(READ, &[])?.lines() {
            let row: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            match text("kind").as_str() {
                "object" => drop(stored.objects.insert(text("id"))),
                "upload" => drop(stored.uploads.insert(text("id"), text("state"))),
                "doomed" => drop(stored.doomed.insert(text("id"))),
                _ => drop(stored.of_messages.insert(text("id"))),
            }
        }
        Ok(stored)
    }

    /// Has all files that no message has have come so much earlier. The server must not be running.
    ///
    /// # Panics
    /// If what is stored cannot be written.
    pub fn ages_waiting_files(&self, by_ms: i64) {
        self.run_on_files(AGE, &[&by_ms.to_string()]).unwrap_or_else(|error| panic!("{error}"));
    }
}
