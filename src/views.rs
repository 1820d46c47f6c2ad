//! From what a room knows to what a template takes, and from an event to what goes into a frame.
//! Decides nothing.

use maud::Markup;
use room::{Attention, Cid, Event, Member, MemberId, Message, Millis, Name, News, Person, Settings, Typists, Version};
use templates::views::{
    DirectoryView, ListedRoomView, MemberView, MembersView, MessageView, PresentMemberView, TypingView,
};
use templates::words::Words;
use templates::{Envelope, ServerFrame, Swap, Target};

use crate::directory::{Cursor, Entry, Listed};
use crate::{faults, sentences};

/// A member, for a template.
pub(crate) fn member_view(member: &Member) -> MemberView<'_> {
    MemberView { id: member.id.as_str(), name: member.name.as_str() }
}

/// A member who is here, for a template.
fn present_member(Person { member, attention }: &Person) -> PresentMemberView<'_> {
    let status = match attention {
        Attention::Here => templates::views::Status::Active,
        Attention::Away => templates::views::Status::Away,
    };
    PresentMemberView { member: member_view(member), status }
}

/// A message, for a template.
pub(crate) fn message(message: &Message) -> MessageView<'_> {
    MessageView {
        seq: message.seq,
        author: MemberView { id: message.member.as_str(), name: message.name.as_str() },
        text: message.body.as_str(),
        cid: message.cid.as_str(),
        said_at: message.said_at,
        continues: message.continues,
    }
}

/// The members who are here, for a template.
pub(crate) fn members(listed: &[Person], online_count: usize) -> MembersView<'_> {
    MembersView { listed: listed.iter().map(present_member).collect(), online_count }
}

/// A page of the directory, for a template.
pub(crate) fn directory(listed: &Listed, now: Millis) -> DirectoryView<'_> {
    DirectoryView::Listed {
        rooms: listed.entries.iter().map(listed_room).collect(),
        next: listed.next.as_ref().map(Cursor::to_text),
        now,
    }
}

fn listed_room(entry: &Entry) -> ListedRoomView<'_> {
    let Entry { room, topic, people, last_said_at } = entry;
    ListedRoomView { room: room.as_str(), topic, people: *people, last_said_at: *last_said_at }
}

/// Renders an event into a frame, in a room that is at `version`.
pub(crate) fn render_event(event: &Event, version: Version, words: &Words, frame: &mut ServerFrame) {
    match event {
        Event::Said(said) => render_message(said, frame),
        // Nothing changed, so the page's version does not either.
        Event::Repeated(said) => {
            upsert(said, None, frame);
            confirm_pending(&said.cid, frame);
        }
        Event::Archived { cid, seq: _ } => confirm_pending(cid, frame),
        Event::Refused { cid, refusal } => {
            let envelope = Envelope { target: Target::SendStatus(cid.as_str()), swap: Swap::Replace, version: None };
            frame.add(envelope, &templates::refusal(&sentences::refusal(refusal, words)));
        }
        Event::Renamed { person, was, here } => {
            renamed(person, *here, words, frame);
            let line = templates::rename_notice(version, was.as_str(), person.member.name.as_str(), words);
            frame.add(Envelope { target: Target::MessageList, swap: Swap::Upsert, version: None }, &line);
        }
        Event::Settled(settings) => settings_changed(settings, frame),
        Event::AttentionChanged(person) => update_listed(std::slice::from_ref(person), words, frame),
        Event::TypingChanged { now, before: _ } => render_typing(now, words, frame),
        Event::PresenceChanged { joined, left: _, unlisted, here, news } => {
            presence_changed(joined, unlisted, *here, words, frame);
            if !news.is_empty() {
                join_leave_notice(news, version, words, frame);
            }
        }
    }
}

/// Renders who types, for a member who types themselves and is not told so. Adds nothing if nothing
/// changes for them.
pub(crate) fn render_typing_of_others(
    typist: &MemberId,
    now: &Typists,
    before: &Typists,
    words: &Words,
    frame: &mut ServerFrame,
) {
    let others = now.without(typist);
    if others != Typists::Nobody || before.without(typist) != Typists::Nobody {
        render_typing(&others, words, frame);
    }
}

/// Renders who types, for everybody else.
pub(crate) fn render_typing(typists: &Typists, words: &Words, frame: &mut ServerFrame) {
    let view = match typists {
        Typists::Several => TypingView::Several,
        few => TypingView::Named(names(few.named())),
    };
    frame
        .add(Envelope { target: Target::Typing, swap: Swap::Replace, version: None }, &templates::typing(&view, words));
}

/// Renders a message into a frame. A page that has it already has it once afterwards.
pub(crate) fn render_message(said: &Message, frame: &mut ServerFrame) {
    upsert(said, Some(said.version), frame);
}

fn upsert(said: &Message, version: Option<Version>, frame: &mut ServerFrame) {
    faults::at_rendered();
    frame.add(
        Envelope { target: Target::MessageList, swap: Swap::Upsert, version },
        &templates::message(&message(said)),
    );
}

/// Removes a pending message: the room has it, though perhaps too far back to be in the page.
fn confirm_pending(cid: &Cid, frame: &mut ServerFrame) {
    frame.add(Envelope { target: Target::Pending(cid.as_str()), swap: Swap::Delete, version: None }, &maud::html! {});
}

/// Renders the members who are listed by name.
pub(crate) fn render_listed(members: &[Person], words: &Words) -> Markup {
    maud::html! { @for person in members { (templates::present_member(&present_member(person), words)) } }
}

/// Renders the whole list of members into a frame: those who are listed by name, and how many more
/// there are.
pub(crate) fn render_members(listed: &Markup, more: usize, here: usize, words: &Words, frame: &mut ServerFrame) {
    let list = maud::html! { (listed) (templates::unlisted_count(more, words)) };
    frame.add(Envelope { target: Target::Members, swap: Swap::Replace, version: None }, &list);
    update_count(here, frame);
}

fn presence_changed(joined: &[Person], unlisted: &[MemberId], here: usize, words: &Words, frame: &mut ServerFrame) {
    for member in unlisted {
        let envelope = Envelope { target: Target::Member(member.as_str()), swap: Swap::Delete, version: None };
        frame.add(envelope, &maud::html! {});
    }
    // In a crowd the list stays as it is and the count tells the rest.
    if here <= room::limits::PEOPLE_SHOWN_MAX && !joined.is_empty() {
        update_listed(joined, words, frame);
    }
    update_count(here, frame);
}

fn update_listed(people: &[Person], words: &Words, frame: &mut ServerFrame) {
    frame.add(Envelope { target: Target::Members, swap: Swap::Upsert, version: None }, &render_listed(people, words));
}

/// Shows a new name in the list. In a crowd the list stays as it is: the member may not stand in
/// it.
fn renamed(person: &Person, here: usize, words: &Words, frame: &mut ServerFrame) {
    if here <= room::limits::PEOPLE_SHOWN_MAX {
        update_listed(std::slice::from_ref(person), words, frame);
    }
}

/// Renders what an owner has decided.
fn settings_changed(settings: &Settings, frame: &mut ServerFrame) {
    for (target, line) in [(Target::Topic, &settings.topic), (Target::Welcome, &settings.welcome)] {
        frame.add(Envelope { target, swap: Swap::Replace, version: None }, &templates::owner_text(line.as_str()));
    }
}

fn update_count(here: usize, frame: &mut ServerFrame) {
    frame.add(
        Envelope { target: Target::OnlineCount, swap: Swap::Replace, version: None },
        &templates::online_count(here),
    );
}

fn join_leave_notice(news: &News, version: Version, words: &Words, frame: &mut ServerFrame) {
    let [joined, left] =
        [news.joined(), news.left()].map(|names| names.into_iter().map(Name::as_str).collect::<Vec<_>>());
    let line = templates::join_leave_notice(version, &joined, &left, words);
    frame.add(Envelope { target: Target::MessageList, swap: Swap::Upsert, version: None }, &line);
}

fn names<'a>(members: impl IntoIterator<Item = &'a Member>) -> Vec<&'a str> {
    members.into_iter().map(|member| member.name.as_str()).collect()
}
