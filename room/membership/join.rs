//! Who may join, and under which name.

use serde::{Deserialize, Serialize};

use crate::{MemberId, Name, Refusal};

/// Who may join a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinPolicy {
    /// Anybody.
    #[default]
    Open,
    /// Only members: those who have been let in before. So it is with a value of a later build.
    #[serde(other)]
    Locked,
}

/// What the storage knows of somebody who wants in under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinFacts {
    /// The name under which they were let in last; none if they never were.
    pub known_as: Option<Name>,
    /// Other members who had the wanted name last, or one that looks the same.
    pub holders: Vec<MemberId>,
    /// Names like the wanted one, if it has holders. The last one has none.
    pub suggestions: Vec<Suggestion>,
}

/// A name that could be offered instead of one that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The name.
    pub name: Name,
    /// Other members who had it last, or one that looks the same.
    pub holders: Vec<MemberId>,
}

/// Decides whether somebody may join. `is_held` says whether a member's name is theirs alone at
/// this moment.
///
/// # Errors
/// [`Refusal::RoomLocked`], or [`Refusal::NameTaken`] with a free name if there is one.
pub(crate) fn check_join(
    facts: &JoinFacts,
    policy: JoinPolicy,
    is_held: impl Fn(&MemberId) -> bool,
) -> Result<(), Refusal> {
    if policy == JoinPolicy::Locked && facts.known_as.is_none() {
        return Err(Refusal::RoomLocked);
    }
    if !facts.holders.iter().any(&is_held) {
        return Ok(());
    }
    let free = facts.suggestions.iter().find(|suggestion| !suggestion.holders.iter().any(&is_held));
    Err(Refusal::NameTaken { free: free.map(|suggestion| suggestion.name.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    fn id(letter: &str) -> MemberId {
        MemberId::parse(&letter.repeat(limits::MEMBER_ID_CHARS)).unwrap()
    }

    fn name(name: &str) -> Name {
        Name::parse(name).unwrap()
    }

    fn facts() -> JoinFacts {
        let suggestion = |text: &str, holders: &[&str]| Suggestion {
            name: name(text),
            holders: holders.iter().map(|h| id(h)).collect(),
        };
        let suggestions = vec![suggestion("Ada 2", &["b"]), suggestion("Ada 3", &["c"]), suggestion("Ada 4", &[])];
        JoinFacts { known_as: None, holders: vec![id("a")], suggestions }
    }

    #[test]
    fn locked_room_admits_only_known_members() {
        let facts = JoinFacts::default();
        assert_eq!(check_join(&facts, JoinPolicy::Locked, |_| false), Err(Refusal::RoomLocked));
        let known = JoinFacts { known_as: Some(name("Ada")), ..facts };
        assert_eq!(check_join(&known, JoinPolicy::Locked, |_| false), Ok(()));
    }

    #[test]
    fn name_of_somebody_who_is_gone_is_free() {
        assert_eq!(check_join(&facts(), JoinPolicy::Open, |_| false), Ok(()));
    }

    #[test]
    fn taken_name_comes_with_the_first_free_one() {
        let held = |holders: &'static [&str]| move |who: &MemberId| holders.iter().any(|holder| id(holder) == *who);
        let refused = |holders| check_join(&facts(), JoinPolicy::Open, held(holders)).unwrap_err();
        assert_eq!(refused(&["a"]), Refusal::NameTaken { free: Some(name("Ada 2")) });
        assert_eq!(refused(&["a", "b"]), Refusal::NameTaken { free: Some(name("Ada 3")) });
        assert_eq!(refused(&["a", "b", "c"]), Refusal::NameTaken { free: Some(name("Ada 4")) });
    }
}
