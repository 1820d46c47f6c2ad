//! `bin/operate`: what the operator does from a terminal.

use std::process::Command;

use harness::cast::{ADA, GRACE};
use harness::{OPERATOR_KEY, Server, Visitor, smoke, wait};
use templates::urls;
use templates::words::ENGLISH;

/// What a command printed, and whether it succeeded.
async fn runs(server: &Server, key: &'static str, words: &[&str]) -> (bool, String) {
    let mut command = Command::new("bin/operate");
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).args(words);
    command.env("NATTER_URL", server.origin()).env("OPERATOR_KEY", key);
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("it is run").expect("it runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[tokio::test]
async fn command_shows_and_changes_what_the_pages_do() {
    let server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("garden").await, grace.enters("garden").await);
    adas.says("Buy \u{1b}[31mcheap tea!");
    let seq = graces.sees("Buy \u{1b}[31mcheap tea!").await.seq.to_string();
    let operates = async |words: &[&str]| {
        let (succeeded, text) = runs(&server, OPERATOR_KEY, words).await;
        assert!(succeeded, "{words:?}: {text}");
        text
    };
    assert!(operates(&["help"]).await.contains("bin/operate"));
    let room = operates(&["room", "garden"]).await;
    assert!(room.contains("cheap tea!") && room.contains(&seq) && !room.contains('\u{1b}'), "{room}");

    let planned = operates(&["close", "garden", "Spam,", "all of it.", "--dry-run"]).await;
    assert!(planned.contains("rooms/garden/close reason=\"Spam, all of it.\""), "{planned}");
    assert_eq!(graces.closed(), None, "nothing was done");
    let member = adas.me();
    operates(&["mute", "garden", &member, "10m", "Too loud."]).await;
    wait::until("the mute to be listed", wait::DEPARTURE_TIMEOUT, async || {
        let sanctions = operates(&["sanctions"]).await;
        if sanctions.contains("Too loud.") { Ok(()) } else { Err(sanctions) }
    })
    .await;
    operates(&["unmute", "garden", &member]).await;
    assert_eq!(grace.post(&urls::report("garden", seq.parse().unwrap()), &[("note", "Tea!")]).await.status, 200);
    wait::until("the report to be listed", wait::DEPARTURE_TIMEOUT, async || {
        let reports = operates(&["reports"]).await;
        if reports.contains("garden") && reports.contains("Tea!") { Ok(()) } else { Err(reports) }
    })
    .await;
    let planned = operates(&["close-reports", "garden", &seq, "dismiss", "--dry-run"]).await;
    assert!(planned.contains("reports room=\"garden\""), "{planned}");
    operates(&["close-reports", "garden", &seq, "dismiss"]).await;
    assert!(!operates(&["reports"]).await.contains("Tea!"));
    operates(&["remove", "garden", &seq]).await;
    graces.shows("no such text", |page| !page.whole_text().contains("tea")).await;
    operates(&["announce", "We move", "on Sunday."]).await;
    assert_eq!(grace.opens("garden").await.text(".announcement"), "We move on Sunday.");
    operates(&["announce"]).await;
    assert!(!grace.opens("garden").await.has(".announcement"));
    operates(&["read-only", "on", "Back at 14:00."]).await;
    assert_eq!(grace.says("garden", "Hello?").await.status, 503);
    operates(&["read-only", "off"]).await;
    operates(&["close", "garden", "Spam."]).await;
    assert!(graces.loses_connection().await.reason.ends_with("Spam."));
    let audit = operates(&["audit"]).await;
    for action in ["closed_room", "changed_site", "removed_message", "unmuted", "muted"] {
        assert!(audit.contains(action), "{audit}");
    }
    operates(&["reopen", "garden"]).await;
    operates(&["delete", "garden"]).await;
    assert_eq!(ada.get("/r/garden").await.status, 410);

    assert!(operates(&["list", "lobby", "off", "--dry-run"]).await.contains("rooms/lobby/list change=\"off\""));
    operates(&["starters", "operator"]).await;
    let refused = ada.post("/new", &[("title", "Mine"), ("name", ADA)]).await;
    assert!(refused.document().whole_text().contains(ENGLISH.operator.rules.rooms_not_open), "{}", refused.text);
    let smoke = smoke(&server, 30).await;
    assert!(smoke.works && smoke.told.contains("the operator can sign in"), "{}", smoke.told);

    for (words, says) in [
        (&["close", "garden"][..], "bin/operate close ROOM REASON…"),
        (&["mute", "garden", "x", "soon"], "10m, 1h, 1d"),
        (&["explode"], "no command"),
        (&["--force", "rooms"], "no option --force"),
        (&["room", "nowhere"], "natter: "),
    ] {
        let (succeeded, text) = runs(&server, OPERATOR_KEY, words).await;
        assert!(!succeeded && text.starts_with("natter: ") && text.contains(says), "{words:?}: {text}");
    }
    let (succeeded, text) = runs(&server, "wrong", &["rooms"]).await;
    assert_eq!((succeeded, text.contains("operator")), (false, true), "{text}");
}
