//! Sanctions: who may say nothing, and who may not come in; for how long, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Fingerprints, MemberId, Millis, Refusal, SingleLineText, limits};

/// What is kept from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SanctionKind {
    /// They read, and say nothing.
    Mute,
    /// They do not come in, and read nothing.
    Ban,
}

/// A mute or a ban.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanction {
    /// Which.
    pub kind: SanctionKind,
    /// Whom it concerns.
    pub member: MemberId,
    /// When it ends; none: never by itself.
    #[serde(default)]
    pub until: Option<Millis>,
    /// Why, as a moderator typed it for them; may be empty.
    #[serde(default)]
    pub reason: SingleLineText,
    /// Who decided it.
    pub by: MemberId,
    /// When.
    pub at: Millis,
    /// Where whom it concerns came from, of a ban. So a new session does not help.
    #[serde(default)]
    pub from: Option<Fingerprints>,
    /// Where else they tried to come in from last. It takes the place of no other: or else whoever
    /// went elsewhere once could come in anew from where they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Fingerprints>,
}

/// What a moderator decides against somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSanction {
    /// Mute or ban.
    pub kind: SanctionKind,
    /// For how long; none: for good.
    #[serde(default)]
    pub term_ms: Option<Millis>,
    /// Why; may be empty.
    #[serde(default)]
    pub reason: SingleLineText,
}

/// The sanctions in a room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sanctions(BTreeMap<(MemberId, SanctionKind), Sanction>);

impl SanctionKind {
    /// Its name, where it is stored and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mute => "mute",
            Self::Ban => "ban",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Mute, Self::Ban].into_iter().find(|kind| kind.name() == name)
    }

    /// For how long somebody can be muted or banned; none: for good.
    #[must_use]
    pub fn terms_ms(self) -> &'static [Option<Millis>] {
        match self {
            Self::Mute => &limits::MUTE_TERMS_MS,
            Self::Ban => &limits::BAN_TERMS_MS,
        }
    }
}

impl NewSanction {
    /// Takes a decision as a form has it.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] for a term that no form of ours offers, [`Refusal::ReasonTooLong`].
    pub fn parse(kind: SanctionKind, term_ms: Option<Millis>, reason: &str) -> Result<Self, Refusal> {
        if !kind.terms_ms().contains(&term_ms) {
            return Err(Refusal::Malformed);
        }
        Ok(Self { kind, term_ms, reason: SingleLineText::reason(reason)? })
    }
}

impl Sanction {
    /// How long it lasts from now; none: for good.
    #[must_use]
    pub fn wait_ms(&self, now: Millis) -> Option<Millis> {
        self.until.map(|until| until - now)
    }

    /// Whether it is of an address.
    fn is_from(&self, from: &Fingerprints) -> bool {
        [self.from, self.elsewhere].iter().flatten().any(|known| known.meet(from))
    }

    /// Learns of an address. Returns whether that is new: the same one in a later period is.
    fn learn(&mut self, from: Fingerprints) -> bool {
        let place = match self.from {
            Some(known) if !known.meet(&from) => &mut self.elsewhere,
            _ => &mut self.from,
        };
        place.replace(from) != Some(from)
    }

    fn is_over(&self, now: Millis) -> bool {
        self.until.is_some_and(|until| until <= now)
    }
}

impl Sanctions {
    /// What the storage has.
    #[must_use]
    pub fn restore(stored: Vec<Sanction>) -> Self {
        Self(stored.into_iter().map(|sanction| ((sanction.member.clone(), sanction.kind), sanction)).collect())
    }

    /// A sanction that holds now.
    #[must_use]
    pub fn of(&self, member: &MemberId, kind: SanctionKind, now: Millis) -> Option<&Sanction> {
        self.0.get(&(member.clone(), kind)).filter(|sanction| !sanction.is_over(now))
    }

    /// All that hold now, by member.
    pub fn current(&self, now: Millis) -> impl Iterator<Item = &Sanction> {
        self.0.values().filter(move |sanction| !sanction.is_over(now))
    }

    /// Whether somebody may say something.
    ///
    /// # Errors
    /// [`Refusal::Muted`].
    pub(crate) fn check_may_speak(&self, member: &MemberId, now: Millis) -> Result<(), Refusal> {
        self.of(member, SanctionKind::Mute, now)
            .map_or(Ok(()), |mute| Err(Refusal::Muted { wait_ms: mute.wait_ms(now), reason: mute.reason.clone() }))
    }

    /// Whether somebody may come in.
    ///
    /// # Errors
    /// [`Refusal::Banned`].
    pub(crate) fn check_may_enter(&self, member: &MemberId, now: Millis) -> Result<(), Refusal> {
        self.of(member, SanctionKind::Ban, now)
            .map_or(Ok(()), |ban| Err(Refusal::Banned { wait_ms: ban.wait_ms(now), reason: ban.reason.clone() }))
    }

    /// Whether somebody whom the room does not know may come in from an address: nobody was banned
    /// who came from it. Whoever is known was there before, and may share it by chance.
    ///
    /// # Errors
    /// [`Refusal::Banned`].
    pub(crate) fn check_address(&self, from: Option<Fingerprints>, now: Millis) -> Result<(), Refusal> {
        let is_there = |ban: &&Sanction| from.is_some_and(|from| ban.is_from(&from));
        let ban = self.current(now).filter(|it| it.kind == SanctionKind::Ban).find(is_there);
        ban.map_or(Ok(()), |ban| Err(Refusal::Banned { wait_ms: ban.wait_ms(now), reason: ban.reason.clone() }))
    }

    /// Learns where somebody comes from who tries to come in in vain: an address is known for two
    /// periods, and whoever keeps trying stays known. Returns the ban, if it has to be stored anew.
    pub(crate) fn learn_address(&mut self, member: &MemberId, from: Option<Fingerprints>) -> Option<Sanction> {
        let from = from?;
        let mut bans = self.0.values_mut().filter(|it| it.kind == SanctionKind::Ban);
        let ban = bans.find(|ban| ban.member == *member || ban.is_from(&from))?;
        ban.learn(from).then(|| ban.clone())
    }

    /// Whether there is no place for another one.
    pub(crate) fn is_full(&self, now: Millis) -> bool {
        self.current(now).count() >= limits::SANCTIONS_MAX
    }

    /// Puts a sanction in place of the one before, of the same kind. Returns those that are over,
    /// which nobody has to keep any more.
    pub(crate) fn put(&mut self, sanction: Sanction, now: Millis) -> Vec<Sanction> {
        self.0.insert((sanction.member.clone(), sanction.kind), sanction);
        self.0.extract_if(.., |_, sanction| sanction.is_over(now)).map(|(_, sanction)| sanction).collect()
    }

    /// All mutes, those that are over too.
    pub(crate) fn mutes(&self) -> impl Iterator<Item = &Sanction> {
        self.0.values().filter(|sanction| sanction.kind == SanctionKind::Mute)
    }

    /// Forgets the mutes that are over. Returns whose they were.
    pub(crate) fn take_ended_mutes(&mut self, of: impl Fn(&MemberId) -> bool, now: Millis) -> Vec<MemberId> {
        let is_ended = |kind: SanctionKind, it: &Sanction| kind == SanctionKind::Mute && it.is_over(now);
        let ended = self.0.extract_if(.., |(member, kind), it| is_ended(*kind, it) && of(member));
        ended.map(|((member, _), _)| member).collect()
    }

    /// Ends a sanction. Returns whether there was one.
    pub(crate) fn lift(&mut self, member: &MemberId, kind: SanctionKind, now: Millis) -> bool {
        self.0.remove(&(member.clone(), kind)).is_some_and(|sanction| !sanction.is_over(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fingerprint;

    fn id(letter: &str) -> MemberId {
        MemberId::parse(&letter.repeat(limits::MEMBER_ID_CHARS)).unwrap()
    }

    fn sanction(letter: &str, kind: SanctionKind, until: Option<Millis>) -> Sanction {
        let reason = SingleLineText::reason("Spam").unwrap();
        Sanction { kind, member: id(letter), until, reason, by: id("a"), at: 1_000, from: None, elsewhere: None }
    }

    #[test]
    fn mute_keeps_nobody_out_and_ends_by_itself() {
        let mut sanctions = Sanctions::default();
        sanctions.put(sanction("m", SanctionKind::Mute, Some(5_000)), 1_000);
        assert_eq!(sanctions.check_may_enter(&id("m"), 1_000), Ok(()));
        let reason = SingleLineText::reason("Spam").unwrap();
        let refused = Err(Refusal::Muted { wait_ms: Some(1), reason });
        assert_eq!(sanctions.check_may_speak(&id("m"), 4_999), refused);
        assert_eq!(sanctions.check_may_speak(&id("m"), 5_000), Ok(()));
        assert_eq!(sanctions.check_may_speak(&id("n"), 1_000), Ok(()), "nobody else");
    }

    #[test]
    fn ban_for_good_ends_when_it_is_lifted() {
        let mut sanctions = Sanctions::default();
        sanctions.put(sanction("m", SanctionKind::Ban, None), 1_000);
        let refused = sanctions.check_may_enter(&id("m"), Millis::MAX);
        assert!(matches!(refused, Err(Refusal::Banned { wait_ms: None, .. })), "{refused:?}");
        assert!(sanctions.lift(&id("m"), SanctionKind::Ban, 2_000));
        assert!(!sanctions.lift(&id("m"), SanctionKind::Ban, 2_000), "a second time there is nothing to lift");
        assert_eq!(sanctions.check_may_enter(&id("m"), 2_000), Ok(()));
    }

    fn from(period: u64) -> Option<Fingerprints> {
        Some(Fingerprints { current: Fingerprint(period), previous: Fingerprint(period - 1) })
    }

    #[test]
    fn ban_of_an_address_lasts_while_somebody_keeps_trying() {
        let mut sanctions = Sanctions::default();
        sanctions.put(Sanction { from: from(7), ..sanction("m", SanctionKind::Ban, None) }, 1_000);
        assert!(sanctions.check_address(from(7), 2_000).is_err());
        assert_eq!(sanctions.check_address(from(70), 2_000), Ok(()), "another address");
        assert_eq!(sanctions.check_address(None, 2_000), Ok(()));
        assert_eq!(sanctions.check_address(from(9), 2_000), Ok(()), "two periods later nobody knows it");
        assert!(sanctions.check_address(from(8), 2_000).is_err());
        assert!(sanctions.learn_address(&id("n"), from(8)).is_some_and(|ban| ban.from == from(8)));
        assert_eq!(sanctions.learn_address(&id("n"), from(8)), None, "once");
        assert!(sanctions.check_address(from(9), 2_000).is_err(), "it was seen one period ago");
    }

    #[test]
    fn banned_member_who_tries_elsewhere_stays_known() {
        let mut sanctions = Sanctions::default();
        sanctions.put(Sanction { from: from(7), ..sanction("m", SanctionKind::Ban, None) }, 1_000);
        for place in [70, 700] {
            assert!(sanctions.learn_address(&id("m"), from(place)).is_some());
            assert!(sanctions.check_address(from(place), 2_000).is_err(), "there too");
            assert!(sanctions.check_address(from(7), 2_000).is_err(), "where they were banned");
        }
        assert_eq!(sanctions.learn_address(&id("m"), from(700)), None, "once");
    }

    #[test]
    fn sanctions_that_are_over_are_dropped_with_the_next() {
        let mut sanctions = Sanctions::default();
        let first = sanction("m", SanctionKind::Mute, Some(5_000));
        assert_eq!(sanctions.put(first.clone(), 1_000), []);
        assert_eq!(sanctions.put(sanction("n", SanctionKind::Mute, None), 6_000), [first]);
        assert_eq!(sanctions.current(6_000).count(), 1);
    }

    #[test]
    fn term_that_no_form_offers_is_refused() {
        for kind in [SanctionKind::Mute, SanctionKind::Ban] {
            for term in kind.terms_ms() {
                assert!(NewSanction::parse(kind, *term, "").is_ok(), "{kind:?} {term:?}");
            }
            assert_eq!(NewSanction::parse(kind, Some(1), ""), Err(Refusal::Malformed));
        }
        assert_eq!(
            NewSanction::parse(SanctionKind::Mute, None, ""),
            Err(Refusal::Malformed),
            "nobody is muted for good"
        );
        let long = "x".repeat(limits::REASON_MAX_CHARS + 1);
        assert_eq!(NewSanction::parse(SanctionKind::Ban, None, &long), Err(Refusal::ReasonTooLong));
    }
}
