//! Searches.

use room::{SearchQuery, search_terms};

use super::text_of;

/// What an expression for FTS5 may hold outside of quotes: columns, and what joins conditions.
const SYNTAX: [&str; 9] = ["body", "author", "has", "AND", ":", "(", ")", "*", " "];

/// Whatever is typed is words, or refused, and never syntax; and what is shown of a message was
/// said in it. The query ends with the line, the message is the rest.
pub fn search(data: &[u8]) {
    let text = text_of(data);
    let (typed, said) = text.split_once('\n').unwrap_or((&text, &text));
    let terms = search_terms(said);
    let is_plain = |c: char| c == ' ' || !c.is_ascii() || c.is_ascii_lowercase() || c.is_ascii_digit();
    assert!(terms.chars().all(is_plain), "{terms}: SQLite splits it at spaces alone");
    let Ok(query) = SearchQuery::parse(typed) else { return };
    if let Some(expression) = query.matches() {
        let parts: Vec<&str> = expression.split('"').collect();
        assert_eq!(parts.len() % 2, 1, "{expression}");
        for (at, part) in parts.iter().enumerate() {
            let quoted = at % 2 == 1;
            let rest = SYNTAX.iter().fold((*part).to_owned(), |rest, word| rest.replace(word, ""));
            assert!(if quoted { part.chars().all(is_plain) } else { rest.is_empty() }, "{expression}");
        }
    }
    let shown: String = query.snippet(said).parts.iter().map(|part| &*part.text).collect();
    // A space under a mark is a letter to a reader, so white space alone says nothing here.
    let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
    assert!(without_spaces(said).contains(&without_spaces(&shown)), "{shown} was never said");
}
