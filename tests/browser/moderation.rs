//! An owner cleans up after a spammer, on a phone.

use harness::{Server, Visitor};
use templates::urls;
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
    spam.sees("Hello, all.").await;
    for text in ["Buy my roses!", "Buy my tulips!", "Buy my violets!"] {
        spam.says(text);
    }
    ada.sees(&["Hello, all.", "Buy my roses!", "Buy my tulips!", "Buy my violets!"]).await;

    // A long press on one of them leads to whoever said it.
    ada.opens_the_sheet_of("Buy my roses!").await;
    ada.sees_choices(&["reply", "react", "copy-text", "copy-link", "report", "remove", "moderate"]).await;
    ada.chooses_to("moderate").await;
    ada.follows_the_link_to_the_author().await;
    ada.refills("mute-reason", "No flowers here.").await;
    ada.does("mute").await;
    ada.can("unmute", said.unmute).await;
    spam.shows("why nothing more is taken", |page| page.text("#refusal").contains("No flowers here.")).await;
    let cid = spam.says("Buy my orchids!");
    assert!(spam.sees_refusal(&cid).await.contains("No flowers here."));
    ada.does("remove-messages").await;
    ada.can("restore-messages", &(said.bring_back)(3)).await;
    ada.refills("ban-reason", "We said so.").await;
    ada.does("ban").await;
    ada.can("unban", said.unban).await;

    assert_eq!(spam.loses_connection().await.reason, said.refusals.banned_now);
    grace.shows("what is left", |page| page.all(".log .removal").len() == 3).await;
    grace.shows("none of the spam", |page| !page.whole_text().contains("Buy my")).await;
    let refused = spammer.get(&urls::room(room)).await;
    assert_eq!((refused.status, refused.text.contains("We said so.")), (403, true));
    ada.opens_on_a_phone(room).await;
    // She was on other pages for so long that she may have come anew.
    let who_is_left = |mut people: Vec<String>| {
        people.sort();
        people == ["Ada", "Grace"]
    };
    grace.shows("who is left", |page| who_is_left(page.people())).await;
    assert!(ada.messages().await.iter().all(|text| !text.contains("Buy my")));
    ada.goes().await;
}
