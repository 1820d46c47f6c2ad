//! Leaving on purpose: gone for everybody, at once, and not back by accident.

use std::time::Duration;

use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor, Window};
use templates::urls;
use tokio::time::Instant;

/// What “at once” means here: not after the grace period of a closed page, which is twice as long.
const AT_ONCE: Duration = Duration::from_secs(4);

/// Waits until only Grace is listed and the notice says who left.
async fn sees_ada_gone(graces: &Window, left_at: Instant) {
    graces
        .shows("that Ada is gone", |page| {
            page.people() == [GRACE] && page.notices().last().is_some_and(|notice| notice.ends_with("Ada left"))
        })
        .await;
    assert!(left_at.elapsed() < AT_ONCE, "it took {:?}", left_at.elapsed());
}

#[tokio::test]
async fn leave_after_the_page_was_closed_is_seen_at_once() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("leaving-1").await;
    let adas = ada.enters("leaving-1").await;
    graces.sees_people(&[GRACE, ADA]).await;
    // The way to the button leads over another page, which ends the socket.
    adas.closes().await;
    ada.get(&urls::profile("leaving-1")).await;
    assert_eq!(graces.people(), [GRACE, ADA], "she may come back");
    let left_at = Instant::now();
    ada.post(&urls::leave("leaving-1"), &[]).await;
    sees_ada_gone(&graces, left_at).await;
}

#[tokio::test]
async fn leave_by_a_second_tab_is_seen_at_once() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("leaving-2").await;
    let (first, second) = (ada.enters("leaving-2").await, ada.enters("leaving-2").await);
    graces.sees_people(&[GRACE, ADA]).await;
    second.closes().await;
    let left_at = Instant::now();
    ada.post(&urls::leave("leaving-2"), &[]).await;
    assert_eq!(first.loses_connection().await.code, 4005);
    sees_ada_gone(&graces, left_at).await;
}

#[tokio::test]
async fn tab_that_was_cut_off_does_not_undo_a_leave() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("leaving-3").await;
    let mut tab = ada.enters("leaving-3").await;
    graces.sees_people(&[GRACE, ADA]).await;
    tab.drops_connection().await;
    let left_at = Instant::now();
    ada.post(&urls::leave("leaving-3"), &[]).await;
    sees_ada_gone(&graces, left_at).await;
    assert_eq!(tab.reconnects_in_vain().await.code, 4005);
    assert_eq!(graces.people(), [GRACE]);

    // Opening the room again is meant.
    let _back = ada.enters("leaving-3").await;
    graces.sees_people(&[GRACE, ADA]).await;
}

#[tokio::test]
async fn forgotten_browser_leaves_all_its_rooms() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let rooms = ["leaving-4", "leaving-5"];
    let windows = [grace.enters(rooms[0]).await, grace.enters(rooms[1]).await];
    let adas = [ada.enters(rooms[0]).await, ada.enters(rooms[1]).await];
    for window in &windows {
        window.sees_people(&[GRACE, ADA]).await;
    }
    let left_at = Instant::now();
    ada.post(urls::FORGET, &[("room", rooms[0])]).await;
    for window in &windows {
        sees_ada_gone(window, left_at).await;
    }
    for window in adas {
        assert_eq!(window.loses_connection().await.code, 4005);
    }
}

#[tokio::test]
async fn form_to_a_deleted_room_gives_its_text_back() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let _here = ada.enters("leaving-6").await;
    let page = grace.opens("leaving-6").await;
    ada.post(&urls::delete("leaving-6"), &[("confirm", "leaving-6")]).await;
    let answer = grace.submits(&page, "All that I wanted to <b>say</b>").await;
    assert_eq!(answer.status, 410, "{}", answer.text);
    assert_eq!(answer.document().text(".typed"), "All that I wanted to <b>say</b>");
    assert!(!answer.document().has("form:not(.languages)"), "nothing pretends that it could be sent: {}", answer.text);
}
