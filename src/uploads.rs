//! Uploads: a file comes in, is judged by its first bytes, loses what it tells of its maker, and is
//! stored. It passes through in pieces: no more than one of them is held.
//!
//! The room writes down that a file comes before its first byte is stored, and that it is there
//! after its last. Whatever fails between the two leaves a file that no message can have, and the
//! room has it deleted after a day.

mod multipart;
mod passing;

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;

use futures_util::{Stream, StreamExt as _};
use room::{
    FileName, Member, PictureRefusal, Refusal, Slug, UploadId, UploadLimits, UploadOutcome, UploadedFile, limits,
};
use worker::{Env, FixedLengthStream};

use crate::config::{
    ADDRESS_FILES_MB_A_DAY, FILE_MAX_MB, FILES_PER_MESSAGE, ROOM_FILES_MAX_MB, SESSION_FILES_MB_A_DAY,
};
use crate::file_store::{FileStore, Part};
use crate::http::error::Problem;
use crate::room_client::{BEGIN_UPLOAD, BeginUploadValue, END_UPLOAD, EndUploadValue, RoomStub, UploadBegun};

pub(crate) use multipart::{boundary, read as read_form};
use passing::Passing;

/// What the operator allows.
pub(crate) fn limits(env: &Env) -> UploadLimits {
    let bytes = |megabytes: usize| u64::try_from(megabytes).unwrap_or(u64::MAX).saturating_mul(limits::FILE_MEGABYTE);
    UploadLimits {
        file_bytes: bytes(FILE_MAX_MB.of(env)),
        per_message: FILES_PER_MESSAGE.of(env),
        room_bytes: bytes(ROOM_FILES_MAX_MB.of(env)),
        member_bytes_a_day: bytes(SESSION_FILES_MB_A_DAY.of(env)),
        address_bytes_a_day: bytes(ADDRESS_FILES_MB_A_DAY.of(env)),
    }
}

/// A file that somebody wants to upload.
pub(crate) struct NewFile {
    /// The id that they gave it.
    pub(crate) id: UploadId,
    /// What it is called.
    pub(crate) name: FileName,
    /// How many bytes it says it has.
    pub(crate) bytes: u64,
}

/// The room, the bucket and whoever uploads.
pub(crate) struct Upload<'a> {
    pub(crate) files: &'a FileStore,
    pub(crate) room: &'a RoomStub,
    pub(crate) slug: &'a Slug,
    pub(crate) member: &'a Member,
    /// How many bytes a file may have.
    pub(crate) most: u64,
}

/// Reads what nobody wants, as far as it could be wanted: whoever still sends reads no answer.
async fn drain(content: impl Stream<Item = worker::Result<Vec<u8>>>, most: u64) {
    let mut content = pin!(content);
    let mut bytes = 0;
    while bytes < most
        && let Some(Ok(piece)) = content.next().await
    {
        bytes += piece.len() as u64;
    }
}

impl Upload<'_> {
    /// Takes a file in. One that came before under the same id is there already.
    ///
    /// # Errors
    /// Why it was not taken.
    pub(crate) async fn receive(
        &self,
        NewFile { id, name, bytes }: NewFile,
        content: impl Stream<Item = worker::Result<Vec<u8>>> + 'static,
    ) -> Result<UploadedFile, Problem> {
        let begin = BeginUploadValue { id: id.clone(), name, bytes };
        match self.room.ask(BEGIN_UPLOAD, self.member.clone(), begin).await? {
            UploadBegun::Awaited => {}
            UploadBegun::Stored(file) => {
                drain(content, bytes).await;
                return Ok(file);
            }
            UploadBegun::Refused(refusal) => {
                drain(content, self.most).await;
                return Err(refusal.into());
            }
        }
        let outcome = Rc::new(RefCell::new(Passing::default()));
        let passed = passing::pass(content, Rc::clone(&outcome));
        let stored = self.files.put(self.slug, &id, Part::Whole, FixedLengthStream::wrap(passed, bytes)).await;
        let passing = outcome.take();
        if let Some(refusal) = passing.refusal() {
            self.discard(&id).await;
            return Err(Problem::BadPicture(refusal));
        }
        if let Err(error) = stored {
            self.discard(&id).await;
            // Of a file that ended too early it is the stream that failed, and not R2.
            return Err(if passing.length() == bytes { Problem::internal("R2", &error) } else { Problem::CutOff });
        }
        let (kind, size) = (passing.kind(), passing.size());
        self.finish(&id, UploadOutcome::Stored { kind, size }).await
    }

    /// Takes in the small picture of a picture. It is held as a whole: it is that small.
    ///
    /// # Errors
    /// Why it was not taken.
    pub(crate) async fn receive_preview(&self, id: &UploadId, content: Vec<u8>) -> Result<UploadedFile, Problem> {
        let outcome = Rc::new(RefCell::new(Passing::default()));
        let length = content.len() as u64;
        let whole = futures_util::stream::iter([Ok(content)]);
        let passed: Vec<Vec<u8>> =
            passing::pass(whole, Rc::clone(&outcome)).filter_map(async |piece| piece.ok()).collect().await;
        let passing = outcome.take();
        if let Some(refusal) = passing.refusal() {
            return Err(Problem::BadPicture(refusal));
        }
        if passing.size().is_none() {
            return Err(Problem::BadPicture(PictureRefusal::Malformed));
        }
        let content = FixedLengthStream::wrap(futures_util::stream::iter(passed.into_iter().map(Ok)), length);
        self.files.put(self.slug, id, Part::Preview, content).await?;
        self.finish(id, UploadOutcome::PreviewStored { kind: passing.kind() }).await
    }

    async fn finish(&self, id: &UploadId, outcome: UploadOutcome) -> Result<UploadedFile, Problem> {
        let end = EndUploadValue { id: id.clone(), outcome };
        let ended: Result<UploadedFile, Refusal> = self.room.ask(END_UPLOAD, self.member.clone(), end).await?;
        match ended {
            Ok(file) => Ok(file),
            Err(refusal) => {
                // The room knows it no more, so nobody else would delete it.
                self.files.delete(self.slug, std::slice::from_ref(id)).await?;
                Err(refusal.into())
            }
        }
    }

    /// Tells the room that nothing came of a file. It has what may be there deleted; and if it does
    /// not hear of it, after a day.
    async fn discard(&self, id: &UploadId) {
        let end = EndUploadValue { id: id.clone(), outcome: UploadOutcome::Failed };
        let told: Result<Result<UploadedFile, Refusal>, Problem> =
            self.room.ask(END_UPLOAD, self.member.clone(), end).await;
        if let Err(problem) = told {
            problem.log();
        }
    }
}
