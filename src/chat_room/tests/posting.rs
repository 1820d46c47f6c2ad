//! What owners decide about posting: read-only, slow mode, links of newcomers, refused words.

use room::{
    Cid, Command, Event, NewcomerLinks, PostingRules, Refusal, RefusedWords, Settings, SlowMode, Writers, limits,
};

use super::lobby::{FOUNDED, Lobby, member, refusal};

impl Lobby {
    /// Ada, who owns the room, decides about posting.
    fn rules(&mut self, posting: PostingRules) -> &mut Self {
        let settings = Settings { posting, ..self.room().settings().clone() };
        let effects = self.turn(Command::UpdateSettings { member: member("Ada").id, settings });
        assert_eq!(effects.reply, Ok(()));
        self
    }

    /// Why a text of somebody is refused, if it is.
    fn refuses(&mut self, name: &str, text: &str) -> Option<Refusal> {
        let cid = format!("posting-{}", self.messages.len());
        refusal(&self.sends(name, &cid, text))
    }

    /// Why another text for the first message is refused, if it is.
    fn refuses_edit(&mut self, name: &str, text: &str) -> Option<Refusal> {
        let (member, seq, cid) = (member(name).id, FOUNDED + 1, Cid::parse("edit-0001").unwrap());
        refusal(&self.turn(Command::Edit { member, seq, cid, base: seq, text: text.to_owned() }))
    }
}

/// Ada and Grace are here. Ada owns the room.
fn two_talk() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).story();
    lobby
}

fn read_only() -> PostingRules {
    PostingRules { writers: Writers::Moderators, ..PostingRules::default() }
}

fn slow_mode(seconds: &str) -> PostingRules {
    PostingRules { slow_mode: SlowMode::parse(seconds), ..PostingRules::default() }
}

fn no_newcomer_links() -> PostingRules {
    PostingRules { newcomer_links: NewcomerLinks::Refused, ..PostingRules::default() }
}

fn without(words: &str) -> PostingRules {
    PostingRules { refused_words: RefusedWords::parse(words).unwrap(), ..PostingRules::default() }
}

#[test]
fn read_only_room_takes_messages_of_its_owners_alone() {
    let mut lobby = two_talk();
    lobby.says("Grace", "Hello").rules(read_only());
    assert_eq!(lobby.refuses("Grace", "Hello?"), Some(Refusal::ReadOnly));
    assert_eq!(lobby.refuses_edit("Grace", "Hello?"), Some(Refusal::ReadOnly), "an edit is a way to speak");
    assert_eq!(lobby.sleeps().refuses("Grace", "/me waves"), Some(Refusal::ReadOnly));
    assert_eq!(lobby.refuses("Ada", "Read this."), None);
    let removes = Command::Remove { member: member("Grace"), seq: FOUNDED + 1 };
    assert_eq!(lobby.turn(removes).reply, Ok(()), "what was said can be taken back");
    assert_eq!(lobby.rules(PostingRules::default()).refuses("Grace", "Hello!"), None);
}

#[test]
fn pages_are_told_of_the_rules() {
    let mut lobby = two_talk();
    let settings = Settings { posting: read_only(), ..Settings::default() };
    let effects = lobby.turn(Command::UpdateSettings { member: member("Ada").id, settings });
    assert!(matches!(&effects.deliveries[0].event, Event::SettingsChanged { .. }));
    let frames = lobby.flushes().frames_of("g1").concat();
    assert!(frames.contains("#posting") && frames.contains("Only owners and moderators can write"), "{frames}");
}

#[test]
fn slow_mode_lets_a_member_wait_between_messages() {
    let mut lobby = two_talk();
    lobby.rules(slow_mode("30")).says("Grace", "One");
    let too_soon = |wait_ms| Some(Refusal::SlowMode { wait_ms, interval_s: 30 });
    assert_eq!(lobby.waits(1_000).refuses("Grace", "Two"), too_soon(29_000));
    assert_eq!(lobby.waits(28_999).refuses("Grace", "Two"), too_soon(1), "asking costs nothing");
    assert_eq!(lobby.waits(1).refuses("Grace", "Two"), None);
    assert_eq!(lobby.refuses_edit("Grace", "Uno"), None, "an edit is not slowed");
    assert_eq!((lobby.refuses("Ada", "One"), lobby.refuses("Ada", "Two")), (None, None), "owners are free of it");
}

#[test]
fn slow_mode_is_remembered_by_a_room_that_slept() {
    let mut lobby = two_talk();
    lobby.rules(slow_mode("120")).says("Grace", "One").waits(60_000).says("Ada", "Meanwhile").waits(59_000);
    let too_soon = Some(Refusal::SlowMode { wait_ms: 1_000, interval_s: 120 });
    assert_eq!(lobby.sleeps().refuses("Grace", "Two"), too_soon);
    assert_eq!(lobby.waits(1_000).refuses("Grace", "Two"), None);
}

#[test]
fn shorter_slow_mode_lets_go_who_waits_for_the_longer() {
    let mut lobby = two_talk();
    lobby.rules(slow_mode("120")).says("Grace", "One").waits(10_000).rules(slow_mode("5"));
    assert_eq!(lobby.refuses("Grace", "Two"), None);
    assert_eq!(lobby.refuses("Grace", "Three"), Some(Refusal::SlowMode { wait_ms: 5_000, interval_s: 5 }));
    assert_eq!(lobby.rules(slow_mode("0")).refuses("Grace", "Three"), None);
}

#[test]
fn newcomer_sends_no_link_for_five_minutes() {
    let mut lobby = two_talk();
    lobby.rules(no_newcomer_links()).enters("Linus", "l1");
    let link = "Buy this: https://spam.example";
    let refused = |wait_ms| Some(Refusal::NewcomerLink { wait_ms });
    assert_eq!(lobby.refuses("Linus", link), refused(limits::NEWCOMER_MS));
    assert_eq!(lobby.refuses("Linus", "at 10:30"), None);
    lobby.leaves("l1").waits(limits::NEWCOMER_MS - 1_000).enters("Linus", "l2").sleeps();
    assert_eq!(lobby.refuses("Linus", link), refused(1_000), "coming again does not count");
    assert_eq!(lobby.waits(1_000).refuses("Linus", link), None);
    assert_eq!(lobby.refuses("Ada", link), None);
}

#[test]
fn newcomer_gets_no_link_in_by_an_edit() {
    let mut lobby = two_talk();
    lobby.rules(no_newcomer_links()).says("Grace", "Look at this");
    let wait_ms = limits::NEWCOMER_MS - 1_000;
    assert_eq!(lobby.refuses_edit("Grace", "[Look](https://spam.example)"), Some(Refusal::NewcomerLink { wait_ms }));
    assert_eq!(lobby.refuses_edit("Grace", "Look at that"), None);
}

#[test]
fn new_name_makes_nobody_new() {
    let mut lobby = two_talk();
    lobby.rules(no_newcomer_links()).waits(limits::NEWCOMER_MS).renames("Grace", "Hopper");
    let cid = Cid::parse("cid-hopper").unwrap();
    let text = "https://a.example".to_owned();
    let says = Command::Say {
        member: room::Member { id: member("Grace").id, ..member("Hopper") },
        cid,
        text,
        reply_to: None,
        files: vec![],
    };
    assert_eq!(lobby.turn(says).reply, Ok(()));
}

#[test]
fn refused_word_is_named_as_it_was_typed() {
    let mut lobby = two_talk();
    lobby.says("Grace", "Hello").rules(without("rude, bad"));
    for (text, word) in [("So b.a.d!", "b.a.d"), ("bаd", "bаd"), ("a RUDE word", "RUDE")] {
        let refused = Some(Refusal::RefusedWord { word: word.to_owned() });
        assert_eq!(lobby.refuses("Grace", text), refused);
        assert_eq!(lobby.refuses_edit("Grace", text), refused);
    }
    assert_eq!(lobby.sleeps().refuses("Grace", "rude"), Some(Refusal::RefusedWord { word: "rude".to_owned() }));
    assert_eq!((lobby.refuses("Grace", "badge"), lobby.refuses("Ada", "That is rude.")), (None, None));
}

#[test]
fn name_with_a_refused_word_is_not_let_in() {
    let mut lobby = two_talk();
    lobby.rules(without("linus"));
    assert_eq!(lobby.joins("Linus"), Err(Refusal::NameNotAllowed));
    assert_eq!(lobby.tries_to_enter("Linus", "l1"), Err(Refusal::NameNotAllowed));
    let renamed = room::Member { id: member("Grace").id, ..member("Linus") };
    assert_eq!(lobby.turn(Command::Rename { member: renamed }).reply, Err(Refusal::NameNotAllowed));
    assert_eq!(lobby.rules(without("grace")).refuses("Grace", "Still here"), None, "who is here stays");
    assert_eq!(lobby.enters("Ada", "a2").online(), ["Ada", "Grace"]);
    assert_eq!(lobby.rules(without("ada")).tries_to_enter("Ada", "a3"), Ok(()), "no owner is shut out");
}
