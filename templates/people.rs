//! Who is here.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::ids;
use crate::views::{AttendeeView, Attention, PeopleView};
use crate::words::Words;

/// Somebody in the list.
#[must_use]
pub fn person(view: &AttendeeView, words: &Words) -> Markup {
    let AttendeeView { person, attention } = view;
    let away = *attention == Attention::Away;
    html! {
        li.person.away[away] id=(ids::person(person.member)) data-member=(person.member) {
            (avatar(person)) bdi.name { (person.name) } span.tag { (person.tag()) } @if away { span.small { (words.members.away) } }
        }
    }
}

/// The content of the list: those who are named, then how many more there are.
#[must_use]
pub fn people(view: &PeopleView, words: &Words) -> Markup {
    html! {
        @for view in &view.listed { (person(view, words)) }
        (others(view.here.saturating_sub(view.listed.len()), words))
    }
}

/// The end of the list: how many more there are.
#[must_use]
pub fn others(more: usize, words: &Words) -> Markup {
    html! { @if more > 0 { li.more { ((words.members.and_more)(more)) } } }
}

/// How many people are here.
#[must_use]
pub fn count(here: usize) -> Markup {
    html! { (here) }
}
