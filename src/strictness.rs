//! How strictly the site limits by address: as the operator says.

use room::Strictness;
use worker::Env;

use crate::site::{self, Defence};

/// As the variables say: `ADDRESS_LIMITS = "off"` lifts all limits by address, for tests in which
/// everybody comes from one; `UNDER_ATTACK = "yes"` makes them stricter, and so does the operator.
pub(crate) fn of(env: &Env) -> Strictness {
    let is = |name: &str, value: &str| env.var(name).is_ok_and(|set| set.to_string().trim() == value);
    match () {
        () if is("ADDRESS_LIMITS", "off") => Strictness::Off,
        () if is("UNDER_ATTACK", "yes") || site::defence() == Defence::UnderAttack => Strictness::UnderAttack,
        () => Strictness::Normal,
    }
}
