//! What comes while somebody looks at another tab.

use harness::{Server, Visitor};
use templates::words::ENGLISH;

use crate::person::Person;

#[tokio::test]
async fn hidden_tab_counts_what_is_new_until_it_is_shown() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await.enters("browser-new-away").await;
    let ada = Person::joins(server, "Ada", "browser-new-away").await;
    grace.says("Seen");
    ada.sees(&["Seen"]).await;
    let title = ada.title().await;
    ada.records_whether_it_is_hidden().await;
    ada.records_what_its_tab_shows().await;
    let (room, _other) = ada.opens_a_tab().await;
    ada.opens("/").await;
    ada.sees_that_it_is_hidden("true").await;

    grace.says("One");
    ada.finds_that_its_tab_shows(&format!("(1) {title}"), "unread-1.svg").await;
    grace.says("@Ada, two");
    ada.finds_that_its_tab_shows(&format!("(2) {title}"), "for-me.svg").await;

    ada.switches_to(&room).await;
    ada.finds_that_its_tab_shows(&title, "icon.svg").await;
    ada.sees_with_unread_line(&["Seen", ENGLISH.scripts.new_while_away, "One", "@Ada, two"]).await;
    grace.says("Three");
    ada.sees(&["Seen", "One", "@Ada, two", "Three"]).await;
    assert_eq!(ada.title().await, title);
    ada.goes().await;
}
