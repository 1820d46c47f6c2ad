//! Events as lines of a story.

use room::{Event, Member, Message, Millis, PresentMember, ReactionState, Status, Typists};

use super::FOUNDED;

/// An event, as a line of a story.
pub(super) fn describe(event: &Event) -> String {
    let names = |members: &[Member]| members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ");
    match event {
        Event::Said(said) => format!("#{} {}{}", place(said), speaker(said), said.body.as_str()),
        Event::Changed(changed) => format!("#{} at {} {}", place(changed), changed.version - FOUNDED, state(changed)),
        Event::Unchanged(message) => format!("#{} stays {}", place(message), state(message)),
        Event::DuplicateSend(said) => format!("#{} again", place(said)),
        Event::ArchivedDuplicateSend { cid, seq } => format!("{} was #{}, long ago", cid.as_str(), seq - FOUNDED),
        Event::SendRefused { refusal, .. } => format!("refused: {refusal:?}"),
        Event::ReactionsChanged(seqs) => {
            let places = seqs.iter().map(|seq| format!("#{}", seq - FOUNDED)).collect::<Vec<_>>();
            format!("reactions to {}", places.join(", "))
        }
        Event::Reacted { seq, emoji, state } => format!("#{} has {} {}", seq - FOUNDED, emoji.as_str(), on(*state)),
        Event::ReactionRefused { seq, typed, state, refusal } => {
            format!("#{} stays with {typed} {}: {refusal:?}", seq - FOUNDED, on(*state))
        }
        Event::CommandDone { cid } => format!("{} is done", cid.as_str()),
        Event::NameWanted { name, .. } => format!("wants to be {name}"),
        Event::HelpWanted { .. } => "wants help".to_owned(),
        Event::Renamed { member, former_name, online_count } => {
            format!("{former_name} is {} now, {online_count} here", member.member.name)
        }
        Event::StatusChanged(member) => shown(member),
        Event::Muted(refusal) => format!("muted: {refusal:?}"),
        Event::Unmuted => "unmuted".to_owned(),
        Event::TypingChanged { now, before: _ } => match now {
            Typists::Nobody => "typing: nobody".to_owned(),
            Typists::Few(few) => format!("typing: {}", names(few)),
            Typists::Several => "typing: several".to_owned(),
        },
        Event::SettingsChanged { settings, .. } => format!("settings: {settings:?}"),
        Event::PresenceChanged { joined, left, online_count, .. } => {
            let joined = joined.iter().map(shown).collect::<Vec<_>>().join(", ");
            format!("joined [{joined}], left [{}], {online_count} here", names(left))
        }
    }
}

fn shown(PresentMember { member, status, role: _ }: &PresentMember) -> String {
    match status {
        Status::Active => member.name.as_str().to_owned(),
        Status::Away => format!("{} (away)", member.name),
    }
}

fn place(said: &Message) -> Millis {
    said.seq - FOUNDED
}

/// What became of a message.
fn state(message: &Message) -> String {
    match (&message.removal, message.edited_at) {
        (Some(removal), _) => format!("removed by {}{}", removal.name, message.body.as_str()),
        (None, Some(_)) => format!("edited: {}", message.body.as_str()),
        (None, None) => format!("as said: {}", message.body.as_str()),
    }
}

fn speaker(said: &Message) -> String {
    if said.continues { "… ".to_owned() } else { format!("{}: ", said.name) }
}

fn on(state: ReactionState) -> &'static str {
    match state {
        ReactionState::On => "on",
        ReactionState::Off => "off",
    }
}
