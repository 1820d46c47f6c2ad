//! What was said is kept: in the room at once, in D1 a little later, through stops and kills.

use harness::cast::{ADA, GRACE};
use harness::{Document, Server, Start, Visitor};

fn texts(page: &Document) -> Vec<String> {
    page.messages().into_iter().map(|said| said.text).collect()
}

#[tokio::test]
async fn d1_gets_every_message_once_and_in_order_each_room_its_own() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 4).await;
    for i in 0..30 {
        for room in ["vault", "vault-2"] {
            assert_eq!(crowd[i % 4].says(room, &format!("{room} {i}")).await.status, 303);
        }
    }
    for room in ["vault", "vault-2"] {
        let rows = server.store().receives(room, 30).await;
        let bodies: Vec<&str> = rows.iter().map(|row| row.body.as_str()).collect();
        assert_eq!(bodies, (0..30).map(|i| format!("{room} {i}")).collect::<Vec<_>>());
        assert!(rows.is_sorted_by(|a, b| a.seq + 1 == b.seq), "{rows:?}");
    }
}

#[tokio::test]
async fn a_restart_keeps_the_history() {
    let mut server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    ada.says("lobby", "Is this thing on?").await;
    grace.says("lobby", "Loud and clear.").await;
    let before = ada.opens("lobby").await.messages();
    server.stop().await;
    server.start_again().await;
    assert_eq!(ada.opens("lobby").await.messages(), before);
    ada.says("lobby", "Where were we?").await;
    let rows = server.store().receives("lobby", 3).await;
    assert_eq!(
        rows.iter().map(|row| row.body.as_str()).collect::<Vec<_>>(),
        ["Is this thing on?", "Loud and clear.", "Where were we?"]
    );
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let mut server = Server::start().await;
    let crowd = Visitor::crowd(&server, 6).await;
    let window = crowd[0].enters("lobby").await;
    let mut acknowledged = Vec::new();
    for i in 0..50 {
        let text = format!("message {i}");
        assert_eq!(crowd[i % 6].says("lobby", &text).await.status, 303);
        acknowledged.push(text);
    }
    server.kill().await;
    server.start_again().await;
    assert_eq!(texts(&crowd[0].opens("lobby").await), acknowledged);
    assert!(acknowledged.starts_with(&window.texts()), "what was seen is what was kept");
    // Without new traffic: the room ships because it was going to.
    let rows = server.store().receives("lobby", 50).await;
    assert_eq!(rows.iter().map(|row| row.body.clone()).collect::<Vec<_>>(), acknowledged);
}

#[tokio::test]
async fn without_tables_the_chat_goes_on_and_d1_gets_everything_later() {
    let server = Start::default().without_tables().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    adas.says("Is this thing on?");
    graces.sees("Is this thing on?").await;
    server.journal().notes("not_shipped", "lobby", 1).await;
    server.journal().prints("npx wrangler d1 migrations apply DB --local").await;
    graces.says("It is.");
    adas.sees("It is.").await;
    assert_eq!(texts(&ada.opens("lobby").await), ["Is this thing on?", "It is."]);

    server.apply_migrations().await;
    let rows = server.store().receives("lobby", 2).await;
    assert_eq!(rows.iter().map(|row| row.body.as_str()).collect::<Vec<_>>(), ["Is this thing on?", "It is."]);
    server.journal().notes("shipping_again", "lobby", 1).await;
}

#[tokio::test]
async fn pages_before_what_a_room_keeps_come_from_d1_without_gap_or_double() {
    // The least that can be kept is 250.
    let server = Start::default().with("KEEP_MESSAGES", 1).server().await;
    let crowd = Visitor::crowd(&server, 40).await;
    let mut said = Vec::new();
    for i in 0..330 {
        let text = format!("message {i}");
        assert_eq!(crowd[i % 40].says("lobby", &text).await.status, 303);
        said.push(text);
    }
    server.store().receives("lobby", 330).await;
    server.journal().notes("room_pruned", "lobby", 1).await;
    let mut walked: Vec<String> = Vec::new();
    let mut page = crowd[0].opens("lobby").await;
    loop {
        walked.splice(0..0, texts(&page));
        if !page.has("#earlier a") {
            break;
        }
        let earlier = page.attribute("#earlier a", "href").expect("a way to the messages before these");
        page = crowd[0].get(&earlier).await.document();
    }
    assert_eq!(walked, said);
}
