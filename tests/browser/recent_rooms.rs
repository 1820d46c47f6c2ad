//! The rooms that a browser was in, and what is new there.

use harness::{Server, Visitor, wait};

use crate::person::Person;

#[tokio::test]
async fn unread_messages_are_counted_until_they_are_read() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-unread").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-unread", "one").await;
    ada.sees(&["one"]).await;
    ada.sees_with_unread_line(&["one"]).await;

    // A message that came while she looked is not new.
    let counts = async |expected: &str| {
        wait::until(format!("the front page to count {expected:?}"), wait::ARCHIVE_TIMEOUT, async || {
            ada.opens("/").await;
            let found = ada.unread_count("browser-unread").await;
            if found == expected { Ok(()) } else { Err(found) }
        })
        .await;
    };
    ada.goes_home().await;
    ada.sees_recent_room("browser-unread").await;
    counts("").await;
    grace.says("browser-unread", "two").await;
    grace.says("browser-unread", "three").await;
    counts("2 new").await;

    ada.opens_the_recent_room().await;
    ada.is_live().await;
    ada.sees_with_unread_line(&["one", "New since your last visit", "two", "three"]).await;
    assert!(ada.has_unread_line().await);
    grace.says("browser-unread", "four").await;
    ada.sees_with_unread_line(&["one", "New since your last visit", "two", "three", "four"]).await;
    counts("").await;

    // Seen, it is not new any more; and a room can be taken off the list.
    ada.opens_the_recent_room().await;
    ada.is_live().await;
    ada.sees_with_unread_line(&["one", "two", "three", "four"]).await;
    ada.goes_home().await;
    ada.removes_the_recent_room().await;
    ada.sees_no_recent_rooms().await;
    ada.goes().await;
}
