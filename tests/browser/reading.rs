//! A long log: earlier messages, days, what leaves it, and what is copied from it.

use harness::{Server, Visitor};

use crate::keyboard::{BACK_TAB, ENTER};
use crate::person::{Allowed, Person};

/// Fills a room by several people, who each stay within what one may say at once.
async fn fill(crowd: &[Visitor], room: &str, from: usize, to: usize) {
    for i in from..to {
        assert_eq!(crowd[i / 10].says(room, &format!("message {i}")).await.status, 303, "message {i}");
    }
}

fn messages(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|i| format!("message {i}")).collect()
}

/// Presses "Earlier messages" by key until there are none, and looks where the text that was read
/// is then. Another time they come by themselves.
async fn reads_back(ada: &Person) {
    ada.sees_only(&messages(70, 120)).await;
    // At its very end a log follows whoever joins meanwhile.
    ada.scrolls_up_by(100).await;
    let before = ada.top_of_text("message 110").await;
    ada.shows_earlier_by_key().await;
    ada.sees_only(&messages(20, 120)).await;
    stays_at(ada, before).await;
    assert_eq!(ada.focus().await, "earlier", "it stays where it was");
    ada.shows_earlier_by_key().await;
    ada.sees_only(&messages(0, 120)).await;
    stays_at(ada, before).await;
    assert_eq!(ada.focus().await, "message 19", "the link is gone, so it goes to what came");

    ada.reloads().await;
    ada.is_live().await;
    ada.sees_only(&messages(70, 120)).await;
    ada.reads_up_to("message 0", 300).await;
    ada.sees_only(&messages(0, 120)).await;
    ada.sees_days(&["Today"]).await;
}

/// Looks whether the text that was read is still there. A browser scrolls by whole pixels, so each
/// line that comes below, as somebody who joins, may move it by half of one.
async fn stays_at(ada: &Person, before: f64) {
    let now = ada.top_of_text("message 110").await;
    assert!((now - before).abs() < 2.0, "it was at {before}, and is at {now}");
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

    ada.reads_up_to("message 0", 300).await;
    ada.sees_days(&["Today"]).await;

    // What is far down has left, so what comes has no place, and moves nothing.
    let place = ada.top_of_text("message 3").await;
    fill(&crowd, room, 310, 320).await;
    ada.sees_new_count("10 new").await;
    let now = ada.top_of_text("message 3").await;
    assert!((now - place).abs() < 2.0, "it was at {place}, and is at {now}");
    ada.jumps_to_latest().await;
    ada.sees_only(&messages(270, 320)).await;
    ada.is_at_the_end().await;
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

#[tokio::test]
async fn code_is_copied_by_its_button() {
    let server = Server::shared().await;
    let room = "browser-code";
    let grace = Visitor::joins(server, "Grace").await;
    let ada = Person::joins(server, "Ada", room).await;
    // The button comes with the first code, while the page is open.
    grace.says(room, "**See** `this`:\n```\nlet x = 1;\n  let y = x;\n```").await;
    let shown = "See this:\nlet x = 1;\n  let y = x;";
    let code = "let x = 1;\n  let y = x;";
    ada.sees(&[shown]).await;
    ada.lets_buttons_copy(Allowed::Yes).await;
    ada.presses_until(BACK_TAB, "Copy code").await;
    ada.presses(ENTER).await;
    ada.is_on("Copied").await;
    ada.has_copied(code).await;
    ada.is_on("Copy code").await;

    ada.lets_buttons_copy(Allowed::No).await;
    ada.presses(ENTER).await;
    ada.is_on("Not allowed by your browser. The code is selected now.").await;
    ada.sees_selected(code).await;
    ada.is_on("Copy code").await;

    let time = ada.times().await.swap_remove(0);
    ada.copies_message(shown, format!("[{time}] Grace: {shown}")).await;
    ada.goes().await;
}
