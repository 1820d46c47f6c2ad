//! What D1 holds, read past the server, and what rooms do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde_json::Value;

use crate::history::{Entry, ReactionCount};
use crate::process::run_to_end;
use crate::{checkout, server, wait};

/// D1 and the rooms, as they lie on disk.
///
/// Read with the SQLite that node has built in: `wrangler d1 execute` would tell the same, but
/// takes seconds of processor time each time it is asked, and waiting means asking often.
#[derive(Clone, Debug)]
pub struct Store {
    world: PathBuf,
    folder: PathBuf,
    rooms: PathBuf,
}

/// A message in D1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place in the room.
    pub seq: i64,
    /// The version at which it last changed.
    pub version: i64,
    /// The member who said it.
    pub member: String,
    /// What the member was called.
    pub name: String,
    /// What was said.
    pub body: String,
    /// The author's id for it.
    pub cid: String,
}

impl Row {
    /// The message as it stands anywhere.
    pub(crate) fn entry(self) -> Entry {
        Entry { seq: self.seq, member: self.member, cid: Some(self.cid), text: self.body }
    }
}

const READ: &str = "\
    const { DatabaseSync } = require('node:sqlite'); \
    const [file, sql, room] = process.argv.slice(1); \
    console.log(JSON.stringify(new DatabaseSync(file, { readOnly: true }).prepare(sql).all(room)))";

const MESSAGES: &str = "SELECT seq, version, member, name, body, cid FROM messages WHERE room = ? ORDER BY seq";

const REACTIONS: &str = "SELECT seq, emoji, count(*) AS count FROM reactions WHERE room = ? AND is_on \
                         GROUP BY seq, emoji ORDER BY min(first)";

const KEEP_DAYS: &str = "SELECT keep_days FROM retention WHERE room = ?";

const DUMP: &str = "\
    const { DatabaseSync } = require('node:sqlite'); \
    for (const file of process.argv.slice(1)) { \
        const database = new DatabaseSync(file, { readOnly: true }); \
        const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all(); \
        for (const { name } of tables) { \
            const rows = database.prepare(`SELECT * FROM \"${name}\"`); \
            rows.setReadBigInts(true); \
            const text = (_, value) => typeof value == 'bigint' ? `${value}` : value; \
            for (const row of rows.all()) console.log(name, JSON.stringify(row, text)); \
        } \
    }";

const BACKDATE: &str = "\
    const { DatabaseSync } = require('node:sqlite'); \
    const [text, time, ...files] = process.argv.slice(1); \
    for (const file of files) { \
        const database = new DatabaseSync(file); \
        const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('message', 'messages')`).all(); \
        for (const { name } of tables) { \
            const change = database.prepare(`UPDATE ${name} SET said_at = ? WHERE body = ?`); \
            console.log(name, change.run(Date.parse(time), text).changes); \
        } \
    }";

const AGE: &str = "\
    const { DatabaseSync } = require('node:sqlite'); \
    const [room, until, time, ...files] = process.argv.slice(1); \
    for (const file of files) { \
        const database = new DatabaseSync(file); \
        const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('message', 'messages')`).all(); \
        for (const { name } of tables) { \
            const these = `seq <= ${until}` + (name == 'messages' ? ` AND room = '${room}'` : ''); \
            database.exec(`UPDATE ${name} SET said_at = said_at - ${time} WHERE ${these}`); \
            const rows = database.prepare(`SELECT seq, version, member, name, body, cid FROM ${name} WHERE ${these}`); \
            for (const row of rows.all()) console.log(JSON.stringify(row)); \
        } \
    }";

const DECIDE: &str = "\
    const { DatabaseSync } = require('node:sqlite'); \
    const [name, value, file] = process.argv.slice(1); \
    const database = new DatabaseSync(file); \
    database.exec('PRAGMA busy_timeout = 5000'); \
    database.prepare('INSERT OR REPLACE INTO site_setting VALUES (?, ?, ?)').run(name, value, Date.now());";

/// Every row of every table in some SQLite files, as text.
pub(crate) fn dump(world: &Path, files: &[PathBuf]) -> Result<String, String> {
    run(world, DUMP, &[], files)
}

/// What a script for node makes of some SQLite files.
fn run(world: &Path, script: &str, arguments: &[&str], files: &[PathBuf]) -> Result<String, String> {
    let mut command = Command::new("node");
    checkout::prepare(&mut command, world);
    let output = command.args(["--no-warnings", "-e", script]).args(arguments).args(files).output();
    let output = output.map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

impl Store {
    pub(crate) fn new(world: &Path, state: &Path) -> Self {
        Self { world: world.to_owned(), folder: state.join("v3/d1"), rooms: state.join("v3/do") }
    }

    /// A room's messages, in order.
    ///
    /// # Errors
    /// What went wrong, as text: there may be no tables yet.
    pub async fn rows(&self, room: &str) -> Result<Vec<Row>, String> {
        Ok(self.read(MESSAGES, room).await?.iter().filter_map(row).collect())
    }

    /// The reactions to a room's messages, with how many gave each.
    ///
    /// # Errors
    /// What went wrong, as text: there may be no tables yet.
    pub async fn reactions(&self, room: &str) -> Result<Vec<ReactionCount>, String> {
        Ok(self.read(REACTIONS, room).await?.iter().filter_map(reaction).collect())
    }

    /// Waits until D1 knows for how many days a room keeps its messages.
    #[track_caller]
    pub fn keeps(&self, room: &str, days: i64) -> impl Future<Output = ()> {
        wait::until(format!("D1 to know that {room} keeps {days} days"), wait::ARCHIVE_TIMEOUT, async move || {
            let rows = self.read(KEEP_DAYS, room).await?;
            let known = rows.first().and_then(|row| row["keep_days"].as_i64());
            if known == Some(days) { Ok(()) } else { Err(format!("{known:?}")) }
        })
    }

    async fn read(&self, sql: &'static str, room: &str) -> Result<Vec<Value>, String> {
        let files = server::databases(&self.folder);
        let [file] = files.as_slice() else {
            return Err(format!("{} databases in {}", files.len(), self.folder.display()));
        };
        let mut command = Command::new("node");
        checkout::prepare(&mut command, &self.world);
        command.args(["--no-warnings", "-e", READ]).arg(file).args([sql, room]);
        let output = tokio::task::spawn_blocking(move || command.output()).await.map_err(|error| error.to_string())?;
        let output = output.map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
    }

    /// What a script for node makes of all that is stored: in D1, in rooms and in R2.
    pub(crate) fn run_on_files(&self, script: &str, arguments: &[&str]) -> Result<String, String> {
        let folders = [self.folder.clone(), self.rooms.clone(), self.rooms.with_file_name("r2")];
        let files: Vec<PathBuf> = folders.iter().flat_map(|folder| server::databases(folder)).collect();
        run(&self.world, script, arguments, &files)
    }

    /// Everything that D1 and the rooms have, as text.
    ///
    /// # Errors
    /// What went wrong, as text.
    pub fn dump(&self) -> Result<String, String> {
        dump(&self.world, &[server::databases(&self.folder), server::databases(&self.rooms)].concat())
    }

    /// Has a text have been said at another time (ISO 8601), in the room where it was said and in
    /// D1, if that has it. The server must not be running.
    ///
    /// # Panics
    /// If nobody has said it, or several have.
    pub fn backdates(&self, text: &str, time: &str) {
        let files = [server::databases(&self.folder), server::databases(&self.rooms)].concat();
        let changes = run(&self.world, BACKDATE, &[text, time], &files);
        let changes = changes.unwrap_or_else(|error| panic!("{error}"));
        let rooms = changes.lines().filter_map(|change| change.strip_prefix("message ")).filter(|count| *count != "0");
        assert_eq!(rooms.collect::<Vec<_>>(), ["1"], "{text}");
    }

    /// Has all messages of the one room in which anybody talks, up to a place, have been said so
    /// much earlier. Returns them, as the room has them, or D1 alone. The server must not be
    /// running.
    ///
    /// # Panics
    /// If what is stored cannot be read or written.
    pub(crate) fn ages(&self, room: &str, until: i64, by_ms: i64) -> Vec<Entry> {
        // What the room has is newer.
        let files = [server::databases(&self.folder), server::databases(&self.rooms)].concat();
        let aged = run(&self.world, AGE, &[room, &until.to_string(), &by_ms.to_string()], &files);
        let aged = aged.unwrap_or_else(|error| panic!("{error}"));
        let rows = aged.lines().filter_map(|line| row(&serde_json::from_str(line).ok()?));
        let entries = rows.map(|row| (row.seq, row.entry()));
        entries.collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// Has a setting of the site be another, as a Worker elsewhere would have stored it.
    ///
    /// # Panics
    /// If D1 does not take it.
    pub fn decides(&self, setting: &str, value: &str) {
        let decided = run(&self.world, DECIDE, &[setting, value], &server::databases(&self.folder));
        decided.unwrap_or_else(|error| panic!("{setting} is {value}: {error}"));
    }

    /// What an operator reads who asks by hand. The server may be running.
    pub async fn answers(&self, sql: &str) -> String {
        let mut command = checkout::wrangler(&self.world);
        command
            .args(["d1", "execute", "DB", "--local", "--command", sql, "--persist-to"])
            .arg(self.world.join("state"));
        run_to_end(command).await
    }

    /// Loses D1 with all that is in it. The server must not be running.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn loses_everything(&self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }

    /// Waits until D1 has these reactions to a room's messages, and no others.
    #[track_caller]
    pub fn receives_reactions(&self, room: &str, shown: &[&str]) -> impl Future<Output = ()> {
        let shown: Vec<String> = shown.iter().map(|kind| (*kind).to_owned()).collect();
        wait::until(format!("D1 to have {shown:?} in {room}"), wait::ARCHIVE_TIMEOUT, async move || {
            let kept = self.reactions(room).await?;
            let kept: Vec<String> = kept.iter().map(|it| format!("{} {}", it.emoji, it.count)).collect();
            if kept == shown { Ok(()) } else { Err(format!("{kept:?}")) }
        })
    }

    /// Waits until D1 has at least so many messages of a room.
    #[track_caller]
    pub fn receives(&self, room: &str, messages: usize) -> impl Future<Output = Vec<Row>> {
        let awaited = format!("D1 to have {messages} messages of {room}");
        wait::until(awaited, wait::ARCHIVE_TIMEOUT, async move || {
            let rows = self.rows(room).await?;
            if rows.len() >= messages { Ok(rows) } else { Err(format!("it has {}", rows.len())) }
        })
    }
}

fn reaction(row: &Value) -> Option<ReactionCount> {
    let count = row["count"].as_u64()?.try_into().ok()?;
    Some(ReactionCount { seq: row["seq"].as_i64()?, emoji: row["emoji"].as_str()?.to_owned(), count })
}

fn row(row: &Value) -> Option<Row> {
    Some(Row {
        seq: row["seq"].as_i64()?,
        version: row["version"].as_i64()?,
        member: row["member"].as_str()?.to_owned(),
        name: row["name"].as_str()?.to_owned(),
        body: row["body"].as_str()?.to_owned(),
        cid: row["cid"].as_str()?.to_owned(),
    })
}
