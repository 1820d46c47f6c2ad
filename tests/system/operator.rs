//! Whoever runs the site: who that is, and what they see and do in rooms.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{OPERATOR_KEY, Server, Start, Visitor, wait};
use hmac::{Hmac, KeyInit, Mac as _};
use reqwest::Method;
use sha2::Sha256;
use templates::urls;
use templates::words::ENGLISH;

/// Everything that only the operator may ask for, of a room.
fn asked_for(room: &str) -> Vec<(Method, String)> {
    let (get, post) = (Method::GET, Method::POST);
    let api = |path: &str| format!("{}/{path}", urls::operator::API);
    vec![
        (get.clone(), urls::operator::room(room)),
        (get.clone(), urls::operator::PEOPLE.to_owned()),
        (get.clone(), urls::operator::AUDIT.to_owned()),
        (get.clone(), urls::operator::SETTINGS.to_owned()),
        (get.clone(), "/operate/nowhere".to_owned()),
        (post.clone(), urls::operator::SETTINGS.to_owned()),
        (post.clone(), urls::operator::close(room)),
        (post.clone(), urls::operator::unlist(room)),
        (post.clone(), urls::operator::list(room)),
        (post.clone(), urls::operator::delete(room)),
        (post.clone(), urls::operator::remove(room)),
        (get.clone(), api("rooms")),
        (get.clone(), api(&format!("rooms/{room}"))),
        (get.clone(), urls::operator::REPORTS.to_owned()),
        (post.clone(), urls::operator::REPORTS.to_owned()),
        (get.clone(), api("reports")),
        (post.clone(), api("reports")),
        (get.clone(), urls::operator::SANCTIONS.to_owned()),
        (post.clone(), urls::operator::SANCTIONS.to_owned()),
        (get.clone(), api("sanctions")),
        (get.clone(), api("people")),
        (get.clone(), api("audit")),
        (get, api("settings")),
        (post.clone(), api("settings")),
        (post.clone(), api(&format!("rooms/{room}/close"))),
        (post, api(&format!("rooms/{room}/people/{}/ban", "a".repeat(16)))),
    ]
}

fn signed(key: &[u8], content: &str) -> String {
    let mut signer = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any key will do");
    signer.update(content.as_bytes());
    signer.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A browser with a cookie of the operator that says this.
fn returns_with(server: &Server, content: &str) -> Visitor {
    let key = signed(OPERATOR_KEY.as_bytes(), "natter operator cookie");
    let visitor = Visitor::stranger(server);
    visitor.forges(&format!("natter-operator={content}.{}", signed(key.as_bytes(), content)));
    visitor
}

async fn is_operator(visitor: &Visitor) -> bool {
    visitor.get(urls::operator::AUDIT).await.status == 200
}

#[tokio::test]
async fn nothing_is_operated_without_a_key() {
    let server = Start::default().with_operator_key("too-short-to-be-a-key").server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let all = asked_for("lobby").into_iter().chain([
        (Method::GET, urls::operator::ROOMS.to_owned()),
        (Method::POST, urls::operator::ROOMS.to_owned()),
        (Method::DELETE, urls::operator::ROOMS.to_owned()),
    ]);
    for (method, path) in all {
        let request = ada.request(method.clone(), &path).bearer_auth("too-short-to-be-a-key");
        let answer = ada.asks(request.form(&[("key", "too-short-to-be-a-key")])).await;
        assert_eq!((answer.status, answer.header("set-cookie").contains("operator")), (404, false), "{method} {path}");
    }
    server.log().prints("too short to be a secret").await;
    assert_eq!(server.traces_of("too-short-to-be-a-key").iter().filter(|at| !at.contains(".dev.vars")).count(), 0);
}

#[tokio::test]
async fn operator_signs_in_and_out() {
    let server = Server::shared().await;
    let visitor = Visitor::stranger(server);
    let page = visitor.get(urls::operator::ROOMS).await;
    assert_eq!((page.status, page.document().has("[name=key][type=password]")), (200, true));
    let wanted = visitor.get(urls::operator::AUDIT).await;
    let to = wanted.document().attribute("form.join [name=to]", "value").expect("where it leads");
    assert_eq!((wanted.status, to.as_str()), (401, urls::operator::AUDIT));

    let answer = visitor.post(urls::operator::ROOMS, &[("key", OPERATOR_KEY), ("to", &to)]).await;
    assert_eq!((answer.status, answer.header("location")), (303, urls::operator::AUDIT));
    let cookie = answer.header("set-cookie");
    for part in ["natter-operator=", "; HttpOnly", "; SameSite=Strict", "; Max-Age=43200", "; Path=/"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    let page = visitor.get(urls::operator::AUDIT).await;
    assert_eq!((page.header("referrer-policy"), page.header("x-robots-tag")), ("no-referrer", "noindex, nofollow"));
    assert!(page.document().text("main").contains(ENGLISH.operator.audit.signed_in));

    let elsewhere = visitor.post(urls::operator::ROOMS, &[("key", OPERATOR_KEY), ("to", "//evil.example")]).await;
    assert_eq!(elsewhere.header("location"), urls::operator::ROOMS);
    let foreign = visitor.request(Method::POST, urls::operator::SIGN_OUT).header("Sec-Fetch-Site", "cross-site");
    let empty: [(&str, &str); 0] = [];
    assert_eq!(visitor.asks(foreign.form(&empty)).await.status, 403, "another site signs nobody out");
    assert!(is_operator(&visitor).await);
    assert_eq!(visitor.post(urls::operator::SIGN_OUT, &[]).await.status, 303);
    assert!(!is_operator(&visitor).await);
}

#[tokio::test]
async fn only_a_cookie_of_the_key_makes_an_operator() {
    let server = Server::shared().await;
    let later = "9999999999999";
    assert!(is_operator(&returns_with(server, &format!("purpose=operator&until={later}"))).await);
    for content in ["purpose=operator&until=1", &format!("purpose=session&until={later}")] {
        assert!(!is_operator(&returns_with(server, content)).await, "{content}");
    }
    let ada = Visitor::joins(server, ADA).await;
    let own = ada.cookie().expect("a session");
    let own = own.split("; ").find_map(|cookie| cookie.strip_prefix("natter=")).expect("a session");
    ada.forges(&format!("natter-operator={own}"));
    assert!(!is_operator(&ada).await, "a session is no operator");
    let unsaved = returns_with(server, "purpose=operator&until=1").post(urls::operator::SETTINGS, &[]).await;
    assert_eq!(
        (unsaved.status, unsaved.document().text(".refusal")),
        (401, ENGLISH.operator.signing_in.is_over.to_owned())
    );
}

#[tokio::test]
async fn sixth_wrong_key_in_a_minute_waits() {
    let server = Server::start().await;
    let visitor = Visitor::stranger(&server);
    let tries = async |key: &str| visitor.post(urls::operator::ROOMS, &[("key", key)]).await;
    for key in ["", "wrong", "0123456789abcdefghijklmnopqrstuw"] {
        let refused = tries(key).await;
        assert_eq!((refused.status, refused.header("set-cookie").contains("operator")), (403, false));
        assert_eq!(refused.document().text("#key-problem"), ENGLISH.operator.signing_in.wrong_key);
    }
    for _ in 0..2 {
        let program = visitor.request(Method::GET, "/api/operate/rooms").bearer_auth("wrong");
        let refused = visitor.asks(program).await;
        let code = refused.json()["error"]["code"].clone();
        assert_eq!((refused.status, refused.header("www-authenticate"), code), (401, "Bearer", "not_operator".into()));
    }
    let sixth = tries(OPERATOR_KEY).await;
    assert_eq!((sixth.status, sixth.header("set-cookie").contains("operator")), (429, false), "the right one too");
    assert!((1..=60).contains(&sixth.header("retry-after").parse().unwrap_or(0)), "{}", sixth.header("retry-after"));
    assert!(sixth.document().text("#key-problem").starts_with("Wait "));
    let program = visitor.request(Method::GET, "/api/operate/rooms").bearer_auth(OPERATOR_KEY);
    let refused = visitor.asks(program).await;
    assert_eq!((refused.status, refused.json()["error"]["code"].as_str()), (429, Some("too_many_tries")));
    server.log().prints("operator_key_wrong").await;
}

#[tokio::test]
async fn nobody_else_operates_anything() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let window = ada.enters("operated-1").await;
    window.says("Still here.");
    window.sees("Still here.").await;
    for (method, path) in asked_for("operated-1") {
        let fields = [("reason", "x"), ("confirm", "operated-1"), ("seq", "1"), ("name", "Mine"), ("term", "0")];
        let answer = ada.asks(ada.request(method.clone(), &path).form(&fields)).await;
        assert_eq!(answer.status, 401, "{method} {path}");
    }
    assert_eq!(window.closed(), None);
    assert_eq!(ada.opens("operated-1").await.messages().len(), 1);
    // Nor does the operator by a cookie where only programs are.
    let operator = Visitor::operates(server).await;
    assert_eq!(operator.get("/api/operate/rooms").await.status, 401);
    assert_eq!(operator.get("/operate/nowhere").await.status, 404);
    assert_eq!(operator.get(&urls::operator::close("operated-1")).await.status, 405);
}

#[tokio::test]
async fn operator_owns_a_private_room_without_being_in_it() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let wish = [("name", ADA), ("room", "lobby"), ("private", "yes")];
    let path = ada.post(urls::LANDING, &wish).await.header("location").to_owned();
    let room = path.trim_start_matches("/r/");
    let adas = ada.enters(room).await;
    adas.says("A secret.");
    adas.sees("A secret.").await;
    assert_eq!(ada.post(&urls::settings(room), &[("title", "Cellar"), ("locked", "yes")]).await.status, 200);

    let operator = Visitor::operates(server).await;
    wait::until("the room to be on the list", wait::DEPARTURE_TIMEOUT, async || {
        let rooms = operator.visits(urls::operator::ROOMS).await;
        let links = rooms.texts("tbody th a");
        if links.iter().any(|link| link == "Cellar") { Ok(()) } else { Err(format!("{links:?}")) }
    })
    .await;
    let page = operator.visits(&urls::operator::room(room)).await;
    assert_eq!(page.texts(".said .body"), ["A secret."]);
    assert_eq!(page.texts(".people bdi"), [ADA]);
    assert_eq!(operator.post(&urls::settings(room), &[("title", "Wine cellar")]).await.status, 200, "and unlocks it");
    adas.shows("the new title", |page| page.text("h1") == "Wine cellar").await;
    grace.enters(room).await;
    assert!(!ada.opens(room).await.people().iter().any(|name| name == "Operator"), "nobody sees them come");
    assert_eq!(grace.get(&urls::settings(room)).await.status, 403, "it is for nobody else");
    let entries = operator.visits(urls::operator::AUDIT).await.text("main");
    assert!(entries.contains(ENGLISH.operator.audit.changed_room), "{entries}");
    let secret = room.trim_start_matches("p-");
    let found: Vec<_> =
        server.log().lines().into_iter().filter(|line| line.contains(secret) && line.contains("event")).collect();
    assert_eq!(found, [""; 0], "the log holds no address of a private room");
}

#[tokio::test]
async fn closed_room_says_why_and_lets_nobody_in() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("operated-2").await, grace.enters("operated-2").await);
    adas.says("Buy cheap tea!");
    graces.sees("Buy cheap tea!").await;
    let operator = Visitor::operates(server).await;
    let unsaid = operator.post(&urls::operator::close("operated-2"), &[("reason", "  ")]).await;
    assert_eq!(
        (unsaid.status, unsaid.document().text("#reason-problem")),
        (422, ENGLISH.operator.site.reason_missing.to_owned())
    );
    assert_eq!(operator.post(&urls::operator::close("operated-no"), &[("reason", "Spam")]).await.status, 404);
    let place = urls::operator::room("operated-2");
    assert_eq!(
        operator.post(&urls::operator::close("operated-2"), &[("reason", "Spam, all of it.")]).await.header("location"),
        place
    );
    for window in [adas, graces] {
        let closed = window.loses_connection().await;
        assert_eq!((closed.code, closed.reason.ends_with("Spam, all of it.")), (4008, true), "{}", closed.reason);
    }
    // Its owner gets in no more than others.
    for visitor in [&ada, &grace, &Visitor::joins(server, LINUS).await] {
        let page = visitor.get(&urls::room("operated-2")).await;
        assert_eq!(
            (page.status, page.text.contains("Spam, all of it."), page.text.contains("tea")),
            (403, true, false)
        );
        assert_eq!(visitor.says("operated-2", "Hello?").await.status, 403);
        let knock = visitor.requests_socket("/r/operated-2/ws?since=1", &[("Origin", visitor.origin())]).await;
        assert_eq!(knock.err().map(|answer| answer.status), Some(403));
    }
    let history = ada.get("/api/rooms/operated-2/history").await;
    assert_eq!((history.status, history.json()["error"]["code"].as_str()), (403, Some("room_closed")));
    let _ = ada.post(&urls::settings("operated-2"), &[("title", "Open again")]).await;
    assert_eq!(grace.get(&urls::room("operated-2")).await.status, 403, "an owner opens it not");

    let page = operator.visits(&place).await;
    assert_eq!((page.text(".access.closed").as_str(), page.texts(".said .body").len()), ("closed", 1));
    assert_eq!(operator.post(&urls::operator::reopen("operated-2"), &[]).await.status, 303);
    assert_eq!(grace.opens("operated-2").await.messages().len(), 1, "nothing was deleted");
}

#[tokio::test]
async fn operator_removes_messages_and_the_room() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("operated-3").await, grace.enters("operated-3").await);
    adas.says("Something vile.");
    let seq = graces.sees("Something vile.").await.seq.to_string();
    let operator = Visitor::operates(server).await;
    assert_eq!(operator.post(&urls::operator::remove("operated-3"), &[("seq", "x")]).await.status, 400);
    assert_eq!(operator.post(&urls::operator::remove("operated-3"), &[("seq", "1")]).await.status, 404);
    assert_eq!(operator.post(&urls::operator::remove("operated-3"), &[("seq", &seq)]).await.status, 303);
    graces.shows("no such text", |page| !page.whole_text().contains("vile")).await;
    let undo = urls::undo_removal("operated-3", seq.parse().unwrap());
    assert_eq!(operator.post(&undo, &[]).await.status, 303);
    graces.sees("Something vile.").await;

    let delete = urls::operator::delete("operated-3");
    assert_eq!(operator.post(&delete, &[("confirm", "yes")]).await.status, 422);
    assert_eq!(operator.post(&delete, &[("confirm", "operated-3")]).await.header("location"), urls::operator::ROOMS);
    assert_eq!(graces.loses_connection().await.code, 4004);
    let audit = operator.visits(urls::operator::AUDIT).await.text("main");
    let words = &ENGLISH.operator.audit;
    for said in [words.removed_message, words.restored_message, words.deleted_room] {
        assert!(audit.contains(said), "{audit}");
    }
    assert!(!audit.contains("vile"), "it shows not what people wrote");
}

#[tokio::test]
async fn program_does_what_the_pages_do() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let adas = ada.enters("operated-4").await;
    adas.says("Loud and clear.");
    adas.sees("Loud and clear.").await;
    let program = Visitor::stranger(server);
    let get = async |path: &str| {
        program.asks(program.request(Method::GET, &format!("/api/operate/{path}")).bearer_auth(OPERATOR_KEY)).await
    };
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let request = program.request(Method::POST, &format!("/api/operate/{path}")).bearer_auth(OPERATOR_KEY);
        program.asks(request.form(fields)).await
    };
    let room = get("rooms/operated-4").await.json();
    assert_eq!((room["people"].as_u64(), room["messages"][0]["text"].as_str()), (Some(1), Some("Loud and clear.")));
    assert_eq!(get("rooms/operated-none").await.status, 404, "a visit founds nothing");
    let member = room["users"][0]["member"].as_str().expect("Ada").to_owned();
    wait::until("Ada to be among the people", wait::DEPARTURE_TIMEOUT, async || {
        let people = get("people").await.json();
        let found =
            people["people"].as_array().into_iter().flatten().find(|person| person["member"] == member.as_str());
        found.map(|_| ()).ok_or_else(|| people.to_string())
    })
    .await;

    let order = format!("rooms/operated-4/people/{member}/mute");
    assert_eq!(post(&order, &[("term", "soon")]).await.status, 400);
    assert_eq!(post(&order, &[("term", "600000"), ("reason", "Too loud.")]).await.json()["done"], true);
    let refused = ada.says("operated-4", "Hello?").await;
    assert!(refused.text.contains("Too loud."), "{}", refused.text);
    assert_eq!(post(&format!("rooms/operated-4/people/{member}/unmute"), &[]).await.status, 200);
    assert_eq!(ada.says("operated-4", "Hello!").await.status, 303);

    assert_eq!(post("rooms/operated-4/close", &[]).await.status, 422);
    assert_eq!(post("rooms/operated-4/close", &[("reason", "Tidying up.")]).await.status, 200);
    assert_eq!(get("rooms/operated-4").await.json()["closed"], "Tidying up.");
    assert_eq!(post("rooms/operated-4/reopen", &[]).await.status, 200);
    assert_eq!(post("rooms/operated-4/delete", &[("confirm", "operated-5")]).await.status, 422);
    let entries = get("audit").await.json();
    let of_room = |entry: &&serde_json::Value| entry["room"] == "operated-4" && entry["way"] == "program";
    let actions: Vec<&str> = entries["entries"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(of_room)
        .filter_map(|entry| entry["action"].as_str())
        .collect();
    assert_eq!(actions, ["reopened_room", "closed_room", "unmuted", "muted"]);
}

#[tokio::test]
async fn operator_sees_who_is_banned_anywhere_and_lifts_it() {
    let server = Server::shared().await;
    let [ada, linus] = [Visitor::joins(server, ADA).await, Visitor::joins(server, LINUS).await];
    let (_adas, member) = (ada.enters("operated-6").await, linus.enters("operated-6").await.me());
    let order = [("term", "86400000"), ("ban-reason", "Spam, again.")];
    assert_eq!(ada.post(&urls::ban("operated-6", &member), &order).await.status, 303);
    let operator = Visitor::operates(server).await;
    let (list, form) = (urls::operator::SANCTIONS, "form:has([value='operated-6']):has([name=kind][value=ban])");
    wait::until("the ban to be listed", wait::DEPARTURE_TIMEOUT, async || {
        let page = operator.visits(list).await;
        if page.has(form) { Ok(()) } else { Err(page.whole_text()) }
    })
    .await;
    let row = operator.visits(list).await.text("tr:has([value='operated-6'])");
    for said in [LINUS, ADA, "Spam, again.", ENGLISH.operator.sanctions.banned] {
        assert!(row.contains(said), "{said}: {row}");
    }
    assert_eq!(ada.get(list).await.status, 401);
    let lifts =
        async |kind: &str| operator.post(list, &[("room", "operated-6"), ("member", &member), ("kind", kind)]).await;
    assert_eq!((lifts("curse").await.status, linus.get(&urls::room("operated-6")).await.status), (400, 403));
    assert_eq!(lifts("ban").await.header("location"), list);
    assert!(!operator.visits(list).await.has(form));
    assert_eq!(linus.get(&urls::room("operated-6")).await.status, 200);
}

#[tokio::test]
async fn operator_in_a_room_has_what_an_owner_has() {
    let server = Server::shared().await;
    let [ada, olga] = [Visitor::joins(server, ADA).await, Visitor::joins(server, "Olga").await];
    let adas = ada.enters("operated-7").await;
    adas.says("Something vile.");
    let seq = adas.sees("Something vile.").await.seq;
    let (settings, remove) = (urls::settings("operated-7"), urls::remove("operated-7", seq));
    let link = format!("a.settings[href='{settings}']");
    assert!(!olga.opens("operated-7").await.has(&link));
    assert_eq!(olga.post(&remove, &[]).await.status, 403);

    assert_eq!(olga.post(urls::operator::ROOMS, &[("key", OPERATOR_KEY)]).await.status, 303);
    let page = olga.opens("operated-7").await;
    assert!(page.has(&link), "the way to the settings, as an owner has it");
    let foreign = olga.request(Method::POST, &remove).header("Sec-Fetch-Site", "cross-site");
    let empty: [(&str, &str); 0] = [];
    assert_eq!(olga.asks(foreign.form(&empty)).await.status, 403, "another site uses no cookie of theirs");
    assert_eq!(ada.opens("operated-7").await.messages()[0].text, "Something vile.");
    assert_eq!(olga.post(&remove, &[]).await.status, 303);
    adas.shows("no such text", |page| !page.whole_text().contains("vile")).await;
    assert_eq!(olga.post(&urls::ban("operated-7", &adas.me()), &[("term", "86400000")]).await.status, 303);
    assert_eq!(adas.loses_connection().await.code, 4007, "owners too");
    assert_eq!(olga.says("operated-7", "Peace.").await.status, 303, "they speak under their own name");
}
