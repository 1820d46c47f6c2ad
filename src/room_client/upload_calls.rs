//! What the Worker tells a room of files, and what it asks.
//!
//! Worker and room may be of different builds, so a field that is new has a default.

use room::{FileName, Member, MemberId, Name, Refusal, UploadId, UploadOutcome, UploadedFile};
use serde::{Deserialize, Serialize};

/// Somebody is about to upload a file.
pub(crate) const BEGIN_UPLOAD: &str = "/begin-upload";
/// An upload came to an end.
pub(crate) const END_UPLOAD: &str = "/end-upload";
/// Somebody says what a picture shows.
pub(crate) const DESCRIBE_UPLOAD: &str = "/describe-upload";
/// Somebody takes out a file that no message has.
pub(crate) const REMOVE_UPLOAD: &str = "/remove-upload";
/// A file is asked for.
pub(crate) const FILE: &str = "/file";
/// A message with files that came by a form. A room of a build that knows no files does not know
/// the call either, and says nothing without them.
pub(crate) const SAY_WITH_FILES: &str = "/say-with-files";

/// A file that somebody is about to upload.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BeginUploadValue {
    /// The id that they gave it.
    pub id: UploadId,
    /// What it is called.
    pub name: FileName,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What a room says of an upload that begins.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum UploadBegun {
    /// It may come.
    Awaited,
    /// It is there already: it came before.
    Stored(UploadedFile),
    /// It may not.
    Refused(Refusal),
}

/// How an upload ended.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EndUploadValue {
    /// Which.
    pub id: UploadId,
    /// What became of it.
    pub outcome: UploadOutcome,
}

/// What a picture shows.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DescribeUploadValue {
    /// Which.
    pub id: UploadId,
    /// What was typed.
    pub alt: String,
}

/// Who asks for a file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FileRequest {
    /// The reader's id; none for a program.
    pub id: Option<String>,
    /// The reader's name.
    pub name: Option<String>,
    /// The file's id.
    pub file: String,
}

/// What a room says of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum FileAnswer {
    /// Whoever asks is given it.
    Shown(UploadedFile),
    /// There is none, or not for them.
    Absent,
    /// Whoever asks may not read the room.
    Refused(Refusal),
}

impl FileRequest {
    /// A file that somebody, or a program, asks for.
    pub(crate) fn of(reader: Option<&Member>, file: &UploadId) -> Self {
        Self {
            id: reader.map(|reader| reader.id.as_str().to_owned()),
            name: reader.map(|reader| reader.name.as_str().to_owned()),
            file: file.as_str().to_owned(),
        }
    }

    /// Who reads, if that is somebody.
    pub(crate) fn reader(&self) -> Option<Member> {
        let (id, name) = (self.id.clone()?, self.name.clone()?);
        Some(Member { id: MemberId::from_trusted(id), name: Name::from_trusted(name) })
    }
}
