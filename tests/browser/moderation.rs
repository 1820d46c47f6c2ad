//! An owner cleans up after a spammer, on a phone.

use harness::{Server, Visitor};
use templates::words::ENGLISH;

use crate::person::Person;

#[tokio::test]
async fn owner_cleans_up_on_a_phone_after_a_spammer() {
    let server = Server::shared().await;
    let (said, room) = (&ENGLISH.moderation, "browser-order");
    let ada = Person::joins(server, "Ada", room).await;
    ada.opens_on_a_phone(room).await;
    let grace = Visitor::joins(server, "Grace").await.enters(room).await;
    let spammer = Visitor::joins(server, "Flowers").await;
    let spam = spammer.enters(room).await;
    grace.says("Hello, all.");
    for text in ["Buy my roses!", "Buy my tulips!", "Buy my violets!"] {
        spam.says(text);
    }
    ada.sees(&["Hello, all.", "Buy my roses!", "Buy my tulips!", "Buy my violets!"]).await;

    // A long press on one of them leads to whoever said it.
    ada.opens_the_sheet_of("Buy my roses!").await;
    ada.sees_choices(&["reply", "react", "copy-text", "copy-link", "report", "remove", "moderate"]).await;
    ada.chooses_to("moderate").await;
    ada.follows_the_link_to_the_author().await;
    ada.does("remove-messages").await;
    ada.can("restore-messages", &(said.bring_back)(3)).await;
    ada.does("ban").await;
    ada.can("unban", said.unban).await;

    assert_eq!(spam.loses_connection().await.reason, said.refusals.banned_now);
    grace.shows("what is left", |page| page.all(".log .removal").len() == 3).await;
    ada.opens_on_a_phone(room).await;
    ada.sees_people(&["Ada", "Grace"]).await;
    assert!(ada.messages().await.iter().all(|text| !text.contains("Buy my")));
    ada.goes().await;
}
