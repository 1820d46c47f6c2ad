//! A name and a room, and one is in.

use harness::cast::{ADA, GARDEN, GRACE, LOBBY};
use harness::{Answer, Server, Start, Visitor};
use templates::urls;

#[tokio::test]
async fn name_and_room_lead_into_the_room() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);

    let answer = ada.post(urls::LANDING, &[("name", ADA), ("room", "hall")]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/r/hall"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("natter=") && cookie.ends_with("; HttpOnly; SameSite=Lax"), "{cookie}");
    assert!(cookie.contains("; Path=/; Max-Age=15552000;"), "{cookie}");

    let window = ada.enters("hall").await;
    window.sees_people(&[ADA]).await;
    assert_eq!(window.document().text("h1"), "hall");
}

#[tokio::test]
async fn bad_name_is_refused_beside_its_field() {
    let server = Server::shared().await;
    let long = "x".repeat(33);
    for name in ["", "   ", "!!!", &long, "\u{202e}Ada", "A\u{200b}da", "\u{7}Ada"] {
        let ada = Visitor::stranger(server);
        let answer = ada.post(urls::LANDING, &[("name", name), ("room", "Hall <2>")]).await;
        assert_eq!(answer.status, 422, "{name:?}");
        assert_eq!(answer.header("set-cookie"), "", "{name:?}");
        let page = answer.document();
        let sentence = page.text(".field:has(#name) #name-problem");
        assert!(sentence.ends_with('.'), "{name:?}: {sentence}");
        assert_eq!(page.attribute("#name", "aria-describedby").as_deref(), Some("name-problem"));
        assert_eq!(page.attribute("#name", "value").as_deref(), Some(name));
        assert_eq!(page.attribute("#room", "value").as_deref(), Some("Hall <2>"));
        assert!(!ada.get("/r/hall").await.document().has("#composer"), "{name:?} should not be in");
    }
}

#[tokio::test]
async fn name_in_any_script_is_accepted_up_to_its_limit() {
    let server = Server::shared().await;
    for name in ["x", &"x".repeat(32), "Łukasz & Zoë", "李雷", "אדה", "O'Brien", "Ada 🐢"] {
        let window = Visitor::joins(server, name).await.enters("name-hall").await;
        assert!(window.people().contains(&name.to_owned()), "{name} is not in {:?}", window.people());
    }
}

#[tokio::test]
async fn typed_room_name_becomes_an_address() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);
    for (typed, path) in [
        ("Tea Room", "/r/tea-room"),
        ("  GARDEN ", "/r/garden"),
        ("a_b--c", "/r/a-b-c"),
        ("", "/r/lobby"),
        ("-", "/r/lobby"),
        ("Kaffee & Kuchen", "/r/kaffee-kuchen"),
        ("gärten", "/r/garten"),
        ("https://natter.example/r/Tea-Room/?before=1#m1", "/r/tea-room"),
        ("natter.example/r/tea%20room", "/r/tea-room"),
    ] {
        let answer = ada.post(urls::LANDING, &[("name", "Ada of the rooms"), ("room", typed)]).await;
        assert_eq!((answer.status, answer.header("location")), (303, path), "{typed:?}");
    }
    let answer = ada.post(urls::LANDING, &[("name", "Ada of the rooms")]).await;
    assert_eq!(answer.header("location"), urls::room(LOBBY), "without a field for the room");
}

#[tokio::test]
async fn address_as_people_write_it_leads_to_the_room() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for (typed, path) in [
        ("/r/Tea-Room", "/r/tea-room"),
        ("/r/tea-room/", "/r/tea-room"),
        ("/r/tea_room", "/r/tea-room"),
        ("/r/tea-room.", "/r/tea-room"),
        ("/r/Tea%20Room?before=1795442523004", "/r/tea-room?before=1795442523004"),
        ("/r/Tea-Room/Settings/", "/r/tea-room/settings"),
        ("/r/P-ABCDEFGHIJKLMNOPQRSTUVWXYZ/you?x", "/r/p-abcdefghijklmnopqrstuvwxyz/you?x"),
    ] {
        let answer = ada.get(typed).await;
        assert_eq!((answer.status, answer.header("location")), (301, path), "{typed}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let post = ada.post("/r/Tea-Room/say", &[("text", "hello"), ("cid", "0123456789abcdef")]).await;
    assert_eq!((post.status, post.header("location")), (308, "/r/tea-room/say"), "a form is posted once more");
    let unreadable = ada.get("/r/%E6%97%A5%E6%9C%AC%E8%AA%9E").await;
    assert_eq!((unreadable.status, unreadable.document().has("a[href='/new']")), (404, true), "with a way on");
    let secret = ada.get("/r/P-ABCDEFGHIJKLMNOPQRSTUVWXYZ.").await;
    assert_eq!((secret.status, secret.header("referrer-policy")), (301, "no-referrer"));
}

#[tokio::test]
async fn impossible_room_name_is_refused_beside_its_field() {
    let server = Server::shared().await;
    for room in ["../api", &"x".repeat(33), "<script>", "日本語", "https://natter.example/"] {
        let answer = Visitor::stranger(server).post(urls::LANDING, &[("name", ADA), ("room", room)]).await;
        assert_eq!(answer.status, 422, "{room}");
        assert_eq!(answer.header("set-cookie"), "", "{room}");
        let page = answer.document();
        assert!(page.text(".field:has(#room) #room-problem").contains("a–z, 0–9 and hyphens"), "{room}");
        assert_eq!(page.attribute("#room", "value").as_deref(), Some(room));
        assert_eq!(page.attribute("#name", "value").as_deref(), Some(ADA));
    }
}

#[tokio::test]
async fn link_to_a_room_leads_through_joining() {
    let server = Server::shared().await;
    let ada = Visitor::stranger(server);
    let answer = ada.get(&urls::room(GARDEN)).await;
    assert_eq!(answer.status, 200);
    let page = answer.document();
    assert_eq!(page.attribute("#name", "value").as_deref(), Some(""));
    assert_eq!(page.attribute("form.join", "action").as_deref(), Some(&*urls::join(GARDEN)));
}

#[tokio::test]
async fn returning_visitor_with_a_new_name_is_the_same_person() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let before = ada.enters("old-hall").await;
    before.says("I am Ada.");
    before.sees("I am Ada.").await;

    assert_eq!(ada.get(urls::LANDING).await.document().attribute("#name", "value").as_deref(), Some(ADA));
    let answer = ada.post(urls::LANDING, &[("name", "Countess"), ("room", "old-hall")]).await;
    assert_eq!(answer.status, 303);
    let after = ada.enters("old-hall").await;
    after.says("I was Ada.");
    after.sees("I was Ada.").await;
    assert_eq!(after.me(), before.me());
    assert_eq!(after.messages().iter().map(|said| said.name.as_str()).collect::<Vec<_>>(), [ADA, "Countess"]);
}

#[tokio::test]
async fn tampered_cookie_is_no_session() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let grace = Visitor::joins(server, GRACE).await;
    let [cookie, graces] = [&ada, &grace].map(|visitor| visitor.cookie().expect("who has joined has a cookie"));
    let refused = |answer: &Answer| !answer.document().has("#composer");
    assert!(!refused(&ada.get("/r/attic").await), "a cookie as it was given should be a session");

    let (content, signature) = cookie.rsplit_once('.').expect("a signature after the content");
    let (_, graces_signature) = graces.rsplit_once('.').expect("a signature after the content");
    let other = if signature.ends_with('0') { '1' } else { '0' };
    for forged in [
        format!("{content}.{}{other}", &signature[..signature.len() - 1]),
        format!("{content}.{graces_signature}"),
        format!("{content}.{}", signature.to_uppercase()),
        format!("{content}.{}", &signature[..signature.len() - 2]),
        format!("{content}."),
        content.to_owned(),
        format!("{}.{signature}", content.replace("name=Ada", "name=Eve")),
        format!("{}.{signature}", content.replace("until=1", "until=9")),
        "natter=".to_owned(),
        "natter=.".to_owned(),
    ] {
        assert_ne!(forged, cookie, "this case should be a forgery");
        let eve = Visitor::stranger(server);
        eve.forges(&forged);
        assert_eq!(eve.cookie().as_deref(), Some(forged.as_str()), "the forgery should be sent");
        assert!(refused(&eve.get("/r/attic").await), "{forged}");
        assert_eq!(eve.says("attic", "Let me in.").await.status, 401, "{forged}");
        let answer = eve.requests_socket("/r/attic/ws", &[("Origin", &server.origin())]).await.err();
        assert_eq!(answer.map(|answer| answer.status), Some(401), "{forged}");
    }
}

#[tokio::test]
async fn missing_session_secret_lets_nobody_in() {
    let server = Start::default().without_secret().server().await;
    let ada = Visitor::stranger(&server);
    for answer in [
        ada.get(urls::LANDING).await,
        ada.post(urls::LANDING, &[("name", ADA), ("room", "hall")]).await,
        ada.get("/r/hall").await,
    ] {
        assert_eq!(answer.status, 500);
        assert_eq!(answer.header("set-cookie"), "");
        assert_eq!(answer.document().text("h1"), "This Natter isn’t set up yet");
    }
    server.log().prints("wrangler secret put SESSION_SECRET").await;
    assert_eq!(server.rooms_on_disk(), 0);
}
