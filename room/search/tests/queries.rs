//! How queries are read, and what is refused.

use crate::limits;
use crate::search::{Has, SearchQuery, SearchRefusal};

fn matches(typed: &str) -> String {
    SearchQuery::parse(typed).unwrap().matches().unwrap_or_default()
}

fn refusal(typed: &str) -> SearchRefusal {
    SearchQuery::parse(typed).unwrap_err()
}

const QUERIES: &[(&str, &str)] = &[
    ("ada", r#"body : ("ada"*)"#),
    ("a", r#"body : ("a")"#),
    ("hello world", r#"body : ("hello" AND "world"*)"#),
    ("hello w", r#"body : ("hello" AND "w")"#),
    ("hel* world", r#"body : ("hel"* AND "world"*)"#),
    ("h* world", r#"body : ("h" AND "world"*)"#),
    ("\"hello world\"", r#"body : ("hello world")"#),
    ("„hello world“", r#"body : ("hello world")"#),
    ("“hello” «world» »again«", r#"body : ("hello" AND "world" AND "again")"#),
    ("\"left open at", r#"body : ("left open at")"#),
    ("say \"a b\" -", r#"body : ("say"* AND "a b")"#),
    ("don't", r#"body : ("don t")"#),
    ("foo_bar", r#"body : ("foo bar"*)"#),
    ("字", r#"body : ("字"*)"#),
    ("\"字\"", r#"body : ("字"*)"#),
    ("全文検", r#"body : ("全文 文検"*)"#),
    ("\"全文検 索引\"", r#"body : ("全文 文検 検 索引")"#),
    ("rust字", r#"body : ("rust 字"*)"#),
    ("from:ada", r#"author : "ada""#),
    ("from:@Ada", r#"author : "ada""#),
    ("FROM:\"Ada Lovelace\" hello", r#"body : ("hello"*) AND author : "ada lovelace""#),
    ("from:@“Ada Lovelace”", r#"author : "ada lovelace""#),
    ("from:ada from:bob", r#"author : "ada" AND author : "bob""#),
    ("has:link has:FILE", r#"has : "link" AND has : "file""#),
    ("party has:link", r#"body : ("party"*) AND has : "link""#),
    ("before:2026-03-01", ""),
    ("https://x.example", r#"body : ("https x example"*)"#),
    ("12:30", r#"body : ("12 30"*)"#),
    ("has", r#"body : ("has"*)"#),
    ("re:from:x", r#"body : ("re from x")"#),
];

#[test]
fn query_becomes_an_expression_of_fts5() {
    let wrong: Vec<String> = QUERIES
        .iter()
        .filter(|(typed, expected)| matches(typed) != *expected)
        .map(|(typed, expected)| format!("{typed:?} is {}, not {expected}", matches(typed)))
        .collect();
    assert_eq!(wrong, [""; 0]);
}

/// What is syntax to FTS5, or was an error of it.
const HOSTILE: &[(&str, Option<&str>)] = &[
    ("C++", Some(r#"body : ("c")"#)),
    ("\"", None),
    ("*", None),
    ("\"\"", None),
    ("a AND", Some(r#"body : ("a" AND "and"*)"#)),
    ("NOT", Some(r#"body : ("not"*)"#)),
    ("NEAR(", Some(r#"body : ("near"*)"#)),
    ("NEAR(a b, 5)", Some(r#"body : ("near a" AND "b" AND "5")"#)),
    ("e-mail", Some(r#"body : ("e mail"*)"#)),
    ("-x", Some(r#"body : ("x")"#)),
    ("^ab", Some(r#"body : ("ab"*)"#)),
    ("ab + cd", Some(r#"body : ("ab" AND "cd"*)"#)),
    ("body:x", Some(r#"body : ("body x")"#)),
    ("{body author}:x", Some(r#"body : ("body" AND "author x")"#)),
    ("party\" OR author:\"r1", Some(r#"body : ("party" AND "or author" AND "r1"*)"#)),
    ("from:\"x\" OR has:\"link", Some(r#"body : ("or"*) AND author : "x" AND has : "link""#)),
    ("((((((((", None),
    ("((a)) OR (b)", Some(r#"body : ("a" AND "or" AND "b")"#)),
    ("a\0b", Some(r#"body : ("a b")"#)),
    ("\0", None),
    ("'; DROP TABLE x --", Some(r#"body : ("drop" AND "table" AND "x")"#)),
    ("\u{202E}\u{200D}\u{FE0F}\u{301}", None),
];

#[test]
fn hostile_query_is_only_words() {
    for (typed, expected) in HOSTILE {
        match expected {
            Some(expected) => assert_eq!(matches(typed), *expected, "{typed:?}"),
            None => assert_eq!(refusal(typed), SearchRefusal::Nothing, "{typed:?}"),
        }
    }
}

#[test]
fn query_over_a_limit_is_refused() {
    let longest = "a".repeat(limits::SEARCH_QUERY_MAX_CHARS);
    assert!(SearchQuery::parse(&format!("  {longest} ")).is_ok());
    assert_eq!(refusal(&format!("{longest}a")), SearchRefusal::TooLong);
    assert_eq!(refusal(&"a ".repeat(2_000)), SearchRefusal::TooLong);
    let most = "a ".repeat(limits::SEARCH_TERMS_MAX - 2) + "has:file from:x";
    assert!(SearchQuery::parse(&most).is_ok());
    assert_eq!(refusal(&format!("{most} b")), SearchRefusal::TooManyTerms);
}

#[test]
fn long_run_without_spaces_is_one_phrase() {
    assert!(SearchQuery::parse(&"字典".repeat(limits::SEARCH_QUERY_MAX_CHARS / 2)).is_ok());
}

#[test]
fn query_without_anything_is_refused() {
    for typed in ["", "   ", "…", "!? *", "«»"] {
        assert_eq!(refusal(typed), SearchRefusal::Nothing, "{typed:?}");
    }
}

#[test]
fn operator_without_sense_is_refused() {
    for typed in ["from:", "from:@", "from: ada", "x from:— y", "from:\"\""] {
        assert_eq!(refusal(typed), SearchRefusal::BadFrom, "{typed:?}");
    }
    for typed in ["has:", "has:cat", "Has: link", "has:links"] {
        assert_eq!(refusal(typed), SearchRefusal::BadHas, "{typed:?}");
    }
    for day in [
        "",
        "tomorrow",
        "2026",
        "2026-1-1",
        "2026-02-30",
        "2026-13-01",
        "2026-00-01",
        "2026-01-00",
        "1969-12-31",
        "10000-01-01",
        "2025-02-29",
        "1900-02-29",
        "2100-02-29",
        "2026-04-31",
        "2026-01-01-",
        "+026-01-01",
        "２０２６-01-01",
    ] {
        let bad = SearchRefusal::BadDate { typed: day.to_owned() };
        assert_eq!(refusal(&format!("before:{day}")), bad);
        assert_eq!(refusal(&format!("x AFTER:{day}")), bad);
    }
}

#[test]
fn days_bound_when_it_was_said() {
    let query = SearchQuery::parse("after:1970-01-01 BEFORE:2000-02-29").unwrap();
    let (after, before) = (query.after().unwrap(), query.before().unwrap());
    assert_eq!((after.year(), after.month(), after.day()), (1970, 1, 1));
    assert_eq!((before.year(), before.month(), before.day()), (2000, 2, 29));
    assert!(after < before);
    assert_eq!(query.matches(), None);
    assert!(query.is_met_by("", "", false, false));
}

#[test]
fn narrower_day_of_two_counts() {
    let query = SearchQuery::parse("after:2026-01-01 after:2026-02-01 before:2026-05-01 before:2026-04-01").unwrap();
    let bounds = (query.after().unwrap().month(), query.before().unwrap().month());
    assert_eq!(bounds, (2, 4));
}

#[test]
fn message_is_met_if_all_of_the_query_is() {
    let is_met = |typed: &str, has_link, has_file| {
        SearchQuery::parse(typed).unwrap().is_met_by("Ada Lovelace", "Look: https://a.example", has_link, has_file)
    };
    assert!(is_met("look from:ada has:link", true, false));
    assert!(is_met("from:\"ada lovelace\" has:file has:link", true, true));
    assert!(!is_met("from:lovelace look has:file", true, false));
    assert!(!is_met("look has:link", false, true));
    assert!(!is_met("look from:bob", true, false));
    assert!(!is_met("ada", true, false));
    assert!(!is_met("from:love", true, false));
}

#[test]
fn column_has_holds_the_words_of_the_operator() {
    assert_eq!(matches(&format!("has:{}", Has::File.term())), r#"has : "file""#);
}
