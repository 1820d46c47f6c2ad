//! What becomes of a text that is done instead of said.

use super::Room;
use crate::{Audience, Cid, Delivery, Effects, Event, Member, Millis, Name, Refusal, Settings, SingleLineText};

impl Room {
    /// Has the page of somebody who wants another name ask for it.
    pub(super) fn want_name(&self, cid: Cid, typed: &str) -> Result<Effects, Refusal> {
        let (room, name) = (self.slug.clone(), Name::parse(typed)?);
        Ok(Effects::answer(Event::NameWanted { cid, room, name }, Ok(())))
    }

    /// Gives the room another topic, as its settings would.
    ///
    /// It costs what a message costs, since everybody is told. The settings have no such limit:
    /// nobody saves a form as fast as they can type.
    pub(super) fn set_topic(
        &mut self,
        member: &Member,
        cid: Cid,
        typed: &str,
        now: Millis,
    ) -> Result<Effects, Refusal> {
        self.ownership.check_owner(&member.id)?;
        let topic = SingleLineText::topic(typed)?;
        if topic.as_str().is_empty() {
            return Err(Refusal::CommandIncomplete { command: "topic".to_owned() });
        }
        if topic != self.settings.topic {
            self.take_from_allowance(&member.id, 0, now)?;
        }
        let mut effects = self.update_settings(&member.id, Settings { topic, ..self.settings.clone() }, now);
        effects.deliveries.push(Delivery { audience: Audience::Sender, event: Event::CommandDone { cid } });
        Ok(effects)
    }
}
