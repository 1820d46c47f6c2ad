//! What the limits of Natter let through of an attack, and what got through.

use std::collections::BTreeMap;
use std::time::Duration;

use room::{Millis, limits};

use super::hostile::Outcome;
use super::kind::{Attack, HEAVY};
use super::talk::Attacker;
use crate::server::Logged;

/// What the platform counts around all rooms.
const WRANGLER: &str = include_str!("../../../wrangler.toml");

/// The platform counts in minutes of its own, and one may begin while something lasts.
const FENCE_PERIOD_MS: Millis = 60_000;

/// A foreign origin is told to the operator once in so long.
const FOREIGN_ORIGIN_LOG_INTERVAL_MS: Millis = 60_000;

/// Frames that are not read before their sender is shut out.
const UNREAD_FRAMES_MAX: Millis = limits::REFUSALS_MAX / limits::UNREAD_FRAME_COST + 1;

/// What is counted of those who are told to come back later.
const SHUT_OUT: &str = "closed: come back later";

/// Rooms of one address on the list.
const LISTED_PER_ADDRESS: u64 = 5;

/// Something that a limit holds.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) what: &'static str,
    pub(super) got: u64,
    pub(super) allowed: u64,
}

/// What happened, as the server shows it.
pub(super) struct Seen<'a> {
    pub(super) attack: Attack,
    /// What attackers have said.
    pub(super) said: &'a BTreeMap<Attacker, u64>,
    /// How long after the attack began the last of it was said.
    pub(super) said_for: Duration,
    /// How long it was attacked.
    pub(super) lasted: Duration,
    pub(super) outcome: &'a Outcome,
    /// Objects that were made.
    pub(super) objects: u64,
    /// Lines that were logged.
    pub(super) logged: &'a Logged,
    /// Rooms of the attacker on the list.
    pub(super) listed: u64,
}

impl Seen<'_> {
    /// What got through, against what may.
    pub(super) fn checks(&self) -> Vec<Check> {
        let addresses = number(self.attack.addresses());
        let sessions = number(self.attack.sessions());
        let counted = |what| self.outcome.count(what);
        // Whoever is shut out has a socket until they are told so.
        let let_in = counted("upgraded").saturating_sub(counted(SHUT_OUT));
        let mut checks = self.messages();
        checks.push(check("internal errors logged", self.logged.get("internal_error").copied().unwrap_or(0), 0));
        match self.attack {
            Attack::RaidOfOne | Attack::RaidOfMany | Attack::Squatting => {
                let of_one = burst(limits::ADDRESS_NAME_BURST, limits::ADDRESS_NAME_INTERVAL_MS, self.lasted);
                checks.push(check("new names let in", counted("names taken"), addresses * of_one));
            }
            Attack::GarbageOfOne | Attack::GarbageOfMany => {
                let each = burst(1, limits::SHUT_OUT_MS, self.lasted);
                checks.push(check("connections let in", counted("let in"), sessions * each));
            }
            Attack::Bombs => {
                let opened = burst(limits::ADDRESS_CONNECT_BURST, limits::ADDRESS_CONNECT_INTERVAL_MS, self.lasted);
                checks.push(check("sockets that inflate", counted("compression agreed"), 0));
                checks.push(check("connections let in", let_in, opened));
            }
            Attack::HugeFrames => {
                let each = u64::try_from(UNREAD_FRAMES_MAX).unwrap_or(0) * burst(1, limits::SHUT_OUT_MS, self.lasted);
                checks.push(check("frames of 31 MiB", counted("frames of 31 MiB sent"), number(HEAVY) * each));
            }
            Attack::SlowReaders => {
                checks.push(check("connections let in", counted("let in"), number(limits::ADDRESS_CONNECTIONS_MAX)));
            }
            Attack::Founding => {
                checks.push(check("rooms founded", counted("rooms founded"), self.fence("NEW_ROOMS")));
                checks.push(check("rooms on the list", self.listed, LISTED_PER_ADDRESS));
            }
            Attack::VisitsOfOne | Attack::VisitsOfMany => {
                checks.push(check("objects made", self.objects, addresses * self.fence("ROOMS")));
            }
            Attack::ForeignOrigins => {
                let lines = self.logged.get("foreign_origin_refused").copied().unwrap_or(0);
                checks.push(check("connections let in", counted("let in"), 0));
                checks.push(check("lines logged of it", lines, burst(1, FOREIGN_ORIGIN_LOG_INTERVAL_MS, self.lasted)));
            }
            Attack::BanEvasion => checks.push(check("tries let in", counted("let in after a ban"), 0)),
            Attack::FloodOfOne | Attack::FloodOfMany | Attack::SlowSenders => {}
        }
        checks
    }

    /// Messages: of each session, of each address, of all.
    fn messages(&self) -> Vec<Check> {
        let of_session = burst(limits::SEND_BURST, limits::SEND_INTERVAL_MS, self.said_for);
        let of_address = burst(limits::ADDRESS_SEND_BURST, limits::ADDRESS_SEND_INTERVAL_MS, self.said_for);
        let mut addresses: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for ((address, _), said) in self.said {
            let (messages, sessions) = addresses.entry(*address).or_default();
            (*messages, *sessions) = (*messages + said, *sessions + 1);
        }
        let total = self.said.values().sum();
        if !self.attack.talks() {
            return vec![check("messages", total, 0)];
        }
        let most = addresses.values().map(|(messages, _)| *messages).max().unwrap_or(0);
        let all = addresses.values().map(|(_, sessions)| of_address.min(sessions * of_session)).sum();
        vec![
            check("messages of a session", self.said.values().copied().max().unwrap_or(0), of_session),
            check("messages of an address", most, of_address),
            check("messages", total, all),
        ]
    }

    fn fence(&self, name: &str) -> u64 {
        let table = WRANGLER.split("[[ratelimits]]").find(|table| table.contains(&format!("name = \"{name}\"")));
        let limit = table.and_then(|table| table.split_once("limit = ")?.1.split(',').next()?.parse().ok());
        limit.unwrap_or(0) * burst(2, FENCE_PERIOD_MS, self.lasted)
    }
}

fn check(what: &'static str, got: u64, allowed: u64) -> Check {
    Check { what, got, allowed }
}

/// So many at once, and one more in each interval.
fn burst(burst: i64, interval: Millis, time: Duration) -> u64 {
    let time = Millis::try_from(time.as_millis()).unwrap_or(Millis::MAX);
    u64::try_from(burst + time / interval).unwrap_or(0)
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen<'a>(
        attack: Attack,
        said: &'a BTreeMap<Attacker, u64>,
        outcome: &'a Outcome,
        logged: &'a Logged,
    ) -> Seen<'a> {
        let time = Duration::from_secs(5);
        Seen { attack, said, said_for: time, lasted: time, outcome, objects: 0, logged, listed: 0 }
    }

    #[test]
    fn message_too_many_is_found() {
        let said = BTreeMap::from([((0, 1), 15), ((0, 2), 16)]);
        let checks = seen(Attack::FloodOfOne, &said, &Outcome::default(), &Logged::new()).checks();
        let held: Vec<bool> = checks.iter().map(|check| check.got <= check.allowed).collect();
        assert_eq!(held, [false, true, false, true], "{checks:?}");
        let of_nobody = seen(Attack::Squatting, &said, &Outcome::default(), &Logged::new()).checks();
        assert!(of_nobody.iter().any(|check| check.what == "messages" && check.got == 31 && check.allowed == 0));
    }

    #[test]
    fn fence_is_read_from_what_is_deployed() {
        let (said, outcome, logged) = (BTreeMap::new(), Outcome::default(), Logged::new());
        assert_eq!(seen(Attack::Founding, &said, &outcome, &logged).fence("NEW_ROOMS"), 2 * 15);
    }
}
