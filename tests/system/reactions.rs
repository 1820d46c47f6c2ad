//! Reactions: by the forms of a page or by the socket, and the same wherever they are read.

use std::time::Duration;

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Answer, Document, Server, Visitor};
use serde_json::{Value, json};
use templates::urls;
use templates::views::LogPart;
use templates::words::ENGLISH;
use tokio::time::Instant;

/// How often a message's reactions are told at most.
const INTERVAL: Duration = Duration::from_millis(250);

/// Ada's message, Grace, and its place.
async fn said(server: &Server, room: &str) -> (Visitor, Visitor, i64) {
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    assert_eq!(ada.says(room, "Is this thing on?").await.status, 303);
    let seq = ada.opens(room).await.messages()[0].seq;
    (ada, grace, seq)
}

/// Posts to the address of a form, as a browser does.
async fn posts(visitor: &Visitor, room: &str, seq: i64, field: (&str, &str)) -> Answer {
    visitor.posts(&urls::react(room, seq), &[field]).await
}

/// Presses a button of a page that reacts.
async fn presses(visitor: &Visitor, page: &Document, (room, seq): (&str, i64), emoji: &str) {
    let button = format!("form[action='{}'] button[value='{emoji}']", urls::react(room, seq));
    // What is there already stands before the usual ones.
    let name = page.all(&button).first().and_then(|button| button.attr("name")).unwrap_or_default().to_owned();
    assert!(!name.is_empty(), "no {emoji} to press");
    assert_eq!(posts(visitor, room, seq, (&name, emoji)).await.header("location"), urls::message(room, seq));
}

fn frame(seq: i64, emoji: &str, is_on: bool) -> String {
    json!({ "react": seq, "emoji": emoji, "on": is_on }).to_string()
}

/// What stands below the messages of a page: an emoji, how many have it, and a star if it is the
/// reader's own.
fn pills(page: &Document) -> Vec<String> {
    let counts = page.texts(".message .reactions b");
    let buttons = page.all(".message .reactions button");
    assert_eq!(counts.len(), buttons.len());
    let shown = buttons.iter().zip(counts).map(|(button, count)| {
        let own = if button.attr("aria-pressed") == Some("true") { "*" } else { "" };
        format!("{} {count}{own}", button.attr("value").unwrap_or_default())
    });
    shown.collect()
}

#[tokio::test]
async fn reaction_is_the_same_wherever_it_is_read() {
    let server = Server::shared().await;
    let room = "react-1";
    let (ada, grace, seq) = said(server, room).await;
    let adas = ada.enters(room).await;
    let path = urls::message(room, seq);
    presses(&grace, &grace.visits(&path).await, (room, seq), "🎉").await;
    adas.shows("a reaction", |page| pills(page) == ["🎉 1"]).await;
    adas.sends(&frame(seq, "👍", true));
    adas.sends(&frame(seq, "🎉", true));
    let seen = adas.shows("both", |page| pills(page) == ["🎉 2", "👍 1"]).await;
    let names = [&[GRACE, ADA][..], &[ADA]].map(ENGLISH.reactions.names);
    assert_eq!(seen.texts(".message .reactions button span"), names);

    for path in [urls::room(room), urls::log_frame(room, LogPart::default()), path.clone()] {
        assert_eq!(pills(&grace.visits(&path).await), ["🎉 2*", "👍 1"], "Grace at {path}");
        assert_eq!(pills(&ada.visits(&path).await), ["🎉 2*", "👍 1*"], "Ada at {path}");
    }
    assert_eq!(ada.visits(&path).await.texts("#reactors li"), ["🎉 2: Grace, Ada", "👍 1: Ada"]);
    let told = grace.get(&format!("/api/rooms/{room}/history")).await.json();
    let counts = json!([{ "emoji": "🎉", "count": 2 }, { "emoji": "👍", "count": 1 }]);
    assert_eq!(told["messages"][0]["reactions"], counts);
    server.store().receives_reactions(room, &["🎉 2", "👍 1"]).await;
}

#[tokio::test]
async fn second_press_takes_a_reaction_back() {
    let server = Server::shared().await;
    let room = "react-2";
    let (ada, grace, seq) = said(server, room).await;
    let adas = ada.enters(room).await;
    let path = urls::message(room, seq);
    for expected in [vec!["👍 1"], vec![], vec!["👍 1"]] {
        presses(&grace, &grace.visits(&path).await, (room, seq), "👍").await;
        adas.shows("the reaction, or none", |page| pills(page) == expected).await;
    }
    // A form that is sent twice.
    assert_eq!(posts(&grace, room, seq, ("on", "👍")).await.status, 303);
    assert_eq!(pills(&grace.visits(&path).await), ["👍 1*"]);

    server.store().receives_reactions(room, &["👍 1"]).await;
    let graces = grace.enters(room).await;
    graces.sends(&frame(seq, "👍", false));
    adas.shows("none", |page| pills(page).is_empty()).await;
    assert!(!ada.visits(&path).await.has("#reactors"));
    server.store().receives_reactions(room, &[]).await;
}

#[tokio::test]
async fn text_or_two_emoji_are_refused() {
    let server = Server::shared().await;
    let room = "react-3";
    let (_, grace, seq) = said(server, room).await;
    let (kept, words) = (urls::kept(&urls::message(room, seq)), &ENGLISH.reactions);
    for typed in ["👍👍", "yes", "1"] {
        assert_eq!(posts(&grace, room, seq, ("on", typed)).await.header("location"), kept);
        let page = grace.visits(&kept).await;
        assert_eq!(page.texts(".refusal"), [words.not_emoji]);
        assert_eq!(page.attribute("input[name=on]", "value"), Some(typed.to_owned()), "it can be mended");
        let program = grace.post(&urls::react(room, seq), &[("on", typed)]).await;
        assert_eq!((program.status, program.document().texts(".refusal")), (422, vec![words.not_emoji.to_owned()]));
    }
    let graces = grace.enters(room).await;
    graces.sends(&frame(seq, "👍👍", true));
    graces.shows("why not", |page| page.texts("#refusal .refusal") == [words.not_emoji]).await;
    assert_eq!(posts(&grace, room, seq, ("on", " 👍 ")).await.header("location"), urls::message(room, seq));
    assert_eq!(pills(&grace.visits(&urls::room(room)).await), ["👍 1*"]);
    let missing = grace.post(&urls::react(room, seq + 1_000), &[("on", "👍")]).await;
    assert_eq!(missing.status, 404);
    let stranger = Visitor::stranger(server).post(&urls::react(room, seq), &[("on", "👍")]).await;
    assert_eq!(stranger.status, 401);
}

#[tokio::test]
async fn twenty_first_kind_is_refused() {
    let server = Server::shared().await;
    let room = "react-4";
    let (ada, grace, seq) = said(server, room).await;
    let linus = Visitor::joins(server, LINUS).await;
    let kinds = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "🔥", "👀", "🚀"];
    let more = ["💯", "✅", "🤔", "👏", "🥳", "😍", "😅", "🙌", "💡", "🫖"];
    for (visitor, kinds) in [(&grace, kinds), (&linus, more)] {
        for emoji in kinds {
            assert_eq!(posts(visitor, room, seq, ("on", emoji)).await.header("location"), urls::message(room, seq));
        }
    }
    assert_eq!(pills(&ada.visits(&urls::room(room)).await).len(), 20);
    let refused = ada.post(&urls::react(room, seq), &[("on", "🦀")]).await;
    let words = (ENGLISH.reactions.too_many_kinds)(20);
    assert_eq!((refused.status, refused.document().texts(".refusal")), (409, vec![words]));
    assert_eq!(posts(&ada, room, seq, ("on", "🫖")).await.status, 303, "one that is there can be joined");
    assert_eq!(pills(&grace.visits(&urls::room(room)).await)[19], "🫖 2");
}

#[tokio::test]
async fn removed_message_loses_its_reactions_everywhere() {
    let server = Server::shared().await;
    let room = "react-5";
    let (ada, grace, seq) = said(server, room).await;
    assert_eq!(posts(&grace, room, seq, ("on", "👍")).await.status, 303);
    server.store().receives_reactions(room, &["👍 1"]).await;
    let graces = grace.enters(room).await;
    assert_eq!(pills(&graces.document()), ["👍 1*"]);
    assert_eq!(ada.post(&urls::remove(room, seq), &[]).await.status, 303);
    graces.shows("the tombstone", |page| page.has(".message .removal") && pills(page).is_empty()).await;
    for path in [urls::room(room), urls::log_frame(room, LogPart::default()), urls::message(room, seq)] {
        let page = ada.visits(&path).await;
        assert!(!page.has(".reactions") && !page.has("#reactors"), "{path}");
    }
    let told = grace.get(&format!("/api/rooms/{room}/history")).await.json();
    let reactions: Vec<&Value> = told["messages"].as_array().into_iter().flatten().map(|it| &it["reactions"]).collect();
    assert!(reactions.iter().all(|it| **it == json!([])), "{told}");
    server.store().receives_reactions(room, &[]).await;
    let refused = grace.post(&urls::react(room, seq), &[("on", "👍")]).await;
    assert_eq!((refused.status, refused.document().texts(".refusal").len()), (409, 1));
}

#[tokio::test]
async fn page_that_was_away_shows_the_reactions_it_missed() {
    let server = Server::shared().await;
    let room = "react-6";
    let (ada, grace, seq) = said(server, room).await;
    let mut adas = ada.enters(room).await;
    adas.drops_connection().await;
    for field in [("on", "👍"), ("on", "🎉"), ("off", "👍")] {
        assert_eq!(posts(&grace, room, seq, field).await.status, 303);
    }
    adas.reconnects().await;
    adas.shows("what is left of them", |page| pills(page) == ["🎉 1"]).await;
}

#[tokio::test]
async fn storm_reaches_a_bystander_in_few_fragments() {
    let server = Server::shared().await;
    let room = "react-7";
    let (_, grace, seq) = said(server, room).await;
    let mut windows = Vec::new();
    for visitor in Visitor::crowd(server, 30).await {
        windows.push(visitor.enters(room).await);
    }
    let graces = grace.enters(room).await;
    let begun = Instant::now();
    windows.iter().for_each(|window| window.sends(&frame(seq, "👍", true)));
    graces.shows("all of them", |page| pills(page) == ["👍 30"]).await;
    let told = graces.frames().iter().filter(|frame| frame.contains("data-reactions")).count();
    let most = begun.elapsed().as_millis() / INTERVAL.as_millis() + 2;
    assert!((1..=most).contains(&(told as u128)), "{told} fragments in {:?}", begun.elapsed());
    assert!(told < 15, "{told} fragments for 30 people");
    assert!(graces.document().has(".message .reactions a[href$='#reactors']"), "they are named on its page");
}
