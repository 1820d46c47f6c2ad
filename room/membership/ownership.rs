//! Who owns a room and who moderates it, how others come to, and how they stop.

use serde::{Deserialize, Serialize};

use crate::{MemberId, Millis, Refusal, Role, limits};

/// Who has a role in a room, and the links by which others get one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// The founder first. They are equals: each may remove any other.
    pub owners: Vec<MemberId>,
    /// The owner link that was made last, unless it was used up or cancelled.
    pub link: Option<RoleLink>,
    /// The owners who need no reminder to make a link: they made one, or want none.
    pub reminded: Vec<MemberId>,
    /// Those who keep order and own nothing, in the order in which they came to.
    pub moderators: Vec<MemberId>,
    /// The link that makes one a moderator and was made last, unless it was used up or cancelled.
    pub moderator_link: Option<RoleLink>,
}

/// A link that gives a role (invitation), as the room knows it: never its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleLink {
    /// The digest of the secret.
    pub digest: String,
    /// For how many people it still works.
    #[serde(default)]
    pub uses_left: usize,
    /// When it stops working. A link that does not say has stopped.
    #[serde(default)]
    pub expires_at: Millis,
}

impl RoleLink {
    /// How many people a link is for, as an owner typed it; one if nothing was.
    ///
    /// # Errors
    /// [`Refusal::OwnerLinkUses`].
    pub fn parse_uses(typed: &str) -> Result<usize, Refusal> {
        let uses = match typed.trim() {
            "" => Ok(1),
            typed => typed.parse(),
        };
        uses.ok().filter(|uses| (1..=limits::OWNER_LINK_USES_MAX).contains(uses)).ok_or(Refusal::OwnerLinkUses)
    }

    /// A link that was just made.
    pub(crate) fn new(digest: String, uses: usize, now: Millis) -> Self {
        let uses_left = uses.clamp(1, limits::OWNER_LINK_USES_MAX);
        Self { digest, uses_left, expires_at: now + limits::OWNER_LINK_LIFETIME_MS }
    }

    /// Digests may be compared as they are: the time that it takes tells a bit of the digest, and
    /// no bit of the secret.
    fn takes(&self, digest: &str, now: Millis) -> bool {
        self.digest == digest && self.uses_left > 0 && now < self.expires_at
    }
}

impl Ownership {
    /// What a member may do. The operator owns every room.
    #[must_use]
    pub fn role(&self, member: &MemberId) -> Role {
        if member.is_operator() {
            Role::Operator
        } else if self.owners.contains(member) {
            Role::Owner
        } else if self.moderators.contains(member) {
            Role::Moderator
        } else {
            Role::Everybody
        }
    }

    /// Whether a member is one of the owners.
    #[must_use]
    pub fn is_owner(&self, member: &MemberId) -> bool {
        self.owners.contains(member)
    }

    /// Whether a member is an owner whose browser alone can manage the room, and who was not told
    /// so.
    #[must_use]
    pub fn needs_reminder(&self, member: &MemberId) -> bool {
        self.owners == [member.clone()] && !self.reminded.contains(member)
    }

    /// # Errors
    /// [`Refusal::NotOwner`].
    pub(crate) fn check_owner(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.role(member).may_manage() { Ok(()) } else { Err(Refusal::NotOwner) }
    }

    /// # Errors
    /// [`Refusal::NotModerator`].
    pub(crate) fn check_moderator(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.role(member).may_moderate() { Ok(()) } else { Err(Refusal::NotModerator) }
    }

    /// The role that somebody gets who brings this secret's digest.
    ///
    /// # Errors
    /// [`Refusal::RoleLinkExpired`], [`Refusal::TooManyOwners`] or [`Refusal::TooManyModerators`].
    pub(crate) fn role_by_link(&self, digest: &str, now: Millis) -> Result<Role, Refusal> {
        let takes = |link: &Option<RoleLink>| link.as_ref().is_some_and(|link| link.takes(digest, now));
        if takes(&self.link) {
            if self.owners.len() >= limits::OWNERS_MAX { Err(Refusal::TooManyOwners) } else { Ok(Role::Owner) }
        } else if takes(&self.moderator_link) {
            let is_full = self.moderators.len() >= limits::MODERATORS_MAX;
            if is_full { Err(Refusal::TooManyModerators) } else { Ok(Role::Moderator) }
        } else {
            Err(Refusal::RoleLinkExpired)
        }
    }

    /// Keeps a new link for a role instead of the one before.
    pub(crate) fn set_link(&mut self, role: Role, link: RoleLink) {
        *self.link_for(role) = Some(link);
    }

    /// Gives somebody a role whose link was checked, and counts the use of that.
    pub(crate) fn give(&mut self, role: Role, member: MemberId) {
        if role == Role::Owner {
            self.moderators.retain(|moderator| *moderator != member);
            self.owners.push(member);
        } else {
            self.moderators.push(member);
        }
        let link = self.link_for(role);
        *link = link.take().map(|link| RoleLink { uses_left: link.uses_left.saturating_sub(1), ..link });
        link.take_if(|link| link.uses_left == 0);
    }

    /// Takes the role of somebody away. Others may know the secret of the link that is open, so it
    /// is cancelled with it.
    pub(crate) fn remove(&mut self, member: &MemberId) {
        let role = self.role(member);
        self.link_for(role).take();
        self.step_down(member);
    }

    /// Takes the role away of whoever wants it no more.
    pub(crate) fn step_down(&mut self, member: &MemberId) {
        for members in [&mut self.owners, &mut self.reminded, &mut self.moderators] {
            members.retain(|other| other != member);
        }
    }

    fn link_for(&mut self, role: Role) -> &mut Option<RoleLink> {
        if role == Role::Owner { &mut self.link } else { &mut self.moderator_link }
    }

    /// Returns whether that is new.
    pub(crate) fn set_reminded(&mut self, member: &MemberId) -> bool {
        let is_new = self.is_owner(member) && !self.reminded.contains(member);
        if is_new {
            self.reminded.push(member.clone());
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFETIME: Millis = limits::OWNER_LINK_LIFETIME_MS;

    fn id(n: usize) -> MemberId {
        let letter = char::from(b'a' + u8::try_from(n).unwrap());
        MemberId::parse(&letter.to_string().repeat(limits::MEMBER_ID_CHARS)).unwrap()
    }

    fn owned_by(owners: usize) -> Ownership {
        let link = Some(RoleLink::new("digest".to_owned(), 2, 1_000));
        Ownership { owners: (0..owners).map(id).collect(), link, ..Ownership::default() }
    }

    #[test]
    fn link_works_only_with_the_latest_secret() {
        assert_eq!(owned_by(1).role_by_link("digest", 1_000), Ok(Role::Owner));
        assert_eq!(owned_by(1).role_by_link("older", 1_000), Err(Refusal::RoleLinkExpired));
        assert_eq!(Ownership::default().role_by_link("digest", 1_000), Err(Refusal::RoleLinkExpired));
    }

    #[test]
    fn link_works_for_its_number_of_people() {
        let mut room = owned_by(1);
        for n in [5, 6] {
            assert_eq!(room.role_by_link("digest", 1_000), Ok(Role::Owner));
            room.give(Role::Owner, id(n));
        }
        assert_eq!((room.role_by_link("digest", 1_000), room.link), (Err(Refusal::RoleLinkExpired), None));
    }

    #[test]
    fn link_expires() {
        assert_eq!(owned_by(1).role_by_link("digest", 1_000 + LIFETIME - 1), Ok(Role::Owner));
        assert_eq!(owned_by(1).role_by_link("digest", 1_000 + LIFETIME), Err(Refusal::RoleLinkExpired));
    }

    #[test]
    fn link_of_unknown_age_has_expired() {
        let link = serde_json::from_str(r#"{"digest":"digest"}"#).unwrap();
        let room = Ownership { link: Some(link), ..owned_by(1) };
        assert_eq!(room.role_by_link("digest", 1_000), Err(Refusal::RoleLinkExpired));
    }

    #[test]
    fn full_list_of_owners_takes_nobody_else() {
        assert_eq!(owned_by(limits::OWNERS_MAX).role_by_link("digest", 1_000), Err(Refusal::TooManyOwners));
    }

    #[test]
    fn number_of_people_is_read_or_refused() {
        for (typed, uses) in [("", 1), ("1", 1), (" 3 ", 3), ("9", 9)] {
            assert_eq!(RoleLink::parse_uses(typed), Ok(uses), "{typed}");
        }
        for typed in ["0", "10", "-1", "1.5", "many", "99999999999999999999999"] {
            assert_eq!(RoleLink::parse_uses(typed), Err(Refusal::OwnerLinkUses), "{typed}");
        }
    }

    #[test]
    fn sole_owner_is_reminded_once() {
        let mut room = owned_by(1);
        assert!(room.needs_reminder(&id(0)) && !room.needs_reminder(&id(5)));
        assert!(!owned_by(2).needs_reminder(&id(0)), "another one can manage it");
        assert!(room.set_reminded(&id(0)) && !room.set_reminded(&id(0)) && !room.set_reminded(&id(5)));
        assert!(!room.needs_reminder(&id(0)));
    }
}
