//! Mentions: which people a message names behind an `@`.
//!
//! Nothing but the name is typed and sent: a name is its holder's alone in the room. Who holds it
//! is looked up once, when the message is said or edited, and stored with it. So history is stable:
//! whoever has the name later inherits nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::body::Body;
use crate::formatting::text_ranges;
use crate::name::{graphemes, is_decoration, is_mark, keys};
use crate::text::is_of_script_without_spaces;
use crate::{MemberId, Name, NameKey, limits};

/// Somebody who is named in a message: where in its source, in bytes, and who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Columns", into = "Columns")]
pub struct Mention {
    /// From the `@` on.
    pub start: usize,
    /// With the `@`.
    pub len: usize,
    /// Who.
    pub member: MemberId,
}

/// As it is stored: `[0, 4, "member"]`.
type Columns = (usize, usize, MemberId);

/// Who holds names that a message may name, by their keys.
pub type Claims = BTreeMap<NameKey, MemberId>;

impl Mention {
    /// Its place in the source.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.start.saturating_add(self.len)
    }

    /// What was typed, with the `@`.
    #[must_use]
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.range()).unwrap_or_default()
    }
}

/// The keys of all names that a text may name: what has to be looked up before it is said.
#[must_use]
pub fn keys_to_look_up(typed: &str) -> BTreeSet<NameKey> {
    if !typed.contains('@') {
        return BTreeSet::new();
    }
    let Ok(body) = Body::parse(typed) else { return BTreeSet::new() };
    let names = places(body.as_str()).into_iter().flat_map(|at| candidates(body.as_str(), at));
    names.flat_map(keys).collect()
}

/// A text in which a member is named no more, and the mentions of others in it.
pub(crate) fn without(body: &Body, mentions: &[Mention], member: &MemberId) -> (Body, Vec<Mention>) {
    let source = body.as_str();
    let (mut text, mut others, mut at) = (String::new(), Vec::new(), 0);
    for mention in mentions {
        text.push_str(source.get(at..mention.start).unwrap_or_default());
        let start = text.len();
        if mention.member == *member {
            text.push('@');
            text.push_str(Name::nobody().as_str());
        } else {
            text.push_str(mention.text(source));
            others.push(Mention { start, ..mention.clone() });
        }
        at = mention.range().end;
    }
    text.push_str(source.get(at..).unwrap_or_default());
    (Body::from_trusted(text), others)
}

/// The mentions of a text, where names are held as `claims` say. A text that stood in the message
/// before, with a mention, still means the same person.
pub(crate) fn resolve(body: &Body, claims: &Claims, before: &[(&str, &MemberId)]) -> Vec<Mention> {
    let source = body.as_str();
    if !source.contains('@') {
        return Vec::new();
    }
    let holder = |start: usize, name: &str| {
        let typed = source.get(start..start + '@'.len_utf8() + name.len());
        let known = before.iter().find(|(text, _)| Some(*text) == typed).map(|(_, member)| *member);
        known.or_else(|| keys(name).iter().find_map(|key| claims.get(key))).cloned()
    };
    let mut mentions: Vec<Mention> = Vec::new();
    for start in places(source) {
        if mentions.last().is_some_and(|last| start < last.range().end) {
            continue;
        }
        // The longest one that somebody holds.
        let named = candidates(source, start).into_iter().rev().find_map(|name| Some((name, holder(start, name)?)));
        if let Some((name, member)) = named {
            mentions.push(Mention { start, len: '@'.len_utf8() + name.len(), member });
        }
    }
    mentions
}

/// Where an `@` may mention somebody: at the start, or behind white space, an opening bracket or a
/// quotation mark, with marks of emphasis between them or not. Neither code nor an address mentions
/// anybody, nor does an `@` behind a backslash.
fn places(source: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for range in text_ranges(source) {
        let text = source.get(range.clone()).unwrap_or_default();
        let found = text.match_indices('@').map(|(at, _)| range.start + at);
        places.extend(found.filter(|at| may_stand_behind(source.get(..*at).unwrap_or_default())));
        if places.len() >= limits::MENTIONS_MAX {
            break;
        }
    }
    places.truncate(limits::MENTIONS_MAX);
    places
}

fn may_stand_behind(before: &str) -> bool {
    let before = before.trim_end_matches(['*', '_', '~']).chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || "([{<'\"‘’“”„«»‹›「『（【《〈¿¡".contains(c))
}

/// The names that may be meant at an `@`, the shortest first: what follows it on its line, up to
/// each boundary. Names are compared without what stands around them, so none of these begins or
/// ends with that.
fn candidates(source: &str, at: usize) -> Vec<&str> {
    let after = source.get(at + '@'.len_utf8()..).unwrap_or_default();
    let line = after.split('\n').next().unwrap_or_default();
    if line.starts_with(is_around_names) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut end = 0;
    for grapheme in graphemes(line).take(limits::NAME_MAX_GRAPHEMES) {
        end += grapheme.len();
        if end > limits::NAME_MAX_BYTES {
            break;
        }
        let Some((name, rest)) = line.split_at_checked(end) else { break };
        if !name.ends_with(is_around_names) && is_boundary(name, rest) {
            found.push(name);
        }
    }
    found
}

fn is_around_names(c: char) -> bool {
    c.is_whitespace() || is_decoration(c)
}

/// Whether a name may end between these: no word goes on, or either side is of a script that has no
/// spaces between its words.
fn is_boundary(name: &str, rest: &str) -> bool {
    let (last, next) = (name.chars().next_back(), rest.chars().next());
    !next.is_some_and(|c| c.is_alphanumeric() || is_mark(c))
        || [last, next].into_iter().flatten().any(is_of_script_without_spaces)
}

impl From<Columns> for Mention {
    fn from((start, len, member): Columns) -> Self {
        Self { start, len, member }
    }
}

impl From<Mention> for Columns {
    fn from(mention: Mention) -> Self {
        (mention.start, mention.len, mention.member)
    }
}

#[cfg(test)]
mod tests;
