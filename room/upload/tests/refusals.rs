//! Pictures that are too large, in files of a few bytes.

use super::*;

/// A few bytes of each format that say that the picture has this size.
fn claims(width: u32, height: u32) -> Vec<Vec<u8>> {
    let mut photo = jpeg::upright_photo();
    let frame = photo.windows(2).position(|bytes| bytes == [0xFF, 0xC0]).unwrap();
    let (short_width, short_height) = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
    photo[frame + 5..frame + 9].copy_from_slice(&[short_height, short_width].map(u16::to_be_bytes).concat());
    vec![
        photo,
        png::png(&[png::header(width, height), png::chunk(b"IDAT", b"x"), png::chunk(b"IEND", b"")]),
        gif::gif_of_one_frame(short_width, short_height),
        webp::webp(&[webp::extended(0, width.max(1), height.max(1)), webp::lossy(1, 1)]),
        avif::plain(width, height),
    ]
}

#[test]
fn size_at_the_limit_is_taken() {
    for (width, height) in [(8_000, 5_000), (5_000, 8_000), (16_384, 2_441), (1, 16_384), (1, 1)] {
        for file in claims(width, height) {
            assert_size(&file, width, height);
        }
    }
}

#[test]
fn size_above_the_limit_is_told() {
    for (width, height) in [(8_001, 5_000), (5_001, 8_000), (16_384, 2_442), (1, 16_385), (65_535, 65_535)] {
        for file in claims(width, height) {
            assert_refused(&file, PictureRefusal::TooLarge(PictureSize { width, height }));
        }
    }
}

#[test]
fn picture_without_pixels_is_malformed() {
    for (width, height) in [(0, 1), (1, 0), (0, 0)] {
        // A WebP's canvas is never empty.
        for file in claims(width, height).into_iter().filter(|file| FileKind::of(file) != FileKind::Webp) {
            assert_refused(&file, PictureRefusal::Malformed);
        }
    }
    assert_refused(&webp::webp(&[webp::lossy(0, 1)]), PictureRefusal::Malformed);
}

#[test]
fn bomb_is_refused_before_its_pixels_come() {
    for (kind, head) in [
        (FileKind::Png, png::png(&[png::header(i32::MAX.unsigned_abs(), i32::MAX.unsigned_abs())])),
        (FileKind::Webp, webp::webp(&[webp::lossless(16_384, 16_384)])),
        (FileKind::Webp, webp::webp(&[webp::extended(0, 1 << 24, 1 << 24)])),
    ] {
        let mut filter = PictureFilter::new(kind).unwrap();
        assert!(head.len() < 100);
        assert!(matches!(filter.filter(&head), Err(PictureRefusal::TooLarge(_))), "{kind:?}");
    }
}

#[test]
fn empty_file_is_no_picture() {
    assert_eq!(FileKind::of(b""), FileKind::Other);
    for Sample { kind, .. } in SAMPLES {
        assert_eq!(in_pieces(kind, b"", []), Err(PictureRefusal::Truncated));
    }
}
