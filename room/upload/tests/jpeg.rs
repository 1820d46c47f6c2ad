//! JPEG: segments, orientation, and what cameras leave.

use super::*;

/// A segment of this code.
fn segment(code: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap();
    [&[0xFF, code], &length.to_be_bytes()[..], content].concat()
}

/// A photo that has these segments before its own, and no EXIF of its own.
fn photo_with(segments: &[Vec<u8>]) -> Vec<u8> {
    let plain = upright_photo();
    [&plain[..2], &segments.concat(), &plain[2..]].concat()
}

/// A photo without metadata, orientation included.
pub(super) fn upright_photo() -> Vec<u8> {
    let mut photo = clean(sample("baseline.jpg"));
    let at = photo.windows(6).position(|bytes| bytes == b"Exif\0\0").unwrap();
    photo[at..at + 32].fill(0);
    photo
}

/// EXIF with one entry besides the orientation: a text.
fn exif(orientation: u16, is_big_endian: bool) -> Vec<u8> {
    let short = |number: u16| if is_big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
    let long = |number: u32| if is_big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
    let entry = |tag, kind, count, value: [u8; 4]| [&short(tag)[..], &short(kind), &long(count), &value].concat();
    let [high, low] = short(orientation);
    [
        &b"Exif\0\0"[..],
        if is_big_endian { &b"MM\0*"[..] } else { b"II*\0" },
        &long(8),
        &short(2),
        &entry(0x010F, 2, 4, *b"Ada\0"),
        &entry(0x0112, 3, 1, [high, low, 0, 0]),
        &long(0),
    ]
    .concat()
}

#[test]
fn photo_loses_its_place_and_keeps_its_pixels() {
    for name in ["baseline.jpg", "progressive.jpg"] {
        let (before, after) = (sample(name), clean(sample(name)));
        let tables = before.windows(2).position(|bytes| bytes == [0xFF, 0xDB]).unwrap();
        assert_eq!(before[tables..], after[tables..], "{name}");
        let at = after.windows(6).position(|bytes| bytes == b"Exif\0\0").unwrap();
        let exif = &after[at + 6..tables];
        assert_eq!(exif[..26], *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        let place = [52_u32, 1, 31, 1].map(u32::to_be_bytes).concat();
        let place_before = contains(before, &place) || contains(before, &[52_u32, 1].map(u32::to_le_bytes).concat());
        assert!(place_before && !contains(&after, &place), "{name}");
    }
    let colours = b"ICC_PROFILE\0";
    assert!(contains(sample("progressive.jpg"), colours) && contains(&clean(sample("progressive.jpg")), colours));
}

#[test]
fn orientation_turns_the_size_and_stays() {
    for orientation in 0..=9 {
        for is_big_endian in [true, false] {
            let photo = photo_with(&[segment(0xE1, &exif(orientation, is_big_endian))]);
            let (width, height) = if (5..=8).contains(&orientation) { (8, 12) } else { (12, 8) };
            assert_size(&photo, width, height);
            let stays = contains(&clean(&photo), b"Exif");
            assert_eq!(stays, (2..=8).contains(&orientation), "{orientation}");
        }
    }
}

#[test]
fn only_the_first_orientation_counts() {
    let (first, second) = (segment(0xE1, &exif(3, true)), segment(0xE1, &exif(6, true)));
    assert_size(&photo_with(&[first.clone(), second.clone()]), 12, 8);
    assert_size(&photo_with(&[second, first]), 8, 12);
}

#[test]
fn orientation_that_leads_nowhere_is_none() {
    let good = exif(6, false);
    for length in 0..good.len() - 4 {
        let photo = photo_with(&[segment(0xE1, &good[..length])]);
        assert_size(&photo, 12, 8);
        assert!(!contains(&clean(&photo), b"Exif"), "{length}");
    }
    for offset in [0_u32, 7, 1_000, u32::MAX] {
        let mut bad = good.clone();
        bad[10..14].copy_from_slice(&offset.to_le_bytes());
        assert_size(&photo_with(&[segment(0xE1, &bad)]), 12, 8);
    }
    let mut many = good;
    many[14..16].copy_from_slice(&u16::MAX.to_le_bytes());
    assert_size(&photo_with(&[segment(0xE1, &many)]), 8, 12);
}

#[test]
fn segments_of_applications_and_comments_are_blanked() {
    for code in (0xE0..=0xEF).chain([0xFE]) {
        clean(&photo_with(&[segment(code, b"Kamera of Ada")]));
        clean(&photo_with(&[segment(code, b"")]));
    }
    clean(&photo_with(&[segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Ada</x:xmpmeta>")]));
    clean(&photo_with(&[segment(0xE2, b"MPF\0MM\0*Ada")]));
    clean(&photo_with(&[segment(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0Ada")]));
    clean(&photo_with(&[segment(0xE0, b"JFXX\0\x13Ada in small")]));
    // Of what stays, only as much as it has.
    let density = clean(&photo_with(&[segment(0xE0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\x01\x01Ada")]));
    assert!(contains(&density, b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0\0\0\0\xFF"));
    let colours = clean(&photo_with(&[segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01Ada")]));
    assert!(contains(&colours, b"Adobe\0\x64\0\0\0\0\x01\0\0\0\xFF"));
}

#[test]
fn size_is_found_behind_long_segments() {
    let profile = segment(0xE2, &[&b"ICC_PROFILE\0\x01\x04"[..], &[7; 65_000]].concat());
    let photo = photo_with(&[profile.clone(), profile.clone(), profile.clone(), profile]);
    assert_size(&photo, 12, 8);
    assert!(clean(&photo) == photo, "colours stay");
}

#[test]
fn padding_between_segments_is_skipped_and_blanked() {
    let first = segment(0xFE, b"Ada");
    for padding in [&b"Ada\0\0"[..], b"\xFF\xFF\xFF", b"Ada\xFF\0Ada", b"Ada\xFF"] {
        let photo = photo_with(&[first.clone(), padding.to_vec(), first.clone()]);
        assert_size(&photo, 12, 8);
        clean(&photo);
    }
}

#[test]
fn exif_among_the_pixels_is_blanked() {
    let photo = sample("progressive.jpg");
    // Before the second scan: behind the first is a table.
    let first = photo.windows(2).position(|bytes| bytes == [0xFF, 0xDA]).unwrap();
    let next = first + 2 + photo[first + 2..].windows(2).position(|bytes| bytes == [0xFF, 0xC4]).unwrap();
    let between = [segment(0xE1, &exif(3, true)), segment(0xFE, b"Ada")].concat();
    let longer = [&photo[..next], &between, &photo[next..]].concat();
    assert_size(&longer, 8, 12);
    let passed = clean(&longer);
    assert_eq!(passed[next..next + 10], [0xFF, 0xE1, 0, 46, 0, 0, 0, 0, 0, 0]);
    assert_eq!(passed[next + between.len()..], photo[next..]);
}

#[test]
fn segments_out_of_order_are_malformed() {
    let photo = clean(sample("baseline.jpg"));
    let frame = photo.windows(2).position(|bytes| bytes == [0xFF, 0xC0]).unwrap();
    let frame_end = frame + 2 + usize::from(photo[frame + 3]);
    let (head, frame, pixels) = (&photo[..frame], &photo[frame..frame_end], &photo[frame_end..]);
    for malformed in [
        [head, pixels].concat(),
        [head, frame, frame, pixels].concat(),
        [head, frame, b"\xFF\xD9"].concat(),
        [head, b"\xFF\xD8", frame, pixels].concat(),
        [head, b"\xFF\xF7\0\x08........", frame, pixels].concat(),
        [head, b"\xFF\xFE\0\x01", frame, pixels].concat(),
        [head, b"\xFF\xC1\0\x04..", pixels].concat(),
    ] {
        assert_refused(&malformed, PictureRefusal::Malformed);
    }
}
