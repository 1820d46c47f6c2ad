//! The name of an uploaded file: what is shown of it, and how an answer says it (RFC 6266).

use icu_normalizer::ComposingNormalizerBorrowed;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::content_type::{FileKind, Presentation};
use crate::limits;
use crate::name::graphemes;
use crate::text::checked_text;

/// What a file is called whose name has nothing that could be shown.
const NEUTRAL: &str = "file";

/// The name of a file, in any script: 1 to [`limits::FILE_NAME_MAX_BYTES`] bytes, on one line, in
/// form NFC. It hides and reverses nothing, names no folder, and begins with no dot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileName(String);

checked_text!(FileName);

impl FileName {
    /// Makes a name of the one that came with a file. Every file gets one: people seldom chose it,
    /// and could not be told what is wrong with it.
    #[must_use]
    pub fn of(given: &str) -> Self {
        let last_part = given.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
        let visible: String = last_part.chars().filter(|c| !is_hidden(*c)).collect();
        let words: Vec<&str> = visible.split_whitespace().collect();
        let name = ComposingNormalizerBorrowed::new_nfc().normalize(&words.join(" ")).into_owned();
        let name = shortened(trimmed(&name));
        Self(if name.is_empty() { NEUTRAL.to_owned() } else { name })
    }

    /// The value of the `Content-Disposition` header with which the file is served: only what is
    /// shown may stand in a page, everything else is saved. It is ASCII, whatever the name is.
    #[must_use]
    pub fn content_disposition(&self, kind: FileKind) -> String {
        let disposition = if kind.presentation() == Presentation::Download { "attachment" } else { "inline" };
        // Some programs decode percent signs even where none are meant.
        let is_plain = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%');
        let plain: String = self.0.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let encoded = utf8_percent_encode(&self.0, BUT_ATTRIBUTE_CHARACTERS);
        format!("{disposition}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
    }
}

/// What has to be encoded in a parameter of a header (RFC 8187, section 3.2.1).
const BUT_ATTRIBUTE_CHARACTERS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Controls, and what turns the direction of writing (`gpj.exe` would be read as `exe.jpg`) or
/// takes no room. White space stays, to part words. So do the joiners, which Persian and Indic
/// scripts need.
fn is_hidden(c: char) -> bool {
    let is_direction =
        matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    is_direction
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}

/// Without the dots in front that would hide the file, and without those behind it, which Windows
/// drops: `a.exe.` would become a program.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|c: char| c == '.' || c.is_whitespace())
}

/// As much of the name as is allowed: its ending stays, which says what the file opens with. No
/// character is cut in half as a reader counts them.
fn shortened(name: &str) -> String {
    if name.len() <= limits::FILE_NAME_MAX_BYTES {
        return name.to_owned();
    }
    let dot = name.rfind('.').filter(|dot| name.len() - dot <= limits::FILE_ENDING_MAX_BYTES);
    let (stem, ending) = name.split_at_checked(dot.unwrap_or(name.len())).unwrap_or((name, ""));
    let mut kept = String::new();
    for grapheme in graphemes(stem) {
        if kept.len() + grapheme.len() + ending.len() > limits::FILE_NAME_MAX_BYTES {
            break;
        }
        kept.push_str(grapheme);
    }
    let kept = trimmed(&kept);
    format!("{}{ending}", if kept.is_empty() { NEUTRAL } else { kept })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    #[test]
    fn names_of_every_script_stay_as_they_are() {
        for name in [
            "photo.jpg",
            "Bild – naïve Größe (1).png",
            "отчёт за март.pdf",
            "Ελλάδα.webp",
            "תמונה.jpg",
            "صورة.jpg",
            "می‌خواهم.pdf",
            "चित्र.png",
            "ক্ষ.gif",
            "รูปภาพ.jpg",
            "写真 2026.heic",
            "사진.png",
            "სურათი.png",
            "ምስል.png",
            "👩‍👩‍👧 🇩🇪.gif",
            "archive.tar.gz",
            "no ending",
            "100 % \"sure\"; a='b'.txt",
            "<script>alert(1)<script>.html",
        ] {
            assert_eq!(FileName::of(name).as_str(), name);
        }
    }

    #[test]
    fn tricks_of_paths_and_characters_leave_a_plain_name() {
        for (given, name) in [
            ("C:\\fakepath\\photo.jpg", "photo.jpg"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("folder/", "folder"),
            ("/", "file"),
            ("..", "file"),
            ("", "file"),
            (" \t\u{A0} ", "file"),
            ("\0", "file"),
            (".htaccess", "htaccess"),
            (". . .hidden", "hidden"),
            ("setup.exe.", "setup.exe"),
            ("setup.exe . ", "setup.exe"),
            ("photo\u{202E}gpj.exe", "photogpj.exe"),
            ("\u{2066}a\u{2069}\u{200F}\u{61C}.png", "a.png"),
            ("\u{FEFF}a\u{200B}b.png", "ab.png"),
            ("a\r\nSet-Cookie: b.png", "a Set-Cookie: b.png"),
            ("a\u{1}\u{7F}\u{85}b\u{2028}c.png", "a b c.png"),
            ("e\u{301}te\u{301}.jpg", "été.jpg"),
            ("\u{200E}.\u{200E}.png", "png"),
        ] {
            assert_eq!(FileName::of(given).as_str(), name, "{given:?}");
        }
    }

    #[test]
    fn long_name_keeps_its_ending() {
        let long = |stem: &str, ending: &str| FileName::of(&format!("{}{ending}", stem.repeat(300)));
        assert_eq!(long("a", ".jpeg").as_str(), format!("{}.jpeg", "a".repeat(145)));
        assert_eq!(long("字", ".png").as_str(), format!("{}.png", "字".repeat(48)));
        assert_eq!(long("👩‍👩‍👧", ".gif").as_str(), format!("{}.gif", "👩‍👩‍👧".repeat(8)));
        assert_eq!(long("a", "").as_str(), "a".repeat(150));
        assert_eq!(long("a", ".and then it went on").as_str(), "a".repeat(150), "no ending");
        assert_eq!(long("a ", ".txt").as_str(), format!("{}a.txt", "a ".repeat(72)), "no space before the dot");
        assert_eq!(FileName::of(&format!("a{}.png", "\u{301}\u{302}".repeat(200))).as_str(), "file.png", "one pile");
        assert_eq!(FileName::of(&format!("x.{}", "y".repeat(300))).as_str().len(), 150);
    }

    #[test]
    fn disposition_says_the_name_twice_in_ascii() {
        for (name, kind, value) in [
            ("a b.png", FileKind::Png, "inline; filename=\"a b.png\"; filename*=UTF-8''a%20b.png"),
            ("x字.pdf", FileKind::Pdf, "attachment; filename=\"x_.pdf\"; filename*=UTF-8''x%E5%AD%97.pdf"),
            (
                "\"a\\%41';.svg",
                FileKind::Other,
                "attachment; filename=\"_a__41';.svg\"; filename*=UTF-8''%22a%5C%2541%27%3B.svg",
            ),
            ("é.mp4", FileKind::Mp4, "inline; filename=\"_.mp4\"; filename*=UTF-8''%C3%A9.mp4"),
        ] {
            assert_eq!(FileName::from_trusted(name.to_owned()).content_disposition(kind), value);
        }
        let raw = FileName::from_trusted("a\r\nb\u{202E}".to_owned()).content_disposition(FileKind::Other);
        assert_eq!(raw, "attachment; filename=\"a__b_\"; filename*=UTF-8''a%0D%0Ab%E2%80%AE");
    }

    #[track_caller]
    fn assert_is_decent(given: &str) {
        let name = FileName::of(given);
        let text = name.as_str();
        assert_eq!(FileName::of(text), name, "{given:?}: once more");
        assert!((1..=limits::FILE_NAME_MAX_BYTES).contains(&text.len()), "{given:?}");
        assert!(!text.starts_with('.') && !text.contains(['/', '\\']), "{text:?}");
        assert!(!text.chars().any(|c| c.is_control() || is_hidden(c)), "{text:?}");
        assert_eq!(text.nfc().collect::<String>(), text);
        let value = name.content_disposition(FileKind::Other);
        assert!(value.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{value:?}");
        assert_eq!(value.matches('"').count(), 2, "{value:?}");
    }

    #[test]
    fn naughty_strings_make_decent_names() {
        naughty_strings::BLNS.iter().for_each(|given| assert_is_decent(given));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn any_text_makes_a_decent_name(given in prop_oneof![
            "\\PC{0,200}", ".{0,60}", "[a-z./\\\\ ]{0,200}", "[\\p{L}\\p{M}.]{0,120}",
            "[\u{200C}-\u{202E}. a\u{301}]{0,80}",
        ]) {
            assert_is_decent(&given);
        }
    }
}
