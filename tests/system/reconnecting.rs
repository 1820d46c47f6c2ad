//! Every message once, in order, whatever happens between a page and its socket.

use futures_util::StreamExt as _;
use harness::cast::{ADA, GRACE};
use harness::{Document, Server, Visitor, Window, wait};
use room::limits;
use templates::words::ENGLISH;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

const AWAY: &str = "You missed a lot. Here are the latest messages.";

#[tokio::test]
async fn catch_up_leaves_no_gap_and_no_double() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for (missed, room) in [(0, "gap-0"), (1, "gap-1"), (40, "gap-40")] {
        let mut talk = Talk::begin(server, room).await;
        talk.goes_on(3).await;
        let page = ada.opens(room).await;
        assert_eq!(texts(&page), talk.said, "a page shows what was said before it was made");

        talk.goes_on(missed).await;
        let mut window = ada.connects(page).await;
        assert_eq!(window.texts(), talk.said, "{missed} were said between page and socket");

        talk.goes_on(2).await;
        window.sees(&talk.last()).await;
        assert_eq!(window.texts(), talk.said);

        window.drops_connection().await;
        talk.goes_on(missed).await;
        window.reconnects().await;
        assert_eq!(window.texts(), talk.said, "{missed} were said while the connection was lost");
        assert!(!window.notices().contains(&AWAY.to_owned()), "a log that is filled up is not replaced");
        let fresh = ada.opens(room).await.messages();
        assert!(window.messages().ends_with(&fresh), "a new page shows the same, as far back as it goes");
        assert_eq!(fresh.len(), talk.said.len().min(limits::PAGE_MESSAGES));
    }
}

#[tokio::test]
async fn page_is_reset_only_beyond_the_catch_up_limit() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let mut talk = Talk::begin(server, "voyage").await;
    talk.goes_on(1).await;
    let longer_away = ada.opens("voyage").await;
    talk.goes_on(1).await;
    let shorter_away = ada.opens("voyage").await;
    talk.goes_on(limits::CATCH_UP_CHANGES_MAX).await;

    let window = ada.connects(shorter_away).await;
    assert_eq!(window.texts(), talk.said, "{} messages were missed", limits::CATCH_UP_CHANGES_MAX);
    assert!(!window.notices().contains(&AWAY.to_owned()));

    let window = ada.connects(longer_away).await;
    assert_renewed(&window, &talk.said);
    let earlier = window.document().attribute("#earlier a", "href").expect("a way to the messages before these");
    let page = ada.get(&earlier).await.document();
    assert_eq!(texts(&page), talk.newest(2 * limits::PAGE_MESSAGES)[..limits::PAGE_MESSAGES]);

    talk.goes_on(1).await;
    window.sees(&talk.last()).await;
    assert_eq!(window.texts(), talk.newest(limits::PAGE_MESSAGES + 1), "what is said then comes after it");
}

#[tokio::test]
async fn page_at_an_unknown_version_is_reset() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let mut talk = Talk::begin(server, "compass").await;
    talk.goes_on(60).await;
    let mut window = ada.enters("compass").await;
    let version = window.version();
    assert_eq!(window.texts().len(), limits::PAGE_MESSAGES);
    let future = (version + 1).to_string();
    let no_number = format!("{version}x");
    for since in [
        Some(future.as_str()),
        Some("9007199254740993"),
        Some("99999999999999999999999999"),
        Some("0"),
        Some("-1"),
        Some("1.5"),
        Some(&no_number),
        Some("garbage"),
        Some("%00"),
        Some(""),
        None,
    ] {
        window.believes(since);
        window.reconnects().await;
        assert_renewed(&window, &talk.said);
        assert_eq!(window.version(), version, "{since:?}");
    }
    let frames = window.frames().len();
    window.reconnects().await;
    assert!(!window.frames()[frames].contains("#history"), "this version can be continued");
}

#[tokio::test]
async fn page_of_a_silent_room_misses_nothing() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let mut talk = Talk::begin(server, "meadow").await;
    let page = ada.opens("meadow").await;
    let window = ada.connects(page.clone()).await;
    assert_eq!(window.texts(), [""; 0]);
    talk.goes_on(2).await;
    window.sees(&talk.last()).await;
    assert_eq!(window.texts(), talk.said);
    let late = ada.connects(page).await;
    assert_eq!(late.texts(), talk.said);
}

#[tokio::test]
async fn resent_pending_message_appears_once() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let grace = Visitor::joins(server, GRACE).await;
    let mut adas = ada.enters("bridge").await;
    let graces = grace.enters("bridge").await;

    // Sent, and the connection breaks before the answer is there.
    adas.says("Said, but not acknowledged.");
    adas.drops_connection().await;
    graces.sees("Said, but not acknowledged.").await;
    assert_eq!(adas.pending(), ["Said, but not acknowledged."], "the answer should be lost for this to mean anything");
    // Typed while there is no connection.
    adas.says("Typed on the train.");
    adas.reconnects().await;

    graces.sees("Typed on the train.").await;
    adas.sees("Typed on the train.").await;
    for window in [&adas, &graces] {
        assert_eq!(window.texts(), ["Said, but not acknowledged.", "Typed on the train."]);
    }
    assert_eq!(adas.pending(), [""; 0]);
}

#[tokio::test]
async fn outdated_page_is_told_to_reload() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for query in ["?v=1&since=1", "?v=0", "?v=garbage"] {
        let answer = first_answer(&ada, "museum-1", query).await;
        assert_eq!(answer, closed(4001, ENGLISH.closes.outdated_page), "{query}");
    }
    assert_eq!(first_answer(&ada, "museum-1", "?v=3").await, closed(4001, ENGLISH.closes.newer_page));
    assert_eq!(users(&ada, "museum-1").await, 0, "a page that was told to reload is not here");
}

#[tokio::test]
async fn page_without_a_session_is_told_to_join_again() {
    let server = Server::shared().await;
    let stranger = Visitor::stranger(server);
    let answer = first_answer(&stranger, "museum-2", "?v=2").await;
    assert_eq!(answer, closed(4003, "Your session has ended. Enter your name to come back."));
    assert_eq!(users(&stranger, "museum-2").await, 0, "a stranger is not here");
}

#[tokio::test]
async fn program_that_names_no_version_is_served() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for query in ["?v=2", ""] {
        match first_answer(&ada, "museum-3", query).await {
            Message::Text(frame) => assert!(frame.contains("#members"), "{query}: {frame}"),
            other => panic!("{query}: {other:?}"),
        }
    }
    assert_eq!(users(&ada, "museum-3").await, 1);
}

/// The first frame on a socket that is opened with a query.
async fn first_answer(visitor: &Visitor, room: &str, query: &str) -> Message {
    let socket = visitor.requests_socket(&format!("/r/{room}/ws{query}"), &[("Origin", visitor.origin())]).await;
    let mut socket = socket.map_err(|answer| answer.status).expect("a socket");
    let first = tokio::time::timeout(wait::SOON, socket.next()).await.expect("something comes");
    first.expect("a socket that is still open").expect("a frame")
}

fn closed(code: u16, reason: &'static str) -> Message {
    Message::Close(Some(CloseFrame { code: code.into(), reason: reason.into() }))
}

async fn users(visitor: &Visitor, room: &str) -> u64 {
    let answer = visitor.get(&format!("/api/rooms/{room}/users")).await.json();
    answer["count"].as_u64().unwrap_or_default()
}

#[tokio::test]
async fn late_answer_keeps_messages_in_order() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let grace = Visitor::joins(server, GRACE).await;
    let mut talk = Talk::begin(server, "underpass").await;
    let mut adas = ada.enters("underpass").await;
    let graces = grace.enters("underpass").await;
    adas.says("Into the tunnel.");
    adas.drops_connection().await;
    graces.sees("Into the tunnel.").await;
    assert_eq!(adas.pending(), ["Into the tunnel."], "the answer should be lost for this to mean anything");
    talk.goes_on(limits::CATCH_UP_CHANGES_MAX + 1).await;

    // The log is replaced by the newest page, in which the message is not; so it is sent again, and
    // answered.
    adas.reconnects().await;
    adas.shows("nothing pending", |page| !page.has("#pending > li")).await;
    let seqs: Vec<i64> = adas.messages().iter().map(|said| said.seq).collect();
    assert!(seqs.is_sorted(), "{seqs:?}");
}

/// The log was replaced whole by the newest page, and says so.
#[track_caller]
fn assert_renewed(window: &Window, said: &[String]) {
    let frames = window.frames();
    // The notice of the return itself may have come after it.
    let first =
        frames.iter().rev().take(2).find(|frame| frame.contains("#history")).expect("a log in place of the old");
    assert!(first.starts_with("<hx-partial hx-target=\"#history\" hx-swap=\"innerHTML\" data-version=\""), "{first}");
    assert_eq!(window.texts(), said[said.len().saturating_sub(limits::PAGE_MESSAGES)..]);
    assert_eq!(window.notices().first().map(String::as_str), Some(AWAY));
}

fn texts(page: &Document) -> Vec<String> {
    page.messages().into_iter().map(|said| said.text).collect()
}

/// Many people who talk about nothing, never faster than allowed.
struct Talk {
    room: &'static str,
    crowd: Vec<Visitor>,
    said: Vec<String>,
}

impl Talk {
    async fn begin(server: &Server, room: &'static str) -> Self {
        Self { room, crowd: Visitor::crowd(server, 24).await, said: Vec::new() }
    }

    async fn goes_on(&mut self, messages: usize) {
        for _ in 0..messages {
            let text = format!("Message {}", self.said.len() + 1);
            let speaker = &self.crowd[self.said.len() % self.crowd.len()];
            let answer = speaker.says(self.room, &text).await;
            assert_eq!(answer.status, 303, "{text} should be said: {}", answer.text);
            self.said.push(text);
        }
    }

    fn last(&self) -> String {
        self.said.last().cloned().unwrap_or_default()
    }

    fn newest(&self, messages: usize) -> &[String] {
        &self.said[self.said.len() - messages..]
    }
}
