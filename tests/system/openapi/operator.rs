//! The same for programs of the operator.

use harness::cast::ADA;
use harness::{OPERATOR_KEY, Server, Visitor, wait};
use reqwest::Method;

use super::contract::Contract;

/// Method, path below `/api/operate`, and fields.
type Asked = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Every request that the document knows, in an order in which each of them can be done.
const REQUESTS: [Asked; 31] = [
    ("get", "rooms", &[]),
    ("get", "rooms/documented", &[]),
    ("get", "people", &[]),
    ("get", "settings", &[]),
    ("post", "settings", &[("welcome", "")]),
    ("post", "rooms/documented/people/{member}/mute", &[("term", "600000")]),
    ("post", "rooms/documented/people/{member}/unmute", &[]),
    ("post", "rooms/documented/people/{member}/remove-messages", &[]),
    ("post", "rooms/documented/people/{member}/restore-messages", &[]),
    ("post", "rooms/documented/people/{member}/ban", &[("term", "86400000"), ("reason", "Spam")]),
    ("get", "sanctions", &[]),
    ("post", "rooms/documented/people/{member}/unban", &[]),
    ("get", "people/{member}", &[]),
    ("post", "rooms/documented/people/{member}/sign-out", &[]),
    ("get", "reports", &[]),
    ("post", "reports", &[("room", "documented"), ("seq", "{seq}"), ("verdict", "dismiss")]),
    ("post", "rooms/documented/remove", &[("seq", "{seq}")]),
    ("post", "rooms/documented/unlist", &[]),
    ("get", "rooms/documented/export.ndjson", &[]),
    ("get", "rooms/documented/export.html", &[]),
    ("post", "rooms/documented/reship", &[]),
    ("post", "rooms/documented/people/{member}/forget", &[]),
    ("post", "rooms/documented/import", &[("half", "somewhere")]),
    ("post", "rooms/documented/list", &[("change", "hide-topic")]),
    ("get", "listing", &[]),
    ("post", "rooms/documented/close", &[("reason", "Spam")]),
    ("post", "rooms/documented/reopen", &[]),
    ("post", "rooms/documented/delete", &[("confirm", "somewhere")]),
    ("post", "rooms/documented/delete", &[("confirm", "documented")]),
    ("get", "audit", &[]),
    ("post", "rooms/documented-2/import", &[]),
];

/// A room in which nothing was said.
const BACKUP: &str = r#"{"type":"room","format":1,"exported_at":1,"founded":1,"version":1,"settings":{}}
{"type":"end"}"#;

#[tokio::test]
async fn operator_is_answered_as_documented() {
    let server = Server::shared().await;
    let contract = Contract::of_operator();
    let ada = Visitor::joins(server, ADA).await;
    let window = ada.enters("documented").await;
    window.says("Is this thing on?");
    let seq = window.sees("Is this thing on?").await.seq.to_string();
    let (member, program) = (window.me(), Visitor::stranger(server));
    wait::until("D1 to know the member", wait::ARCHIVE_TIMEOUT, async || {
        let request = program.request(Method::GET, &format!("/api/operate/people/{member}"));
        let known = program.asks(request.bearer_auth(OPERATOR_KEY)).await;
        if known.text.contains(&member) { Ok(()) } else { Err(known.text) }
    })
    .await;
    for (method, path, fields) in REQUESTS {
        let path = format!("/api/operate/{}", path.replace("{member}", &member));
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.replace("{seq}", &seq))).collect();
        let request = |key: &str| {
            let request = program.request(Method::from_bytes(method.to_uppercase().as_bytes()).expect("one"), &path);
            let request = if key.is_empty() { request } else { request.bearer_auth(key) };
            match method {
                "post" if path.ends_with("documented-2/import") => request.body(BACKUP),
                "post" => request.form(&fields),
                _ => request,
            }
        };
        for (key, status) in
            [("", 401), (OPERATOR_KEY, if fields.iter().any(|it| it.1 == "somewhere") { 422 } else { 200 })]
        {
            let answer = program.asks(request(key)).await;
            assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
            assert_eq!(contract.judge_method(method, &path, &answer), Ok(()), "{method} {path}");
        }
    }
    assert_eq!(contract.unseen(), [], "the document tells of what was not seen");
}
