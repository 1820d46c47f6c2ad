//! What a server would send, made by the real templates.

use client::{Client, PageHead};
use templates::views::{Change, Format, MemberView, MessageListMode, MessageListView, MessageView};
use templates::words::ENGLISH;
use templates::{Envelope, ServerFrame, Swap, Target};

/// The member whose page it is.
pub(crate) const ADA: &str = "hkvzvfbtqvjpmpf2";
/// Somebody else.
pub(crate) const GRACE: &str = "qzzmvfbtqvjpmpf7";

/// A client whose page stands at version 40.
pub(crate) fn client() -> Client {
    Client::new(&PageHead { socket: "/r/lobby/ws", member: ADA, version: "40" })
}

/// The same, connected, its first heartbeat sent.
pub(crate) fn connected_client() -> Client {
    let mut client = client();
    client.connect(0);
    client.on_open();
    client.next_frame();
    client
}

/// All frames that a client wants to send.
pub(crate) fn sent(client: &mut Client) -> Vec<String> {
    std::iter::from_fn(|| client.next_frame().map(Into::into)).collect()
}

pub(crate) fn view<'a>(seq: i64, member: &'a str, cid: &'a str, text: &'a str) -> MessageView<'a> {
    let author = MemberView { id: member, name: "Ada <3" };
    let (format, change) = (Format::AsTyped, Change::None);
    let (room, said_at, local_time, continues, reply) = ("lobby", 0, None, seq % 2 == 0, None);
    let reactions = Vec::new();
    let files = Vec::new();
    MessageView {
        room,
        seq,
        author,
        text,
        format,
        cid,
        said_at,
        local_time,
        continues,
        change,
        reply,
        reactions,
        files,
    }
}

/// A frame that puts messages into the log; the page is at the last one's version afterwards.
pub(crate) fn upsert(messages: &[MessageView]) -> String {
    let mut frame = ServerFrame::default();
    for message in messages {
        let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(message.seq) };
        frame.add(envelope, &templates::message(message, &ENGLISH));
    }
    frame.take()
}

/// A frame that replaces the log.
pub(crate) fn replace(messages: Vec<MessageView>, version: i64) -> String {
    let log = MessageListView {
        room: "lobby",
        mode: MessageListMode::Reset,
        messages,
        earlier: Some(1),
        later: None,
        at: None,
        first_new: None,
        reader: None,
    };
    let envelope = Envelope { target: Target::History, swap: Swap::Replace, version: Some(version) };
    one(envelope, &templates::message_list(&log, &ENGLISH))
}

/// A frame that refuses what was sent under a cid.
pub(crate) fn refuse(cid: &str, why: &str) -> String {
    let envelope = Envelope { target: Target::SendStatus(cid), swap: Swap::Replace, version: None };
    one(envelope, &templates::refusal(why))
}

/// A frame that says that what was sent under a cid was said long ago.
pub(crate) fn confirm(cid: &str) -> String {
    one(Envelope { target: Target::Pending(cid), swap: Swap::Delete, version: None }, &maud::html! {})
}

/// A frame of one envelope.
pub(crate) fn one(envelope: Envelope, content: &maud::Markup) -> String {
    let mut frame = ServerFrame::default();
    frame.add(envelope, content);
    frame.take()
}
