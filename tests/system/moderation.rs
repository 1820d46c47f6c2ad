//! Moderators keep order: by the pages of people, which need no script.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Answer, Document, Server, Start, Visitor, Window, wait};
use templates::urls;
use templates::words::ENGLISH;

const MO: &str = "Mo";

/// A room of Ada, in which Mo keeps order and Grace talks.
struct Room {
    name: &'static str,
    ada: Visitor,
    mo: Visitor,
    grace: Visitor,
    adas: Window,
    graces: Window,
}

impl Room {
    async fn with_a_moderator(server: &Server, name: &'static str) -> Self {
        let [ada, mo, grace] =
            [Visitor::joins(server, ADA).await, Visitor::joins(server, MO).await, Visitor::joins(server, GRACE).await];
        let adas = ada.enters(name).await;
        let link = moderator_link(&ada, name).await;
        let become_moderator = [("key", link.rsplit('#').next().unwrap_or_default()), ("name", MO)];
        let followed = mo.post(&urls::moderator_link(name), &become_moderator).await;
        assert_eq!((followed.status, followed.header("location")), (303, &*urls::people(name)));
        let graces = grace.enters(name).await;
        Self { name, ada, mo, grace, adas, graces }
    }

    /// What a moderator does about Grace.
    async fn does(&self, by: &Visitor, address: fn(&str, &str) -> String, fields: &[(&str, &str)]) -> Answer {
        by.post(&address(self.name, &self.graces.me()), fields).await
    }

    fn page_of_grace(&self) -> String {
        urls::person(self.name, &self.graces.me())
    }
}

async fn moderator_link(owner: &Visitor, room: &str) -> String {
    let page = owner.post(&urls::make_moderator_link(room), &[("uses", "1")]).await;
    assert_eq!(page.status, 200);
    page.document().text("#moderators .link")
}

const TEN_MINUTES: &str = "600000";
const FOR_GOOD: &str = "0";

#[tokio::test]
async fn muted_member_is_told_why_and_keeps_the_text() {
    let server = Server::shared().await;
    let room = Room::with_a_moderator(server, "order-1").await;
    let muted = room.does(&room.mo, urls::mute, &[("term", TEN_MINUTES), ("mute-reason", "Advertising")]).await;
    assert_eq!((muted.status, muted.header("location")), (303, &*room.page_of_grace()));
    let sentence = "A moderator has muted you in this room. You can write again in 10 minutes. \
                    Reason: \u{2068}Advertising\u{2069}";
    room.graces.shows("why", |page| page.text("#refusal") == sentence).await;
    let cid = room.graces.says("Flowers!");
    assert_eq!(room.graces.sees_refusal(&cid).await, sentence);
    assert_eq!(room.graces.pending(), ["Flowers!"], "her text is kept");
    let loaded = room.grace.opens(room.name).await;
    assert_eq!(loaded.text("#refusal"), sentence, "a page says so before she tries");
    let by_form = room.grace.says(room.name, "Flowers, by a form!").await;
    assert_eq!(by_form.status, 403);
    assert!(by_form.text.contains("Flowers, by a form!"));
    assert!(room.adas.texts().is_empty(), "nobody else has seen any of it");

    let page = room.mo.visits(&room.page_of_grace()).await;
    assert!(page.whole_text().contains("Muted for another 10 minutes."), "{}", page.whole_text());
    assert_eq!(room.does(&room.mo, urls::unmute, &[]).await.status, 303);
    room.graces.shows("that it is over", |page| page.text("#refusal") == "You can write again.").await;
    assert_eq!(room.grace.opens(room.name).await.text("#refusal"), "");
    assert_eq!(room.grace.says(room.name, "Sorry.").await.status, 303);
    room.adas.sees("Sorry.").await;
}

#[tokio::test]
async fn banned_member_is_disconnected_and_stays_out() {
    let server = Server::shared().await;
    let room = Room::with_a_moderator(server, "order-2").await;
    let banned = room.does(&room.mo, urls::ban, &[("term", FOR_GOOD), ("ban-reason", "Advertising")]).await;
    assert_eq!(banned.status, 303);
    let closed = room.graces.loses_connection().await;
    assert_eq!((closed.code, &*closed.reason), (4007, ENGLISH.moderation.refusals.banned_now));
    room.adas.sees_people(&[ADA]).await;
    let page = room.grace.get(&urls::room(room.name)).await;
    assert_eq!((page.status, page.document().text("h1")), (403, "You’re banned from this room".to_owned()));
    let (text, again) = (page.document().whole_text(), (ENGLISH.moderation.refusals.banned_until)(None));
    assert!(text.contains("Advertising") && text.contains(&again), "{text}");
    assert!(!text.contains(ENGLISH.moderation.refusals.banned_now), "the title has said so: {text}");
    assert_eq!(room.grace.says(room.name, "Let me in!").await.status, 403);
    assert!(room.adas.texts().is_empty());

    let people = room.mo.visits(&urls::people(room.name)).await;
    assert!(people.whole_text().contains("Banned for good."), "{}", people.whole_text());
    assert_eq!(room.does(&room.ada, urls::unban, &[]).await.status, 303);
    room.grace.enters(room.name).await;
}

#[tokio::test]
async fn ban_holds_against_a_new_session_of_its_address() {
    const SCHOOL: &str = "192.0.2.7";
    let server = Server::shared().await;
    let [ada, grace] = [ADA, GRACE].map(|name| async move { Visitor::joins(server, name).await });
    let (ada, grace) = (ada.await, grace.await.from_address(SCHOOL));
    let _adas = ada.enters("order-3").await;
    let linus = Visitor::joins(server, LINUS).await.from_address(SCHOOL);
    linus.enters("order-3").await;
    let graces = grace.enters("order-3").await;
    let banned = ada.post(&urls::ban("order-3", &graces.me()), &[("term", FOR_GOOD)]).await;
    assert_eq!(banned.status, 303);
    let joins = async |visitor: Visitor| {
        visitor.visits(urls::LANDING).await;
        visitor.post(urls::LANDING, &[("name", "Grace again"), ("room", "order-3")]).await
    };
    let again = joins(Visitor::stranger(server).from_address(SCHOOL)).await;
    assert_eq!(again.status, 403, "{}", again.text);
    // She goes elsewhere with her cookie, and back without it.
    const CAFE: &str = "192.0.2.8";
    let elsewhere = grace.from_address(CAFE).post(&urls::join("order-3"), &[("name", GRACE)]).await;
    assert_eq!(elsewhere.status, 403, "{}", elsewhere.text);
    for place in [SCHOOL, CAFE] {
        let new = joins(Visitor::stranger(server).from_address(place)).await;
        assert_eq!(new.status, 403, "{place}: {}", new.text);
    }
    linus.enters("order-3").await;
    assert_eq!(joins(Visitor::stranger(server)).await.status, 303, "somebody from elsewhere");
}

#[tokio::test]
async fn all_messages_of_somebody_go_and_come_back() {
    let server = Server::shared().await;
    let room = Room::with_a_moderator(server, "order-4").await;
    room.adas.says("Welcome.");
    for text in ["Roses!", "Tulips!", "Violets!"] {
        room.graces.says(text);
    }
    room.adas.sees("Violets!").await;
    let (page, removes) = (room.page_of_grace(), urls::remove_messages);
    assert_eq!(room.mo.visits(&page).await.all(".log .message").len(), 3);
    assert_eq!(room.does(&room.mo, removes, &[]).await.status, 303);
    let removed = |page: &Document| page.all(".log .removal").len() == 3 && !page.whole_text().contains("Roses!");
    room.adas.shows("three tombstones", removed).await;
    assert!(removed(&room.ada.opens(room.name).await));
    let undo = room.mo.visits(&page).await;
    assert!(undo.whole_text().contains("Bring 3 messages back"), "{}", undo.whole_text());
    assert_eq!(room.does(&room.mo, urls::restore_messages, &[]).await.status, 303);
    room.adas.sees_only(&["Welcome.", "Roses!", "Tulips!", "Violets!"]).await;
}

#[tokio::test]
async fn messages_of_the_archive_go_too() {
    let server = Start::default().with("KEEP_MESSAGES", 250).server().await;
    let room = Room::with_a_moderator(&server, "order-5").await;
    room.graces.says("The oldest roses!");
    room.adas.sees("The oldest roses!").await;
    let crowd = Visitor::crowd(&server, 40).await;
    for n in 0..7 {
        for (who, visitor) in crowd.iter().enumerate() {
            assert_eq!(visitor.says(room.name, &format!("Talk {n} of {who}")).await.status, 303);
        }
    }
    let oldest = async || {
        let answer = room.ada.get(&format!("/api/rooms/{}/history?after=0&limit=1", room.name)).await.json();
        answer["messages"][0]["text"].as_str().map(str::to_owned)
    };
    server.log().receives("room_pruned", room.name, 1).await;
    assert_eq!(oldest().await.as_deref(), Some("The oldest roses!"));
    assert_eq!(room.does(&room.mo, urls::remove_messages, &[]).await.status, 303);
    assert_ne!(oldest().await.as_deref(), Some("The oldest roses!"), "at once, for everybody who reads on");
    wait::until("D1 to forget them", wait::ARCHIVE_TIMEOUT, async || {
        let rows = server.store().rows(room.name).await?;
        if rows.iter().any(|row| row.body.contains("oldest roses")) { Err("it has them".to_owned()) } else { Ok(()) }
    })
    .await;
}

#[tokio::test]
async fn nobody_but_moderators_acts_against_others() {
    let server = Server::shared().await;
    let room = Room::with_a_moderator(server, "order-6").await;
    let (moderator, owner) = (room.mo.enters(room.name).await.me(), room.adas.me());
    let actions = [urls::mute, urls::ban, urls::unmute, urls::unban, urls::remove_messages, urls::restore_messages];
    let term = [("term", FOR_GOOD)];
    for action in actions {
        let mute = [("term", TEN_MINUTES)];
        let fields: &[(&str, &str)] = if action("a", "b").ends_with("mute") { &mute } else { &term };
        for (by, member) in [(&room.grace, &moderator), (&room.grace, &owner), (&room.mo, &owner)] {
            let answer = by.post(&action(room.name, member), fields).await;
            assert_eq!(answer.status, 403, "{}: {}", action(room.name, member), answer.text);
        }
        let stranger = Visitor::stranger(server).post(&action(room.name, &owner), fields).await;
        assert_eq!(stranger.status, 401);
    }
    for by in [&room.grace, &room.mo] {
        assert_eq!(by.get(&urls::audit(room.name)).await.status, 403, "owners alone read the audit log");
        assert_eq!(by.post(&urls::make_moderator_link(room.name), &[]).await.status, 403);
    }
    assert!(!room.grace.visits(&room.page_of_grace()).await.has("form[action$='/ban']"));
    room.graces.says("Still here.");
    room.adas.sees("Still here.").await;
}

#[tokio::test]
async fn bad_sanction_is_refused_with_a_sentence() {
    let server = Server::shared().await;
    let room = Room::with_a_moderator(server, "order-7").await;
    for term in ["", "7", "-1", "for ever"] {
        assert_eq!(room.does(&room.mo, urls::mute, &[("term", term)]).await.status, 400, "{term}");
    }
    let long = "x".repeat(121);
    let refused = room.does(&room.mo, urls::ban, &[("term", FOR_GOOD), ("ban-reason", &long)]).await;
    assert_eq!(refused.status, 422);
    let page = refused.document();
    assert_eq!(page.attribute("#ban-reason", "value"), Some(long), "what was typed is kept");
    assert!(page.text("#ban-reason-problem").contains("120"));
    let nobody = room.mo.post(&urls::mute(room.name, "aaaaaaaaaaaaaaaa"), &[("term", TEN_MINUTES)]).await;
    assert_eq!(nobody.status, 404);
    assert_eq!(room.mo.get(&urls::person(room.name, "nobody")).await.status, 404);
    room.graces.says("Nothing came of it.");
    room.adas.sees("Nothing came of it.").await;
}

#[tokio::test]
async fn owners_read_what_was_decided() {
    let server = Server::shared().await;
    let room = Room::with_a_moderator(server, "order-8").await;
    room.graces.says("Roses!");
    let seq = room.adas.sees("Roses!").await.seq;
    assert_eq!(room.does(&room.mo, urls::mute, &[("term", TEN_MINUTES)]).await.status, 303);
    assert_eq!(room.mo.post(&urls::remove(room.name, seq), &[]).await.status, 303);
    room.adas.shows("a tombstone", |page| page.has(".removal")).await;
    let log = room.ada.visits(&urls::audit(room.name)).await;
    let tags = log.texts(".audit .tag");
    let without_tags = |text: String| tags.iter().fold(text, |text, tag| text.replace(&format!(" {tag}"), ""));
    let decided: Vec<String> = log.texts(".audit li p:last-child").into_iter().map(without_tags).collect();
    assert_eq!(
        decided,
        [
            "Mo removed a message from Grace.",
            "Mo muted Grace. For how long: 10 minutes",
            "Mo became a moderator.",
            "Ada made a link for new moderators."
        ]
    );
}
