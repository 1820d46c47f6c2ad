//! What programs are told.

use harness::cast::{ADA, GRACE, extra};
use harness::{Server, Visitor};
use reqwest::Method;
use serde_json::{Value, json};
use templates::urls;

/// 12 pixels wide and 8 high, and turned by what it tells of itself.
const PNG: &[u8] = include_bytes!("../../room/upload/tests/samples/still.png");

#[tokio::test]
async fn api_tells_members_and_history() {
    let server = Server::start().await;
    let [ada, program] = [Visitor::joins(&server, ADA).await, Visitor::stranger(&server)];
    assert_eq!(
        program.get("/api/users").await.json(),
        json!({ "room": "lobby", "count": 0, "users": [], "next": null })
    );
    assert_eq!(program.get("/api/history").await.json(), json!({ "room": "lobby", "messages": [], "next": null }));

    let window = ada.enters("lobby").await;
    window.says("Is this <thing> on?");
    let said = window.sees("Is this <thing> on?").await;
    for path in ["/api/users", "/api/rooms/lobby/users"] {
        let answer = program.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json; charset=utf-8"));
        let users = answer.json();
        let user = json!({ "place": users["users"][0]["place"], "member": window.me(), "name": ADA, "away": false });
        assert_eq!(users, json!({ "room": "lobby", "count": 1, "users": [user], "next": null }));
    }
    for path in ["/api/history", "/api/history?limit=1", "/api/rooms/lobby/history"] {
        let (seq, text, said_at, none) = (said.seq, &said.text, &said.time, json!(null));
        let message = json!({ "seq": seq, "member": window.me(), "name": ADA, "text": text, "mentions": [],
            "said_at": said_at, "reply_to": none, "reactions": [], "files": [] });
        assert_eq!(program.get(path).await.json(), json!({ "room": "lobby", "messages": [message], "next": null }));
    }
    assert_eq!(program.get("/api/rooms/garden/history").await.json()["messages"], json!([]));
}

#[tokio::test]
async fn api_tells_files_of_a_message() {
    let server = Server::shared().await;
    let [ada, program] = [Visitor::joins(server, ADA).await, Visitor::stranger(server)];
    let (room, [lake, notes]) = ("api-files", [1, 2].map(|number| format!("{number:032x}")));
    assert_eq!(ada.says(room, "Hello").await.status, 303);
    let puts = async |path: String, content: &[u8]| {
        let answer = ada.asks(ada.request(Method::PUT, &path).body(content.to_vec())).await;
        assert!([200, 204].contains(&answer.status), "{}", answer.text);
    };
    puts(format!("{}?name=A%20lake.png", urls::upload(room, &lake)), PNG).await;
    puts(urls::upload_preview(room, &lake), PNG).await;
    puts(format!("{}?name=notes.txt", urls::upload(room, &notes)), b"Roses").await;
    assert_eq!(ada.post(&urls::upload(room, &lake), &[("alt", "A lake"), ("v", "1")]).await.status, 204);
    let sent = [("text", ""), ("cid", "with-two-files"), ("files", &format!("{lake} {notes}"))];
    assert_eq!(ada.post(&urls::say(room), &sent).await.status, 303);

    let history = program.get(&urls::api_messages(room)).await.json();
    let none = json!(null);
    let links = [(&lake, "A lake.png"), (&notes, "notes.txt")].map(|(id, name)| urls::file(room, id, name));
    assert_eq!(
        history["messages"][1]["files"],
        json!([
            { "id": lake, "name": "A lake.png", "type": "image/png", "bytes": PNG.len(), "width": 8, "height": 12,
              "alt": "A lake", "link": links[0], "preview": urls::preview(room, &lake) },
            { "id": notes, "name": "notes.txt", "type": "application/octet-stream", "bytes": 5, "width": none,
              "height": none, "alt": "", "link": links[1], "preview": none },
        ])
    );
    for link in [&links[0], &links[1], &urls::preview(room, &lake)] {
        assert_eq!(program.get(link).await.status, 200, "{link}");
    }
}

#[tokio::test]
async fn history_is_paged_backwards_without_a_gap() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 3).await;
    for i in 0..25 {
        assert_eq!(crowd[i % 3].says("walk", &i.to_string()).await.status, 303);
    }
    for (asked, count) in [("", 25), ("?limit=1", 1), ("?limit=24", 24), ("?limit=100", 25), ("?limit=5&colour=red", 5)]
    {
        let page = crowd[0].get(&format!("/api/rooms/walk/history{asked}")).await.json();
        assert_eq!(page["messages"].as_array().map(Vec::len), Some(count), "{asked}");
        assert_eq!(page["messages"][count - 1]["text"], "24", "the newest come: {asked}");
        assert_eq!(page["next"].is_null(), count == 25, "{asked}: {}", page["next"]);
    }
    let mut walked: Vec<Value> = Vec::new();
    let mut next = Some("/api/rooms/walk/history?limit=10".to_owned());
    while let Some(path) = next {
        let page = crowd[0].get(&path).await.json();
        let messages = page["messages"].as_array().cloned().unwrap_or_default();
        walked.splice(0..0, messages);
        next = page["next"].as_str().map(str::to_owned);
    }
    let texts: Vec<&str> = walked.iter().filter_map(|said| said["text"].as_str()).collect();
    assert_eq!(texts, (0..25).map(|i| i.to_string()).collect::<Vec<_>>());
    let places: Vec<i64> = walked.iter().filter_map(|said| said["seq"].as_i64()).collect();
    assert!(places.is_sorted_by(|a, b| a + 1 == *b), "{places:?}");
}

#[tokio::test]
async fn history_is_paged_forwards_from_any_message() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 3).await;
    for i in 0..12 {
        assert_eq!(crowd[i % 3].says("diary", &i.to_string()).await.status, 303);
    }
    let ask = async |question: String| crowd[0].get(&format!("/api/rooms/diary/history?{question}")).await.json();
    let all = ask(String::new()).await;
    let place = |i: usize| all["messages"][i]["seq"].as_i64().unwrap_or_default();

    let first = ask("after=0&limit=5".to_owned()).await;
    assert_eq!(texts(&first), ["0", "1", "2", "3", "4"], "forwards from the beginning");
    assert_eq!(first["next"], format!("/api/rooms/diary/history?limit=5&after={}", place(4)));
    let between = ask(format!("after={}&before={}&limit=3", place(2), place(7))).await;
    assert_eq!(texts(&between), ["3", "4", "5"], "what is in between, from its beginning");
    let rest = crowd[0].get(between["next"].as_str().unwrap_or_default()).await.json();
    assert_eq!((texts(&rest), &rest["next"]), (vec!["6".to_owned()], &Value::Null));

    // A program that keeps up asks for what came after the last that it has.
    let last = place(11);
    assert_eq!(ask(format!("after={last}")).await, json!({ "room": "diary", "messages": [], "next": null }));
    crowd[0].says("diary", "12").await;
    assert_eq!(texts(&ask(format!("after={last}")).await), ["12"]);
}

#[tokio::test]
async fn member_pages_stay_complete_while_people_move() {
    let server = Server::shared().await;
    let program = Visitor::stranger(server);
    let crowd = Visitor::crowd(server, 10).await;
    let mut windows = Vec::new();
    for visitor in &crowd[..9] {
        windows.push(visitor.enters("station").await);
    }
    let page = async |path: &str| {
        let page = program.get(path).await.json();
        let users = page["users"].as_array().cloned().unwrap_or_default();
        let names = users.iter().map(|user| user["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
        (names, page["next"].as_str().unwrap_or_default().to_owned(), page)
    };
    let numbers = |numbers: std::ops::RangeInclusive<usize>| numbers.map(extra).collect::<Vec<_>>();
    let (first, next, whole) = page("/api/rooms/station/users?limit=4").await;
    assert_eq!((first, &whole["count"]), (numbers(1..=4), &json!(9)), "in the order in which they came");

    for leaver in [0, 3] {
        assert_eq!(crowd[leaver].post("/r/station/leave", &[]).await.status, 303);
    }
    windows.push(crowd[9].enters("station").await);
    let (second, next, whole) = page(&next).await;
    assert_eq!((second, &whole["count"]), (numbers(5..=8), &json!(8)), "nobody is left out");
    let (third, end, whole) = page(&next).await;
    assert_eq!((third, end.as_str()), (numbers(9..=10), ""));

    let last = &whole["users"][1]["place"];
    let (back, next, _) = page(&format!("/api/rooms/station/users?limit=4&before={last}")).await;
    assert_eq!(back, numbers(6..=9), "backwards, still in the order in which they came");
    let (back, end, _) = page(&next).await;
    assert_eq!((back, end.as_str()), (vec![extra(2), extra(3), extra(5)], ""));
}

fn texts(page: &Value) -> Vec<String> {
    let messages = page["messages"].as_array().into_iter().flatten();
    messages.map(|said| said["text"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn malformed_query_is_refused_with_a_sentence() {
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
