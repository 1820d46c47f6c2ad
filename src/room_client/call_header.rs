//! What every call to a room carries: who makes it, and what the room has to know first.

use room::{Caller, Millis, Person, SessionMark, Strictness};
use serde::{Deserialize, Serialize};

/// What every call carries beside its own fields. [`RoomStub`](super::RoomStub) writes it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CallHeader {
    /// The number of the calls that the room has to know.
    pub needs: u16,
    /// Where the caller comes from, as [`Fingerprints`]; empty if nobody knows.
    pub from: String,
    /// How strictly they are limited. None in a call of an older build.
    pub strictness: Option<Strictness>,
    /// Whose session it is made with, as [`Person`]; empty if it is nobody's.
    pub person: String,
    /// When that session began under its name.
    pub session_since: Millis,
    /// What the Worker knows of the site, as JSON, unless all is as it comes.
    pub site: Option<String>,
    /// Whether the call may found the room. A call of an older build may.
    pub founding: FoundingPermission,
}

/// Whether a call may found the room that it is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FoundingPermission {
    /// If nobody has, it does nothing ([`NOT_FOUNDED`](crate::limits::NOT_FOUNDED)).
    Ask,
    /// The Worker has allowed it to whoever runs the site.
    ByOperator,
    /// The Worker has allowed it.
    #[default]
    #[serde(other)]
    Granted,
}

impl CallHeader {
    /// Who calls. What this build cannot read counts for nothing.
    pub(crate) fn caller(&self) -> Caller {
        let is_operator = self.founding == FoundingPermission::ByOperator;
        let person: Option<Person> = self.person.parse().ok();
        let session = person.map(|person| SessionMark { person, since: self.session_since });
        Caller { from: self.from.parse().ok(), strictness: self.strictness.unwrap_or_default(), is_operator, session }
    }
}
