//! The rooms one was in, and what is new there.

use harness::{Server, Visitor, wait};

use crate::person::Person;

/// What stands in the log, one line after the other.
const LOG: &str = "return [...document.querySelectorAll('#log .new, #log .body')].map(line => line.textContent)";

#[tokio::test]
async fn unread_messages_are_counted_until_they_are_read() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-unread").await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-unread", "one").await;
    ada.sees(&["one"]).await;
    ada.finds(LOG, vec!["one".to_owned()]).await;

    // What came while she looked is not new.
    let counts = async |expected: &str| {
        wait::until(format!("the front page to count {expected:?}"), wait::SHIPPED, async || {
            ada.opens("/").await;
            let found: String = ada
                .eval("return document.querySelector('.yours li:has([href=\"/r/browser-unread\"]) .unread')?.textContent ?? ''")
                .await;
            if found == expected { Ok(()) } else { Err(found) }
        })
        .await;
    };
    ada.clicks(".home").await;
    ada.reads([(".yours a", "browser-unread")]).await;
    counts("").await;
    grace.says("browser-unread", "two").await;
    grace.says("browser-unread", "three").await;
    counts("2 new").await;

    ada.clicks(".yours a").await;
    ada.is_live().await;
    let line = ["one", "New since your last visit", "two", "three"].map(str::to_owned).to_vec();
    ada.finds(LOG, line.clone()).await;
    assert!(ada.eval::<bool>("return document.querySelector('.new').checkVisibility()").await);
    grace.says("browser-unread", "four").await;
    ada.finds(LOG, [line, vec!["four".to_owned()]].concat()).await;
    counts("").await;

    // Seen, it is not new any more; and a room can be taken off the list.
    ada.clicks(".yours a").await;
    ada.is_live().await;
    ada.finds(LOG, ["one", "two", "three", "four"].map(str::to_owned).to_vec()).await;
    ada.clicks(".home").await;
    ada.clicks(".yours button").await;
    ada.finds("return document.querySelectorAll('.yours').length", 0).await;
    ada.goes().await;
}
