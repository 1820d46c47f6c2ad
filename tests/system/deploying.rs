//! A deploy does not reach everything at once: pages, Workers and rooms of two builds meet.
//!
//! That the platform lets a quiet room take a new build without cutting its sockets cannot be run
//! here, as a local server cuts them all when it is given another build. What a room does with the
//! sockets that it finds when it wakes, these tests show by an eviction, and those in
//! `src/chat_room/tests/other_builds.rs` with what older builds attached.

use harness::cast::{ADA, GRACE};
use harness::{Answer, RawSocket, Server, Start, Visitor};
use templates::urls;

const UPDATING: &str = "This room is being updated";

/// Everything that somebody can ask of a room over HTTP.
async fn asks_everything(visitor: &Visitor, room: &str) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for path in [urls::room(room), urls::settings(room), urls::api_members(room)] {
        answers.push((path.clone(), visitor.get(&path).await));
    }
    let history = urls::api_messages(room);
    for path in [history.clone(), format!("{history}?after=1"), urls::landing_for(room)] {
        answers.push((path.clone(), visitor.get(&path).await));
    }
    answers.push(("say".to_owned(), visitor.says(room, "Is anybody there?").await));
    for (path, fields) in [
        (urls::settings(room), vec![("topic", "Tea")]),
        (urls::make_owner_link(room), vec![]),
        (urls::owner_link(room), vec![("key", "none"), ("name", "Linus")]),
        (urls::profile(room), vec![("name", "Ada too")]),
        (urls::LANDING.to_owned(), vec![("name", "Ada too"), ("room", room)]),
        (urls::leave(room), vec![]),
        (urls::delete(room), vec![("confirm", "not yet")]),
    ] {
        answers.push((format!("POST {path}"), visitor.post(&path, &fields).await));
    }
    answers
}

#[tokio::test]
async fn page_of_another_build_is_told_why_it_must_reload() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let old = RawSocket::speaks(&ada, "reload", 1).await.expect("a socket").loses_connection().await;
    assert_eq!(old, (4001, "Natter has been updated. Reload this page.".to_owned()));
    let newer = RawSocket::speaks(&ada, "reload", 999).await.expect("a socket").loses_connection().await;
    assert_eq!(newer, (4001, "Natter went back to an earlier version. Reload this page.".to_owned()));
    server.logs_everything().await;
    assert_eq!(server.log().wakings("reload").len(), 0, "no room is woken for that");
}

#[tokio::test]
async fn woken_room_closes_only_pages_it_cannot_serve() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    // A build that speaks two protocols has pages of both.
    server.suffers("oldest=1&protocol=2").await;
    let adas = ada.enters("lobby").await;
    let mut old = RawSocket::speaks(&grace, "lobby", 1).await.expect("a socket");
    adas.sees_people(&[ADA, GRACE]).await;
    adas.shows("the notice of Grace", |page| page.notices().concat().contains(GRACE)).await;
    adas.says("before");
    adas.sees("before").await;
    old.hears("before").await;
    let frames = adas.frames().len();

    // The next one speaks only the later.
    server.suffers("oldest=2&protocol=3").await;
    server.evicts("lobby").await;
    assert_eq!(old.loses_connection().await, (4001, "Natter has been updated. Reload this page.".to_owned()));
    assert_eq!((adas.closed(), adas.frames().len()), (None, frames), "nothing is cut, nobody is told anything");
    adas.says("after");
    adas.sees("after").await;
    let logged = server.log().receives("unserved_pages_closed", "lobby", 1).await;
    assert_eq!(logged[0]["connections"].as_u64(), Some(1));

    // It is taken back.
    let mut newer = RawSocket::speaks(&grace, "lobby", 3).await.expect("a socket");
    adas.says("and on");
    newer.hears("and on").await;
    server.suffers("oldest=2&protocol=2").await;
    server.evicts("lobby").await;
    assert_eq!(newer.loses_connection().await.1, "Natter went back to an earlier version. Reload this page.");
    adas.says("and on again");
    adas.sees("and on again").await;
    assert_eq!(adas.closed(), None);
}

#[tokio::test]
async fn room_that_knows_no_such_call_says_it_is_being_updated() {
    let server = Start::default().with_faults().with_rooms_with_faults().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let adas = ada.enters("lobby").await;
    adas.says("before");
    adas.sees("before").await;
    server.rooms_suffer("lobby", "calls=0").await;
    for (asked, answer) in asks_everything(&ada, "lobby").await {
        if answer.status < 500 {
            continue;
        }
        assert_eq!((answer.status, answer.header("retry-after")), (503, "12"), "{asked}: {}", answer.text);
        assert!(answer.text.contains(UPDATING), "{asked}: {}", answer.text);
    }
    let page = ada.get(&urls::room("lobby")).await;
    assert_eq!((page.status, page.document().text("h1").as_str()), (503, UPDATING));
    assert_eq!(page.document().text(".lead"), "Try again in a moment.");
    let users = ada.get(&urls::api_members("lobby")).await;
    assert_eq!((users.status, users.json()["error"]["code"].as_str()), (503, Some("room_updating")));
    let refused = RawSocket::speaks(&ada, "lobby", 2).await.expect_err("the page comes back later");
    assert_eq!((refused.status, refused.header("retry-after")), (503, "12"));
    server.log().prints("call_not_understood").await;

    // The socket that is open is the room's alone.
    adas.says("after");
    adas.sees("after").await;
    server.rooms_suffer("lobby", "d1=well").await;
    assert_eq!(ada.says("lobby", "by a form").await.status, 303);
    adas.sees("by a form").await;
}

#[tokio::test]
async fn page_newer_than_its_room_comes_back_until_it_is_updated() {
    let server = Start::default().with_faults().with_rooms_with_faults().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    server.suffers("oldest=2&protocol=3").await;
    let refused = RawSocket::speaks(&ada, "lobby", 3).await.expect_err("the room speaks 2");
    assert_eq!(refused.status, 503, "no close that is final");
    let mut old = RawSocket::speaks(&ada, "lobby", 2).await.expect("a page that was open before the deploy is served");
    old.hears("data-version").await;
    server.rooms_suffer("lobby", "oldest=2&protocol=3").await;
    let mut newer = RawSocket::speaks(&ada, "lobby", 3).await.expect("the room is updated");
    newer.hears("data-version").await;
    // A Worker of the build before lets an old page through.
    server.rooms_suffer("lobby", "oldest=3&protocol=3").await;
    assert_eq!(RawSocket::speaks(&ada, "lobby", 2).await.expect("a socket").loses_connection().await.0, 4001);
}

#[tokio::test]
async fn new_worker_serves_rooms_of_the_previous_release() {
    people_chat(&Start::default().with_rooms_of_the_previous_release().server().await).await;
}

#[tokio::test]
async fn worker_of_the_previous_release_serves_new_rooms() {
    let start = Start::default().of_the_previous_release();
    people_chat(&start.with_rooms_of_this_release().server().await).await;
}

async fn people_chat(server: &Server) {
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let adas = ada.enters("lobby").await;
    let mut graces = grace.enters("lobby").await;
    adas.sees_people(&[ADA, GRACE]).await;
    adas.says("one");
    graces.sees("one").await;
    assert_eq!(grace.says("lobby", "by a form").await.status, 303);
    adas.sees("by a form").await;
    graces.drops_connection().await;
    adas.says("missed");
    adas.sees("missed").await;
    graces.reconnects().await;
    graces.sees("missed").await;
    assert_eq!(grace.opens("lobby").await.messages(), adas.messages(), "a page shows the same");
    let users = grace.get(&urls::api_members("lobby")).await;
    assert_eq!(users.json()["count"].as_u64(), Some(2), "{}", users.text);

    for (asked, answer) in asks_everything(&grace, "lobby").await {
        let is_updating = answer.status == 503 && answer.text.contains(UPDATING);
        assert!(answer.status < 500 || is_updating, "{asked}: {} {}", answer.status, answer.text);
    }
    adas.says("and on");
    adas.sees("and on").await;
    assert_eq!(adas.closed(), None, "nobody was cut");
}
