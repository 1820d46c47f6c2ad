//! Writes the tables of confusables for names (UTS #39) and of emoji (UTS #51) from the crates that
//! are known for them, in a form that is small when compressed (docs/decisions/0017 and 0036).

#![expect(clippy::expect_used, clippy::panic, reason = "a build that fails here says why")]

#[path = "name/case_folding.rs"]
mod case_folding;
#[path = "name/letters.rs"]
mod letters;
#[path = "emoji/sequence.rs"]
mod sequence;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, iter};

use case_folding::fold_case;
use letters::drawn_as;
use sequence::{IN_COLOUR, bare, is_tone};
use unicode_normalization::UnicodeNormalization;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=name/case_folding.rs");
    println!("cargo:rerun-if-changed=name/letters.rs");
    println!("cargo:rerun-if-changed=emoji/sequence.rs");
    println!("cargo:rerun-if-changed=emoji/common_shortcodes.txt");
    write_confusables();
    write_emoji();
    write_shortcodes();
}

fn write(file: &str, text: String) {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join(file), text).expect("OUT_DIR can be written to");
}

/// Two files, which `name/confusables.rs` reads: how far each character is from the one before it,
/// as the character of that number; and what each looks like, one a line. Neighbours look like
/// neighbours, so gzip finds most of it.
fn write_confusables() {
    let mut distances = String::new();
    let mut prototypes = String::new();
    let mut before = 0;
    for (c, prototype) in confusables() {
        let distance = u32::from(c) - before;
        before = c.into();
        distances.push(char::from_u32(distance).expect("the distance of two confusables is no surrogate"));
        assert!(!prototype.contains(['\n', '\r']), "{c:?} looks like a line end");
        prototypes.push_str(&prototype);
        prototypes.push('\n');
    }
    write("confusables_distances", distances);
    write("confusables_prototypes", prototypes);
}

/// Those characters that look like something other than themselves in lower case, in order.
fn confusables() -> impl Iterator<Item = (char, String)> {
    ('\0'..=char::MAX)
        // The others are taken apart before they are looked up.
        .filter(|c| c.nfkd().eq([*c]))
        .map(|c| (c, skeleton(c)))
        // A character without a skeleton is invisible, and dropped before it is looked up.
        .filter(|(c, skeleton)| {
            !skeleton.is_empty() && *skeleton != fold_case(&c.to_string()).nfkd().collect::<String>()
        })
}

/// The skeleton of UTS #39 in lower case, and the skeleton of that, until it no longer changes:
/// what looks like a capital has to look like the small letter too.
fn skeleton(c: char) -> String {
    let mut skeleton = c.to_string();
    for _ in 0..8 {
        let prototype: String = unicode_security::skeleton(&skeleton).map(|c| drawn_as(c).unwrap_or(c)).collect();
        let next: String = fold_case(&prototype).nfkd().collect();
        if next == skeleton {
            return skeleton;
        }
        skeleton = next;
    }
    panic!("the skeleton of {c:?} does not come to rest")
}

/// Two files, which `emoji/table.rs` reads: the patterns of one character, which begin with how far
/// it is from the one before, as the character of that number; and the other patterns, one a line.
fn write_emoji() {
    let (characters, sequences): (Vec<_>, Vec<_>) = patterns().partition(|pattern| bare(pattern).nth(1).is_none());
    let mut distances = String::new();
    let mut before = 0;
    for pattern in characters {
        let mut marks = pattern.chars();
        let character = u32::from(marks.next().expect("no emoji is empty"));
        let distance = char::from_u32(character - before).filter(|c| *c != IN_COLOUR && !is_tone(*c));
        before = character;
        distances.push(distance.expect("the distance of two emoji is neither a surrogate nor a mark"));
        distances.extend(marks);
    }
    write("emoji_characters", distances);
    write("emoji_sequences", sequences.join("\n"));
}

/// All emoji, one pattern for those that differ in their tones alone, in the order of what they are
/// without them.
fn patterns() -> impl Iterator<Item = String> {
    let mut variants: BTreeMap<Vec<char>, Vec<&str>> = BTreeMap::new();
    for emoji in emojis::iter() {
        let toned = emoji.skin_tones().into_iter().flatten();
        for variant in iter::once(emoji).chain(toned).map(emojis::Emoji::as_str) {
            variants.entry(bare(variant).collect()).or_default().push(variant);
        }
    }
    variants.into_values().map(|variants| pattern(&variants))
}

/// The emoji with the first tones that it may have. A selector that goes when there is a tone
/// stands before it. Where the tones are alike, there may be none or any; otherwise they have to
/// differ.
fn pattern(variants: &[&str]) -> String {
    let plain = variants.iter().find(|variant| !variant.contains(is_tone));
    let Some(toned) = variants.iter().filter(|variant| variant.contains(is_tone)).min() else {
        return (*plain.expect("an emoji has a tone or none")).to_owned();
    };
    let mut tones: Vec<char> = toned.chars().filter(|c| is_tone(*c)).collect();
    tones.dedup();
    assert_eq!(tones.len() == 1, plain.is_some(), "{toned}: with tones that differ, it is none without");
    plain.map_or_else(|| (*toned).to_owned(), |plain| with_tones(plain, toned))
}

/// An emoji without tones, and the tones of the same one.
fn with_tones(plain: &str, toned: &str) -> String {
    let mut pattern = String::new();
    let mut toned = toned.chars().peekable();
    for c in plain.chars() {
        if c != IN_COLOUR {
            pattern.extend(iter::from_fn(|| toned.next_if(|c| is_tone(*c))));
        }
        toned.next_if_eq(&c);
        pattern.push(c);
    }
    pattern.extend(toned);
    pattern
}

/// One file, which `emoji/shortcodes.rs` reads: the names that we list and their emoji, one a line.
fn write_shortcodes() {
    let line = |name: &str| {
        let emoji = emojis::get_by_shortcode(name).unwrap_or_else(|| panic!("no emoji is called {name:?}"));
        format!("{name} {emoji}\n")
    };
    write("emoji_shortcodes", include_str!("emoji/common_shortcodes.txt").lines().map(line).collect());
}
