//! Who is here.

use std::time::Duration;

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Server, Visitor, wait};
use room::limits;
use tokio::time::Instant;

/// Somebody who left and did not come back within it is gone.
const GRACE_TIME: Duration = Duration::from_millis(limits::LEAVE_GRACE_MS.unsigned_abs());

/// By then everyone would have been told that somebody is gone.
const GONE_BY: Duration = GRACE_TIME.saturating_add(Duration::from_secs(2));

#[tokio::test]
async fn member_leaves_with_their_last_window() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("doors").await;
    let first = ada.enters("doors").await;
    graces.sees_people(&[GRACE, ADA]).await;
    let second = ada.enters("doors").await;
    second.says("I am here twice.");
    graces.sees("I am here twice.").await;
    for window in [&graces, &first, &second] {
        window.sees_people(&[GRACE, ADA]).await;
    }
    assert_eq!(users(&ada, "doors").await, [GRACE, ADA]);
    let notices = graces.notices();

    first.closes().await;
    wait::let_pass(GONE_BY).await;
    assert_eq!(graces.people(), [GRACE, ADA], "a window is left");
    assert_eq!(graces.notices(), notices, "and nothing was said of the other");

    let closed_at = Instant::now();
    second.closes().await;
    graces.sees_people(&[GRACE]).await;
    let gone_after = closed_at.elapsed();
    assert!(gone_after >= GRACE_TIME - Duration::from_millis(500), "gone after {gone_after:?}");
    graces
        .shows("the notice that she left", |page| {
            page.notices().last().is_some_and(|notice| notice.ends_with("Ada left"))
        })
        .await;
    assert_eq!(users(&grace, "doors").await, [GRACE]);
}

#[tokio::test]
async fn lost_connection_becomes_a_departure() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("tunnel").await;
    let mut adas = ada.enters("tunnel").await;
    graces.sees_people(&[GRACE, ADA]).await;
    adas.drops_connection().await;
    graces.sees_people(&[GRACE]).await;
    adas.reconnects().await;
    graces.sees_people(&[GRACE, ADA]).await;
    adas.sees_people(&[GRACE, ADA]).await;
}

#[tokio::test]
async fn silent_member_is_removed_and_idle_one_stays() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("tower").await, grace.enters("tower").await);
    graces.sees_people(&[ADA, GRACE]).await;
    let mut again = ada.enters("grotto").await;
    adas.falls_silent();
    again.falls_silent();
    wait::until("Ada to be gone", wait::DEPARTURE_TIMEOUT, async || match graces.people() {
        people if people == [GRACE] => Ok(()),
        people => Err(format!("{people:?}")),
    })
    .await;
    graces.shows("the notice", |page| page.notices().last().is_some_and(|notice| notice.ends_with("Ada left"))).await;
    assert_eq!(graces.closed(), None, "heartbeats are signs of life");
    assert_eq!(users(&grace, "tower").await, [GRACE]);
    // The room has hung up, and takes her back.
    again.reconnects().await;
    again.sees_people(&[ADA]).await;
}

#[tokio::test]
async fn reload_causes_no_notice() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let adas = ada.enters("carousel").await;
    let graces = grace.enters("carousel").await;
    for window in [&adas, &graces] {
        window.sees_people(&[ADA, GRACE]).await;
    }
    graces.shows("the notice of her own arrival", |page| !page.notices().is_empty()).await;
    let (notices, frames) = (graces.notices(), graces.frames().len());

    adas.closes().await;
    let mut adas = ada.enters("carousel").await;
    adas.drops_connection().await;
    adas.reconnects().await;
    wait::let_pass(GONE_BY).await;
    assert_eq!(graces.frames()[frames..], [""; 0], "Grace was told something");
    assert_eq!((graces.people(), graces.count(), graces.notices()), (vec![ADA.into(), GRACE.into()], 2, notices));
    assert_eq!(adas.people(), [ADA, GRACE]);
    adas.says("I am still here.");
    graces.sees("I am still here.").await;
}

#[tokio::test]
async fn simultaneous_joins_are_announced_together() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, GRACE).await;
    let graces = grace.enters("party").await;
    graces.shows("the notice of her own arrival", |page| page.notices().concat() == "Grace joined").await;
    let crowd = Visitor::crowd(server, 12).await;
    let mut pages = Vec::new();
    for guest in &crowd {
        pages.push(guest.connects(guest.opens("party").await).await);
    }
    graces.shows("thirteen people", |page| page.count() == 13 && page.people().len() == 13).await;
    assert_eq!(pages[11].count(), 13);
    assert_eq!(graces.notices(), ["13 people joined"], "a busy door does not fill the log");
}

#[tokio::test]
async fn first_message_comes_after_its_authors_arrival() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let adas = ada.enters("vestibule").await;
    adas.shows("the notice of her own arrival", |page| page.notices().concat() == "Ada joined").await;
    adas.says("Anybody here?");
    adas.sees("Anybody here?").await;

    let graces = grace.connects(grace.opens("vestibule").await).await;
    graces.says("I am!");
    for window in [&adas, &graces] {
        window.sees("I am!").await;
        let frames = window.frames().concat();
        let [arrival, message] = ["<bdi>Grace</bdi> joined", "I am!"].map(|text| frames.find(text));
        assert!(arrival.is_some() && arrival < message, "{frames}");
    }
}

#[tokio::test]
async fn page_without_a_socket_is_not_present() {
    let server = Server::shared().await;
    let [ada, linus] = [Visitor::joins(server, ADA).await, Visitor::joins(server, LINUS).await];
    let adas = ada.enters("library").await;
    linus.opens("library").await;
    linus.says("library", "I came by post.").await;
    adas.sees("I came by post.").await;
    assert_eq!(adas.people(), [ADA]);
    assert_eq!(users(&linus, "library").await, [ADA]);
}

async fn users(visitor: &Visitor, room: &str) -> Vec<String> {
    let answer = visitor.get(&format!("/api/rooms/{room}/users")).await.json();
    let users = answer["users"].as_array().cloned().unwrap_or_default();
    assert_eq!(answer["count"], users.len(), "{answer}");
    users.iter().map(|user| user["name"].as_str().unwrap_or_default().to_owned()).collect()
}
