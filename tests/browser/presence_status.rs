//! Who is away, and who is typing.

use std::time::Duration;

use harness::{Fault, Proxy, Server, Visitor, wait};
use room::limits;

use crate::person::Person;

/// How long the line is shown, with a second for a machine that has a lot to do.
const SHOWN: Duration = Duration::from_millis(limits::TYPING_SHOWN_MS.unsigned_abs() + 1_000);

#[tokio::test]
async fn typing_is_shown_until_the_message_is_said() {
    let server = Server::shared().await;
    let ada = Person::joins_recorded(server.origin(), "Ada", "browser-typing").await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-typing").await;
    ada.sees_people(&["Ada", "Grace"]).await;
    assert_eq!(ada.words().await, [""; 0], "nothing was typed yet");

    ada.drafts("I").await;
    grace.sees_typing("Ada is typing…").await;
    assert_eq!(grace.document().all("#typing span bdi").len(), 1, "a name is set apart from the words around it");
    ada.sees_nobody_type().await;
    // For as long as it takes to be told twice more.
    wait::until("the page to say it three times", wait::SOON, async || {
        ada.drafts("x").await;
        let words = ada.words().await;
        if words.len() >= 3 { Ok(()) } else { Err(format!("{words:?}")) }
    })
    .await;
    let times = ada.words_and_times().await;
    for pair in times.windows(2) {
        assert!(pair[1].1 - pair[0].1 >= limits::TYPING_INTERVAL_MS - 50, "{times:?}");
    }
    let before = grace.frames().len();
    ada.presses_enter().await;
    grace.sees_typing("").await;
    assert_eq!(grace.frames().len(), before + 1, "with the message");

    // Nobody types in an empty field.
    wait::let_pass(Duration::from_millis(limits::TYPING_INTERVAL_MS.unsigned_abs())).await;
    let words = ada.words().await;
    ada.clears_the_draft().await;
    assert_eq!(ada.words().await, words);
    ada.goes().await;
}

#[tokio::test]
async fn typing_line_vanishes_without_moving_anything() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-vanishing").await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-vanishing").await;
    grace.says("Is this thing on?");
    ada.sees(&["Is this thing on?"]).await;
    ada.sees_notice("Grace joined").await;
    let before = ada.places().await;
    for motion in ["no-preference", "reduce"] {
        ada.prefers("reduced-motion", motion).await;
        grace.sends("typing");
        ada.sees_typing("Grace is typing…").await;
        assert_eq!(ada.places().await, before, "{motion}");
        wait::let_pass(SHOWN).await;
        ada.sees_typing_vanish("Grace is typing…").await;
        assert_eq!(ada.places().await, before, "{motion}");
    }
    assert!(!ada.is_typing_read_aloud().await, "it is found by whoever looks for it");
    ada.goes().await;
}

#[tokio::test]
async fn hidden_tab_is_away_until_it_is_shown() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_recorded(proxy.origin(), "Ada", "browser-away").await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-away").await;
    grace.sees_people(&["Ada", "Grace"]).await;

    // A look at another tab is not being away.
    let (room, other) = ada.opens_a_tab().await;
    ada.switches_to(&room).await;
    ada.is_visible().await;
    ada.is_away_after(200).await;
    assert_eq!(ada.words().await, [""; 0]);

    ada.switches_to(&other).await;
    grace.sees_away(&["Ada"]).await;
    ada.switches_to(&room).await;
    grace.sees_away(&[]).await;
    ada.has_said(&["away", "back"]).await;
    ada.sees_away(0).await;

    // A connection that is lost meanwhile changes nothing: the page says it again.
    ada.switches_to(&other).await;
    grace.sees_away(&["Ada"]).await;
    let frames = grace.frames().len();
    proxy.does_to_all(Fault::Cut);
    wait::until("Ada to return as somebody away", wait::SOON, async || {
        // Back by the new connection, and away by its page's word.
        let received = grace.frames().len() - frames;
        if received >= 2 && grace.document().away() == ["Ada"] { Ok(()) } else { Err(format!("{received} frames")) }
    })
    .await;
    ada.switches_to(&room).await;
    grace.sees_away(&[]).await;
    ada.has_said(&["away", "back", "away", "away", "back"]).await;
    ada.goes().await;
}
