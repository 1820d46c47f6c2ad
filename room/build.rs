//! Writes the Unicode tables for names, from the crates that are known for them, small enough to be loaded with the
//! Worker (docs/decisions/0009): a sixth of what the crates' own tables take.

#![expect(clippy::expect_used, clippy::panic, reason = "a build that fails here says why")]

#[path = "name/kind.rs"]
mod kind;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use icu_properties::props::{DefaultIgnorableCodePoint, ExtendedPictographic, GeneralCategory, JoiningType};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=name/kind.rs");
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let write = |name: &str, rows: &Rows| {
        fs::write(Path::new(&out).join(name), encoded(rows)).expect("OUT_DIR can be written to");
    };
    write("decompositions", &decompositions());
    write("combining_classes", &combining_classes());
    write("folds", &folds());
    write("looks", &looks());
    write("kinds", &kinds());
}

type Rows = BTreeMap<char, Row>;

struct Row {
    to: Vec<char>,
    is_flagged: bool,
}

/// Normalization form KD, of all but the syllables of Korean, which are arithmetic. Flagged are those that form KC
/// puts together again.
fn decompositions() -> Rows {
    ('\0'..=char::MAX)
        .filter(|c| !('\u{AC00}'..='\u{D7A3}').contains(c) && !c.nfkd().eq([*c]))
        .map(|c| (c, Row { to: c.nfkd().collect(), is_flagged: c.nfkc().eq([c]) }))
        .collect()
}

/// Canonical combining classes other than 0, each as the character of that number.
fn combining_classes() -> Rows {
    ('\0'..=char::MAX)
        .map(|c| (c, canonical_combining_class(c)))
        .filter(|(_, class)| *class != 0)
        .map(|(c, class)| (c, Row { to: vec![class.into()], is_flagged: false }))
        .collect()
}

/// Those that are not small letters, and their small letters.
fn folds() -> Rows {
    ('\0'..=char::MAX)
        .map(|c| (c, folded(&c.to_string())))
        .filter(|(c, folded)| !folded.chars().eq([*c]))
        .map(|(c, folded)| (c, Row { to: folded.chars().collect(), is_flagged: false }))
        .collect()
}

/// The text in small letters, and those that share a capital as one: RFC 8266 lowers, Unicode's default caseless
/// matching (section 3.13) folds, and after normalization the two differ in these.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ς' => folded.push('σ'),
            'ß' => folded.push_str("ss"),
            // The iota under a Greek vowel.
            '\u{345}' => folded.push('ι'),
            'ᲀ' => folded.push('в'),
            'ᲁ' => folded.push('д'),
            'ᲂ' => folded.push('о'),
            'ᲃ' => folded.push('с'),
            'ᲄ' | 'ᲅ' => folded.push('т'),
            'ᲆ' => folded.push('ъ'),
            'ᲇ' => folded.push('ѣ'),
            'ᲈ' => folded.push('ꙋ'),
            c => folded.push(c),
        }
    }
    folded
}

/// The looks of those characters that look like something else than themselves in lower case.
fn looks() -> Rows {
    ('\0'..=char::MAX)
        .filter(|c| c.nfkd().eq([*c]))
        .map(|c| (c, look(c)))
        // What has no look at all is invisible; names know those by range.
        .filter(|(c, look)| !look.is_empty() && *look != folded(&c.to_string()).nfkd().collect::<String>())
        .map(|(c, look)| (c, Row { to: look.chars().collect(), is_flagged: false }))
        .collect()
}

/// The kind of each character (`name/kind.rs`), where it is another than that of the character before.
fn kinds() -> Rows {
    let mut before = None;
    ('\0'..=char::MAX)
        .map(|c| (c, kind(c)))
        .filter(|(_, kind)| before.replace(*kind) != Some(*kind))
        .map(|(c, kind)| (c, Row { to: vec![kind.into()], is_flagged: false }))
        .collect()
}

fn kind(c: char) -> u8 {
    let kind = match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::Unassigned | GeneralCategory::PrivateUse | GeneralCategory::Surrogate => kind::UNKNOWN,
        GeneralCategory::Control
        | GeneralCategory::Format
        | GeneralCategory::SpaceSeparator
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => kind::HIDDEN,
        _ if CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c) => kind::HIDDEN,
        GeneralCategory::NonspacingMark => kind::NONSPACING,
        GeneralCategory::EnclosingMark => kind::ENCLOSING,
        GeneralCategory::SpacingMark => kind::SPACING,
        _ => 0,
    };
    let joining = match CodePointMapData::<JoiningType>::new().get(c) {
        JoiningType::LeftJoining => kind::JOINS_NEXT,
        JoiningType::RightJoining => kind::JOINS_LAST,
        JoiningType::DualJoining => kind::JOINS_LAST | kind::JOINS_NEXT,
        JoiningType::Transparent => kind::JOINS_THROUGH,
        _ => 0,
    };
    let is_pictograph = CodePointSetData::new::<ExtendedPictographic>().contains(c);
    debug_assert_eq!(kind & kind::KIND, kind);
    kind | joining | if is_pictograph { kind::PICTOGRAPH } else { 0 }
}

/// The skeleton of UTS #39 in lower case, and its skeleton, until it rests: what looks like a capital has to look like
/// the small letter too.
fn look(c: char) -> String {
    let mut look = c.to_string();
    for _ in 0..8 {
        let skeleton: String = unicode_security::skeleton(&look).collect();
        let next: String = folded(&skeleton).nfkd().collect();
        if next == look {
            return look;
        }
        look = next;
    }
    panic!("the look of {c:?} does not come to rest")
}

/// As `name/tables.rs` reads it: three columns, each after its length in bytes. Where the row stands, as the distance
/// from the row before; how many characters it has, doubled, and the flag; and these characters, each as the distance
/// from the one at its place in the rows before. Neighbours are alike, so most distances are small, and gzip finds
/// the rest.
fn encoded(rows: &Rows) -> Vec<u8> {
    let mut columns = [Vec::new(), Vec::new(), Vec::new()];
    let [places, heads, targets] = &mut columns;
    let mut place = 0;
    let mut before = Vec::new();
    for (c, row) in rows {
        write_number(places, u32::from(*c) - place);
        place = (*c).into();
        heads.push(u8::try_from(row.to.len() << 1).expect("a short row") | u8::from(row.is_flagged));
        before.resize(before.len().max(row.to.len()), 0);
        for (before, to) in before.iter_mut().zip(&row.to) {
            let to = i64::from(u32::from(*to));
            let distance = to - *before;
            let zigzag = if distance < 0 { -2 * distance - 1 } else { 2 * distance };
            write_number(targets, zigzag.try_into().expect("a distance of characters"));
            *before = to;
        }
    }
    let mut table = Vec::new();
    for column in columns {
        write_number(&mut table, column.len().try_into().expect("a small table"));
        table.extend(column);
    }
    table
}

/// Seven bits a byte, the lowest first; all but the last byte have the eighth set (LEB128).
fn write_number(out: &mut Vec<u8>, mut number: u32) {
    while let Some(more) = Some(number >> 7).filter(|more| *more != 0) {
        out.push((number & 0x7F) as u8 | 0x80);
        number = more;
    }
    out.push(number as u8);
}
