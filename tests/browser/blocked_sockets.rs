//! A network that lets no socket through.

use std::time::Duration;

use harness::{Proxy, Server, Visitor, wait};
use room::limits;
use templates::words::ENGLISH;
use tokio::time::Instant;

use crate::person::Person;

/// By then a page says that it cannot have live updates.
const TOLD_BY: Duration = Duration::from_secs(10);

#[tokio::test]
async fn page_without_a_socket_sends_and_refreshes_by_itself() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    let graces = grace.enters("browser-blocked").await;
    let ada = Person::new(server).await;
    ada.has_no_sockets().await;
    ada.listens().await;
    ada.opens("/?room=browser-blocked").await;
    ada.enters("Ada").await;
    let opened = Instant::now();
    ada.is("polling").await;
    assert!(opened.elapsed() < TOLD_BY, "it took {:?}", opened.elapsed());
    ada.sees_why_not_live(ENGLISH.live_updates.blocked).await;
    ada.sees_status(ENGLISH.scripts.polling).await;
    graces.sees_people(&["Grace", "Ada"]).await;

    ada.says("one").await;
    graces.sees("one").await;
    ada.sees(&["one"]).await;
    ada.sees_pending(&[]).await;
    graces.says("two");
    ada.sees(&["one", "two"]).await;
    for text in ["three", "four", "five"] {
        ada.says(text).await;
    }
    ada.sees(&["one", "two", "three", "four", "five"]).await;
    graces.sees_only(&["one", "two", "three", "four", "five"]).await;
    ada.has_heard_of_the_log(&["Grace: two"]).await;

    // It goes on trying, and is live as soon as it can be.
    ada.has_sockets().await;
    ada.reconnects_some_time().await;
    ada.says("six").await;
    ada.has_read(&["one", "two", "three", "four", "five", "six"]).await;
    graces.sees_people(&["Grace", "Ada"]).await;
    graces.sees_only(&["one", "two", "three", "four", "five", "six"]).await;
    ada.goes().await;
}

/// Whoever is shut out of a room has no socket either, and their page may not say the same of it.
#[tokio::test]
async fn shut_out_page_says_why_until_it_is_back() {
    let server = Server::shared().await;
    let graces = Visitor::joins(server, "Grace").await.enters("browser-shut-out").await;
    let ada = Person::new(server).await;
    ada.watches_its_pages().await;
    ada.goes_to("browser-shut-out", "Ada").await;
    ada.sends_frames("garbage", limits::BAD_FRAMES_MAX as usize).await;
    let why = (ENGLISH.refusals.too_fast)(limits::SHUT_OUT_MS / limits::SECOND_MS);
    ada.sees_status(&why).await;
    ada.says("Sorry.").await;
    // By then it has asked for what is new without a socket, and was refused that too.
    wait::let_pass(TOLD_BY).await;
    ada.sees_status(&why).await;
    ada.sees_pending(&["Sorry."]).await;

    wait::let_pass(Duration::from_millis(limits::SHUT_OUT_MS.unsigned_abs()) - TOLD_BY).await;
    ada.is("live").await;
    ada.sees(&["Sorry."]).await;
    graces.sees_only(&["Sorry."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn page_without_a_socket_ends_like_any_other() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::at(proxy.origin()).await;
    ada.has_no_sockets().await;
    ada.opens("/?room=browser-blocked-end").await;
    ada.enters("Ada").await;
    ada.is("polling").await;
    ada.loses_its_cookies().await;
    ada.sees_ending(ENGLISH.closes.session_over).await;
    ada.goes().await;
}
