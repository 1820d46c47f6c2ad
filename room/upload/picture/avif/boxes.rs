//! Boxes within bytes that are held, and numbers within boxes.

use std::ops::Range;

use super::super::walk::{blank_from, overwrite};

pub(super) type BoxType = [u8; 4];

/// The type of a box that nobody reads.
pub(super) const FREE: BoxType = *b"free";

/// A box: where its type and where its content stand.
#[derive(Clone, Debug)]
pub(super) struct BoxAt {
    pub(super) kind: BoxType,
    kind_at: usize,
    pub(super) content: Range<usize>,
}

impl BoxAt {
    /// Makes a box that nobody reads of it, and zeros of its content.
    pub(super) fn blank(&self, bytes: &mut [u8]) {
        overwrite(bytes, self.kind_at, &FREE);
        blank_from(bytes.get_mut(self.content.clone()).unwrap_or_default(), 0);
    }

    /// The numbers of its content.
    pub(super) fn numbers<'a>(&self, bytes: &'a [u8]) -> Numbers<'a> {
        Numbers(bytes.get(self.content.clone()).unwrap_or_default())
    }
}

/// The boxes that fill a part of the bytes; none if they do not.
pub(super) fn boxes(bytes: &[u8], part: Range<usize>) -> Option<Vec<BoxAt>> {
    let (mut found, mut at) = (Vec::new(), part.start);
    while at < part.end {
        let mut head = Numbers(bytes.get(at..part.end)?);
        let length = head.u32()?;
        let kind = head.array()?;
        let length = match length {
            0 => part.end - at,
            1 => usize::try_from(head.u64()?).ok()?,
            length => usize::try_from(length).ok()?,
        };
        let end = at.checked_add(length).filter(|end| *end <= part.end)?;
        let start = part.end - head.0.len();
        // The type stands behind the short length.
        found.push(BoxAt { kind, kind_at: at + size_of::<u32>(), content: (start <= end).then_some(start..end)? });
        at = end;
    }
    Some(found)
}

/// Bytes that are read as numbers, from the front; none when there are no more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_be_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    /// A number of two bytes, or of four.
    pub(super) fn u16_or_u32(&mut self, is_long: bool) -> Option<u32> {
        if is_long { self.u32() } else { self.u16().map(u32::from) }
    }

    /// A number of so many bytes: none, four or eight.
    pub(super) fn sized(&mut self, size: u8) -> Option<u64> {
        match size {
            0 => Some(0),
            4 => self.u32().map(u64::from),
            8 => self.u64(),
            _ => None,
        }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.0.len()
    }
}
