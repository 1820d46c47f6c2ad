//! PNG (W3C, third edition): a signature, then chunks with a length, a type, content and a
//! checksum.

use super::exif::{self, Orientation};
use super::walk::{Step, Walk, bytes_at, overwrite};
use super::{PictureRefusal, PictureSize};
use crate::limits;

#[derive(Debug, Default)]
pub(super) struct Png {
    state: State,
    /// As it is stored, not yet turned.
    size: Option<PictureSize>,
    orientation: Option<Orientation>,
    has_pixels: bool,
}

/// What the bytes are that were waited for.
#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Nothing,
    Signature,
    /// A chunk that stays, to its end.
    Chunk,
    /// Length and type of a chunk.
    Head,
    /// Content of the first chunk.
    Header,
    /// A chunk of EXIF data, from its head to its end.
    Exif,
    /// As much content as was blanked.
    Blanked(u64),
    /// The checksum of a chunk of which so much was blanked.
    Checksum(u64),
    /// The checksum of the last chunk.
    LastChecksum,
    End,
}

type ChunkType = [u8; 4];

const IHDR: ChunkType = *b"IHDR";
const IDAT: ChunkType = *b"IDAT";
const IEND: ChunkType = *b"IEND";
const EXIF: ChunkType = *b"eXIf";

/// What pixels are made of, besides those: colours, density, frames of an animation.
const KEPT: [ChunkType; 15] = [
    *b"PLTE", *b"tRNS", *b"cHRM", *b"gAMA", *b"iCCP", *b"sBIT", *b"sRGB", *b"cICP", *b"mDCV", *b"cLLI", *b"bKGD",
    *b"pHYs", *b"acTL", *b"fcTL", *b"fdAT",
];

/// The type of a blanked chunk: ancillary, private and safe to copy, as its letters' cases say. So
/// every program skips it.
const VOID: ChunkType = *b"voId";

/// Bytes of a length and a type, and of a checksum.
const HEAD: usize = size_of::<u64>();
const CHECKSUM: usize = size_of::<u32>();

impl Walk for Png {
    fn next(&mut self, held: &mut [u8], _: u64) -> Result<Step, PictureRefusal> {
        match self.state {
            State::Nothing => Ok(self.wait_for(State::Signature, Step::Hold(8))),
            State::Signature if *held == *b"\x89PNG\r\n\x1A\n" => Ok(self.wait_for(State::Head, Step::Hold(HEAD))),
            State::Signature => Err(PictureRefusal::Malformed),
            State::Chunk => Ok(self.wait_for(State::Head, Step::Hold(HEAD))),
            State::Head => self.on_head(held),
            State::Header => {
                let width = u32::from_be_bytes(bytes_at(held, 0)?);
                let height = u32::from_be_bytes(bytes_at(held, 4)?);
                self.size = Some(PictureSize::checked(width, height)?);
                Ok(self.wait_for(State::Chunk, Step::Keep(CHECKSUM as u64)))
            }
            State::Exif => {
                self.on_exif(held);
                Ok(self.wait_for(State::Head, Step::Hold(HEAD)))
            }
            State::Blanked(length) => Ok(self.wait_for(State::Checksum(length), Step::Hold(CHECKSUM))),
            State::Checksum(length) => {
                let zeros = (0..length).map(|_| 0);
                overwrite(held, 0, &checksum(VOID.into_iter().chain(zeros)).to_be_bytes());
                Ok(self.wait_for(State::Head, Step::Hold(HEAD)))
            }
            State::LastChecksum => Ok(self.wait_for(State::End, Step::BlankRest)),
            State::End => Ok(Step::BlankRest),
        }
    }

    fn end(&self, _: u64) -> Result<PictureSize, PictureRefusal> {
        let size = self.size.filter(|_| matches!(self.state, State::End)).ok_or(PictureRefusal::Truncated)?;
        Ok(if self.orientation.is_some_and(Orientation::swaps_sides) { size.turned() } else { size })
    }
}

impl Png {
    fn wait_for(&mut self, state: State, step: Step) -> Step {
        self.state = state;
        step
    }

    fn on_head(&mut self, head: &mut [u8]) -> Result<Step, PictureRefusal> {
        let length = u32::from_be_bytes(bytes_at(head, 0)?);
        let kind: ChunkType = bytes_at(head, 4)?;
        // The largest length that the format has.
        let length = i32::try_from(length).map_err(|_| PictureRefusal::Malformed)?.unsigned_abs();
        let rest = u64::from(length) + CHECKSUM as u64;
        match kind {
            IHDR if self.size.is_none() && length == 13 => Ok(self.wait_for(State::Header, Step::Hold(13))),
            _ if self.size.is_none() => Err(PictureRefusal::Malformed),
            IDAT => {
                self.has_pixels = true;
                Ok(self.wait_for(State::Chunk, Step::Keep(rest)))
            }
            IEND if self.has_pixels && length == 0 => Ok(self.wait_for(State::LastChecksum, Step::Keep(rest))),
            EXIF if self.is_exif_of_use(length) => {
                Ok(self.wait_for(State::Exif, Step::HoldOn(HEAD + length as usize + CHECKSUM)))
            }
            _ if KEPT.contains(&kind) => Ok(self.wait_for(State::Chunk, Step::Keep(rest))),
            // A capital begins the type of a chunk without which no pixel can be decoded.
            [b'a'..=b'z', ..] => {
                overwrite(head, 4, &VOID);
                Ok(self.wait_for(State::Blanked(length.into()), Step::Blank(length.into())))
            }
            _ => Err(PictureRefusal::Malformed),
        }
    }

    /// Browsers turn the picture as the first one says, if it stands before the pixels.
    fn is_exif_of_use(&self, length: u32) -> bool {
        let fits = length as usize <= limits::PICTURE_HELD_MAX_BYTES - HEAD - CHECKSUM;
        fits && self.orientation.is_none() && !self.has_pixels
    }

    fn on_exif(&mut self, chunk: &mut [u8]) {
        let end = chunk.len().saturating_sub(CHECKSUM);
        self.orientation = exif::keep_orientation(chunk.get_mut(HEAD..end).unwrap_or_default());
        if self.orientation.is_none() {
            overwrite(chunk, 4, &VOID);
        }
        let kind_and_content = chunk.get(4..end).unwrap_or_default();
        overwrite(chunk, end, &checksum(kind_and_content.iter().copied()).to_be_bytes());
    }
}

/// The CRC of a chunk (ISO 3309), half a byte at a time: a table for whole bytes were a kilobyte in
/// every Worker.
fn checksum(bytes: impl Iterator<Item = u8>) -> u32 {
    let half = |crc: u32| (crc >> 4) ^ REMAINDERS.get((crc & 0xF) as usize).copied().unwrap_or_default();
    !bytes.fold(!0, |crc, byte| half(half(crc ^ u32::from(byte))))
}

/// What is left of each half of a byte, divided by the polynomial 0xEDB8_8320.
const REMAINDERS: [u32; 16] = [
    0x0000_0000,
    0x1DB7_1064,
    0x3B6E_20C8,
    0x26D9_30AC,
    0x76DC_4190,
    0x6B6B_51F4,
    0x4DB2_6158,
    0x5005_713C,
    0xEDB8_8320,
    0xF00F_9344,
    0xD6D6_A3E8,
    0xCB61_B38C,
    0x9B64_C2B0,
    0x86D3_D2D4,
    0xA00A_E278,
    0xBDBD_F21C,
];
