//! Who a browser is: nothing is claimed for a session that has not come back, and who uses one
//! keeps it.

use futures_util::future::join;
use harness::cast::{ADA, GRACE};
use harness::{SESSION_SECRET, Server, Start, Visitor};
use hmac::{Hmac, KeyInit, Mac as _};
use reqwest::Method;
use sha2::Sha256;
use templates::urls;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// `SESSION_LIFETIME_MS`, which every cookie says.
const LIFETIME_MS: i64 = 180 * DAY_MS;

async fn joins(visitor: &Visitor, room: &str) -> u16 {
    visitor.post(urls::LANDING, &[("name", ADA), ("room", room)]).await.status
}

/// A browser that was here last when a session was signed that runs out then.
fn returns_with(server: &Server, until: i64) -> Visitor {
    let content = format!("purpose=session&id={:032x}&name=Ada&until={until}", until);
    let mut signer = <Hmac<Sha256> as KeyInit>::new_from_slice(SESSION_SECRET.as_bytes()).expect("any key will do");
    signer.update(content.as_bytes());
    let signature: String = signer.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let visitor = Visitor::stranger(server);
    visitor.forges(&format!("natter={content}.{signature}"));
    visitor
}

/// When a cookie runs out.
fn until(cookie: &str) -> i64 {
    let until = cookie.split("until=").nth(1).and_then(|rest| rest.split(['.', '&']).next()?.parse().ok());
    until.expect("a cookie says when it runs out")
}

/// The server's time.
async fn now(server: &Server) -> i64 {
    let stranger = Visitor::stranger(server);
    stranger.get(urls::LANDING).await;
    until(&stranger.cookie().expect("a page gives a cookie")) - LIFETIME_MS
}

fn is_session(cookie: &str) -> bool {
    cookie.starts_with("natter=purpose=session")
}

#[tokio::test]
async fn second_press_of_join_without_a_cookie_is_let_in() {
    let server = Server::shared().await;
    // The browser drops the first answer, and with it the first session.
    let [dropped, ada] = [Visitor::stranger(server), Visitor::stranger(server)];
    assert_eq!(join(joins(&dropped, "twice-1"), joins(&ada, "twice-1")).await, (303, 303));
    ada.enters("twice-1").await.sees_people(&[ADA]).await;
    assert!(ada.opens("twice-1").await.has("a.settings"), "she owns the room that she has founded");
    assert_eq!(ada.get(&urls::settings("twice-1")).await.status, 200);
}

#[tokio::test]
async fn two_presses_of_join_are_one_person() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);
    ada.get(urls::LANDING).await;
    assert_eq!(join(joins(&ada, "twice-2"), joins(&ada, "twice-2")).await, (303, 303));
    ada.enters("twice-2").await.sees_people(&[ADA]).await;
    assert_eq!(ada.get(&urls::settings("twice-2")).await.status, 200);
    let grace = Visitor::joins(server, GRACE).await;
    grace.enters("twice-2").await.sees_people(&[ADA, GRACE]).await;
}

#[tokio::test]
async fn lost_answer_costs_neither_name_nor_room() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);
    ada.get(urls::LANDING).await;
    let before = ada.cookie().expect("a page gives a cookie");
    assert_eq!(joins(&ada, "lost-1").await, 303);
    ada.forges(&before);
    assert_eq!(joins(&ada, "lost-1").await, 303);
    ada.enters("lost-1").await.sees_people(&[ADA]).await;
    assert_eq!(ada.get(&urls::settings("lost-1")).await.status, 200);
}

#[tokio::test]
async fn private_room_is_started_once_by_two_presses() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);
    let token = ada.get(urls::NEW_ROOM).await.document().attribute("[name=token]", "value").expect("a token");
    let form = |token| [("title", "Tea"), ("access", "private"), ("name", ADA), ("token", token)];
    let press = || async { ada.post(urls::NEW_ROOM, &form(&token)).await };
    let (first, second) = join(press(), press()).await;
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.header("location"), second.header("location"));
    for token in ["another", "", ""] {
        let other = ada.post(urls::NEW_ROOM, &form(token)).await;
        assert_ne!(first.header("location"), other.header("location"), "another form starts another room");
    }
}

#[tokio::test]
async fn join_of_a_stranger_writes_nothing() {
    let server = Start::default().server().await;
    assert_eq!(joins(&Visitor::stranger(&server), "unwritten").await, 303);
    let other = Visitor::stranger(&server);
    other.get(urls::LANDING).await;
    assert!(!server.rooms_as_stored().await.contains(ADA), "nobody has come back");
    assert_eq!(joins(&other, "unwritten").await, 303, "so the name is free");
    assert!(server.rooms_as_stored().await.contains(ADA));
}

#[tokio::test]
async fn browser_without_cookies_is_told_at_once() {
    let server = Server::shared().await;
    for (header, value, room) in
        [("Sec-Fetch-Mode", "navigate", "cookieless-1"), ("Upgrade-Insecure-Requests", "1", "cookieless-2")]
    {
        let ada = Visitor::stranger(server);
        let form = [("name", ADA), ("room", room)];
        let press = || ada.request(Method::POST, urls::LANDING).header(header, value).form(&form);
        let answer = ada.asks(press()).await;
        let page = answer.document();
        assert_eq!(answer.status, 403);
        assert_eq!(page.text("#name-problem"), templates::words::ENGLISH.landing.no_cookies);
        assert_eq!(page.attribute("#name", "value").as_deref(), Some(ADA));
        assert_eq!(page.attribute("#room", "value").as_deref(), Some(room));
        // Once they are allowed, the same press works.
        assert_eq!(ada.asks(press()).await.header("location"), urls::room(room));
    }
}

#[tokio::test]
async fn every_way_in_renews_an_old_session() {
    let server = Server::shared().await;
    let now = now(server).await;
    let soon = now + DAY_MS;
    let ada = returns_with(server, soon);
    let fresh_until = |cookie: &str| {
        assert!((now + LIFETIME_MS..now + LIFETIME_MS + DAY_MS).contains(&until(cookie)), "{cookie}");
    };
    for path in ["/", "/new", "/r/renewed", "/r/renewed/you", "/api/rooms/renewed/users"] {
        for method in [Method::GET, Method::HEAD] {
            let ada = returns_with(server, soon);
            let answer = ada.asks(ada.request(method.clone(), path)).await;
            let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
            let sessions: Vec<&str> = cookies.filter(|cookie| is_session(cookie)).collect();
            assert_eq!(sessions.len(), 1, "{method} {path}");
            fresh_until(sessions[0]);
        }
    }
    let said = ada.says("renewed", "Still here.").await;
    assert!(said.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().is_ok_and(is_session)));
    let again = returns_with(server, soon);
    let cookies = again.cookies_of_socket("/r/renewed/ws?since=1").await;
    assert_eq!(cookies.iter().filter(|cookie| is_session(cookie)).count(), 1, "{cookies:?}");
    fresh_until(&cookies[0]);
    // A session that was renewed a moment ago is left alone.
    assert_eq!(ada.get("/r/renewed/you").await.header("set-cookie"), "");
}

#[tokio::test]
async fn session_that_ran_out_is_no_session() {
    let server = Server::shared().await;
    let ada = returns_with(server, now(server).await - 1);
    assert_eq!(ada.says("run-out", "Hello?").await.status, 401);
    assert_eq!(returns_with(server, now(server).await + DAY_MS).says("run-out", "Hello!").await.status, 303);
}

#[tokio::test]
async fn text_that_nobody_got_is_given_back() {
    let server = Server::shared().await;
    let stranger = Visitor::stranger(server);
    let answer = stranger.says("kept-1", "My first words.").await;
    assert_eq!((answer.status, answer.document().text(".typed").as_str()), (401, "My first words."));

    let ada = Visitor::joins(server, ADA).await;
    ada.enters("kept-2").await.sees_people(&[ADA]).await;
    let namesake = returns_with(server, now(server).await + 2 * DAY_MS);
    let answer = namesake.says("kept-2", "I am Ada, too.").await;
    let page = answer.document();
    assert_eq!((answer.status, page.text(".typed").as_str()), (409, "I am Ada, too."));
    assert_eq!(page.attribute("#name", "value").as_deref(), Some(ADA), "another name may be chosen");
}
