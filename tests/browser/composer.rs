//! A message from the first key until it is said or refused.

use harness::{Fault, Proxy, Server};
use templates::words::ENGLISH;

use crate::person::Person;

#[tokio::test]
async fn enter_sends_and_shift_enter_breaks_the_line() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-enter").await;
    ada.drafts("one").await;
    ada.presses_shift_and_enter().await;
    ada.says("two").await;
    ada.sees(&["one\ntwo"]).await;
    ada.sees_draft("").await;
    ada.goes().await;
}

#[tokio::test]
async fn message_that_was_too_fast_is_sent_by_itself() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-refused").await;
    let texts: Vec<String> = (1..=13).map(|i| format!("message {i}")).collect();
    ada.sends_at_once(&texts).await;
    ada.sees_refusal(&(ENGLISH.refusals.too_fast_retrying)(1)).await;
    assert!(!ada.can_retry_message().await, "there is nothing to press");
    // What is typed meanwhile waits behind it.
    ada.says("message 14").await;
    ada.sees_pending(&[]).await;
    let all: Vec<String> = texts.into_iter().chain(["message 14".to_owned()]).collect();
    assert_eq!(ada.messages().await, all);
    ada.goes().await;
}

#[tokio::test]
async fn message_that_waits_is_sent_after_a_reload() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-waiting").await;
    let texts: Vec<String> = (1..=13).map(|i| format!("message {i}")).collect();
    ada.sends_at_once(&texts).await;
    ada.sees_any_refusal().await;
    ada.reloads().await;
    ada.is_live().await;
    ada.sees_pending(&[]).await;
    assert_eq!(ada.messages().await, texts);
    ada.goes().await;
}

#[tokio::test]
async fn too_long_message_can_be_edited_or_discarded() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-long").await;
    let long = "x".repeat(2_001);
    ada.sends(&long).await;
    ada.sees_refusal("Shorten it by 1.").await;
    assert!(!ada.can_retry_message().await, "it would be too long again");

    ada.edits_message().await;
    ada.sees_draft(&long).await;
    ada.sees_pending(&[]).await;

    ada.presses_send().await;
    ada.sees_refusals(1).await;
    ada.discards_message().await;
    ada.sees_pending(&[]).await;
    ada.reloads().await;
    ada.is_live().await;
    assert_eq!(ada.messages().await, [""; 0]);
    ada.sees_pending(&[]).await;
    ada.goes().await;
}

/// Nothing of the refused message is left, and nothing that is being typed is lost.
#[tokio::test]
async fn edited_message_is_sent_as_another_one() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-edited").await;
    let long = "y".repeat(2_001);
    ada.sends(&long).await;
    ada.sees_refusals(1).await;
    let refused = ada.pending_ids().await;
    ada.drafts("meanwhile").await;
    ada.edits_message().await;
    ada.sees_draft(&format!("{long}\nmeanwhile")).await;
    ada.sends("shorter").await;
    ada.has_read(&["shorter"]).await;
    assert_ne!(ada.message_ids().await, refused);
    ada.goes().await;
}

#[tokio::test]
async fn oversized_message_is_refused_before_it_is_sent() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-huge").await;
    ada.says("one").await;
    // Half of what a frame may have in characters, and more than it in bytes.
    for huge in ["x".repeat(20_000), "語".repeat(8_000)] {
        ada.sends(&huge).await;
        ada.sees_refusal(ENGLISH.scripts.too_long).await;
        ada.says("two").await;
        ada.sees_pending(&[&huge]).await;
        ada.edits_message().await;
        ada.sees_draft(&huge).await;
        ada.clears_the_draft().await;
    }
    ada.has_read(&["one", "two", "two"]).await;
    assert_eq!(ada.closes().await, [0; 0]);
    ada.goes().await;
}

#[tokio::test]
async fn half_an_emoji_is_sent_as_a_replacement_character() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-halves").await;
    ada.sends_literal(r"'half an emoji: \ud83d'").await;
    ada.sees_said_and_pending(1, 0).await;
    ada.has_read(&["half an emoji: \u{FFFD}"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn late_refusal_replaces_the_warning_of_no_answer() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-doubt").await;
    proxy.does_to_all(Fault::StopReading);
    ada.sends(&"x".repeat(2_001)).await;
    ada.sees_unsent_warning().await;
    assert!(!ada.can_edit_message().await, "it may have been said");
    proxy.does_to_all(Fault::Heal);
    ada.sees_any_refusal().await;
    assert!(!ada.has_unsent_warning().await, "the room has answered");
    assert!(ada.can_edit_message().await);
    ada.goes().await;
}

#[tokio::test]
async fn incoming_message_leaves_the_draft_alone() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-draft").await;
    let grace = Person::joins(server, "Grace", "browser-draft").await;
    ada.drafts("half a thou").await;
    ada.puts_the_cursor_at(4).await;
    grace.says("Anybody there?").await;
    ada.sees(&["Anybody there?"]).await;
    ada.sees_draft("half a thou").await;
    ada.sees_the_cursor_at(4).await;

    // Nor does a reload touch it.
    ada.reloads().await;
    ada.is_live().await;
    ada.sees_draft("half a thou").await;
    ada.goes().await;
    grace.goes().await;
}
