//! The quiet line that tells who came and went.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Member, MemberId, Name, Person, Version, limits};

/// Who came and went since something was last said, each once, by what they did last.
///
/// Everyone is told all of it each time, as the line takes the place of the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    since: Version,
    moves: BTreeMap<MemberId, Move>,
    /// Counts moves, for their order.
    count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Move {
    at: usize,
    way: Way,
    name: Name,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Way {
    In,
    Out,
}

impl News {
    /// Notes who came and who went while the room was at a version.
    pub(crate) fn note(&mut self, version: Version, joined: &[Person], left: &[Member]) {
        if self.since != version || self.moves.len() >= limits::NEWS_KEPT_MAX {
            *self = Self { since: version, ..Self::default() };
        }
        let joined = joined.iter().map(|person| (&person.member, Way::In));
        for (member, way) in joined.chain(left.iter().map(|member| (member, Way::Out))) {
            self.count += 1;
            self.moves.insert(member.id.clone(), Move { at: self.count, way, name: member.name.clone() });
        }
    }

    /// What is remembered of it through a loss of memory: all of it, or nothing if it is of more than
    /// [`limits::NEWS_REMEMBERED_MAX`]. Then the line begins anew.
    #[must_use]
    pub fn in_short(&self) -> Self {
        if self.moves.len() > limits::NEWS_REMEMBERED_MAX { Self::default() } else { self.clone() }
    }

    /// Whether it tells of nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// Who came, in the order in which they did.
    #[must_use]
    pub fn joined(&self) -> Vec<&Name> {
        self.who(Way::In)
    }

    /// Who went, in the order in which they did.
    #[must_use]
    pub fn left(&self) -> Vec<&Name> {
        self.who(Way::Out)
    }

    fn who(&self, way: Way) -> Vec<&Name> {
        let mut moves: Vec<&Move> = self.moves.values().filter(|one| one.way == way).collect();
        moves.sort_by_key(|one| one.at);
        moves.into_iter().map(|one| &one.name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Attention;

    fn member(name: &str) -> Member {
        let letters: String = name.to_lowercase().chars().chain("aaaaaaaaaaaaaaaa".chars()).take(16).collect();
        Member { id: MemberId::parse(&letters).unwrap(), name: Name::parse(name).unwrap() }
    }

    fn told(news: &mut News, version: Version, joined: &[&str], left: &[&str]) -> String {
        let joined = joined.iter().map(|name| Person { member: member(name), attention: Attention::Here });
        let left = left.iter().map(|name| member(name));
        news.note(version, &joined.collect::<Vec<_>>(), &left.collect::<Vec<_>>());
        let names = |names: Vec<&Name>| names.into_iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
        format!("{} / {}", names(news.joined()), names(news.left()))
    }

    #[test]
    fn the_line_tells_of_everyone_since_the_last_word_once_each_by_what_they_did_last() {
        let mut news = News::default();
        assert_eq!(told(&mut news, 7, &["Linus"], &[]), "Linus / ");
        assert_eq!(told(&mut news, 7, &["Ada", "Grace"], &[]), "Linus, Ada, Grace / ");
        assert_eq!(told(&mut news, 7, &[], &["Linus"]), "Ada, Grace / Linus");
        assert_eq!(told(&mut news, 7, &["Linus"], &["Ada"]), "Grace, Linus / Ada");
        assert_eq!(told(&mut news, 8, &["Ada"], &[]), "Ada / ", "something was said");
    }

    #[test]
    fn a_line_that_is_full_begins_anew() {
        let mut news = News::default();
        // Of letters alone, as ids are made from these names.
        let name = |n: usize| n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'b')).collect::<String>();
        for n in 0..limits::NEWS_KEPT_MAX {
            told(&mut news, 1, &[&name(n)], &[]);
        }
        assert_eq!(news.joined().len(), limits::NEWS_KEPT_MAX);
        assert_eq!(told(&mut news, 1, &["Ada"], &[]), "Ada / ");
    }
}
