//! Messages in a piece of markup, read without making a tree of it.
//!
//! This relies on how our templates write, and on text being escaped: nobody can type a `<` or a
//! `"` into it.

use std::borrow::Cow;
use std::fmt;

use crate::frame::{attribute, beginning};

/// A message as it stands in a frame or a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// Its place in the room.
    pub seq: i64,
    /// The member who said it.
    pub member: &'a str,
    /// The author's id for the send.
    pub cid: &'a str,
    /// What was said, without its marks; empty once it was removed, and of one that is nothing but
    /// files.
    pub text: Cow<'a, str>,
    /// The place of the message that it answers.
    pub reply_to: Option<i64>,
    /// Whom and what it answers, as people read it; empty if it answers nothing.
    pub quote: Cow<'a, str>,
    /// How many reacted with what, and who if they are few; empty if nobody did.
    pub reactions: Cow<'a, str>,
}

/// A message that lacks something that every message has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageError {
    seq: i64,
    beginning: String,
}

impl fmt::Display for MessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "message {} is incomplete: {}", self.seq, self.beginning)
    }
}

/// The messages in a piece of markup, in the order in which they stand: in an envelope, or in a
/// page.
///
/// # Errors
/// What is wrong with one of them.
pub fn messages(html: &str) -> Result<Vec<Message<'_>>, MessageError> {
    let mut found = Vec::new();
    let mut rest = html;
    // `templates::ids::message` makes these ids.
    while let Some((_, after)) = rest.split_once(" id=\"m") {
        rest = after;
        let Some((seq, inside)) = after.split_once('"') else { continue };
        let Ok(seq) = seq.parse() else { continue };
        found.push(read(seq, inside).ok_or_else(|| MessageError { seq, beginning: beginning(after) })?);
    }
    Ok(found)
}

fn read(seq: i64, html: &str) -> Option<Message<'_>> {
    let (tag, inside) = html.split_once('>')?;
    let files = inside.find(" class=\"files");
    let body = inside.find(" class=\"body").filter(|body| files.is_none_or(|files| *body < files));
    // One that is nothing but files has no text.
    let (before, rest) = inside.split_at_checked(body.or(files)?)?;
    let (_, element) = before.rsplit_once('<')?;
    let (rest_of_tag, after) = rest.split_once('>')?;
    // `templates::ids::quote` makes the second class.
    let quote = before.split_once("<a class=\"quote q").and_then(|(_, quote)| quote.split_once('"'));
    // In the place of a removed text stand words of the room.
    let has_text = body.is_some() && !rest_of_tag.starts_with(" class=\"body removal");
    Some(Message {
        seq,
        member: attribute(tag, "data-member")?,
        cid: attribute(tag, "data-cid")?,
        text: if has_text { text(content(element, after)?) } else { Cow::Borrowed("") },
        reactions: reactions(after).unwrap_or_default(),
        reply_to: quote.and_then(|(seq, _)| seq.parse().ok()),
        quote: quote.and_then(|(_, after)| content("a", after.split_once('>')?.1)).map(text).unwrap_or_default(),
    })
}

/// The reactions in the markup of one message; that of others may follow.
pub(crate) fn reactions(html: &str) -> Option<Cow<'_, str>> {
    let (before, form) = html.split_once("<form class=\"reactions\"")?;
    // Of another message.
    if before.contains(" id=\"m") {
        return None;
    }
    Some(text(content("form", form.split_once('>')?.1)?))
}

/// What stands in an element, from behind its tag up to its end. Some of the same kind may stand in
/// it.
fn content<'a>(element: &str, html: &'a str) -> Option<&'a str> {
    let (start_tag, end_tag) = (format!("<{element}"), format!("</{element}>"));
    let (mut end, mut started) = (0, 1_usize);
    loop {
        let rest = html.get(end..)?;
        let next = rest.find(&end_tag)?;
        started += rest.get(..next)?.matches(&start_tag).count();
        started -= 1;
        if started == 0 {
            return html.get(..end + next);
        }
        end += next + end_tag.len();
    }
}

/// Markup without its tags: blocks and lines of a text end with a line end of their own.
pub(crate) fn text(html: &str) -> Cow<'_, str> {
    let Some((first, marked)) = html.split_once('<') else { return unescaped(html) };
    let behind_tags = marked.split('<').filter_map(|tag| Some(tag.split_once('>')?.1));
    let text: String = std::iter::once(first).chain(behind_tags).collect();
    Cow::Owned(unescaped(&text).into_owned())
}

/// Text without the few entities that our templates write.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    // The ampersand last, or what it frees would be taken for an entity.
    let unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    Cow::Owned(unescaped)
}
