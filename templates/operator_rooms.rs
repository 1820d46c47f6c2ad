//! All rooms, as the operator finds them: a table, which is a list of cards on a phone.

use maud::{Markup, html};

use crate::operator::{Section, access, page};
use crate::room_label::room_name;
use crate::views::{OperatedRoomRowView, OperatedRoomsView};
use crate::words::Words;
use crate::{time, urls};

/// The page.
#[must_use]
pub fn operator_rooms(view: &OperatedRoomsView, words: &Words) -> Markup {
    let said = &words.operator.rooms;
    let content = html! {
        h1 { (said.heading) }
        @match &view.rooms {
            None => p.refusal role="alert" { (words.operator.unavailable) },
            Some(rooms) if rooms.is_empty() => p.lead { (said.none) },
            Some(rooms) => {
                p.small { (said.about_age) }
                (table(rooms, words))
            },
        }
        @if !view.is_first { p { a href=(urls::operator::ROOMS) { (said.first) } } }
        @if let Some(next) = view.next {
            p { a rel="next" href=(urls::operator::rooms_after(next)) { (said.next) } }
        }
    };
    page(Section::Rooms, (said.heading, view.page), &content, words)
}

fn table(rooms: &[OperatedRoomRowView], words: &Words) -> Markup {
    let said = &words.operator.rooms;
    html! {
        table.cards {
            thead { tr {
                th scope="col" { (said.room) }
                th.number scope="col" { (said.people) }
                th.number scope="col" { (said.messages) }
                th.number scope="col" { (words.operator.reports.heading) }
                th.number scope="col" { (said.size) }
                th scope="col" { (said.changed) }
            } }
            tbody { @for room in rooms { (row(room, words)) } }
        }
    }
}

fn row(view: &OperatedRoomRowView, words: &Words) -> Markup {
    let said = &words.operator.rooms;
    let name = room_name(view.title, view.room).or(words.site.private_room);
    html! {
        tr {
            th scope="row" {
                a href=(urls::operator::room(view.room)) dir="auto" { (name) }
                // Two rooms may be called the same.
                @if name != view.room { " " span.address { (view.room) } }
                " " (access(view.access, said))
            }
            td.number data-label=(said.people) { (view.people) }
            td.number data-label=(said.messages) { (view.messages) }
            td.number data-label=(words.operator.reports.heading) {
                @if view.reported > 0 { a href=(urls::operator::REPORTS) { (view.reported) } } @else { "–" }
            }
            td.number data-label=(said.size) { ((said.megabytes)(view.megabytes)) }
            td data-label=(said.changed) {
                time datetime=(time::timestamp(view.changed_at)) { (view.changed) }
            }
        }
    }
}
