//! What frames and pages say about the log, read without making a tree of them: for readers of very many frames.
//!
//! It relies on how our templates write, and on text being escaped: a `<` or a `"` is never something that somebody typed.

use crate::history::Entry;

/// What a frame says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Scanned {
    /// In the order in which they stand.
    pub(crate) changes: Vec<Change>,
    /// The version that the page is at afterwards, if the frame says so.
    pub(crate) version: Option<i64>,
}

/// What becomes of the page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A message takes the place of the one with its id, or goes to the end.
    Upsert(Entry),
    /// These are all the messages now.
    Replace(Vec<Entry>),
    /// What was sent under an id was refused, in these words.
    Refuse { cid: String, why: String },
    /// Something was sent that the room does not understand.
    Misunderstand(String),
}

/// Reads a frame.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn frame(frame: &str) -> Result<Scanned, String> {
    const OPEN: &str = "<hx-partial ";
    const CLOSE: &str = "</hx-partial>";
    let mut scanned = Scanned::default();
    let mut rest = frame;
    while !rest.is_empty() {
        let envelope = rest.strip_prefix(OPEN).and_then(|rest| rest.split_once('>'));
        let (tag, inside) = envelope.ok_or_else(|| format!("outside of envelopes stands {}", beginning(rest)))?;
        let (content, after) = inside.split_once(CLOSE).ok_or_else(|| "an envelope does not end".to_owned())?;
        let target = attribute(tag, "hx-target").unwrap_or_default();
        let swap = attribute(tag, "hx-swap").unwrap_or_default();
        match (target, swap) {
            ("#log", "upsert") => scanned.changes.extend(messages(content)?.into_iter().map(Change::Upsert)),
            ("#history", "innerHTML") => scanned.changes.push(Change::Replace(messages(content)?)),
            ("#log" | "#history", _) => return Err(format!("the log cannot be changed by {swap}")),
            ("#refusal", _) => scanned.changes.push(Change::Misunderstand(text(content))),
            _ => {
                let cid = target.strip_prefix("#p-").and_then(|target| target.strip_suffix(" .fate"));
                let refusal = cid.map(|cid| Change::Refuse { cid: cid.to_owned(), why: text(content) });
                scanned.changes.extend(refusal);
            }
        }
        if let Some(version) = attribute(&format!(" {tag}"), "data-version") {
            scanned.version = Some(version.parse().map_err(|_| format!("{version} is no version"))?);
        }
        rest = after;
    }
    Ok(scanned)
}

/// The messages in a piece of markup, or in a page.
///
/// # Errors
/// What is wrong with one of them.
pub(crate) fn messages(html: &str) -> Result<Vec<Entry>, String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(" id=\"m") {
        rest = after;
        let Some((seq, after)) = after.split_once('"') else { continue };
        let Ok(seq) = seq.parse() else { continue };
        let incomplete = || format!("message {seq} is incomplete: {}", beginning(rest));
        let (tag, inside) = after.split_once('>').ok_or_else(incomplete)?;
        let member = attribute(tag, "data-member").ok_or_else(incomplete)?.to_owned();
        let cid = attribute(tag, "data-cid").ok_or_else(incomplete)?.to_owned();
        let (_, body) = inside.split_once("<p class=\"body\"").ok_or_else(incomplete)?;
        let body = body.split_once('>').and_then(|(_, body)| body.split_once('<')).ok_or_else(incomplete)?.0;
        found.push(Entry { seq, member, cid: Some(cid), text: unescaped(body) });
    }
    Ok(found)
}

/// An attribute that some tag in a piece of markup has, the first of them.
pub(crate) fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = html.split_once(&format!("{name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// The text in a piece of markup.
fn text(html: &str) -> String {
    html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).map(unescaped).collect()
}

/// Text without the few entities that our templates write.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // The ampersand last, or what it frees would be taken for an entity.
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn beginning(html: &str) -> String {
    html.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use templates::views::{MemberView, MessageListView, MessageView};
    use templates::words::ENGLISH;
    use templates::{Envelope, ServerFrame, Swap, Target};

    use super::*;

    const TYPED: &str = "<b id=\"m7\" data-cid=\"x\">&amp; 'so' it goes</b>\n</p></hx-partial> 😀";

    fn view(seq: i64) -> MessageView<'static> {
        let author = MemberView { id: "hkvzvfbtqvjpmpf2", name: "Ada <3" };
        MessageView { seq, author, text: TYPED, cid: "cid-0001", said_at: 0, continues: seq % 2 == 0 }
    }

    fn entry(seq: i64) -> Entry {
        Entry { seq, member: "hkvzvfbtqvjpmpf2".into(), cid: Some("cid-0001".into()), text: TYPED.into() }
    }

    #[test]
    fn a_frame_is_read_as_the_templates_write_it() {
        let mut told = ServerFrame::default();
        let mut add = |target, swap, version, content: &maud::Markup| {
            told.add(Envelope { target, swap, version }, content);
        };
        add(Target::MessageList, Swap::Upsert, Some(41), &templates::message(&view(41)));
        add(Target::MessageList, Swap::Upsert, None, &templates::join_leave_notice(41, &["Grace"], &[], &ENGLISH));
        add(Target::MessageList, Swap::Upsert, Some(42), &templates::message(&view(42)));
        add(Target::OnlineCount, Swap::Replace, None, &templates::online_count(2));
        add(Target::SendStatus("cid-0002"), Swap::Replace, None, &templates::refusal("“So” & so: <no>."));
        add(Target::Refusal, Swap::Replace, None, &templates::refusal("What?"));
        let scanned = frame(&told.take()).unwrap();
        assert_eq!(scanned.version, Some(42));
        assert_eq!(
            scanned.changes,
            [
                Change::Refuse { cid: "cid-0002".into(), why: "“So” & so: <no>.".into() },
                Change::Misunderstand("What?".into()),
                Change::Upsert(entry(41)),
                Change::Upsert(entry(42)),
            ]
        );
    }

    #[test]
    fn a_log_that_was_replaced_is_read_whole() {
        let messages = vec![view(1), view(2)];
        let log = MessageListView {
            room: "lobby",
            mode: templates::views::MessageListMode::Reset,
            messages,
            earlier: Some(1),
            first_new: None,
        };
        let mut told = ServerFrame::default();
        told.add(
            Envelope { target: Target::History, swap: Swap::Replace, version: Some(2) },
            &templates::message_list(&log, &ENGLISH),
        );
        let scanned = frame(&told.take()).unwrap();
        assert_eq!(scanned, Scanned { changes: vec![Change::Replace(vec![entry(1), entry(2)])], version: Some(2) });
    }

    #[test]
    fn what_is_no_frame_is_told() {
        for bad in ["<p>hello</p>", "<hx-partial hx-target=\"#log\" hx-swap=\"upsert\"><li", "<hx-partial "] {
            assert!(frame(bad).is_err(), "{bad}");
        }
        assert_eq!(frame(""), Ok(Scanned::default()));
    }
}
