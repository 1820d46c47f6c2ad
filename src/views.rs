//! From room values to template views, and from events to frames. Nothing else.

use maud::Markup;
use room::{
    Cid, Event, JoinLeaveNotice, Member, MemberId, Message, Name, PresentMember, Quote, ReactionState, Reactions,
    Refusal, Removal, Seq, Settings, Slug, Status, Typists, Version, limits,
};
use sha2::{Digest as _, Sha256};
use templates::views::{
    Change, MemberView, MembersView, MessageView, MomentView, PresentMemberView, QuoteView, ReactionKindView,
    ReactionsView, ReplyView, Role, TypingView,
};
use templates::words::Words;
use templates::{Envelope, ServerFrame, Swap, Target};

use crate::local_time::LocalTime;
use crate::room_client::Snapshot;
use crate::{faults, sentences};

mod directory;
mod earlier;
mod files;
mod message_text;
mod posting;
mod reactions;
mod sanctions;

pub(crate) use directory::directory;
pub(crate) use earlier::{earlier, earlier_texts};
pub(crate) use files::file;
#[cfg(any(test, fuzzing))]
pub(crate) use message_text::fuzz;
pub(crate) use posting::{posting, report_reason};
pub(crate) use sanctions::sanction;

/// A member, for a template.
pub(crate) fn member_view(member: &Member) -> MemberView<'_> {
    MemberView { id: member.id.as_str(), name: member.name.as_str() }
}

/// What a reader may do in a room, for a template.
pub(crate) fn role(role: room::Role) -> Role {
    match role {
        room::Role::Everybody => Role::Guest,
        room::Role::Moderator => Role::Moderator,
        room::Role::Owner | room::Role::Operator => Role::Owner,
    }
}

/// What the head of a room's page shows to a reader, as a number: a frame in it tells by it whether
/// that has changed.
pub(crate) fn digest_of_head(Snapshot { settings, role, .. }: &Snapshot) -> u32 {
    let (title, topic) = (settings.title.as_str(), settings.topic.as_str());
    let digest = Sha256::digest(format!("{role:?}\n{title}\n{topic}\n{:?}", posting(&settings.posting)));
    digest.iter().take(4).fold(0, |bits, byte| bits << 8 | u32::from(*byte))
}

/// A member in the list of those who are here, for a template.
pub(crate) fn present_member(PresentMember { member, status, role }: &PresentMember) -> PresentMemberView<'_> {
    let status = match status {
        Status::Active => templates::views::Status::Active,
        Status::Away => templates::views::Status::Away,
    };
    PresentMemberView { member: member_view(member), status, role: self::role(*role) }
}

/// Messages with their times, for one reader's page.
pub(crate) fn messages<'a>(messages: &'a [Message], times: &'a [LocalTime], log: Log<'a>) -> Vec<MessageView<'a>> {
    let with_time = |(of, time): (&'a Message, &'a LocalTime)| MessageView {
        local_time: Some(time.view()),
        change: change(of, time.changed()),
        ..message(of, log)
    };
    messages.iter().zip(times).map(with_time).collect()
}

/// A message, for a template.
pub(crate) fn message<'a>(message: &'a Message, log: Log<'a>) -> MessageView<'a> {
    MessageView {
        room: log.room,
        seq: message.seq,
        author: MemberView { id: message.member.as_str(), name: message.name.as_str() },
        text: message.body.as_str(),
        format: message_text::format(message.body.as_str(), &message.mentions, message.name.as_str()),
        cid: message.cid.as_str(),
        said_at: message.said_at,
        local_time: None,
        continues: message.continues,
        change: change(message, None),
        reply: message.reply_to.map(|seq| log.reply(seq)),
        files: message.files.iter().map(file).collect(),
        reactions: if message.removal.is_some() { Vec::new() } else { log.kinds(message.seq) },
    }
}

/// What the views of messages need beside them.
#[derive(Clone, Copy)]
pub(crate) struct Log<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What the messages answer, as far as it is known.
    pub quotes: &'a [Quote],
    /// The reactions to the messages.
    pub reactions: &'a [Reactions],
}

impl<'a> Log<'a> {
    /// What a snapshot of a room knows.
    pub(crate) fn of(room: &'a Slug, Snapshot { quotes, reactions, .. }: &'a Snapshot) -> Self {
        Self { room: room.as_str(), quotes, reactions }
    }

    /// What a reply shows of the message at a place.
    pub(crate) fn reply(self, seq: Seq) -> ReplyView<'a> {
        let quote = self.quotes.iter().find(|quote| quote.seq == seq).map_or(QuoteView::Unknown, quote_view);
        ReplyView { seq, quote }
    }

    /// The reactions to the message at a place.
    fn kinds(self, seq: Seq) -> Vec<ReactionKindView<'a>> {
        let of_message = self.reactions.iter().find(|reactions| reactions.seq == seq);
        of_message.map(|reactions| reactions.kinds.iter().map(reactions::kind).collect()).unwrap_or_default()
    }
}

/// What a reply shows of the message that it answers, for a template.
fn quote_view(quote: &Quote) -> QuoteView<'_> {
    let author = MemberView { id: quote.member.as_str(), name: quote.name.as_str() };
    match &quote.excerpt {
        Some(excerpt) => QuoteView::Said { author, excerpt },
        None => QuoteView::Removed { author },
    }
}

/// What happened to a message since it was said, and when that was on its reader's clock.
fn change<'a>(message: &'a Message, local: Option<&'a str>) -> Change<'a> {
    match (&message.removal, message.edited_at) {
        (Some(Removal { at, by, name }), _) => {
            let by = MemberView { id: by.as_str(), name: name.as_str() };
            Change::Removed { by, at: MomentView { at: *at, local } }
        }
        (None, Some(at)) => Change::Edited(MomentView { at, local }),
        (None, None) => Change::None,
    }
}

/// The members who are here, for a template.
pub(crate) fn members(listed: &[PresentMember], online_count: usize) -> MembersView<'_> {
    MembersView { listed: listed.iter().map(present_member).collect(), online_count }
}

/// Adds an event to a frame, in a room that is at `version`.
pub(crate) fn add_event(event: &Event, log: Log, version: Version, words: &Words, frame: &mut ServerFrame) {
    match event {
        Event::Said(message) | Event::Changed(message) => {
            add_changes(vec![message], log, message.version.min(version), words, frame);
        }
        // Nothing changed, so the page's version does not either.
        Event::Unchanged(message) => upsert_message(message, log, None, words, frame),
        Event::DuplicateSend(message) => {
            upsert_message(message, log, None, words, frame);
            confirm_pending(&message.cid, frame);
        }
        Event::ArchivedDuplicateSend { cid, seq: _ } => confirm_pending(cid, frame),
        Event::SendRefused { cid, refusal } => {
            add_send_refusal(cid, refusal, words, frame);
        }
        Event::ReactionsChanged(seqs) => add_reactions(seqs, log, version, words, frame),
        Event::Reacted { seq, emoji, state } => add_own_reaction(*seq, emoji.as_str(), *state, frame),
        Event::ReactionRefused { seq, typed, state, refusal } => {
            add_own_reaction(*seq, typed, *state, frame);
            add_refusal(&sentences::refusal(refusal, words), frame);
        }
        Event::CommandDone { cid } => confirm_pending(cid, frame),
        Event::NameWanted { cid, room, name } => add_name_form(cid, room, name, words, frame),
        Event::Muted(refusal) => add_refusal(&sentences::refusal(refusal, words), frame),
        Event::Unmuted => add_refusal(words.moderation.refusals.unmuted, frame),
        Event::HelpWanted { cid } => add_command_help(cid, words, frame),
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

/// Adds the form by which a page asks for another name, to the command that its author typed.
pub(crate) fn add_name_form(cid: &Cid, room: &Slug, name: &Name, words: &Words, frame: &mut ServerFrame) {
    let form = templates::name_form(room.as_str(), name.as_str(), words);
    frame.add(replace(Target::SendStatus(cid.as_str())), &form);
}

/// Adds what can be typed, in place of the command that asked for it.
pub(crate) fn add_command_help(cid: &Cid, words: &Words, frame: &mut ServerFrame) {
    frame.add(upsert(Target::MessageList), &templates::command_help(cid.as_str(), words));
    confirm_pending(cid, frame);
}

/// Adds why a message was refused.
pub(crate) fn add_send_refusal(cid: &Cid, refusal: &Refusal, words: &Words, frame: &mut ServerFrame) {
    let (sentence, retry) = sentences::send_refusal(refusal, words);
    frame.add(replace(Target::SendStatus(cid.as_str())), &templates::send_refusal(&sentence, retry));
}

/// The frame that answers one that no page of ours sends.
pub(crate) fn bad_frame(refusal: &Refusal, words: &Words) -> ServerFrame {
    let mut frame = ServerFrame::default();
    add_refusal(&sentences::refusal(refusal, words), &mut frame);
    frame
}

fn add_refusal(sentence: &str, frame: &mut ServerFrame) {
    frame.add(replace(Target::Refusal), &templates::refusal(sentence));
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

/// Adds messages that changed, to a page that is at `version` afterwards. They stand in the order
/// of their places: a page leaves out what belongs before its first message, so in the order of
/// their changes a page that was empty would miss one that was edited.
///
/// After a message that changed comes its quote: each reply to it that a page has shows the new
/// one, wherever it stands and however many there are.
pub(crate) fn add_changes(
    mut changes: Vec<&Message>,
    log: Log,
    version: Version,
    words: &Words,
    frame: &mut ServerFrame,
) {
    changes.sort_by_key(|message| message.seq);
    for message in changes {
        upsert_message(message, log, Some(version), words, frame);
        if message.version > message.seq {
            let quote = Quote::of(message);
            frame.add(upsert(Target::MessageList), &templates::quote_update(message.seq, &quote_view(&quote), words));
        }
    }
}

/// Adds the reactions to messages, to a page that is at `version` afterwards. Each message shows
/// exactly these.
pub(crate) fn add_reactions(seqs: &[Seq], log: Log, version: Version, words: &Words, frame: &mut ServerFrame) {
    let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(version) };
    for seq in seqs {
        let view = ReactionsView { room: log.room, seq: *seq, kinds: log.kinds(*seq) };
        frame.add(envelope, &templates::reactions_update(&view, words));
    }
}

/// Adds that a reaction is the reader's own, or is not any more.
pub(crate) fn add_own_reaction(seq: Seq, emoji: &str, state: ReactionState, frame: &mut ServerFrame) {
    let own = templates::own_reaction(seq, emoji, state == ReactionState::On);
    frame.add(upsert(Target::MessageList), &own);
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

fn upsert_message(said: &Message, log: Log, version: Option<Version>, words: &Words, frame: &mut ServerFrame) {
    faults::at_rendered();
    let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version };
    frame.add(envelope, &templates::message(&message(said, log), words));
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
    frame.add(replace(Target::Posting), &templates::posting_notice(posting(&settings.posting), words));
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
