//! GIF (version 89a): a screen, frames, and extensions of which most are text.

use super::walk::{Step, Walk, blank_from, bytes_at};
use super::{PictureRefusal, PictureSize};

#[derive(Debug, Default)]
pub(super) struct Gif {
    state: State,
    /// Width and height of the screen.
    screen: (u16, u16),
    size: Option<PictureSize>,
}

/// What the bytes are that were waited for.
#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Nothing,
    Screen,
    /// The palette of the screen.
    Palette,
    /// The byte that says what follows.
    Introducer,
    Frame,
    /// A frame's palette, and how its pixels are coded.
    FrameHead,
    Label,
    /// The length of an application's name.
    NameLength,
    Name,
    /// The length of a block of data, of which these are kept.
    DataLength(Kept),
    Data(Kept),
    End,
}

/// Which blocks of data stay.
#[derive(Clone, Copy, Debug)]
enum Kept {
    All,
    /// Those of this length.
    Length(u8),
    None,
}

impl Walk for Gif {
    fn next(&mut self, held: &mut [u8], _: u64) -> Result<Step, PictureRefusal> {
        Ok(match self.state {
            State::Nothing => self.wait_for(State::Screen, Step::Hold(13)),
            State::Screen if held.starts_with(b"GIF87a") || held.starts_with(b"GIF89a") => {
                self.screen = (u16::from_le_bytes(bytes_at(held, 6)?), u16::from_le_bytes(bytes_at(held, 8)?));
                self.wait_for(State::Palette, Step::Keep(palette(bytes_at(held, 10)?)))
            }
            State::Screen => return Err(PictureRefusal::Malformed),
            State::Palette => self.wait_for(State::Introducer, Step::Hold(1)),
            State::Introducer => match held {
                [0x2C] => self.wait_for(State::Frame, Step::Hold(9)),
                [0x21] => self.wait_for(State::Label, Step::Hold(1)),
                [0x3B] if self.size.is_some() => self.wait_for(State::End, Step::BlankRest),
                _ => return Err(PictureRefusal::Malformed),
            },
            State::Frame => {
                self.on_frame(held)?;
                let coding = 1;
                self.wait_for(State::FrameHead, Step::Keep(palette(bytes_at(held, 8)?) + coding))
            }
            State::FrameHead => self.wait_for(State::DataLength(Kept::All), Step::Hold(1)),
            State::Label => match held {
                // How a frame is shown: for how long, and with which transparent colour.
                [0xF9] => self.wait_for(State::DataLength(Kept::Length(4)), Step::Hold(1)),
                [0xFF] => self.wait_for(State::NameLength, Step::Hold(1)),
                // Comments, text that no browser shows, and what nobody knows.
                _ => self.wait_for(State::DataLength(Kept::None), Step::Hold(1)),
            },
            State::NameLength => match held {
                [11] => self.wait_for(State::Name, Step::Hold(11)),
                _ => self.on_data_length(Kept::None, bytes_at(held, 0)?),
            },
            State::Name if *held == *b"NETSCAPE2.0" || *held == *b"ANIMEXTS1.0" => {
                // How often the animation is repeated.
                self.wait_for(State::DataLength(Kept::Length(3)), Step::Hold(1))
            }
            State::Name => {
                blank_from(held, 0);
                self.wait_for(State::DataLength(Kept::None), Step::Hold(1))
            }
            State::DataLength(kept) => self.on_data_length(kept, bytes_at(held, 0)?),
            State::Data(kept) => self.wait_for(State::DataLength(kept), Step::Hold(1)),
            State::End => Step::BlankRest,
        })
    }

    fn end(&self, _: u64) -> Result<PictureSize, PictureRefusal> {
        self.size.filter(|_| matches!(self.state, State::End)).ok_or(PictureRefusal::Truncated)
    }
}

impl Gif {
    fn wait_for(&mut self, state: State, step: Step) -> Step {
        self.state = state;
        step
    }

    /// Blocks of data follow each other, up to one that is empty. Their lengths stay: of a text
    /// that some programs write without them (XMP) that is a letter here and there.
    fn on_data_length(&mut self, kept: Kept, [length]: [u8; 1]) -> Step {
        let bytes = u64::from(length);
        match kept {
            _ if length == 0 => self.wait_for(State::Introducer, Step::Hold(1)),
            Kept::All => self.wait_for(State::Data(kept), Step::Keep(bytes)),
            Kept::Length(only) if only == length => self.wait_for(State::Data(kept), Step::Keep(bytes)),
            _ => self.wait_for(State::Data(kept), Step::Blank(bytes)),
        }
    }

    /// A browser makes the screen larger if the first frame is, so that a small screen hides no
    /// large picture. It cuts off what later frames have outside.
    fn on_frame(&mut self, frame: &[u8]) -> Result<(), PictureRefusal> {
        if self.size.is_some() {
            return Ok(());
        }
        let number = |at| bytes_at(frame, at).map(u16::from_le_bytes).map(u32::from);
        let (width, height) = self.screen;
        let width = u32::from(width).max(number(0)? + number(4)?);
        let height = u32::from(height).max(number(2)? + number(6)?);
        self.size = Some(PictureSize::checked(width, height)?);
        Ok(())
    }
}

/// Bytes of the palette that follows flags that say so: three for each colour, of which there are
/// 2 to 256.
fn palette([flags]: [u8; 1]) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0b111) + 1) }
}
