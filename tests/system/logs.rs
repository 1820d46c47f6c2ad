//! What logs hold of people and rooms: nothing that one could use.

use futures_util::{StreamExt as _, stream};
use harness::{Server, Visitor};
use templates::urls;

/// Names that stand in no log by chance.
const ZULEIKA: &str = "Zuleika";
const XANTHIPPE: &str = "Xanthippe";
const SAID: &str = "A word between the two of us.";

#[tokio::test]
async fn private_room_leaves_no_trace_in_any_log() {
    let server = Server::start().await;
    let ada = Visitor::stranger(&server);
    let founded = ada.post(urls::LANDING, &[("name", ZULEIKA), ("private", "yes")]).await;
    let path = founded.header("location").to_owned();
    let room = path.trim_start_matches("/r/");
    let adas = ada.enters(room).await;
    adas.says(SAID);
    adas.sees(SAID).await;
    assert_eq!(ada.says(room, "And one by a form.").await.status, 303);

    let made = ada.post(&urls::make_owner_link(room), &[]).await.document().text(".link");
    let (_, key) = made.rsplit_once(['=', '/', '#']).expect("an owner link ends with its key");
    let link = made.strip_prefix(server.origin().as_str()).expect("a link that leads here");
    let grace = Visitor::stranger(&server);
    let shown = grace.get(link).await;
    assert_eq!(shown.status, 200);
    let wish = [("key", key), ("name", XANTHIPPE)];
    assert_eq!(grace.post(&urls::owner_link(room), &wish).await.status, 303);
    let graces = grace.enters(room).await;
    graces.sees(SAID).await;
    // What goes wrong is logged too.
    assert_eq!(grace.get(&format!("{path}?before=now")).await.status, 400);
    assert_eq!(grace.get(&format!("/api/rooms/{room}/users?limit=none")).await.status, 400);
    graces.sends("nonsense");
    graces.shows("the answer to nonsense", |page| !page.text("#refusal").is_empty()).await;
    server.store().receives(room, 2).await;
    server.logs_everything().await;

    // The premise: a log that was asked does answer.
    assert_ne!(server.traces_of("room_woke"), [""; 0]);
    let cookies = [&ada, &grace].map(|visitor| visitor.cookie().expect("a session")).join("; ");
    let values = cookies.split("; ").filter_map(|cookie| cookie.split_once('=')).map(|(_, value)| value);
    let secrets = [room, key, SAID, "And one by a form.", ZULEIKA, XANTHIPPE];
    for secret in secrets.into_iter().chain(values) {
        assert_eq!(server.traces_of(secret), [""; 0], "{secret} stands in a log");
    }
}

/// Lines of one kind that the log takes within a minute.
const LINES_MAX: usize = 600;

#[tokio::test]
async fn knocking_without_end_fills_no_log() {
    let server = &Server::start().await;
    // Each comes from elsewhere, so that none of them is limited.
    let knocks = stream::iter(0..LINES_MAX + 100).map(async |_| {
        let answer = Visitor::stranger(server).post(urls::operator::ROOMS, &[("key", "guessed")]).await;
        assert_eq!(answer.status, 403);
    });
    knocks.buffer_unordered(8).collect::<Vec<()>>().await;
    server.log().prints("log_lines_left_out").await;
    server.logs_everything().await;
    let lines = server.log().lines();
    let told = lines.iter().filter(|line| line.contains("operator_key_wrong") && !line.contains("left_out")).count();
    let left_out: Vec<&String> = lines.iter().filter(|line| line.contains("log_lines_left_out")).collect();
    assert_eq!((told, left_out.len()), (LINES_MAX, 1), "{left_out:?}");
    for part in ["\"of\":\"operator_key_wrong\"", "\"after\":600", "\"do\":"] {
        assert!(left_out[0].contains(part), "{part}: {left_out:?}");
    }
}
