//! A room that is left alone sleeps, with its sockets open, and nothing about it changes.

use std::time::Duration;

use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor, wait};

/// A room is put to sleep when nothing has happened for ten seconds (Durable Objects, lifecycle).
/// That nothing happens cannot be waited for by what is seen; that it slept is seen afterwards.
const ASLEEP: Duration = Duration::from_secs(14);

#[tokio::test]
async fn typing_wakes_a_room_that_remembers_who_is_away() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("burrow").await, grace.enters("burrow").await);
    adas.sees_people(&[ADA, GRACE]).await;
    adas.sends("away");
    graces.sees_away(&[ADA]).await;
    let woken = server.log().wakings("burrow").len();

    wait::let_pass(ASLEEP).await;
    graces.sends("typing");
    adas.sees_typing("Grace is typing…").await;
    server.log().receives("room_woke", "burrow", woken + 1).await;
    assert_eq!(grace.opens("burrow").await.away(), [ADA]);
    let frames = graces.frames().len();

    wait::let_pass(ASLEEP).await;
    server.logs_everything().await;
    assert_eq!(server.log().wakings("burrow").len(), woken + 1, "nothing was left to do");
    adas.sends("back");
    graces.sees_away(&[]).await;
    server.log().receives("room_woke", "burrow", woken + 2).await;
    assert_eq!(graces.frames().len(), frames + 1, "one change, one frame");
}

#[tokio::test]
async fn sleeping_room_wakes_with_everyone_in_it() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("cave").await, grace.enters("cave").await);
    let before = adas.says("Good night.");
    graces.sees("Good night.").await;
    adas.sees_people(&[ADA, GRACE]).await;
    graces.shows("the notice of her own arrival", |page| page.notices().concat().contains(GRACE)).await;
    let (people, notices, frames) = (graces.people(), graces.notices(), graces.frames().len());
    let woken = server.log().wakings("cave").len();

    wait::let_pass(ASLEEP).await;
    assert_eq!(server.log().wakings("cave").len(), woken, "nobody woke it");
    assert_eq!(graces.frames().len(), frames, "nobody was told anything");
    // The platform answers heartbeats itself.
    graces.beats().await;
    assert_eq!(server.log().wakings("cave").len(), woken, "a heartbeat wakes nobody");

    adas.says("Good morning.");
    let morning = graces.sees("Good morning.").await;
    let wakings = server.log().receives("room_woke", "cave", woken + 1).await;
    assert_eq!(wakings.last().map(|waking| waking["members"].as_u64()), Some(Some(2)), "the sockets stayed open");
    assert_eq!(graces.people(), people);
    assert_eq!(graces.notices(), notices);
    let night = graces.messages().into_iter().find(|said| said.text == "Good night.").expect("it was said");
    assert_eq!(morning.seq, night.seq + 1);
    adas.sees("Good morning.").await;
    assert_eq!((adas.closed(), graces.closed()), (None, None));

    // What was said before it slept is still known: a repeat is a repeat.
    adas.says_as(&before, "Good night.");
    adas.says("And on we go.");
    graces.sees("And on we go.").await;
    assert_eq!(graces.texts(), ["Good night.", "Good morning.", "And on we go."]);
    let page = ada.opens("cave").await;
    assert_eq!(page.messages(), graces.messages(), "a new page shows the same");
    assert_eq!(page.people(), people, "and lists everyone in the same order");
}
