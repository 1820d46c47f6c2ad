//! Shortcodes: where they are replaced, and which are offered.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::emoji::shortcodes::SHORTCODES;
use crate::emoji::{Emoji, replace_shortcodes, shortcodes_from};
use crate::formatting::{Block, Inline, parse};
use crate::limits;

/// What a text becomes, row by row.
#[track_caller]
fn becomes(rows: &[(&str, &str)]) {
    for (typed, expected) in rows {
        assert_eq!(replace_shortcodes(typed), *expected, "{typed:?}");
    }
}

#[track_caller]
fn stays(texts: &[&str]) {
    for text in texts {
        assert_eq!(replace_shortcodes(text), *text);
    }
}

fn offered(typed: &str) -> Vec<&'static str> {
    shortcodes_from(typed).iter().map(|shortcode| shortcode.name).collect()
}

#[test]
fn every_shortcode_is_one_emoji_and_no_longer() {
    for shortcode in SHORTCODES.iter() {
        let typed = format!(":{}:", shortcode.name);
        assert_eq!(replace_shortcodes(&typed), shortcode.emoji);
        assert_eq!(Emoji::parse(shortcode.emoji).unwrap().as_str(), shortcode.emoji, "{typed}");
        assert!(shortcode.emoji.chars().count() <= typed.len(), "{typed} could become too long for a message");
        assert!(shortcode.name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'+' | b'-')), "{typed}");
    }
    let names: BTreeSet<&str> = SHORTCODES.iter().map(|shortcode| shortcode.name).collect();
    assert_eq!(names.len(), SHORTCODES.len(), "a name is listed twice");
}

#[test]
fn shortcode_becomes_its_emoji_anywhere_in_text() {
    becomes(&[
        (":tada:", "🎉"),
        ("Done :tada:, thanks :heart:!", "Done 🎉, thanks ❤️!"),
        (":+1::-1::100:", "👍👎💯"),
        ("(:wave:) :heart_eyes:x", "(👋) 😍x"),
        (":smile::", "😄:"),
        (":nope:tada: :tada:", ":nope:tada: 🎉"),
        ("**:fire:** _:eyes:_ ~~:x:~~", "**🔥** _👀_ ~~❌~~"),
        ("> :fire:\n- :eyes:\n- a\n1. :x:\n2. b", "> 🔥\n- 👀\n- a\n1. ❌\n2. b"),
        ("https://a.example :link:", "https://a.example 🔗"),
        ("👍:tada:", "👍🎉"),
        (r"\\:tada:", r"\\🎉"),
    ]);
}

#[test]
fn unknown_shortcode_stays_as_typed() {
    stays(&[
        "",
        ":",
        "::",
        ":-)",
        ":tada",
        "tada:",
        ":nope:",
        ":Tada:",
        ": tada:",
        ":ta da:",
        ":tada\n:",
        "10:30:15",
        "10:100:15",
        "a:x:b",
        "std::key::x",
        "ä:tada:",
        r"\:tada:",
        "https://a.example:100:",
    ]);
}

#[test]
fn code_keeps_its_shortcodes() {
    becomes(&[
        ("`:tada:` :tada:", "`:tada:` 🎉"),
        ("``a ` :tada:`` b", "``a ` :tada:`` b"),
        ("`:tada:", "`🎉"),
        ("```\n:tada:\n```\n:tada:", "```\n:tada:\n```\n🎉"),
        ("```yaml\n:key: a", "```yaml\n:key: a"),
        ("> ```\n> :tada:\n> ```", "> ```\n> :tada:\n> ```"),
    ]);
}

#[test]
fn link_keeps_its_shortcodes() {
    let too_many = "https://a.example/:x:b ".repeat(limits::LINKS_MAX + 1);
    stays(&[
        "https://a.example/:tada:/b",
        "https://a.example/?b=:tada:c",
        "mailto:a@b.example?subject=:tada:c",
        "[a](https://a.example/:tada:)",
        "[:tada:](https://a.example)",
        "[https://a.example/:tada:](https://b.example)",
        &too_many,
    ]);
    becomes(&[("https://a.example/b (:tada:)", "https://a.example/b (🎉)")]);
}

#[test]
fn offers_begin_with_what_is_usual() {
    assert_eq!(offered("t"), ["tada", "thinking", "thumbsup", "triumph", "two_hearts", "tea", "trophy", "thumbsdown"]);
    assert_eq!(offered("tad"), ["tada"]);
    assert_eq!(offered("ok")[..2], ["ok", "ok_hand"], "the whole one is first");
    assert_eq!(offered(""), ["+1", "heart", "joy", "smile", "tada", "pray", "sob", "rofl"]);
    assert_eq!(offered("nope"), [""; 0]);
    assert_eq!(offered("s").len(), limits::SHORTCODES_LISTED_MAX);
}

/// Text that means something to the formatter, and colons.
const PIECES: [&str; 32] = [
    ":",
    ":",
    ":",
    "x",
    "tada",
    "heart_eyes",
    "+1",
    ":tada:",
    ":100:",
    ":nope:",
    " ",
    " ",
    "\n",
    "\n> ",
    "\n- ",
    "\n```\n",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "[",
    "](",
    ")",
    "https://a.example",
    "/b",
    "mailto:a@b.example",
    "ä",
    "👍",
    "1",
];

fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(&PIECES).prop_map(str::to_owned), 1 => "\\PC{0,4}"];
    prop::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

/// A part of a line, and what it becomes.
fn part() -> impl Strategy<Value = (String, String)> {
    let same = |text: String| (text.clone(), text);
    prop_oneof![
        "[a-z0-9äöü]{1,8}(:[0-9]{1,3}){0,2}".prop_map(same),
        ":[A-Z]{1,5}[a-z]{0,3}:".prop_map(same),
        "`:tada: [a-z:]{0,5}`".prop_map(same),
        "https://a\\.example/:[a-z:]{1,5}:tada:[a-z]".prop_map(same),
        prop::sample::select(&SHORTCODES[..])
            .prop_map(|shortcode| (format!(":{}:", shortcode.name), shortcode.emoji.to_owned())),
    ]
}

fn add_inlines<'a>(inlines: &[Inline<'a>], kept: &mut Vec<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Code(code) => kept.push(code),
            Inline::Link(url) => kept.push(url.as_str()),
            Inline::MaskedLink { url, .. } => kept.push(url.as_str()),
            Inline::Strong(inside) | Inline::Em(inside) | Inline::Strike(inside) => add_inlines(inside, kept),
            Inline::Text(_) | Inline::Break | Inline::Mention { .. } => {}
        }
    }
}

/// All code and addresses of a message.
fn code_and_links<'a>(blocks: &[Block<'a>]) -> Vec<&'a str> {
    let mut kept = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => add_inlines(inlines, &mut kept),
            Block::Quote(inside) => kept.extend(code_and_links(inside)),
            Block::Code(lines) => kept.extend(lines),
            Block::Bullets(items) | Block::Numbers { items, .. } => {
                items.iter().for_each(|item| add_inlines(item, &mut kept));
            }
        }
    }
    kept
}

/// What is left of both texts when they are alike up to there, but for emoji in place of their
/// shortcodes.
fn unlike<'a>(mut typed: &'a str, mut replaced: &'a str) -> (&'a str, &'a str) {
    while let (Some(c), true) = (typed.chars().next(), !replaced.is_empty()) {
        if let Some(rest) = replaced.strip_prefix(c) {
            (typed, replaced) = (&typed[c.len_utf8()..], rest);
            continue;
        }
        let both_without = SHORTCODES.iter().find_map(|shortcode| {
            let typed = typed.strip_prefix(&format!(":{}:", shortcode.name))?;
            Some((typed, replaced.strip_prefix(shortcode.emoji)?))
        });
        let Some(rests) = both_without else { break };
        (typed, replaced) = rests;
    }
    (typed, replaced)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn text_without_known_shortcodes_stays(typed in typed()) {
        let is_known = SHORTCODES.iter().any(|shortcode| typed.contains(&format!(":{}:", shortcode.name)));
        if !is_known {
            prop_assert_eq!(&*replace_shortcodes(&typed), &*typed);
        }
    }

    #[test]
    fn line_becomes_what_was_meant(parts in prop::collection::vec(part(), 1..8)) {
        let (typed, meant): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let typed = typed.join(" ");
        prop_assert_eq!(&*replace_shortcodes(&typed), meant.join(" "));
    }

    #[test]
    fn nothing_but_shortcodes_changes(typed in typed()) {
        let replaced = replace_shortcodes(&typed);
        prop_assert_eq!(unlike(&typed, &replaced), ("", ""), "{:?} becomes {:?}", typed, replaced);
        prop_assert!(replaced.chars().count() <= typed.chars().count());
    }

    #[test]
    fn code_and_links_stay(typed in typed()) {
        let replaced = replace_shortcodes(&typed);
        prop_assert_eq!(code_and_links(&parse(&typed)), code_and_links(&parse(&replaced)));
    }

    #[test]
    fn message_that_is_heard_again_stays(typed in typed()) {
        let replaced = replace_shortcodes(&typed).into_owned();
        prop_assert_eq!(&*replace_shortcodes(&replaced), &*replaced);
    }
}
