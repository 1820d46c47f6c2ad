//! The check of those who join a site that is under attack.

use maud::Markup;

use super::{Example, Surroundings};
use crate::views::PersonCheckView;
use crate::words::Words;

pub(super) const EXAMPLES: &[Example] = &[
    page("asked", |words| crate::person_check(&CHECK, words)),
    page("failed", |words| {
        crate::person_check(&PersonCheckView { problem: Some(words.person_check.failed), ..CHECK }, words)
    }),
    page("without an answer", |words| {
        crate::person_check(&PersonCheckView { problem: Some(words.person_check.unavailable), ..CHECK }, words)
    }),
    page("without scripts", |words| crate::person_check(&CHECK, words)).without_scripts(),
];

const CHECK: PersonCheckView = PersonCheckView { sitekey: "1x00000000000000000000AA", problem: None };

const fn page(state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new("person_check", state, Surroundings::Page, render)
}
