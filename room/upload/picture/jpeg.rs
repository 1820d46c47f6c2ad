//! JPEG (ITU-T T.81): segments that begin with a marker, and pixels between them.

use super::exif::{self, Orientation};
use super::walk::{MARKER, Step, Walk, blank_from, bytes_at};
use super::{PictureRefusal, PictureSize};

#[derive(Debug, Default)]
pub(super) struct Jpeg {
    state: State,
    /// As it is stored, not yet turned.
    size: Option<PictureSize>,
    has_exif: bool,
    orientation: Option<Orientation>,
    has_pixels: bool,
}

/// What the bytes are that were waited for.
#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Nothing,
    Signature,
    /// A byte where a marker has to begin.
    Between,
    /// The second byte of a marker.
    Code,
    /// The length of the segment of this code.
    Length(u8),
    /// The content of the segment of this code.
    Segment(u8),
    /// A table, without which no pixel can be decoded.
    Table,
    /// The head of the pixels that follow.
    ScanHead,
    /// Pixels, and the first byte of what may be a marker.
    Scan,
    /// The second byte of what may be a marker among pixels.
    ScanCode,
    End,
}

/// Start and end of the image, start of a scan.
const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;

/// Comments, and the segments of applications.
const COM: u8 = 0xFE;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;
const APP15: u8 = 0xEF;

const EXIF: &[u8] = b"Exif\0\0";

impl Walk for Jpeg {
    fn next(&mut self, held: &mut [u8], _: u64) -> Result<Step, PictureRefusal> {
        match self.state {
            State::Nothing => Ok(self.wait_for(State::Signature, Step::Hold(2))),
            State::Signature if *held == [MARKER, SOI] => Ok(self.wait_for(State::Between, Step::Hold(1))),
            State::Signature => Err(PictureRefusal::Malformed),
            State::Between if *held == [MARKER] => Ok(self.wait_for(State::Code, Step::Hold(1))),
            State::Between => {
                // Some cameras pad their segments, and decoders skip it: so it may say anything.
                blank_from(held, 0);
                Ok(self.wait_for(State::Between, Step::Hold(1)))
            }
            State::Code => self.on_marker(bytes_at(held, 0)?),
            State::Length(code) => self.on_length(code, bytes_at(held, 0)?),
            State::Segment(code) => self.on_segment(code, held),
            State::Table => Ok(self.wait_for(State::Between, Step::Hold(1))),
            State::ScanHead => Ok(self.wait_for(State::Scan, Step::KeepToMarker)),
            State::Scan => Ok(self.wait_for(State::ScanCode, Step::Hold(1))),
            State::ScanCode => match held {
                // A pixel's byte that looked like a marker, or where decoders may begin anew.
                [0 | 0xD0..=0xD7] => Ok(self.wait_for(State::Scan, Step::KeepToMarker)),
                [MARKER] => Ok(self.wait_for(State::ScanCode, Step::Hold(1))),
                _ => self.on_marker(bytes_at(held, 0)?),
            },
            State::End => Ok(Step::BlankRest),
        }
    }

    fn end(&self, _: u64) -> Result<PictureSize, PictureRefusal> {
        let size = self.size.filter(|_| matches!(self.state, State::End)).ok_or(PictureRefusal::Truncated)?;
        Ok(if self.orientation.is_some_and(Orientation::swaps_sides) { size.turned() } else { size })
    }
}

impl Jpeg {
    fn wait_for(&mut self, state: State, step: Step) -> Step {
        self.state = state;
        step
    }

    fn on_marker(&mut self, [code]: [u8; 1]) -> Result<Step, PictureRefusal> {
        match code {
            MARKER => Ok(self.wait_for(State::Code, Step::Hold(1))),
            // No marker at all, and those that stand alone.
            0 | 0x01 | 0xD0..=0xD7 => Ok(self.wait_for(State::Between, Step::Hold(1))),
            EOI if self.has_pixels => Ok(self.wait_for(State::End, Step::BlankRest)),
            // What no decoder of a browser knows, and would have to guess the length of.
            EOI | SOI | 0x02..=0xBF | 0xC8 | 0xF0..=0xFD => Err(PictureRefusal::Malformed),
            _ => Ok(self.wait_for(State::Length(code), Step::Hold(2))),
        }
    }

    fn on_length(&mut self, code: u8, length: [u8; 2]) -> Result<Step, PictureRefusal> {
        // It counts itself.
        let length = u16::from_be_bytes(length).checked_sub(2).ok_or(PictureRefusal::Malformed)?;
        if code == SOS {
            self.has_pixels = self.size.is_some();
            let head = self.wait_for(State::ScanHead, Step::Keep(length.into()));
            return if self.has_pixels { Ok(head) } else { Err(PictureRefusal::Malformed) };
        }
        let is_read = is_frame(code) || matches!(code, COM | APP0..=APP15);
        Ok(if is_read {
            self.wait_for(State::Segment(code), Step::Hold(length.into()))
        } else {
            self.wait_for(State::Table, Step::Keep(length.into()))
        })
    }

    fn on_segment(&mut self, code: u8, content: &mut [u8]) -> Result<Step, PictureRefusal> {
        match code {
            _ if is_frame(code) => self.read_size(content)?,
            // The density. Behind it stands a thumbnail.
            APP0 if content.starts_with(b"JFIF\0") => blank_from(content, 12),
            APP1 if content.starts_with(EXIF) => self.on_exif(content),
            APP2 if content.starts_with(b"ICC_PROFILE\0") => {}
            // How colours are stored. Behind it stands nothing.
            APP14 if content.starts_with(b"Adobe") => blank_from(content, 12),
            _ => blank_from(content, 0),
        }
        Ok(self.wait_for(State::Between, Step::Hold(1)))
    }

    fn read_size(&mut self, content: &[u8]) -> Result<(), PictureRefusal> {
        if self.size.is_some() {
            return Err(PictureRefusal::Malformed);
        }
        // Behind the bits of a sample.
        let height = u16::from_be_bytes(bytes_at(content, 1)?);
        let width = u16::from_be_bytes(bytes_at(content, 3)?);
        self.size = Some(PictureSize::checked(width.into(), height.into())?);
        Ok(())
    }

    /// Browsers turn the picture as the first one says, if it stands before the pixels.
    fn on_exif(&mut self, content: &mut [u8]) {
        let tiff = content.get_mut(EXIF.len()..).unwrap_or_default();
        if self.has_exif || self.has_pixels {
            blank_from(content, 0);
            return;
        }
        self.has_exif = true;
        self.orientation = exif::keep_orientation(tiff);
        if self.orientation.is_none() {
            blank_from(content, 0);
        }
    }
}

/// Whether a segment says how the picture is coded, and its size.
fn is_frame(code: u8) -> bool {
    matches!(code, 0xC0..=0xCF) && !matches!(code, 0xC4 | 0xC8 | 0xCC)
}
