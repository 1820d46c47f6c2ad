//! How strictly the site limits by address: as the operator says.

use room::Strictness;
use worker::Env;

use crate::config::{ADDRESS_LIMITS, UNDER_ATTACK};
use crate::site::{self, Defence};

/// As the variables say: `ADDRESS_LIMITS = "off"` lifts all limits by address, for tests in which
/// everybody comes from one; `UNDER_ATTACK = "yes"` makes them stricter, and so does the operator.
pub(crate) fn of(env: &Env) -> Strictness {
    match (ADDRESS_LIMITS.of(env), UNDER_ATTACK.of(env)) {
        ("off", _) => Strictness::Off,
        (_, "yes") => Strictness::UnderAttack,
        _ if site::defence() == Defence::UnderAttack => Strictness::UnderAttack,
        _ => Strictness::Normal,
    }
}
