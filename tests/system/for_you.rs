//! What is meant for somebody, in all rooms that their browser knows.

use harness::cast::{ADA, GRACE};
use harness::{Document, Server, Start, Visitor};
use templates::urls;
use templates::words::ENGLISH;

const TEXTS: &str = ".for-you .message .body";

async fn for_you(visitor: &Visitor) -> Document {
    visitor.visits(urls::FOR_YOU).await
}

/// Posts a form of the page of a message.
async fn does(visitor: &Visitor, path: &str, form: &[(&str, &str)]) {
    let answer = visitor.posts(path, form).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.text);
}

#[tokio::test]
async fn mentions_and_replies_of_all_rooms_are_listed() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let [garden, kitchen] = ["for-you-garden", "for-you-kitchen"];
    for room in [garden, kitchen] {
        ada.opens(room).await;
        ada.says(room, "Anybody?").await;
    }
    let seen = ada.enters(garden).await;
    let seq = seen.messages()[0].seq;
    let (graces, in_kitchen) = (grace.enters(garden).await, grace.enters(kitchen).await);
    graces.sees("Anybody?").await;
    graces.says(&format!("@{ADA}, *lunch*?"));
    graces.says("Not for anybody.");
    graces.says(&format!("`@{ADA}` is code."));
    seen.sees(&format!("@{ADA} is code.")).await;
    in_kitchen.sees("Anybody?").await;
    let form = [("text", "I am here."), ("cid", "for-you-cid-0001"), ("reply", &seq.to_string())];
    does(&grace, &urls::say(garden), &form).await;
    in_kitchen.says(&format!("@{ADA}, tea?"));
    in_kitchen.sees(&format!("@{ADA}, tea?")).await;

    let page = for_you(&ada).await;
    assert_eq!(page.texts(".for-you > h2"), [kitchen, garden], "the newest first");
    assert_eq!(page.texts(TEXTS), [&format!("@{ADA}, tea?"), &format!("@{ADA}, lunch?"), "I am here."]);
    assert_eq!(page.texts(".for-you .quote"), ["In reply to Ada: Anybody?"]);
    assert!(!page.has(".for-you .continues"), "each has a head of its own");
    assert_eq!(for_you(&grace).await.texts(TEXTS), [""; 0], "nobody has meant Grace");
    assert_eq!(page.texts("main > p.lead"), [ENGLISH.for_you.about]);
}

#[tokio::test]
async fn removed_message_is_for_nobody() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let room = "for-you-removed";
    ada.opens(room).await;
    let (adas, graces) = (ada.enters(room).await, grace.enters(room).await);
    adas.sees_people(&[ADA, GRACE]).await;
    graces.says(&format!("@{ADA}, a secret."));
    adas.sees(&format!("@{ADA}, a secret.")).await;
    assert_eq!(for_you(&ada).await.texts(TEXTS), [format!("@{ADA}, a secret.")]);
    let seq = adas.messages()[0].seq;
    does(&grace, &urls::remove(room, seq), &[]).await;
    let page = for_you(&ada).await;
    assert_eq!(page.texts(TEXTS), [""; 0]);
    assert!(!page.whole_text().contains("secret"), "nothing is left of it");
    assert_eq!(page.texts("main > p:not(.back, .lead)"), [ENGLISH.for_you.none]);
}

#[tokio::test]
async fn pruned_mention_comes_out_of_the_archive() {
    let server = Start::default().with("KEEP_MESSAGES", 1).server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let room = "for-you-archive";
    ada.opens(room).await;
    let (adas, graces) = (ada.enters(room).await, grace.enters(room).await);
    adas.sees_people(&[ADA, GRACE]).await;
    graces.says(&format!("@{ADA}, long ago."));
    adas.sees(&format!("@{ADA}, long ago.")).await;
    // The least that can be kept is 250.
    let crowd = Visitor::crowd(&server, 40).await;
    for n in 0..300 {
        assert_eq!(crowd[n % 40].says(room, &format!("message {n}")).await.status, 303);
    }
    server.log().receives("room_pruned", room, 1).await;
    assert_eq!(for_you(&ada).await.texts(TEXTS), [format!("@{ADA}, long ago.")]);
}

#[tokio::test]
async fn stranger_is_led_to_the_front_page() {
    let server = Server::shared().await;
    let answer = Visitor::stranger(server).get(urls::FOR_YOU).await;
    assert_eq!((answer.status, answer.header("location")), (303, urls::LANDING));
}
