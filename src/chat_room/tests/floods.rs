//! Whoever is refused again and again, and what else would be a flood.

use room::{Command, Refusal, Reply, Settings, SingleLineText, limits};

use super::lobby::{Lobby, member};

impl Lobby {
    fn floods(&mut self, name: &str, messages: i64) -> Reply {
        let mut last = Ok(());
        for n in 0..messages {
            last = self.sends(name, &format!("cid-flood-{n:04}"), "Flood").reply;
        }
        last
    }

    fn changes_the_title(&mut self, name: &str, title: &str) -> Reply {
        let settings = Settings { title: SingleLineText::title(title).unwrap(), ..self.room().settings().clone() };
        self.turn(Command::UpdateSettings { member: member(name).id, settings }).reply
    }
}

#[test]
fn member_who_floods_is_gone_and_comes_back_later() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").enters("Grace", "g1").waits(1_000);
    let refused = lobby.floods("Ada", limits::SEND_BURST + limits::REFUSALS_MAX + 1);
    assert!(matches!(refused, Err(Refusal::TooFast { .. })), "{refused:?}");
    let wait_ms = limits::SHUT_OUT_MS;
    assert_eq!(lobby.tries_to_enter("Ada", "a2"), Err(Refusal::TooFast { wait_ms }));
    lobby.waits(limits::LEAVE_GRACE_MS + 2_000);
    assert_eq!(lobby.online(), ["Grace"]);
    assert_eq!(lobby.sends("Grace", "cid-grace-1", "And I?").reply, Ok(()));
    lobby.waits(limits::SHUT_OUT_MS);
    assert_eq!(lobby.tries_to_enter("Ada", "a3"), Ok(()));
    assert_eq!(lobby.sends("Ada", "cid-sorry-1", "Sorry.").reply, Ok(()));
}

#[test]
fn name_and_settings_are_changed_as_fast_as_one_speaks() {
    let mut lobby = Lobby::open();
    lobby.enters("Ada", "a1").waits(1_000);
    let renames = |lobby: &mut Lobby, n: i64| {
        let name = member(["Adaline", "Adalind"][usize::from(n % 2 == 0)]).name;
        lobby.turn(Command::Rename { member: room::Member { name, ..member("Ada") } }).reply
    };
    let burst = limits::SEND_BURST;
    for n in 0..burst {
        assert_eq!(renames(&mut lobby, n), Ok(()), "the {n}th");
    }
    assert!(matches!(renames(&mut lobby, burst), Err(Refusal::TooFast { .. })));
    lobby.waits(burst * limits::SEND_INTERVAL_MS);
    for n in 0..burst {
        assert_eq!(lobby.changes_the_title("Ada", &format!("Title {n}")), Ok(()), "the {n}th");
    }
    assert!(matches!(lobby.changes_the_title("Ada", "One more"), Err(Refusal::TooFast { .. })));
    assert_eq!(lobby.changes_the_title("Ada", "Title 9"), Ok(()), "it is called so");
    assert_eq!(lobby.room().settings().title.as_str(), "Title 9");
}
