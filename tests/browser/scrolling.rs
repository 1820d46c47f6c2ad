//! Where the view is.

use harness::{Server, Visitor};

use crate::person::Person;

/// Fills a room by several people, who each stay within what one may say at once.
async fn fill(server: &Server, room: &str, messages: usize) {
    let crowd = Visitor::crowd(server, messages.div_ceil(10)).await;
    for i in 0..messages {
        crowd[i / 10].says(room, &format!("message {i}")).await;
    }
}

#[tokio::test]
async fn view_follows_the_newest_message() {
    let server = Server::shared().await;
    fill(server, "browser-follow", 40).await;
    let ada = Person::joins(server, "Ada", "browser-follow").await;
    assert!(ada.has_more_than_a_screen().await, "need more messages for this test to mean anything");
    ada.is_at_the_end().await;

    let grace = Person::joins(server, "Grace", "browser-follow").await;
    grace.says("the newest").await;
    ada.sees(&["the newest"]).await;
    ada.is_at_the_end().await;
    ada.sees_the_newest_message().await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn view_stays_put_while_older_messages_are_read() {
    let server = Server::shared().await;
    fill(server, "browser-reading", 40).await;
    let ada = Person::joins(server, "Ada", "browser-reading").await;
    ada.scrolls_up_by(400).await;
    let before = ada.top_of_message(20).await;

    let grace = Person::joins(server, "Grace", "browser-reading").await;
    grace.says("one").await;
    grace.says("two").await;
    ada.sees(&["one", "two"]).await;
    assert_eq!(ada.top_of_message(20).await, before);
    ada.sees_new_count("2 new").await;

    ada.jumps_to_latest().await;
    ada.is_at_the_end().await;
    ada.sees_no_button_to_latest().await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn earlier_messages_come_near_the_top() {
    let server = Server::shared().await;
    fill(server, "browser-earlier", 120).await;
    let ada = Person::joins(server, "Ada", "browser-earlier").await;
    let messages = |from: usize| (from..120).map(|i| format!("message {i}")).collect::<Vec<_>>();
    ada.sees_only(&messages(70)).await;

    ada.scrolls_to_the_top().await;
    ada.sees_only(&messages(20)).await;
    assert!(ada.top_of_text("message 70").await > 0.0, "it is still in view");
    ada.scrolls_to_the_top().await;
    ada.sees_only(&messages(0)).await;
    assert!(!ada.can_show_earlier().await, "there is nothing before the first message");
    assert_eq!(ada.address().await, "/r/browser-earlier", "it is still the same page");

    ada.says("and it is alive").await;
    ada.sees(&["message 119", "and it is alive"]).await;
    ada.goes().await;
}
