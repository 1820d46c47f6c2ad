//! What others may read of a room.

use super::Room;
use crate::{
    ConnectionId, Fingerprint, Fingerprints, HibernatedPresence, Member, MemberId, MembersPage, Millis, NamePrefix,
    NameReservations, Ownership, PageQuery, Person, PresentMember, Role, SavedConnection, Settings, Slug, Version,
    limits,
};

impl Room {
    /// Which room this is.
    #[must_use]
    pub fn slug(&self) -> &Slug {
        &self.slug
    }

    /// The version at which the room is.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// Whether somebody has started the room.
    #[must_use]
    pub fn is_founded(&self) -> bool {
        self.is_founded
    }

    /// Whether somebody has said something in it.
    #[must_use]
    pub fn is_spoken_in(&self) -> bool {
        self.last_message.is_some()
    }

    /// The address that founded it, in the period in which that was. None if nobody knows.
    #[must_use]
    pub fn founded_from(&self) -> Option<Fingerprint> {
        self.founded_from
    }

    /// Who founded it, in all rooms. None if nobody knows.
    #[must_use]
    pub fn founder(&self) -> Option<Person> {
        self.founder
    }

    /// Who owns it first: its founder, while they do.
    #[must_use]
    pub fn first_owner(&self) -> Option<&MemberId> {
        self.ownership.owners.first()
    }

    /// Whether it has no place for another connection.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.presence.connection_count() >= limits::CONNECTIONS_MAX
    }

    /// When an owner deleted the room, while the archive may still hold something of it.
    #[must_use]
    pub fn deleted_at(&self) -> Option<Millis> {
        self.deleted_at
    }

    /// Whether the operator has closed the room.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        !self.settings.closed.as_str().is_empty()
    }

    /// What the owners decided.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How long after it was said a message may be edited.
    #[must_use]
    pub fn edit_window_ms(&self) -> Millis {
        self.edit_window_ms
    }

    /// What a member may do here.
    #[must_use]
    pub fn role(&self, member: &MemberId) -> Role {
        self.ownership.role(member)
    }

    /// Who has which role.
    #[must_use]
    pub fn ownership(&self) -> &Ownership {
        &self.ownership
    }

    /// A member who is here, as the list shows them.
    #[must_use]
    pub fn present_member(&self, member: &MemberId) -> Option<PresentMember> {
        self.presence.member(member).map(|member| self.with_mark(member))
    }

    /// The members who are here, in the order of arrival.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.presence.members()
    }

    /// Members who are here and whose names begin so, in the order of arrival, but not whoever
    /// types one: at most [`limits::NAMES_LISTED_MAX`].
    #[must_use]
    pub fn members_named(&self, prefix: &NamePrefix, except: &MemberId) -> Vec<Member> {
        let named = self.members().filter(|member| member.id != *except && prefix.begins(&member.name));
        named.take(limits::NAMES_LISTED_MAX).cloned().collect()
    }

    /// One page of the members who are here. It costs what it returns, however many are here.
    #[must_use]
    pub fn members_page(&self, query: PageQuery) -> MembersPage {
        let mut page = MembersPage::of(&self.presence, query);
        page.members.iter_mut().for_each(|(_, member)| self.mark_role(member));
        page
    }

    /// The members whom pages list by name, in the order of arrival.
    #[must_use]
    pub fn listed_members(&self) -> Vec<PresentMember> {
        let everybody = self.presence.arrivals(Millis::MIN, Millis::MAX);
        everybody.take(limits::LISTED_MEMBERS_MAX).map(|(_, member)| self.with_mark(member)).collect()
    }

    /// A member, as the list shows them: presence does not know who has which role.
    pub(super) fn with_mark(&self, mut member: PresentMember) -> PresentMember {
        self.mark_role(&mut member);
        member
    }

    fn mark_role(&self, member: &mut PresentMember) {
        member.role = self.ownership.role(&member.member.id);
    }

    /// Counts the changes of what [`Room::listed_members`] returns: while the count stays, the list
    /// does. It starts anew in a room that was restored.
    #[must_use]
    pub fn roster_version(&self) -> u64 {
        self.presence.roster_version() + self.owners_version
    }

    /// Counts the changes that [`Room::hibernated_presence`] may depend on.
    #[must_use]
    pub fn presence_version(&self) -> u64 {
        self.presence_version
    }

    /// How many members are here.
    #[must_use]
    pub fn online_count(&self) -> usize {
        self.presence.count()
    }

    /// When a member joined, in milliseconds since 1970; never the same for two.
    #[must_use]
    pub fn arrival(&self, member: &MemberId) -> Option<Millis> {
        self.presence.arrival(member)
    }

    /// Whether a member is here, or in their grace period, under this very name.
    #[must_use]
    pub fn has(&self, member: &Member) -> bool {
        self.presence.member(&member.id).is_some_and(|present| present.member == *member)
    }

    /// A connection, as its socket's attachment has to keep it.
    #[must_use]
    pub fn connection(&self, member: &MemberId, connection: &ConnectionId) -> Option<SavedConnection> {
        Some(SavedConnection {
            member: self.presence.member(member)?.member,
            connection: connection.clone(),
            arrival: self.presence.arrival(member)?,
            announced: self.presence.is_announced(member),
            status: self.presence.status_of(member, connection)?,
            from: self.presence.address_of(member, connection),
        })
    }

    /// Where a member who is here comes from, by the connection that was opened last: what a ban
    /// by address goes by.
    #[must_use]
    pub fn address_of(&self, member: &MemberId) -> Option<Fingerprints> {
        self.presence.last_address_of(member)
    }

    /// What has to hibernate about members without a connection.
    #[must_use]
    pub fn hibernated_presence(&self) -> HibernatedPresence {
        HibernatedPresence {
            leaving: self.presence.leaving().take(limits::HIBERNATED_LEAVING_MAX).collect(),
            reservations: self.reservations.bounded(),
            notice: self.notice.bounded(),
        }
    }

    /// Members who left lately, and whose names are still theirs.
    #[must_use]
    pub fn reservations(&self) -> &NameReservations {
        &self.reservations
    }
}
