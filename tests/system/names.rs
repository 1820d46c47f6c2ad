//! Whose a name is.

use futures_util::StreamExt as _;
use harness::cast::{ADA, GRACE};
use harness::{Answer, Server, Start, Visitor};
use templates::urls;
use templates::words::ENGLISH;
use tokio_tungstenite::tungstenite::Message;

/// As a browser does: it has loaded the page with the form, and so has a cookie.
async fn joins(visitor: &Visitor, name: &str, room: &str) -> Answer {
    visitor.get(urls::LANDING).await;
    visitor.post(urls::LANDING, &[("name", name), ("room", room)]).await
}

#[track_caller]
fn assert_taken(answer: &Answer, typed: &str, free: &str) {
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert_eq!(answer.header("set-cookie"), "", "no session comes of it");
    let page = answer.document();
    assert_eq!(page.attribute("#name", "value").as_deref(), Some(typed), "the text is kept");
    assert!(page.text("#name-problem").contains(free), "{}", page.text("#name-problem"));
    assert_eq!(page.attribute("[name=instead]", "value").as_deref(), Some(free));
}

#[tokio::test]
async fn lookalike_of_a_taken_name_is_refused() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);
    assert_eq!(joins(&ada, ADA, "names-1").await.status, 303);
    for (name, free) in [("Ada", "Ada 2"), ("ada", "ada 2"), (" ADA ", "ADA 2"), ("Аda", "Аda 2"), ("Ada.", "Ada. 2")]
    {
        assert_taken(&joins(&Visitor::stranger(server), name, "names-1").await, name, free);
    }
    let other = Visitor::stranger(server);
    assert_eq!(joins(&other, ADA, "names-2").await.status, 303, "another room is another room");
    assert_taken(&joins(&other, ADA, "names-1").await, ADA, "Ada 2");
    // What was suggested is free, and one press away.
    let suggested = [("name", ADA), ("instead", "Ada 2"), ("room", "names-1")];
    assert_eq!(other.post(urls::LANDING, &suggested).await.header("location"), "/r/names-1");
    assert_taken(&joins(&Visitor::stranger(server), ADA, "names-1").await, ADA, "Ada 3");
    assert_eq!(joins(&ada, ADA, "names-1").await.status, 303, "her own name is never in her way");
}

#[tokio::test]
async fn name_stays_reserved_through_disconnect_and_kill() {
    let mut server = Server::start().await;
    let [ada, thief] = [Visitor::stranger(&server), Visitor::stranger(&server)];
    assert_eq!(joins(&ada, ADA, "lobby").await.status, 303);
    let window = ada.enters("lobby").await;
    let watcher = Visitor::joins(&server, GRACE).await.enters("lobby").await;
    watcher.sees_people(&[ADA, GRACE]).await;
    window.closes().await;
    assert_taken(&joins(&thief, ADA, "lobby").await, ADA, "Ada 2");
    watcher.sees_people(&[GRACE]).await;
    assert_taken(&joins(&thief, ADA, "lobby").await, ADA, "Ada 2");

    // Everybody is gone in the same moment, and nobody could note that they are.
    server.kill().await;
    server.start_again().await;
    assert_taken(&joins(&thief, ADA, "lobby").await, ADA, "Ada 2");
    assert_taken(&joins(&thief, GRACE, "lobby").await, GRACE, "Grace 2");
    ada.enters("lobby").await.sees_people(&[ADA]).await;
}

#[tokio::test]
async fn evicted_room_keeps_names_reserved() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace, thief] =
        [Visitor::stranger(&server), Visitor::joins(&server, GRACE).await, Visitor::stranger(&server)];
    assert_eq!(joins(&ada, ADA, "lobby").await.status, 303);
    let adas = ada.enters("lobby").await;
    let graces = grace.enters("lobby").await;
    graces.sees_people(&[ADA, GRACE]).await;
    adas.closes().await;
    graces.sees_people(&[GRACE]).await;
    server.evicts("lobby").await;
    assert_taken(&joins(&thief, ADA, "lobby").await, ADA, "Ada 2");
    // The last one goes; now it is written down.
    graces.closes().await;
    let users = async || thief.get("/api/rooms/lobby/users").await.json()["count"].as_u64();
    harness::wait::until("everybody to be gone", harness::wait::SOON, async || match users().await {
        Some(0) => Ok(()),
        here => Err(format!("{here:?} here")),
    })
    .await;
    server.evicts("lobby").await;
    assert_taken(&joins(&thief, ADA, "lobby").await, ADA, "Ada 2");
    assert_taken(&joins(&thief, GRACE, "lobby").await, GRACE, "Grace 2");
}

#[tokio::test]
async fn returning_page_is_told_its_name_was_taken() {
    let server = Server::shared().await;
    let [ada, other] = [Visitor::joins(server, ADA).await, Visitor::stranger(server)];
    ada.opens("names-3").await;
    assert_eq!(joins(&other, ADA, "names-3").await.status, 303);
    let socket = ada.requests_socket("/r/names-3/ws?v=2&since=1", &[("Origin", ada.origin())]).await;
    let mut socket = socket.unwrap_or_else(|answer| panic!("no socket, but {}", answer.status));
    match tokio::time::timeout(harness::wait::SOON, socket.next()).await {
        Ok(Some(Ok(Message::Close(Some(frame))))) => assert_eq!(u16::from(frame.code), 4009, "{}", frame.reason),
        frame => panic!("{frame:?}"),
    }
    assert_taken(&ada.get(&urls::room("names-3")).await, ADA, "Ada 2");
    let form = ada.says("names-3", "It is me!").await;
    assert_eq!(form.status, 409);
    assert!(other.opens("names-3").await.messages().is_empty(), "and nothing is said under the name");
    let window = other.enters("names-3").await;
    assert_eq!(window.people(), [ADA]);
}

#[tokio::test]
async fn rename_reaches_everyone_but_old_messages() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("names-4").await;
    let (first, mut second) = (ada.enters("names-4").await, ada.enters("names-4").await);
    first.says("before");
    graces.sees("before").await;
    graces.sees_people(&[GRACE, ADA]).await;

    let taken = ada.post(&urls::profile("names-4"), &[("name", "GRACE")]).await;
    assert_eq!(taken.status, 409);
    assert_eq!(taken.document().attribute("#name", "value").as_deref(), Some("GRACE"));
    let bad = ada.post(&urls::profile("names-4"), &[("name", "admin")]).await;
    assert_eq!((bad.status, &*bad.document().text("#name-problem")), (422, ENGLISH.refusals.name_reserved));

    let answer = ada.post(&urls::profile("names-4"), &[("name", "Countess")]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/r/names-4"));
    for window in [&graces, &first, &second] {
        window.sees_people(&[GRACE, "Countess"]).await;
        assert!(
            window.notices().last().is_some_and(|notice| notice == "Ada is now Countess"),
            "{:?}",
            window.notices()
        );
    }
    // What was opened with the name before comes back with the new one.
    second.loses_connection().await;
    second.reconnects().await;
    second.says("after");
    let said = graces.sees("after").await;
    assert_eq!((said.name.as_str(), said.member.clone()), ("Countess", graces.messages()[0].member.clone()));
    assert_eq!(graces.messages()[0].name, ADA, "old messages keep the name under which they were said");
    assert_eq!(ada.opens("names-4").await.people(), [GRACE, "Countess"]);
    // The name that was given up is anybody's.
    assert_eq!(joins(&Visitor::stranger(server), ADA, "names-4").await.status, 303);
}

#[tokio::test]
async fn leaving_member_is_disconnected_in_every_window() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("names-5").await;
    let (first, second) = (ada.enters("names-5").await, ada.enters("names-5").await);
    graces.sees_people(&[GRACE, ADA]).await;
    assert_eq!(ada.post(&urls::leave("names-5"), &[]).await.header("location"), urls::LANDING);
    for window in [first, second] {
        assert_eq!(window.loses_connection().await.code, 4005);
    }
    graces.sees_people(&[GRACE]).await;
    assert!(graces.notices().last().is_some_and(|notice| notice.ends_with("Ada left")), "{:?}", graces.notices());
}

#[tokio::test]
async fn forgotten_browser_is_a_stranger() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let window = ada.enters("names-6").await;
    let answer = ada.post(urls::FORGET, &[("room", "names-6")]).await;
    assert_eq!((answer.status, answer.header("location")), (303, urls::LANDING));
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
    assert_eq!(window.loses_connection().await.code, 4005);
    assert!(ada.get(&urls::room("names-6")).await.document().has("form.join"), "she is asked for a name");
    assert_eq!(ada.get("/").await.document().attribute("#name", "value").as_deref(), Some(""));
}

#[tokio::test]
async fn stranger_has_no_profile_to_change() {
    let server = Server::shared().await;
    let stranger = Visitor::stranger(server);
    assert_eq!(stranger.get(&urls::profile("lobby")).await.header("location"), urls::landing_for("lobby"));
    assert_eq!(stranger.post(&urls::profile("lobby"), &[("name", ADA)]).await.status, 401);
    assert_eq!(stranger.post(&urls::leave("names-7"), &[]).await.status, 303, "whoever is not there has left");
    assert_eq!(stranger.post(urls::FORGET, &[]).await.status, 303);
}
