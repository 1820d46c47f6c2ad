//! A file on its way through the Worker: judged by its beginning, and filtered if it is a picture.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::{Stream, StreamExt as _, stream};
use room::{FileKind, PictureFilter, PictureRefusal, PictureSize, limits};
use worker::{Error, Result};

/// What is known of a file that passes.
#[derive(Default)]
pub(super) struct Passing {
    /// What came, until that is enough to judge the file by.
    head: Vec<u8>,
    kind: Option<FileKind>,
    filter: Option<PictureFilter>,
    size: Option<PictureSize>,
    refusal: Option<PictureRefusal>,
    /// How many bytes came.
    length: u64,
}

impl Passing {
    /// What the file is.
    pub(super) fn kind(&self) -> FileKind {
        self.kind.unwrap_or(FileKind::Other)
    }

    /// Width and height of a picture, once all of it has passed.
    pub(super) fn size(&self) -> Option<PictureSize> {
        self.size
    }

    /// Why it is not taken as the picture that it begins as.
    pub(super) fn refusal(&self) -> Option<PictureRefusal> {
        self.refusal
    }

    /// How many bytes came.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Takes a piece, and gives what can go on.
    fn take(&mut self, piece: Vec<u8>) -> std::result::Result<Vec<u8>, PictureRefusal> {
        self.length += piece.len() as u64;
        if self.refusal.is_some() {
            // Whoever still sends reads no answer: the rest is read, and goes nowhere.
            return Ok(Vec::new());
        }
        if self.kind.is_some() {
            return self.filter(piece);
        }
        self.head.extend_from_slice(&piece);
        if self.head.len() < limits::UPLOAD_HEAD_BYTES { Ok(Vec::new()) } else { self.judge() }
    }

    /// Judges the file by what came of it, and lets that go on.
    fn judge(&mut self) -> std::result::Result<Vec<u8>, PictureRefusal> {
        let kind = FileKind::of(&self.head);
        self.kind = Some(kind);
        self.filter = PictureFilter::new(kind);
        let head = std::mem::take(&mut self.head);
        self.filter(head)
    }

    fn filter(&mut self, piece: Vec<u8>) -> std::result::Result<Vec<u8>, PictureRefusal> {
        match &mut self.filter {
            Some(filter) => filter.filter(&piece),
            None => Ok(piece),
        }
    }

    fn refuse(&mut self, refusal: PictureRefusal) -> Vec<u8> {
        self.refusal.get_or_insert(refusal);
        Vec::new()
    }

    /// The file has ended: gives what is left of it.
    fn end(&mut self) -> std::result::Result<Vec<u8>, PictureRefusal> {
        let rest = if self.kind.is_none() { self.judge()? } else { Vec::new() };
        if let Some(filter) = self.filter.take() {
            self.size = Some(filter.finish()?);
        }
        Ok(rest)
    }
}

/// The file without what it tells of its maker. What was found of it is in `passing`.
pub(super) fn pass(
    content: impl Stream<Item = Result<Vec<u8>>> + 'static,
    passing: Rc<RefCell<Passing>>,
) -> impl Stream<Item = Result<Vec<u8>>> + 'static {
    let end = stream::once(async { Ok(None) });
    let pieces = content.map(|piece| piece.map(Some)).chain(end);
    let passed = pieces.map(move |piece| {
        let mut passing = passing.borrow_mut();
        match piece? {
            Some(piece) => Ok(passing.take(piece).unwrap_or_else(|refusal| passing.refuse(refusal))),
            None => {
                let rest = passing.end().unwrap_or_else(|refusal| passing.refuse(refusal));
                if passing.refusal.is_some() { Err(Error::from("a picture was refused")) } else { Ok(rest) }
            }
        }
    });
    // R2 has no use for a piece without bytes.
    passed.filter(|piece| std::future::ready(!matches!(piece, Ok(piece) if piece.is_empty())))
}
