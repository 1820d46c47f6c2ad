//! Owners: by a link, removed, stepped down, reminded.

use room::{Command, Event, Refusal, Reply, Role, limits};

use super::lobby::{Lobby, member};

impl Lobby {
    /// An owner makes a link whose secret is known by its digest.
    fn makes_link(&mut self, name: &str, digest: &str, uses: usize) -> Reply {
        self.turn(Command::SetRoleLink { member: member(name).id, role: Role::Owner, digest: digest.to_owned(), uses })
            .reply
    }

    fn follows_link(&mut self, name: &str, digest: &str) -> Reply {
        self.turn(Command::FollowRoleLink { member: member(name), digest: digest.to_owned() }).reply
    }

    fn removes(&mut self, name: &str, owner: &str) -> Reply {
        self.turn(Command::RemoveRole { member: member(name).id, holder: member(owner).id }).reply
    }

    fn owned_by(&self, name: &str) -> bool {
        self.room().role(&member(name).id) == Role::Owner
    }

    fn reminds(&self, name: &str) -> bool {
        self.room().ownership().needs_reminder(&member(name).id)
    }
}

/// A room of Ada, with an owner whom a link has made one.
fn owned_by_two() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1");
    assert_eq!(lobby.makes_link("Ada", "first", 1), Ok(()));
    assert_eq!(lobby.follows_link("Grace", "first"), Ok(()));
    lobby
}

#[test]
fn owner_link_works_until_there_is_a_new_one() {
    let mut lobby = owned_by_two();
    assert!(lobby.sleeps().owned_by("Grace"));
    assert_eq!(lobby.makes_link("Ada", "second", 1), Ok(()));
    assert_eq!(lobby.makes_link("Grace", "third", 1), Ok(()));
    assert_eq!(lobby.follows_link("Linus", "second"), Err(Refusal::RoleLinkExpired));
    assert_eq!(lobby.follows_link("Linus", "third"), Ok(()));
}

#[test]
fn owner_link_works_once_unless_it_is_for_more() {
    let mut lobby = owned_by_two();
    assert_eq!(lobby.follows_link("Linus", "first"), Err(Refusal::RoleLinkExpired));
    assert_eq!(lobby.follows_link("Grace", "first"), Ok(()), "the form came twice");
    assert_eq!(lobby.makes_link("Ada", "two", 2), Ok(()));
    assert_eq!(lobby.follows_link("Linus", "two"), Ok(()));
    assert_eq!(lobby.sleeps().follows_link("Linus", "two"), Ok(()), "and takes nobody's place");
    assert_eq!(lobby.follows_link("Ken", "two"), Ok(()));
    assert_eq!(lobby.sleeps().follows_link("Dennis", "two"), Err(Refusal::RoleLinkExpired));
}

#[test]
fn refused_name_uses_no_owner_link_up() {
    let mut lobby = owned_by_two();
    assert_eq!(lobby.makes_link("Ada", "second", 1), Ok(()));
    let stranger = room::Member { id: member("Linus").id, ..member("Ada") };
    let follows = Command::FollowRoleLink { member: stranger, digest: "second".to_owned() };
    assert!(matches!(lobby.turn(follows).reply, Err(Refusal::NameTaken { .. })));
    assert_eq!(lobby.follows_link("Linus", "second"), Ok(()));
}

#[test]
fn owner_link_expires_also_while_the_room_sleeps() {
    let mut lobby = owned_by_two();
    assert_eq!(lobby.makes_link("Ada", "second", 1), Ok(()));
    lobby.leaves("a1").leaves("g1").waits(limits::OWNER_LINK_LIFETIME_MS);
    assert_eq!(lobby.sleeps().follows_link("Linus", "second"), Err(Refusal::RoleLinkExpired));
}

#[test]
fn removed_owner_is_one_no_more_and_pages_are_told() {
    let mut lobby = owned_by_two();
    lobby.waits(60_000);
    assert_eq!(lobby.removes("Linus", "Ada"), Err(Refusal::NotOwner));
    let removes = Command::RemoveRole { member: member("Grace").id, holder: member("Ada").id };
    let effects = lobby.turn(removes.clone());
    let told = effects.deliveries.iter().filter_map(|delivery| match &delivery.event {
        Event::StatusChanged(present) => Some((present.member.name.as_str(), present.role == Role::Owner)),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [("Ada", false)]);
    assert!(!lobby.sleeps().owned_by("Ada") && lobby.owned_by("Grace"));
    assert_eq!(lobby.turn(removes).reply, Ok(()), "the form came twice");
    assert_eq!(lobby.makes_link("Ada", "third", 1), Err(Refusal::NotOwner));
}

/// Who was removed may know its secret.
#[test]
fn removal_cancels_the_open_link() {
    let mut lobby = owned_by_two();
    assert_eq!(lobby.makes_link("Ada", "second", 3), Ok(()));
    assert_eq!(lobby.removes("Grace", "Ada"), Ok(()));
    assert_eq!(lobby.sleeps().follows_link("Ada", "second"), Err(Refusal::RoleLinkExpired));
}

#[test]
fn last_owner_cannot_step_down() {
    let mut lobby = owned_by_two();
    assert_eq!(lobby.removes("Ada", "Ada"), Ok(()));
    assert_eq!(lobby.removes("Ada", "Ada"), Ok(()), "the form came twice");
    assert_eq!(lobby.removes("Grace", "Grace"), Err(Refusal::LastOwner));
    assert!(lobby.sleeps().owned_by("Grace") && !lobby.owned_by("Ada"));
}

#[test]
fn sole_owner_is_reminded_until_they_make_a_link() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1");
    assert!(lobby.sleeps().reminds("Ada") && !lobby.reminds("Grace"));
    assert_eq!(lobby.makes_link("Ada", "first", 1), Ok(()));
    assert!(!lobby.sleeps().reminds("Ada"));
    assert_eq!(lobby.follows_link("Grace", "first"), Ok(()));
    assert!(!lobby.reminds("Grace"), "there are two");
    assert_eq!(lobby.removes("Ada", "Ada"), Ok(()));
    assert!(lobby.sleeps().reminds("Grace"), "now it is hers alone");
}

#[test]
fn reminder_is_dismissed_for_good() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1");
    let dismisses = |name: &str| Command::DismissReminder { member: member(name).id };
    assert_eq!(lobby.turn(dismisses("Grace")).reply, Err(Refusal::NotOwner));
    for _ in 0..2 {
        assert_eq!(lobby.turn(dismisses("Ada")).reply, Ok(()));
        assert!(!lobby.sleeps().reminds("Ada"));
    }
}
