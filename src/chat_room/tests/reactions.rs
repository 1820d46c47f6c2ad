//! Reactions: what is taken, when pages are told, and what is left of them.

use insta::assert_snapshot;
use room::{Cid, Command, Effects, Event, Reaction, ReactionState, Reactions, Refusal, limits};

use super::changes::{at, missed_since, sent};
use super::d1::D1;
use super::lobby::{FOUNDED, Lobby, member, refusal};
use super::members_page::name;
use crate::chat_room::queries;
use crate::db::Batch;
use crate::room_client::SnapshotRequest;

impl Lobby {
    pub(super) fn reacts(&mut self, name: &str, n: i64, emoji: &str, state: ReactionState) -> Effects {
        self.turn(Command::React { member: member(name), seq: at(n), typed: emoji.to_owned(), state })
    }
}

use ReactionState::{Off, On};

/// Ada has said something, and Grace is here too.
fn said() -> Lobby {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000).says("Ada", "Is this thing on?");
    for connection in ["a1", "g1"] {
        sent(&mut lobby, connection);
    }
    lobby.waits(10_000).story();
    lobby
}

/// What a page shows that somebody loads.
fn loaded(lobby: &Lobby, name: &str) -> Vec<Reactions> {
    let request = SnapshotRequest::of(Some(&member(name)), None, limits::PAGE_MESSAGES);
    queries::snapshot(lobby.room(), lobby.storage(), &request, lobby.now).unwrap().reactions
}

/// The same as text: an emoji, how many, and a star if it is one's own.
fn shown(lobby: &Lobby, name: &str) -> String {
    let kinds = loaded(lobby, name).into_iter().flat_map(|reactions| reactions.kinds);
    let kinds =
        kinds.map(|kind| format!("{}{}{}", kind.emoji.as_str(), kind.count, if kind.is_own { "*" } else { "" }));
    kinds.collect::<Vec<_>>().join(" ")
}

fn rows(lobby: &Lobby) -> i64 {
    lobby.sqlite().count("SELECT count(*) FROM reaction")
}

#[test]
fn reaction_reaches_everybody_and_whoever_was_away() {
    let mut lobby = said();
    lobby.reacts("Grace", 1, "👍", On);
    assert_snapshot!(lobby.story(), @r"
    member: #1 has 👍 on
    all: reactions to #1
    ");
    let update = "<li hidden data-reactions=\"m1000001\"><form class=\"reactions\" id=\"r-1000001\"";
    for frames in [sent(&mut lobby, "a1"), missed_since(&lobby, 1)] {
        assert!(frames.contains(update) && frames.contains("👍 <b>1</b>") && frames.contains("Grace"), "{frames}");
        assert!(frames.contains(&format!("data-version=\"{}\"", at(2))), "{frames}");
        assert!(!frames.contains("aria-pressed"), "everybody is sent the same");
    }
    let graces = sent(&mut lobby, "g1");
    assert!(graces.contains("data-reacted=\"r-1000001\" data-emoji=\"👍\" data-on"), "{graces}");
    assert_eq!((shown(&lobby, "Grace"), shown(&lobby, "Ada")), ("👍1*".to_owned(), "👍1".to_owned()));
    assert!(!missed_since(&lobby, 2).contains("👍"), "who has it is not told again");
}

#[test]
fn reaction_leaves_the_version_of_its_message() {
    let mut lobby = said();
    lobby.reacts("Grace", 1, "👍", On);
    assert_eq!((lobby.room().version(), lobby.storage().version().unwrap()), (at(2), Some(at(2))));
    assert_eq!(lobby.storage().newest(None, 1).unwrap()[0].version, at(1));
    lobby.sleeps().says("Ada", "Next.");
    assert_eq!(lobby.room().version(), at(3), "no number twice");
}

#[test]
fn second_press_takes_a_reaction_back() {
    let mut lobby = said();
    for (state, expected) in [(On, "👍1*"), (On, "👍1*"), (Off, ""), (Off, ""), (On, "👍1*")] {
        lobby.reacts("Grace", 1, "👍", state);
        lobby.waits(1_000);
        assert_eq!(shown(&lobby, "Grace"), expected);
    }
    assert_eq!((rows(&lobby), lobby.room().version()), (1, at(4)), "what is so already takes no number");
}

#[test]
fn emoji_stand_in_the_order_in_which_they_were_chosen() {
    let mut lobby = said();
    for (name, emoji) in [("Grace", "🎉"), ("Ada", "❤"), ("Ada", "🎉"), ("Grace", "❤️")] {
        lobby.reacts(name, 1, emoji, On);
    }
    lobby.reacts("Grace", 1, "🎉", Off);
    assert_eq!(shown(&lobby, "Ada"), "🎉1* ❤️2*", "what is under a finger stays there");
}

#[test]
fn storm_is_told_four_times_a_second() {
    let mut lobby = said();
    let mut told = 0;
    let mut count = |effects: &Effects| {
        let is_told = |event: &Event| matches!(event, Event::ReactionsChanged(_));
        told += effects.deliveries.iter().filter(|delivery| is_told(&delivery.event)).count();
    };
    for n in 0..1_000 {
        let until = lobby.now + 5;
        while let Some(due) = lobby.room().wake_at().filter(|due| *due <= until) {
            lobby.now = lobby.now.max(due);
            count(&lobby.turn(Command::Tick));
        }
        lobby.now = until;
        count(&lobby.reacts(&name(n), 1, "👍", On));
    }
    lobby.waits(limits::REACTIONS_INTERVAL_MS);
    assert!((20..=21).contains(&told), "in five seconds: {told}");
    assert_eq!(shown(&lobby, &name(7)), "👍1000*");
    assert!(sent(&mut lobby, "g1").contains("👍 <b>1000</b>"));
}

#[test]
fn reaction_is_refused_with_a_reason() {
    let mut lobby = said();
    for not_one in ["", "a", "👍👍", "👍 ", "1", "©", ":tada:"] {
        assert_eq!(refusal(&lobby.reacts("Grace", 1, not_one, On)), Some(Refusal::NotEmoji), "{not_one:?}");
    }
    assert_eq!(refusal(&lobby.reacts("Grace", 9, "👍", On)), Some(Refusal::NoSuchMessage));
    let kinds = "👍 ❤️ 😂 🎉 😮 😢 🙏 🔥 👀 🚀 💯 ✅ 🤔 👏 🥳 😍 😅 🙌 💡 🫖";
    for emoji in kinds.split(' ') {
        lobby.waits(1_000);
        assert_eq!(refusal(&lobby.reacts("Grace", 1, emoji, On)), None, "{emoji}");
    }
    lobby.waits(10_000);
    assert_eq!(refusal(&lobby.reacts("Grace", 1, "🦀", On)), Some(Refusal::TooManyKinds));
    assert_eq!(refusal(&lobby.reacts("Ada", 1, "🫖", On)), None, "one that is there already");
    lobby.turn(Command::Remove { member: member("Ada"), seq: at(1) });
    assert_eq!(refusal(&lobby.reacts("Grace", 1, "👍", Off)), Some(Refusal::MessageRemoved));
}

#[test]
fn reactions_come_no_faster_than_messages() {
    let mut lobby = said();
    let states = [On, Off].into_iter().cycle().take(20);
    let refused = states.map(|state| refusal(&lobby.reacts("Grace", 1, "👍", state))).position(|it| it.is_some());
    assert_eq!(refused, Some(10));
    lobby.story();
    lobby.says("Grace", "I can still speak.");
    assert!(lobby.story().contains("I can still speak."));
}

#[test]
fn removal_hides_reactions_at_once_and_erases_them_later() {
    let (mut lobby, d1) = (said(), D1::new());
    lobby.reacts("Grace", 1, "👍", On);
    lobby.ships_to(&d1);
    assert_eq!(d1.reactions("lobby", &[at(1)])[0].kinds[0].count, 1);
    lobby.turn(Command::Remove { member: member("Ada"), seq: at(1) });
    assert_eq!(shown(&lobby, "Grace"), "");
    assert!(!missed_since(&lobby, 0).contains("👍"));
    lobby.ships_to(&d1);
    assert_eq!(d1.reactions("lobby", &[at(1)]), []);
    assert_eq!(d1.text("SELECT count(*) || '' FROM reactions"), "0");
    lobby.turn(Command::UndoRemoval { member: member("Ada").id, seq: at(1) });
    assert_eq!(shown(&lobby, "Grace"), "👍1*", "they are back with their message");
    lobby.ships_to(&d1);
    assert_eq!(d1.reactions("lobby", &[at(1)])[0].kinds[0].count, 1);
    lobby.turn(Command::Remove { member: member("Ada"), seq: at(1) });
    lobby.waits(limits::UNDO_REMOVAL_MS);
    assert_eq!(rows(&lobby), 0);
}

#[test]
fn reaction_that_was_not_told_is_told_after_an_eviction() {
    let mut lobby = said();
    lobby.reacts("Grace", 1, "👍", On);
    sent(&mut lobby, "a1");
    lobby.reacts("Grace", 1, "🎉", On);
    lobby.sleeps();
    assert!(sent(&mut lobby, "a1").contains("🎉"));
}

#[test]
fn page_that_is_cut_off_before_it_is_told_catches_up() {
    let mut lobby = said();
    lobby.reacts("Grace", 1, "👍", On);
    lobby.reacts("Grace", 1, "🎉", On);
    lobby.says("Ada", "Next.");
    let frames = sent(&mut lobby, "a1");
    let version = client::frame::last_version(&frames).and_then(|version| version.parse().ok());
    assert_eq!(version, Some(at(2)), "the second one was not told yet");
    assert!(missed_since(&lobby, version.unwrap() - FOUNDED).contains("🎉"));
}

#[test]
fn message_with_reactions_that_are_not_shipped_stays() {
    let (mut lobby, d1) = (said(), D1::new());
    lobby.says("Ada", "Next.");
    lobby.ships_to(&d1);
    lobby.reacts("Grace", 1, "👍", On);
    lobby.prunes(1);
    assert_eq!(lobby.storage().pruned(), None);
    lobby.ships_to(&d1);
    lobby.prunes(1);
    assert_eq!((lobby.storage().pruned(), rows(&lobby)), (Some(at(1)), 0));
    assert_eq!(d1.reactions("lobby", &[at(1)])[0].kinds[0].names[0].as_str(), "Grace");
    assert!(missed_since(&lobby, 2).contains("#history"), "a page at 2 may show the message without it");
    lobby.sleeps().says("Ada", "More.");
    assert_eq!(lobby.room().version(), at(4));
}

#[test]
fn late_batch_brings_no_reaction_back() {
    let d1 = D1::new();
    let mut lobby = said();
    lobby.reacts("Grace", 1, "👍", On);
    let first = lobby.ships_batch();
    lobby.reacts("Grace", 1, "👍", Off);
    let second = lobby.ships_batch();
    for batch in [&first, &second, &first] {
        d1.ship_batch("lobby", batch);
    }
    assert_eq!(d1.reactions("lobby", &[at(1)]), []);
    let [Reaction { state: Off, .. }] = second.reactions.as_slice() else { panic!("{second:?}") };
    lobby.turn(Command::Remove { member: member("Ada"), seq: at(1) });
    let third = lobby.ships_batch();
    for batch in [&third, &first] {
        d1.ship_batch("lobby", batch);
    }
    assert_eq!(d1.text("SELECT count(*) || '' FROM reactions"), "0", "nothing comes to a removed message");
}

#[test]
fn late_tombstone_erases_no_reaction_from_after_it() {
    let d1 = D1::new();
    let mut lobby = said();
    lobby.turn(Command::Remove { member: member("Ada"), seq: at(1) });
    let tombstone = lobby.ships_batch();
    lobby.turn(Command::UndoRemoval { member: member("Ada").id, seq: at(1) });
    lobby.reacts("Grace", 1, "👍", On);
    let mut back = lobby.ships_batch();
    // What is back may come in another batch than what people react to it.
    let records = std::mem::take(&mut back.records);
    for batch in [&tombstone, &back, &tombstone] {
        d1.ship_batch("lobby", batch);
    }
    d1.ship_batch("lobby", &Batch { records, ..Batch::default() });
    assert_eq!(d1.reactions("lobby", &[at(1)])[0].kinds[0].count, 1);
}

#[test]
fn edited_message_keeps_its_reactions() {
    let mut lobby = said();
    lobby.reacts("Grace", 1, "👍", On);
    sent(&mut lobby, "a1");
    let (ada, cid) = (member("Ada").id, Cid::parse("edit-0001").unwrap());
    lobby.turn(Command::Edit { member: ada, seq: at(1), cid, base: at(1), text: "Is it?".to_owned() });
    let frames = sent(&mut lobby, "a1");
    assert!(frames.contains("Is it?") && frames.contains("👍 <b>1</b>"), "{frames}");
}
