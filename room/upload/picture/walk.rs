//! How a format is walked through while it passes: as a state machine, which says what is to be
//! done with the bytes that come next. Knows none of the formats.

use std::fmt::Debug;

use super::{PictureRefusal, PictureSize};

/// The first byte of every marker of a JPEG.
pub(super) const MARKER: u8 = 0xFF;

/// What is done with the bytes that come next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// So many are held back, and handed over together: the walk reads them and may change them.
    Hold(usize),
    /// As before, together with what was just handed over: so many in all.
    HoldOn(usize),
    /// So many pass as they are.
    Keep(u64),
    /// So many become zeros.
    Blank(u64),
    /// They pass as they are, up to and with the next [`MARKER`].
    KeepToMarker,
    /// All that still comes passes as it is.
    KeepRest,
    /// All that still comes becomes zeros.
    BlankRest,
}

/// The way through the parts of a format.
pub(super) trait Walk: Debug {
    /// What is to be done next, when the step before is done. It gets what was held by that step,
    /// and how many bytes of the file have come.
    ///
    /// # Errors
    /// [`PictureRefusal`].
    fn next(&mut self, held: &mut [u8], offset: u64) -> Result<Step, PictureRefusal>;

    /// The size of the picture, when the file ends between two steps, after so many bytes.
    ///
    /// # Errors
    /// [`PictureRefusal::Truncated`] if more should have come.
    fn end(&self, offset: u64) -> Result<PictureSize, PictureRefusal>;
}

/// How many bytes there are up to and with the first [`MARKER`]; all if there is none. A zero
/// behind it says that it is none. Where that cannot be seen yet, it counts as one.
pub(super) fn end_of_scan(bytes: &[u8]) -> usize {
    let is_marker = |pair: &[u8]| matches!(pair, [MARKER, second] if *second != 0);
    bytes.windows(2).position(is_marker).map_or(bytes.len(), |at| at + 1)
}

/// The bytes that stand somewhere, as many as the type wants.
///
/// # Errors
/// [`PictureRefusal::Malformed`] if there are fewer.
pub(super) fn bytes_at<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], PictureRefusal> {
    bytes.get(at..).and_then(|bytes| bytes.first_chunk()).copied().ok_or(PictureRefusal::Malformed)
}

/// Writes over what stands somewhere, if there is room for it.
pub(super) fn overwrite(bytes: &mut [u8], at: usize, with: &[u8]) {
    let room = bytes.get_mut(at..).and_then(|bytes| bytes.get_mut(..with.len()));
    if let Some(room) = room {
        room.copy_from_slice(with);
    }
}

/// Makes everything from a place on zeros.
pub(super) fn blank_from(bytes: &mut [u8], at: usize) {
    bytes.iter_mut().skip(at).for_each(|byte| *byte = 0);
}
