//! From room values to template views, and from events to frames. Nothing else.

use maud::Markup;
use room::{
    Cid, Event, JoinLeaveNotice, Member, MemberId, Message, Millis, Name, PresentMember, Refusal, Settings, Slug,
    Status, Typists, Version, limits,
};
use sha2::{Digest as _, Sha256};
use templates::views::{
    DirectoryView, LastSaidView, ListedRoomView, MemberView, MembersView, MessageView, PresentMemberView, Role,
    TypingView,
};
use templates::words::Words;
use templates::{Envelope, ServerFrame, Swap, Target};

use crate::directory::{Cursor, Entry, Listed};
use crate::local_time::LocalTime;
use crate::room_client::{self, Snapshot};
use crate::{faults, sentences};

// Messages are plain text until the log shows more; then it is built into the Worker.
#[cfg(test)]
mod message_text;

/// A member, for a template.
pub(crate) fn member_view(member: &Member) -> MemberView<'_> {
    MemberView { id: member.id.as_str(), name: member.name.as_str() }
}

/// What a reader may do in a room, for a template.
pub(crate) fn role(role: room_client::Role) -> Role {
    match role {
        room_client::Role::Everybody => Role::Guest,
        room_client::Role::Owner => Role::Owner,
    }
}

/// What the head of a room's page shows to a reader, as a number: a frame in it tells by it whether
/// that has changed.
pub(crate) fn digest_of_head(Snapshot { settings, role, .. }: &Snapshot) -> u32 {
    let is_owner = *role == room_client::Role::Owner;
    let digest = Sha256::digest(format!("{is_owner}\n{}\n{}", settings.title.as_str(), settings.topic.as_str()));
    digest.iter().take(4).fold(0, |bits, byte| bits << 8 | u32::from(*byte))
}

/// A member in the list of those who are here, for a template.
fn present_member(PresentMember { member, status, is_owner }: &PresentMember) -> PresentMemberView<'_> {
    let role = if *is_owner { Role::Owner } else { Role::Guest };
    let status = match status {
        Status::Active => templates::views::Status::Active,
        Status::Away => templates::views::Status::Away,
    };
    PresentMemberView { member: member_view(member), status, role }
}

/// Messages with their times, for one reader's page.
pub(crate) fn messages<'a>(messages: &'a [Message], times: &'a [LocalTime]) -> Vec<MessageView<'a>> {
    let with_time =
        |(of, time): (&'a Message, &'a LocalTime)| MessageView { local_time: Some(time.view()), ..message(of) };
    messages.iter().zip(times).map(with_time).collect()
}

/// A message, for a template.
pub(crate) fn message(message: &Message) -> MessageView<'_> {
    MessageView {
        seq: message.seq,
        author: MemberView { id: message.member.as_str(), name: message.name.as_str() },
        text: message.body.as_str(),
        cid: message.cid.as_str(),
        said_at: message.said_at,
        local_time: None,
        continues: message.continues,
    }
}

/// The members who are here, for a template.
pub(crate) fn members(listed: &[PresentMember], online_count: usize) -> MembersView<'_> {
    MembersView { listed: listed.iter().map(present_member).collect(), online_count }
}

/// A page of the directory, for a template.
pub(crate) fn directory<'a>(listed: &'a Listed, dates: &'a [String], now: Millis) -> DirectoryView<'a> {
    DirectoryView::Listed {
        rooms: listed.entries.iter().zip(dates).map(listed_room).collect(),
        next: listed.next.as_ref().map(Cursor::to_text),
        now,
    }
}

fn listed_room<'a>((entry, date): (&'a Entry, &'a String)) -> ListedRoomView<'a> {
    let Entry { room, title, topic, people, last_said_at } = entry;
    let last_said = last_said_at.map(|at| LastSaidView { at, date });
    ListedRoomView { room: room.as_str(), title, topic, people: *people, last_said }
}

/// Adds an event to a frame, in a room that is at `version`.
pub(crate) fn add_event(event: &Event, version: Version, words: &Words, frame: &mut ServerFrame) {
    match event {
        Event::Said(message) => add_message(message, frame),
        // Nothing changed, so the page's version does not either.
        Event::DuplicateSend(message) => {
            upsert_message(message, None, frame);
            confirm_pending(&message.cid, frame);
        }
        Event::ArchivedDuplicateSend { cid, seq: _ } => confirm_pending(cid, frame),
        Event::SendRefused { cid, refusal } => {
            add_send_refusal(cid, refusal, words, frame);
        }
        Event::Renamed { member, former_name, online_count } => {
            // In a crowd the list stays as it is: nobody is put into it by a new name.
            if *online_count <= limits::LISTED_MEMBERS_MAX {
                upsert_members(std::slice::from_ref(member), words, frame);
            }
            let (former_name, name) = (former_name.as_str(), member.member.name.as_str());
            upsert_notice(&templates::rename_notice(version, former_name, name, words), frame);
        }
        Event::SettingsChanged { room, settings } => add_settings(room, settings, words, frame),
        Event::StatusChanged(member) => upsert_members(std::slice::from_ref(member), words, frame),
        Event::TypingChanged { now, before: _ } => add_typing(now, words, frame),
        Event::PresenceChanged { joined, left: _, unlisted, online_count, notice } => {
            add_presence(joined, unlisted, *online_count, words, frame);
            if !notice.is_empty() {
                add_join_leave_notice(notice, words, frame);
            }
        }
    }
}

/// The frame that says that a message was said.
pub(crate) fn confirmation(cid: &Cid) -> ServerFrame {
    let mut frame = ServerFrame::default();
    confirm_pending(cid, &mut frame);
    frame
}

/// Adds why a message was refused.
pub(crate) fn add_send_refusal(cid: &Cid, refusal: &Refusal, words: &Words, frame: &mut ServerFrame) {
    let (sentence, retry) = sentences::send_refusal(refusal, words);
    frame.add(replace(Target::SendStatus(cid.as_str())), &templates::send_refusal(&sentence, retry));
}

/// The frame that answers one that no page of ours sends.
pub(crate) fn bad_frame(refusal: &Refusal, words: &Words) -> ServerFrame {
    let mut frame = ServerFrame::default();
    frame.add(replace(Target::Refusal), &templates::refusal(&sentences::refusal(refusal, words)));
    frame
}

/// Adds who types.
pub(crate) fn add_typing(typists: &Typists, words: &Words, frame: &mut ServerFrame) {
    let view = match typists {
        Typists::Several => TypingView::Several,
        few => TypingView::Named(few.named().iter().map(|typist| typist.name.as_str()).collect()),
    };
    frame.add(replace(Target::Typing), &templates::typing(&view, words));
}

/// Adds the other typists for one of them: a page does not show its reader as typing. Adds nothing
/// if nothing changes for them.
pub(crate) fn add_typing_of_others(
    typist: &MemberId,
    now: &Typists,
    before: &Typists,
    words: &Words,
    frame: &mut ServerFrame,
) {
    let others = now.without(typist);
    if others != Typists::Nobody || before.without(typist) != Typists::Nobody {
        add_typing(&others, words, frame);
    }
}

/// Adds a message. A page that has it already has it once afterwards.
pub(crate) fn add_message(message: &Message, frame: &mut ServerFrame) {
    upsert_message(message, Some(message.version), frame);
}

/// The members whom pages list by name.
pub(crate) fn roster(members: &[PresentMember], words: &Words) -> Markup {
    maud::html! { @for member in members { (templates::present_member(&present_member(member), words)) } }
}

/// Adds the whole list of members: those who are listed by name, and how many more there are.
pub(crate) fn add_roster(
    roster: &Markup,
    unlisted_count: usize,
    online_count: usize,
    words: &Words,
    frame: &mut ServerFrame,
) {
    let list = maud::html! { (roster) (templates::unlisted_count(unlisted_count, words)) };
    frame.add(replace(Target::Members), &list);
    add_online_count(online_count, frame);
}

fn upsert_message(said: &Message, version: Option<Version>, frame: &mut ServerFrame) {
    faults::at_rendered();
    let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version };
    frame.add(envelope, &templates::message(&message(said)));
}

/// Removes a pending message from its author's page: it was said, though it may be too far back to
/// be in the page.
fn confirm_pending(cid: &Cid, frame: &mut ServerFrame) {
    frame.add(remove(Target::Pending(cid.as_str())), &maud::html! {});
}

fn add_presence(
    joined: &[PresentMember],
    unlisted: &[MemberId],
    online_count: usize,
    words: &Words,
    frame: &mut ServerFrame,
) {
    for member in unlisted {
        frame.add(remove(Target::Member(member.as_str())), &maud::html! {});
    }
    // In a crowd the list stays as it is, and only the count changes.
    if online_count <= limits::LISTED_MEMBERS_MAX && !joined.is_empty() {
        upsert_members(joined, words, frame);
    }
    add_online_count(online_count, frame);
}

fn upsert_members(members: &[PresentMember], words: &Words, frame: &mut ServerFrame) {
    frame.add(upsert(Target::Members), &roster(members, words));
}

fn add_settings(room: &Slug, settings: &Settings, words: &Words, frame: &mut ServerFrame) {
    let label = templates::room_label(settings.title.as_str(), room.as_str(), words);
    frame.add(replace(Target::RoomLabel), &templates::owner_text(label));
    frame.add(replace(Target::PageTitle), &templates::owner_text(&templates::page_title(label, words)));
    for (target, text) in [(Target::Topic, &settings.topic), (Target::Welcome, &settings.welcome)] {
        frame.add(replace(target), &templates::owner_text(text.as_str()));
    }
}

fn add_online_count(online_count: usize, frame: &mut ServerFrame) {
    frame.add(replace(Target::OnlineCount), &templates::online_count(online_count));
}

fn add_join_leave_notice(notice: &JoinLeaveNotice, words: &Words, frame: &mut ServerFrame) {
    let [joined, left] =
        [notice.joined(), notice.left()].map(|names| names.into_iter().map(Name::as_str).collect::<Vec<_>>());
    upsert_notice(&templates::join_leave_notice(notice.since(), &joined, &left, words), frame);
}

fn upsert_notice(notice: &Markup, frame: &mut ServerFrame) {
    frame.add(upsert(Target::MessageList), notice);
}

fn replace(target: Target<'_>) -> Envelope<'_> {
    Envelope { target, swap: Swap::Replace, version: None }
}

fn upsert(target: Target<'_>) -> Envelope<'_> {
    Envelope { target, swap: Swap::Upsert, version: None }
}

fn remove(target: Target<'_>) -> Envelope<'_> {
    Envelope { target, swap: Swap::Delete, version: None }
}
