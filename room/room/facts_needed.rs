//! What has to be read before a command.

use super::Room;
use crate::{Command, FactsNeeded, Millis, limits};

impl Room {
    /// Which facts a command depends on. Somebody who is here under their name needs none: a
    /// thousand may come back at once, and nothing is read for them.
    #[must_use]
    pub fn facts_needed<'a>(&self, command: &'a Command, now: Millis) -> FactsNeeded<'a> {
        match command {
            Command::Join { member, .. }
            | Command::Connect { member, .. }
            | Command::Poll { member }
            | Command::Rename { member }
            | Command::FollowRoleLink { member, .. }
                if self.deleted_at.is_none() && !self.has(member) =>
            {
                FactsNeeded::Join(member)
            }
            Command::Say { member, cid, text, reply_to, files } => {
                FactsNeeded::Send(&member.id, cid, *reply_to, files, self.text_needs(&member.id, text))
            }
            Command::BeginUpload { member, id, from, .. } => {
                FactsNeeded::NewUpload(&member.id, id, *from, now - limits::DAY_MS)
            }
            Command::EndUpload { id, .. } | Command::DescribeUpload { id, .. } | Command::RemoveUpload { id, .. } => {
                FactsNeeded::Upload(id)
            }
            Command::Edit { member, seq, text, .. } => FactsNeeded::Edit(*seq, self.text_needs(member, text)),
            Command::Remove { seq, .. } | Command::UndoRemoval { seq, .. } => FactsNeeded::Message(*seq),
            Command::Report { member, seq, .. } => FactsNeeded::Report(*seq, &member.id),
            Command::React { member, seq, typed, .. } => FactsNeeded::Reaction(*seq, &member.id, typed),
            Command::Sanction { member, .. } => FactsNeeded::Subject(member),
            Command::RemoveMessages { member, .. } => FactsNeeded::MessagesOf(member),
            Command::Forget { member } => FactsNeeded::Known(member),
            Command::RestoreMessages { by, member } => FactsNeeded::RemovedBy(by, member),
            _ => FactsNeeded::Nothing,
        }
    }
}
