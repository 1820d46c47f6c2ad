//! How a browser tells somebody of what is said while they do not look: only if they asked for it.

use std::time::Duration;

use harness::{Server, Visitor, wait};
use templates::urls;
use templates::words::ENGLISH;

use crate::person::Person;

/// By then a second tab would have told it too: the half second in which one that is looked at may
/// say so, and the second to which browsers hold up the timers of a hidden tab.
const TOLD_BY: Duration = Duration::from_secs(3);

/// Ada in a room, who allows notifications and asks for them, and the one by which she sees that
/// they work.
async fn asks_to_be_told(server: &Server, room: &str, level: &str) -> (Person, String) {
    let ada = Person::new(server).await;
    ada.records_notifications().await;
    ada.decides_about_notifications("granted").await;
    ada.goes_to(room, "Ada").await;
    ada.chooses_notifications(room, level).await;
    ada.sees_outcome(ENGLISH.notifications.saved).await;
    let example = format!("{room}: {}", ENGLISH.notifications.example);
    ada.finds_notifications(&[&example]).await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    (ada, example)
}

#[tokio::test]
async fn mentions_are_told_to_who_asked_for_them() {
    let server = Server::shared().await;
    let room = "browser-notified";
    let grace = Visitor::joins(server, "Grace").await.enters(room).await;
    let (ada, example) = asks_to_be_told(server, room, "mentions").await;
    let (reading, elsewhere) = ada.opens_a_tab().await;
    ada.opens("/help").await;

    grace.says("Not for you.");
    grace.says("@Ada, tea?");
    let told = format!("Grace · {room}: @Ada, tea?");
    ada.finds_notifications(&[&example, &told]).await;

    // A press leads there.
    ada.switches_to(&elsewhere).await;
    ada.presses_the_notifications().await;
    ada.switches_to(&reading).await;
    ada.is_led_to("@Ada, tea?").await;
    // Nobody is told of what they see, or have said themselves.
    grace.says("@Ada, cake?");
    ada.sees(&["Not for you.", "@Ada, tea?", "@Ada, cake?"]).await;
    ada.says("@Ada says this.").await;
    ada.sees(&["Not for you.", "@Ada, tea?", "@Ada, cake?", "@Ada says this."]).await;
    ada.switches_to(&elsewhere).await;
    grace.says("@Ada, the last one.");
    let last = format!("Grace · {room}: @Ada, the last one.");
    ada.finds_notifications(&[&example, &told, &last]).await;
    ada.goes().await;
}

#[tokio::test]
async fn hidden_tabs_tell_each_message_once() {
    let server = Server::shared().await;
    let room = "browser-notified-tabs";
    let grace = Visitor::joins(server, "Grace").await.enters(room).await;
    let (ada, example) = asks_to_be_told(server, room, "all").await;
    for _ in 0..2 {
        ada.opens_a_tab().await;
        ada.records_notifications().await;
        ada.opens(&urls::room(room)).await;
        ada.is_live().await;
    }

    // One of the three is looked at.
    grace.says("Seen.");
    ada.sees(&["Seen."]).await;
    ada.opens_a_tab().await;
    ada.opens("/help").await;
    grace.says("Told once.");
    let told = format!("Grace · {room}: Told once.");
    ada.finds_notifications(&[&example, &told]).await;
    grace.says("Told too.");
    let too = format!("Grace · {room}: Told too.");
    ada.finds_notifications(&[&example, &told, &too]).await;
    wait::let_pass(TOLD_BY).await;
    ada.finds_notifications(&[&example, &told, &too]).await;
    ada.goes().await;
}

#[tokio::test]
async fn blocked_notifications_are_explained() {
    let server = Server::shared().await;
    let room = "browser-not-notified";
    let ada = Person::new(server).await;
    ada.decides_about_notifications("denied").await;
    ada.goes_to(room, "Ada").await;
    ada.is_live().await;
    ada.chooses_notifications(room, "all").await;
    ada.sees_outcome(ENGLISH.notifications.denied).await;
    ada.has_chosen_notifications("none").await;
    ada.reloads().await;
    ada.has_chosen_notifications("none").await;
    ada.goes().await;
}
