//! Ignoring somebody while they talk.

use harness::{Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::person::Person;

#[tokio::test]
async fn ignored_person_is_left_out_of_an_open_page() {
    let server = Server::shared().await;
    let room = "browser-ignoring";
    let ada = Person::joins(server, "Ada", room).await;
    let linus = Visitor::joins(server, "Linus").await;
    linus.says(room, "Buy this!").await;
    ada.sees(&["Buy this!"]).await;
    let seq = linus.opens(room).await.messages()[0].seq;
    ada.opens(&urls::message(room, seq)).await;
    ada.presses_ignore().await;
    ada.is_live().await;
    ada.sees(&[ENGLISH.ignoring.left_out]).await;
    let linuses = linus.enters(room).await;
    linuses.sends("typing");
    ada.is_not_told_who_types().await;
    linus.says(room, "@Ada, buy that!").await;
    Visitor::joins(server, "Grace").await.says(room, "Tea?").await;
    ada.sees(&[ENGLISH.ignoring.left_out, ENGLISH.ignoring.left_out, "Tea?"]).await;
    ada.goes().await;
}
