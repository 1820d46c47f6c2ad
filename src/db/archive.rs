//! The archive of all rooms: the database that it is in.

use worker::{D1Database, Env, Result};

use super::fill::Capacity;
use super::kept::Kept;
use crate::clock;
use crate::retention::SiteRetention;

/// The messages and reactions in D1. It is awaited only where nobody who talks waits: by alarms,
/// and by pages of old messages.
pub(crate) struct Archive {
    pub(super) database: D1Database,
    pub(super) capacity: Capacity,
    site: SiteRetention,
}

impl Archive {
    /// The database that is bound to the Worker.
    ///
    /// # Errors
    /// None is bound.
    pub(crate) fn of(env: &Env) -> Result<Self> {
        Ok(Self { database: env.d1("DB")?, capacity: Capacity::of(env), site: SiteRetention::of(env) })
    }

    /// How long messages are kept, now.
    pub(super) fn kept(&self) -> Kept {
        Kept { site: self.site, now: clock::now() }
    }
}
