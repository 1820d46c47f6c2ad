//! A search in a room: the page, who may read it, and what is found of what was changed.

use harness::cast::{ADA, GRACE};
use harness::{Document, Server, Start, Visitor};
use templates::urls;
use templates::words::ENGLISH;

const SNIPPETS: &str = ".hit .snippet";

async fn finds(visitor: &Visitor, room: &str, query: &str) -> Document {
    visitor.visits(&urls::search_for(room, query)).await
}

async fn says(visitor: &Visitor, room: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(visitor.says(room, text).await.status, 303, "{text}");
    }
}

/// A room with more than it keeps: what was said first is only in D1.
async fn archived(server: &Server, room: &str, first: &[&str]) -> (Visitor, Visitor, Vec<Visitor>) {
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    says(&ada, room, first).await;
    // The least that can be kept is 250.
    let crowd = Visitor::crowd(server, 40).await;
    for n in 0..300 {
        assert_eq!(crowd[n % 40].says(room, &format!("filler {n}")).await.status, 303);
    }
    server.log().receives("room_pruned", room, 1).await;
    (ada, grace, crowd)
}

#[tokio::test]
async fn words_are_found_with_author_time_and_place() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let room = "search-words";
    says(&ada, room, &["I saw a **Walrus** at the café.", "<b>Another</b> walrus & friends"]).await;
    says(&grace, room, &["No animals here.", "我们在北京见面", "ไม่มีช่องว่าง"]).await;

    let page = finds(&grace, room, "walrus").await;
    assert_eq!(page.texts(SNIPPETS), ["<b>Another</b> walrus & friends", "I saw a **Walrus** at the café."]);
    assert_eq!(page.texts(".hit mark"), ["walrus", "Walrus"]);
    assert_eq!(page.texts(".hit .name"), [ADA, ADA]);
    assert!(page.has(".hit time[datetime]"));
    let messages = ada.opens(room).await.messages();
    let place = page.attributes(".hit a", "href").remove(0);
    assert_eq!(place, urls::in_log(room, messages[1].seq));
    assert_eq!(grace.visits(&place).await.text(".linked .body"), "<b>Another</b> walrus & friends");

    for (query, found) in [
        ("cafe", 1),
        ("WALRUS friends", 1),
        ("\"walrus friends\"", 1),
        ("\"friends walrus\"", 0),
        ("walr", 2),
        ("wal* café", 1),
        ("walrus from:grace", 0),
        ("from:Ada", 2),
        ("has:link", 0),
        ("北京", 1),
        ("ช่อง", 1),
        ("giraffe", 0),
        ("before:2020-01-01", 0),
        ("after:2020-01-01", 5),
        ("walrus\" OR author:\"grace", 0),
    ] {
        assert_eq!(finds(&grace, room, query).await.texts(SNIPPETS).len(), found, "{query}");
    }
    assert!(finds(&grace, room, "giraffe").await.texts("main p").contains(&ENGLISH.search.none.to_owned()));
}

#[tokio::test]
async fn query_that_asks_for_nothing_is_told_so() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let room = "search-nothing";
    says(&ada, room, &["Anything"]).await;
    let unasked = ada.visits(&urls::search(room)).await;
    assert!(unasked.has("input[type=search][autofocus]") && !unasked.has(".refusal"));
    for (query, sentence) in [
        ("?!", ENGLISH.search.no_words.to_owned()),
        ("before:tomorrow", (ENGLISH.search.bad_date)("tomorrow")),
        ("has:cat", ENGLISH.search.bad_has.to_owned()),
        ("from:", ENGLISH.search.no_name.to_owned()),
        ("a b c d e f g h i", (ENGLISH.search.too_many)(8)),
        (&"walrus ".repeat(300), (ENGLISH.search.too_long)(100)),
    ] {
        let answer = ada.get(&urls::search_for(room, query)).await;
        assert_eq!(answer.status, 422, "{query}");
        let page = answer.document();
        assert_eq!(page.text("#q-problem"), sentence, "{query}");
        assert_eq!(page.attribute("#q", "value").as_deref(), Some(query), "it can be mended");
    }
    let answer = ada.get(&format!("{}?q=a&before=-1", urls::search(room))).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn archived_message_is_found_until_it_is_removed() {
    let server = Start::default().with("KEEP_MESSAGES", 1).server().await;
    let (ada, grace, _) = archived(&server, "lobby", &["A walrus of long ago.", "Another walrus."]).await;
    let page = finds(&grace, "lobby", "walrus").await;
    assert_eq!(page.texts(SNIPPETS), ["Another walrus.", "A walrus of long ago."]);
    let places: Vec<i64> = page.attributes(".hit a", "href").iter().map(|href| seq_in(href)).collect();

    let form = |page: &Document, name: &str| page.attribute(&format!("form[action$='/edit'] [name={name}]"), "value");
    let [newer, older] = [urls::message("lobby", places[0]), urls::message("lobby", places[1])];
    let edited = ada.visits(&newer).await;
    let [cid, base] = ["cid", "base"].map(|name| form(&edited, name).expect(name));
    let fields = [("text", "Another giraffe."), ("cid", &*cid), ("base", &*base)];
    assert_eq!(ada.posts(&urls::edit("lobby", places[0]), &fields).await.status, 303);
    assert_eq!(ada.posts(&urls::remove("lobby", places[1]), &[]).await.status, 303);
    assert_eq!(finds(&grace, "lobby", "walrus").await.texts(SNIPPETS), [""; 0], "{older}");
    assert_eq!(finds(&grace, "lobby", "giraffe").await.texts(SNIPPETS), ["Another giraffe."]);
    let found = grace.get("/api/rooms/lobby/search?q=walrus").await.json();
    assert_eq!((&found["messages"], &found["searched"]), (&serde_json::json!([]), &"everything".into()));
}

/// The place in a link to the log.
fn seq_in(href: &str) -> i64 {
    href.rsplit_once("#m").and_then(|(_, seq)| seq.parse().ok()).expect("a place")
}

#[tokio::test]
async fn pages_of_results_lead_to_all_while_people_talk() {
    let server = Start::default().with("KEEP_MESSAGES", 1).server().await;
    let (_, grace, mut talkers) = archived(&server, "lobby", &["The first filler."]).await;
    let mut found = Vec::new();
    let mut next = Some(urls::search_for("lobby", "filler"));
    while let Some(path) = next {
        let page = grace.visits(&path).await;
        let snippets = page.texts(SNIPPETS);
        assert!((1..=25).contains(&snippets.len()), "{path}: {}", snippets.len());
        found.extend(snippets);
        // What is said meanwhile moves nothing.
        says(&talkers.pop().expect("somebody"), "lobby", &["one more filler"]).await;
        next = page.attributes("a[href*='before=']", "href").pop();
    }
    let awaited: Vec<String> = (0..300).rev().map(|n| format!("filler {n}")).collect();
    assert_eq!(found[..300], awaited);
    assert_eq!(found[300..], ["The first filler."]);
}

#[tokio::test]
async fn without_d1_the_newest_are_found_and_a_sentence_says_so() {
    let server = Start::default().with_faults().with("KEEP_MESSAGES", 1).server().await;
    let (ada, grace, _) = archived(&server, "lobby", &["A walrus of long ago."]).await;
    says(&ada, "lobby", &["A walrus of today."]).await;
    server.suffers("d1=fails").await;
    let page = finds(&grace, "lobby", "walrus").await;
    assert_eq!(page.texts(SNIPPETS), ["A walrus of today."]);
    assert_eq!(page.text(".search-results .refusal"), ENGLISH.search.only_the_newest);
    server.suffers("d1=well").await;
    let page = finds(&grace, "lobby", "walrus").await;
    assert_eq!(page.texts(SNIPPETS), ["A walrus of today.", "A walrus of long ago."]);
    assert!(!page.has(".search-results .refusal"));
}

#[tokio::test]
async fn ignored_people_are_in_no_result() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let room = "search-ignored";
    says(&ada, room, &["A walrus."]).await;
    says(&grace, room, &["My walrus."]).await;
    let author = ada.opens(room).await.messages()[0].member.clone();
    assert_eq!(grace.posts(&urls::ignore(room), &[("member", &author), ("name", ADA)]).await.status, 303);
    assert_eq!(finds(&grace, room, "walrus").await.texts(SNIPPETS), ["My walrus."]);
    assert_eq!(finds(&ada, room, "walrus").await.texts(SNIPPETS).len(), 2);
}

#[tokio::test]
async fn searches_without_end_are_kept_out() {
    let server = Start::default().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    says(&ada, "lobby", &["A walrus."]).await;
    let mut statuses = Vec::new();
    while statuses.last() != Some(&429) && statuses.len() < 300 {
        statuses.push(ada.get(&urls::search_for("lobby", "walrus")).await.status);
    }
    assert_eq!(statuses.pop(), Some(429));
    assert!(statuses.len() >= 120 && statuses.iter().all(|status| *status == 200), "{statuses:?}");
    assert_eq!(ada.get(&urls::search("lobby")).await.status, 200, "the form itself is there");
    assert_eq!(grace.get(&urls::search_for("lobby", "walrus")).await.status, 200, "whoever is somebody else finds it");
}
