//! Pictures that pass the filter: files that real encoders wrote (`tests/samples`), and files that
//! are made here to be hostile.

mod avif;
mod gif;
mod jpeg;
mod png;
mod properties;
mod refusals;
mod webp;

use crate::{FileKind, PictureFilter, PictureRefusal, PictureSize, limits};

/// A file that a real encoder wrote, of a picture of a few pixels. All whose name does not say
/// otherwise have EXIF with a place and a camera, XMP and comments, as far as their format has
/// them.
struct Sample {
    name: &'static str,
    bytes: &'static [u8],
    kind: FileKind,
    size: (u32, u32),
}

macro_rules! sample {
    ($name:literal, $kind:expr, $size:expr) => {
        Sample { name: $name, bytes: include_bytes!(concat!("tests/samples/", $name)), kind: $kind, size: $size }
    };
}

const SAMPLES: [Sample; 13] = [
    sample!("baseline.jpg", FileKind::Jpeg, (8, 12)),
    sample!("progressive.jpg", FileKind::Jpeg, (8, 12)),
    sample!("still.png", FileKind::Png, (8, 12)),
    sample!("animated.png", FileKind::Png, (8, 12)),
    sample!("still.gif", FileKind::Gif, (6, 4)),
    sample!("animated.gif", FileKind::Gif, (6, 4)),
    sample!("lossy.webp", FileKind::Webp, (12, 8)),
    sample!("lossless.webp", FileKind::Webp, (12, 8)),
    sample!("extended.webp", FileKind::Webp, (12, 8)),
    sample!("animated.webp", FileKind::Webp, (12, 8)),
    sample!("turned.avif", FileKind::Avif, (8, 12)),
    sample!("alpha.avif", FileKind::Avif, (12, 8)),
    sample!("animated.avif", FileKind::Avif, (12, 8)),
];

fn sample(name: &str) -> &'static [u8] {
    SAMPLES.iter().find(|sample| sample.name == name).expect("a sample").bytes
}

/// What metadata is made of in the samples, and in what the tests add.
const SECRETS: [&[u8]; 6] = [b"Ada", b"Kamera", b"rdf", b"xmp", b"<script", b"PK\x03\x04"];

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Filters a file in pieces of these lengths, and then the rest of it.
fn in_pieces(
    kind: FileKind,
    mut bytes: &[u8],
    lengths: impl IntoIterator<Item = usize>,
) -> Result<(Vec<u8>, PictureSize), PictureRefusal> {
    let mut filter = PictureFilter::new(kind).expect("a picture");
    let mut passed = Vec::new();
    for length in lengths {
        let (piece, rest) = bytes.split_at(length.min(bytes.len()));
        passed.extend(filter.filter(piece)?);
        bytes = rest;
    }
    passed.extend(filter.filter(bytes)?);
    Ok((passed, filter.finish()?))
}

fn filtered(bytes: &[u8]) -> Result<(Vec<u8>, PictureSize), PictureRefusal> {
    in_pieces(FileKind::of(bytes), bytes, [])
}

#[track_caller]
fn assert_refused(bytes: &[u8], refusal: PictureRefusal) {
    assert_eq!(filtered(bytes).map(|(_, size)| size), Err(refusal));
}

/// A picture without its metadata. It is as long as before, tells nothing, and stays as it is from
/// then on.
#[track_caller]
fn clean(bytes: &[u8]) -> Vec<u8> {
    let (passed, size) = filtered(bytes).expect("a picture");
    assert_eq!(passed.len(), bytes.len());
    for secret in SECRETS {
        assert!(!contains(&passed, secret), "{} is left", String::from_utf8_lossy(secret));
    }
    assert_eq!(filtered(&passed), Ok((passed.clone(), size)), "once more");
    passed
}

#[track_caller]
fn assert_size(bytes: &[u8], width: u32, height: u32) {
    assert_eq!(filtered(bytes).map(|(_, size)| size), Ok(PictureSize { width, height }));
}

#[test]
fn samples_are_told_apart_and_measured() {
    for Sample { name, bytes, kind, size } in SAMPLES {
        assert_eq!(FileKind::of(&bytes[..limits::UPLOAD_HEAD_BYTES.min(bytes.len())]), kind, "{name}");
        assert_eq!(filtered(bytes).map(|(_, size)| (size.width, size.height)), Ok(size), "{name}");
    }
}

#[test]
fn samples_tell_nothing_of_their_maker() {
    for Sample { name, bytes, .. } in SAMPLES {
        let tells = SECRETS.iter().any(|secret| contains(bytes, secret));
        assert_eq!(tells, !["lossy.webp", "lossless.webp"].contains(&name), "{name}");
        clean(bytes);
    }
}

#[test]
fn pictures_without_metadata_stay_as_they_are() {
    for name in ["lossy.webp", "lossless.webp"] {
        assert_eq!(clean(sample(name)), sample(name));
    }
}
