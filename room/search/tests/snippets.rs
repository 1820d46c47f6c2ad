//! What is shown of a message that was found.

use crate::limits;
use crate::search::{SearchQuery, Snippet};

fn snippet(typed: &str, text: &str) -> Snippet {
    SearchQuery::parse(typed).unwrap().snippet(text)
}

/// A snippet as a line: matches in brackets, dots where it is cut.
fn shown(typed: &str, text: &str) -> String {
    let Snippet { parts, cut_before, cut_after } = snippet(typed, text);
    let parts = parts.iter().map(|part| if part.is_match { format!("[{}]", part.text) } else { part.text.clone() });
    let (before, after) = (if cut_before { "…" } else { "" }, if cut_after { "…" } else { "" });
    [before, &parts.collect::<String>(), after].concat()
}

fn words(count: usize) -> String {
    (0..count).map(|number| format!("word{number} ")).collect()
}

#[test]
fn match_is_marked_as_it_was_typed() {
    for (typed, text, expected) in [
        ("cafe", "Un CAFÉ, s’il vous plaît", "Un [CAFÉ], s’il vous plaît"),
        ("cafe", "cafe\u{301}s and cafe\u{301}", "[cafe\u{301}s] and [cafe\u{301}]"),
        ("pl vous", "s’il vous plaît", "s’il [vous] plaît"),
        ("strasse", "Straße", "[Straße]"),
        ("\"il vous\"", "S’il vous, vous il", "S’[il] [vous], vous il"),
        ("e-mail", "an e-mail, e mails", "an [e]-[mail], [e] [mails]"),
        ("文検", "全文検索", "全[文検]索"),
        ("全文検", "全文検索と全文検", "[全文検]索と[全文検]"),
        ("字", "漢字の字", "漢[字]の[字]"),
        ("한국어", "한국어를", "[한국어]를"),
        ("ไทย", "ภาษาไทยดี", "ภาษา[ไทย]ดี"),
        ("ด", "ไทยดี", "ไทย[ดี]"),
        ("rust", "用Rust写", "用[Rust]写"),
        ("👍", "ok👍🏽👍", "ok[👍🏽👍]"),
        ("in*", "in\u{200B}visible", "[in\u{200B}visible]"),
        ("half 2", "½ half", "[½] [half]"),
        ("has:link", "no words", "no words"),
        ("from:ada", "  ada\n\n is\there ", "ada is here"),
        ("missing", "not there", "not there"),
        ("x", "", ""),
        ("x", " \n ", ""),
    ] {
        assert_eq!(shown(typed, text), expected, "{typed:?} in {text:?}");
    }
}

#[test]
fn snippet_is_cut_around_the_first_match() {
    let text = words(100);
    let middle = shown("word50", &text);
    assert!(middle.starts_with("…word") && middle.ends_with('…'), "{middle}");
    assert!(middle.contains(" word49 [word50] word51 "), "{middle}");
    assert!(shown("word0", &text).starts_with("[word0] word1 "));
    assert!(shown("word99", &text).ends_with(" word98 [word99]"));
    assert!(shown("has:link", &text).starts_with("word0 word1 "));
}

#[test]
fn snippet_at_the_end_is_as_long_as_another() {
    let chars = |typed| shown(typed, &words(100)).chars().count();
    assert!(chars("word99") > limits::SNIPPET_MAX_CHARS - "word99 word98 ".len(), "{}", chars("word99"));
    assert!(chars("word50") > limits::SNIPPET_MAX_CHARS - "word50 word51 ".len(), "{}", chars("word50"));
}

#[test]
fn text_without_spaces_is_cut_between_characters() {
    let text = "漢字".repeat(100) + "全文" + &"漢字".repeat(200);
    let cut = snippet("全文", &text);
    assert!(cut.cut_before && cut.cut_after);
    let shown: String = cut.parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(shown.chars().count(), limits::SNIPPET_MAX_CHARS);
}

#[test]
fn address_that_is_too_long_is_cut() {
    let address = format!("https://a.example/{}", "x".repeat(1_000));
    assert!(shown("see", &format!("see {address}")).starts_with("[see] https://a.example/xxx"));
    assert!(shown("has:link", &address).starts_with("https://a.example/xxx"));
    assert!(shown("end", &format!("{address} end")).ends_with("xxx [end]"));
}

#[test]
fn emoji_is_never_cut_in_two() {
    let family = "👨‍👩‍👧‍👦";
    let cut = snippet("👍", &(family.repeat(100) + "👍" + &family.repeat(100)));
    let shown: String = cut.parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(shown.replace(family, ""), "👍");
}

#[test]
fn match_longer_than_a_snippet_is_cut() {
    let word = "x".repeat(1_000);
    let cut = snippet("xx", &format!("before {word} after"));
    assert!(cut.cut_before && cut.cut_after);
    let [part] = &cut.parts[..] else { panic!("{cut:?}") };
    assert!(part.is_match);
    assert_eq!(part.text, "x".repeat(limits::SNIPPET_MAX_CHARS));
}

#[test]
fn pile_of_marks_does_not_fit_and_is_left_out() {
    let pile = format!("a{}", "\u{301}".repeat(1_000));
    assert_eq!(shown("a", &pile), "…");
    assert_eq!(shown("b", &format!("b {pile}")), "[b]…");
}
