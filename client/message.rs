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
    /// What was said.
    pub text: Cow<'a, str>,
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
    let (_, body) = inside.split_once("<p class=\"body\"")?;
    let (text, _) = body.split_once('>')?.1.split_once('<')?;
    Some(Message {
        seq,
        member: attribute(tag, "data-member")?,
        cid: attribute(tag, "data-cid")?,
        text: unescaped(text),
    })
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
