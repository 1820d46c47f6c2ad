//! From what a room knows to what a template takes, and from what happened to the frame that tells it.

use room::{Cid, Event, Member, Message, Settings, Version};
use templates::views::{MessageView, PeopleView, PersonView};
use templates::{Envelope, Swap, Target};

/// A person, for a template.
pub(crate) fn person(member: &Member) -> PersonView<'_> {
    PersonView { member: member.id.as_str(), name: member.name.as_str() }
}

/// A message, for a template.
pub(crate) fn message(message: &Message) -> MessageView<'_> {
    MessageView {
        seq: message.seq,
        author: PersonView { member: message.member.as_str(), name: message.name.as_str() },
        text: message.body.as_str(),
        cid: message.cid.as_str(),
        said_at: message.said_at,
        continues: message.continues,
    }
}

/// Those who are here, for a template: the first hundred by name.
pub(crate) fn people<'a>(members: impl IntoIterator<Item = &'a Member>, here: usize) -> PeopleView<'a> {
    let listed = members.into_iter().take(room::limits::PEOPLE_SHOWN_MAX).map(person).collect();
    PeopleView { listed, here }
}

/// The frame that tells of an event, in a room that is at `version`.
pub(crate) fn frame(event: &Event, version: Version) -> String {
    let mut frame = String::new();
    match event {
        Event::Said(said) => append(said, &mut frame),
        // Nothing changed, so the page's version does not either.
        Event::Repeated(said) => {
            upsert(said, None, &mut frame);
            settle(&said.cid, &mut frame);
        }
        Event::Archived { cid, seq: _ } => settle(cid, &mut frame),
        Event::Refused { cid, refusal } => {
            let envelope = Envelope { target: Target::Fate(cid.as_str()), swap: Swap::Replace, version: None };
            envelope.seal(&templates::refusal(&refusal.to_string()), &mut frame);
        }
        Event::Renamed { member, was, here } => {
            renamed(member, *here, &mut frame);
            let line = templates::renamed(version, was.as_str(), member.name.as_str());
            Envelope { target: Target::Log, swap: Swap::Upsert, version: None }.seal(&line, &mut frame);
        }
        Event::Settled(settings) => settled(settings, &mut frame),
        Event::PresenceChanged { joined, left, here } => {
            presence_changed(joined, left, *here, &mut frame);
            news(joined, left, version, &mut frame);
        }
    }
    frame
}

/// Adds a message to a frame. Whoever has it already has it once afterwards.
pub(crate) fn append(said: &Message, frame: &mut String) {
    upsert(said, Some(said.version), frame);
}

fn upsert(said: &Message, version: Option<Version>, frame: &mut String) {
    Envelope { target: Target::Log, swap: Swap::Upsert, version }.seal(&templates::message(&message(said)), frame);
}

/// Takes away a message that was on its way: it was said, though it may be too far back to be in the page.
fn settle(cid: &Cid, frame: &mut String) {
    Envelope { target: Target::Pending(cid.as_str()), swap: Swap::Delete, version: None }.seal(&maud::html! {}, frame);
}

/// Adds the whole list of people to a frame.
pub(crate) fn everyone(view: &PeopleView, frame: &mut String) {
    Envelope { target: Target::People, swap: Swap::Replace, version: None }.seal(&templates::people(view), frame);
    count(view.here, frame);
}

fn presence_changed(joined: &[Member], left: &[Member], here: usize, frame: &mut String) {
    for member in left {
        let envelope = Envelope { target: Target::Person(member.id.as_str()), swap: Swap::Delete, version: None };
        envelope.seal(&maud::html! {}, frame);
    }
    // In a crowd the list stays as it is and the count tells the rest.
    if here <= room::limits::PEOPLE_SHOWN_MAX && !joined.is_empty() {
        let list = maud::html! { @for member in joined { (templates::person(&person(member))) } };
        Envelope { target: Target::People, swap: Swap::Upsert, version: None }.seal(&list, frame);
    }
    count(here, frame);
}

/// Whoever is in the list is called otherwise there; whoever is not, in a crowd, is not put into it.
fn renamed(member: &Member, here: usize, frame: &mut String) {
    if here <= room::limits::PEOPLE_SHOWN_MAX {
        let list = templates::person(&person(member));
        Envelope { target: Target::People, swap: Swap::Upsert, version: None }.seal(&list, frame);
    }
}

/// Adds what the owner has decided to a frame.
pub(crate) fn settled(settings: &Settings, frame: &mut String) {
    for (target, line) in [(Target::Topic, &settings.topic), (Target::Welcome, &settings.welcome)] {
        Envelope { target, swap: Swap::Replace, version: None }.seal(&templates::line(line.as_str()), frame);
    }
}

fn count(here: usize, frame: &mut String) {
    Envelope { target: Target::Count, swap: Swap::Replace, version: None }.seal(&templates::count(here), frame);
}

fn news(joined: &[Member], left: &[Member], version: Version, frame: &mut String) {
    let line = templates::news(version, &names(joined), &names(left));
    Envelope { target: Target::Log, swap: Swap::Upsert, version: None }.seal(&line, frame);
}

fn names(members: &[Member]) -> Vec<&str> {
    members.iter().map(|member| member.name.as_str()).collect()
}
