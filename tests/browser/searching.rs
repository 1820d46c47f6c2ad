//! A search in a room: by key, while typing, on a phone, and without scripts.

use harness::{Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::keyboard::{ENTER, ESCAPE, TAB};
use crate::person::Person;

/// Ada in a room where somebody has said these.
async fn ada_in(room: &str, said: &[&str]) -> Person {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    for text in said {
        assert_eq!(grace.says(room, text).await.status, 303);
    }
    Person::joins(server, "Ada", room).await
}

#[tokio::test]
async fn search_by_key_shows_results_while_typing() {
    let ada = ada_in("browser-search-keys", &["A walrus.", "Two **walruses**", "No animals"]).await;
    ada.is_live().await;
    ada.drafts("Half a ").await;
    // In the field of the composer it is a character.
    ada.presses("/").await;
    ada.sees_draft("Half a /").await;
    ada.presses(TAB).await;
    ada.presses("/").await;
    ada.is_in_the_search().await;
    ada.presses("walr").await;
    ada.sees_found(&["Two **walruses**", "A walrus."]).await;
    ada.sees_marked(&["walruses", "walrus"]).await;
    ada.presses("us a").await;
    ada.sees_found(&["A walrus."]).await;
    ada.goes_to_found(1).await;
    ada.sees_target("A walrus.").await;
    ada.sees_found(&[]).await;
    ada.sees_draft("Half a /").await;

    // It is as it was left, and Escape closes it.
    ada.opens_the_search().await;
    ada.sees_found(&["A walrus."]).await;
    ada.is_in_the_search().await;
    assert_eq!(ada.broken_rules("a search").await, [""; 0]);
    ada.presses("before:tomorrow").await;
    ada.sees_bad_search(&(ENGLISH.search.bad_date)("tomorrow")).await;
    ada.presses(ESCAPE).await;
    ada.sees_found(&[]).await;
    ada.goes().await;
}

#[tokio::test]
async fn older_result_leads_to_its_place() {
    let ada = ada_in("browser-search-older", &["A walrus."]).await;
    let crowd = Visitor::crowd(Server::shared().await, 12).await;
    for n in 0..60 {
        assert_eq!(crowd[n % 12].says("browser-search-older", &format!("filler {n}")).await.status, 303);
    }
    ada.reloads().await;
    ada.is_live().await;
    ada.opens_the_search().await;
    ada.is_in_the_search().await;
    ada.presses("walrus").await;
    ada.sees_found(&["A walrus."]).await;
    ada.goes_to_found(1).await;
    ada.sees_target("A walrus.").await;
    ada.goes().await;
}

#[tokio::test]
async fn search_is_used_by_touch_on_a_phone() {
    let ada = ada_in("browser-search-phone", &["A walrus.", "Another walrus"]).await;
    ada.touches_a_screen_of(375, 700).await;
    ada.opens_the_people().await;
    ada.opens_the_search_beside_the_people().await;
    ada.is_on(ENGLISH.search.label).await;
    ada.presses("walrus").await;
    ada.presses(ENTER).await;
    ada.sees_found(&["Another walrus", "A walrus."]).await;
    assert_eq!(ada.width_of_page().await, 375);
    assert_eq!(ada.targets_below(44).await, [""; 0]);
    ada.goes_to_found(2).await;
    ada.sees_target("A walrus.").await;
    ada.goes().await;
}

#[tokio::test]
async fn search_is_a_page_without_scripts() {
    let ada = ada_in("browser-search-plain", &["A walrus.", "Another walrus"]).await;
    ada.has_no_scripts().await;
    ada.reloads().await;
    ada.opens_the_search().await;
    ada.is_at(&urls::search("browser-search-plain")).await;
    ada.presses("walrus from:grace").await;
    ada.presses(ENTER).await;
    ada.sees_found(&["Another walrus", "A walrus."]).await;
    ada.sees_marked(&["walrus", "walrus"]).await;
    ada.goes().await;
}
