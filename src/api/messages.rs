//! Messages of a room.

use room::{Reactions, Seq, Slug, UploadedFile};
use serde::Serialize;
use templates::urls;
use worker::{Env, Request, Response};

use super::page;
use crate::history::{self, HistoryPage};
use crate::http::error::Problem;

#[derive(Serialize)]
struct MessagesPage<'a> {
    room: &'a str,
    /// Oldest first.
    messages: Vec<Message<'a>>,
    next: Option<&'a str>,
}

#[derive(Serialize)]
struct Message<'a> {
    seq: Seq,
    member: &'a str,
    name: &'a str,
    text: &'a str,
    /// The members whom the text mentions.
    mentions: Vec<&'a str>,
    /// RFC 3339, UTC.
    said_at: String,
    /// The place of the message that it answers.
    reply_to: Option<Seq>,
    /// How many reacted with which emoji.
    reactions: Vec<Reaction<'a>>,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    id: &'a str,
    name: &'a str,
    /// The media type with which it is served.
    #[serde(rename = "type")]
    media_type: &'a str,
    bytes: u64,
    /// Of a picture; none of anything else.
    width: Option<u32>,
    height: Option<u32>,
    /// What a picture shows. May be empty.
    alt: &'a str,
    /// Where it is.
    link: String,
    /// Where the small picture of it is, if there is one.
    preview: Option<String>,
}

#[derive(Serialize)]
struct Reaction<'a> {
    emoji: &'a str,
    count: usize,
}

/// Answers with messages of a room: the newest, or those before or after a place.
pub(crate) async fn messages(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let HistoryPage { messages, reactions, next } = history::page(env, slug, page::query(request)?).await?;
    let next = next.map(|next| page::link(&urls::api_messages(slug.as_str()), next));
    let messages = messages.iter().map(|message| Message::of(slug, message, &reactions)).collect();
    page::page_response(&MessagesPage { room: slug.as_str(), messages, next: next.as_deref() }, next.as_deref())
}

impl<'a> Message<'a> {
    fn of(slug: &'a Slug, message: &'a room::Message, reactions: &'a [Reactions]) -> Self {
        let of_message = reactions.iter().find(|reactions| reactions.seq == message.seq);
        let kinds = of_message.map(|reactions| reactions.kinds.as_slice()).unwrap_or_default();
        Self {
            seq: message.seq,
            member: message.member.as_str(),
            name: message.name.as_str(),
            text: message.body.as_str(),
            mentions: message.mentions.iter().map(|mention| mention.member.as_str()).collect(),
            said_at: templates::timestamp(message.said_at),
            reply_to: message.reply_to,
            reactions: kinds.iter().map(|kind| Reaction { emoji: kind.emoji.as_str(), count: kind.count }).collect(),
            files: message.files.iter().map(|file| File::of(slug, file)).collect(),
        }
    }
}

impl<'a> File<'a> {
    fn of(slug: &Slug, file: &'a UploadedFile) -> Self {
        let (room, id) = (slug.as_str(), file.id.as_str());
        Self {
            id,
            name: file.name.as_str(),
            media_type: file.kind.media_type(),
            bytes: file.bytes,
            width: file.size.map(|size| size.width),
            height: file.size.map(|size| size.height),
            alt: file.alt.as_str(),
            link: urls::file(room, id, file.name.as_str()),
            preview: file.preview.map(|_| urls::preview(room, id)),
        }
    }
}
