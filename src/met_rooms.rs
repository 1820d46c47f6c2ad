//! The rooms that this isolate has met: somebody was let through to them. To ask a room that nobody
//! has started makes an object of it for as long as the answer takes, so an address may ask for so
//! many rooms in a while that were not met before. Those that people are in are met by everybody.

use std::cell::RefCell;
use std::collections::BTreeSet;

use room::{Caller, Refusal, Slug};
use worker::Env;

use crate::fence::Fence;
use crate::limits::MET_ROOMS_MAX;

thread_local! {
    static MET: RefCell<BTreeSet<Slug>> = const { RefCell::new(BTreeSet::new()) };
}

/// Whether a caller may ask this room. It is counted if the room was not met before.
///
/// # Errors
/// [`Refusal::AddressBusy`].
pub(crate) async fn allow(env: &Env, room: &Slug, caller: Caller) -> Result<(), Refusal> {
    // Before it is counted: a crowd that comes back at once goes to one room, and counts as one.
    if !meet(room) {
        return Ok(());
    }
    Fence::Rooms.pass(env, caller).await.inspect_err(|_| forget(room))
}

/// Notes a room. Whether it is new.
fn meet(room: &Slug) -> bool {
    MET.with_borrow_mut(|met| {
        if met.contains(room) {
            return false;
        }
        if met.len() >= MET_ROOMS_MAX {
            met.clear();
        }
        met.insert(room.clone())
    })
}

fn forget(room: &Slug) {
    MET.with_borrow_mut(|met| met.remove(room));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(n: usize) -> Slug {
        Slug::parse(&format!("room-{n}")).unwrap()
    }

    #[test]
    fn room_is_new_once() {
        assert!(meet(&room(1)) && !meet(&room(1)) && meet(&room(2)));
        forget(&room(1));
        assert!(meet(&room(1)), "who was refused has not met it");
    }

    #[test]
    fn isolate_keeps_only_so_many_rooms() {
        for n in 0..MET_ROOMS_MAX + 5 {
            meet(&room(n));
        }
        assert_eq!(MET.with_borrow(BTreeSet::len), 5);
    }
}
