//! What a file is, judged by its first bytes alone: names and claimed types can lie. Knows nothing
//! of what stands further behind.

use serde::{Deserialize, Serialize};

use crate::limits;

/// What a file is, of the kinds that are treated in a way of their own. Everything else is
/// [`FileKind::Other`]: SVG, HTML and XML too, which would bring scripts with them, and HEIC, which
/// most browsers cannot show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// A picture, PNG or APNG.
    Png,
    /// A picture, JPEG.
    Jpeg,
    /// A picture, GIF.
    Gif,
    /// A picture, WebP.
    Webp,
    /// A picture, AVIF.
    Avif,
    /// Video, MPEG-4.
    Mp4,
    /// Audio, MPEG-4.
    M4a,
    /// Video or audio, WebM.
    Webm,
    /// Audio in Ogg: Opus, Vorbis, FLAC or Speex.
    Ogg,
    /// Audio, MP3.
    Mp3,
    /// Audio, WAV.
    Wav,
    /// Audio, FLAC.
    Flac,
    /// A document, PDF.
    Pdf,
    /// Anything else.
    Other,
}

/// How a file stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presentation {
    /// It is seen.
    Picture,
    /// It is played, and heard.
    Audio,
    /// It is played, and seen.
    Video,
    /// It is offered as a download.
    Download,
}

impl FileKind {
    /// The kind of a file that begins with these bytes: at least [`limits::UPLOAD_HEAD_BYTES`] of
    /// them, or all if it has fewer. No more are looked at, so that a file is of the same kind
    /// however long the first piece of it is.
    #[must_use]
    pub fn of(beginning: &[u8]) -> Self {
        let head = beginning.get(..limits::UPLOAD_HEAD_BYTES).unwrap_or(beginning);
        match head {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Self::Png,
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Webp,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Self::Wav,
            [0x1A, 0x45, 0xDF, 0xA3, ..] => matroska(head),
            [b'O', b'g', b'g', b'S', 0, ..] => ogg(head),
            [b'f', b'L', b'a', b'C', ..] => Self::Flac,
            [b'I', b'D', b'3', 2..=4, ..] => Self::Mp3,
            [0xFF, second, third, ..] if is_frame_of_mp3(*second, *third) => Self::Mp3,
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => iso_media(head),
            _ => Self::Other,
        }
    }

    /// The media type with which it is served. All of them are passive: with `nosniff` a browser
    /// runs none, whatever else the file could be read as (a polyglot).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Mp4 => "video/mp4",
            Self::M4a => "audio/mp4",
            Self::Webm => "video/webm",
            Self::Ogg => "audio/ogg",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Flac => "audio/flac",
            Self::Pdf => "application/pdf",
            Self::Other => "application/octet-stream",
        }
    }

    /// How it stands in a message. A PDF is a download: in the sandbox in which files are served no
    /// browser shows one.
    #[must_use]
    pub fn presentation(self) -> Presentation {
        match self {
            Self::Png | Self::Jpeg | Self::Gif | Self::Webp | Self::Avif => Presentation::Picture,
            Self::M4a | Self::Ogg | Self::Mp3 | Self::Wav | Self::Flac => Presentation::Audio,
            Self::Mp4 | Self::Webm => Presentation::Video,
            Self::Pdf | Self::Other => Presentation::Download,
        }
    }
}

/// Of the files that are made of EBML elements, WebM says so in its `DocType`.
fn matroska(head: &[u8]) -> FileKind {
    const DOC_TYPE: &[u8] = b"\x42\x82\x84webm";
    if head.windows(DOC_TYPE.len()).any(|element| element == DOC_TYPE) { FileKind::Webm } else { FileKind::Other }
}

/// The first packet of an Ogg file names its codec, right behind a page header with one segment.
/// What is video there plays in hardly any browser.
fn ogg(head: &[u8]) -> FileKind {
    const CODECS: [&[u8]; 4] = [b"OpusHead", b"\x01vorbis", b"\x7FFLAC", b"Speex   "];
    let packet = head.get(0x1C..).unwrap_or_default();
    if CODECS.iter().any(|codec| packet.starts_with(codec)) { FileKind::Ogg } else { FileKind::Other }
}

/// Whether an MP3 without tags begins so, behind 0xFF: a frame of layer III, and no reserved
/// version, rate of bits or rate of samples.
fn is_frame_of_mp3(second: u8, third: u8) -> bool {
    let is_layer_3 = second & 0b1110_0110 == 0b1110_0010 && second & 0b0001_1000 != 0b0000_1000;
    is_layer_3 && !matches!(third & 0xF0, 0x00 | 0xF0) && third & 0b0000_1100 != 0b0000_1100
}

/// Files of the ISO base media format begin with the brands that they can be read as, the best one
/// first.
fn iso_media(head: &[u8]) -> FileKind {
    let length = head.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = head.get(8..length.min(head.len())).unwrap_or_default();
    // Behind the first one stands its version, which is no brand.
    let compatible = || brands.chunks_exact(4).skip(2);
    match brands.first_chunk::<4>() {
        Some(b"avif" | b"avis") => FileKind::Avif,
        Some(b"mif1" | b"msf1" | b"miaf") if compatible().any(|brand| matches!(brand, b"avif" | b"avis")) => {
            FileKind::Avif
        }
        Some(b"M4A " | b"M4B ") => FileKind::M4a,
        Some(
            b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"M4VH"
            | b"M4VP" | b"dash" | b"MSNV" | b"3gp4" | b"3gp5" | b"3gp6",
        ) => FileKind::Mp4,
        _ => FileKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The box of brands at the beginning of a file of the ISO base media format.
    fn brands(brands: &[&str]) -> Vec<u8> {
        let length = u32::try_from(12 + 4 * brands.len()).unwrap();
        let (first, compatible) = brands.split_first().unwrap();
        [&length.to_be_bytes(), &b"ftyp"[..], first.as_bytes(), &[0; 4], compatible.concat().as_bytes()].concat()
    }

    fn ogg_page(packet: &[u8]) -> Vec<u8> {
        [&b"OggS\0\x02"[..], &[0; 20], &[1, 30], packet].concat()
    }

    #[test]
    fn files_are_told_by_their_first_bytes() {
        for (kind, head) in [
            (FileKind::Png, b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec()),
            (FileKind::Jpeg, b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec()),
            (FileKind::Jpeg, b"\xFF\xD8\xFF".to_vec()),
            (FileKind::Gif, b"GIF87a\x01\0\x01\0".to_vec()),
            (FileKind::Gif, b"GIF89a\x01\0\x01\0".to_vec()),
            (FileKind::Webp, b"RIFF\x24\0\0\0WEBPVP8 ".to_vec()),
            (FileKind::Wav, b"RIFF\x24\0\0\0WAVEfmt ".to_vec()),
            (FileKind::Avif, brands(&["avif", "mif1", "miaf", "MA1B"])),
            (FileKind::Avif, brands(&["avis", "msf1"])),
            (FileKind::Avif, brands(&["mif1", "miaf", "avif"])),
            (FileKind::Mp4, brands(&["isom", "iso2", "avc1", "mp41"])),
            (FileKind::Mp4, brands(&["mp42"])),
            (FileKind::M4a, brands(&["M4A ", "mp42", "isom"])),
            (FileKind::Webm, b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\xF7\x81\x01\x42\x82\x84webm\x42\x87".to_vec()),
            (FileKind::Ogg, ogg_page(b"OpusHead\x01\x02")),
            (FileKind::Ogg, ogg_page(b"\x01vorbis\0")),
            (FileKind::Ogg, ogg_page(b"\x7FFLAC\x01")),
            (FileKind::Mp3, b"ID3\x04\0\0\0\0\0\x23".to_vec()),
            (FileKind::Mp3, b"\xFF\xFB\x90\x64".to_vec()),
            (FileKind::Flac, b"fLaC\0\0\0\x22".to_vec()),
            (FileKind::Pdf, b"%PDF-1.7\n%\xE2\xE3".to_vec()),
        ] {
            assert!(head.len() <= limits::UPLOAD_HEAD_BYTES);
            assert_eq!(FileKind::of(&head), kind, "{:?}", String::from_utf8_lossy(&head));
            for shorter in 0..head.len().min(3) {
                assert_eq!(FileKind::of(&head[..shorter]), FileKind::Other, "{kind:?} of {shorter} bytes");
            }
        }
    }

    #[test]
    fn bytes_behind_the_head_change_nothing() {
        let mut late = b"\x1A\x45\xDF\xA3".to_vec();
        late.resize(limits::UPLOAD_HEAD_BYTES, 0);
        late.extend(b"\x42\x82\x84webm");
        assert_eq!(FileKind::of(&late), FileKind::Other);
    }

    #[test]
    fn active_and_unknown_files_are_other() {
        for head in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\">",
            b"<?xml version=\"1.0\"?><svg>",
            b"\xEF\xBB\xBF<!doctype html><script>alert(1)</script>",
            b"\xFE\xFF\0<\0h\0t\0m\0l",
            b"\xFF\xFE<\0h\0t\0m\0l\0",
            b" \n<html>",
            b"/*GIF89a*/alert(1)",
            b" GIF89a",
            b"gif89a",
            b"\x89PNG\n\x1A\n",
            b"PK\x03\x04[Content_Types].xml",
            b"MZ\x90\0",
            b"\x7FELF",
            b"#!/bin/sh\n",
            b"{\"json\": true}",
            b"RIFF\0\0\0\0AVI LIST",
            b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska",
            b"ID3 and how to say it",
            b"ftypavif",
            b"\0\0\0\x08ftypavif",
            b"\xFF\xF1\x50\x80",
        ] {
            assert_eq!(FileKind::of(head), FileKind::Other, "{:?}", String::from_utf8_lossy(head));
        }
        for others in [
            &["heic", "mif1"][..],
            &["heix"],
            &["mif1", "heic"],
            &["qt  "],
            &["jp2 "],
            // The version of a brand that looks like one.
            &["mif1"],
        ] {
            assert_eq!(FileKind::of(&brands(others)), FileKind::Other, "{others:?}");
        }
        assert_eq!(FileKind::of(b"\0\0\0\x10ftypmif1avif"), FileKind::Other, "a version is no brand");
        assert_eq!(FileKind::of(&ogg_page(b"\x80theora")), FileKind::Other);
    }

    #[test]
    fn polyglot_is_served_as_a_passive_file() {
        for (head, media_type) in [
            (&b"GIF89a/*\0\0\0*/=1;alert(document.domain)//"[..], "image/gif"),
            (b"\xFF\xD8\xFF\xE0/**/*/=alert(1);/*", "image/jpeg"),
            (b"RIFF=1/*WEBP*/;alert(1)", "image/webp"),
            (b"ID3\x04=1;alert(1)", "audio/mpeg"),
            (b"fLaC=1;alert(1)", "audio/flac"),
            (b"%PDF-1.7 <script>alert(1)</script>", "application/pdf"),
            (b"\0\0\0\x20ftypisom<script>alert(1)</script>", "video/mp4"),
        ] {
            assert_eq!(FileKind::of(head).media_type(), media_type);
        }
        assert_eq!(FileKind::Pdf.presentation(), Presentation::Download);
    }

    #[test]
    fn only_passive_types_are_shown() {
        for first in 0..=255 {
            for second in 0..=255 {
                let kind = FileKind::of(&[first, second, b'\xFB', b'\x90', b'f', b't', b'y', b'p']);
                let kept: FileKind = serde_json::from_str(&serde_json::to_string(&kind).unwrap()).unwrap();
                assert_eq!(kept, kind);
                let begins = kind.media_type().split('/').next().unwrap();
                match kind.presentation() {
                    Presentation::Picture => assert_eq!(begins, "image"),
                    Presentation::Audio => assert_eq!(begins, "audio"),
                    Presentation::Video => assert_eq!(begins, "video"),
                    Presentation::Download => assert_eq!(begins, "application"),
                }
                assert!(first != b'<' || kind == FileKind::Other, "markup");
            }
        }
    }
}
