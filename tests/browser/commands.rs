//! Commands and mentions, as people type them: with what the page offers, and without.

use harness::{Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::person::Person;

const ARROW_DOWN: &str = "\u{E015}";

#[tokio::test]
async fn name_that_was_typed_is_taken_in_the_open_page() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-nick").await;
    let ada = Person::joins(server, "Ada", "browser-nick").await;
    ada.says("/nick grace").await;
    ada.sees_refusal("already called that").await;
    ada.discards_message().await;
    ada.says("/nick Countess").await;
    grace.sees_people(&["Grace", "Countess"]).await;
    ada.sees_pending(&[]).await;
    ada.is_called("Countess").await;
    ada.says("It is me.").await;
    grace.sees_conversation(&["Countess: It is me."]).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.is_called("Countess").await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn help_is_told_where_it_was_asked_for() {
    let ada = Person::joins(Server::shared().await, "Ada", "browser-slash-help").await;
    ada.says("/help").await;
    ada.sees_notice(ENGLISH.help.commands.only_you).await;
    ada.sees_pending(&[]).await;
    let broken = ada.broken_rules("the answer").await;
    assert_eq!(broken, [""; 0]);
    ada.says("/wave").await;
    ada.sees_refusal("There’s no command").await;
    ada.sees_pending(&["/wave"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn name_that_is_offered_is_chosen_by_keys() {
    let server = Server::shared().await;
    let room = "browser-suggesting";
    let _grace = Visitor::joins(server, "Grace Hopper").await.enters(room).await;
    let _greta = Visitor::joins(server, "Greta").await.enters(room).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.sees_people(&["Grace Hopper", "Greta", "Ada"]).await;
    ada.drafts("Hi @gr").await;
    ada.sees_suggestions(&["@Grace Hopper", "@Greta"]).await;
    ada.has_at_hand("@Grace Hopper").await;
    assert_eq!(ada.broken_rules("suggestions").await, [""; 0]);
    ada.drafts(ARROW_DOWN).await;
    ada.has_at_hand("@Greta").await;
    ada.presses_enter().await;
    ada.sees_draft("Hi @Greta ").await;
    ada.sees_suggestions(&[]).await;
    ada.drafts("and @hop").await;
    ada.sees_suggestions(&["@Grace Hopper"]).await;
    ada.clicks_suggestion(0).await;
    ada.sees_draft("Hi @Greta and @Grace Hopper ").await;
    ada.presses_enter().await;
    ada.sees(&["Hi @Greta and @Grace Hopper"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn list_follows_a_word_that_is_composed() {
    let server = Server::shared().await;
    let room = "browser-composed-name";
    let _grace = Visitor::joins(server, "Grace Hopper").await.enters(room).await;
    let _greta = Visitor::joins(server, "Greta").await.enters(room).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.sees_people(&["Grace Hopper", "Greta", "Ada"]).await;
    ada.drafts("@").await;
    ada.sees_suggestions(&["@Grace Hopper", "@Greta"]).await;
    ada.composes("g").await;
    ada.composes("gre").await;
    ada.sees_suggestions(&["@Greta"]).await;
    ada.sees_draft("@gre").await;
    ada.clicks_suggestion(0).await;
    ada.sees_draft("@Greta ").await;
    ada.goes().await;
}

#[tokio::test]
async fn key_waits_for_the_list_of_what_was_typed() {
    let server = Server::shared().await;
    let room = "browser-late-list";
    let _grace = Visitor::joins(server, "Grace Hopper").await.enters(room).await;
    let _greta = Visitor::joins(server, "Greta").await.enters(room).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.sees_people(&["Grace Hopper", "Greta", "Ada"]).await;
    ada.drafts("@gr").await;
    ada.has_at_hand("@Grace Hopper").await;
    ada.is_offered_things_late().await;
    ada.drafts("e").await;
    ada.presses_enter().await;
    ada.sees_draft("@Greta ").await;
    ada.presses_enter().await;
    ada.sees(&["@Greta"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn list_that_was_closed_leaves_the_text() {
    let ada = Person::joins(Server::shared().await, "Ada", "browser-emoji-list").await;
    ada.drafts(":tad").await;
    ada.sees_suggestions(&["🎉"]).await;
    ada.presses_escape().await;
    ada.sees_suggestions(&[]).await;
    ada.drafts("a:").await;
    ada.presses_enter().await;
    ada.sees(&["🎉"]).await;
    ada.drafts("/n").await;
    ada.sees_suggestions(&["/nick"]).await;
    ada.presses_enter().await;
    ada.sees_draft("/nick ").await;
    ada.goes().await;
}

#[tokio::test]
async fn message_that_means_its_reader_is_marked() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-for-me").await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-for-me").await;
    grace.says("@Ada, tea?");
    ada.sees(&["@Ada, tea?"]).await;
    ada.sees_for_me(1).await;
    grace.says("Or @Grace?");
    ada.says("@Ada is me").await;
    ada.sees(&["Or @Grace?", "@Ada is me"]).await;
    ada.sees_for_me(1).await;
    ada.opens(&urls::room("browser-for-me")).await;
    ada.sees_for_me(1).await;
    ada.goes().await;
}
