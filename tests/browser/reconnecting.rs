//! A connection that is cut, and what the page makes of it.

use harness::{Server, Visitor};

use crate::person::Person;

#[tokio::test]
async fn a_page_survives_the_death_of_its_server_and_shows_what_it_missed() {
    let mut server = Server::start().await;
    let ada = Person::joins(&server, "Ada", "lobby").await;
    let grace = Visitor::joins(&server, "Grace").await;
    grace.says("lobby", "before").await;
    ada.sees(&["before"]).await;

    server.kill().await;
    ada.finds("return document.querySelector('[data-state]').dataset.state", "waiting".to_owned()).await;
    ada.finds("return document.querySelector('#connection').textContent", "reconnecting".to_owned()).await;
    assert!(ada.eval::<bool>("return !document.querySelector('[data-do=reconnect]').hidden").await);
    ada.says("said into the void").await;
    ada.finds("return document.querySelector('#pending .body').textContent", "said into the void".to_owned()).await;

    server.start_again().await;
    grace.says("lobby", "meanwhile").await;
    ada.is_live().await;
    ada.finds("return document.querySelectorAll('#pending .message').length", 0).await;
    let texts: Vec<String> =
        ada.eval("return [...document.querySelectorAll('#history .body')].map(b => b.textContent)").await;
    for text in ["before", "meanwhile", "said into the void"] {
        assert_eq!(texts.iter().filter(|seen| *seen == text).count(), 1, "{texts:?}");
    }
    let ids: Vec<String> =
        ada.eval("return [...document.querySelectorAll('#history .message')].map(m => m.id.slice(1))").await;
    let places: Vec<i64> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    assert!(places.is_sorted_by(|a, b| a + 1 == *b), "{places:?}");

    // What the page shows is what a fresh page shows.
    ada.reloads().await;
    ada.is_live().await;
    ada.finds("return [...document.querySelectorAll('#history .body')].map(b => b.textContent)", texts).await;
    ada.goes().await;
}
