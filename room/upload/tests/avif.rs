//! AVIF: items, wherever they stand.

use super::*;

fn a_box(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(8 + content.len()).unwrap();
    [&length.to_be_bytes()[..], kind, content].concat()
}

/// A box that begins with a version and flags.
fn full_box(kind: &[u8; 4], version: u8, content: &[u8]) -> Vec<u8> {
    a_box(kind, &[&[version, 0, 0, 0], content].concat())
}

/// An item with its parts: for each where it is found (in the file 0, beside the list 1), its
/// offset and its length.
struct Item {
    kind: &'static [u8; 4],
    extents: Vec<(u16, u32, u32)>,
}

/// What a file is made of, the picture first.
fn meta(items: &[Item], size: (u32, u32), others: &[Vec<u8>]) -> Vec<u8> {
    let count = u16::try_from(items.len()).unwrap().to_be_bytes();
    let (mut info, mut locations) = (count.to_vec(), [&[0x44, 0][..], &count].concat());
    for (id, item) in (1_u16..).zip(items) {
        let entry = [&id.to_be_bytes()[..], &[0, 0], item.kind, b"Name by Ada\0application/rdf+xml\0"].concat();
        info.extend(full_box(b"infe", 2, &entry));
        let method = item.extents.first().map_or(0, |extent| extent.0);
        let extents = u16::try_from(item.extents.len()).unwrap();
        locations.extend([id, method, 0, extents].map(u16::to_be_bytes).concat());
        item.extents.iter().for_each(|(_, offset, length)| {
            locations.extend([*offset, *length].map(u32::to_be_bytes).concat());
        });
    }
    let size = full_box(b"ispe", 0, &[size.0, size.1].map(u32::to_be_bytes).concat());
    // A text, a turn that belongs to nothing, and the size.
    let properties = [full_box(b"udes", 0, b"en\0A photo by Ada\0\0\0"), a_box(b"irot", &[1]), size].concat();
    let owners = full_box(b"ipma", 0, b"\0\0\0\x01\0\x01\x02\x01\x83");
    let parts = [
        full_box(b"hdlr", 0, b"\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        full_box(b"pitm", 0, &[0, 1]),
        full_box(b"iloc", 1, &locations),
        full_box(b"iinf", 0, &info),
        a_box(b"iprp", &[a_box(b"ipco", &properties), owners].concat()),
        others.concat(),
    ];
    full_box(b"meta", 0, &parts.concat())
}

fn brands() -> Vec<u8> {
    a_box(b"ftyp", b"avif\0\0\0\0avifmif1miaf")
}

const PIXELS: &[u8] = b"pixels of the picture";
const SECRET: &[u8] = b"Kamera of Ada";

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap()
}

/// A file with a picture and EXIF in its data, which begins with a head of so many bytes. The items
/// have the offsets that `place` gives them, from that of the data.
fn avif(size: (u32, u32), head: u32, place: impl Fn(u32) -> Vec<Item>, data: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    let before = length(&[brands(), meta(&place(0), size, others)].concat());
    [&brands(), &meta(&place(before + head), size, others), data].concat()
}

fn picture_and(kind: &'static [u8; 4]) -> impl Fn(u32) -> Vec<Item> {
    move |at| {
        let secret = at + length(PIXELS);
        vec![
            Item { kind: b"av01", extents: vec![(0, at, length(PIXELS))] },
            Item { kind, extents: vec![(0, secret, length(SECRET))] },
        ]
    }
}

pub(super) fn plain(width: u32, height: u32) -> Vec<u8> {
    let data = a_box(b"mdat", &[PIXELS, SECRET].concat());
    avif((width, height), 8, picture_and(b"Exif"), &data, &[])
}

#[track_caller]
fn assert_clean(avif: &[u8]) {
    let passed = clean(avif);
    assert!(contains(&passed, PIXELS));
    assert!(!contains(&passed, b"Exif") && !contains(&passed, b"mime"));
}

#[test]
fn items_that_are_no_picture_are_blanked() {
    for kind in [b"Exif", b"mime", b"uri ", b"note"] {
        let data = a_box(b"mdat", &[PIXELS, SECRET].concat());
        assert_clean(&avif((3, 2), 8, picture_and(kind), &data, &[]));
    }
    for name in ["turned.avif", "alpha.avif", "animated.avif"] {
        let (before, after) = (sample(name), clean(sample(name)));
        assert!(contains(before, b"Exif") && contains(before, b"mime"), "{name}");
        assert!(!contains(&after, b"Exif") && !contains(&after, b"mime"), "{name}");
    }
}

#[test]
fn item_in_parts_is_blanked_wherever_they_stand() {
    let place = |at: u32| {
        let second = at + 3 + length(PIXELS);
        let parts = vec![(0, second, length(SECRET)), (0, at, 3), (0, at, 2)];
        vec![Item { kind: b"av01", extents: vec![(0, at + 3, length(PIXELS))] }, Item { kind: b"mime", extents: parts }]
    };
    assert_clean(&avif((3, 2), 8, place, &a_box(b"mdat", &[b"Ada", PIXELS, SECRET].concat()), &[]));
}

#[test]
fn item_beside_the_list_is_blanked() {
    let place = |at| {
        vec![
            Item { kind: b"av01", extents: vec![(0, at, length(PIXELS))] },
            Item { kind: b"Exif", extents: vec![(1, 2, length(SECRET))] },
            Item { kind: b"grid", extents: vec![(1, 0, 2)] },
        ]
    };
    let beside = a_box(b"idat", &[b"\x07\x08", SECRET].concat());
    let xml = full_box(b"xml ", 0, b"<x:xmpmeta>Ada</x:xmpmeta>");
    let passed = clean(&avif((3, 2), 8, place, &a_box(b"mdat", PIXELS), &[beside, xml]));
    assert!(contains(&passed, b"idat\x07\x08\0\0\0"));
}

#[test]
fn data_of_any_length_is_read() {
    let content = [PIXELS, SECRET].concat();
    let long_head = [&[0, 0, 0, 1][..], b"mdat", &(16 + u64::from(length(&content))).to_be_bytes()].concat();
    assert_clean(&avif((3, 2), 16, picture_and(b"Exif"), &[long_head, content.clone()].concat(), &[]));
    let to_the_end = [b"\0\0\0\0mdat", &content[..], b"more"].concat();
    assert_clean(&avif((3, 2), 8, picture_and(b"Exif"), &to_the_end, &[]));
}

#[test]
fn boxes_that_nobody_needs_are_blanked() {
    let note = [a_box(b"uuid", &[SECRET, SECRET].concat()), a_box(b"free", SECRET)].concat();
    let file = plain(3, 2);
    let data = file.windows(4).position(|bytes| bytes == b"mdat").unwrap() - 4;
    let place = |at| picture_and(b"Exif")(at + length(&note));
    assert_clean(&avif((3, 2), 8, place, &[&note[..], &file[data..]].concat(), &[]));
    assert_clean(&[file, note].concat());
}

#[test]
fn metadata_that_has_passed_is_out_of_reach() {
    let data = a_box(b"mdat", &[PIXELS, SECRET].concat());
    let at = length(&brands()) + 8;
    let meta = meta(&picture_and(b"Exif")(at), (3, 2), &[]);
    assert_refused(&[brands(), data, meta].concat(), PictureRefusal::MetadataOutOfReach);
    // Within what says where it is.
    let place = |at| {
        vec![
            Item { kind: b"av01", extents: vec![(0, at, length(PIXELS))] },
            Item { kind: b"Exif", extents: vec![(0, 40, 10)] },
        ]
    };
    assert_refused(&avif((3, 2), 8, place, &a_box(b"mdat", PIXELS), &[]), PictureRefusal::MetadataOutOfReach);
    let large = a_box(b"idat", &vec![0; limits::PICTURE_HELD_MAX_BYTES]);
    let data = a_box(b"mdat", &[PIXELS, SECRET].concat());
    let large = avif((3, 2), 8, picture_and(b"Exif"), &data, &[large]);
    assert_refused(&large, PictureRefusal::MetadataOutOfReach);
}

#[test]
fn picture_that_says_too_little_is_malformed() {
    let file = plain(3, 2);
    for (part, with) in [
        (&b"pitm"[..], &b"note"[..]),
        (b"ispe", b"note"),
        (b"ipma", b"note"),
        (b"ipco", b"note"),
        // Extents without a length, and a list in a version that nobody knows.
        (b"iloc\x01\0\0\0\x44", b"iloc\x01\0\0\0\x40"),
        (b"iloc\x01\0\0\0\x44", b"iloc\x03\0\0\0\x44"),
        (b"infe\x02", b"infe\0"),
    ] {
        let at = file.windows(part.len()).position(|bytes| bytes == part).unwrap();
        let mut changed = file.clone();
        changed[at..at + part.len()].copy_from_slice(with);
        assert_refused(&changed, PictureRefusal::Malformed);
    }
    let twice = [brands(), meta(&[], (3, 2), &[]), meta(&[], (3, 2), &[])].concat();
    assert_refused(&twice, PictureRefusal::Malformed);
}
