//! Sessions that are over, as this isolate knows them: of people who wanted to be forgotten, who
//! took another name, or whom the operator has signed out. The cookie of such a session is
//! nobody's, and its sockets are closed.
//!
//! D1 has them for as long as a session may last. Each isolate reads what is new there when its
//! copy is [`ENDED_REFRESH_MS`] old and somebody asks; while D1 does not answer, what was known
//! last holds.

use std::cell::RefCell;
use std::collections::HashMap;

use room::{Millis, Person, SessionMark};
use serde::{Deserialize, Serialize};
use serde_json::json;
use worker::Result;

use crate::limits::{ENDED_LATE_MS, ENDED_MAX, ENDED_REFRESH_MS, SITE_RETRY_MS};
use crate::log;

/// That all sessions of somebody are over which began before a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ended {
    pub(crate) person: Person,
    /// Those that began before this.
    pub(crate) before: Millis,
    /// When it was decided.
    pub(crate) at: Millis,
}

/// The copy of an isolate.
#[derive(Default)]
struct Copy {
    before: HashMap<Person, Millis>,
    /// Up to when it has all that was decided; none if it never was read.
    until: Option<Millis>,
    /// When it is to be read again; none if it never was.
    due: Option<Millis>,
    /// Whether it was logged that it cannot be read.
    is_logged: bool,
    /// How often something was added: rooms look through their sockets then.
    version: u64,
}

thread_local! {
    static COPY: RefCell<Copy> = RefCell::default();
}

/// Whether a session is over.
pub(crate) fn is_over(session: SessionMark) -> bool {
    COPY.with_borrow(|copy| copy.before.get(&session.person).is_some_and(|before| session.since < *before))
}

/// How often something was added to what is known.
pub(crate) fn version() -> u64 {
    COPY.with_borrow(|copy| copy.version)
}

/// Whether the copy should be read again.
pub(crate) fn is_due(now: Millis) -> bool {
    // By a clock that was set back it is not put off for ever.
    COPY.with_borrow(|copy| copy.due.is_none_or(|due| now >= due || due - now > ENDED_REFRESH_MS))
}

/// Reads what is new, if that is due. `read` is given the time from which on to read. Whoever comes
/// meanwhile goes on with what is known, but for the first ones: nothing is known yet.
pub(crate) async fn refresh<R: Future<Output = Result<Vec<Ended>>>>(now: Millis, read: impl FnOnce(Millis) -> R) {
    if !is_due(now) {
        return;
    }
    let until = COPY.with_borrow_mut(|copy| {
        if copy.until.is_some() {
            copy.due = Some(now + SITE_RETRY_MS);
        }
        copy.until
    });
    // What was decided elsewhere may be written a little later, and by another clock.
    match read(until.map_or(0, |until| until - ENDED_LATE_MS)).await {
        Ok(ended) => {
            ended.into_iter().for_each(add);
            COPY.with_borrow_mut(|copy| {
                (copy.until, copy.due, copy.is_logged) = (Some(now), Some(now + ENDED_REFRESH_MS), false);
            });
        }
        Err(error) => {
            let was_logged = COPY.with_borrow_mut(|copy| {
                copy.due = Some(now + SITE_RETRY_MS);
                std::mem::replace(&mut copy.is_logged, true)
            });
            if was_logged {
                return;
            }
            let how = "Sessions that were ended meanwhile go on until D1 answers. See archive_failed for D1.";
            log::warn("ended_sessions_unavailable", json!({ "error": error.to_string(), "do": how }));
        }
    }
}

/// Takes over what was just read or decided.
pub(crate) fn add(Ended { person, before, .. }: Ended) {
    COPY.with_borrow_mut(|copy| {
        if copy.before.get(&person).is_some_and(|known| *known >= before) {
            return;
        }
        // Of more than so many somebody makes a mass. D1 has the rest, and the cookies run out.
        if copy.before.len() < ENDED_MAX || copy.before.contains_key(&person) {
            copy.before.insert(person, before);
            copy.version += 1;
        }
    });
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    fn session(bits: u128, since: Millis) -> SessionMark {
        SessionMark { person: Person::of_bits(bits), since }
    }

    fn ended(bits: u128, before: Millis) -> Ended {
        Ended { person: Person::of_bits(bits), before, at: before }
    }

    #[test]
    fn session_is_over_that_began_before() {
        add(ended(1, 500));
        assert!(is_over(session(1, 0)) && is_over(session(1, 499)));
        assert!(!is_over(session(1, 500)), "it has the new name");
        assert!(!is_over(session(2, 0)), "somebody else");
    }

    #[test]
    fn older_decision_changes_nothing() {
        add(ended(1, 500));
        let known = version();
        add(ended(1, 400));
        assert!(is_over(session(1, 450)));
        assert_eq!(version(), known);
    }

    #[test]
    fn news_is_read_when_that_is_due() {
        let read = |ended: Vec<Ended>| refresh(0, |_| async { Ok(ended) }).now_or_never();
        read(vec![ended(1, 500)]);
        assert!(is_over(session(1, 0)) && !is_due(0));
        read(vec![ended(2, 500)]);
        assert!(!is_over(session(2, 0)), "it is not due");
    }

    #[test]
    fn known_end_holds_while_d1_does_not_answer() {
        add(ended(1, 500));
        refresh(0, |_| async { Err(worker::Error::from("D1 is gone")) }).now_or_never();
        assert!(is_over(session(1, 0)) && !is_due(0));
    }
}
