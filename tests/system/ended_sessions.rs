//! Sessions that end: by forgetting, by another name, by the operator’s word. And who somebody is
//! in which room, which nobody else can tell.

use std::time::Duration;

use harness::cast::{ADA, GRACE};
use harness::{OPERATOR_KEY, Server, Start, Visitor, wait};
use reqwest::Method;
use templates::urls;
use templates::words::ENGLISH;

/// A room tells D1 a second after somebody came.
const D1_IS_TOLD: Duration = Duration::from_secs(20);

/// The pages come back by themselves, and learn what is the matter.
const SESSION_CHANGED: u16 = 1012;
/// Pages that stay away.
const SESSION_OVER: u16 = 4003;
const LEFT: u16 = 4005;

/// Somebody else with a copy of the cookie.
fn thief_of(server: &Server, victim: &Visitor) -> Visitor {
    let thief = Visitor::stranger(server);
    let session = victim.cookie().expect("a cookie");
    let session = session.split("; ").find(|cookie| cookie.starts_with("natter=")).expect("a session");
    thief.forges(session);
    thief
}

async fn is_nobody(visitor: &Visitor, room: &str) -> bool {
    let said = visitor.says(room, "It is me.").await;
    let page = visitor.opens(room).await;
    said.status == 401 && page.has("form.join")
}

/// Waits until D1 knows that somebody is connected in as many rooms.
async fn is_known_in(operator: &Visitor, member: &str, rooms: usize) {
    let path = format!("{}/people/{member}", urls::operator::API);
    wait::until("the rooms that D1 knows", D1_IS_TOLD, async || {
        let known = operator.asks(operator.request(Method::GET, &path).bearer_auth(OPERATOR_KEY)).await.json()["rooms"]
            .as_array()
            .map_or(0, Vec::len);
        if known >= rooms { Ok(()) } else { Err(format!("{known} of {rooms}")) }
    })
    .await;
}

#[tokio::test]
async fn forgotten_cookie_is_nobodys_in_any_room() {
    let mut server = Start::default().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let thief = thief_of(&server, &ada);
    let [adas, other] = [ada.enters("forgotten-1").await, thief.enters("forgotten-2").await];
    adas.says("I was here.");
    adas.sees("I was here.").await;
    let operator = Visitor::operates(&server).await;
    is_known_in(&operator, &adas.me(), 2).await;
    let mut thiefs = thief.enters("forgotten-1").await;
    // A program: nothing but the cookie tells where she was.
    let program = thief_of(&server, &ada);
    assert_eq!(program.post(urls::FORGET, &[]).await.status, 303);
    assert_eq!(adas.loses_connection().await.code, LEFT);
    assert_eq!(other.loses_connection().await.code, LEFT);
    assert_eq!(thiefs.loses_connection().await.code, LEFT);
    assert_eq!(thiefs.reconnects_in_vain().await.code, SESSION_OVER);
    for room in ["forgotten-1", "forgotten-2", "forgotten-3"] {
        assert!(is_nobody(&thief, room).await, "{room}");
    }
    let thief = thief_of(&server, &ada);
    server.stop().await;
    server.start_again().await;
    assert!(is_nobody(&thief, "forgotten-1").await, "D1 keeps it");
    assert!(thief.get(&urls::settings("forgotten-1")).await.status != 200, "nor do they own anything");
}

#[tokio::test]
async fn new_name_ends_the_cookie_with_the_old_one() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let thief = thief_of(server, &ada);
    let first = ada.enters("renamed-1").await;
    let mut second = ada.enters("renamed-2").await;
    let mut thiefs = thief.enters("renamed-2").await;
    let operator = Visitor::operates(server).await;
    is_known_in(&operator, &second.me(), 2).await;
    assert_eq!(ada.post(&urls::profile("renamed-1"), &[("name", "Augusta")]).await.status, 303);
    for window in [&first, &second, &thiefs] {
        assert_eq!(window.loses_connection().await.code, SESSION_CHANGED);
    }
    assert_eq!(thiefs.reconnects_in_vain().await.code, SESSION_OVER);
    assert!(is_nobody(&thief, "renamed-2").await);
    second.reconnects().await;
    second.says("Still me.");
    assert_eq!(second.sees("Still me.").await.name, "Augusta");
}

#[tokio::test]
async fn joining_under_another_name_ends_the_cookie_with_the_old_one() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let thief = thief_of(server, &ada);
    assert_eq!(ada.post(urls::LANDING, &[("name", "Augusta"), ("room", "renamed-3")]).await.status, 303);
    assert!(is_nobody(&thief, "renamed-3").await);
    assert_eq!(ada.says("renamed-3", "It is me.").await.status, 303);
}

#[tokio::test]
async fn operator_ends_a_session_everywhere() {
    let server = Server::shared().await;
    let [mallory, grace] = [Visitor::joins(server, "Mallory").await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("signed-out-1").await;
    let [first, mut second] = [mallory.enters("signed-out-1").await, mallory.enters("signed-out-2").await];
    let operator = Visitor::operates(server).await;
    is_known_in(&operator, &first.me(), 2).await;

    // Grace owns the room, and the session is not the room's.
    let sign_out = urls::sign_out("signed-out-1", &first.me());
    assert_eq!(grace.post(&sign_out, &[]).await.status, 401);
    assert_eq!(first.closed(), None);

    let page = operator.visits(&urls::person("signed-out-1", &first.me())).await;
    assert!(page.has(&format!("form[action='{sign_out}']")), "{}", ENGLISH.moderation.sign_out);
    assert_eq!(operator.post(&sign_out, &[]).await.status, 303);
    for window in [&first, &second] {
        assert_eq!(window.loses_connection().await.code, SESSION_CHANGED);
    }
    assert_eq!(second.reconnects_in_vain().await.code, SESSION_OVER);
    assert!(is_nobody(&mallory, "signed-out-2").await);
    assert_eq!(graces.closed(), None);
    let audit = operator.get(urls::operator::AUDIT).await;
    assert!(audit.text.contains(ENGLISH.operator.audit.signed_out_person), "it is recorded");
    let nobody = "a".repeat(16);
    assert_eq!(operator.post(&urls::sign_out("signed-out-1", &nobody), &[]).await.status, 404);
}

#[tokio::test]
async fn nothing_is_forgotten_while_d1_does_not_answer() {
    let server = Start::default().without_tables().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let window = ada.enters("unforgotten").await;
    let answer = ada.post(urls::FORGET, &[("room", "unforgotten")]).await;
    assert_eq!(answer.status, 503);
    assert!(answer.text.contains(ENGLISH.problems.not_forgotten.advice), "{}", answer.text);
    assert_eq!(window.loses_connection().await.code, LEFT);
    assert_eq!(ada.says("unforgotten", "Try again.").await.status, 303, "the session goes on, and can be forgotten");
}

#[tokio::test]
async fn planted_cookie_is_not_adopted() {
    let server = Server::shared().await;
    let mallory = Visitor::stranger(server);
    let page = mallory.visits(urls::LANDING).await;
    let ada = thief_of(server, &mallory);
    let token = ada.visits(urls::LANDING).await.attribute("form.join [name=token]", "value").expect("a token");
    let join = [("name", ADA), ("room", "planted"), ("token", token.as_str())];
    assert_eq!(ada.post(urls::LANDING, &join).await.status, 303);
    let adas = ada.enters("planted").await;
    let token = page.attribute("form.join [name=token]", "value").expect("a token");
    for (name, token) in [("Mallory", token.as_str()), ("Malory", "")] {
        let planter = thief_of(server, &mallory);
        let join = [("name", name), ("room", "planted"), ("token", token)];
        assert_eq!(planter.post(urls::LANDING, &join).await.status, 303);
        assert_ne!(planter.enters("planted").await.me(), adas.me(), "{name} is somebody else");
        assert_eq!(planter.get(&urls::settings("planted")).await.status, 403, "and owns nothing of hers");
    }
    assert_eq!(ada.get(&urls::settings("planted")).await.status, 200);
}

#[tokio::test]
async fn nobody_is_known_by_their_id_in_another_room() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let [first, second] = [ada.enters("apart-1").await, ada.enters("apart-2").await];
    assert_ne!(first.me(), second.me());
    assert_eq!(ada.enters("apart-1").await.me(), first.me(), "the same as before");
}
