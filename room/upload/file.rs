//! An uploaded file as messages carry it, and on its way there.

use serde::{Deserialize, Serialize};

use super::content_type::FileKind;
use super::file_name::FileName;
use super::picture::PictureSize;
use crate::text::checked_text;
use crate::{Fingerprint, MemberId, Millis, Refusal, Seq, SingleLineText, limits};

/// The id of an uploaded file: 128 bits in [`limits::UPLOAD_ID_CHARS`] hexadecimal digits. Whoever
/// uploads makes it, so that the same upload is recognised when it comes again (idempotency key).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadId(String);

checked_text!(UploadId);

impl UploadId {
    /// Takes an id as it came.
    ///
    /// # Errors
    /// [`Refusal::Malformed`]: no person types these.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let fits = text.len() == limits::UPLOAD_ID_CHARS && text.bytes().all(is_digit);
        if fits { Ok(Self(text.to_owned())) } else { Err(Refusal::Malformed) }
    }

    /// Takes several ids with spaces between them. None is in there twice.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], also for more than any message could have.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Refusal> {
        if text.len() > limits::FILES_PER_MESSAGE_MOST * (limits::UPLOAD_ID_CHARS + 1) {
            return Err(Refusal::Malformed);
        }
        let mut ids: Vec<Self> = Vec::new();
        for word in text.split_ascii_whitespace() {
            let id = Self::parse(word)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}

/// A file that was uploaded: what is known of it without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedFile {
    /// Its id, in its room.
    pub id: UploadId,
    /// What it is called.
    pub name: FileName,
    /// What it is, judged by its content.
    pub kind: FileKind,
    /// How many bytes it has.
    pub bytes: u64,
    /// Width and height of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<PictureSize>,
    /// What the small picture of it is, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<FileKind>,
    /// What a picture shows, for those who do not see it. May be empty.
    #[serde(default)]
    pub alt: SingleLineText,
}

/// A file that no message has yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// The file. Until it is stored, its kind is what was never looked at.
    pub file: UploadedFile,
    /// Who uploads it.
    pub member: MemberId,
    /// Where they came from.
    pub from: Option<Fingerprint>,
    /// When it began.
    pub at: Millis,
    /// How far it is.
    pub state: UploadState,
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UploadState {
    /// It comes in, or was cut off.
    Pending,
    /// All of it is there, and a message may have it.
    Stored,
    /// The message at this place has it.
    Claimed(Seq),
}

/// How much has been uploaded, for quotas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UploadUsage {
    /// Files of the member that no message has.
    pub waiting: usize,
    /// Bytes of all files of the room.
    pub room_bytes: u64,
    /// What the member has uploaded within a day.
    pub by_member: DayUsage,
    /// What came from their address within a day.
    pub by_address: DayUsage,
}

/// What was uploaded within a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayUsage {
    /// How many bytes.
    pub bytes: u64,
    /// When the first of it came.
    pub first_at: Millis,
}

/// What the operator allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadLimits {
    /// Bytes of a file.
    pub file_bytes: u64,
    /// Files of a message.
    pub per_message: usize,
    /// Bytes of all files of a room.
    pub room_bytes: u64,
    /// Bytes that one member may upload within a day.
    pub member_bytes_a_day: u64,
    /// The same of an address.
    pub address_bytes_a_day: u64,
}

impl Default for UploadLimits {
    fn default() -> Self {
        let bytes = |megabytes: usize| megabytes as u64 * limits::FILE_MEGABYTE;
        Self {
            file_bytes: bytes(limits::FILE_MAX_MB),
            per_message: limits::FILES_PER_MESSAGE,
            room_bytes: bytes(limits::ROOM_FILES_MAX_MB),
            member_bytes_a_day: bytes(limits::SESSION_FILES_MB_A_DAY),
            address_bytes_a_day: bytes(limits::ADDRESS_FILES_MB_A_DAY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_thirty_two_hexadecimal_digits() {
        assert!(UploadId::parse("0123456789abcdef0123456789abcdef").is_ok());
        for bad in ["", "0123", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdeg", "../../etc"] {
            assert_eq!(UploadId::parse(bad), Err(Refusal::Malformed), "{bad}");
        }
    }

    #[test]
    fn several_ids_are_parted_by_spaces() {
        let [a, b] = ["a", "b"].map(|digit| digit.repeat(32));
        let ids = UploadId::parse_all(&format!(" {a}  {b} {a}")).unwrap();
        assert_eq!(ids, [a.clone(), b.clone()].map(UploadId::from_trusted));
        assert_eq!(UploadId::parse_all(""), Ok(Vec::new()));
        assert_eq!(UploadId::parse_all(&format!("{a}{b}")), Err(Refusal::Malformed));
        assert_eq!(UploadId::parse_all(&format!("{a} ").repeat(40)), Err(Refusal::Malformed), "too many");
    }
}
