//! What becomes of a text that is not sent: how long it stays, and in which tabs.

use harness::{Server, Visitor};
use templates::urls;

use crate::keyboard::{ESCAPE, UP};
use crate::person::Person;

#[tokio::test]
async fn draft_outlives_its_tab() {
    let server = Server::shared().await;
    let room = "browser-drafts";
    let grace = Visitor::joins(server, "Grace").await;
    grace.says(room, "Lunch?").await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.answers("Lunch?").await;
    ada.drafts("In an hour").await;
    let (first, later) = ada.opens_a_tab().await;
    ada.switches_to(&first).await;
    ada.closes_the_tab().await;

    ada.switches_to(&later).await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    ada.sees_draft("In an hour").await;
    ada.sees_reply_bar(Some("Replying to Grace: Lunch?")).await;
    ada.presses_enter().await;
    ada.sees(&["Lunch?", "In an hour"]).await;
    ada.sees_quotes(&["In reply to Grace: Lunch?"]).await;
    // It is another room's no more than it is sent twice.
    ada.opens(&urls::room("browser-drafts-elsewhere")).await;
    ada.is_live().await;
    ada.sees_draft("").await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    ada.sees_draft("").await;
    ada.sees_reply_bar(None).await;
    ada.goes().await;
}

#[tokio::test]
async fn tabs_of_a_room_share_the_draft() {
    let server = Server::shared().await;
    let room = "browser-drafts-tabs";
    let grace = Visitor::joins(server, "Grace").await;
    grace.says(room, "Lunch?").await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.drafts("In an").await;
    let (first, second) = ada.opens_a_tab().await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    ada.sees_draft("In an").await;
    ada.answers("Lunch?").await;
    ada.drafts(" hour").await;
    ada.switches_to(&first).await;
    ada.sees_draft("In an hour").await;
    ada.sees_reply_bar(Some("Replying to Grace: Lunch?")).await;

    ada.switches_to(&second).await;
    ada.presses_enter().await;
    ada.sees(&["Lunch?", "In an hour"]).await;
    ada.switches_to(&first).await;
    ada.sees_draft("").await;
    ada.sees_reply_bar(None).await;
    ada.sees(&["Lunch?", "In an hour"]).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.sees_draft("").await;
    ada.goes().await;
}

#[tokio::test]
async fn draft_of_another_tab_spares_an_edit() {
    let server = Server::shared().await;
    let room = "browser-drafts-edit";
    let ada = Person::joins(server, "Ada", room).await;
    ada.says("One.").await;
    ada.has_read(&["One."]).await;
    let (first, second) = ada.opens_a_tab().await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    ada.switches_to(&first).await;
    ada.presses(UP).await;
    ada.sees_draft("One.").await;
    ada.switches_to(&second).await;
    ada.drafts("Two.").await;
    ada.sees_draft("Two.").await;

    ada.switches_to(&first).await;
    ada.sees_draft("One.").await;
    ada.presses(ESCAPE).await;
    ada.sees_draft("Two.").await;
    ada.goes().await;
}

#[tokio::test]
async fn removed_message_is_not_answered_by_a_kept_draft() {
    let server = Server::shared().await;
    let room = "browser-drafts-removed";
    let grace = Person::joins(server, "Grace", room).await;
    grace.says("A secret.").await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.answers("A secret.").await;
    ada.drafts("Really?").await;
    ada.sees_reply_bar(Some("Replying to Grace: A secret.")).await;
    ada.opens(&urls::room("browser-drafts-away")).await;
    ada.is_live().await;
    grace.opens_the_menu_of("A secret.").await;
    grace.chooses_to("remove").await;
    grace.sees_undo(1).await;
    let (_, later) = ada.opens_a_tab().await;
    ada.switches_to(&later).await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    ada.sees_draft("Really?").await;
    ada.sees_reply_bar(None).await;
    grace.goes().await;
    ada.goes().await;
}

#[tokio::test]
async fn draft_is_forgotten_with_its_author() {
    let server = Server::shared().await;
    let room = "browser-drafts-forgotten";
    let ada = Person::joins(server, "Ada", room).await;
    ada.drafts("Nobody is to read this.").await;
    ada.opens(&urls::profile(room)).await;
    ada.is_forgotten().await;
    ada.is_at(urls::LANDING).await;
    ada.goes_to(room, "Grace").await;
    ada.sees_draft("").await;
    ada.goes().await;
}
