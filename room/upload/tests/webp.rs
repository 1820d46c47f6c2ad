//! WebP: chunks within a RIFF file.

use super::*;

pub(super) fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap();
    let padding = vec![0; content.len() % 2];
    [kind, &length.to_le_bytes()[..], content, &padding].concat()
}

pub(super) fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    chunk(b"RIFF", &[b"WEBP", &chunks.concat()[..]].concat())
}

/// The head of an extended file: flags, and a canvas.
pub(super) fn extended(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let [width, height] = [width, height].map(|side| (side - 1).to_le_bytes());
    chunk(b"VP8X", &[&[flags, 0, 0, 0][..], &width[..3], &height[..3]].concat())
}

/// The beginning of coded pixels, which nobody decodes here.
pub(super) fn lossy(width: u16, height: u16) -> Vec<u8> {
    chunk(b"VP8 ", &[b"\x10\x02\0\x9D\x01\x2A", &width.to_le_bytes()[..], &height.to_le_bytes(), b"pixels"].concat())
}

/// The same without loss.
pub(super) fn lossless(width: u32, height: u32) -> Vec<u8> {
    let sides = (width - 1) | (height - 1) << 14;
    chunk(b"VP8L", &[b"\x2F", &sides.to_le_bytes()[..], b"pixels"].concat())
}

#[test]
fn metadata_of_an_extended_file_is_blanked_and_not_announced() {
    for name in ["extended.webp", "animated.webp"] {
        let (before, after) = (sample(name), clean(sample(name)));
        assert_eq!(before[20] & 0b1100, 0b1100, "{name}: EXIF and XMP");
        assert_eq!(after[20], before[20] & !0b1100, "{name}");
        let metadata = before.windows(4).position(|bytes| bytes == b"EXIF").unwrap();
        assert_eq!(after[21..metadata], before[21..metadata], "{name}: pixels and colours");
        assert_eq!(after[metadata..metadata + 4], *b"void", "{name}");
        assert!(!contains(&after, b"EXIF") && !contains(&after, b"XMP "), "{name}");
    }
}

#[test]
fn size_is_that_of_the_canvas_or_of_the_pixels() {
    assert_size(&webp(&[lossy(640, 480)]), 640, 480);
    assert_size(&webp(&[lossy(640 | 1 << 14, 480 | 3 << 14)]), 640, 480);
    assert_size(&webp(&[lossless(16_384, 1)]), 16_384, 1);
    assert_size(&webp(&[lossless(1, 2_000)]), 1, 2_000);
    assert_size(&webp(&[extended(0, 640, 480), lossy(640, 480)]), 640, 480);
}

#[test]
fn unknown_chunks_are_blanked_in_frames_too() {
    let frame = |inside: &[u8]| chunk(b"ANMF", &[&[0; 16], inside].concat());
    let secret = chunk(b"note", b"Kamera of Ada");
    let alpha = chunk(b"ALPH", b"alpha");
    let inside = [secret.clone(), alpha.clone(), lossy(3, 2), secret.clone()].concat();
    let animated = webp(&[extended(0b10, 3, 2), chunk(b"ANIM", &[7; 6]), frame(&inside), frame(&lossy(3, 2)), secret]);
    let passed = clean(&animated);
    let nothing = chunk(b"void", &[0; 13]);
    let inside = [nothing.clone(), alpha, lossy(3, 2), nothing.clone()].concat();
    let frames = [frame(&inside), frame(&lossy(3, 2))].concat();
    assert_eq!(passed, webp(&[extended(0b10, 3, 2), chunk(b"ANIM", &[7; 6]), frames, nothing]));
}

#[test]
fn chunks_that_do_not_fit_are_malformed() {
    let mut too_short = webp(&[lossy(3, 2)]);
    too_short[4] -= 2;
    let mut too_long = webp(&[lossy(3, 2), chunk(b"note", b"")]);
    let end = too_long.len();
    too_long[end - 4] = 2;
    let frame_without_head = webp(&[extended(0b10, 3, 2), chunk(b"ANMF", &[0; 14])]);
    for malformed in [
        too_short,
        too_long,
        frame_without_head,
        webp(&[]),
        webp(&[chunk(b"ICCP", b"colours")]),
        webp(&[extended(0, 3, 2)]),
        webp(&[lossy(3, 2), extended(0, 3, 2)]),
        webp(&[extended(0, 3, 2), extended(0, 3, 2), lossy(3, 2)]),
        webp(&[chunk(b"VP8 ", b"\x10\x02\0no frame of pixels")]),
        webp(&[chunk(b"VP8L", b"no signature")]),
        webp(&[chunk(b"VP8 ", b"short")]),
        webp(&[chunk(b"VP8X", b"short")]),
    ] {
        assert_refused(&malformed, PictureRefusal::Malformed);
    }
}
