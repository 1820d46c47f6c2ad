//! A long log: earlier messages, days, what leaves it, and what is copied from it.

use harness::{Server, Visitor};

use crate::person::Person;

/// Fills a room by several people, who each stay within what one may say at once.
/// Messages that "Earlier messages" brings.
const PAGE: usize = 50;

async fn fill(crowd: &[Visitor], room: &str, from: usize, to: usize) {
    for i in from..to {
        assert_eq!(crowd[i / 10].says(room, &format!("message {i}")).await.status, 303, "message {i}");
    }
}

fn messages(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|i| format!("message {i}")).collect()
}

/// Presses "Earlier messages" until there are none, by pointer and by key, and looks where the text
/// that was read is then.
async fn reads_back(ada: &Person) {
    ada.sees_only(&messages(70, 120)).await;
    ada.scrolls_to_the_top().await;
    let before = ada.top_of_text("message 70").await;
    ada.shows_earlier().await;
    ada.sees_only(&messages(20, 120)).await;
    assert!((ada.top_of_text("message 70").await - before).abs() < 1.0, "it was at {before}");
    assert_eq!(ada.focus().await, "earlier", "it stays where it was");

    ada.reads_at(300).await;
    let before = ada.top_of_text("message 110").await;
    ada.shows_earlier_by_key().await;
    ada.sees_only(&messages(0, 120)).await;
    assert!((ada.top_of_text("message 110").await - before).abs() < 1.0, "it was at {before}");
    assert_eq!(ada.focus().await, "message 19", "the link is gone, so it goes to what came");
    ada.sees_days(&["Today"]).await;
}

#[tokio::test]
async fn earlier_messages_move_nothing_that_is_read() {
    let server = Server::shared().await;
    fill(&Visitor::crowd(server, 12).await, "browser-earlier-place", 0, 120).await;
    let ada = Person::joins(server, "Ada", "browser-earlier-place").await;
    reads_back(&ada).await;
    ada.goes().await;
}

#[tokio::test]
async fn earlier_messages_move_nothing_in_firefox() {
    let server = Server::shared().await;
    fill(&Visitor::crowd(server, 12).await, "firefox-earlier-place", 0, 120).await;
    let ada = Person::in_firefox(server).await;
    ada.goes_to("firefox-earlier-place", "Ada").await;
    reads_back(&ada).await;
    ada.goes().await;
}

#[tokio::test]
async fn day_ends_while_the_page_is_open() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.has_a_clock_of_their_own().await;
    ada.goes_to("browser-midnight", "Ada").await;
    ada.says("one").await;
    ada.sees_days(&["Today"]).await;
    ada.wakes_after_hours(24).await;
    ada.sees_days(&["Yesterday"]).await;
    ada.says("two").await;
    ada.sees(&["one", "two"]).await;
    ada.sees_days(&["Yesterday"]).await;
    ada.wakes_after_hours(24).await;
    ada.sees_days(&["*"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn long_log_keeps_200_messages_at_its_end() {
    let server = Server::shared().await;
    reads_a_long_log(server, Person::new(server).await, "browser-long-log").await;
}

#[tokio::test]
async fn long_log_keeps_200_messages_in_firefox() {
    let server = Server::shared().await;
    reads_a_long_log(server, Person::in_firefox(server).await, "browser-long-log-firefox").await;
}

/// Hears 310 messages, reads all of them again, and hears some more meanwhile.
async fn reads_a_long_log(server: &Server, ada: Person, room: &str) {
    ada.goes_to(room, "Ada").await;
    let crowd = Visitor::crowd(server, 32).await;
    fill(&crowd, room, 0, 310).await;
    ada.sees(&["message 309"]).await;
    ada.has_at_most(200).await;
    ada.sees_days(&["Today"]).await;
    ada.is_at_the_end().await;

    // How many have left depends on how many came in one picture.
    while ada.can_show_earlier().await {
        ada.scrolls_to_the_top().await;
        let first = ada.messages().await.swap_remove(0);
        let number: usize = first.trim_start_matches("message ").parse().expect("a message of the crowd");
        let before = ada.top_of_text(&first).await;
        ada.shows_earlier().await;
        ada.sees_only(&messages(number.saturating_sub(PAGE), 310)).await;
        let after = ada.top_of_text(&first).await;
        assert!((after - before).abs() < 1.0, "{first} was at {before}, and is at {after}");
        ada.sees_days(&["Today"]).await;
    }
    ada.sees_only(&messages(0, 310)).await;

    // Nothing leaves while somebody reads further up.
    let place = ada.top_of_text("message 3").await;
    fill(&crowd, room, 310, 320).await;
    ada.sees_only(&messages(0, 320)).await;
    assert!((ada.top_of_text("message 3").await - place).abs() < 1.0);
    ada.jumps_to_latest().await;
    ada.has_at_most(200).await;
    ada.goes().await;
}

#[tokio::test]
async fn copied_messages_are_lines_with_time_and_name() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-copies").await;
    ada.says("Is this thing on?").await;
    ada.says("It has to be.").await;
    ada.sees(&["Is this thing on?", "It has to be."]).await;
    ada.sees_pending(&[]).await;
    let times = ada.times().await;
    let lines = format!("[{}] Ada: Is this thing on?\n[{}] Ada: It has to be.", times[0], times[1]);
    ada.copies("Is this thing on?", "It has to be.", lines).await;
    ada.copies_part("It has to be.", 3, "has to").await;
    ada.goes().await;
}
