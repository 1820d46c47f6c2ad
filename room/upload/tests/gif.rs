//! GIF: extensions, and screens that are smaller than what is drawn.

use super::*;

/// A frame at a place, of a size, with its pixels.
fn frame(x: u16, y: u16, width: u16, height: u16) -> Vec<u8> {
    let place = [x, y, width, height].map(u16::to_le_bytes).concat();
    [b"\x2C", &place[..], b"\0\x02\x02\x44\x01\0"].concat()
}

/// Blocks of data, as they follow an extension's label or an application's name.
fn data(blocks: &[&[u8]]) -> Vec<u8> {
    let block = |block: &&[u8]| [&[u8::try_from(block.len()).unwrap()], *block].concat();
    [blocks.iter().flat_map(block).collect(), vec![0]].concat()
}

fn extension(label: u8, blocks: &[&[u8]]) -> Vec<u8> {
    [vec![0x21, label], data(blocks)].concat()
}

/// A GIF with a palette of two colours.
pub(super) fn gif(width: u16, height: u16, parts: &[Vec<u8>]) -> Vec<u8> {
    let screen = [width, height].map(u16::to_le_bytes).concat();
    [b"GIF89a", &screen[..], b"\x80\0\0\0\0\0\xFF\xFF\xFF", &parts.concat(), b"\x3B"].concat()
}

pub(super) fn gif_of_one_frame(width: u16, height: u16) -> Vec<u8> {
    gif(width, height, &[frame(0, 0, width, height)])
}

#[test]
fn comments_and_unknown_extensions_are_blanked() {
    let pause = extension(0xF9, &[b"\x04\x0A\0\0"]);
    let pixels = frame(0, 0, 3, 2);
    for (told, blanked) in [
        (extension(0xFE, &[b"Ada was here", b"Kamera"]), extension(0xFE, &[&[0; 12], &[0; 6]])),
        (extension(0x01, &[&[1; 12], b"Ada"]), extension(0x01, &[&[0; 12], &[0; 3]])),
        (extension(0xFF, &[b"KameraAppli", b"Ada"]), extension(0xFF, &[&[0; 11], &[0; 3]])),
        (extension(0xFF, &[b"Ada"]), extension(0xFF, &[&[0; 3]])),
        (extension(0xFF, &[]), extension(0xFF, &[])),
        (extension(0x99, &[b"Ada"]), extension(0x99, &[&[0; 3]])),
        (extension(0xF9, &[b"Kamera"]), extension(0xF9, &[&[0; 6]])),
        (extension(0xFF, &[b"NETSCAPE2.0", b"Ada!"]), extension(0xFF, &[b"NETSCAPE2.0", &[0; 4]])),
    ] {
        let passed = clean(&gif(3, 2, &[told, pause.clone(), pixels.clone()]));
        assert_eq!(passed, gif(3, 2, &[blanked, pause.clone(), pixels.clone()]));
    }
}

#[test]
fn animation_keeps_its_pauses_and_its_repetition() {
    for name in [b"NETSCAPE2.0", b"ANIMEXTS1.0"] {
        let repeated = extension(0xFF, &[name, b"\x01\0\0"]);
        let pause = extension(0xF9, &[b"\x04\x0A\0\0"]);
        let animated = gif(3, 2, &[repeated, pause.clone(), frame(0, 0, 3, 2), pause, frame(1, 1, 1, 1)]);
        assert_eq!(clean(&animated), animated);
    }
    let (before, after) = (sample("animated.gif"), clean(sample("animated.gif")));
    assert!(contains(before, b"NETSCAPE2.0") && contains(&after, b"NETSCAPE2.0"));
}

/// XMP is written without the lengths of blocks. Behind it stands a slide of bytes, down which
/// every program comes to the end.
#[test]
fn xmp_without_lengths_is_blanked() {
    let slide: Vec<u8> = [1].into_iter().chain((0..=255).rev()).chain([0]).collect();
    let text = b"<?xpacket begin?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF>Ada was here</rdf:RDF></x:xmpmeta>";
    let xmp = [b"\x21\xFF\x0BXMP DataXMP", &text[..], &slide].concat();
    let passed = clean(&gif(3, 2, &[xmp, frame(0, 0, 3, 2)]));
    assert!(!contains(&passed, b"XMP"));
    assert!(passed.ends_with(&[frame(0, 0, 3, 2), vec![0x3B]].concat()));
}

#[test]
fn script_in_a_gif_is_blanked() {
    // "GIF89a/*" is a screen of 10,799 pixels in width, and an open comment of JavaScript.
    let comment = extension(0xFE, &[b"*/=1;<script>alert(1)</script>/*"]);
    let polyglot = [gif(0x2A2F, 100, &[comment, frame(0, 0, 3, 2)]), b"*/;<script>alert(2)</script>".to_vec()].concat();
    assert!(polyglot.starts_with(b"GIF89a/*"));
    assert!(!contains(&clean(&polyglot), b"alert"));
}

#[test]
fn first_frame_makes_a_small_screen_larger() {
    assert_size(&gif(3, 2, &[frame(1, 1, 3, 2)]), 4, 3);
    assert_size(&gif(0, 0, &[frame(0, 0, 3, 2)]), 3, 2);
    assert_size(&gif(3, 2, &[frame(0, 0, 1, 1), frame(0, 0, 9_000, 9_000)]), 3, 2);
    let bomb = gif(1, 1, &[frame(0, 0, 16_000, 16_000)]);
    assert_refused(&bomb, PictureRefusal::TooLarge(PictureSize { width: 16_000, height: 16_000 }));
    let far = gif(1, 1, &[frame(u16::MAX, 0, u16::MAX, 1)]);
    assert_refused(&far, PictureRefusal::TooLarge(PictureSize { width: 131_070, height: 1 }));
}

#[test]
fn palettes_are_passed_over() {
    // 256 colours for the screen, 4 for the frame, full of what begins a frame.
    let screen = [&b"GIF89a\x03\0\x02\0\xF7\0\0"[..], &[0x2C; 768]].concat();
    let own = [&b"\x2C\0\0\0\0\x03\0\x02\0\x81"[..], &[0x3B; 12], b"\x02\x02\x44\x01\0\x3B"].concat();
    assert_size(&[screen, own].concat(), 3, 2);
}

#[test]
fn gif_of_no_frame_or_of_unknown_parts_is_malformed() {
    for malformed in [
        gif(3, 2, &[]),
        gif(3, 2, &[extension(0xFE, &[b"Ada"])]),
        gif(3, 2, &[frame(0, 0, 3, 2), b"Ada".to_vec()]),
        gif(3, 2, &[b"\0".to_vec(), frame(0, 0, 3, 2)]),
    ] {
        assert_refused(&malformed, PictureRefusal::Malformed);
    }
}
