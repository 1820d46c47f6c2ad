//! The schedule: from all that is due to one timer in memory and one durable alarm.
//!
//! The timer is for seconds: it keeps the room awake, and a crash forgets it together with all
//! sockets. The alarm comes also when the room sleeps or has crashed.

use room::Millis;

/// What is armed.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    timer: Option<Millis>,
    alarm: Alarm,
}

/// What is known of the alarm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Alarm {
    /// The room has just woken: an alarm may be set.
    #[default]
    Unknown,
    /// None is set.
    Unset,
    /// It is set for this time.
    SetFor(Millis),
    /// It has come, and its work is not done.
    Running,
}

/// All that is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Due {
    /// By the timer: presence, hibernation.
    pub timer: Option<Millis>,
    /// By the alarm: the jobs.
    pub alarm: Option<Millis>,
    /// By the alarm, but only if the room knows when it comes. A room that has just woken must not
    /// put off what it had planned for an idle sweep that is a minute away.
    pub sweep: Option<Millis>,
}

/// What has to be armed now, by the platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ToArm {
    /// When the timer should come.
    pub timer: Option<Millis>,
    /// When the alarm should come.
    pub alarm: Option<Millis>,
}

impl Schedule {
    /// Compares what is due with what is armed.
    pub(crate) fn update(&mut self, due: Due) -> ToArm {
        let timer = due.timer.filter(|due| self.timer.is_none_or(|armed| *due < armed));
        if timer.is_some() {
            self.timer = timer;
        }
        let sweep = due.sweep.filter(|_| self.alarm != Alarm::Unknown);
        let alarm = due.alarm.into_iter().chain(sweep).min().filter(|due| match self.alarm {
            Alarm::SetFor(at) => *due < at,
            Alarm::Unknown | Alarm::Unset => true,
            Alarm::Running => false,
        });
        if let Some(at) = alarm {
            self.alarm = Alarm::SetFor(at);
        }
        ToArm { timer, alarm }
    }

    /// The timer that was armed for a time came. Returns whether it is the latest one; otherwise
    /// there is nothing to do.
    pub(crate) fn on_timer(&mut self, armed_for: Millis) -> bool {
        let is_latest = self.timer == Some(armed_for);
        if is_latest {
            self.timer = None;
        }
        is_latest
    }

    /// The alarm came. Until its work is done none is set: one that is set for now, while another
    /// runs, was seen not to come (workerd 2026-11-17). After a crash the one that ran comes again.
    pub(crate) fn on_alarm(&mut self) {
        self.alarm = Alarm::Running;
    }

    /// The work of the alarm is done. Whatever is due now needs a new one.
    pub(crate) fn on_alarm_done(&mut self) {
        if self.alarm == Alarm::Running {
            self.alarm = Alarm::Unset;
        }
    }

    /// The alarm could not be set.
    pub(crate) fn on_alarm_not_set(&mut self) {
        if matches!(self.alarm, Alarm::SetFor(_)) {
            self.alarm = Alarm::Unset;
        }
    }

    /// Whether the platform has to be asked when the alarm comes.
    pub(crate) fn is_alarm_unknown(&self) -> bool {
        self.alarm == Alarm::Unknown
    }

    /// The platform says when the alarm comes.
    pub(crate) fn on_alarm_known(&mut self, at: Option<Millis>) {
        if self.alarm == Alarm::Unknown {
            self.alarm = at.map_or(Alarm::Unset, Alarm::SetFor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timer(at: Millis) -> Due {
        Due { timer: Some(at), ..Due::default() }
    }

    fn alarm(at: Millis) -> Due {
        Due { alarm: Some(at), ..Due::default() }
    }

    #[test]
    fn earlier_timer_replaces_a_later_one() {
        let mut schedule = Schedule::default();
        assert_eq!(schedule.update(timer(900)).timer, Some(900));
        assert_eq!(schedule.update(timer(950)).timer, None, "it comes early enough");
        assert_eq!(schedule.update(timer(500)).timer, Some(500));
        assert!(!schedule.on_timer(900), "the first one has nothing to do");
        assert!(schedule.on_timer(500));
        assert_eq!(schedule.update(timer(950)).timer, Some(950));
    }

    #[test]
    fn alarm_is_set_only_when_it_would_come_too_late() {
        let mut schedule = Schedule::default();
        assert_eq!(schedule.update(alarm(900)).alarm, Some(900));
        assert_eq!(schedule.update(alarm(900)).alarm, None);
        assert_eq!(schedule.update(alarm(800)).alarm, Some(800));
        schedule.on_alarm_not_set();
        assert_eq!(schedule.update(alarm(900)).alarm, Some(900));
    }

    #[test]
    fn alarm_is_set_after_the_work_of_the_last_one() {
        let mut schedule = Schedule::default();
        assert_eq!(schedule.update(alarm(900)).alarm, Some(900));
        schedule.on_alarm();
        assert_eq!(schedule.update(alarm(900)).alarm, None, "it might never come");
        schedule.on_alarm_not_set();
        assert_eq!(schedule.update(alarm(900)).alarm, None, "that was an alarm of before");
        schedule.on_alarm_done();
        assert_eq!(schedule.update(alarm(900)).alarm, Some(900));
    }

    #[test]
    fn sweep_waits_until_the_alarm_is_known() {
        let mut schedule = Schedule::default();
        let sweep = Due { sweep: Some(60_000), ..Due::default() };
        assert_eq!(schedule.update(sweep), ToArm::default(), "an earlier alarm may be set");
        schedule.on_alarm_known(Some(5_000));
        assert_eq!(schedule.update(sweep), ToArm::default());
        schedule.on_alarm_not_set();
        assert_eq!(schedule.update(sweep).alarm, Some(60_000));
    }
}
