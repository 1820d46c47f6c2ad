//! What holds of every picture, and of what is none.

use proptest::prelude::*;

use super::*;

#[test]
fn every_split_in_two_gives_the_same_picture() {
    for Sample { name, bytes, kind, .. } in SAMPLES {
        let whole = filtered(bytes);
        for length in 0..=bytes.len() {
            assert_eq!(in_pieces(kind, bytes, [length]), whole, "{name} after {length}");
        }
    }
}

#[test]
fn single_bytes_give_the_same_picture() {
    for Sample { name, bytes, kind, .. } in SAMPLES {
        assert_eq!(in_pieces(kind, bytes, vec![1; bytes.len()]), filtered(bytes), "{name}");
    }
}

#[test]
fn picture_cut_anywhere_is_truncated() {
    for Sample { name, bytes, kind, .. } in SAMPLES {
        for length in 0..bytes.len() {
            let cut = in_pieces(kind, &bytes[..length], []);
            assert_eq!(cut, Err(PictureRefusal::Truncated), "{name} after {length}");
        }
    }
}

#[test]
fn file_of_another_kind_is_malformed() {
    for Sample { name, bytes, .. } in SAMPLES {
        for other in SAMPLES.map(|sample| sample.kind).into_iter().filter(|kind| *kind != FileKind::of(bytes)) {
            assert_eq!(in_pieces(other, bytes, []), Err(PictureRefusal::Malformed), "{name} as {other:?}");
        }
    }
    for kind in [FileKind::Pdf, FileKind::Mp4, FileKind::Mp3, FileKind::Other] {
        assert!(PictureFilter::new(kind).is_none());
    }
}

#[test]
fn bytes_behind_the_picture_become_zeros() {
    let page = b"<!doctype html><script>alert(1)</script>";
    let archive = b"PK\x03\x04\x14\0\0\0\x08\0 and so on, Ada PK\x05\x06";
    for Sample { name, bytes, .. } in SAMPLES.iter().filter(|sample| sample.name != "animated.avif") {
        let (alone, size) = filtered(bytes).unwrap();
        for behind in [&page[..], archive, &[0; 40], bytes] {
            let longer = [bytes, behind].concat();
            let passed = clean(&longer);
            assert_eq!(filtered(&longer).map(|(_, size)| size), Ok(size), "{name}");
            assert_eq!(passed[..bytes.len()], alone, "{name}");
            let mut left = passed[bytes.len()..].to_vec();
            // An AVIF must end with a box.
            left.retain(|byte| *byte != 0);
            assert!(left.is_empty() || left == b"free", "{name}: {left:?}");
        }
    }
}

#[test]
fn refusal_of_a_piece_is_that_of_the_file() {
    let mut filter = PictureFilter::new(FileKind::Png).unwrap();
    assert_eq!(filter.filter(b"GIF89a and more"), Err(PictureRefusal::Malformed));
    assert_eq!(filter.filter(sample("still.png")), Err(PictureRefusal::Malformed));
    assert_eq!(filter.finish(), Err(PictureRefusal::Malformed));
}

#[test]
fn little_is_held_back_however_long_the_file_is() {
    let comment = [&b"\xFF\xFE\xFF\xFF"[..], &vec![b'c'; 65_533]].concat();
    let photo = sample("baseline.jpg");
    let long = [&photo[..2], &comment.repeat(20), &photo[2..]].concat();
    let mut filter = PictureFilter::new(FileKind::Jpeg).unwrap();
    let (mut came, mut went) = (0, 0);
    for piece in long.chunks(1_000) {
        came += piece.len();
        went += filter.filter(piece).unwrap().len();
        assert!(came - went <= limits::PICTURE_HELD_MAX_BYTES);
    }
    assert_eq!(went, long.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_pieces_give_the_same_picture(
        which in 0..SAMPLES.len(),
        lengths in prop::collection::vec(0_usize..60, 0..80),
    ) {
        let Sample { bytes, kind, .. } = SAMPLES[which];
        prop_assert_eq!(in_pieces(kind, bytes, lengths), filtered(bytes));
    }

    #[test]
    fn damaged_picture_is_refused_or_clean_at_once(
        which in 0..SAMPLES.len(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        lengths in prop::collection::vec(0_usize..300, 0..6),
    ) {
        let Sample { bytes, kind, .. } = SAMPLES[which];
        let mut damaged = bytes.to_vec();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            damaged[at] = byte;
        }
        let from = cut.index(bytes.len());
        damaged.extend_from_slice(&bytes[from..]);
        let whole = in_pieces(kind, &damaged, []);
        prop_assert_eq!(&in_pieces(kind, &damaged, lengths), &whole);
        if let Ok((passed, size)) = whole {
            prop_assert_eq!(passed.len(), damaged.len());
            prop_assert_eq!(in_pieces(kind, &passed, []), Ok((passed, size)));
        }
    }
}
