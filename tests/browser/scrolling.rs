//! Where the view is.

use harness::{Server, Visitor};

use crate::person::Person;

/// Distance of the view from the newest message, in pixels.
const FROM_END: &str = "return Math.abs(Math.round(document.querySelector('.scroller').scrollTop))";

/// As somebody does who wants to see what was before.
const UP: &str = "const scroller = document.querySelector('.scroller'); scroller.scrollTop = -scroller.scrollHeight";

/// Fills a room by several people, who each stay within what one may say at once.
async fn fill(server: &Server, room: &str, messages: usize) {
    let crowd = Visitor::crowd(server, messages.div_ceil(10)).await;
    for i in 0..messages {
        crowd[i / 10].says(room, &format!("message {i}")).await;
    }
}

#[tokio::test]
async fn the_view_starts_at_the_newest_message_and_follows_it() {
    let server = Server::shared().await;
    fill(server, "browser-follow", 40).await;
    let ada = Person::joins(server, "Ada", "browser-follow").await;
    let higher: bool =
        ada.eval("const s = document.querySelector('.scroller'); return s.scrollHeight > 2 * s.clientHeight").await;
    assert!(higher, "need more than a screen of messages for this test to mean anything");
    ada.finds(FROM_END, 0).await;

    let grace = Person::joins(server, "Grace", "browser-follow").await;
    grace.says("the newest").await;
    ada.sees(&["the newest"]).await;
    ada.finds(FROM_END, 0).await;
    let visible = "const box = [...document.querySelectorAll('#log .message')].at(-1).getBoundingClientRect();\
                   return box.bottom <= document.querySelector('.scroller').getBoundingClientRect().bottom + 1 && box.top > 0";
    ada.finds(visible, true).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn the_view_stays_put_for_somebody_who_reads_further_up() {
    let server = Server::shared().await;
    fill(server, "browser-reading", 40).await;
    let ada = Person::joins(server, "Ada", "browser-reading").await;
    ada.eval::<()>("document.querySelector('.scroller').scrollTop = -400").await;
    let place = "return Math.round(document.querySelectorAll('#log .message')[20].getBoundingClientRect().top)";
    let before: i64 = ada.eval(place).await;

    let grace = Person::joins(server, "Grace", "browser-reading").await;
    grace.says("one").await;
    grace.says("two").await;
    ada.sees(&["one", "two"]).await;
    assert_eq!(ada.eval::<i64>(place).await, before);
    ada.finds("return document.querySelector('#latest').innerText.trim()", "2 new".to_owned()).await;

    ada.clicks("#latest").await;
    ada.finds(FROM_END, 0).await;
    ada.finds("return document.querySelector('#latest').hidden", true).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn earlier_messages_take_the_place_of_the_link_to_them() {
    let server = Server::shared().await;
    fill(server, "browser-earlier", 120).await;
    let ada = Person::joins(server, "Ada", "browser-earlier").await;
    let texts = "return [...document.querySelectorAll('#history .body')].map(b => b.textContent)";
    let messages = |from: usize| (from..120).map(|i| format!("message {i}")).collect::<Vec<_>>();
    ada.finds(texts, messages(70)).await;

    ada.eval::<()>(UP).await;
    ada.clicks("#earlier a").await;
    ada.finds(texts, messages(20)).await;
    let last = "return Math.round([...document.querySelectorAll('#log .message')][0].getBoundingClientRect().top) > 0";
    ada.finds(last, true).await;
    ada.eval::<()>(UP).await;
    ada.clicks("#earlier a").await;
    ada.finds(texts, messages(0)).await;
    assert_eq!(ada.counts("#earlier").await, 0, "there is nothing before the first message");
    let path: String = ada.eval("return location.pathname + location.search").await;
    assert_eq!(path, "/r/browser-earlier", "it is still the same page");

    ada.says("and it is alive").await;
    ada.sees(&["message 119", "and it is alive"]).await;
    ada.goes().await;
}
