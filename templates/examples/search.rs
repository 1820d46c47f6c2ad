//! A search in a room.

use maud::Markup;

use super::cast::{ADA, GRACE, LONG_NAME, LONG_WORD, MORE, NOOR, SAID_AT, SEQ, here};
use super::{Example, Surroundings};
use crate::views::{MemberView, MembersView, SearchCoverage, SearchHitView, SearchState, SearchView, SnippetPartView};
use crate::words::Words;

/// The page.
pub(super) const EXAMPLES: &[Example] = &[
    page("nothing asked yet", |words| of("", SearchState::Unasked, words)),
    page("too long", |words| of(LONG_WORD, SearchState::Refused(&(words.search.too_long)(100)), words)),
    page("not a date", |words| {
        of("before:tomorrow", SearchState::Refused(&(words.search.bad_date)("tomorrow")), words)
    }),
    page("nothing found", |words| of("walrus", found(Vec::new()), words)),
    page("one", |words| of("laptop", found(vec![laptop()]), words)),
    page("several", |words| {
        let hits = vec![laptop(), hit(ADA, &[("Is this ", false), ("laptop", true), (" on?", false)]), laptop()];
        of("laptop", SearchState::Found { hits, next: Some(SEQ), coverage: SearchCoverage::Everything }, words)
    }),
    page("all ignored", |words| {
        of("a", SearchState::Found { hits: vec![], next: Some(SEQ), coverage: SearchCoverage::Everything }, words)
    }),
    page("without the oldest", |words| {
        let coverage = SearchCoverage::WithoutTheOldest;
        of("laptop", SearchState::Found { hits: vec![laptop()], next: None, coverage }, words)
    }),
    page("only the newest", |words| {
        let coverage = SearchCoverage::OnlyTheNewest;
        of("laptop", SearchState::Found { hits: vec![laptop()], next: None, coverage }, words)
    }),
    page("long words", |words| {
        of(LONG_WORD, found(vec![hit(LONG_NAME, &[(LONG_WORD, true), (LONG_WORD, false)])]), words)
    }),
    page("right to left", |words| {
        of("شكرا", found(vec![hit(NOOR, &[("كلمة ", false), ("شكرا", true), (" تعني thank you", false)])]), words)
    }),
    page("markup that was typed", |words| {
        of("<b>\"", found(vec![hit(GRACE, &[("<i>", false), ("<b>\"", true), ("</b>", false)])]), words)
    }),
];

const fn page(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("search", state, Surroundings::Page, render)
}

fn of(query: &str, state: SearchState, words: &Words) -> Markup {
    let page = crate::urls::search_for("garden", query);
    let members = MembersView { listed: vec![here(ADA), here(GRACE)], online_count: 2 };
    crate::search(
        &SearchView { page: &page, room: "garden", title: "Tea & <b>Cake</b>", me: ADA, members, query, state },
        words,
    )
}

fn found(hits: Vec<SearchHitView>) -> SearchState {
    SearchState::Found { hits, next: None, coverage: SearchCoverage::Everything }
}

/// Of a longer message.
fn laptop() -> SearchHitView<'static> {
    let parts = [("I closed the ", false), ("laptop", true), (" for an hour and missed nothing. Not one", false)];
    SearchHitView { seq: MORE.seq, is_cut_after: true, ..hit(GRACE, &parts) }
}

fn hit<'a>(author: MemberView<'a>, parts: &[(&'a str, bool)]) -> SearchHitView<'a> {
    let snippet = parts.iter().map(|(text, is_match)| SnippetPartView { text, is_match: *is_match }).collect();
    SearchHitView {
        seq: SEQ,
        author,
        said_at: SAID_AT,
        local: "Nov 23, 2026 14:02",
        snippet,
        is_cut_before: false,
        is_cut_after: false,
    }
}
