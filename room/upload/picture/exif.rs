//! EXIF: of all that it says only the orientation stays, without which photos of phones lie on
//! their side.

use super::walk::{blank_from, bytes_at, overwrite};

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// A TIFF header, and a directory with one entry: the orientation, one short number.
const FRESH: &[u8] = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0";

/// Where in it the number's second byte stands.
const VALUE_AT: usize = 0x13;

/// How a picture is turned or mirrored before it is shown, if it is at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    /// Whether width becomes height.
    pub(super) fn swaps_sides(self) -> bool {
        self.0 >= 5
    }
}

/// Blanks EXIF data, and writes the orientation anew in its place.
pub(super) fn keep_orientation(exif: &mut [u8]) -> Option<Orientation> {
    let orientation = orientation(exif).filter(|_| exif.len() >= FRESH.len());
    blank_from(exif, 0);
    let Orientation(value) = orientation?;
    overwrite(exif, 0, FRESH);
    overwrite(exif, VALUE_AT, &[value]);
    orientation
}

fn orientation(exif: &[u8]) -> Option<Orientation> {
    let is_big_endian = match exif {
        [b'M', b'M', 0, b'*', ..] => true,
        [b'I', b'I', b'*', 0, ..] => false,
        _ => return None,
    };
    let number = |bytes: [u8; 2]| if is_big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) };
    let offset: [u8; 4] = bytes_at(exif, 4).ok()?;
    let offset = if is_big_endian { u32::from_be_bytes(offset) } else { u32::from_le_bytes(offset) };
    let directory = exif.get(usize::try_from(offset).ok()?..)?;
    let count = usize::from(number(bytes_at(directory, 0).ok()?));
    // An entry is a tag, a type, how many values there are, and the value: a short number.
    let mut entries = directory.get(2..)?.chunks_exact(12).take(count);
    let entry = entries.find(|entry| bytes_at(entry, 0).map(number) == Ok(ORIENTATION))?;
    let (kind, value) = (number(bytes_at(entry, 2).ok()?), number(bytes_at(entry, 8).ok()?));
    let is_turned = kind == 3 && (2..=8).contains(&value);
    u8::try_from(value).ok().filter(|_| is_turned).map(Orientation)
}
