//! Pictures as they pass: their metadata is overwritten (place, camera, owner, comments), their
//! size is found, and what is broken, cut short or too large is refused. Decodes no pixel.
//!
//! A picture keeps its length, as R2 has to know it before the first byte. So nothing is taken out:
//! metadata becomes zeros, in a part of the file that every program skips. What a picture is made
//! of is listed, and everything else is metadata: nobody knows all that cameras and editors add.

mod avif;
mod exif;
mod gif;
mod jpeg;
mod png;
mod walk;
mod webp;

use serde::{Deserialize, Serialize};

use super::content_type::FileKind;
use crate::limits;
use walk::{Step, Walk};

/// Width and height of a picture in pixels, as it is seen: turned as its orientation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl PictureSize {
    /// A size that can be shown.
    fn checked(width: u32, height: u32) -> Result<Self, PictureRefusal> {
        let size = Self { width, height };
        let is_in_bounds = width.max(height) <= limits::PICTURE_MAX_SIDE
            && u64::from(width) * u64::from(height) <= limits::PICTURE_MAX_PIXELS;
        match (width, height) {
            (0, _) | (_, 0) => Err(PictureRefusal::Malformed),
            _ if is_in_bounds => Ok(size),
            _ => Err(PictureRefusal::TooLarge(size)),
        }
    }

    fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}

/// Why a file is not taken as the picture that it begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureRefusal {
    /// It is not made as its format says, or has no pixels.
    Malformed,
    /// It ends before the picture does.
    Truncated,
    /// It has more than [`limits::PICTURE_MAX_PIXELS`], or a side that is longer than
    /// [`limits::PICTURE_MAX_SIDE`].
    TooLarge(PictureSize),
    /// It says only behind the pixels where its metadata is, or says more than can be held (AVIF).
    MetadataOutOfReach,
}

/// Overwrites the metadata of a picture while it passes, and finds its size.
///
/// It holds back at most [`limits::PICTURE_HELD_MAX_BYTES`]. A filtered picture stays as it is if
/// it is filtered again.
#[derive(Debug)]
pub struct PictureFilter {
    walk: Box<dyn Walk>,
    step: Step,
    /// What came and was not yet handed on.
    held: Vec<u8>,
    /// How much came.
    offset: u64,
    refusal: Option<PictureRefusal>,
}

impl PictureFilter {
    /// A filter for a file of this kind; none if it is no picture.
    #[must_use]
    pub fn new(kind: FileKind) -> Option<Self> {
        let walk: Box<dyn Walk> = match kind {
            FileKind::Png => Box::<png::Png>::default(),
            FileKind::Jpeg => Box::<jpeg::Jpeg>::default(),
            FileKind::Gif => Box::<gif::Gif>::default(),
            FileKind::Webp => Box::<webp::Webp>::default(),
            FileKind::Avif => Box::<avif::Avif>::default(),
            _ => return None,
        };
        Some(Self { walk, step: Step::Keep(0), held: Vec::new(), offset: 0, refusal: None })
    }

    /// Takes the next piece of the file, and gives what can be handed on: all of it in the end, but
    /// not always at once.
    ///
    /// # Errors
    /// [`PictureRefusal`], from then on for every piece.
    pub fn filter(&mut self, piece: &[u8]) -> Result<Vec<u8>, PictureRefusal> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        let mut passed = Vec::with_capacity(self.held.len() + piece.len());
        let outcome = self.pass(piece, &mut passed);
        self.refusal = outcome.err();
        outcome.map(|()| passed)
    }

    /// The size of the picture, once all of the file has passed.
    ///
    /// # Errors
    /// [`PictureRefusal`] of a piece, or [`PictureRefusal::Truncated`].
    pub fn finish(self) -> Result<PictureSize, PictureRefusal> {
        match (self.refusal, self.step) {
            (Some(refusal), _) => Err(refusal),
            (None, Step::KeepRest | Step::BlankRest) => self.walk.end(self.offset),
            (None, Step::Hold(_)) if self.held.is_empty() => self.walk.end(self.offset),
            _ => Err(PictureRefusal::Truncated),
        }
    }

    fn pass(&mut self, mut piece: &[u8], passed: &mut Vec<u8>) -> Result<(), PictureRefusal> {
        loop {
            while self.is_step_done() {
                self.take_step(passed)?;
            }
            if piece.is_empty() {
                return Ok(());
            }
            let wanted = match self.step {
                Step::Hold(length) | Step::HoldOn(length) => length.saturating_sub(self.held.len()),
                Step::Keep(length) | Step::Blank(length) => usize::try_from(length).unwrap_or(usize::MAX),
                Step::KeepToMarker => walk::end_of_scan(piece),
                Step::KeepRest | Step::BlankRest => usize::MAX,
            };
            let (now, later) = piece.split_at_checked(wanted).unwrap_or((piece, &[]));
            self.pass_within_step(now, passed);
            piece = later;
        }
    }

    fn is_step_done(&self) -> bool {
        match self.step {
            Step::Hold(length) | Step::HoldOn(length) => self.held.len() >= length,
            Step::Keep(length) | Step::Blank(length) => length == 0,
            Step::KeepToMarker | Step::KeepRest | Step::BlankRest => false,
        }
    }

    fn take_step(&mut self, passed: &mut Vec<u8>) -> Result<(), PictureRefusal> {
        self.step = self.walk.next(&mut self.held, self.offset)?;
        match self.step {
            Step::Hold(length) | Step::HoldOn(length) if length > limits::PICTURE_HELD_MAX_BYTES => {
                return Err(PictureRefusal::MetadataOutOfReach);
            }
            Step::HoldOn(_) => {}
            _ => passed.append(&mut self.held),
        }
        Ok(())
    }

    fn pass_within_step(&mut self, bytes: &[u8], passed: &mut Vec<u8>) {
        let count = bytes.len() as u64;
        self.offset = self.offset.saturating_add(count);
        match &mut self.step {
            Step::Hold(_) | Step::HoldOn(_) => self.held.extend_from_slice(bytes),
            Step::Keep(left) => {
                passed.extend_from_slice(bytes);
                *left = left.saturating_sub(count);
            }
            Step::Blank(left) => {
                passed.resize(passed.len() + bytes.len(), 0);
                *left = left.saturating_sub(count);
            }
            Step::KeepToMarker => {
                passed.extend_from_slice(bytes);
                if bytes.ends_with(&[walk::MARKER]) {
                    self.step = Step::Keep(0);
                }
            }
            Step::KeepRest => passed.extend_from_slice(bytes),
            Step::BlankRest => passed.resize(passed.len() + bytes.len(), 0),
        }
    }
}
