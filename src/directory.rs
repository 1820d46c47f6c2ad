//! A page of the directory: the rooms that are listed, the liveliest first.

use std::collections::BTreeMap;

use room::{Millis, Slug, Strictness};
use worker::Env;

use crate::config;
use crate::limits::{LISTED_ON_PAGE_PER_ADDRESS, NUMBER_MAX_DIGITS};

/// A listed room, as D1 has it: half a minute old at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name in the URL.
    pub room: Slug,
    /// What it is called; empty if it is only known by its address.
    pub title: String,
    /// What it is about; may be empty.
    pub topic: String,
    /// How many are in it.
    pub people: u32,
    /// When something was last said in it, if ever.
    pub last_said_at: Option<Millis>,
}

/// How a room wants to be shown, as it says itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// What it is called; empty if it is only known by its address.
    pub title: String,
    /// What it is about; may be empty.
    pub topic: String,
    /// How many members are in it.
    pub online_count: usize,
    /// Who owns it first.
    pub owner: String,
    /// The fingerprint of the address that founded it; empty if nobody knows.
    pub address: String,
}

/// How many rooms may be on the list at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListedMax {
    /// Of one owner.
    pub per_owner: u32,
    /// Founded from one address.
    pub per_address: u32,
}

impl ListedMax {
    /// As the settings of the site say, or else the variables `LISTED_PER_SESSION` and
    /// `LISTED_PER_ADDRESS`.
    pub(crate) fn of(env: &Env, site: SiteListing, strictness: Strictness) -> Self {
        let set = |setting: config::Number| u32::try_from(setting.of(env)).unwrap_or(u32::MAX);
        match strictness {
            Strictness::Off => Self { per_owner: u32::MAX, per_address: u32::MAX },
            Strictness::Normal | Strictness::UnderAttack => {
                let (per_owner, per_address) = (set(config::LISTED_PER_SESSION), set(config::LISTED_PER_ADDRESS));
                site.bounds(Self { per_owner, per_address })
            }
        }
    }
}

/// What the operator decides about the list of rooms; none where the variables hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SiteListing {
    pub(crate) rule: Option<ListingRule>,
    pub(crate) per_owner: Option<u32>,
    pub(crate) per_address: Option<u32>,
}

impl SiteListing {
    /// These bounds, or what is decided in their place.
    pub(crate) fn bounds(self, usual: ListedMax) -> ListedMax {
        ListedMax {
            per_owner: self.per_owner.unwrap_or(usual.per_owner),
            per_address: self.per_address.unwrap_or(usual.per_address),
        }
    }
}

/// Which rooms the operator lets the list show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListingRule {
    /// All whose owners list them, but for those that were taken off.
    ByOwners,
    /// Those of them that the operator has picked, and the lobby.
    ByHand,
}

impl ListingRule {
    /// As the settings of the site say, or else the variable `LISTING`.
    pub(crate) fn of(env: &Env, site: SiteListing) -> Self {
        let set = || Self::from_name(config::LISTING.of(env)).unwrap_or(Self::ByOwners);
        site.rule.unwrap_or_else(set)
    }

    /// As it is stored, and as programs read it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ByOwners => "by owners",
            Self::ByHand => "by hand",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::ByOwners, Self::ByHand].into_iter().find(|rule| rule.name() == name)
    }
}

/// What the operator has decided about a room on the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListingDecision {
    /// It is not shown.
    pub is_off: bool,
    /// It is shown without its topic.
    pub hides_topic: bool,
    /// It is shown where only rooms are shown that were picked by hand.
    pub is_picked: bool,
}

/// What the operator changes about that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListingChange {
    /// `off`
    TakeOff,
    /// `on`
    PutBack,
    /// `hide-topic`
    HideTopic,
    /// `show-topic`
    ShowTopic,
    /// `pick`
    Pick,
    /// `unpick`
    Unpick,
}

impl ListingChange {
    /// Takes a change as forms and programs name it.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "off" => Self::TakeOff,
            "on" => Self::PutBack,
            "hide-topic" => Self::HideTopic,
            "show-topic" => Self::ShowTopic,
            "pick" => Self::Pick,
            "unpick" => Self::Unpick,
            _ => return None,
        })
    }

    /// What it says of each point of a [`ListingDecision`], in their order; none where it leaves
    /// what was decided.
    pub(crate) fn points(self) -> [Option<bool>; 3] {
        match self {
            Self::TakeOff => [Some(true), None, None],
            Self::PutBack => [Some(false), None, None],
            Self::HideTopic => [None, Some(true), None],
            Self::ShowTopic => [None, Some(false), None],
            Self::Pick => [None, None, Some(true)],
            Self::Unpick => [None, None, Some(false)],
        }
    }
}

/// The rows that make a page of `limit`, of `read` that were asked for: of one address no more than
/// its share. And where the next page begins.
pub(crate) fn shared_out<Row>(
    rows: Vec<Row>,
    limit: usize,
    read: usize,
    place: impl Fn(&Row) -> Cursor,
    address: impl Fn(&Row) -> &str,
) -> (Vec<Row>, Option<Cursor>) {
    let (found, last) = (rows.len(), rows.last().map(&place));
    let mut shares: BTreeMap<String, usize> = BTreeMap::new();
    let (mut page, mut looked_at) = (Vec::new(), 0);
    for row in rows {
        if page.len() == limit {
            break;
        }
        looked_at += 1;
        let share = shares.entry(address(&row).to_owned()).or_default();
        *share += 1;
        if *share <= LISTED_ON_PAGE_PER_ADDRESS || address(&row).is_empty() {
            page.push(row);
        }
    }
    let next = if looked_at < found { page.last().map(place) } else { last.filter(|_| found == read) };
    (page, next)
}

/// Rooms in order, and where the next ones begin.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    /// Those with people in them first, then the latest changed.
    pub entries: Vec<Entry>,
    /// Set when there are more.
    pub next: Option<Cursor>,
}

/// The place of a room in the order, as a text for links. It holds by itself: rooms that come and
/// go before it move nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// 1 if somebody is in the room.
    pub alive: i64,
    /// When the room's entry last changed.
    pub changed_at: Millis,
    /// Which room; empty for a place before every room.
    pub room: String,
}

impl Cursor {
    /// Before every room.
    pub(crate) fn start() -> Self {
        Self { alive: 2, changed_at: 0, room: String::new() }
    }

    /// Takes a cursor as it stands in a link of ours.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let alive = parts.next().filter(|alive| matches!(*alive, "0" | "1"))?.parse().ok()?;
        let digits = parts
            .next()
            .filter(|digits| digits.len() <= NUMBER_MAX_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()))?;
        let room = Slug::parse(parts.next()?).ok()?;
        Some(Self { alive, changed_at: digits.parse().ok()?, room: room.as_str().to_owned() })
    }

    /// As it stands in a link.
    pub(crate) fn to_text(&self) -> String {
        format!("{}.{}.{}", self.alive, self.changed_at, self.room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursor_is_written_and_read_back() {
        let cursor = Cursor { alive: 1, changed_at: 1_795_442_523_004, room: "tea-room".to_owned() };
        assert_eq!(cursor.to_text(), "1.1795442523004.tea-room");
        assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
    }

    #[test]
    fn change_is_one_of_those_that_are_offered() {
        assert_eq!(ListingChange::parse("hide-topic"), Some(ListingChange::HideTopic));
        assert_eq!(ListingChange::parse("delete"), None);
    }

    fn rows(addresses: &[&'static str]) -> Vec<(usize, &'static str)> {
        addresses.iter().copied().enumerate().collect()
    }

    fn page(addresses: &[&'static str], limit: usize, read: usize) -> (Vec<usize>, Option<String>) {
        let place = |row: &(usize, &str)| Cursor { room: row.0.to_string(), ..Cursor::start() };
        let (page, next) = shared_out(rows(addresses), limit, read, place, |row| row.1);
        (page.into_iter().map(|row| row.0).collect(), next.map(|next| next.room))
    }

    #[test]
    fn address_has_three_rooms_on_a_page() {
        assert_eq!(page(&["a", "a", "b", "a", "a", "a", "c"], 9, 19), (vec![0, 1, 2, 3, 6], None));
        assert_eq!(page(&["", "", "", "", ""], 9, 19), (vec![0, 1, 2, 3, 4], None), "nobody knows whose they are");
    }

    #[test]
    fn next_page_begins_after_the_last_room_that_was_looked_at() {
        assert_eq!(page(&["a", "b", "c"], 3, 7), (vec![0, 1, 2], None), "there is no more");
        assert_eq!(page(&["a", "b", "c", "d"], 3, 7), (vec![0, 1, 2], Some("2".to_owned())));
        assert_eq!(page(&["a", "a", "a", "a", "a"], 2, 5), (vec![0, 1], Some("1".to_owned())));
        assert_eq!(page(&["a", "a", "a", "a", "a"], 4, 5), (vec![0, 1, 2], Some("4".to_owned())), "there may be more");
    }

    #[test]
    fn text_that_is_no_cursor_is_refused() {
        for bad in
            ["", "1", "1.2", "2.1.a", "1.-1.a", "1..a", "1.1.A", "1.1.", "1.+1.a", "1.1234567890123456.a", "x.1.a"]
        {
            assert_eq!(Cursor::parse(bad), None, "{bad:?}");
        }
    }
}
