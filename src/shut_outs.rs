//! Who is shut out of a room, as this isolate knows: the room has said so when they came. Until
//! then they are told here, and the room hears nothing of them: to be refused once more costs it as
//! much as a message.

use std::cell::RefCell;
use std::collections::BTreeMap;

use room::{MemberId, Millis, Refusal, Slug, limits};

use crate::limits::SHUT_OUTS_KNOWN_MAX;

thread_local! {
    static UNTIL: RefCell<BTreeMap<(Slug, MemberId), Millis>> = const { RefCell::new(BTreeMap::new()) };
}

/// Whether somebody may ask a room to let them in.
///
/// # Errors
/// [`Refusal::TooFast`].
pub(crate) fn check(room: &Slug, member: &MemberId, now: Millis) -> Result<(), Refusal> {
    let key = (room.clone(), member.clone());
    let wait_ms = UNTIL.with_borrow(|until| until.get(&key).map_or(0, |until| until - now));
    if (1..=limits::SHUT_OUT_MS).contains(&wait_ms) { Err(Refusal::TooFast { wait_ms }) } else { Ok(()) }
}

/// Notes that a room has shut somebody out.
pub(crate) fn note(room: &Slug, member: &MemberId, wait_ms: Millis, now: Millis) {
    UNTIL.with_borrow_mut(|known| {
        if known.len() >= SHUT_OUTS_KNOWN_MAX {
            known.retain(|_, until| *until > now);
        }
        // Who is not noted is told by the room, as often as they come.
        if known.len() < SHUT_OUTS_KNOWN_MAX {
            known.insert((room.clone(), member.clone()), now + wait_ms);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: usize) -> MemberId {
        let letter = |place: u32| char::from(b'a' + u8::try_from(n / 26_usize.pow(place) % 26).unwrap());
        MemberId::parse(&(0..16).map(|place| if place < 4 { letter(place) } else { 'a' }).collect::<String>()).unwrap()
    }

    #[test]
    fn shut_out_is_known_until_it_ends() {
        let (hall, ada) = (Slug::parse("hall").unwrap(), member(1));
        note(&hall, &ada, 30_000, 1_000);
        assert_eq!(check(&hall, &ada, 2_000), Err(Refusal::TooFast { wait_ms: 29_000 }));
        assert_eq!(check(&hall, &ada, 31_000), Ok(()));
        assert_eq!(check(&Slug::lobby(), &ada, 2_000), Ok(()), "another room");
        assert_eq!(check(&hall, &member(2), 2_000), Ok(()), "another member");
        assert_eq!(check(&hall, &ada, -3_600_000), Ok(()), "the clock was set back");
    }

    #[test]
    fn isolate_knows_only_so_many() {
        let hall = Slug::parse("hall").unwrap();
        for n in 0..SHUT_OUTS_KNOWN_MAX + 5 {
            note(&hall, &member(n), 30_000, 1_000);
        }
        assert_eq!(UNTIL.with_borrow(BTreeMap::len), SHUT_OUTS_KNOWN_MAX);
        note(&hall, &member(0), 30_000, 40_000);
        assert_eq!(UNTIL.with_borrow(BTreeMap::len), 1, "those whose time is over are forgotten");
    }
}
