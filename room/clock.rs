//! A time that never goes back.

use crate::Millis;

/// Turns the clock on the wall, which may be set back, into a time that only goes forward: when the wall goes
/// back, this stands still for that moment and then goes on as fast as before. What is due in 8 seconds stays
/// due in 8 seconds.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    latest: Option<Millis>,
    /// How much further this is than the wall.
    ahead: Millis,
}

impl Clock {
    /// A clock that will not show less than `latest`.
    pub(crate) fn going_on_from(latest: Option<Millis>) -> Self {
        Self { latest, ahead: 0 }
    }

    /// The time, at a moment when the wall says `now`.
    pub(crate) fn read(&mut self, now: Millis) -> Millis {
        let time = now + self.ahead;
        let time = self.latest.map_or(time, |latest| latest.max(time));
        self.ahead = time - now;
        self.latest = Some(time);
        time
    }

    /// What the wall will say at a time.
    pub(crate) fn on_the_wall(&self, time: Millis) -> Millis {
        time - self.ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_as_fast_as_before_when_the_wall_goes_back() {
        let mut clock = Clock::default();
        assert_eq!([clock.read(1_000), clock.read(1_500)], [1_000, 1_500]);
        assert_eq!([clock.read(200), clock.read(300)], [1_500, 1_600]);
        assert_eq!(clock.on_the_wall(2_000), 700);
        assert_eq!(clock.read(700), 2_000);
    }
}
