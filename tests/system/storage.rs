//! What was said is kept: in the room at once, in D1 a little later, through stops and kills.

use harness::cast::{ADA, GRACE};
use harness::{Answer, Document, Server, Start, Visitor};

fn texts(page: &Document) -> Vec<String> {
    page.messages().into_iter().map(|said| said.text).collect()
}

#[tokio::test]
async fn d1_receives_each_message_once_in_order() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 4).await;
    for i in 0..30 {
        for room in ["vault", "vault-2"] {
            assert_eq!(crowd[i % 4].says(room, &format!("{room} {i}")).await.status, 303);
        }
    }
    for room in ["vault", "vault-2"] {
        let rows = server.store().receives(room, 30).await;
        let bodies: Vec<&str> = rows.iter().map(|row| row.body.as_str()).collect();
        assert_eq!(bodies, (0..30).map(|i| format!("{room} {i}")).collect::<Vec<_>>());
        assert!(rows.is_sorted_by(|a, b| a.seq + 1 == b.seq), "{rows:?}");
    }
}

#[tokio::test]
async fn restart_keeps_the_history() {
    let mut server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    ada.says("lobby", "Is this thing on?").await;
    grace.says("lobby", "Loud and clear.").await;
    let before = ada.opens("lobby").await.messages();
    server.stop().await;
    server.start_again().await;
    assert_eq!(ada.opens("lobby").await.messages(), before);
    ada.says("lobby", "Where were we?").await;
    let rows = server.store().receives("lobby", 3).await;
    assert_eq!(
        rows.iter().map(|row| row.body.as_str()).collect::<Vec<_>>(),
        ["Is this thing on?", "Loud and clear.", "Where were we?"]
    );
}

#[tokio::test]
async fn acknowledged_message_survives_a_kill() {
    let mut server = Server::start().await;
    let crowd = Visitor::crowd(&server, 6).await;
    let window = crowd[0].enters("lobby").await;
    let mut acknowledged = Vec::new();
    for i in 0..50 {
        let text = format!("message {i}");
        assert_eq!(crowd[i % 6].says("lobby", &text).await.status, 303);
        acknowledged.push(text);
    }
    server.kill().await;
    server.start_again().await;
    assert_eq!(texts(&crowd[0].opens("lobby").await), acknowledged);
    assert!(acknowledged.starts_with(&window.texts()), "what was seen is what was kept");
    // Without new traffic: the room ships because it was going to.
    let rows = server.store().receives("lobby", 50).await;
    assert_eq!(rows.iter().map(|row| row.body.clone()).collect::<Vec<_>>(), acknowledged);
}

#[tokio::test]
async fn kill_in_mid_conversation_keeps_each_message_once() {
    let mut server = Server::start().await;
    let mut windows = Vec::new();
    for speaker in Visitor::crowd(&server, 5).await {
        windows.push(speaker.enters("lobby").await);
    }
    for i in 0..50 {
        windows[i % 5].says(&format!("message {i}"));
        if i == 24 {
            // Half of it is on its way round the room when the other half is said and the power
            // fails.
            windows[0].shows("the first messages", |page| page.messages().len() >= 5).await;
        }
    }
    server.kill().await;
    for window in &windows {
        assert_eq!(window.loses_connection().await.code, 1006);
    }
    let seen: Vec<Vec<String>> = windows.iter().map(|window| texts(&window.document())).collect();
    server.start_again().await;

    let kept = texts(&Visitor::joins(&server, GRACE).await.opens("lobby").await);
    for seen in &seen {
        assert!(kept.starts_with(seen), "somebody saw {seen:?}, and this was kept: {kept:?}");
    }
    // Every page comes back and sends again what it has no answer for.
    for window in &mut windows {
        window.reconnects().await;
    }
    for window in &windows {
        window.shows("all fifty messages", |page| page.messages().len() == 50).await;
        window.shows("nothing pending", |page| !page.has("#pending > li")).await;
    }
    let all = texts(&windows[0].document());
    let mut sorted = all.clone();
    sorted.sort_by_key(|text| text.trim_start_matches("message ").parse::<usize>().ok());
    assert_eq!(sorted, (0..50).map(|i| format!("message {i}")).collect::<Vec<_>>(), "each once");
    assert!(all.starts_with(&kept), "what was kept stays where it was");
    for window in &windows {
        assert_eq!(texts(&window.document()), all, "everybody sees the same order");
    }
    let rows = server.store().receives("lobby", 50).await;
    assert_eq!(rows.iter().map(|row| row.body.clone()).collect::<Vec<_>>(), all);
}

#[tokio::test]
async fn chat_without_d1_tables_is_archived_later() {
    let server = Start::default().without_tables().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    adas.says("Is this thing on?");
    graces.sees("Is this thing on?").await;
    server.log().receives("archive_failed", "lobby", 1).await;
    server.log().prints("npx wrangler d1 migrations apply DB --local").await;
    graces.says("It is.");
    adas.sees("It is.").await;
    assert_eq!(texts(&ada.opens("lobby").await), ["Is this thing on?", "It is."]);

    server.apply_migrations().await;
    let rows = server.store().receives("lobby", 2).await;
    assert_eq!(rows.iter().map(|row| row.body.as_str()).collect::<Vec<_>>(), ["Is this thing on?", "It is."]);
    server.log().receives("archive_recovered", "lobby", 1).await;
}

#[tokio::test]
async fn pruned_pages_come_from_d1_without_a_gap() {
    // The least that can be kept is 250.
    let mut server = Start::default().with("KEEP_MESSAGES", 1).server().await;
    let crowd = Visitor::crowd(&server, 40).await;
    let mut said = vec!["message 0".to_owned()];
    let mut adas = crowd[0].enters("lobby").await;
    let first = adas.says("message 0");
    adas.sees("message 0").await;
    for i in 1..330 {
        // One has a mark, and is among those that only D1 will have.
        let text = if i == 7 { "message **7**".to_owned() } else { format!("message {i}") };
        assert_eq!(crowd[i % 40].says("lobby", &text).await.status, 303);
        said.push(text);
    }
    server.store().receives("lobby", 330).await;
    server.log().receives("room_pruned", "lobby", 1).await;

    // A send that comes again after its message was pruned is known all the same, by socket and by
    // form.
    adas = crowd[0].connects(crowd[0].opens("lobby").await).await;
    adas.says_as(&first, "message 0");
    adas.shows("nothing pending", |page| !page.has("#pending > li")).await;
    assert_eq!(adas.texts(), said[280..]);
    let form = [("text", "message 0"), ("cid", first.as_str())];
    assert_eq!(crowd[0].post("/r/lobby/say", &form).await.status, 303);
    let mut walked: Vec<String> = Vec::new();
    let mut page = crowd[0].opens("lobby").await;
    loop {
        walked.splice(0..0, texts(&page));
        if !page.has("#earlier a") {
            break;
        }
        let earlier = page.attribute("#earlier a", "href").expect("a way to the messages before these");
        page = crowd[0].get(&earlier).await.document();
    }
    assert_eq!(walked, said.iter().map(|text| text.replace('*', "")).collect::<Vec<_>>());
    assert_eq!(page.texts(".body strong"), ["7"], "out of D1 too");

    let mut read: Vec<String> = Vec::new();
    let mut next = Some("/api/history?limit=100".to_owned());
    while let Some(path) = next {
        let page = crowd[0].get(&path).await.json();
        let messages = page["messages"].as_array().cloned().unwrap_or_default();
        assert_eq!(messages.len(), 100.min(330 - read.len()), "a page is full as long as there is anything: {path}");
        read.splice(0..0, messages.iter().filter_map(|said| said["text"].as_str().map(str::to_owned)));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(read, said);

    // The other way too, and from any place in what the room has handed over.
    let forwards = async |from: i64| {
        let mut read: Vec<(i64, String)> = Vec::new();
        let mut next = Some(format!("/api/history?limit=60&after={from}"));
        while let Some(path) = next {
            let page = crowd[0].get(&path).await.json();
            let messages = page["messages"].as_array().cloned().unwrap_or_default();
            assert!(
                messages.len() == 60 || page["next"].is_null(),
                "a page is full as long as there is anything: {path}"
            );
            read.extend(messages.iter().map(|said| {
                (said["seq"].as_i64().unwrap_or_default(), said["text"].as_str().unwrap_or_default().to_owned())
            }));
            next = page["next"].as_str().map(str::to_owned);
        }
        read
    };
    let read = forwards(0).await;
    assert_eq!(read.iter().map(|(_, text)| text).collect::<Vec<_>>(), said.iter().collect::<Vec<_>>());
    for place in [0, 41, 78, 79, 80, 81, 250, 328, 329] {
        assert_eq!(forwards(read[place].0).await, read[place + 1..], "after message {place}");
    }
    let between = format!("/api/history?after={}&before={}&limit=4", read[76].0, read[83].0);
    let between = crowd[0].get(&between).await.json();
    assert_eq!(between["messages"].as_array().map(Vec::len), Some(4));
    let between = crowd[0].get(between["next"].as_str().unwrap_or_default()).await.json();
    assert_eq!(between["messages"][0]["text"], "message 81");
    assert_eq!(between["messages"][1]["text"], "message 82");
    assert!(between["messages"][2].is_null() && between["next"].is_null(), "{between}");

    // Without D1 the room still opens, and what only D1 has can be asked for later.
    server.stop().await;
    server.store().loses_everything().expect("a database to lose");
    server.start_again().await;
    let page = crowd[0].opens("lobby").await;
    assert_eq!(texts(&page), said[280..]);
    let (oldest_here, refused) = walk_back(&crowd[0], page).await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.document().text("h1"), "Earlier messages aren’t available right now");
    let refused = crowd[0].get(&oldest_here.replace("/r/lobby", "/api/rooms/lobby/history")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "60"));
    assert_eq!(refused.json()["error"]["code"], "history_unavailable");
    // How far it is pruned depends on what D1 had when: to the 69th at least, to the 80th at most.
    let hole = crowd[0].get(&format!("/api/history?after={}", read[60].0)).await;
    assert_eq!(
        (hole.status, &hole.json()["error"]["code"]),
        (503, &"history_unavailable".into()),
        "not what is after it"
    );
    assert_eq!(forwards(read[79].0).await, read[80..], "the room has all of that itself");
    assert_eq!(crowd[0].says("lobby", "We go on.").await.status, 303);
}

#[tokio::test]
async fn full_room_takes_messages_again_after_archiving() {
    let server = Start::default().without_tables().with("KEEP_MESSAGES", 1).with("STORAGE_MAX_MB", 1).server().await;
    let crowd = Visitor::crowd(&server, 60).await;
    let mut window = crowd[0].enters("lobby").await;
    let mut said = 0;
    let refused = loop {
        let answer = crowd[said % 60].says("lobby", &format!("{said} {}", "x".repeat(1_900))).await;
        if answer.status != 303 {
            break answer;
        }
        said += 1;
        assert!(said < 560, "a megabyte should be full by now");
    };
    let sentence = templates::words::ENGLISH.refusals.no_space;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.document().text("#refusal"), sentence);
    assert!(refused.document().text("#text").ends_with("xxx"), "the text is kept");
    let cid = window.says("One more?");
    assert_eq!(window.sees_refusal(&cid).await, sentence);
    assert_eq!(crowd[1].opens("lobby").await.messages().len(), 50);
    assert_eq!(server.log().events("storage_full", "lobby").len(), 1, "noted once");

    server.apply_migrations().await;
    server.store().receives("lobby", 1).await;
    server.log().receives("storage_has_space", "lobby", 1).await;
    window.reconnects().await;
    assert_eq!(crowd[2].says("lobby", "There is space again.").await.status, 303);
    window.sees("There is space again.").await;
    assert_eq!(server.store().receives("lobby", said + 1).await.len(), said + 1);
}

/// Follows the way to earlier messages as far as the room has them, which is 250 or a few more.
/// Returns where it leads then, and what is said there.
async fn walk_back(reader: &Visitor, mut page: Document) -> (String, Answer) {
    let mut read = page.messages().len();
    loop {
        let earlier = page.attribute("#earlier a", "href").expect("a way to the messages before these");
        let answer = reader.get(&earlier).await;
        if answer.status != 200 {
            assert!(read >= 250, "the room has shown {read} messages");
            return (earlier, answer);
        }
        page = answer.document();
        read += page.messages().len();
    }
}
