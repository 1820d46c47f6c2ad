//! What whoever runs the site decides for all rooms at once, as far as a room has to keep to it.

use serde::{Deserialize, Serialize};

use crate::{Command, MemberId, Refusal};

/// What holds in every room of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SitePolicy {
    /// Why nobody can write, if so it is.
    pub read_only: Option<String>,
    /// Who starts rooms.
    pub founders: Founders,
}

/// Who starts rooms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Founders {
    /// Only whoever runs the site.
    Operator,
    /// Everybody. So it is with a value of a later build.
    #[default]
    #[serde(other)]
    Everybody,
}

impl SitePolicy {
    /// Whether somebody may write. Order is kept also while nobody else can: removals, and what
    /// moderators do, are not asked for here.
    ///
    /// # Errors
    /// [`Refusal::SiteReadOnly`].
    pub(crate) fn check_writing(&self, member: &MemberId) -> Result<(), Refusal> {
        match &self.read_only {
            Some(reason) if !member.is_operator() => Err(Refusal::SiteReadOnly { reason: reason.clone() }),
            _ => Ok(()),
        }
    }

    /// Whether somebody may start a room.
    ///
    /// # Errors
    /// [`Refusal::SiteReadOnly`] or [`Refusal::RoomsNotOpen`].
    pub(crate) fn check_founding(&self, member: &MemberId) -> Result<(), Refusal> {
        self.check_writing(member)?;
        match self.founders {
            Founders::Operator if !member.is_operator() => Err(Refusal::RoomsNotOpen),
            _ => Ok(()),
        }
    }

    /// Whether a command may be carried out, apart from those that are answered in a way of their
    /// own: what is said, edited or reacted.
    ///
    /// # Errors
    /// [`Refusal::SiteReadOnly`].
    pub(crate) fn check_command(&self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::Rename { member } | Command::FollowRoleLink { member, .. } => self.check_writing(&member.id),
            Command::UpdateSettings { member, .. } | Command::SetRoleLink { member, .. } => self.check_writing(member),
            _ => Ok(()),
        }
    }
}
