//! Under attack, whoever joins shows first that they are a person, if the operator has set that up.
//! What Turnstile would answer comes from a listener of the test.

use harness::cast::{ADA, GRACE};
use harness::{Listener, Server, Start, Visitor};
use templates::urls;
use templates::words::ENGLISH;

const SITEKEY: &str = "1x00000000000000000000AA";
const SECRET: &str = "1x0000000000000000000000000000000AA";
const TURNSTILE: &str = "https://challenges.cloudflare.com";

async fn under_attack(listener: &Listener) -> Server {
    let start = Start::default().with("ADDRESS_LIMITS", "on").with("UNDER_ATTACK", "yes");
    let start = start.with("TURNSTILE_SITEKEY", SITEKEY).with("TURNSTILE_SECRET", SECRET);
    start.with("TURNSTILE_VERIFY", listener.address("/siteverify")).server().await
}

fn policy(answer: &harness::Answer) -> String {
    answer.header("content-security-policy").to_owned()
}

#[tokio::test]
async fn nobody_is_checked_without_an_attack() {
    let server = Server::shared().await;
    let leads = async |cookie: &str| {
        let ada = Visitor::stranger(server);
        ada.forges(cookie);
        let answer = ada.get(urls::CHECK).await;
        (answer.status, answer.header("location").to_owned())
    };
    assert_eq!(leads("check-leads-to=%2Fhelp").await, (303, "/help".to_owned()));
    let elsewhere = leads("check-leads-to=%2F%2Fevil.example").await;
    assert_eq!(elsewhere, (303, urls::LANDING.to_owned()), "nobody is sent to another site");
    assert!(!policy(&Visitor::stranger(server).get(urls::LANDING).await).contains(TURNSTILE));
}

#[tokio::test]
async fn stranger_joins_after_a_check_that_was_passed() {
    let listener = Listener::start().await.expect("a port");
    let server = under_attack(&listener).await;
    let ada = Visitor::stranger(&server).from_address("192.0.2.7");
    assert_eq!(ada.get(urls::LANDING).await.status, 200);
    let join = [("name", ADA), ("room", "garden")];
    let sent_on = ada.posts(urls::LANDING, &join).await;
    let check = urls::CHECK;
    assert_eq!((sent_on.status, sent_on.header("location")), (303, check), "{}", sent_on.text);
    let asked = ada.get(check).await;
    assert_eq!((asked.status, asked.document().text("h1")), (200, ENGLISH.person_check.heading.to_owned()));
    let sitekey = asked.document().attribute(".cf-turnstile", "data-sitekey");
    assert_eq!(sitekey.as_deref(), Some(SITEKEY));
    assert!(!asked.text.contains(SECRET));
    assert!(!asked.text.contains("/join"), "a script of another site learns nothing of where she wants to go");
    assert!(policy(&asked).contains(&format!("script-src 'self' {TURNSTILE};")), "{}", policy(&asked));
    for other in [urls::LANDING, urls::HELP, "/r/garden", "/nowhere"] {
        assert!(!policy(&ada.get(other).await).contains(TURNSTILE), "only that page: {other}");
    }

    let passes = async |token: &str| ada.posts(urls::CHECK, &[("cf-turnstile-response", token)]).await;
    listener.answers(200, r#"{"success":false,"error-codes":["invalid-input-response"]}"#);
    for token in ["forged", ""] {
        let failed = passes(token).await;
        assert_eq!((failed.status, failed.text.contains(ENGLISH.person_check.failed)), (403, true), "{}", failed.text);
    }
    listener.answers(500, "<html>");
    let unknown = passes("token").await;
    assert_eq!((unknown.status, unknown.text.contains(ENGLISH.person_check.unavailable)), (503, true));
    assert_eq!(ada.posts(urls::LANDING, &join).await.header("location"), check, "she is not let in yet");

    listener.answers(200, r#"{"success":true}"#);
    let passed = passes("token").await;
    assert_eq!((passed.status, passed.header("location")), (303, "/join"));
    let said = listener.requests().pop().expect("a request");
    assert!(said.contains(SECRET) && said.contains("\"response\":\"token\""), "{said}");
    let form = ada.get("/join").await.document();
    assert_eq!(form.attribute("#name", "value").as_deref(), Some(ADA), "what she typed is there");
    assert_eq!(ada.posts(urls::LANDING, &join).await.header("location"), "/r/garden");
    ada.enters("garden").await.sees_people(&[ADA]).await;

    let cookie = ada.cookie().expect("cookies");
    let checked = cookie.split("; ").find(|cookie| cookie.starts_with("natter-checked=")).expect("one");
    let grace = Visitor::stranger(&server).from_address("203.0.113.9");
    grace.forges(checked);
    assert_eq!(grace.get(urls::LANDING).await.status, 200);
    let lent = grace.posts(urls::LANDING, &[("name", GRACE), ("room", "garden")]).await;
    assert_eq!(lent.header("location"), check, "it holds for the address that it was passed from");
    let start = [("title", "Tea"), ("name", GRACE), ("access", "public"), ("token", "0")];
    let started = grace.posts(urls::NEW_ROOM, &start).await;
    assert_eq!(started.header("location"), check);
}
