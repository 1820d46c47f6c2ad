//! Who owns a room, and how others become owners.

use crate::{MemberId, Refusal, limits};

/// The owners of a room and the digest of its owner link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// The founder first.
    pub owners: Vec<MemberId>,
    /// The digest of the secret that makes one an owner; none before the first link was made.
    pub link_digest: Option<String>,
}

impl Ownership {
    /// Whether a member decides about the room.
    #[must_use]
    pub fn is_owner(&self, member: &MemberId) -> bool {
        self.owners.contains(member)
    }

    /// # Errors
    /// [`Refusal::NotOwner`].
    pub(crate) fn check_owner(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.is_owner(member) { Ok(()) } else { Err(Refusal::NotOwner) }
    }

    /// Checks whether somebody with this secret may become an owner. Digests may be compared as
    /// they are: the time that it takes tells a bit of the digest, and no bit of the secret.
    ///
    /// # Errors
    /// [`Refusal::OwnerLinkExpired`] or [`Refusal::TooManyOwners`].
    pub(crate) fn check_link(&self, member: &MemberId, digest: &str) -> Result<(), Refusal> {
        if self.link_digest.as_deref() != Some(digest) {
            return Err(Refusal::OwnerLinkExpired);
        }
        if !self.is_owner(member) && self.owners.len() >= limits::OWNERS_MAX {
            return Err(Refusal::TooManyOwners);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: usize) -> MemberId {
        let letter = char::from(b'a' + u8::try_from(n).unwrap());
        MemberId::parse(&letter.to_string().repeat(limits::MEMBER_ID_CHARS)).unwrap()
    }

    fn owned_by(owners: usize) -> Ownership {
        Ownership { owners: (0..owners).map(id).collect(), link_digest: Some("digest".to_owned()) }
    }

    #[test]
    fn link_works_only_with_the_latest_secret() {
        assert_eq!(owned_by(1).check_link(&id(5), "digest"), Ok(()));
        assert_eq!(owned_by(1).check_link(&id(5), "older"), Err(Refusal::OwnerLinkExpired));
        assert_eq!(Ownership::default().check_link(&id(5), "digest"), Err(Refusal::OwnerLinkExpired));
    }

    #[test]
    fn full_list_of_owners_refuses_others_and_keeps_its_own() {
        let full = owned_by(limits::OWNERS_MAX);
        assert_eq!(full.check_link(&id(20), "digest"), Err(Refusal::TooManyOwners));
        assert_eq!(full.check_link(&id(3), "digest"), Ok(()));
    }
}
