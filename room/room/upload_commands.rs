//! What members do with files before a message has them: upload, describe and take out.

use serde::{Deserialize, Serialize};

use super::Room;
use crate::{
    DayUsage, Effects, Facts, FileKind, FileName, Fingerprints, Member, MemberId, Millis, PictureSize, Refusal,
    SingleLineText, Upload, UploadId, UploadLimits, UploadState, UploadUsage, UploadedFile, Write, limits,
};

/// What became of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UploadOutcome {
    /// All of the file is stored.
    Stored {
        /// What it is.
        kind: FileKind,
        /// Width and height, if it is a picture.
        size: Option<PictureSize>,
    },
    /// The small picture of a picture is stored too.
    PreviewStored {
        /// What it is.
        kind: FileKind,
    },
    /// Nothing is stored.
    Failed,
}

impl Room {
    /// Lets a file in, before its first byte is stored. One that came before is let in again: it
    /// may have been cut off, or its answer lost.
    pub(super) fn begin_upload(
        &mut self,
        member: &Member,
        id: UploadId,
        (name, bytes): (FileName, u64),
        from: Option<Fingerprints>,
        facts: &Facts,
        now: Millis,
    ) -> Effects {
        match self.check_upload(member, (&name, bytes), facts, now) {
            Ok(()) if matches!(&facts.upload, Some(upload) if upload.state == UploadState::Stored) => {
                Effects::default()
            }
            Ok(()) => {
                let alt = SingleLineText::default();
                let file = UploadedFile { id, name, kind: FileKind::Other, bytes, size: None, preview: None, alt };
                let from = from.map(|from| from.current);
                let (member, state) = (member.id.clone(), UploadState::Pending);
                Effects {
                    writes: vec![Write::PutUpload(Upload { file, member, from, at: now, state })],
                    ..Effects::default()
                }
            }
            Err(refusal) => Effects::refused(refusal),
        }
    }

    fn check_upload(
        &mut self,
        member: &Member,
        (name, bytes): (&FileName, u64),
        facts: &Facts,
        now: Millis,
    ) -> Result<(), Refusal> {
        self.site.check_writing(&member.id)?;
        self.sanctions.check_may_speak(&member.id, now)?;
        self.check_writer(&member.id)?;
        self.check_words(&member.id, name.as_str())?;
        let limits = self.upload_limits;
        if bytes == 0 {
            return Err(Refusal::FileEmpty);
        }
        if bytes > limits.file_bytes {
            return Err(Refusal::FileTooLarge { max_bytes: limits.file_bytes });
        }
        if facts.is_storage_full {
            return Err(Refusal::NoSpace);
        }
        match &facts.upload {
            Some(upload) if upload.member != member.id => return Err(Refusal::Malformed),
            Some(Upload { state: UploadState::Claimed(_), .. }) => return Err(Refusal::Malformed),
            // It is counted already.
            Some(_) => return Ok(()),
            None => {}
        }
        let UploadUsage { waiting, room_bytes, by_member, by_address } = facts.usage;
        if waiting >= limits.per_message * limits::WAITING_PER_FILE_OF_MESSAGE {
            return Err(Refusal::TooManyFiles { max: limits.per_message });
        }
        if room_bytes.saturating_add(bytes) > limits.room_bytes {
            return Err(Refusal::RoomFilesFull);
        }
        if by_member.bytes.saturating_add(bytes) > limits.member_bytes_a_day {
            return Err(Refusal::UploadedTooMuch { wait_ms: until_less(by_member, now) });
        }
        if by_address.bytes.saturating_add(bytes) > limits.address_bytes_a_day {
            return Err(Refusal::AddressUploadedTooMuch { wait_ms: until_less(by_address, now) });
        }
        self.upload_limiter.take(&member.id, now).map_err(|wait_ms| Refusal::TooFast { wait_ms })
    }

    /// What became of a file that was let in. One that the room knows no more was taken out
    /// meanwhile: whoever stored it removes it.
    pub(super) fn end_upload(member: &MemberId, outcome: UploadOutcome, facts: Facts) -> Effects {
        let Some(mut upload) = own(facts.upload, member) else { return Effects::refused(Refusal::UploadGone) };
        let write = match (outcome, upload.state) {
            (UploadOutcome::Stored { kind, size }, UploadState::Pending) => {
                upload.file.kind = kind;
                upload.file.size = size;
                upload.state = UploadState::Stored;
                Write::PutUpload(upload)
            }
            (UploadOutcome::PreviewStored { kind }, UploadState::Stored) if upload.file.size.is_some() => {
                upload.file.preview = Some(kind);
                Write::PutUpload(upload)
            }
            (UploadOutcome::Failed, UploadState::Pending) => Write::DeleteUpload(upload.file.id),
            // The same file came twice at once.
            _ => return Effects::default(),
        };
        Effects { writes: vec![write], ..Effects::default() }
    }

    /// Says what a picture shows.
    pub(super) fn describe_upload(&self, member: &MemberId, typed: &str, facts: Facts) -> Effects {
        let described = own(facts.upload, member).ok_or(Refusal::UploadGone).and_then(|mut upload| {
            let alt = SingleLineText::alt(typed);
            self.check_words(member, alt.as_str())?;
            upload.file.alt = alt;
            Ok(Effects { writes: vec![Write::PutUpload(upload)], ..Effects::default() })
        });
        described.unwrap_or_else(Effects::refused)
    }

    /// Takes a file out that no message has. One that is gone is as good as taken out.
    pub(super) fn remove_upload(member: &MemberId, facts: Facts) -> Effects {
        let write = own(facts.upload, member).map(|upload| Write::DeleteUpload(upload.file.id));
        Effects { writes: write.into_iter().collect(), ..Effects::default() }
    }

    /// The files that a message is to have.
    ///
    /// # Errors
    /// [`Refusal::TooManyFiles`], or [`Refusal::UploadGone`] if one of them is not there for it.
    pub(super) fn files_of_message(&self, ids: &[UploadId], facts: &Facts) -> Result<Vec<UploadedFile>, Refusal> {
        let max = self.upload_limits.per_message;
        if ids.len() > max {
            return Err(Refusal::TooManyFiles { max });
        }
        let file = |id: &UploadId| facts.files.iter().find(|file| file.id == *id).cloned();
        ids.iter().map(file).collect::<Option<Vec<_>>>().ok_or(Refusal::UploadGone)
    }

    /// Whether a reader is given a file: one of a message, or one of their own that none has yet.
    #[must_use]
    pub fn shows_upload(upload: &Upload, reader: Option<&MemberId>) -> bool {
        match upload.state {
            UploadState::Claimed(_) => true,
            UploadState::Stored => reader == Some(&upload.member),
            UploadState::Pending => false,
        }
    }

    /// What the operator allows.
    #[must_use]
    pub fn upload_limits(&self) -> UploadLimits {
        self.upload_limits
    }
}

/// How long until less was uploaded within a day.
fn until_less(usage: DayUsage, now: Millis) -> Millis {
    (usage.first_at + limits::DAY_MS - now).clamp(1, limits::DAY_MS)
}

/// The upload, if it is this member's and no message has it.
fn own(upload: Option<Upload>, member: &MemberId) -> Option<Upload> {
    upload.filter(|upload| upload.member == *member && !matches!(upload.state, UploadState::Claimed(_)))
}
