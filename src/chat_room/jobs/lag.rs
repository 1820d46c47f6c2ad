//! The lag job: says in D1 that the room has something which D1 does not take, for `/healthz`. In a
//! room that D1 has not failed it costs nothing.

use room::Millis;

use crate::limits::ARCHIVE_LAG_TOLD_AFTER_MS;

/// What D1 may have been told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lag {
    told: Told,
}

/// What D1 says of the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Told {
    /// Nothing.
    #[default]
    Nothing,
    /// That it is behind since then.
    Behind(Millis),
    /// One or the other: D1 has not answered.
    Either,
}

/// What to tell D1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LagUpdate {
    /// That the room is behind since a time.
    Behind(Millis),
    /// That it is not any more.
    UpToDate,
}

impl LagUpdate {
    /// Since when the room is behind, if it is.
    pub(crate) fn since(self) -> Option<Millis> {
        match self {
            Self::Behind(since) => Some(since),
            Self::UpToDate => None,
        }
    }
}

impl Lag {
    /// Restores the job. `rows` is how many rows of the room D1 may have: one, or none.
    pub(crate) fn restore(rows: i64) -> Self {
        Self { told: if rows > 0 { Told::Either } else { Told::Nothing } }
    }

    /// What to tell D1 now. `oldest` is when the oldest change happened that D1 does not have;
    /// none if it has all.
    pub(crate) fn update(self, oldest: Option<Millis>, now: Millis) -> Option<LagUpdate> {
        match oldest {
            None => (self.told != Told::Nothing).then_some(LagUpdate::UpToDate),
            Some(since) if now - since < ARCHIVE_LAG_TOLD_AFTER_MS => None,
            Some(since) => (self.told != Told::Behind(since)).then_some(LagUpdate::Behind(since)),
        }
    }

    /// D1 is being told: from here on it may have it, whatever comes back.
    pub(crate) fn on_telling(&mut self) {
        self.told = Told::Either;
    }

    /// D1 was told.
    pub(crate) fn on_told(&mut self, update: LagUpdate) {
        self.told = update.since().map_or(Told::Nothing, Told::Behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_800_000_000_000;
    const LONG_AGO: Millis = NOW - ARCHIVE_LAG_TOLD_AFTER_MS;

    #[test]
    fn room_that_is_behind_says_so_until_it_is_not() {
        let mut lag = Lag::default();
        assert_eq!(lag.update(None, NOW), None);
        assert_eq!(lag.update(Some(LONG_AGO + 1), NOW), None, "that is normal");
        assert_eq!(lag.update(Some(LONG_AGO), NOW), Some(LagUpdate::Behind(LONG_AGO)));
        lag.on_telling();
        assert_eq!(lag.update(Some(LONG_AGO), NOW), Some(LagUpdate::Behind(LONG_AGO)), "D1 did not answer");
        lag.on_told(LagUpdate::Behind(LONG_AGO));
        assert_eq!(lag.update(Some(LONG_AGO), NOW), None);
        assert_eq!(lag.update(None, NOW), Some(LagUpdate::UpToDate));
        lag.on_told(LagUpdate::UpToDate);
        assert_eq!(lag.update(None, NOW), None);
    }

    #[test]
    fn room_that_was_restored_takes_back_what_it_may_have_told() {
        assert_eq!(Lag::restore(1).update(None, NOW), Some(LagUpdate::UpToDate));
        assert_eq!(Lag::restore(0).update(None, NOW), None);
    }
}
