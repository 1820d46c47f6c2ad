//! Who is here.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::ids;
use crate::views::{MembersView, PresentMemberView, Status};
use crate::words::Words;

/// Somebody in the list.
#[must_use]
pub fn present_member(view: &PresentMemberView, words: &Words) -> Markup {
    let PresentMemberView { member, status } = view;
    let away = *status == Status::Away;
    html! {
        li.member.away[away] id=(ids::member(member.id)) data-member=(member.id) {
            (avatar(member)) bdi.name { (member.name) } span.tag { (member.tag()) }
            @if away { span.small { (words.members.away) } }
        }
    }
}

/// The content of the list: those who are named, then how many more there are.
#[must_use]
pub fn members(view: &MembersView, words: &Words) -> Markup {
    html! {
        @for view in &view.listed { (present_member(view, words)) }
        (unlisted_count(view.online_count.saturating_sub(view.listed.len()), words))
    }
}

/// The end of the list: how many more there are.
#[must_use]
pub fn unlisted_count(more: usize, words: &Words) -> Markup {
    html! { @if more > 0 { li.more { ((words.members.and_more)(more)) } } }
}

/// How many people are here.
#[must_use]
pub fn online_count(online: usize) -> Markup {
    html! { (online) }
}
