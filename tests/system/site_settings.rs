//! What the operator decides about the whole site, without a deploy.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Answer, Server, Visitor, wait};
use templates::urls;
use templates::words::ENGLISH;

async fn decides(operator: &Visitor, fields: &[(&str, &str)]) -> Answer {
    operator.post(urls::operator::SETTINGS, fields).await
}

#[tokio::test]
async fn site_has_the_name_and_the_words_of_its_operator() {
    let server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    let _adas = ada.enters("garden").await;
    let before = ada.opens("garden").await;
    assert!(!before.has(".announcement") && !before.has("link[href*='announcement']"), "it costs nothing");
    let operator = Visitor::operates(&server).await;
    let long = decides(&operator, &[("name", &"x".repeat(41)), ("announcement", "kept")]).await;
    let page = long.document();
    assert_eq!((long.status, page.has("#name-problem")), (422, true));
    assert_eq!(page.attribute("#announcement", "value").as_deref(), Some("kept"), "what was typed is kept");
    let texts = [("name", "The Nattery"), ("welcome", "Come in!"), ("announcement", "We <b>move</b> on Sunday.")];
    let saved = decides(&operator, &texts).await;
    assert_eq!((saved.status, saved.document().text("title").contains("The Nattery")), (200, true));

    let landing = ada.visits(urls::LANDING).await;
    assert_eq!((landing.text("h1"), landing.text(".lead")), ("The Nattery".to_owned(), "Come in!".to_owned()));
    for path in [urls::LANDING, "/r/garden", urls::NEW_ROOM, urls::HELP, "/nowhere"] {
        let page = ada.get(path).await.document();
        assert_eq!(page.text(".announcement"), "We <b>move</b> on Sunday.", "{path}: as text");
    }
    let none = [("name", ""), ("welcome", ""), ("announcement", "")];
    assert_eq!(decides(&operator, &none).await.status, 200);
    let landing = ada.visits(urls::LANDING).await;
    assert_eq!((landing.text("h1"), landing.has(".announcement")), (ENGLISH.site.name.to_string(), false));
}

#[tokio::test]
async fn read_only_site_keeps_what_people_type() {
    let server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("garden").await, grace.enters("garden").await);
    adas.says("Before.");
    let seq = graces.sees("Before.").await.seq;
    let operator = Visitor::operates(&server).await;
    let unsaid = decides(&operator, &[("read_only", "yes")]).await;
    assert_eq!((unsaid.status, unsaid.document().has("#reason-problem")), (422, true));
    assert_eq!(decides(&operator, &[("read_only", "yes"), ("reason", "Back at 14:00.")]).await.status, 200);

    let cid = adas.says("During.");
    assert!(adas.sees_refusal(&cid).await.contains("Back at 14:00."));
    assert_eq!(adas.pending().len(), 1, "the text stays");
    let by_form = grace.says("garden", "During.").await;
    assert_eq!((by_form.status, by_form.document().text("textarea").trim()), (503, "During."));
    assert!(by_form.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert!(grace.opens("garden").await.text("form.composer").contains("Back at 14:00."), "the composer says so");
    let edit = [("text", "After."), ("cid", "0123456789abcdef"), ("base", &seq.to_string())];
    assert_eq!(ada.post(&urls::edit("garden", seq), &edit).await.status, 503);
    assert_eq!(grace.post(&urls::react("garden", seq), &[("on", "👍")]).await.status, 503);
    assert_eq!(ada.post(&urls::settings("garden"), &[("topic", "Tea")]).await.status, 503);
    assert_eq!(ada.post(urls::LANDING, &[("name", ADA), ("room", "cellar")]).await.status, 503);
    // Order is kept all the same.
    assert_eq!(ada.post(&urls::remove("garden", seq), &[]).await.status, 303);

    assert_eq!(decides(&operator, &[("read_only", ""), ("reason", "")]).await.status, 200);
    adas.says_as(&cid, "During.");
    graces.sees("During.").await;
}

#[tokio::test]
async fn only_the_operator_lets_rooms_begin() {
    let server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let _adas = ada.enters("garden").await;
    let operator = Visitor::operates(&server).await;
    assert_eq!(decides(&operator, &[("starters", "operator")]).await.status, 200);
    let wish = [("title", "Cellar"), ("name", GRACE), ("access", "public")];
    let refused = grace.post(urls::NEW_ROOM, &wish).await;
    assert_eq!((refused.status, refused.text.contains("can’t be started here")), (403, true));
    assert_eq!(grace.get(&urls::room("cellar")).await.status, 403, "an address alone starts none");
    assert_eq!(grace.says("cellar", "Hello?").await.status, 403);
    let knock = grace.requests_socket("/r/cellar/ws?since=1", &[("Origin", grace.origin())]).await;
    assert_eq!(knock.err().map(|answer| answer.status), Some(403));
    let linus = Visitor::stranger(&server).post(urls::LANDING, &[("name", LINUS), ("room", "cellar")]).await;
    assert_eq!((linus.status, linus.header("set-cookie")), (403, ""));
    grace.enters("garden").await;
    assert_eq!(decides(&operator, &[("starters", "everybody")]).await.status, 200);
    grace.enters("cellar").await;
}

#[tokio::test]
async fn decision_made_elsewhere_holds_within_half_a_minute() {
    let server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    let adas = ada.enters("garden").await;
    adas.says("Before.");
    adas.sees("Before.").await;
    server.store().decides("read_only", "Back at 14:00.");
    server.store().decides("announcement", "We move on Sunday.");
    // Only the room's own socket is used: no call of the Worker tells it.
    wait::until("the room to refuse", wait::ARCHIVE_TIMEOUT, async || {
        let cid = adas.says("Still on?");
        wait::let_pass(std::time::Duration::from_secs(2)).await;
        adas.refusal(&cid).filter(|refusal| refusal.contains("14:00")).map(drop).ok_or_else(|| "said".to_owned())
    })
    .await;
    assert_eq!(ada.visits(urls::LANDING).await.text(".announcement"), "We move on Sunday.");
}
