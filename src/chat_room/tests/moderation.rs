//! Order in a room: who may do what to whom, what it does, and what is told of it.

use insta::assert_snapshot;
use room::emoji::Emoji;
use room::{
    AuditAction, Caller, CloseReason, Command, Effects, Fingerprint, Fingerprints, Member, MemberId, NewSanction,
    ReactionState, Refusal, Role, SanctionKind, Strictness, limits,
};

use super::changes::{at, missed_since, sent};
use super::d1::D1;
use super::lobby::{Lobby, member, refusal};
use crate::chat_room::moderation;
use crate::room_client::PersonRequest;

const TEN_MINUTES: room::Millis = 10 * 60 * 1_000;

/// What moderators do.
impl Lobby {
    fn gives(&mut self, role: Role, name: &str) -> &mut Self {
        let (owner, digest) = (member("Ada").id, "digest".to_owned());
        self.turn(Command::SetRoleLink { member: owner, role, digest: digest.clone(), uses: 1 });
        assert_eq!(self.turn(Command::FollowRoleLink { member: member(name), digest }).reply, Ok(()));
        self
    }

    fn sanctions(&mut self, by: &str, name: &str, kind: SanctionKind, term_ms: Option<room::Millis>) -> Effects {
        let new = NewSanction::parse(kind, term_ms, "Advertising").unwrap();
        self.turn(Command::Sanction { by: member(by).id, member: member(name).id, new })
    }

    fn mutes(&mut self, by: &str, name: &str) -> Effects {
        self.sanctions(by, name, SanctionKind::Mute, Some(TEN_MINUTES))
    }

    fn bans(&mut self, by: &str, name: &str) -> Effects {
        self.sanctions(by, name, SanctionKind::Ban, None)
    }

    fn lifts(&mut self, by: &str, name: &str, kind: SanctionKind) -> Option<Refusal> {
        refusal(&self.turn(Command::LiftSanction { by: member(by).id, member: member(name).id, kind }))
    }

    fn removes_all_of(&mut self, by: &str, name: &str) -> Option<Refusal> {
        refusal(&self.turn(Command::RemoveMessages { by: member(by), member: member(name).id }))
    }

    fn brings_all_back(&mut self, by: &str, name: &str) -> Option<Refusal> {
        refusal(&self.turn(Command::RestoreMessages { by: member(by).id, member: member(name).id }))
    }

    /// The newest decision first.
    fn audit(&self) -> Vec<(MemberId, AuditAction)> {
        let entries = self.storage().moderation().audit_log(None, limits::AUDIT_MAX).unwrap();
        entries.into_iter().map(|(_, entry)| (entry.by, entry.action)).collect()
    }
}

/// Ada's room, in which Mo keeps order and Grace talks.
fn room_with_a_moderator() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Mo", "m1").enters("Grace", "g1").waits(60_000).gives(Role::Moderator, "Mo");
    lobby.story();
    lobby
}

/// Who acts, against whom, and whether they may.
#[test]
fn only_who_outranks_somebody_acts_against_them() {
    let people = ["Operator", "Ada", "Olga", "Mo", "Max", "Grace", "Linus"];
    let rank = |name: &str| match name {
        "Operator" => 3,
        "Ada" | "Olga" => 2,
        "Mo" | "Max" => 1,
        _ => 0,
    };
    let who = |name: &str| if name == "Operator" { Member::operator() } else { member(name) };
    for by in people {
        for name in people.into_iter().filter(|name| *name != "Operator") {
            let mut lobby = Lobby::open();
            lobby.enters("Ada", "a1").enters("Grace", "g1").enters("Linus", "l1").waits(60_000);
            lobby.gives(Role::Owner, "Olga").gives(Role::Moderator, "Mo").gives(Role::Moderator, "Max");
            lobby.says(name, "Hello.");
            let seq = at(lobby.messages.len().try_into().unwrap());
            let (actor, target) = (who(by), who(name).id);
            let ban = NewSanction::parse(SanctionKind::Ban, None, "").unwrap();
            let mute = NewSanction::parse(SanctionKind::Mute, Some(TEN_MINUTES), "").unwrap();
            let id = actor.id.clone();
            let commands = [
                Command::Remove { member: actor.clone(), seq },
                Command::RemoveMessages { by: actor.clone(), member: target.clone() },
                Command::Sanction { by: id.clone(), member: target.clone(), new: mute },
                Command::LiftSanction { by: id.clone(), member: target.clone(), kind: SanctionKind::Mute },
                Command::Sanction { by: id, member: target, new: ban },
            ];
            for (number, command) in commands.into_iter().enumerate() {
                let is_own_message = number == 0 && by == name;
                let expected = match () {
                    () if is_own_message || rank(by) > rank(name) => None,
                    () if rank(by) > 0 => Some(Refusal::NotBelow),
                    () if number == 0 => Some(Refusal::NotAuthor),
                    () => Some(Refusal::NotModerator),
                };
                assert_eq!(refusal(&lobby.turn(command)), expected, "{by} against {name}, action {number}");
            }
        }
    }
}

#[test]
fn only_owners_give_and_take_roles() {
    for (by, allowed) in [("Operator", true), ("Ada", true), ("Mo", false), ("Grace", false)] {
        let mut lobby = room_with_a_moderator();
        let by = if by == "Operator" { MemberId::operator() } else { member(by).id };
        let expected = if allowed { Ok(()) } else { Err(Refusal::NotOwner) };
        let digest = "another".to_owned();
        for role in [Role::Owner, Role::Moderator] {
            let link = Command::SetRoleLink { member: by.clone(), role, digest: digest.clone(), uses: 1 };
            assert_eq!(lobby.turn(link).reply, expected, "{by:?}");
        }
        let settings = lobby.room().settings().clone();
        assert_eq!(lobby.turn(Command::UpdateSettings { member: by.clone(), settings }).reply, expected);
        if by != member("Mo").id {
            let remove = Command::RemoveRole { member: by.clone(), holder: member("Mo").id };
            assert_eq!(lobby.turn(remove).reply, expected);
        }
        assert_eq!(lobby.turn(Command::Delete { member: by }).reply, expected);
    }
}

#[test]
fn moderator_steps_down_and_stays_one_no_longer() {
    let mut lobby = room_with_a_moderator();
    let mo = member("Mo").id;
    for _ in 0..2 {
        let steps_down = Command::RemoveRole { member: mo.clone(), holder: mo.clone() };
        assert_eq!(lobby.turn(steps_down).reply, Ok(()), "the form may come twice");
    }
    assert_eq!(lobby.sleeps().room().role(&mo), Role::Everybody);
}

#[test]
fn lobby_is_the_operators_from_the_start() {
    let mut lobby = Lobby::of(room::Slug::lobby());
    lobby.enters("Ada", "a1");
    assert_eq!(lobby.room().role(&member("Ada").id), Role::Everybody);
    assert_eq!(lobby.room().role(&MemberId::operator()), Role::Operator);
}

#[test]
fn nobody_enters_as_the_operator() {
    let mut lobby = Lobby::open();
    let join = Command::Join { member: Member::operator(), founding: room::Founding::default() };
    assert_eq!(lobby.turn(join).reply, Err(Refusal::Malformed));
    assert!(!lobby.room().is_founded());
}

#[test]
fn muted_member_reads_and_says_nothing() {
    let mut lobby = room_with_a_moderator();
    lobby.says("Ada", "Welcome.");
    assert_eq!(refusal(&lobby.mutes("Mo", "Grace")), None);
    let muted = sent(&mut lobby, "g1");
    assert!(muted.contains("A moderator has muted you in this room. You can write again in 10 minutes."), "{muted}");
    assert!(muted.contains("Reason: \u{2068}Advertising\u{2069}"), "{muted}");
    lobby.sleeps();
    let refused = |lobby: &mut Lobby| {
        let typed = "👍".to_owned();
        let react = Command::React { member: member("Grace"), seq: at(1), typed, state: ReactionState::On };
        let renamed = Member { name: room::Name::parse("Buy my flowers").unwrap(), ..member("Grace") };
        [
            refusal(&lobby.sends("Grace", "cid-0001", "Flowers!")),
            refusal(&lobby.turn(react)),
            refusal(&lobby.turn(Command::Rename { member: renamed })),
        ]
    };
    for refusal in refused(&mut lobby) {
        assert!(matches!(refusal, Some(Refusal::Muted { wait_ms: Some(_), .. })), "{refusal:?}");
    }
    lobby.types("Grace").says("Ada", "Grace still reads this.");
    let (frames, story) = (sent(&mut lobby, "g1"), lobby.story());
    assert!(frames.contains("still reads this") && !story.contains("typing"), "{story}");
    lobby.now += TEN_MINUTES;
    assert_eq!(refused(&mut lobby), [None, None, None], "it is over by itself");
}

#[test]
fn unmuted_member_is_told_and_speaks() {
    let mut lobby = room_with_a_moderator();
    lobby.mutes("Mo", "Grace");
    sent(&mut lobby, "g1");
    for _ in 0..2 {
        assert_eq!(lobby.lifts("Ada", "Grace", SanctionKind::Mute), None);
    }
    assert!(sent(&mut lobby, "g1").contains("You can write again."));
    assert_eq!(refusal(&lobby.sends("Grace", "cid-0001", "Thank you.")), None);
}

#[test]
fn banned_member_is_out_and_stays_out() {
    let mut lobby = room_with_a_moderator();
    lobby.says("Grace", "Flowers!");
    lobby.story();
    let effects = lobby.bans("Mo", "Grace");
    assert_eq!(effects.closes.iter().map(|close| close.reason).collect::<Vec<_>>(), [CloseReason::Banned]);
    assert_snapshot!(lobby.story(), @"all: joined [], left [Grace], 2 here");
    for _ in 0..2 {
        let refused = lobby.tries_to_enter("Grace", "g2");
        assert!(matches!(refused, Err(Refusal::Banned { wait_ms: None, .. })), "{refused:?}");
        assert!(matches!(
            refusal(&lobby.turn(Command::Poll { member: member("Grace") })),
            Some(Refusal::Banned { .. })
        ));
        lobby.sleeps();
    }
    assert_eq!(lobby.lifts("Mo", "Grace", SanctionKind::Ban), None);
    lobby.enters("Grace", "g3");
}

#[test]
fn ban_ends_by_itself_while_the_room_sleeps() {
    let mut lobby = room_with_a_moderator();
    let day = 24 * limits::HOUR_MS;
    assert_eq!(refusal(&lobby.sanctions("Mo", "Grace", SanctionKind::Ban, Some(day))), None);
    lobby.now += day - 1;
    assert!(lobby.sleeps().tries_to_enter("Grace", "g2").is_err());
    lobby.now += 1;
    assert_eq!(lobby.sleeps().tries_to_enter("Grace", "g2"), Ok(()));
}

/// Where somebody comes from, in the period after the one that is given.
fn from(period: u64) -> Caller {
    let from = Fingerprints { current: Fingerprint(period), previous: Fingerprint(period - 1) };
    Caller { from: Some(from), strictness: Strictness::Off, ..Caller::default() }
}

#[test]
fn banned_member_comes_back_under_no_new_session() {
    let mut lobby = room_with_a_moderator();
    lobby.caller = from(70);
    lobby.enters("Linus", "l1");
    lobby.caller = from(7);
    lobby.enters("Ken", "k1").enters("Dennis", "d1").leaves("d1").waits(60_000);
    lobby.bans("Mo", "Ken");
    lobby.sleeps();
    assert!(matches!(lobby.tries_to_enter("Barbara", "b1"), Err(Refusal::Banned { .. })), "from the same address");
    assert_eq!(lobby.tries_to_enter("Dennis", "d2"), Ok(()), "was there before, and shares it by chance");
    lobby.caller = from(70);
    assert_eq!(lobby.tries_to_enter("Barbara", "b2"), Ok(()), "from another one");
}

#[test]
fn address_of_a_ban_is_learned_when_its_member_tries_again() {
    let mut lobby = room_with_a_moderator();
    lobby.leaves("g1").waits(60_000);
    lobby.bans("Mo", "Grace");
    lobby.caller = from(7);
    assert!(lobby.tries_to_enter("Grace", "g2").is_err());
    lobby.sleeps();
    assert!(lobby.tries_to_enter("Barbara", "b1").is_err());
    lobby.caller = from(8);
    assert!(lobby.tries_to_enter("Barbara", "b1").is_err(), "a week later");
    lobby.caller = from(9);
    assert!(lobby.sleeps().tries_to_enter("Barbara", "b1").is_err(), "as long as somebody keeps trying");
    lobby.caller = from(11);
    assert_eq!(lobby.tries_to_enter("Barbara", "b1"), Ok(()), "nobody knows the address any more");
}

#[test]
fn stranger_cannot_be_sanctioned() {
    let mut lobby = room_with_a_moderator();
    assert_eq!(refusal(&lobby.mutes("Mo", "Stella")), Some(Refusal::NoSuchMember));
}

#[test]
fn moderator_removes_a_message_and_brings_it_back() {
    let mut lobby = room_with_a_moderator();
    lobby.says("Grace", "Flowers!");
    sent(&mut lobby, "a1");
    assert_eq!(refusal(&lobby.turn(Command::Remove { member: member("Mo"), seq: at(1) })), None);
    let frames = sent(&mut lobby, "a1");
    assert!(frames.contains("Removed by <bdi>Mo</bdi>") && !frames.contains("Flowers"), "{frames}");
    assert_eq!(refusal(&lobby.turn(Command::UndoRemoval { member: member("Mo").id, seq: at(1) })), None);
    assert!(sent(&mut lobby, "a1").contains("Flowers!"));
    let mo = member("Mo").id;
    let decided = [(mo.clone(), AuditAction::MessageRestored(at(1))), (mo, AuditAction::MessageRemoved(at(1)))];
    assert_eq!(lobby.audit()[..2], decided);
}

#[test]
fn author_removes_without_an_entry_in_the_audit_log() {
    let mut lobby = room_with_a_moderator();
    let before = lobby.audit();
    lobby.says("Grace", "Oh.");
    assert_eq!(refusal(&lobby.turn(Command::Remove { member: member("Grace"), seq: at(1) })), None);
    assert_eq!(lobby.audit(), before);
}

#[test]
fn all_messages_of_somebody_go_in_batches() {
    let mut lobby = room_with_a_moderator();
    let many = limits::REMOVE_BATCH + 3;
    for number in 0..many {
        lobby.waits(limits::SEND_INTERVAL_MS).says("Grace", &format!("Flowers {number}"));
    }
    lobby.says("Ada", "Please stop.");
    sent(&mut lobby, "a1");
    assert_eq!(lobby.removes_all_of("Mo", "Grace"), None);
    assert!(lobby.storage().moderation().has_messages_of(&member("Grace").id).unwrap(), "a batch in each turn");
    assert_eq!(lobby.removes_all_of("Mo", "Grace"), None);
    let (frames, missed) = (sent(&mut lobby, "a1"), missed_since(&lobby, 0));
    assert_eq!(frames.matches("Removed by <bdi>Mo</bdi>").count(), many);
    assert!(!frames.contains("Flowers") && !missed.contains("Flowers"));
    let texts: Vec<_> = lobby.storage().newest(None, 999).unwrap().into_iter().map(|it| it.body).collect();
    assert_eq!(texts.iter().filter(|body| !body.as_str().is_empty()).count(), 1, "Ada's");
}

#[test]
fn removed_messages_come_back_together() {
    let mut lobby = room_with_a_moderator();
    lobby.says("Grace", "Roses").says("Grace", "Tulips");
    lobby.turn(Command::Remove { member: member("Grace"), seq: at(2) });
    assert_eq!(lobby.removes_all_of("Mo", "Grace"), None);
    sent(&mut lobby, "a1");
    assert_eq!(lobby.brings_all_back("Ada", "Grace"), Some(Refusal::TooLateToUndo), "Ada has removed nothing");
    assert_eq!(lobby.brings_all_back("Mo", "Grace"), None);
    let frames = sent(&mut lobby, "a1");
    assert!(frames.contains("Roses") && !frames.contains("Tulips"), "what Grace removed stays removed: {frames}");
    assert_eq!(lobby.brings_all_back("Mo", "Grace"), Some(Refusal::TooLateToUndo), "there is nothing left to do");
}

#[test]
fn removed_messages_come_back_no_more_after_the_undo() {
    let mut lobby = room_with_a_moderator();
    lobby.says("Grace", "Roses");
    assert_eq!(lobby.removes_all_of("Mo", "Grace"), None);
    lobby.waits(limits::UNDO_REMOVAL_MS);
    assert_eq!(lobby.brings_all_back("Mo", "Grace"), Some(Refusal::TooLateToUndo));
}

/// What D1 alone has is brought back first, and is then removed like any other.
#[test]
fn archived_messages_of_somebody_are_removed_too() {
    let (mut lobby, d1) = (room_with_a_moderator(), D1::new());
    lobby.says("Grace", "Roses").says("Ada", "Hm.").says("Grace", "Tulips").says("Ada", "Now.");
    let record = lobby.storage().record(at(1)).unwrap().unwrap();
    lobby.ships_to(&d1);
    lobby.prunes(2);
    assert!(lobby.storage().is_archived(at(1)).unwrap());
    lobby.brings_back(&record, &[]);
    assert_eq!(lobby.removes_all_of("Mo", "Grace"), None);
    lobby.ships_to(&d1);
    assert!(!d1.text("SELECT group_concat(body) FROM messages WHERE room = 'lobby'").contains("Roses"));
}

#[test]
fn audit_log_keeps_the_newest_decisions() {
    let mut lobby = room_with_a_moderator();
    for _ in 0..limits::AUDIT_MAX {
        lobby.mutes("Mo", "Grace");
    }
    lobby.bans("Mo", "Grace");
    let entries = lobby.audit();
    assert_eq!(entries.len(), limits::AUDIT_MAX);
    assert_eq!(entries[0], (member("Mo").id, AuditAction::Banned(None)));
}

#[test]
fn page_of_somebody_tells_moderators_alone_of_sanctions() {
    let mut lobby = room_with_a_moderator();
    lobby.says("Grace", "Roses");
    lobby.mutes("Mo", "Grace");
    let page = |reader: &str, of: &str| {
        let request = PersonRequest::of(&member(reader), member(of).id.as_str(), None);
        moderation::person(lobby.room(), lobby.storage(), &request, lobby.now).unwrap()
    };
    for reader in ["Mo", "Ada"] {
        let page = page(reader, "Grace");
        assert_eq!((page.sanctions.len(), page.messages.len(), page.may_moderate), (1, 1, true), "{reader}");
    }
    let page_for_grace = page("Grace", "Grace");
    assert_eq!((page_for_grace.sanctions.len(), page_for_grace.may_moderate), (0, false));
    assert!(page("Mo", "Ada").messages.is_empty(), "Ada outranks Mo");
    assert!(page("Mo", "Stella").member.is_none());
}

#[test]
fn emoji_of_a_muted_member_can_be_taken_back() {
    let mut lobby = room_with_a_moderator();
    lobby.says("Ada", "Welcome.");
    let react = |state| Command::React { member: member("Grace"), seq: at(1), typed: "👍".to_owned(), state };
    assert_eq!(refusal(&lobby.turn(react(ReactionState::On))), None);
    lobby.mutes("Mo", "Grace");
    assert_eq!(refusal(&lobby.turn(react(ReactionState::Off))), None);
    assert!(Emoji::parse("👍").is_some());
}
