//! From the front page into a room.

use std::time::Duration;

use harness::{Server, Visitor, wait};
use room::limits;

use crate::person::Person;

/// Somebody who is gone is told to be by then.
const GONE_BY: Duration = Duration::from_millis(limits::LEAVE_GRACE_MS.unsigned_abs() + 2_000);

#[tokio::test]
async fn name_and_enter_key_lead_into_the_room() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-joining").await;
    let ada = Person::new(server).await;
    ada.opens("/").await;
    ada.sees_field("room", "lobby").await;
    ada.fills_focused("name", "Ada").await;
    ada.resubmits("room", "Browser Joining").await;
    ada.is_live().await;
    ada.is_at("/r/browser-joining").await;
    ada.sees_heading("browser-joining").await;
    assert!(ada.can_type_at_once().await);
    for person in [&ada, &grace] {
        person.sees_people(&["Grace", "Ada"]).await;
    }
    grace.sees_notices(&["Grace and Ada joined"]).await;
    assert_eq!(ada.faces().await, grace.faces().await, "the same for everyone");
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn link_to_a_room_leads_there_through_joining() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.opens("/r/browser-linked").await;
    ada.is_at("/r/browser-linked").await;
    ada.sees_heading("browser-linked").await;
    ada.sees_lead("Nobody has started this room yet.").await;
    ada.fills_focused("name", "Ada").await;
    ada.submits("name", "").await;
    ada.is_live().await;
    ada.is_at("/r/browser-linked").await;
    // Next time the link leads straight there.
    ada.opens("/r/browser-linked").await;
    ada.is_live().await;
    ada.sees_people(&["Ada"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn joins_and_leaves_share_a_notice_until_a_message() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-door").await;
    ada.sees_notices(&["Ada joined"]).await;
    ada.says("Is this thing on?").await;
    ada.sees(&["Is this thing on?"]).await;
    let mut windows = Vec::new();
    for guest in Visitor::crowd(server, 3).await {
        windows.push(guest.enters("browser-door").await);
    }
    ada.sees_later_notices(&["3 people joined"]).await;
    assert_eq!(ada.notices_hidden_from_screen_readers().await, 0);
    windows.pop();
    ada.sees_later_notices(&["Extra 1 and Extra 2 joinedExtra 3 left"]).await;
    ada.says("It is.").await;
    ada.sees(&["It is."]).await;
    windows.pop();
    ada.sees_last_line("Extra 2 left").await;
    ada.goes().await;
}

#[tokio::test]
async fn closing_two_of_three_tabs_causes_no_notice() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-tabs").await;
    let ada = Person::joins(server, "Ada", "browser-tabs").await;
    let (first, second) = ada.opens_a_tab().await;
    let (_, third) = ada.opens_a_tab().await;
    for tab in [&second, &third] {
        ada.switches_to(tab).await;
        ada.opens("/r/browser-tabs").await;
        ada.is_live().await;
        ada.sees_people(&["Grace", "Ada"]).await;
    }
    grace.sees_notices(&["Grace and Ada joined"]).await;
    for tab in [&second, &third] {
        ada.switches_to(tab).await;
        ada.closes_the_tab().await;
    }
    wait::let_pass(GONE_BY).await;
    grace.sees_people(&["Grace", "Ada"]).await;
    assert_eq!(grace.notices().await, ["Grace and Ada joined"]);
    ada.switches_to(&first).await;
    ada.sees_people(&["Grace", "Ada"]).await;
    ada.goes().await;
    grace.sees_people(&["Grace"]).await;
    grace.goes().await;
}

#[tokio::test]
async fn second_press_of_join_changes_nothing() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.opens("/?room=browser-twice").await;
    ada.fills_focused("name", "Ada").await;
    ada.presses_join_twice().await;
    ada.is_live().await;
    ada.sees_people(&["Ada"]).await;
    assert!(ada.owns_the_room().await, "and nobody else does");
    ada.goes().await;
}
