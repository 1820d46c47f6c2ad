//! What people type, and what it becomes: the table by which parsers were compared (decision 34),
//! with its numbers. [`notation`](super::notation) says how to read the right side.

use super::notation::parsed;

/// It stays as it was typed.
const STAYS: &str = "(as typed)";

const TABLE: &[(&str, &str, &str)] = &[
    ("1 words with underscores", "snake_case_name", STAYS),
    ("2 sums", "2 * 3 * 4", STAYS),
    ("2 sums", "5 ** 2 ** 3", STAYS),
    ("3 stars in words", "*a*b", STAYS),
    ("3 stars in words", "2*3*4", STAYS),
    ("3 stars in words", "Lehrer*innen und Schüler*innen", STAYS),
    ("4 strong", "**bold**", "{b bold}"),
    ("5 strong", "__x__", "{b x}"),
    ("6 strike", "~~x~~", "{s x}"),
    ("7 one tilde", "~x~", STAYS),
    ("7 one tilde", "~5 min or ~10", STAYS),
    ("8 a face", ":-)", STAYS),
    ("9 a date", "1. April", STAYS),
    ("9 a year", "2026. A year", STAYS),
    ("10 a dash alone", "- dash at start", STAYS),
    ("10 two dashes", "- one\n- two", "{ul one•two}"),
    ("11 stars alone", "*", STAYS),
    ("11 stars alone", "* * *", STAYS),
    ("11 stars alone", "***", STAYS),
    ("12 no heading", "# not a heading", STAYS),
    ("13 indented", "    indented", STAYS),
    ("14 lines", "one\ntwo\n\nthree", "one⏎two¶three"),
    ("15 a quote, then text", "> quote\nthen text", "{quote quote}¶then text"),
    ("16 quotes in quotes", "> a\n> > b", "{quote a¶{quote b}}"),
    ("17 faces", ">_<", STAYS),
    ("17 faces", ">:-(", STAYS),
    ("18 HTML", "<b>html</b>", STAYS),
    ("19 HTML with emphasis", "<div>\nhi *x*\n</div>", "<div>⏎hi {i x}⏎</div>"),
    ("20 a comment", "<!-- x -->", STAYS),
    ("20 an address in angle brackets", "<https://a.example/x>", "<{a https://a.example/x}>"),
    ("21 entities", "&amp; &copy; &#65;", STAYS),
    ("22 a path", r"C:\path\*", r"C:\path*"),
    ("23 the shrug", r"¯\_(ツ)_/¯", STAYS),
    ("24 patterns", "^(.*)$ and *.rs and **/*.js", STAYS),
    ("25 a fence left open", "```\nlet x;\n\ny", "{pre let x;⏎⏎y}"),
    ("26 a fence with a language", "```rust\nlet x;\n```\nthen", "{pre let x;}¶then"),
    ("27 code", "text ```x```", "text {c x}"),
    ("27 code with a backtick", "`` a`b ``", "{c a`b}"),
    ("28 a backtick left open", "`unclosed *x*", "`unclosed {i x}"),
    ("29 a table", "|a|b|", STAYS),
    ("30 rules and underlines", "a\n---", "a⏎---"),
    ("30 rules and underlines", "---", STAYS),
    ("30 rules and underlines", "===\nx", "===⏎x"),
    ("31 a definition", "[foo]: https://x.example", "[foo]: {a https://x.example}"),
    ("32 a reference", "[ref]\n\n[ref]: https://x.example", "[ref]¶[ref]: {a https://x.example}"),
    ("33 an image", "![alt](https://x.example/i.png)", "!{a alt → https://x.example/i.png}"),
    ("34 brackets", "(see https://example.com/a_(b)) ok", "(see {a https://example.com/a_(b)}) ok"),
    ("35 the end of a sentence", "https://example.com/a.", "{a https://example.com/a}."),
    ("35 the end of a sentence", "https://example.com/a, b", "{a https://example.com/a}, b"),
    ("35 the end of a sentence", "https://example.com/a)", "{a https://example.com/a})"),
    ("36 quotation marks", "«https://example.com/a»", "«{a https://example.com/a}»"),
    ("36 quotation marks", "„https://example.com/a“", "„{a https://example.com/a}“"),
    ("36 another script's full stop", "https://example.com/a。次", "{a https://example.com/a}。次"),
    ("37 marks in an address", "https://example.com/a_b_c*d*e", "{a https://example.com/a_b_c*d*e}"),
    ("37 marks in an address", "https://example.com/a_*d*", "{a https://example.com/a_*d}*"),
    ("38 no scheme", "www.example.com", STAYS),
    ("38 no scheme", "example.com", STAYS),
    ("38 no scheme", "readme.md", STAYS),
    ("39 a domain of any script", "https://müller.example/ä", "{a https://müller.example/ä}"),
    ("40 a port and a query", "https://a.example:8787/x?a=1&b=2", "{a https://a.example:8787/x?a=1&b=2}"),
    ("40 capitals", "HTTPS://a.example", "{a HTTPS://a.example}"),
    ("40 another scheme", "ftp://a.example/x", STAYS),
    ("41 an address of e-mail", "a@b.example", STAYS),
    ("41 with its scheme", "mailto:a@b.example", "{a mailto:a@b.example}"),
    ("42 a script", "javascript:alert(1)", STAYS),
    ("43 a masked script", "[x](javascript:alert(1))", STAYS),
    ("43 a masked script", "[y](&#106;avascript:alert(1))", STAYS),
    ("44 no scheme, masked", "[x](//evil.example)", STAYS),
    (
        "45 an address masks another",
        "[https://bank.example](https://evil.example)",
        "https://bank.example {a https://evil.example}",
    ),
    ("46 a user and a password", "https://user:pw@evil.example", STAYS),
    ("47 zero width", "https://a.example/b\u{200B}c", "{a https://a.example/b}\u{200B}c"),
    ("47 direction", "https://a.example/b\u{202E}c", "{a https://a.example/b}\u{202E}c"),
    ("48 emoji and text", "**👍**text", "{b 👍}text"),
    ("48 brackets of CJK", "**「太字」**です", "{b 「太字」}です"),
    ("49 from the right", "*שלום* עולם **مرحبا**بك", "{i שלום} עולם {b مرحبا}بك"),
    ("50 runs of two lengths", "*a **b*", "{i a **b}"),
    ("50 runs of two lengths", "***a** b*", STAYS),
    ("51 e-mail in angle brackets", "<a@b.example>", STAYS),
];

#[test]
fn typed_text_becomes_what_chat_means_by_it() {
    let wrong: Vec<String> = TABLE
        .iter()
        .map(|(row, typed, expected)| (row, typed, if *expected == STAYS { typed } else { expected }))
        .filter(|(_, typed, expected)| parsed(typed) != **expected)
        .map(|(row, typed, expected)| format!("{row}: {typed:?} is {:?}, not {expected:?}", parsed(typed)))
        .collect();
    assert_eq!(wrong, [""; 0], "{} of {}", wrong.len(), TABLE.len());
}

#[test]
fn table_has_all_of_its_rows() {
    let numbers: Vec<usize> = TABLE.iter().filter_map(|(row, ..)| row.split(' ').next()?.parse().ok()).collect();
    assert!(numbers.is_sorted());
    assert!((1..=51).all(|row| numbers.contains(&row)), "{numbers:?}");
}
