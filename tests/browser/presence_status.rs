//! Who is away, and who is typing.

use std::time::Duration;

use harness::{Fault, Proxy, Server, Visitor, wait};
use room::limits;
use serde_json::json;

use crate::person::Person;

/// Runs before the page's own scripts: notes what the page says of whoever is in front of it and when (`words`), and lets
/// a test decide how long five minutes are (`five`, in milliseconds).
const LISTENER: &str = r"{
    Object.assign(window, { words: [], five: null });
    const later = setTimeout;
    window.setTimeout = (what, ms, ...rest) => later(what, ms == FIVE ? window.five ?? ms : ms, ...rest);
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (frame) {
        if (['typing', 'away', 'back'].includes(frame)) words.push([frame, Math.round(performance.now())]);
        return send.call(this, frame);
    };
}";

const WORDS: &str = "return words.map(([word]) => word)";

/// The line about typing, and whether anybody can see it.
const LINE: &str = "const span = document.querySelector('#typing span');\
                    return [span?.textContent ?? '', String(span && getComputedStyle(span).visibility)]";

/// How long the line is shown, with a second for a machine that has a lot to do.
const SHOWN: Duration = Duration::from_millis(limits::TYPING_SHOWN_MS.unsigned_abs() + 1_000);

impl Person {
    /// Somebody who has joined a room in a page that is listened to.
    async fn joins_heard(origin: String, name: &str, room: &str) -> Self {
        let person = Self::at(origin).await;
        person.prepares(&LISTENER.replace("FIVE", &limits::AWAY_AFTER_MS.to_string())).await;
        person.goes_to(room, name).await;
        person
    }

    async fn shows_line(&self, line: &str, visibility: &str) {
        self.finds(LINE, [line, visibility].map(str::to_owned).to_vec()).await;
    }
}

#[tokio::test]
async fn typing_is_shown_until_the_message_is_said() {
    let server = Server::shared().await;
    let ada = Person::joins_heard(server.origin(), "Ada", "browser-typing").await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-typing").await;
    ada.sees_people(&["Ada", "Grace"]).await;
    assert_eq!(ada.eval::<Vec<String>>(WORDS).await, Vec::<String>::new(), "nothing was typed yet");

    ada.types("#text", "I").await;
    grace.sees_typing("Ada is typing…").await;
    assert_eq!(grace.document().all("#typing span bdi").len(), 1, "a name is set apart from the words around it");
    ada.finds(LINE, vec![String::new(), "null".to_owned()]).await;
    // For as long as it takes to be told twice more.
    wait::until("the page to say it three times", wait::SOON, async || {
        ada.types("#text", "x").await;
        let words: Vec<String> = ada.eval(WORDS).await;
        if words.len() >= 3 { Ok(()) } else { Err(format!("{words:?}")) }
    })
    .await;
    let times: Vec<(String, i64)> = ada.eval("return words").await;
    for pair in times.windows(2) {
        assert!(pair[1].1 - pair[0].1 >= limits::TYPING_INTERVAL_MS - 50, "{times:?}");
    }
    let before = grace.frames().len();
    ada.types("#text", "\u{E007}").await;
    grace.sees_typing("").await;
    assert_eq!(grace.frames().len(), before + 1, "with the message");

    // Nobody types in an empty field.
    wait::let_pass(Duration::from_millis(limits::TYPING_INTERVAL_MS.unsigned_abs())).await;
    let told: Vec<String> = ada.eval(WORDS).await;
    ada.eval::<()>(
        "const text = document.querySelector('#text'); text.value = ''; text.dispatchEvent(new Event('input'))",
    )
    .await;
    assert_eq!(ada.eval::<Vec<String>>(WORDS).await, told);
    ada.goes().await;
}

#[tokio::test]
async fn typing_line_vanishes_without_moving_anything() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-vanishing").await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-vanishing").await;
    grace.says("Is this thing on?");
    ada.sees(&["Is this thing on?"]).await;
    ada.finds("return document.querySelector('#log').textContent.includes('Grace joined')", true).await;
    let places = "return ['.scroller', '#log', '#composer', '#text'].map(part => \
                  JSON.stringify(document.querySelector(part).getBoundingClientRect()))";
    let before: Vec<String> = ada.eval(places).await;
    for motion in ["no-preference", "reduce"] {
        let features = json!([{ "name": "prefers-reduced-motion", "value": motion }]);
        ada.tunes("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        grace.sends("typing");
        ada.shows_line("Grace is typing…", "visible").await;
        assert_eq!(ada.eval::<Vec<String>>(places).await, before, "{motion}");
        wait::let_pass(SHOWN).await;
        ada.shows_line("Grace is typing…", "hidden").await;
        assert_eq!(ada.eval::<Vec<String>>(places).await, before, "{motion}");
    }
    let read_aloud = "return !!document.querySelector('#typing').closest('[aria-live], [role=log], [role=status]')\
                      || document.querySelector('#typing').getAttribute('aria-hidden') != 'true'";
    assert!(!ada.eval::<bool>(read_aloud).await, "it is for the eyes");
    ada.goes().await;
}

#[tokio::test]
async fn hidden_tab_is_away_until_it_is_shown() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_heard(proxy.origin(), "Ada", "browser-away").await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-away").await;
    grace.sees_people(&["Ada", "Grace"]).await;
    let room = ada.driver.window().await.expect("a window");
    let other = ada.driver.new_tab().await.expect("another tab");

    // A look at another tab is not being away.
    ada.driver.switch_to_window(other.clone()).await.expect("it opens");
    ada.driver.switch_to_window(room.clone()).await.expect("the room is still there");
    ada.finds("return document.hidden", false).await;
    ada.eval::<()>("window.five = 200").await;
    assert_eq!(ada.eval::<Vec<String>>(WORDS).await, Vec::<String>::new());

    ada.driver.switch_to_window(other.clone()).await.expect("it is still there");
    grace.sees_away(&["Ada"]).await;
    ada.driver.switch_to_window(room.clone()).await.expect("the room is still there");
    grace.sees_away(&[]).await;
    ada.finds(WORDS, vec!["away".to_owned(), "back".to_owned()]).await;
    ada.finds("return document.querySelectorAll('.person.away').length", 0).await;

    // A connection that is lost meanwhile changes nothing: the page says it again.
    ada.driver.switch_to_window(other).await.expect("it is still there");
    grace.sees_away(&["Ada"]).await;
    let frames = grace.frames().len();
    proxy.does_to_all(Fault::Cut);
    wait::until("Ada to return as somebody away", wait::SOON, async || {
        // Back by the new connection, and away by its page's word.
        let told = grace.frames().len() - frames;
        if told >= 2 && grace.document().away() == ["Ada"] { Ok(()) } else { Err(format!("{told} frames")) }
    })
    .await;
    ada.driver.switch_to_window(room).await.expect("the room is still there");
    grace.sees_away(&[]).await;
    let words = ["away", "back", "away", "away", "back"].map(str::to_owned).to_vec();
    ada.finds(WORDS, words).await;
    ada.goes().await;
}
