//! Who is here.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::ids;
use crate::views::{MemberView, MembersView, PresentMemberView, Role, Status};
use crate::words::Words;

/// Somebody in the list: the same for every reader, so that it is made once for all.
#[must_use]
pub fn present_member(view: &PresentMemberView, words: &Words) -> Markup {
    entry(view, ForReader::default(), words)
}

/// What an entry is to one reader.
#[derive(Clone, Copy, Default)]
struct ForReader<'a> {
    /// Is shown behind the name, by the stylesheet. Pages with a script mark their reader
    /// themselves (`static/js/room.js`), because an entry that is sent again marks nobody.
    mark: Option<&'a str>,
    /// Whether the reader ignores them. Pages with a script know that themselves too.
    ignored: bool,
}

fn entry(view: &PresentMemberView, ForReader { mark, ignored }: ForReader, words: &Words) -> Markup {
    let PresentMemberView { member, status, role } = view;
    let away = *status == Status::Away;
    let mark_of_role = match role {
        Role::Owner => Some(words.members.owner),
        Role::Moderator => Some(words.moderation.moderator),
        Role::Guest => None,
    };
    let owner = mark_of_role.is_some();
    html! {
        li.member.away[away].owner[owner].ignored[ignored] id=(ids::member(member.id)) {
            (avatar(member)) bdi.name data-mark=[mark] { (member.name) } span.tag { (member.tag()) }
            @if owner || away {
                span.small {
                    @if let Some(role) = mark_of_role { (role) } @if owner && away { " · " }
                    @if away { (words.members.away) }
                }
            }
        }
    }
}

/// The content of the list in the page of one of them, who ignores those with these ids.
pub(crate) fn members_for(me: &MemberView, view: &MembersView, ignored: Option<&str>, words: &Words) -> Markup {
    let for_reader = |PresentMemberView { member, .. }: &PresentMemberView| ForReader {
        mark: (member.id == me.id).then_some(words.members.you),
        ignored: ignored.is_some_and(|ids| ids.split(' ').any(|id| id == member.id)),
    };
    html! {
        @for view in &view.listed { (entry(view, for_reader(view), words)) }
        (unlisted_count(view.online_count.saturating_sub(view.listed.len()), words))
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
