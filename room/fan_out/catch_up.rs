//! Catch-up: what a page that was away has missed.

use crate::{Seq, Version};

/// What to send to a page that knows the room up to some version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatchUp {
    /// It has everything.
    Nothing,
    /// Everything that changed after this version, if that is not more than
    /// [`CATCH_UP_CHANGES_MAX`](crate::limits::CATCH_UP_CHANGES_MAX); otherwise [`CatchUp::Whole`].
    After(Version),
    /// The newest page replaces the whole list of messages, and says so: never a partial fill.
    Whole,
}

impl CatchUp {
    /// Decides for a page at `since` in a room at `version` whose storage reaches back to `oldest`,
    /// and where messages before that changed until `pruned_change`.
    ///
    /// This room cannot continue a cursor that is missing, ahead of the room, or older than what
    /// the room still holds: it is from before a wipe, from another room, or made up. Nor can it
    /// continue one from before a change whose message was pruned since: the page may show how that
    /// was.
    #[must_use]
    pub fn decide(
        since: Option<Version>,
        version: Version,
        oldest: Option<Seq>,
        pruned_change: Option<Version>,
    ) -> Self {
        let has_all_since = |since: Version| {
            oldest.is_some_and(|oldest| since + 1 >= oldest) && pruned_change.is_none_or(|change| since >= change)
        };
        match since {
            Some(since) if since == version => Self::Nothing,
            Some(since) if since < version && has_all_since(since) => Self::After(since),
            _ => Self::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_catches_up_only_where_nothing_can_be_missing() {
        // The room holds 101 to 120.
        let decide = |since| CatchUp::decide(since, 120, Some(101), None);
        assert_eq!(decide(Some(120)), CatchUp::Nothing);
        assert_eq!(decide(Some(119)), CatchUp::After(119));
        assert_eq!(decide(Some(100)), CatchUp::After(100), "an empty page of a room founded at 100");
        assert_eq!(decide(Some(99)), CatchUp::Whole, "100 is gone: it was pruned, or never in this room");
        assert_eq!(decide(Some(121)), CatchUp::Whole, "ahead of the room: from before a wipe, or made up");
        assert_eq!(decide(Some(-1)), CatchUp::Whole);
        assert_eq!(decide(None), CatchUp::Whole);
    }

    #[test]
    fn page_from_before_a_pruned_change_gets_the_list_anew() {
        // Message 90 was changed at 110, shipped and pruned.
        let decide = |since| CatchUp::decide(Some(since), 120, Some(101), Some(110));
        assert_eq!(decide(109), CatchUp::Whole, "it may still show how message 90 was");
        assert_eq!(decide(110), CatchUp::After(110));
        assert_eq!(decide(120), CatchUp::Nothing);
    }

    #[test]
    fn empty_room_has_nothing_to_send() {
        assert_eq!(CatchUp::decide(Some(100), 100, None, None), CatchUp::Nothing);
        assert_eq!(CatchUp::decide(Some(99), 100, None, None), CatchUp::Whole);
    }
}
