//! Who is in the rooms at this moment, as the operator finds them.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::operator::{Section, page};
use crate::room_label::room_name;
use crate::urls;
use crate::views::{OperatedPeopleView, OperatedPersonView};
use crate::words::Words;

/// The page.
#[must_use]
pub fn operator_people(view: &OperatedPeopleView, words: &Words) -> Markup {
    let said = &words.operator.people;
    let content = html! {
        h1 { (said.heading) }
        p.small { (said.about) }
        @match &view.people {
            None => p.refusal role="alert" { (words.operator.unavailable) },
            Some(people) if people.is_empty() => p.lead { (said.none) },
            Some(people) => (table(people, words)),
        }
        @if !view.is_first { p { a href=(urls::operator::PEOPLE) { (words.operator.rooms.first) } } }
        @if let Some(next) = view.next {
            p { a rel="next" href=(urls::operator::people_after(next)) { (words.operator.rooms.next) } }
        }
    };
    page(Section::People, (said.heading, view.page), &content, words)
}

fn table(people: &[OperatedPersonView], words: &Words) -> Markup {
    let said = &words.operator.people;
    html! {
        table.cards {
            thead { tr { th scope="col" { (said.person) } th scope="col" { (said.rooms) } } }
            tbody { @for person in people { (row(person, words)) } }
        }
    }
}

fn row(OperatedPersonView { member, rooms }: &OperatedPersonView, words: &Words) -> Markup {
    html! {
        tr {
            th.person scope="row" {
                (avatar(member)) span.who { bdi { (member.name) } " " span.tag { (member.tag()) } }
            }
            td data-label=(words.operator.people.rooms) {
                ul.where {
                    @for (room, title) in rooms {
                        li {
                            a href=(urls::operator::room(room)) dir="auto" {
                                (room_name(title, room).or(words.site.private_room))
                            }
                        }
                    }
                }
            }
        }
    }
}
