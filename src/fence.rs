//! The outer fence: what one address may do in all rooms together, by the platform's rate limits.
//!
//! Cloudflare counts them in each of its locations apart and approximately, and asks nobody else:
//! that costs no call of an object. A room counts exactly what happens in it; this holds whoever
//! goes from room to room, to a few times these numbers at worst. Where a binding is missing the
//! fence is open: nobody is kept out by an older `wrangler.toml`.

use room::{Caller, Fingerprint, Millis, Person, Refusal, Strictness, limits};
use worker::{Env, RateLimiter};

use crate::limits::{FENCE_MESSAGES_PERIOD_MS, FENCE_PERIOD_MS};

/// What is counted. How much of it is let through stands in `wrangler.toml`, where the platform
/// reads it, and in `src/limits/site.rs` with its reason; a test compares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fence {
    /// Forms that let somebody in, or give them another name.
    Joins,
    /// Rooms that are founded, by a form or by a socket.
    NewRooms,
    /// Rooms that are asked for and were not met before.
    Rooms,
    /// Sockets that are opened.
    Upgrades,
    /// Requests of programs.
    Reads,
    /// Searches, by people and by programs.
    Searches,
    /// Files that come in.
    Uploads,
    /// Messages, by the few: rooms count them and tell.
    Messages,
    /// Reports of browsers about our content security policy.
    Violations,
}

impl Fence {
    fn binding(self) -> &'static str {
        match self {
            Self::Joins => "JOINS",
            Self::NewRooms => "NEW_ROOMS",
            Self::Rooms => "ROOMS",
            Self::Upgrades => "UPGRADES",
            Self::Reads => "READS",
            Self::Searches => "SEARCHES",
            Self::Uploads => "UPLOADS",
            Self::Messages => "MESSAGES",
            Self::Violations => "VIOLATIONS",
        }
    }

    /// How long somebody waits whom it keeps out: the platform does not say when its period ends.
    pub(crate) fn wait_ms(self) -> Millis {
        if self == Self::Messages { FENCE_MESSAGES_PERIOD_MS } else { FENCE_PERIOD_MS }
    }

    /// The platform's counter of it, if it is bound.
    pub(crate) fn limiter(self, env: &Env) -> Option<RateLimiter> {
        env.rate_limiter(self.binding()).ok()
    }

    /// Lets a caller through, and counts it.
    ///
    /// # Errors
    /// [`Refusal::AddressBusy`].
    pub(crate) async fn pass(self, env: &Env, caller: Caller) -> Result<(), Refusal> {
        let (Some(from), Some(limiter)) = (caller.from, self.limiter(env)) else { return Ok(()) };
        if count(&limiter, from.current, caller.strictness).await {
            Ok(())
        } else {
            Err(Refusal::AddressBusy { wait_ms: self.wait_ms() })
        }
    }
}

impl Fence {
    /// Lets somebody through, wherever they come from, and counts it.
    ///
    /// # Errors
    /// [`Refusal::TooFast`].
    pub(crate) async fn pass_as(self, env: &Env, person: Person) -> Result<(), Refusal> {
        let Some(limiter) = self.limiter(env) else { return Ok(()) };
        // A platform that cannot count keeps nobody out.
        let is_let_through = limiter.limit(person.to_string()).await.map_or(true, |outcome| outcome.success);
        if is_let_through { Ok(()) } else { Err(Refusal::TooFast { wait_ms: self.wait_ms() }) }
    }
}

/// Counts one for an address, or as many as it costs while the site is under attack. Returns
/// whether it is let through.
pub(crate) async fn count(limiter: &RateLimiter, address: Fingerprint, strictness: Strictness) -> bool {
    let cost = match strictness {
        Strictness::Off => return true,
        Strictness::Normal => 1,
        Strictness::UnderAttack => limits::UNDER_ATTACK_ONE_IN,
    };
    let mut is_let_through = true;
    for _ in 0..cost {
        // A platform that cannot count keeps nobody out.
        is_let_through &= limiter.limit(address.to_string()).await.map_or(true, |outcome| outcome.success);
    }
    is_let_through
}

#[cfg(test)]
mod tests {
    use crate::limits::{FENCE_JOINS, FENCE_MESSAGES, FENCE_NEW_ROOMS, FENCE_READS, FENCE_ROOMS, FENCE_UPGRADES};
    use crate::limits::{FENCE_MESSAGES_PERIOD_MS, FENCE_PERIOD_MS};
    use crate::limits::{FENCE_SEARCHES, FENCE_UPLOADS, FENCE_VIOLATIONS};

    /// What Wrangler tells the platform.
    const WRANGLER: &str = include_str!("../wrangler.toml");

    #[test]
    fn platform_is_told_the_numbers_of_the_limits() {
        for (name, limit, period_ms) in [
            ("JOINS", FENCE_JOINS, FENCE_PERIOD_MS),
            ("NEW_ROOMS", FENCE_NEW_ROOMS, FENCE_PERIOD_MS),
            ("ROOMS", FENCE_ROOMS, FENCE_PERIOD_MS),
            ("UPGRADES", FENCE_UPGRADES, FENCE_PERIOD_MS),
            ("READS", FENCE_READS, FENCE_PERIOD_MS),
            ("MESSAGES", FENCE_MESSAGES, FENCE_MESSAGES_PERIOD_MS),
            ("SEARCHES", FENCE_SEARCHES, FENCE_PERIOD_MS),
            ("UPLOADS", FENCE_UPLOADS, FENCE_PERIOD_MS),
            ("VIOLATIONS", FENCE_VIOLATIONS, FENCE_PERIOD_MS),
        ] {
            let simple = format!("simple = {{ limit = {limit}, period = {} }}", period_ms / 1_000);
            let told = WRANGLER
                .split("ratelimits]]")
                .filter(|table| table.contains(&format!("name = \"{name}\"\n")) && table.contains(&simple));
            assert_eq!(told.count(), 2, "{name}, at the top and in [env.production]: {simple}");
        }
    }
}
