//! Reactions, and what has to stand below a message.

use room::{Command, Event, Message, ReactionState, Refusal, Write, limits};

use super::super::cast::member;
use super::super::page::Shown;
use super::{ROOM, Said, World};

/// Few, so that people choose the same.
const EMOJI: [&str; 3] = ["👍", "❤️", "🎉"];

impl World {
    /// Somebody reacts to one of the newest messages, or takes that back.
    pub(in super::super) fn react(&mut self, who: usize, nth: usize, which: usize, state: ReactionState, crash: bool) {
        let Some(index) = self.said.len().checked_sub(nth + 1) else { return };
        let (known, emoji) = (self.said[index].message.clone(), EMOJI[which]);
        let react = Command::React { member: member(who), seq: known.seq, typed: emoji.to_owned(), state };
        let effects = self.transaction(crash, |world| {
            let _ = world.engine.turn(react, None).unwrap();
            world.engine.take_effects().pop().unwrap()
        });
        let Some(effects) = effects else { return };
        let pruned = self.engine.storage().pruned().unwrap_or(0);
        if let Err(refusal) = effects.reply {
            assert_eq!(refusal == Refusal::NoSuchMessage, known.seq <= pruned, "{refusal:?} of {known:?}");
            return;
        }
        let people = self.reactions.entry((known.seq, emoji)).or_default();
        let was_on = people.contains(&who);
        assert_eq!(effects.writes.is_empty(), was_on == (state == ReactionState::On), "what is so changes nothing");
        for write in &effects.writes {
            let Write::PutReaction(reaction) = write else { panic!("{write:?}") };
            assert_eq!(Some(reaction.version - 1), self.version(), "the next number");
            self.reacted = Some(reaction.version);
        }
        let Event::Reacted { state: told, .. } = effects.deliveries[0].event else { panic!("{effects:?}") };
        assert_eq!(told, state);
        let people = self.reactions.entry((known.seq, emoji)).or_default();
        if state == ReactionState::On {
            people.insert(who)
        } else {
            people.remove(&who)
        };
    }

    /// The room tells what it has put off. Twice, as its clock may have been set back since it was
    /// looked at last.
    pub(super) fn tell_reactions(&mut self) {
        for _ in 0..2 {
            self.transaction(false, |world| world.engine.turn(Command::Tick, None).unwrap().unwrap());
            self.now += limits::REACTIONS_INTERVAL_MS;
        }
        self.transaction(false, |world| world.engine.turn(Command::Tick, None).unwrap().unwrap());
    }

    /// D1 has the reactions to all that was said and is not removed.
    pub(super) fn check_archived_reactions(&self) {
        for Said { message, .. } in self.said.iter().filter(|said| said.message.removal.is_none()) {
            let archived = self.d1.reactions(ROOM, &[message.seq]);
            for emoji in EMOJI {
                let mut kinds = archived.iter().flat_map(|reactions| &reactions.kinds);
                let count = kinds.find(|kind| kind.emoji.as_str() == emoji).map_or(0, |kind| kind.count);
                let people = self.reactions.get(&(message.seq, emoji)).map_or(0, |people| people.len());
                assert_eq!(count, people, "{emoji} of {message:?} in D1");
            }
        }
    }

    /// Below a message stands how many react with what, and nothing below a removed one.
    pub(super) fn check_reactions(&self, shown: &Shown, message: &Message) {
        let is_hidden = message.removal.is_some();
        let of = |emoji: &'static str| self.reactions.get(&(message.seq, emoji)).map_or(0, |people| people.len());
        let kinds: Vec<_> = EMOJI.iter().filter(|_| !is_hidden).filter(|emoji| of(emoji) > 0).collect();
        for emoji in EMOJI {
            let expected = format!("{emoji} {}", of(emoji));
            let is_there = shown.reactions.contains(&expected);
            assert_eq!(is_there, kinds.contains(&&emoji), "{expected} of {:?} in {shown:?}", message.seq);
        }
    }
}
