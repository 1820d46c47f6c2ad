//! What somebody may do in a room.

use serde::{Deserialize, Serialize};

/// What somebody may do in a room. Each may do all that those below it may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Runs the whole site, and owns every room.
    Operator,
    /// Decides about the room.
    Owner,
    /// Keeps order in it.
    Moderator,
    /// What anybody may: read, talk, and change what is theirs. So it is with a role of a later
    /// build.
    #[default]
    #[serde(other)]
    Everybody,
}

impl Role {
    /// Whether it decides about the room.
    #[must_use]
    pub fn may_manage(self) -> bool {
        matches!(self, Self::Operator | Self::Owner)
    }

    /// Whether it keeps order.
    #[must_use]
    pub fn may_moderate(self) -> bool {
        self != Self::Everybody
    }

    /// Whether it may act against somebody with another role. Owners are equals, and so are
    /// moderators: an owner removes another one from the owners first.
    #[must_use]
    pub fn outranks(self, other: Self) -> bool {
        self.rank() > other.rank()
    }

    fn rank(self) -> u8 {
        match self {
            Self::Operator => 3,
            Self::Owner => 2,
            Self::Moderator => 1,
            Self::Everybody => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Role; 4] = [Role::Everybody, Role::Moderator, Role::Owner, Role::Operator];

    #[test]
    fn each_role_outranks_those_below_it() {
        for (rank, role) in ALL.iter().enumerate() {
            let outranked = ALL.iter().filter(|other| role.outranks(**other)).count();
            assert_eq!(outranked, rank, "{role:?}");
        }
    }

    #[test]
    fn role_of_a_later_build_is_that_of_everybody() {
        let role: Role = serde_json::from_str("\"Archivist\"").unwrap();
        assert_eq!((role, role.may_moderate(), role.may_manage()), (Role::Everybody, false, false));
    }
}
