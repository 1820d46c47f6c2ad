//! Who is here.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::ids;
use crate::views::{PeopleView, PersonView};

/// Somebody in the list.
#[must_use]
pub fn person(view: &PersonView) -> Markup {
    html! {
        li.person id=(ids::person(view.member)) data-member=(view.member) { (avatar(view)) bdi.name { (view.name) } span.tag { (view.tag()) } }
    }
}

/// The content of the list: those who are named, then how many more there are.
#[must_use]
pub fn people(view: &PeopleView) -> Markup {
    html! {
        @for view in &view.listed { (person(view)) }
        @if let Some(more @ 1..) = view.here.checked_sub(view.listed.len()) {
            li.more { "and " (more) " more" }
        }
    }
}

/// How many people are here.
#[must_use]
pub fn count(here: usize) -> Markup {
    html! { (here) }
}
