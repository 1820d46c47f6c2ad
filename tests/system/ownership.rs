//! What the owner of a room decides.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Answer, Server, Start, Visitor, wait};
use templates::urls;
use templates::words::ENGLISH;

async fn decides(owner: &Visitor, room: &str, fields: &[(&str, &str)]) -> Answer {
    owner.post(&urls::settings(room), fields).await
}

/// Follows an owner link as a browser does: looks at the page first.
async fn follows(visitor: &Visitor, link: &str, name: &str) -> Answer {
    let page = visitor.get(link).await;
    assert_eq!((page.status, page.header("referrer-policy")), (200, "no-referrer"), "{}", page.text);
    let page = page.document();
    assert_eq!(page.attribute("[name=key]", "value").as_deref(), Some(""), "no server is told the code");
    let action = page.attribute("form.join", "action").expect("a form");
    let (_, code) = link.split_once('#').expect("a code in the fragment");
    visitor.post(&action, &[("key", code), ("name", name)]).await
}

async fn owner_link(owner: &Visitor, room: &str, people: &str) -> String {
    let page = owner.post(&urls::make_owner_link(room), &[("uses", people)]).await;
    assert_eq!(page.status, 200);
    let link = page.document().text(".link");
    assert!(link.ends_with(&page.document().text(".owner-code")), "the code is there for a browser without scripts");
    link.strip_prefix(owner.origin()).expect("a link that leads here").to_owned()
}

/// The owners that the settings show.
async fn owners(owner: &Visitor, room: &str) -> Vec<String> {
    owner.get(&urls::settings(room)).await.document().texts(".owners bdi")
}

#[tokio::test]
async fn first_member_alone_owns_the_room() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    assert_eq!(ada.get(&urls::settings("owned-1")).await.status, 403, "nobody owns a room that is not there");
    ada.opens("owned-1").await;
    let adas = ada.enters("owned-1").await;
    let graces = grace.enters("owned-1").await;
    assert!(ada.opens("owned-1").await.has("a.settings"));
    assert!(!grace.opens("owned-1").await.has("a.settings"));

    let topic = [("topic", " Everything  that grows "), ("welcome", "Mind the <b>beds</b>.")];
    assert_eq!(decides(&grace, "owned-1", &topic).await.status, 403);
    assert_eq!(decides(&Visitor::stranger(server), "owned-1", &topic).await.status, 401);
    let saved = decides(&ada, "owned-1", &topic).await;
    assert_eq!((saved.status, saved.document().has(".ok")), (200, true));
    for window in [&adas, &graces] {
        let page = window.shows("the topic", |page| page.text("#topic") == "Everything that grows").await;
        assert_eq!(page.text("#welcome"), "Mind the <b>beds</b>.", "as text");
    }
    assert_eq!(grace.opens("owned-1").await.text("#topic"), "Everything that grows");
}

#[tokio::test]
async fn too_long_topic_is_refused_with_its_text() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    ada.opens("owned-4").await;
    let _adas = ada.enters("owned-4").await;
    assert_eq!(decides(&ada, "owned-4", &[("topic", "Everything that grows")]).await.status, 200);
    let long = decides(&ada, "owned-4", &[("topic", &"x".repeat(121)), ("welcome", "kept")]).await;
    assert_eq!(long.status, 422);
    let page = long.document();
    assert_eq!(page.attribute("#topic", "value"), Some("x".repeat(121)), "the text is kept");
    assert_eq!(page.attribute("#welcome", "value").as_deref(), Some("kept"));
    assert!(page.text("#topic-problem").contains("120"));
    assert_eq!(grace.opens("owned-4").await.text("#topic"), "Everything that grows", "and nothing is changed");
}

#[tokio::test]
async fn locked_room_admits_only_former_members() {
    let server = Server::shared().await;
    let [ada, grace, linus] =
        [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await, Visitor::joins(server, LINUS).await];
    let _adas = ada.enters("owned-2").await;
    let graces = grace.enters("owned-2").await;
    graces.closes().await;
    assert_eq!(decides(&ada, "owned-2", &[("locked", "yes")]).await.status, 200);

    grace.enters("owned-2").await;
    let page = linus.get(&urls::room("owned-2")).await;
    assert_eq!((page.status, page.document().text("h1")), (403, "This room is locked".to_owned()));
    assert_eq!(linus.says("owned-2", "Let me in!").await.status, 403);
    let joining = Visitor::stranger(server).post(urls::LANDING, &[("name", LINUS), ("room", "owned-2")]).await;
    assert_eq!((joining.status, joining.header("set-cookie")), (403, ""));
    assert!(joining.document().text("#room-problem").contains("locked"));
    let knock = linus.requests_socket("/r/owned-2/ws?since=1", &[("Origin", linus.origin())]).await;
    assert_eq!(knock.err().map(|answer| answer.status), Some(403));
    for path in ["/api/rooms/owned-2/users", "/api/rooms/owned-2/history"] {
        let answer = linus.get(path).await;
        assert_eq!((answer.status, answer.json()["error"]["code"].as_str()), (403, Some("room_locked")), "{path}");
    }
    assert!(ada.opens("owned-2").await.messages().is_empty());

    assert_eq!(decides(&ada, "owned-2", &[]).await.status, 200);
    linus.enters("owned-2").await;
}

#[tokio::test]
async fn owner_link_works_once_and_until_a_newer_one_is_made() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let _adas = ada.enters("owned-3").await;
    assert_eq!(grace.post(&urls::make_owner_link("owned-3"), &[]).await.status, 403);
    let old = owner_link(&ada, "owned-3", "3").await;
    let link = owner_link(&ada, "owned-3", "").await;
    assert_eq!(decides(&ada, "owned-3", &[("locked", "yes")]).await.status, 200);

    let phone = Visitor::stranger(server);
    let expired = follows(&phone, &old, "Ada on the phone").await;
    assert_eq!((expired.status, expired.header("set-cookie")), (403, ""));
    assert_eq!(follows(&phone, &link, ADA).await.status, 409, "her name is taken: the phone is somebody else");
    assert_eq!(follows(&phone, &link, "Ada on the phone").await.header("location"), urls::settings("owned-3"));
    assert_eq!(phone.get(&urls::settings("owned-3")).await.status, 200, "though the room is locked");
    phone.enters("owned-3").await;
    for used_up in [link.as_str(), "/r/owned-3/own#"] {
        assert_eq!(follows(&grace, used_up, GRACE).await.status, 403, "{used_up}");
    }
    let old_form = grace.get("/r/owned-3/own?key=0123456789abcdef0123456789abcdef").await;
    assert_eq!(old_form.document().text("#key-problem"), ENGLISH.refusals.owner_link_expired);
    assert_eq!(grace.get(&urls::settings("owned-3")).await.status, 403);
}

#[tokio::test]
async fn owner_link_is_for_as_many_as_its_maker_chose() {
    let server = Server::shared().await;
    let [ada, grace, linus] =
        [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await, Visitor::joins(server, LINUS).await];
    let _adas = ada.enters("owned-5").await;
    for people in ["0", "10", "many"] {
        let refused = ada.post(&urls::make_owner_link("owned-5"), &[("uses", people)]).await;
        assert_eq!((refused.status, refused.document().has(".link")), (422, false), "{people}");
    }
    let link = owner_link(&ada, "owned-5", "2").await;
    for (visitor, name) in [(&grace, GRACE), (&grace, GRACE), (&linus, LINUS)] {
        assert_eq!(follows(visitor, &link, name).await.status, 303, "the same person takes one place only");
    }
    assert_eq!(owners(&ada, "owned-5").await, [ADA, GRACE, LINUS]);
    assert_eq!(follows(&Visitor::joins(server, "Ken").await, &link, "Ken").await.status, 403);
}

#[tokio::test]
async fn owner_removes_another_one_and_steps_down() {
    let server = Server::shared().await;
    let [ada, grace, linus] =
        [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await, Visitor::joins(server, LINUS).await];
    let _adas = ada.enters("owned-6").await;
    let window = linus.enters("owned-6").await;
    assert_eq!(ada.post("/r/owned-6/step-down", &[]).await.status, 409, "nobody could manage the room then");
    let link = owner_link(&ada, "owned-6", "1").await;
    assert_eq!(follows(&grace, &link, GRACE).await.status, 303);
    let _graces = grace.enters("owned-6").await;
    let marked = |page: &harness::Document| page.texts("#members .owner .name");
    window.shows("two owners", |page| marked(page) == [ADA, GRACE]).await;

    let page = ada.get(&urls::settings("owned-6")).await.document();
    let id_of_grace = page.attribute("[name=owner]", "value").expect("a button beside Grace");
    let removes = [("owner", id_of_grace.as_str())];
    assert_eq!(linus.post("/r/owned-6/remove-owner", &removes).await.status, 403);
    assert_eq!(ada.post("/r/owned-6/remove-owner", &[("owner", "nobody")]).await.status, 400);
    assert_eq!(ada.post("/r/owned-6/remove-owner", &removes).await.status, 303);
    assert_eq!(owners(&ada, "owned-6").await, [ADA]);
    assert_eq!(grace.get(&urls::settings("owned-6")).await.status, 403);
    window.shows("that Grace owns it no more", |page| marked(page) == [ADA]).await;

    let link = owner_link(&ada, "owned-6", "1").await;
    assert_eq!(follows(&linus, &link, LINUS).await.status, 303);
    assert_eq!(ada.post("/r/owned-6/step-down", &[]).await.header("location"), urls::room("owned-6"));
    assert_eq!(owners(&linus, "owned-6").await, [LINUS]);
    assert!(!ada.opens("owned-6").await.has("a.settings"));
}

#[tokio::test]
async fn only_owner_is_reminded_until_they_say_so() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    assert!(ada.enters("owned-7").await.document().has("#members"));
    assert!(ada.opens("owned-7").await.has(".reminder"));
    assert!(!grace.opens("owned-7").await.has(".reminder"), "she owns nothing");
    let refused = grace.post("/r/owned-7/dismiss-reminder", &[]).await;
    assert_eq!((refused.status, refused.document().has("a[href='/r/owned-7']")), (403, true), "and the way back");
    assert_eq!(ada.post("/r/owned-7/dismiss-reminder", &[]).await.status, 303);
    assert!(!ada.opens("owned-7").await.has(".reminder"));

    let _adas = ada.enters("owned-8").await;
    assert!(ada.opens("owned-8").await.has(".reminder"), "of each room");
    owner_link(&ada, "owned-8", "1").await;
    assert!(!ada.opens("owned-8").await.has(".reminder"), "a link is what it asks for");
}

#[tokio::test]
async fn deleted_room_is_gone_for_everyone() {
    let mut server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let adas = ada.enters("garden").await;
    let graces = grace.enters("garden").await;
    adas.says("A secret.");
    graces.sees("A secret.").await;
    server.store().receives("garden", 1).await;

    assert_eq!(grace.post(&urls::delete("garden"), &[("confirm", "garden")]).await.status, 403);
    let unsure = ada.post(&urls::delete("garden"), &[("confirm", "gard")]).await;
    assert_eq!((unsure.status, unsure.document().has("#confirm-problem")), (422, true));
    assert_eq!(graces.closed(), None);
    assert_eq!(ada.post(&urls::delete("garden"), &[("confirm", "garden")]).await.header("location"), urls::LANDING);
    for window in [adas, graces] {
        let closed = window.loses_connection().await;
        assert_eq!((closed.code, closed.reason.as_str()), (4004, ENGLISH.closes.room_deleted));
    }
    let gone = grace.get(&urls::room("garden")).await;
    assert_eq!((gone.status, gone.text.contains("A secret.")), (410, false));
    assert_eq!(grace.says("garden", "Hello?").await.status, 410);
    let history = grace.get("/api/rooms/garden/history").await;
    assert_eq!((history.status, history.json()["error"]["code"].as_str()), (410, Some("room_deleted")));
    let store = server.store();
    wait::until("D1 to forget the room", wait::ARCHIVE_TIMEOUT, async || match store.rows("garden").await?.len() {
        0 => Ok(()),
        rows => Err(format!("{rows} rows")),
    })
    .await;

    // Not even a kill brings it back, and in the end its name is free.
    server.kill().await;
    server.start_again().await;
    assert_eq!(grace.get(&urls::room("garden")).await.status, 410);
    wait::until("the name to be free", wait::DEPARTURE_TIMEOUT, async || {
        match server.log().events("room_erased", "garden").len() {
            1 => Ok(()),
            times => Err(format!("noted {times} times")),
        }
    })
    .await;
    let graces = grace.enters("garden").await;
    assert!(graces.messages().is_empty());
    assert!(grace.opens("garden").await.has("a.settings"), "whoever founds it anew owns it");
}

#[tokio::test]
async fn deleted_room_leaves_d1_after_an_outage() {
    let server = Start::default().with_faults().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let adas = ada.enters("garden").await;
    adas.says("A secret.");
    server.store().receives("garden", 1).await;
    server.suffers("d1=fails").await;
    assert_eq!(ada.post(&urls::delete("garden"), &[("confirm", "garden")]).await.status, 303);
    server.log().receives("room_erase_failed", "garden", 2).await;
    assert_eq!(server.store().rows("garden").await.map(|rows| rows.len()), Ok(1));
    server.suffers("d1=well").await;
    let store = server.store();
    wait::until("D1 to forget the room", wait::ARCHIVE_TIMEOUT, async || match store.rows("garden").await?.len() {
        0 => Ok(()),
        rows => Err(format!("{rows} rows")),
    })
    .await;
}

#[tokio::test]
async fn private_room_address_stays_secret() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let wish = [("name", ADA), ("room", "lobby"), ("private", "yes"), ("listed", "yes")];
    let [one, other] = [ada.post(urls::LANDING, &wish).await, ada.post(urls::LANDING, &wish).await];
    let (path, other) = (one.header("location").to_owned(), other.header("location"));
    assert_ne!(path, other);
    let slug = path.strip_prefix("/r/p-").unwrap_or_else(|| panic!("{path} should be private"));
    assert_eq!(slug.len(), 26, "26 characters of 5 bits hold 128 bits");
    let page = grace.get(&path).await;
    assert_eq!(page.status, 200, "whoever has the link comes in");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    // Nor is it told to a stranger's browser, or by pages on the way there.
    let stranger = Visitor::stranger(server);
    let room = path.trim_start_matches("/r/");
    for path in [&path, &urls::landing_for(room), &urls::new_room_at(room)] {
        let answer = stranger.get(path).await;
        let found = ["referrer-policy", "x-robots-tag"].map(|name| answer.header(name));
        assert_eq!(found, ["no-referrer", "noindex, nofollow"], "{path}");
    }
    let settings = ada.get(&urls::settings(room)).await;
    assert_eq!((settings.status, settings.document().has("[name=listed]")), (200, false), "it is never listed");
    assert_eq!(grace.says(room, "Nobody hears us.").await.status, 303);
    let page = grace.opens(room).await;
    assert_eq!((page.messages().len(), page.text("h1")), (1, ENGLISH.site.private_room.to_owned()));
    let found: Vec<_> =
        server.log().lines().into_iter().filter(|line| line.contains(slug) && line.contains("event")).collect();
    assert_eq!(ada.post(&urls::delete(room), &[("confirm", ENGLISH.settings.delete)]).await.status, 303);
    assert_eq!(found, [""; 0], "the log holds no address of a private room");
}
