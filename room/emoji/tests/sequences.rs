//! What is one emoji, and what is none.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use proptest::prelude::*;

use super::all_emoji;
use crate::emoji::{Emoji, is_emoji_alone, is_sign, is_tone};
use crate::limits;

const TONES: [&str; 5] = ["🏻", "🏼", "🏽", "🏾", "🏿"];

/// The crate's emoji by what they are without U+FE0F.
static BY_CHARACTERS: LazyLock<HashMap<String, &str>> =
    LazyLock::new(|| all_emoji().map(|emoji| (without_selectors(emoji), emoji)).collect());

fn without_selectors(text: &str) -> String {
    text.replace('\u{FE0F}', "")
}

/// What the crate takes this for.
fn by_the_crate(typed: &str) -> Option<&'static str> {
    BY_CHARACTERS.get(&without_selectors(typed)).copied().filter(|_| !is_sign(typed))
}

fn parsed(typed: &str) -> Option<String> {
    Emoji::parse(typed).map(|emoji| emoji.as_str().to_owned())
}

/// A sequence with every choice of tones in place of those that it has, and without.
fn in_all_tones(sequence: &str) -> Vec<String> {
    let mut made = vec![String::new()];
    for piece in sequence.split_inclusive(is_tone) {
        let plain = piece.trim_end_matches(is_tone);
        let tones: &[&str] = if plain == piece { &[""] } else { &TONES };
        made = made.iter().flat_map(|made| tones.iter().map(move |tone| format!("{made}{plain}{tone}"))).collect();
    }
    made.push(sequence.replace(is_tone, ""));
    made
}

#[test]
fn every_emoji_of_unicode_is_one() {
    for emoji in all_emoji() {
        assert_eq!(parsed(emoji).as_deref(), Some(emoji));
        let bare = without_selectors(emoji);
        assert_eq!(parsed(&bare).as_deref(), by_the_crate(&bare), "{bare:?}");
    }
}

#[test]
fn emoji_has_the_tones_of_unicode_only() {
    for sequence in all_emoji().flat_map(in_all_tones).collect::<BTreeSet<_>>() {
        assert_eq!(parsed(&sequence).as_deref(), by_the_crate(&sequence), "{sequence:?}");
    }
    for emoji in all_emoji() {
        let with_another = format!("{emoji}🏽");
        assert_eq!(parsed(&with_another).as_deref(), by_the_crate(&with_another), "{with_another:?}");
    }
}

#[test]
fn selector_makes_no_other_emoji() {
    for (typed, emoji) in [
        ("❤", "❤️"),
        ("❤️", "❤️"),
        ("❤\u{200D}🔥", "❤️‍🔥"),
        ("1\u{20E3}", "1️⃣"),
        ("#️⃣", "#️⃣"),
        ("👁️‍🗨", "👁️‍🗨️"),
        ("☝\u{FE0F}🏽", "☝🏽"),
        ("👍\u{FE0F}", "👍"),
        ("🏳\u{200D}🌈", "🏳️‍🌈"),
    ] {
        assert_eq!(parsed(typed).as_deref(), Some(emoji), "{typed:?}");
    }
}

#[test]
fn faces_people_flags_and_keycaps_are_emoji() {
    for emoji in ["😀", "👍🏿", "👩🏽‍🚀", "👩🏻‍🤝‍👨🏿", "👨‍👩‍👧‍👦", "🫱🏻‍🫲🏿", "🏴‍☠️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇩🇪", "*️⃣", "0️⃣", "©️", "🫆"]
    {
        assert_eq!(parsed(emoji).as_deref(), Some(emoji));
    }
}

#[test]
fn sign_is_an_emoji_by_its_selector_only() {
    for sign in ["©", "®", "™", "↗", "‼", "ℹ"] {
        let selected = format!("{sign}\u{FE0F}");
        assert_eq!((parsed(sign), parsed(&selected)), (None, Some(selected.clone())));
    }
}

#[test]
fn text_like_an_emoji_is_none() {
    let many_selectors = format!("👍{}", "\u{FE0F}".repeat(limits::EMOJI_MAX_BYTES));
    for none in [
        "",
        " ",
        "a",
        "1",
        "1\u{FE0F}",
        "#",
        ":-)",
        "→",
        "♛",
        "\u{200D}",
        "\u{FE0F}",
        "\u{20E3}",
        "🏽",
        "🇩",
        "🇽🇽",
        "🇩🇪🇩",
        "👍👍",
        "👍 ",
        "👍a",
        "😀🏽",
        "👍🏽🏽",
        "❤\u{FE0E}",
        "👩\u{200D}",
        "👩‍👩‍👩‍👩",
        "👩🏻‍🤝‍👩🏻",
        "👩🏻‍🤝‍👩",
        "👩‍🤝‍👩",
        "🫱🏻‍🫲🏻",
        "👨🏻‍👩🏻‍👧🏻",
        "🏴\u{E0067}\u{E007F}",
        &many_selectors,
    ] {
        assert_eq!(parsed(none), None, "{none:?}");
    }
}

#[test]
fn up_to_three_emoji_are_alone() {
    for alone in ["👍", "❤", "👍🏽👍🏿", "🎉 🇩🇪\n1️⃣", " 👨‍👩‍👧‍👦  🏳️‍🌈🏴󠁧󠁢󠁳󠁣󠁴󠁿 ", "🇩🇪🇫🇷🇯🇵"]
    {
        assert!(is_emoji_alone(alone), "{alone:?}");
    }
    for not_alone in ["", " ", "\u{3000}", "a", "1", "123", "©", "👍!", "👍 ok", "**👍**", "👍👍👍👍", "🇽🇽", "日本"]
    {
        assert!(!is_emoji_alone(not_alone), "{not_alone:?}");
    }
}

#[test]
fn every_emoji_may_be_alone() {
    for emoji in all_emoji() {
        assert!(is_emoji_alone(emoji), "{emoji:?}");
        assert!(is_emoji_alone(&emoji.repeat(limits::EMOJI_ALONE_MAX)), "{emoji:?}");
        assert!(!is_emoji_alone(&emoji.repeat(limits::EMOJI_ALONE_MAX + 1)), "{emoji:?}");
    }
}

/// What emoji are made of, in any order, and emoji of which a part was changed.
fn almost_emoji() -> impl Strategy<Value = String> {
    let emoji: Vec<&str> = all_emoji().collect();
    let mut parts: Vec<char> = emoji.iter().flat_map(|emoji| emoji.chars()).collect();
    parts.sort_unstable();
    parts.dedup();
    let common: Vec<char> = "\u{200D}\u{FE0F}🏻🏿👩🧑👨🤝❤💋🇩🇪\u{20E3}1♀".chars().collect();
    let part = prop_oneof![prop::sample::select(parts), prop::sample::select(common)].boxed();
    let made = prop::collection::vec(part.clone(), 1..7).prop_map(String::from_iter);
    let changed = (prop::sample::select(emoji), any::<prop::sample::Index>(), part).prop_map(|(emoji, at, part)| {
        let mut parts: Vec<char> = emoji.chars().collect();
        let at = at.index(parts.len());
        parts[at] = part;
        String::from_iter(parts)
    });
    prop_oneof![made, changed]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn sequence_is_an_emoji_if_the_crate_has_it(sequence in almost_emoji()) {
        let is_short = sequence.len() <= limits::EMOJI_MAX_BYTES;
        let expected = by_the_crate(&sequence).filter(|_| is_short).map(str::to_owned);
        prop_assert_eq!(parsed(&sequence), expected, "{:?}", sequence);
    }

    #[test]
    fn text_is_no_emoji(text in "\\PC{0,8}") {
        prop_assert_eq!(parsed(&text), by_the_crate(&text).map(str::to_owned));
    }
}
