//! AVIF (HEIF, ISO/IEC 23008-12): boxes with a length, a type and content, which may be boxes.
//!
//! One of them says what the file is made of, and where in the others each item stands.

mod boxes;
mod items;

use std::ops::Range;

use super::walk::{Step, Walk, blank_from, bytes_at, overwrite};
use super::{PictureRefusal, PictureSize};
use crate::limits;
use boxes::{BoxType, FREE};
use items::Items;

#[derive(Debug, Default)]
pub(super) struct Avif {
    state: State,
    size: Option<PictureSize>,
    /// Where metadata stands in the file, the last of it first.
    metadata: Vec<Range<u64>>,
    /// Where the last item of the picture ends.
    picture_end: u64,
    /// Where the box of data ends that is passing; none if with the file.
    data_end: Option<u64>,
    has_data: bool,
    has_tracks: bool,
}

/// What the bytes are that were waited for.
#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Nothing,
    /// Length and type of the first box.
    FirstHead,
    /// A box, to its end.
    Box,
    /// Length and type of a box.
    Head,
    /// The same, with a length that takes eight bytes more.
    LongHead,
    /// Content of a box that says what there is.
    Held(BoxType),
    /// As much of a box of data as is alike: metadata, or none.
    Data,
    /// The last box.
    Last,
}

const FTYP: BoxType = *b"ftyp";
const META: BoxType = *b"meta";
const MOOV: BoxType = *b"moov";
const MDAT: BoxType = *b"mdat";

/// Bytes of a length and a type.
const HEAD: usize = size_of::<u64>();
/// The same, with a long length.
const LONG_HEAD: usize = size_of::<u128>();

impl Walk for Avif {
    fn next(&mut self, held: &mut [u8], offset: u64) -> Result<Step, PictureRefusal> {
        match self.state {
            State::Nothing => Ok(self.wait_for(State::FirstHead, Step::Hold(HEAD))),
            State::FirstHead if bytes_at(held, 4)? == FTYP => self.on_head(held, offset),
            State::FirstHead => Err(PictureRefusal::Malformed),
            State::Box => Ok(self.wait_for(State::Head, Step::Hold(HEAD))),
            State::Head => self.on_head(held, offset),
            State::LongHead => {
                let length = u64::from_be_bytes(bytes_at(held, HEAD)?);
                let content = length.checked_sub(LONG_HEAD as u64).ok_or(PictureRefusal::Malformed)?;
                self.on_box(held, Some(content), offset)
            }
            State::Held(kind) => {
                let items = if kind == META { items::clean(held)? } else { items::clean_movie(held)? };
                self.on_items(items, offset)?;
                Ok(self.wait_for(State::Head, Step::Hold(HEAD)))
            }
            State::Data => Ok(self.on_data(offset)),
            State::Last => Ok(Step::KeepRest),
        }
    }

    fn end(&self, offset: u64) -> Result<PictureSize, PictureRefusal> {
        self.size.filter(|_| offset >= self.picture_end).ok_or(PictureRefusal::Truncated)
    }
}

impl Avif {
    fn wait_for(&mut self, state: State, step: Step) -> Step {
        self.state = state;
        step
    }

    fn on_head(&mut self, head: &mut [u8], offset: u64) -> Result<Step, PictureRefusal> {
        match u32::from_be_bytes(bytes_at(head, 0)?) {
            0 => self.on_box(head, None, offset),
            1 => Ok(self.wait_for(State::LongHead, Step::HoldOn(LONG_HEAD))),
            length => {
                let content = u64::from(length).checked_sub(HEAD as u64).ok_or(PictureRefusal::Malformed)?;
                self.on_box(head, Some(content), offset)
            }
        }
    }

    /// A box begins, with so much content; none if it ends with the file.
    fn on_box(&mut self, head: &mut [u8], content: Option<u64>, offset: u64) -> Result<Step, PictureRefusal> {
        let kind = bytes_at(head, 4)?;
        match (kind, content) {
            _ if self.is_complete(offset.saturating_sub(head.len() as u64)) => Ok(self.blank_rest(head)),
            (FTYP, Some(length)) => Ok(self.wait_for(State::Box, Step::Keep(length))),
            // What has passed can no longer be overwritten.
            (META | MOOV, _) if self.has_data => Err(PictureRefusal::MetadataOutOfReach),
            (META, Some(_)) if self.size.is_some() => Err(PictureRefusal::Malformed),
            (META | MOOV, Some(length)) => match usize::try_from(length) {
                Ok(length) if length <= limits::PICTURE_HELD_MAX_BYTES => {
                    self.has_tracks |= kind == MOOV;
                    Ok(self.wait_for(State::Held(kind), Step::Hold(length)))
                }
                _ => Err(PictureRefusal::MetadataOutOfReach),
            },
            (FTYP | META | MOOV, None) => Err(PictureRefusal::Malformed),
            (MDAT, _) if self.size.is_none() => Err(PictureRefusal::MetadataOutOfReach),
            (MDAT, _) => {
                self.has_data = true;
                self.data_end = content.map(|length| offset.saturating_add(length));
                Ok(self.on_data(offset))
            }
            (_, Some(length)) => {
                overwrite(head, 4, &FREE);
                Ok(self.wait_for(State::Box, Step::Blank(length)))
            }
            (_, None) => Ok(self.blank_rest(head)),
        }
    }

    /// Makes one box of all that follows: no length means up to the end.
    fn blank_rest(&mut self, head: &mut [u8]) -> Step {
        blank_from(head, 0);
        overwrite(head, 4, &FREE);
        self.wait_for(State::Last, Step::BlankRest)
    }

    /// Whether all of the picture has come, and what follows may be no box at all. Of an animation
    /// only its tracks know.
    fn is_complete(&self, offset: u64) -> bool {
        self.has_data && !self.has_tracks && offset >= self.picture_end
    }

    fn on_items(&mut self, items: Items, offset: u64) -> Result<(), PictureRefusal> {
        if let Some(size) = items.size {
            self.size = Some(size?);
        }
        // What stands in front of here has passed, or was just read and has to stay.
        if items.metadata.iter().any(|range| range.start < offset) {
            return Err(PictureRefusal::MetadataOutOfReach);
        }
        self.picture_end = self.picture_end.max(items.picture_end);
        self.metadata.extend(items.metadata);
        self.metadata.sort_by_key(|range| std::cmp::Reverse(range.start));
        Ok(())
    }

    /// What follows in a box of data: a piece of it that is alike, or another box.
    fn on_data(&mut self, offset: u64) -> Step {
        let end = self.data_end.unwrap_or(u64::MAX);
        while self.metadata.pop_if(|range| range.end <= offset).is_some() {}
        match self.metadata.last() {
            _ if offset >= end => self.wait_for(State::Head, Step::Hold(HEAD)),
            Some(range) if range.start <= offset => {
                let length = range.end.min(end) - offset;
                self.wait_for(State::Data, Step::Blank(length))
            }
            Some(range) if range.start < end => {
                let length = range.start - offset;
                self.wait_for(State::Data, Step::Keep(length))
            }
            _ if self.data_end.is_none() => self.wait_for(State::Last, Step::KeepRest),
            _ => self.wait_for(State::Box, Step::Keep(end - offset)),
        }
    }
}
