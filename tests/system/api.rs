//! What programs are told.

use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor};
use serde_json::{Value, json};

#[tokio::test]
async fn programs_can_ask_who_is_here_and_what_was_said() {
    let server = Server::start().await;
    let [ada, program] = [Visitor::joins(&server, ADA).await, Visitor::stranger(&server)];
    assert_eq!(program.get("/api/users").await.json(), json!({ "room": "lobby", "count": 0, "users": [] }));
    assert_eq!(program.get("/api/history").await.json(), json!({ "room": "lobby", "messages": [], "earlier": null }));

    let window = ada.enters("lobby").await;
    window.says("Is this <thing> on?");
    let said = window.sees("Is this <thing> on?").await;
    for path in ["/api/users", "/api/rooms/lobby/users"] {
        let answer = program.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json; charset=utf-8"));
        assert_eq!(
            answer.json(),
            json!({ "room": "lobby", "count": 1, "users": [{ "member": window.me(), "name": ADA }] })
        );
    }
    for path in ["/api/history", "/api/history?limit=1", "/api/rooms/lobby/history"] {
        let message =
            json!({ "seq": said.seq, "member": window.me(), "name": ADA, "text": said.text, "said_at": said.time });
        assert_eq!(program.get(path).await.json(), json!({ "room": "lobby", "messages": [message], "earlier": null }));
    }
    assert_eq!(program.get("/api/rooms/garden/history").await.json()["messages"], json!([]));
}

#[tokio::test]
async fn history_can_be_walked_to_its_beginning_without_gap_or_double() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 3).await;
    for i in 0..25 {
        assert_eq!(crowd[i % 3].says("walk", &i.to_string()).await.status, 303);
    }
    for (asked, told) in [("", 25), ("?limit=1", 1), ("?limit=24", 24), ("?limit=100", 25), ("?limit=5&colour=red", 5)]
    {
        let page = crowd[0].get(&format!("/api/rooms/walk/history{asked}")).await.json();
        assert_eq!(page["messages"].as_array().map(Vec::len), Some(told), "{asked}");
        assert_eq!(page["messages"][told - 1]["text"], "24", "the newest are told: {asked}");
        assert_eq!(page["earlier"].is_null(), told == 25, "{asked}: {}", page["earlier"]);
    }
    let mut walked: Vec<Value> = Vec::new();
    let mut next = Some("/api/rooms/walk/history?limit=10".to_owned());
    while let Some(path) = next {
        let page = crowd[0].get(&path).await.json();
        let messages = page["messages"].as_array().cloned().unwrap_or_default();
        walked.splice(0..0, messages);
        next = page["earlier"].as_str().map(str::to_owned);
    }
    let texts: Vec<&str> = walked.iter().filter_map(|said| said["text"].as_str()).collect();
    assert_eq!(texts, (0..25).map(|i| i.to_string()).collect::<Vec<_>>());
    let places: Vec<i64> = walked.iter().filter_map(|said| said["seq"].as_i64()).collect();
    assert!(places.is_sorted_by(|a, b| a + 1 == *b), "{places:?}");
}

#[tokio::test]
async fn a_question_that_makes_no_sense_gets_a_sentence_and_the_right_status() {
    let server = Server::shared().await;
    let program = Visitor::joins(server, GRACE).await;
    for (path, status, code) in [
        ("/api/history?limit=0", 400, "unreadable"),
        ("/api/history?limit=101", 400, "unreadable"),
        ("/api/history?limit=-1", 400, "unreadable"),
        ("/api/history?limit=ten", 400, "unreadable"),
        ("/api/history?limit=1&limit=2", 400, "unreadable"),
        ("/api/history?before=yesterday", 400, "unreadable"),
        ("/api/rooms/No%20Room/users", 404, "no_such_room"),
        ("/api", 404, "not_found"),
        ("/api/secrets", 404, "not_found"),
    ] {
        let answer = program.get(path).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "application/json; charset=utf-8"),
            "{path}"
        );
        let error = &answer.json()["error"];
        assert_eq!(error["code"], code, "{path}");
        assert!(error["message"].as_str().is_some_and(|message| message.ends_with('.')), "{path}: {error}");
    }
    let answer = program.post("/api/history", &[]).await;
    assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"));
}
