//! From the front page into a room.

use std::time::Duration;

use harness::{Server, Visitor, wait};
use room::limits;

use crate::person::Person;

/// The quiet lines in the log.
pub(crate) const NEWS: &str = "return [...document.querySelectorAll('#log .news')].map(line => line.textContent)";

/// Somebody who is gone is told to be by then.
const GONE_BY: Duration = Duration::from_millis(limits::LEAVE_GRACE_MS.unsigned_abs() + 2_000);

#[tokio::test]
async fn name_and_enter_key_lead_into_the_room() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-joining").await;
    let ada = Person::new(server).await;
    ada.opens("/").await;
    ada.reads([("#room", "lobby")]).await;
    ada.types("#name:focus", "Ada").await;
    ada.types("#room", "\u{E009}a\u{E009}Browser Joining\u{E007}").await;
    ada.is_live().await;
    ada.is_at("/r/browser-joining").await;
    ada.reads([("h1", "browser-joining")]).await;
    assert_eq!(ada.counts("#text:focus").await, 1, "one can speak at once");
    for person in [&ada, &grace] {
        person.sees_people(&["Grace", "Ada"]).await;
    }
    grace.finds(NEWS, vec!["Grace and Ada joined".to_owned()]).await;
    let faces = "return [...document.querySelectorAll('#people .avatar')].map(face => face.outerHTML)";
    assert_eq!(ada.eval::<Vec<String>>(faces).await, grace.eval::<Vec<String>>(faces).await, "the same for everyone");
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn link_to_a_room_leads_there_through_joining() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.opens("/r/browser-linked").await;
    ada.is_at("/").await;
    ada.reads([("#room", "browser-linked")]).await;
    ada.types("#name:focus", "Ada\u{E007}").await;
    ada.is_live().await;
    ada.is_at("/r/browser-linked").await;
    // Next time the link leads straight there.
    ada.opens("/r/browser-linked").await;
    ada.is_live().await;
    ada.sees_people(&["Ada"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn joins_and_leaves_share_a_notice_until_a_message() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-door").await;
    ada.finds(NEWS, vec!["Ada joined".to_owned()]).await;
    ada.says("Is this thing on?").await;
    ada.sees(&["Is this thing on?"]).await;
    let mut windows = Vec::new();
    for guest in Visitor::crowd(server, 3).await {
        windows.push(guest.enters("browser-door").await);
    }
    let line = "return [...document.querySelectorAll('#log .message ~ .news')].map(line => line.textContent)";
    ada.finds(line, vec!["3 people joined".to_owned()]).await;
    let read_aloud = "return document.querySelectorAll('#log .news:not([aria-hidden=true])').length";
    assert_eq!(ada.eval::<usize>(read_aloud).await, 0, "it is for the eyes");
    windows.pop();
    ada.finds(line, vec!["Extra 1 and Extra 2 joinedExtra 3 left".to_owned()]).await;
    ada.says("It is.").await;
    ada.sees(&["It is."]).await;
    windows.pop();
    ada.reads([("#log > :last-child", "Extra 2 left")]).await;
    ada.goes().await;
}

#[tokio::test]
async fn closing_two_of_three_tabs_causes_no_notice() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-tabs").await;
    let ada = Person::joins(server, "Ada", "browser-tabs").await;
    let first = ada.driver.window().await.expect("a window");
    let mut others = Vec::new();
    for _ in 0..2 {
        let tab = ada.driver.new_tab().await.expect("another tab");
        ada.driver.switch_to_window(tab.clone()).await.expect("it opens");
        ada.opens("/r/browser-tabs").await;
        ada.is_live().await;
        ada.sees_people(&["Grace", "Ada"]).await;
        others.push(tab);
    }
    let news = vec!["Grace and Ada joined".to_owned()];
    grace.finds(NEWS, news.clone()).await;
    for tab in others {
        ada.driver.switch_to_window(tab).await.expect("it is still there");
        ada.driver.close_window().await.expect("it closes");
    }
    wait::let_pass(GONE_BY).await;
    grace.sees_people(&["Grace", "Ada"]).await;
    assert_eq!(grace.eval::<Vec<String>>(NEWS).await, news);
    ada.driver.switch_to_window(first).await.expect("the first is still there");
    ada.sees_people(&["Grace", "Ada"]).await;
    ada.goes().await;
    grace.sees_people(&["Grace"]).await;
    grace.goes().await;
}
