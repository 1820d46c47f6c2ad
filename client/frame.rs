//! Reading a frame of the server: its envelopes, its version, what it changes. Text alone, no tree
//! of HTML.
//!
//! This relies on how our templates write, and on text being escaped: nobody can type a `<` or a
//! `"` into a frame.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use templates::ids;

use crate::message::{self, Message, MessageError, messages, unescaped};

/// A fragment with the element that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// The selector of the element.
    pub target: &'a str,
    /// What becomes of the element: `upsert`, `innerHTML` or `delete`.
    pub swap: &'a str,
    /// The version that the page is at afterwards, if the envelope changes the log.
    pub version: Option<&'a str>,
    /// The fragment.
    pub content: &'a str,
}

/// What a frame changes, as far as messages are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update<'a> {
    /// A message takes the place of the one with its id, or stands where its number belongs.
    Upsert(Message<'a>),
    /// Every reply to the message at this place shows this now.
    Quote {
        /// The place of the message.
        seq: i64,
        /// Whom and what a reply to it answers, as people read it.
        quote: Cow<'a, str>,
    },
    /// Below the message at this place stands this now.
    Reactions {
        /// The place of the message.
        seq: i64,
        /// How many reacted with what.
        reactions: Cow<'a, str>,
    },
    /// These are all the messages now.
    ReplaceLog(Vec<Message<'a>>),
    /// What was sent under this cid was said long ago, and its text is not here any more.
    Confirm {
        /// The client's id for the send.
        cid: &'a str,
    },
    /// What was sent under this cid was refused.
    Refuse {
        /// The client's id for the send.
        cid: &'a str,
        /// Why, as people read it.
        refusal: String,
    },
    /// A frame was refused that belongs to no message.
    RefuseFrame {
        /// Why, as people read it.
        refusal: String,
    },
}

/// Why a frame cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameError {
    /// Something stands outside of envelopes; it begins like this.
    OutsideOfEnvelopes(String),
    /// An envelope does not end.
    Unfinished,
    /// The log cannot be changed by this swap style.
    Swap(String),
    /// No number.
    Version(String),
    /// One of the messages in it.
    Message(MessageError),
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutsideOfEnvelopes(beginning) => write!(f, "outside of envelopes stands {beginning}"),
            Self::Unfinished => f.write_str("an envelope does not end"),
            Self::Swap(style) => write!(f, "the log cannot be changed by {style}"),
            Self::Version(version) => write!(f, "{version} is no version"),
            Self::Message(error) => error.fmt(f),
        }
    }
}

/// The envelopes of a frame, in order.
pub fn envelopes(frame: &str) -> impl Iterator<Item = Result<Envelope<'_>, FrameError>> {
    let mut rest = frame;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (envelope, after) = match first_envelope(rest) {
            Ok((envelope, after)) => (Ok(envelope), after),
            // What follows cannot be told from it.
            Err(error) => (Err(error), ""),
        };
        rest = after;
        Some(envelope)
    })
}

fn first_envelope(frame: &str) -> Result<(Envelope<'_>, &str), FrameError> {
    let opened = frame.strip_prefix("<hx-partial").and_then(|rest| rest.split_once('>'));
    let (tag, inside) = opened.ok_or_else(|| FrameError::OutsideOfEnvelopes(beginning(frame)))?;
    let (content, after) = inside.split_once("</hx-partial>").ok_or(FrameError::Unfinished)?;
    let version = attribute(tag, "data-version");
    if let Some(version) = version.filter(|version| version.parse::<i64>().is_err()) {
        return Err(FrameError::Version(version.to_owned()));
    }
    let target = attribute(tag, "hx-target").unwrap_or_default();
    let swap = attribute(tag, "hx-swap").unwrap_or_default();
    Ok((Envelope { target, swap, version, content }, after))
}

/// What a frame changes, in order.
///
/// # Errors
/// Why it cannot be read.
pub fn updates(frame: &str) -> Result<Vec<Update<'_>>, FrameError> {
    let mut updates = Vec::new();
    for envelope in envelopes(frame) {
        add_updates(&envelope?, &mut updates)?;
    }
    Ok(updates)
}

fn add_updates<'a>(envelope: &Envelope<'a>, updates: &mut Vec<Update<'a>>) -> Result<(), FrameError> {
    let Envelope { target, swap, content, .. } = *envelope;
    let Some(id) = target.strip_prefix('#') else { return Ok(()) };
    match (id, swap) {
        (ids::LOG, "upsert") => {
            for (index, piece) in content.split(BEFORE_PART).enumerate() {
                let html = if index == 0 { piece } else { behind_part(piece, updates) };
                updates.extend(messages(html).map_err(FrameError::Message)?.into_iter().map(Update::Upsert));
            }
        }
        (ids::HISTORY, "innerHTML") => {
            updates.push(Update::ReplaceLog(messages(content).map_err(FrameError::Message)?));
        }
        (ids::LOG | ids::HISTORY, _) => return Err(FrameError::Swap(swap.to_owned())),
        (ids::REFUSAL, _) => updates.push(Update::RefuseFrame { refusal: text(content) }),
        _ => updates.extend(answer_to_pending(id, swap, content)),
    }
    Ok(())
}

/// What stands before a part of messages that changes.
const BEFORE_PART: &str = "<li hidden data-";

/// Reads the part at the beginning of a piece of the log, and returns what follows it.
fn behind_part<'a>(html: &'a str, updates: &mut Vec<Update<'a>>) -> &'a str {
    let Some((part, rest)) = html.split_once("</li>") else { return html };
    let of = |begins: &str| {
        let (seq, inside) = part.strip_prefix(begins)?.split_once('"')?;
        Some((seq.parse().ok()?, inside.split_once('>')?.1))
    };
    if let Some((seq, quote)) = of("quote=\"q") {
        updates.push(Update::Quote { seq, quote: message::text(quote) });
    } else if let Some((seq, inside)) = of("reactions=\"m") {
        updates.push(Update::Reactions { seq, reactions: message::reactions(inside).unwrap_or_default() });
    }
    rest
}

/// What an envelope says about a pending message, if it is for one.
fn answer_to_pending<'a>(id: &'a str, swap: &str, content: &'a str) -> Option<Update<'a>> {
    // `templates::ids::pending` makes these ids.
    let pending = id.strip_prefix("p-")?;
    match (pending.strip_suffix(" .send-status"), swap) {
        (Some(cid), _) => Some(Update::Refuse { cid, refusal: text(content) }),
        (None, "delete") => Some(Update::Confirm { cid: pending }),
        (None, _) => None,
    }
}

/// What stands before a version. Made once: to prepare a search costs as much as to search a short
/// frame.
static BEFORE_VERSION: LazyLock<Finder> = LazyLock::new(|| Finder::new(" data-version=\""));

/// The version that a page is at after a frame: the last one in it.
#[must_use]
pub fn last_version(frame: &str) -> Option<&str> {
    let before = &*BEFORE_VERSION;
    // From the front, where the search is quick: a tenth of the load generator's time in a burst
    // went into looking from the back.
    let last = before.find_iter(frame.as_bytes()).last()?;
    let (version, _) = frame.get(last + before.needle().len()..)?.split_once('"')?;
    Some(version)
}

/// The length of a text as a browser counts it, in UTF-16 code units.
#[must_use]
pub fn utf16_len(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // Every character begins with a byte that continues none; those of four bytes are two units.
    text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

/// An attribute that some tag in a piece of markup has, the first of them.
pub(crate) fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = html.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// The text in a piece of markup.
fn text(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.map(unescaped).collect()
}

/// Enough of a piece of markup to find it by.
pub(crate) fn beginning(html: &str) -> String {
    html.chars().take(80).collect()
}
