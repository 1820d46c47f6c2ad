//! What holds of any file that is to be brought back.

use room::{Cid, MemberId, Mention, Refusal, Slug};

use super::export::Part;
use super::import::part_of;
use super::line;
use crate::room_client::{ImportPart, MessageLine};
use crate::views::fuzz::assert_is_shown_whole;

/// A line that cannot be read is named, and nothing of its part comes in. What is read is written
/// and read again as it was, and a page can show it.
///
/// # Panics
/// If it is not so.
pub fn backup(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let part = match part_of(&text, ImportPart::default()) {
        Ok(part) => part,
        Err(refusal) => return assert_names_the_first_bad_line(&text, &refusal),
    };
    part.messages.iter().for_each(assert_can_be_shown);
    let begins = part.room.is_some();
    let members = if begins { part.members } else { Vec::new() };
    let part = Part {
        exported_at: part.exported_at,
        after: (!begins).then_some(0),
        room: part.room.unwrap_or_default(),
        members,
        messages: part.messages,
        next: None,
    };
    let written = line::file(&part, &Slug::lobby()).unwrap_or_default();
    let again = match part_of(&written, ImportPart::default()) {
        Ok(again) => again,
        Err(refusal) => unreachable!("{refusal:?}: {written}"),
    };
    assert_eq!(again.messages, part.messages);
    assert_eq!(again.members, part.members);
    assert_eq!(again.room, begins.then_some(part.room));
    assert!(again.is_last);
}

/// The lines before it can be read, and it cannot.
fn assert_names_the_first_bad_line(text: &str, refusal: &Refusal) {
    let Refusal::BackupLine { line } = refusal else { unreachable!("{refusal:?}") };
    let lines: Vec<&str> = text.lines().collect();
    let (before, bad) = match lines.get(..*line).and_then(<[&str]>::split_last) {
        Some((bad, before)) => (before.join("\n"), bad),
        None => unreachable!("there is no line {line}: {text:?}"),
    };
    assert!(part_of(&before, ImportPart::default()).is_ok(), "{before:?}");
    assert_eq!(part_of(bad, ImportPart::default()).err(), Some(Refusal::BackupLine { line: 1 }), "{bad:?}");
}

fn assert_can_be_shown(MessageLine { record, reactions }: &MessageLine) {
    let message = &record.message;
    let members = [&message.member].into_iter().chain(reactions.iter().map(|reaction| &reaction.member.id));
    assert!(members.into_iter().all(|member| MemberId::parse(member.as_str()).is_ok()), "{message:?}");
    assert!(Cid::parse(message.cid.as_str()).is_ok(), "{message:?}");
    let texts = record.earlier.iter().map(|earlier| (&earlier.body, &earlier.mentions));
    for (body, mentions) in [(&message.body, &message.mentions)].into_iter().chain(texts) {
        assert!(mentions.iter().all(|mention: &Mention| !mention.text(body.as_str()).is_empty()), "{message:?}");
        assert_is_shown_whole(body.as_str(), mentions);
    }
}
