//! What holds whatever somebody types.

use proptest::prelude::*;

use crate::limits;
use crate::name::graphemes;
use crate::search::terms::terms;
use crate::search::{SearchQuery, search_terms};

/// What is hard to fold, to cut or to quote.
const PIECES: &[&str] = &[
    "a A ab é e\u{301} ß ﬁ İ ı Việt đ Σς ё й أ ة مَ ـ שָׁ हिन्दी क़ ् ไทย น้ำ ำ \u{E48} ຫນ ໜ ខ្មែ မြန် 全 文 検索 ー",
    "ｶﾞ か\u{3099} \u{3099} \u{1100}\u{1161} 한 ㅋ ㌔ ﷺ ½ ™ 👍 👍🏽 👨‍👩‍👧 🤷‍♀️ 🇩🇪 🇩 1️⃣ € ≠ ʼ ' \u{AD} \u{200B}",
    "\u{200D} \u{FE0F} \u{301} \u{20DD} \0 \" “ ” « » * ( ) : - _ . from: has: before: has:link after:2026-01-01",
    "from:@a AND OR NOT NEAR body:x",
];

fn typed() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.iter().flat_map(|line| line.split(' ')).collect();
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(str::to_owned),
        3 => prop::sample::select(&[" ", "  ", "\n", "\r\n", "\u{3000}"]).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

/// Words, runs and phrases of a text, as somebody would copy them out of it.
fn part_of(text: &str, from: usize, words: usize) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    let from = from % all.len().max(1);
    all.iter().skip(from).take(words).copied().collect::<Vec<_>>().join(" ")
}

/// What FTS5 reads in an expression of ours, without what stands in quotes: an odd place is quoted.
fn syntax_and_terms(expression: &str) -> (String, Vec<&str>) {
    let pieces: Vec<&str> = expression.split('"').collect();
    let syntax: Vec<&str> = pieces.iter().step_by(2).copied().collect();
    (syntax.join("T"), pieces.iter().skip(1).step_by(2).copied().collect())
}

fn is_our_syntax(syntax: &str) -> bool {
    let conditions = syntax.replace("T*", "T");
    let (body, rest) = match conditions.strip_prefix("body : (") {
        Some(body) => body.split_once(')').unwrap(),
        None => ("T", conditions.as_str()),
    };
    let rest = if conditions.starts_with("body") { rest.strip_prefix(" AND ").unwrap_or(rest) } else { rest };
    body.split(" AND ").all(|phrase| phrase == "T")
        && (rest.is_empty() || rest.split(" AND ").all(|filter| matches!(filter, "author : T" | "has : T")))
}

/// A text with single spaces for white space.
fn on_one_line(text: &str) -> String {
    let mut line: Vec<&str> = Vec::new();
    for cluster in graphemes(text) {
        let is_white = cluster.chars().all(char::is_whitespace);
        if !is_white || line.last().is_some_and(|last| *last != " ") {
            line.push(if is_white { " " } else { cluster });
        }
    }
    line.pop_if(|last| *last == " ");
    line.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn terms_hold_nothing_that_fts5_splits(text in typed()) {
        let stored = search_terms(&text);
        let terms: Vec<String> = terms(&text).into_iter().map(|term| term.text).collect();
        let split = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
        let tokens: Vec<&str> = stored.split(split).filter(|token| !token.is_empty()).collect();
        prop_assert_eq!(tokens, terms);
        prop_assert!(!stored.contains(|c: char| c.is_ascii_uppercase() || c == '\0'));
    }

    #[test]
    fn ranges_of_terms_are_whole_clusters(text in typed()) {
        let mut borders = vec![0];
        borders.extend(graphemes(&text).scan(0, |end, cluster| { *end += cluster.len(); Some(*end) }));
        let terms = terms(&text);
        for term in &terms {
            prop_assert!(!term.range.is_empty());
            prop_assert!(borders.contains(&term.range.start) && borders.contains(&term.range.end), "{:?}", term);
        }
        prop_assert!(terms.is_sorted_by_key(|term| (term.range.start, term.range.end)));
    }

    /// Composed or not, a text is searched for in the same way.
    #[test]
    fn normalization_changes_no_term(text in typed()) {
        use unicode_normalization::UnicodeNormalization;
        prop_assert_eq!(search_terms(&text), search_terms(&text.nfc().collect::<String>()));
        prop_assert_eq!(search_terms(&text), search_terms(&text.nfd().collect::<String>()));
    }

    #[test]
    fn expression_holds_only_our_syntax(typed in typed()) {
        if let Some(expression) = SearchQuery::parse(&typed).ok().and_then(|query| query.matches()) {
            let (syntax, terms) = syntax_and_terms(&expression);
            prop_assert!(is_our_syntax(&syntax), "{}", expression);
            for term in terms.iter().flat_map(|phrase| phrase.split(' ')) {
                let is_plain = |c: char| !c.is_ascii() || c.is_ascii_digit() || c.is_ascii_lowercase();
                prop_assert!(!term.is_empty() && term.chars().all(is_plain), "{}", expression);
            }
        }
    }

    #[test]
    fn message_is_found_by_its_own_words(text in typed(), from in 0_usize..9, words in 1_usize..4) {
        let part = part_of(&text, from, words);
        let quoted: String = part.chars().filter(|c| !"\"“”„«»".contains(*c)).collect();
        for query in [SearchQuery::parse(&part), SearchQuery::parse(&format!("\"{quoted}\""))].into_iter().flatten() {
            let has_operator = query.before().is_some() || query.after().is_some()
                || query.matches().is_some_and(|matches| matches.contains("author :") || matches.contains("has :"));
            prop_assume!(!has_operator);
            // Quotation marks that were left out may have stood between two characters.
            prop_assert!(query.is_met_by("", &text, false, false) || quoted != part, "{:?}", query);
        }
    }

    #[test]
    fn run_is_found_by_each_part_of_it(text in "[全文検索かなカナ한국]{2,12}", from in 0_usize..12, chars in 1_usize..6) {
        let part: String = text.chars().skip(from % text.chars().count()).take(chars).collect();
        let query = SearchQuery::parse(&part).unwrap();
        prop_assert!(query.is_met_by("", &text, false, false));
        let marked: Vec<String> =
            query.snippet(&text).parts.into_iter().filter(|part| part.is_match).map(|part| part.text).collect();
        prop_assert!(marked.iter().any(|marked| marked.contains(&part)), "{:?}", marked);
    }

    #[test]
    fn snippet_is_the_text_between_its_cuts(typed in typed(), text in typed(), times in 1_usize..20) {
        let text = text.repeat(times);
        let Ok(query) = SearchQuery::parse(&typed) else { return Ok(()) };
        let snippet = query.snippet(&text);
        let shown: String = snippet.parts.iter().map(|part| part.text.as_str()).collect();
        let line = on_one_line(&text);
        prop_assert!(line.contains(&shown), "{:?} in {:?}", shown, line);
        prop_assert!(shown.chars().count() <= limits::SNIPPET_MAX_CHARS);
        prop_assert!(snippet.cut_before || line.starts_with(&shown));
        prop_assert!(snippet.cut_after || line.ends_with(&shown));
        prop_assert!(snippet.parts.iter().all(|part| !part.text.is_empty()));
        prop_assert!(snippet.parts.windows(2).all(|pair| pair[0].is_match != pair[1].is_match));
        if line.chars().count() <= limits::SNIPPET_MAX_CHARS {
            prop_assert!(!snippet.cut_before && !snippet.cut_after);
        }
    }

    #[test]
    fn snippet_marks_what_was_found(typed in typed(), text in typed()) {
        let Ok(query) = SearchQuery::parse(&typed) else { return Ok(()) };
        let snippet = query.snippet(&text);
        let searches_body = query.matches().is_some_and(|matches| matches.starts_with("body"));
        if searches_body && query.is_met_by("a", &text, true, true) && !snippet.cut_after && !snippet.cut_before {
            prop_assert!(snippet.parts.iter().any(|part| part.is_match), "{:?}", snippet);
        }
        prop_assert!(searches_body || snippet.parts.iter().all(|part| !part.is_match));
    }

    #[test]
    fn query_is_read_without_a_panic(typed in ".{0,120}") {
        if let Ok(query) = SearchQuery::parse(&typed) {
            let _ = (query.matches(), query.is_met_by(&typed, &typed, true, false), query.snippet(&typed));
        }
    }
}
