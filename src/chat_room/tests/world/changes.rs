//! What people do with messages that were said. The model is what the room acknowledged; whatever
//! is refused leaves it as it was.

use room::{Cid, Command, Event, Message, Refusal, Seq};

use super::super::cast;
use super::World;

/// An edit, to be made again.
#[derive(Clone)]
pub(super) struct Edit {
    index: usize,
    command: Command,
    was_made: bool,
}

impl World {
    /// The author of one of the newest messages gives it another text. A crash comes when
    /// everything is done and nothing is on disk.
    pub(in super::super) fn edit(&mut self, nth: usize, crash: bool) {
        let Some(index) = self.newest_but(nth) else { return };
        self.talked += 1;
        let Message { seq, member, version: base, .. } = self.said[index].message.clone();
        let cid = Cid::parse(&format!("edit-{:06}", self.talked)).unwrap();
        let command = Command::Edit { member, seq, cid, base, text: format!("Text {}", self.talked) };
        let was_made = self.change(index, command.clone(), crash).is_some();
        self.last_edit = Some(Edit { index, command, was_made });
    }

    /// The answer to that was lost, so it is made again. It may be made once.
    pub(in super::super) fn edit_again(&mut self) {
        let Some(Edit { index, command, was_made }) = self.last_edit.clone() else { return };
        let is_made = self.change(index, command.clone(), false).is_some();
        assert!(!(was_made && is_made), "an edit was made twice");
        self.last_edit = Some(Edit { index, command, was_made: was_made || is_made });
    }

    /// The author of one of the newest messages takes it back.
    pub(in super::super) fn remove(&mut self, nth: usize, crash: bool) {
        let Some(index) = self.newest_but(nth) else { return };
        let before = self.said[index].message.clone();
        let who = (0..3).find(|who| cast::member(*who).id == before.member).expect("one of the cast");
        let remove = Command::Remove { member: cast::member(who), seq: before.seq };
        if let Some(tombstone) = self.change(index, remove, crash) {
            assert_eq!(tombstone.body.as_str(), "", "nothing of the text is left");
            assert!(tombstone.removal.is_some());
            self.said[index].before_removal = Some(before);
        }
    }

    /// They want it back.
    pub(in super::super) fn undo_removal(&mut self, nth: usize, crash: bool) {
        let Some(index) = self.newest_but(nth) else { return };
        let Message { seq, member, .. } = self.said[index].message.clone();
        if let Some(message) = self.change(index, Command::UndoRemoval { member, seq }, crash) {
            let before = self.said[index].before_removal.take().expect("it was removed");
            assert_eq!(message, Message { version: message.version, ..before }, "it is back as it was");
        }
    }

    /// The room does what is due.
    pub(in super::super) fn tick(&mut self) {
        self.transaction(false, |world| {
            if world.engine.room().wake_at().is_some_and(|due| due <= world.now) {
                world.engine.turn(Command::Tick, None).unwrap().unwrap();
            }
        });
    }

    fn newest_but(&self, nth: usize) -> Option<usize> {
        self.said.len().checked_sub(nth + 1)
    }

    /// Carries out a change. Returns the message, if it changed.
    fn change(&mut self, index: usize, command: Command, crash: bool) -> Option<Message> {
        let effects = self.transaction(crash, |world| {
            let _ = world.engine.turn(command, None).unwrap();
            world.engine.take_effects().pop().unwrap()
        })?;
        let (known, pruned) = (self.said[index].message.clone(), self.engine.storage().pruned().unwrap_or(0));
        if let Err(refusal) = effects.reply {
            assert_eq!(refusal == Refusal::NoSuchMessage, known.seq <= pruned, "{refusal:?} of {known:?}");
            return None;
        }
        let [delivery] = &effects.deliveries[..] else { panic!("one answer: {effects:?}") };
        match &delivery.event {
            Event::Unchanged(message) => {
                assert_eq!(*message, known);
                None
            }
            Event::Changed(message) => {
                let seq: Seq = known.seq;
                assert_eq!((message.seq, Some(message.version - 1)), (seq, self.version()), "the next number");
                self.said[index].message = message.clone();
                Some(message.clone())
            }
            event => panic!("a change is not answered with {event:?}"),
        }
    }
}
