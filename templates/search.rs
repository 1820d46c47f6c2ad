//! A search in a room: the form, and what was found.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::layout::{of_room, titled_form, wide_column};
use crate::room_label::room_name;
use crate::views::{SearchCoverage, SearchHitView, SearchState, SearchView};
use crate::words::{Shortcut, Words};
use crate::{ids, time, urls};

/// What stands in place of the rest of a message.
const ELLIPSIS: &str = "…";

/// Under the field: why it cannot be searched for.
const PROBLEM: &str = "q-problem";

/// The page. A room shows the part with an id as a dialog (`on_demand/search.js`).
#[must_use]
pub fn search(view: &SearchView, words: &Words) -> Markup {
    let (room, said) = (view.room, &words.search);
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name(view.title, room))) } }
        h1 { (said.heading) }
        div.search-page id=(ids::SEARCH) {
            (form(view, words))
            div.search-results id=(ids::SEARCH_RESULTS) role="region" aria-live="polite" aria-label=(said.results) {
                (results(view, words))
            }
        }
    };
    let heading = if view.query.is_empty() { said.heading.to_owned() } else { (said.heading_for)(view.query) };
    let title = of_room(&heading, (view.title, room), (Some(&view.me), &view.members), words);
    let is_refused = matches!(view.state, SearchState::Refused(_));
    wide_column(&titled_form(&title, is_refused, words), view.page, &content, words)
}

fn form(view: &SearchView, words: &Words) -> Markup {
    let said = &words.search;
    let problem = match view.state {
        SearchState::Refused(problem) => Some(problem),
        SearchState::Unasked | SearchState::Found { .. } => None,
    };
    html! {
        form.join role="search" action=(urls::search(view.room)) {
            div.field {
                label for="q" { (said.label) }
                div.search-line {
                    input id="q" name="q" type="search" value=(view.query) dir="auto" placeholder=" " required
                        autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search"
                        autofocus[!matches!(view.state, SearchState::Found { .. })]
                        aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| PROBLEM)];
                    button type="submit" { (said.search) }
                }
                @if let Some(problem) = problem { p.refusal id=(PROBLEM) role="alert" { (problem) } }
            }
        }
    }
}

fn results(view: &SearchView, words: &Words) -> Markup {
    let said = &words.search;
    html! {
        @match &view.state {
            SearchState::Unasked | SearchState::Refused(_) => (how_to(words)),
            SearchState::Found { hits, next, coverage } => {
                @match coverage {
                    SearchCoverage::Everything => {},
                    SearchCoverage::WithoutTheOldest => p.small { (said.without_the_oldest) },
                    SearchCoverage::OnlyTheNewest => p.refusal role="status" { (said.only_the_newest) },
                }
                @if hits.is_empty() {
                    p { @if next.is_some() { (said.none_here) } @else { (said.none) } }
                    @if next.is_none() { (how_to(words)) }
                } @else {
                    ol.hits { @for found in hits { (hit(view.room, found)) } }
                }
                @if let Some(before) = next {
                    p { a href=(urls::search_before(view.room, view.query, *before)) { (said.older) } }
                }
            },
        }
    }
}

/// A message that was found: who said it and when, and the words in their context. It leads to its
/// place in the log.
fn hit(room: &str, found: &SearchHitView) -> Markup {
    html! {
        li.hit {
            (avatar(&found.author))
            p.head {
                bdi.name { (found.author.name) } " "
                a.small href=(urls::in_log(room, found.seq)) {
                    time datetime=(time::timestamp(found.said_at)) { (found.local) }
                }
            }
            p.snippet dir="auto" {
                @if found.is_cut_before { (ELLIPSIS) }
                @for part in &found.snippet {
                    @if part.is_match { mark { (part.text) } } @else { (part.text) }
                }
                @if found.is_cut_after { (ELLIPSIS) }
            }
        }
    }
}

/// What can be typed.
fn how_to(words: &Words) -> Markup {
    let said = &words.search;
    html! {
        h2 { (said.how_to) }
        dl.keys {
            @for Shortcut { keys, does } in said.operators {
                div { dt { @for key in *keys { kbd dir="ltr" { (key) } " " } } dd { (does) } }
            }
        }
    }
}
