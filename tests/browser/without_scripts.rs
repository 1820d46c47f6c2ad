//! The whole way without JavaScript.

use harness::{Server, Visitor};

use crate::person::Person;

#[tokio::test]
async fn joining_and_chatting_work_without_scripts() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-plain", "Anybody there?").await;

    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-plain").await;
    ada.enters("Ada").await;
    ada.drafts("Yes, me.").await;
    ada.presses_send().await;
    let page = ada.gets(|page| page.contains("Yes, me.")).await;
    assert!(page.find("Anybody there?").is_some_and(|question| Some(question) < page.find("Yes, me.")), "{page}");
    assert!(!page.contains("data-state"), "scripts ran");

    // By script, a refusal would not have left the page.
    let long = "x".repeat(2_001);
    ada.drafts(&long).await;
    ada.presses_send().await;
    let page = ada.gets(|page| page.contains("Shorten it by 1.")).await;
    assert!(page.contains(&format!("{long}</textarea>")), "the refused text is still there to be mended");
    ada.goes().await;
}
