//! Messages that are reported: by a form, into a list, to an address of the operator.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{OPERATOR_KEY, Server, Visitor, wait};
use reqwest::Method;
use templates::urls;
use templates::words::ENGLISH;

/// Ada, who owns a room, Grace, and Linus, who said something in it; and the place of that.
async fn three(server: &Server, room: &str, text: &str) -> ([Visitor; 3], i64) {
    let people =
        [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await, Visitor::joins(server, LINUS).await];
    assert_eq!(people[0].says(room, "Welcome.").await.status, 303);
    assert_eq!(people[2].says(room, text).await.status, 303);
    let seq = people[0].opens(room).await.messages()[1].seq;
    (people, seq)
}

#[tokio::test]
async fn reported_message_is_listed_until_it_is_dealt_with() {
    let server = Server::shared().await;
    let ([ada, grace, linus], seq) = three(server, "reports-1", "Buy <b>this</b>!").await;
    let (list, form) = (urls::reports("reports-1"), urls::report("reports-1", seq));
    assert!(grace.visits(&urls::message("reports-1", seq)).await.has(&format!("a[href='{form}']")));
    assert!(!linus.visits(&urls::message("reports-1", seq)).await.has(&format!("a[href='{form}']")), "it is his own");
    assert!(grace.visits(&form).await.has("form.join"));
    let sent = grace.posts(&form, &[("reason", "spam"), ("note", "In <i>every</i> room.")]).await;
    assert_eq!((sent.status, sent.document().text(".ok")), (200, ENGLISH.reports.sent.to_owned()));

    assert_eq!((grace.get(&list).await.status, linus.get(&list).await.status), (403, 403));
    assert_eq!(Visitor::stranger(server).get(&list).await.status, 401);
    let page = ada.visits(&list).await;
    assert_eq!(page.texts(".reported .body"), ["Buy <b>this</b>!"]);
    assert_eq!(page.texts(".reported .note"), ["In <i>every</i> room."]);
    assert!(page.text(".reported li:has(.note)").contains(ENGLISH.reports.spam));
    assert!(ada.visits(&urls::settings("reports-1")).await.whole_text().contains(&(ENGLISH.reports.open)(1)));

    let place = seq.to_string();
    assert_eq!(grace.post(&list, &[("seq", &place), ("verdict", "resolve")]).await.status, 403);
    let closed = ada.posts(&list, &[("seq", &place), ("verdict", "dismiss")]).await;
    assert_eq!((closed.status, closed.header("location")), (303, &*list));
    assert!(ada.visits(&list).await.whole_text().contains(ENGLISH.reports.none));
}

#[tokio::test]
async fn refused_report_keeps_what_was_typed() {
    let server = Server::shared().await;
    let ([ada, grace, linus], seq) = three(server, "reports-2", "Buy this!").await;
    let form = urls::report("reports-2", seq);
    let own = linus.post(&form, &[("reason", "spam")]).await;
    assert_eq!((own.status, own.document().texts(".refusal")), (422, vec![ENGLISH.reports.own_message.to_owned()]));
    let note = "x".repeat(501);
    let refused = grace.posts(&form, &[("reason", "privacy"), ("note", &note)]).await;
    assert_eq!((refused.status, refused.header("location")), (303, &*urls::kept(&form)));
    let page = grace.visits(&urls::kept(&form)).await;
    assert_eq!(page.text("#note"), note);
    assert!(page.has("option[value=privacy][selected]"));
    assert_eq!(page.texts(".refusal"), [(ENGLISH.reports.note_too_long)(500)]);
    assert_eq!(grace.get(&urls::report("reports-2", seq + 99)).await.status, 404);
    assert_eq!(grace.get(&urls::report("reports-2", seq)).await.status, 200);
    assert!(
        ada.visits(&urls::reports("reports-2")).await.whole_text().contains(ENGLISH.reports.none),
        "nothing is stored"
    );
}

#[tokio::test]
async fn report_of_a_removed_message_shows_no_text() {
    let server = Server::shared().await;
    let ([ada, grace, linus], seq) = three(server, "reports-3", "Buy this!").await;
    assert_eq!(grace.post(&urls::report("reports-3", seq), &[("reason", "other")]).await.status, 200);
    assert_eq!(linus.post(&urls::remove("reports-3", seq), &[]).await.status, 303);
    let page = ada.visits(&urls::reports("reports-3")).await;
    assert!(page.has(".reported .removal") && !page.whole_text().contains("Buy this!"));
    assert_eq!(grace.post(&urls::report("reports-3", seq), &[("reason", "spam")]).await.status, 200, "it came before");
    assert_eq!(ada.post(&urls::report("reports-3", seq), &[("reason", "spam")]).await.status, 409);
}

#[tokio::test]
async fn operator_sees_reports_of_every_room_and_acts() {
    let server = Server::shared().await;
    let ([ada, grace, _], seq) = three(server, "reports-4", "Buy <b>that</b>!").await;
    let note = "In <i>every</i> room.";
    assert_eq!(grace.post(&urls::report("reports-4", seq), &[("reason", "spam"), ("note", note)]).await.status, 200);
    let operator = Visitor::operates(server).await;
    let (list, place) = (urls::operator::REPORTS, seq.to_string());
    let form = format!("form:has([value='reports-4']):has([name=seq][value='{place}'])");
    wait::until("the report to be listed", wait::DEPARTURE_TIMEOUT, async || {
        let page = operator.visits(list).await;
        if page.has(&form) { Ok(()) } else { Err(page.whole_text()) }
    })
    .await;
    let page = operator.visits(list).await;
    assert!(page.texts(".reported .note").contains(&note.to_owned()), "{:?}", page.texts(".reported .note"));
    assert!(page.has(&format!("a[href='{}']", urls::message("reports-4", seq))));
    assert!(!page.whole_text().contains("Buy"), "what was said is read in its room");
    assert_eq!(ada.get(list).await.status, 401, "owners have the list of their room");

    let closes = async |verdict: &str, seq: &str| {
        operator.post(list, &[("room", "reports-4"), ("seq", seq), ("verdict", verdict)]).await
    };
    assert_eq!((closes("explode", &place).await.status, closes("remove", "x").await.status), (400, 400));
    let removed = closes("remove", &place).await;
    assert_eq!((removed.status, removed.header("location")), (303, list));
    assert!(!operator.visits(list).await.has(&form));
    assert!(!ada.opens("reports-4").await.whole_text().contains("Buy"));
    assert!(ada.visits(&urls::reports("reports-4")).await.whole_text().contains(ENGLISH.reports.none));
    let audit = operator.visits(urls::operator::AUDIT).await.text("main");
    assert!(audit.contains(ENGLISH.operator.audit.closed_reports), "{audit}");
    assert_eq!(closes("remove", &place).await.status, 303, "what is gone can be closed again");
    let program = operator.request(Method::GET, "/api/operate/reports").bearer_auth(OPERATOR_KEY);
    let listed = operator.asks(program).await.json();
    let is_listed = listed["reports"].as_array().expect("a list").iter().any(|it| it["room"] == "reports-4");
    assert!(!is_listed, "{listed}");
}
