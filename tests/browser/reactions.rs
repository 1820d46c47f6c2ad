//! Reactions: pressed below a message, by mouse and by keyboard, and on the page of the message.

use harness::{Server, Visitor};
use serde_json::json;
use templates::urls;
use templates::words::ENGLISH;

use crate::keyboard::{ENTER, ESCAPE, RIGHT, TAB};
use crate::person::Person;

/// Ada reads what Grace has said, and Grace has reacted to it.
async fn reads(server: &Server, room: &str) -> (Person, Visitor, i64) {
    let grace = Visitor::joins(server, "Grace").await;
    assert_eq!(grace.says(room, "Is this thing on?").await.status, 303);
    let seq = grace.opens(room).await.messages()[0].seq;
    assert_eq!(grace.post(&urls::react(room, seq), &[("on", "👍")]).await.status, 303);
    let ada = Person::joins(server, "Ada", room).await;
    ada.sees_reactions(&["👍 1"]).await;
    (ada, grace, seq)
}

#[tokio::test]
async fn pressed_reaction_is_marked_on_ones_own_page_only() {
    let server = Server::shared().await;
    let room = "browser-react";
    let (ada, grace, seq) = reads(server, room).await;
    let graces = grace.enters(room).await;
    let linus = Person::joins(server, "Linus", room).await;
    ada.is_live().await;
    ada.presses_reaction("👍").await;
    ada.sees_reactions(&["👍 2*"]).await;
    linus.sees_reactions(&["👍 2"]).await;
    graces.sends(&json!({ "react": seq, "emoji": "🎉", "on": true }).to_string());
    ada.sees_reactions(&["👍 2*", "🎉 1"]).await;
    linus.sees_reactions(&["👍 2", "🎉 1"]).await;
    assert_eq!(ada.address().await, urls::room(room), "it is no other page");

    // In another window of hers too, and after she comes back.
    let (before, _) = ada.opens_a_tab().await;
    ada.opens(&urls::room(room)).await;
    ada.sees_reactions(&["👍 2*", "🎉 1"]).await;
    ada.is_live().await;
    ada.presses_reaction("👍").await;
    ada.sees_reactions(&["👍 1", "🎉 1"]).await;
    ada.presses_reaction("🎉").await;
    ada.sees_reactions(&["👍 1", "🎉 2*"]).await;
    ada.switches_to(&before).await;
    ada.sees_reactions(&["👍 1", "🎉 2*"]).await;
    linus.sees_reactions(&["👍 1", "🎉 2"]).await;
    ada.reloads().await;
    ada.sees_reactions(&["👍 1", "🎉 2*"]).await;
    ada.goes().await;
    linus.goes().await;
}

#[tokio::test]
async fn names_of_those_who_reacted_are_told_on_focus() {
    let server = Server::shared().await;
    let room = "browser-react-keys";
    let (ada, grace, seq) = reads(server, room).await;
    ada.is_live().await;
    let names = |names: &[&str]| (ENGLISH.reactions.names)(names);
    let pill = |count: usize, shown: &str| format!("👍 {count} {shown}");
    ada.starts_at_the_top().await;
    ada.presses_until(TAB, &pill(1, &names(&["Grace"]))).await;
    ada.sees_who_reacted(Some(&names(&["Grace"]))).await;
    ada.presses(ENTER).await;
    ada.sees_reactions(&["👍 2*"]).await;
    // The focus stays, though another button stands there now.
    ada.is_on(&pill(2, &names(&["Grace", "Ada"]))).await;
    ada.sees_who_reacted(Some(&names(&["Grace", "Ada"]))).await;
    assert_eq!(grace.post(&urls::react(room, seq), &[("off", "👍")]).await.status, 303);
    ada.sees_reactions(&["👍 1*"]).await;
    ada.is_on(&pill(1, &names(&["Ada"]))).await;
    ada.presses(ESCAPE).await;
    ada.sees_who_reacted(None).await;
    ada.goes().await;
}

#[tokio::test]
async fn reacting_works_without_scripts() {
    let server = Server::shared().await;
    let room = "browser-react-plain";
    let (ada, grace, seq) = reads(server, room).await;
    let graces = grace.enters(room).await;
    ada.has_no_scripts().await;
    ada.opens(&urls::message(room, seq)).await;
    ada.reacts_on_the_page("🎉").await;
    ada.gets(|page| page.contains("<li>🎉 1: <bdi>Ada</bdi></li>")).await;
    ada.is_at_page(&urls::message(room, seq)).await;
    graces.shows("it", |page| page.texts(".reactions b") == ["1", "1"]).await;
    ada.presses_reaction("👍").await;
    ada.gets(|page| page.contains("<li>👍 2: <bdi>Grace</bdi>, <bdi>Ada</bdi></li>")).await;
    ada.presses_reaction("🎉").await;
    ada.gets(|page| !page.contains("<li>🎉")).await;
    graces.shows("what is left", |page| page.texts(".reactions b") == ["2"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn message_is_reacted_to_from_its_toolbar() {
    let server = Server::shared().await;
    let room = "browser-react-toolbar";
    let (ada, _, seq) = reads(server, room).await;
    ada.is_live().await;
    ada.opens_the_reactions_to("Is this thing on?").await;
    ada.chooses_reaction("🎉").await;
    ada.sees_reactions(&["👍 1", "🎉 1*"]).await;

    // By keyboard, and back.
    ada.opens_the_reactions_to("Is this thing on?").await;
    ada.is_on("👍").await;
    ada.presses_until(RIGHT, "🎉").await;
    ada.presses(ENTER).await;
    ada.sees_reactions(&["👍 1"]).await;

    // Any other is typed on the page of the message.
    ada.opens_the_reactions_to("Is this thing on?").await;
    ada.chooses_reaction("other").await;
    ada.is_at(&urls::message(room, seq)).await;
    ada.goes().await;
}

#[tokio::test]
async fn long_press_leads_to_the_reactions_too() {
    let server = Server::shared().await;
    let room = "browser-react-press";
    let (ada, ..) = reads(server, room).await;
    ada.opens_on_a_phone(room).await;
    ada.opens_the_sheet_of("Is this thing on?").await;
    ada.chooses_to("react").await;
    ada.chooses_reaction("👍").await;
    ada.sees_reactions(&["👍 2*"]).await;
    ada.goes().await;
}
