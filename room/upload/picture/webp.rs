//! WebP (RFC 9649): a RIFF file of chunks with a type, a length and content.

use super::walk::{Step, Walk, bytes_at, overwrite};
use super::{PictureRefusal, PictureSize};

#[derive(Debug, Default)]
pub(super) struct Webp {
    state: State,
    /// Bytes of chunks that are still to come.
    left: u64,
    size: Option<PictureSize>,
    has_pixels: bool,
}

/// What the bytes are that were waited for.
#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Nothing,
    Signature,
    /// A chunk, to its end.
    Chunk,
    /// Type and length of a chunk.
    Head,
    /// The beginning of a chunk that says the size, and how much of it follows.
    Sized(ChunkType, u64),
    End,
}

type ChunkType = [u8; 4];

const EXTENDED: ChunkType = *b"VP8X";
const LOSSY: ChunkType = *b"VP8 ";
const LOSSLESS: ChunkType = *b"VP8L";
const FRAME: ChunkType = *b"ANMF";

/// What pixels are made of, besides those: transparency, colours, how an animation is repeated.
const KEPT: [ChunkType; 3] = [*b"ALPH", *b"ICCP", *b"ANIM"];

/// The type of a blanked chunk, which nobody knows: so every program skips it.
const VOID: ChunkType = *b"void";

/// Bytes of a type and a length.
const HEAD: u64 = size_of::<u64>() as u64;

/// Bytes of what stands in a frame of an animation before its own chunks.
const FRAME_HEAD: u64 = size_of::<u128>() as u64;

/// The flags of an extended file that announce EXIF and XMP.
const METADATA_FLAGS: u8 = 0b0000_1100;

impl Walk for Webp {
    fn next(&mut self, held: &mut [u8], _: u64) -> Result<Step, PictureRefusal> {
        match self.state {
            State::Nothing => Ok(self.wait_for(State::Signature, Step::Hold(12))),
            State::Signature => {
                if !held.starts_with(b"RIFF") || !held.ends_with(b"WEBP") {
                    return Err(PictureRefusal::Malformed);
                }
                let length = u32::from_le_bytes(bytes_at(held, 4)?);
                self.left = u64::from(length).saturating_sub(4);
                self.after_chunk()
            }
            State::Chunk => self.after_chunk(),
            State::Head => self.on_head(held),
            State::Sized(kind, rest) => {
                self.size = Some(match kind {
                    EXTENDED => size_of_extended(held)?,
                    LOSSY => size_of_lossy(held)?,
                    _ => size_of_lossless(held)?,
                });
                Ok(self.wait_for(State::Chunk, Step::Keep(rest)))
            }
            State::End => Ok(Step::BlankRest),
        }
    }

    fn end(&self, _: u64) -> Result<PictureSize, PictureRefusal> {
        self.size.filter(|_| matches!(self.state, State::End)).ok_or(PictureRefusal::Truncated)
    }
}

impl Webp {
    fn wait_for(&mut self, state: State, step: Step) -> Step {
        self.state = state;
        step
    }

    fn after_chunk(&mut self) -> Result<Step, PictureRefusal> {
        match self.left {
            0 if self.has_pixels => Ok(self.wait_for(State::End, Step::BlankRest)),
            0 => Err(PictureRefusal::Malformed),
            _ => Ok(self.wait_for(State::Head, Step::Hold(HEAD as usize))),
        }
    }

    fn on_head(&mut self, head: &mut [u8]) -> Result<Step, PictureRefusal> {
        let kind: ChunkType = bytes_at(head, 0)?;
        let length = u64::from(u32::from_le_bytes(bytes_at(head, 4)?)).next_multiple_of(2);
        self.left = self.left.checked_sub(HEAD).ok_or(PictureRefusal::Malformed)?;
        // A frame is walked into: its own chunks follow its head.
        let passed = if kind == FRAME { FRAME_HEAD } else { length };
        self.left = self.left.checked_sub(passed).filter(|_| passed <= length).ok_or(PictureRefusal::Malformed)?;
        self.has_pixels |= matches!(kind, LOSSY | LOSSLESS);
        match kind {
            EXTENDED if self.size.is_some() => Err(PictureRefusal::Malformed),
            EXTENDED => self.read(kind, 10, length),
            LOSSY if self.size.is_none() => self.read(kind, 10, length),
            LOSSLESS if self.size.is_none() => self.read(kind, 5, length),
            LOSSY | LOSSLESS | FRAME => Ok(self.wait_for(State::Chunk, Step::Keep(passed))),
            _ if KEPT.contains(&kind) => Ok(self.wait_for(State::Chunk, Step::Keep(passed))),
            _ => {
                overwrite(head, 0, &VOID);
                Ok(self.wait_for(State::Chunk, Step::Blank(passed)))
            }
        }
    }

    /// Holds the beginning of a chunk, where the size stands.
    fn read(&mut self, kind: ChunkType, beginning: usize, length: u64) -> Result<Step, PictureRefusal> {
        let rest = length.checked_sub(beginning as u64).ok_or(PictureRefusal::Malformed)?;
        Ok(self.wait_for(State::Sized(kind, rest), Step::Hold(beginning)))
    }
}

/// The canvas, less one in both directions. The flags stop announcing what is blanked.
fn size_of_extended(content: &mut [u8]) -> Result<PictureSize, PictureRefusal> {
    let [flags] = bytes_at(content, 0)?;
    let [width_1, width_2, width_3, height_1, height_2, height_3] = bytes_at(content, 4)?;
    overwrite(content, 0, &[flags & !METADATA_FLAGS]);
    let width = u32::from_le_bytes([width_1, width_2, width_3, 0]);
    let height = u32::from_le_bytes([height_1, height_2, height_3, 0]);
    PictureSize::checked(width + 1, height + 1)
}

/// The size of a key frame of VP8 (RFC 6386, section 9.1): 14 bits each, below two of scaling.
fn size_of_lossy(content: &[u8]) -> Result<PictureSize, PictureRefusal> {
    if bytes_at(content, 3)? != [0x9D, 0x01, 0x2A] {
        return Err(PictureRefusal::Malformed);
    }
    let side = |at| bytes_at(content, at).map(u16::from_le_bytes).map(|side| u32::from(side & 0x3FFF));
    PictureSize::checked(side(6)?, side(8)?)
}

/// The size of a lossless picture, less one in both directions: 14 bits each, behind a signature.
fn size_of_lossless(content: &[u8]) -> Result<PictureSize, PictureRefusal> {
    if bytes_at(content, 0)? != [0x2F] {
        return Err(PictureRefusal::Malformed);
    }
    let bits = u32::from_le_bytes(bytes_at(content, 1)?);
    PictureSize::checked((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
}
