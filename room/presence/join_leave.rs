//! The notice among the messages that says who joined and left (presence).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Member, MemberId, Name, PresentMember, Version, limits};

/// The members who joined and left since something was last said, each once, by what they did last.
///
/// Each announcement carries all of it, because the new notice replaces the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinLeaveNotice {
    since: Version,
    moves: BTreeMap<MemberId, Move>,
    /// Counts moves, for their order.
    count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Move {
    at: usize,
    direction: Direction,
    name: Name,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Direction {
    Joined,
    Left,
}

impl JoinLeaveNotice {
    /// Records who joined and who left while the room was at a version. A notice that is full
    /// starts anew.
    pub(crate) fn record(&mut self, version: Version, joined: &[PresentMember], left: &[Member]) {
        if self.since != version || self.moves.len() >= limits::NOTICE_MEMBERS_MAX {
            *self = Self { since: version, ..Self::default() };
        }
        let joined = joined.iter().map(|joined| (&joined.member, Direction::Joined));
        for (member, direction) in joined.chain(left.iter().map(|member| (member, Direction::Left))) {
            self.count += 1;
            self.moves.insert(member.id.clone(), Move { at: self.count, direction, name: member.name.clone() });
        }
    }

    /// Names a member no more, who came or went all the same. Returns whether it did.
    pub(crate) fn forget(&mut self, member: &MemberId) -> bool {
        let Some(known) = self.moves.get_mut(member) else { return false };
        std::mem::replace(&mut known.name, Name::nobody()) != known.name
    }

    /// What hibernates of it: all, or nothing if it names more than
    /// [`HIBERNATED_NOTICE_MAX`](limits::HIBERNATED_NOTICE_MAX) members. Then the notice starts
    /// anew.
    #[must_use]
    pub fn bounded(&self) -> Self {
        if self.moves.len() > limits::HIBERNATED_NOTICE_MAX { Self::default() } else { self.clone() }
    }

    /// The version at which it stands: after the message of that number.
    #[must_use]
    pub fn since(&self) -> Version {
        self.since
    }

    /// Whether it names nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// Who joined, in order.
    #[must_use]
    pub fn joined(&self) -> Vec<&Name> {
        self.names(Direction::Joined)
    }

    /// Who left, in order.
    #[must_use]
    pub fn left(&self) -> Vec<&Name> {
        self.names(Direction::Left)
    }

    fn names(&self, direction: Direction) -> Vec<&Name> {
        let mut moves: Vec<&Move> = self.moves.values().filter(|one| one.direction == direction).collect();
        moves.sort_by_key(|one| one.at);
        moves.into_iter().map(|one| &one.name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, Status};

    fn member(name: &str) -> Member {
        let letters: String = name.to_lowercase().chars().chain("aaaaaaaaaaaaaaaa".chars()).take(16).collect();
        Member { id: MemberId::parse(&letters).unwrap(), name: Name::parse(name).unwrap() }
    }

    fn record(notice: &mut JoinLeaveNotice, version: Version, joined: &[&str], left: &[&str]) -> String {
        let joined = joined.iter().map(|name| PresentMember {
            member: member(name),
            status: Status::Active,
            role: Role::Everybody,
        });
        let left = left.iter().map(|name| member(name));
        notice.record(version, &joined.collect::<Vec<_>>(), &left.collect::<Vec<_>>());
        let names = |names: Vec<&Name>| names.into_iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
        format!("{} / {}", names(notice.joined()), names(notice.left()))
    }

    #[test]
    fn notice_names_each_member_once_by_their_last_move() {
        let mut notice = JoinLeaveNotice::default();
        assert_eq!(record(&mut notice, 7, &["Linus"], &[]), "Linus / ");
        assert_eq!(record(&mut notice, 7, &["Ada", "Grace"], &[]), "Linus, Ada, Grace / ");
        assert_eq!(record(&mut notice, 7, &[], &["Linus"]), "Ada, Grace / Linus");
        assert_eq!(record(&mut notice, 7, &["Linus"], &["Ada"]), "Grace, Linus / Ada");
        assert_eq!(record(&mut notice, 8, &["Ada"], &[]), "Ada / ", "something was said");
    }

    #[test]
    fn full_notice_starts_anew() {
        let mut notice = JoinLeaveNotice::default();
        // Only letters, because ids are made from these names.
        let name = |n: usize| n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'b')).collect::<String>();
        for n in 0..limits::NOTICE_MEMBERS_MAX {
            record(&mut notice, 1, &[&name(n)], &[]);
        }
        assert_eq!(notice.joined().len(), limits::NOTICE_MEMBERS_MAX);
        assert_eq!(record(&mut notice, 1, &["Ada"], &[]), "Ada / ");
    }
}
