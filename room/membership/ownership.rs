//! Who owns a room, how others become owners, and how owners stop being ones.

use serde::{Deserialize, Serialize};

use crate::{MemberId, Millis, Refusal, limits};

/// The owners of a room, and the link by which others become owners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// The founder first. They are equals: each may remove any other.
    pub owners: Vec<MemberId>,
    /// The owner link that was made last, unless it was used up or cancelled.
    pub link: Option<OwnerLink>,
    /// The owners who need no reminder to make a link: they made one, or want none.
    pub reminded: Vec<MemberId>,
}

/// An owner link (invitation), as the room knows it: never its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerLink {
    /// The digest of the secret that makes one an owner.
    pub digest: String,
    /// How many people it still makes owners.
    #[serde(default)]
    pub uses_left: usize,
    /// When it stops working. A link that does not say has stopped.
    #[serde(default)]
    pub expires_at: Millis,
}

impl OwnerLink {
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
    /// Whether a member decides about the room.
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
        if self.is_owner(member) { Ok(()) } else { Err(Refusal::NotOwner) }
    }

    /// Checks whether somebody who brings this secret's digest may become an owner.
    ///
    /// # Errors
    /// [`Refusal::OwnerLinkExpired`] or [`Refusal::TooManyOwners`].
    pub(crate) fn check_link(&self, digest: &str, now: Millis) -> Result<(), Refusal> {
        if !self.link.as_ref().is_some_and(|link| link.takes(digest, now)) {
            return Err(Refusal::OwnerLinkExpired);
        }
        if self.owners.len() >= limits::OWNERS_MAX {
            return Err(Refusal::TooManyOwners);
        }
        Ok(())
    }

    /// Makes somebody an owner who was checked, and counts the use of the link.
    pub(crate) fn add(&mut self, member: MemberId) {
        self.owners.push(member);
        self.link = self.link.take().map(|link| OwnerLink { uses_left: link.uses_left.saturating_sub(1), ..link });
        self.link.take_if(|link| link.uses_left == 0);
    }

    pub(crate) fn remove(&mut self, member: &MemberId) {
        self.owners.retain(|owner| owner != member);
        self.reminded.retain(|owner| owner != member);
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
        let link = Some(OwnerLink::new("digest".to_owned(), 2, 1_000));
        Ownership { owners: (0..owners).map(id).collect(), link, ..Ownership::default() }
    }

    #[test]
    fn link_works_only_with_the_latest_secret() {
        assert_eq!(owned_by(1).check_link("digest", 1_000), Ok(()));
        assert_eq!(owned_by(1).check_link("older", 1_000), Err(Refusal::OwnerLinkExpired));
        assert_eq!(Ownership::default().check_link("digest", 1_000), Err(Refusal::OwnerLinkExpired));
    }

    #[test]
    fn link_works_for_its_number_of_people() {
        let mut room = owned_by(1);
        for n in [5, 6] {
            assert_eq!(room.check_link("digest", 1_000), Ok(()));
            room.add(id(n));
        }
        assert_eq!((room.check_link("digest", 1_000), room.link), (Err(Refusal::OwnerLinkExpired), None));
    }

    #[test]
    fn link_expires() {
        assert_eq!(owned_by(1).check_link("digest", 1_000 + LIFETIME - 1), Ok(()));
        assert_eq!(owned_by(1).check_link("digest", 1_000 + LIFETIME), Err(Refusal::OwnerLinkExpired));
    }

    #[test]
    fn link_of_unknown_age_has_expired() {
        let link = serde_json::from_str(r#"{"digest":"digest"}"#).unwrap();
        let room = Ownership { link: Some(link), ..owned_by(1) };
        assert_eq!(room.check_link("digest", 1_000), Err(Refusal::OwnerLinkExpired));
    }

    #[test]
    fn full_list_of_owners_takes_nobody_else() {
        assert_eq!(owned_by(limits::OWNERS_MAX).check_link("digest", 1_000), Err(Refusal::TooManyOwners));
    }

    #[test]
    fn number_of_people_is_read_or_refused() {
        for (typed, uses) in [("", 1), ("1", 1), (" 3 ", 3), ("9", 9)] {
            assert_eq!(OwnerLink::parse_uses(typed), Ok(uses), "{typed}");
        }
        for typed in ["0", "10", "-1", "1.5", "many", "99999999999999999999999"] {
            assert_eq!(OwnerLink::parse_uses(typed), Err(Refusal::OwnerLinkUses), "{typed}");
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
