//! One room, as the operator sees it: who is here, what was said, and what can be done about it.

use maud::{Markup, html};

use crate::avatar::avatar;
use crate::field::{Focus, Label, field};
use crate::operator::{Section, access, page};
use crate::room_label::room_name;
use crate::views::{OperatedMessageView, OperatedRoomView, RoomListingView};
use crate::words::{RoomName, Words};
use crate::{time, urls};

/// The page.
#[must_use]
pub fn operator_room(view: &OperatedRoomView, words: &Words) -> Markup {
    let (room, said) = (view.room, &words.operator.room);
    let name = room_name(view.title, room);
    let called = name.or(words.site.private_room);
    let content = html! {
        div.subject {
            h1 dir="auto" { (called) }
            p.small { span.address { (room) } " " (access(view.access, &words.operator.rooms)) }
            @if !view.topic.is_empty() { p.topic dir="auto" { (view.topic) } }
        }
        @if let Some(problem) = view.problem { p.refusal role="alert" { (problem) } }
        @if let Some(reason) = view.closed {
            div.notice { p { ((said.closed_because)(reason)) } (button(&urls::operator::reopen(room), said.reopen)) }
        }
        p.ways {
            a href=(urls::room(room)) { (said.open) }
            a href=(urls::people(room)) { (words.moderation.people) }
            a href=(urls::settings(room)) { (said.settings) }
        }
        (people(view, words))
        (messages(view, words))
        @if view.closed.is_none() { (closing(view, words)) }
        @if let Some(listing) = view.listing { (directory(room, listing, words)) }
        (deletion(view, name, words))
    };
    page(Section::Rooms, (called, view.page), &content, words)
}

/// How the front page shows it: each button decides one thing.
fn directory(room: &str, listing: RoomListingView, words: &Words) -> Markup {
    let said = &words.operator.room;
    let RoomListingView { is_off, hides_topic, is_picked } = listing;
    let buttons = [
        if is_off { ("on", said.put_back) } else { ("off", said.unlist) },
        if hides_topic { ("show-topic", said.show_topic) } else { ("hide-topic", said.hide_topic) },
        if is_picked { ("unpick", said.unpick) } else { ("pick", said.pick) },
    ];
    html! {
        section {
            h2 { (said.unlist_heading) }
            p.small { (said.about_unlisting) }
            form.verdict method="post" action=(urls::operator::list(room)) {
                @for (change, label) in buttons { button type="submit" name="change" value=(change) { (label) } }
            }
        }
    }
}

fn button(action: &str, label: &str) -> Markup {
    html! { form method="post" action=(action) { button type="submit" { (label) } } }
}

fn people(view: &OperatedRoomView, words: &Words) -> Markup {
    let said = &words.operator.room;
    html! {
        section {
            h2 { (said.here) " · " (view.online_count) }
            @if view.people.is_empty() { p.small { (said.nobody) } }
            ul.people {
                @for member in &view.people {
                    li {
                        (avatar(member))
                        a.who href=(urls::person(view.room, member.id)) {
                            bdi { (member.name) } " " span.tag { (member.tag()) }
                        }
                    }
                }
            }
        }
    }
}

fn messages(view: &OperatedRoomView, words: &Words) -> Markup {
    let said = &words.operator.room;
    html! {
        section {
            h2 { (said.messages) }
            @if view.messages.is_empty() { p.small { (said.no_messages) } }
            ol.said { @for message in &view.messages { (message_of(view.room, message, words)) } }
        }
    }
}

fn message_of(room: &str, view: &OperatedMessageView, words: &Words) -> Markup {
    let said = &words.operator.room;
    html! {
        li {
            p.small {
                a.name href=(urls::person(room, view.author.id)) { bdi { (view.author.name) } } " "
                span.tag { (view.author.tag()) } " "
                time datetime=(time::timestamp(view.said_at)) { (view.time) }
            }
            p.body dir="auto" { (view.text) }
            form method="post" action=(urls::operator::remove(room)) {
                input type="hidden" name="seq" value=(view.seq);
                button type="submit" aria-label=((said.remove_of)(view.author.name)) { (said.remove) }
            }
        }
    }
}

fn closing(view: &OperatedRoomView, words: &Words) -> Markup {
    let said = &words.operator.room;
    let reason = Label { id: "reason", text: said.reason, hint: None, autocomplete: "off", focus: Focus::Later };
    html! {
        form.join.danger method="post" action=(urls::operator::close(view.room)) {
            h2 { (said.close_heading) }
            p.small { (said.about_closing) }
            (field(&view.reason, &reason, words))
            button.danger type="submit" { (said.close) }
        }
    }
}

fn deletion(view: &OperatedRoomView, name: RoomName, words: &Words) -> Markup {
    let said = &words.settings;
    let confirm = Label { id: "confirm", text: said.confirm, hint: None, autocomplete: "off", focus: Focus::Later };
    html! {
        form.join.danger method="post" action=(urls::operator::delete(view.room)) {
            h2 { (said.delete_heading) }
            p.small { (said.about_deleting) }
            (field(&view.confirm, &confirm, words))
            button.danger type="submit" { ((said.delete_room)(name)) }
        }
    }
}
