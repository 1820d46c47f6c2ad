//! PNG: chunks and their checksums.

use super::*;

/// The checksum as the specification describes it, a bit at a time.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

pub(super) fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let checked = [kind, content].concat();
    let length = u32::try_from(content.len()).unwrap();
    [&length.to_be_bytes()[..], &checked, &crc(&checked).to_be_bytes()].concat()
}

pub(super) fn header(width: u32, height: u32) -> Vec<u8> {
    chunk(b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat())
}

/// A PNG of these chunks. Nobody decodes its pixels here.
pub(super) fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [b"\x89PNG\r\n\x1A\n", &chunks.concat()[..]].concat()
}

/// One that has these chunks before its pixels.
fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    png(&[header(3, 2), chunks.concat(), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")])
}

/// The chunks of a file, whose checksums are right.
#[track_caller]
fn chunks(png: &[u8]) -> Vec<([u8; 4], Vec<u8>)> {
    let (mut rest, mut found) = (&png[8..], Vec::new());
    while found.last().is_none_or(|(kind, _)| kind != b"IEND") {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        let kind: [u8; 4] = rest[4..8].try_into().unwrap();
        assert_eq!(rest[8 + length..12 + length], crc(&rest[4..8 + length]).to_be_bytes(), "{kind:?}");
        found.push((kind, rest[8..8 + length].to_vec()));
        rest = &rest[12 + length..];
    }
    found
}

/// The content of EXIF data that holds nothing but an orientation.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0".to_vec();
    exif[19] = orientation;
    exif
}

#[test]
fn screenshot_loses_its_texts_and_keeps_its_pixels() {
    for name in ["still.png", "animated.png"] {
        let (before, after) = (chunks(sample(name)), chunks(&clean(sample(name))));
        assert_eq!(before.len(), after.len());
        let mut blanked = 0;
        for ((kind, content), (kind_after, content_after)) in before.into_iter().zip(after) {
            if kind == *b"eXIf" {
                assert_eq!((kind_after, &content_after[..26]), (kind, &exif(6)[..]));
                assert!(content_after[26..].iter().all(|byte| *byte == 0));
            } else if kind_after == *b"voId" {
                blanked += 1;
                assert!(content_after.iter().all(|byte| *byte == 0));
            } else {
                assert_eq!((kind_after, content_after), (kind, content));
            }
        }
        assert_eq!(blanked, 4, "{name}: three texts and a time");
    }
}

#[test]
fn unknown_chunks_are_blanked_if_they_may_be_skipped() {
    for kind in [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"caBX", b"prVW", b"sPLT", b"teSt"] {
        let passed = clean(&png_with(&[chunk(kind, b"Ada\0<script>alert(1)</script>"), chunk(kind, b"")]));
        assert_eq!(chunks(&passed)[1], (*b"voId", vec![0; 29]));
    }
    let colours = [chunk(b"gAMA", b"\0\0\xB1\x8F"), chunk(b"iCCP", b"sRGB\0\0x"), chunk(b"pHYs", &[1; 9])];
    assert_eq!(clean(&png_with(&colours)), png_with(&colours));
    assert_refused(&png_with(&[chunk(b"TEST", b"Ada")]), PictureRefusal::Malformed);
    assert_refused(&png_with(&[chunk(b"\0\0\0\0", b"Ada")]), PictureRefusal::Malformed);
}

#[test]
fn orientation_stays_if_it_stands_before_the_pixels() {
    let turned = png_with(&[chunk(b"eXIf", &exif(8))]);
    assert_size(&turned, 2, 3);
    assert_eq!(clean(&turned), turned);
    let upright = png_with(&[chunk(b"eXIf", &exif(1))]);
    assert_size(&upright, 3, 2);
    assert_eq!(chunks(&clean(&upright))[1], (*b"voId", vec![0; 26]));
    let behind = png(&[header(3, 2), chunk(b"IDAT", b"pixels"), chunk(b"eXIf", &exif(8)), chunk(b"IEND", b"")]);
    assert_size(&behind, 3, 2);
    assert_eq!(chunks(&clean(&behind))[2], (*b"voId", vec![0; 26]));
}

#[test]
fn exif_that_is_too_long_to_hold_is_blanked() {
    let most = limits::PICTURE_HELD_MAX_BYTES - 12;
    for (length, width) in [(most, 2), (most + 1, 3)] {
        let mut long = exif(6);
        long.resize(length, b'A');
        let png = png_with(&[chunk(b"eXIf", &long)]);
        assert_size(&png, width, 5 - width);
        assert!(!contains(&chunks(&clean(&png))[1].1, b"AA"));
    }
}

#[test]
fn chunks_out_of_order_are_malformed() {
    let (head, pixels, end) = (header(3, 2), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b""));
    for chunks in [
        &[pixels.clone(), head.clone(), end.clone()][..],
        &[chunk(b"tEXt", b"Ada"), head.clone(), pixels.clone(), end.clone()],
        &[head.clone(), head.clone(), pixels.clone(), end.clone()],
        &[head.clone(), end],
        &[head.clone(), pixels, chunk(b"IEND", b"Ada")],
        &[chunk(b"IHDR", &[0; 12])],
        &[head, b"\xFF\xFF\xFF\xFFtEXt".to_vec()],
    ] {
        assert_refused(&png(chunks), PictureRefusal::Malformed);
    }
}

#[test]
fn polyglot_of_png_and_page_loses_the_page() {
    let page = chunk(b"tEXt", b"<html><script>alert(1)</script>");
    let polyglot = [png_with(&[page]), b"<script>alert(2)</script></html>".to_vec()].concat();
    clean(&polyglot);
}
