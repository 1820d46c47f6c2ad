//! Uploaded files: what they are, what is left of them, what they are called, which part is asked
//! for.

use room::{ByteRange, FileKind, FileName, PictureFilter, PictureRefusal, PictureSize, Presentation, limits};

use super::text_of;

/// What a browser shows or plays without running anything, and what it saves.
const PASSIVE: [&str; 14] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "video/mp4",
    "video/webm",
    "audio/mp4",
    "audio/ogg",
    "audio/mpeg",
    "audio/wav",
    "audio/flac",
    "application/pdf",
    "application/octet-stream",
];

/// Pieces in which a file comes, of so many bytes each: one is longer than what tells its kind.
const PIECES: [usize; 3] = [1, 7, 100];

/// A file is passive whatever it is. A picture is refused, or keeps its length and stays as it is
/// from then on, however it is cut into pieces. Any text makes a decent name, and any header a part
/// of the file.
pub fn upload(data: &[u8]) {
    let kind = FileKind::of(data.get(..limits::UPLOAD_HEAD_BYTES).unwrap_or(data));
    assert_eq!(FileKind::of(data), kind, "the head tells all");
    assert!(PASSIVE.contains(&kind.media_type()));
    // As the file that it is, and as each other one: whoever calls the filter may be mistaken.
    for kind in [FileKind::Png, FileKind::Jpeg, FileKind::Gif, FileKind::Webp, FileKind::Avif] {
        picture(kind, data);
    }
    let text = text_of(data);
    name(&text, kind);
    range(&text, data.len() as u64);
    range(&format!("bytes={text}"), data.len() as u64);
}

fn filtered(kind: FileKind, data: &[u8], piece: usize) -> Result<(Vec<u8>, PictureSize), PictureRefusal> {
    let Some(mut filter) = PictureFilter::new(kind) else { return Err(PictureRefusal::Malformed) };
    let mut passed = Vec::new();
    let mut came = 0;
    for piece in data.chunks(piece) {
        came += piece.len();
        passed.extend(filter.filter(piece)?);
        assert!(came - passed.len() <= limits::PICTURE_HELD_MAX_BYTES, "too much is held back");
    }
    Ok((passed, filter.finish()?))
}

fn picture(kind: FileKind, data: &[u8]) {
    let whole = filtered(kind, data, data.len().max(1));
    for piece in PIECES {
        assert!(filtered(kind, data, piece) == whole, "{kind:?} in pieces of {piece}");
    }
    let Ok((passed, size)) = whole else { return };
    assert_eq!(passed.len(), data.len(), "{kind:?}");
    assert_eq!(FileKind::of(&passed), FileKind::of(data), "it is the same kind of file");
    assert!(filtered(kind, &passed, data.len()) == Ok((passed, size)), "{kind:?}: filtered once more");
    let is_side = |side| (1..=limits::PICTURE_MAX_SIDE).contains(&side);
    assert!(is_side(size.width) && is_side(size.height), "{size:?}");
    assert!(u64::from(size.width) * u64::from(size.height) <= limits::PICTURE_MAX_PIXELS, "{size:?}");
}

fn name(given: &str, kind: FileKind) {
    let name = FileName::of(given);
    let text = name.as_str();
    assert_eq!(FileName::of(text), name, "{given:?}: once more");
    assert!((1..=limits::FILE_NAME_MAX_BYTES).contains(&text.len()), "{text:?}");
    assert!(!text.starts_with('.') && !text.contains(['/', '\\']), "{text:?}");
    let turns = |c| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(!text.chars().any(|c| c.is_control() || turns(c)), "{text:?}");
    // As it is kept, and as it could be if it were not.
    for kept in [name, FileName::from_trusted(given.to_owned())] {
        let value = kept.content_disposition(kind);
        assert!(value.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{value:?}");
        assert_eq!(value.matches('"').count(), 2, "{value:?}");
        assert_eq!(value.starts_with("attachment; "), kind.presentation() == Presentation::Download, "{value:?}");
    }
}

fn range(header: &str, size: u64) {
    let range = ByteRange::parse(header, size);
    if let ByteRange::Part { offset, length } = range {
        assert!(length > 0 && offset.checked_add(length).is_some_and(|end| end <= size), "{header:?}: {range:?}");
    }
    assert_eq!(range.content_range(size).is_none(), range == ByteRange::Whole);
}
