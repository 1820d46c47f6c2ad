//! The page with everybody who is in a room, and for moderators with everybody who is muted or
//! banned. Each name leads to their page.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::layout::{column, of_room, titled};
use crate::members::unlisted_count;
use crate::person::what_holds;
use crate::room_label::room_name;
use crate::urls;
use crate::views::{MemberView, PeopleView, PresentMemberView, Role, Status};
use crate::words::Words;

/// Everybody.
#[must_use]
pub fn people(view: &PeopleView, words: &Words) -> Markup {
    let (room, said) = (view.room, &words.moderation);
    let more = view.members.online_count.saturating_sub(view.members.listed.len());
    let content = html! {
        p.back { a href=(urls::room(room)) { ((words.site.back_to_room)(room_name(view.title, room))) } }
        h1 { (said.people) }
        ul.people {
            @for present in &view.members.listed { li { (person(&present.member, room, &marks(present, words), words)) } }
            (unlisted_count(more, words))
        }
        @if let Some(sanctions) = &view.sanctions {
            h2 { (said.sanctions) }
            @if sanctions.is_empty() { p { (said.no_sanctions) } }
            ul.people {
                @for sanction in sanctions {
                    li { (person(&sanction.member, room, &what_holds(sanction, words), words)) }
                }
            }
        }
    };
    let title = of_room(said.people, (view.title, room), (Some(&view.me), &view.members), words);
    column(&titled(&title, words), view.page, &content, words)
}

fn person(member: &MemberView, room: &str, about: &str, words: &Words) -> Markup {
    let name = if member.name.is_empty() { words.moderation.somebody } else { member.name };
    html! {
        (avatar(member))
        a.who href=(urls::person(room, member.id)) { bdi { (name) } " " span.tag { (member.tag()) } }
        @if !about.is_empty() { span.small { (about) } }
    }
}

fn marks(PresentMemberView { role, status, .. }: &PresentMemberView, words: &Words) -> String {
    let role = match role {
        Role::Owner => Some(words.members.owner),
        Role::Moderator => Some(words.moderation.moderator),
        Role::Guest => None,
    };
    let away = (*status == Status::Away).then_some(words.members.away);
    [role, away].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
