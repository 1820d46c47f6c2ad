//! The log in a frame, as browsers without scripts load it again and again; and the composer beside
//! it.

use harness::cast::{ADA, GRACE};
use harness::{Answer, Document, Server, Visitor};
use reqwest::{Method, header};
use room::limits;
use templates::urls;
use templates::views::{LogPart, LogPlace};
use templates::words::ENGLISH;

const NEWEST: LogPart =
    LogPart { place: LogPlace::Newest, at: None, first_new: None, members_open: false, paused: false, head: None };

async fn frame(visitor: &Visitor, room: &str, part: LogPart) -> Answer {
    visitor.get(&urls::log_frame(room, part)).await
}

async fn opens(visitor: &Visitor, room: &str, part: LogPart) -> Document {
    let answer = frame(visitor, room, part).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.document()
}

/// The address of the frame in the page of a room, which a parser takes for text.
fn address_in(page: &Answer) -> String {
    let frame = page.text.split("<iframe").nth(1).and_then(|rest| rest.split("src=\"").nth(1));
    frame.and_then(|rest| rest.split('"').next()).expect("a frame").replace("&amp;", "&")
}

fn texts(page: &Document) -> Vec<String> {
    page.messages().into_iter().map(|said| said.text).collect()
}

/// Posts as a browser does, which shows the answer as a page.
async fn submits(visitor: &Visitor, room: &str, text: &str, cid: &str) -> Answer {
    let form = visitor.request(Method::POST, &urls::say(room)).header(header::ACCEPT, "text/html,*/*");
    visitor.asks(form.form(&[("text", text), ("cid", cid)])).await
}

#[tokio::test]
async fn frame_shows_messages_and_people_to_one_reader() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("frame-1").await;
    graces.says("Anybody there?");
    graces.sees("Anybody there?").await;
    ada.says("frame-1", "Yes, me.").await;

    let answer = frame(&ada, "frame-1", NEWEST).await;
    assert_eq!((answer.status, answer.header("refresh")), (200, "5"));
    let page = answer.document();
    assert_eq!(texts(&page), ["Anybody there?", "Yes, me."]);
    assert_eq!(page.texts(".message.mine .body"), ["Yes, me."], "only her own is marked");
    assert_eq!(page.texts(".day"), [ENGLISH.times.today]);
    assert_eq!((page.people(), page.count()), (vec![GRACE.to_owned(), ADA.to_owned()], 2));
    assert_eq!(page.attribute(&format!("[data-mark={}]", ENGLISH.members.you), "class").as_deref(), Some("name"));
    assert!(!page.has("script") && !page.has("form"), "{}", answer.text);
    for link in page.all("a[href]:not(.skip)") {
        let leads_out = !link.attr("href").is_some_and(|href| href.starts_with("/r/frame-1/log"));
        assert_eq!(link.attr("target"), leads_out.then_some("_top"), "{:?}", link.attr("href"));
    }
    // Nobody told them that she is here but her frame.
    graces.sees_people(&[GRACE, ADA]).await;
    ada.post(&urls::leave("frame-1"), &[]).await;
    graces.sees_people(&[GRACE]).await;
    let left = frame(&ada, "frame-1", NEWEST).await;
    assert_eq!((left.status, left.header("refresh")), (403, ""), "it does not bring her back");
    assert_eq!(left.document().text(".ending h1"), ENGLISH.closes.left);
    assert_eq!(left.document().attribute(".ending a", "target").as_deref(), Some("_top"));
    assert_eq!(graces.people(), [GRACE]);
    ada.opens("frame-1").await;
    assert_eq!(frame(&ada, "frame-1", NEWEST).await.status, 200);
}

#[tokio::test]
async fn unchanged_frame_is_not_sent_again() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    ada.says("frame-2", "one").await;
    let asks = async |visitor: &Visitor, part: LogPart, tag: &str| {
        let request = visitor.request(Method::GET, &urls::log_frame("frame-2", part));
        visitor.asks(request.header(header::IF_NONE_MATCH, tag)).await
    };
    let first = frame(&ada, "frame-2", NEWEST).await;
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let tag = first.header("etag").to_owned();
    for tag in [tag.clone(), format!("W/{tag}")] {
        let again = asks(&ada, NEWEST, &tag).await;
        assert_eq!((again.status, again.text.as_str(), again.header("refresh")), (304, "", "5"));
    }
    assert_eq!(asks(&ada, LogPart { paused: true, ..NEWEST }, &tag).await.status, 200, "another page");
    assert_eq!(asks(&ada, NEWEST, "\"0.0\"").await.status, 200);
    let graces = asks(&grace, NEWEST, &tag).await;
    assert_eq!(graces.status, 200, "another reader");
    assert_eq!(asks(&ada, NEWEST, &tag).await.status, 200, "who is here now");
}

#[tokio::test]
async fn frame_says_what_its_page_shows_no_more() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    ada.says("frame-head", "It is mine.").await;
    let address = address_in(&grace.get(&urls::room("frame-head")).await);
    let now = async || grace.get(&address).await.document();
    assert!(!now().await.has(".new-head"), "the page is as new as its frame");

    ada.post(&urls::settings("frame-head"), &[("title", "Tea & Cake"), ("topic", "Recipes")]).await;
    let expected = format!("{} Tea & Cake · Recipes", ENGLISH.log_frame.new_head);
    assert_eq!(now().await.text(".new-head"), expected);
    assert!(!now().await.has(".new-head a"), "she owns nothing");

    let link = ada.post(&urls::make_owner_link("frame-head"), &[("uses", "1")]).await.document();
    let code = link.text(".owner-code");
    assert_eq!(grace.post(&urls::owner_link("frame-head"), &[("key", &code), ("name", GRACE)]).await.status, 303);
    assert_eq!(now().await.attribute(".new-head a", "href"), Some(urls::settings("frame-head")));
}

#[tokio::test]
async fn browser_without_scripts_may_keep_its_pages() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let kept =
        async |visitor: &Visitor| visitor.get(&urls::room("frame-kept")).await.header("cache-control").to_owned();
    assert_eq!(kept(&ada).await, "no-store");
    frame(&ada, "frame-kept", NEWEST).await;
    assert_eq!([kept(&ada).await, kept(&grace).await], ["private, no-cache", "no-store"]);

    // From a page that "Back" shows again: one press twice, and another text.
    for text in ["Yes.", "Yes.", "Yes, and more."] {
        assert_eq!(submits(&ada, "frame-kept", text, "0123456789abcdef").await.status, 303);
    }
    assert_eq!(texts(&ada.opens("frame-kept").await), ["Yes.", "Yes, and more."]);
}

#[tokio::test]
async fn earlier_and_later_pages_meet_without_a_gap() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let crowd = Visitor::crowd(server, 11).await;
    for n in 1..=2 * limits::PAGE_MESSAGES + 5 {
        let answer = crowd[n % crowd.len()].says("frame-3", &format!("Message {n}")).await;
        assert_eq!(answer.status, 303, "{n}");
    }
    let follows = |page: &Document, label: &str| {
        let link = page.all(".earlier a").into_iter().find(|link| link.text().collect::<String>() == label);
        link.and_then(|link| link.attr("href")).map(str::to_owned)
    };
    let (earlier, later) = (ENGLISH.messages.earlier, ENGLISH.log_frame.later);
    let numbers = |page: &Document| {
        let numbers = texts(page).into_iter().map(|text| text.trim_start_matches("Message ").parse::<usize>());
        numbers.collect::<Result<Vec<_>, _>>().expect("numbers")
    };
    let mut pages = vec![opens(&ada, "frame-3", NEWEST).await];
    while let Some(path) = follows(pages.last().expect("a page"), earlier) {
        let answer = ada.get(&path).await;
        assert_eq!((answer.status, answer.header("refresh")), (200, ""), "it stays as it is");
        pages.push(answer.document());
    }
    let backwards: Vec<Vec<usize>> = pages.iter().map(numbers).collect();
    assert_eq!(backwards, [(56..=105).collect(), (6..=55).collect(), (1..=5).collect::<Vec<usize>>()]);

    let mut forwards = Vec::new();
    let mut page = pages.pop().expect("the first page");
    while let Some(path) = follows(&page, later) {
        page = ada.get(&path).await.document();
        forwards.push(numbers(&page));
    }
    assert_eq!(forwards, [(6..=55).collect(), (56..=105).collect::<Vec<usize>>()]);
    let newest = follows(&page, ENGLISH.room.back_to_newest);
    assert_eq!(newest.as_deref(), Some("/r/frame-3/log"));
}

#[tokio::test]
async fn line_of_the_last_visit_stays_over_refreshes() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    grace.says("frame-4", "old").await;
    ada.opens("frame-4").await;
    grace.says("frame-4", "new").await;
    let src = address_in(&ada.get(&urls::room("frame-4")).await);
    for _ in 0..2 {
        let frame = ada.get(&src).await.document();
        assert_eq!(frame.texts(".unread-divider + .message .body"), ["new"], "{src}");
        grace.says("frame-4", "newer").await;
    }
    let next = ada.opens("frame-4").await;
    assert!(next.has(".unread-divider"), "the last one came after the last refresh");
}

#[tokio::test]
async fn paused_frame_is_not_loaded_again() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let page = opens(&ada, "frame-5", NEWEST).await;
    let pause = page.attribute(".updates", "href").expect("a link");
    assert_eq!(page.text(".updates"), ENGLISH.log_frame.pause);
    let paused = ada.get(&pause).await;
    assert_eq!((paused.status, paused.header("refresh")), (200, ""));
    assert_eq!(paused.document().text(".updates"), ENGLISH.log_frame.resume);
    let resumed = ada.get(&paused.document().attribute(".updates", "href").expect("a link")).await;
    assert_eq!(resumed.header("refresh"), "5");
}

#[tokio::test]
async fn only_the_page_of_a_room_holds_the_frame() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let policy = async |path: &str| ada.get(path).await.header("content-security-policy").to_owned();
    assert!(policy("/r/frame-6/log").await.contains("object-src 'none'; frame-ancestors 'self';"));
    assert!(policy("/r/frame-6").await.contains("; frame-src 'self'; frame-ancestors 'none';"));
    assert!(policy("/").await.contains("object-src 'none'; frame-ancestors 'none';"));
    let stranger = Visitor::stranger(server).get("/r/frame-6/log").await;
    assert_eq!((stranger.status, stranger.header("refresh")), (403, ""));
    assert_eq!(stranger.document().text(".ending h1"), ENGLISH.closes.session_over);
}

#[tokio::test]
async fn refused_text_is_shown_again_by_a_reload() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    ada.opens("frame-7").await;
    let long = "é".repeat(limits::BODY_MAX_CHARS + 1);
    let answer = submits(&ada, "frame-7", &long, "frame-7-cid-0001").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/r/frame-7/say"), "{}", answer.text);
    for _ in 0..2 {
        let page = ada.get("/r/frame-7/say").await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert_eq!(page.document().text("textarea").trim_start(), long);
        let sentence = (ENGLISH.refusals.too_long)(limits::BODY_MAX_CHARS + 1, limits::BODY_MAX_CHARS);
        assert_eq!(page.document().text("#refusal .refusal"), sentence);
    }
    let other = submits(&ada, "frame-7", " ", "frame-7-cid-0002").await;
    assert_eq!(other.status, 303);
    let page = ada.get("/r/frame-7/say").await.document();
    assert_eq!(page.text("#refusal .refusal"), ENGLISH.refusals.empty, "the text before it is gone");

    let said = submits(&ada, "frame-7", "Hello.", "frame-7-cid-0003").await;
    assert_eq!((said.status, said.header("location")), (303, "/r/frame-7"));
    let nothing = ada.get("/r/frame-7/say").await;
    assert_eq!((nothing.status, nothing.header("location")), (303, "/r/frame-7"), "nothing is kept any more");

    // As much as no cookie holds comes back with the answer itself.
    let longest = "x".repeat(20_000);
    let answer = submits(&ada, "frame-7", &longest, "frame-7-cid-0004").await;
    assert_eq!((answer.status, answer.document().text("textarea").trim_start()), (422, longest.as_str()));
}

#[tokio::test]
async fn text_of_whoever_is_shut_out_is_kept() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    ada.says("frame-8", "mine").await;
    let typed = async |visitor: &Visitor, cid: &str| {
        let answer = submits(visitor, "frame-8", "Let me in.", cid).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/r/frame-8/say"));
        let page = visitor.get("/r/frame-8/say").await;
        assert_eq!(visitor.get("/r/frame-8/say").await.text, page.text, "as often as it is loaded");
        (page.status, page.document().text(".typed"), page.document().text("h1"))
    };
    let locked = [("topic", ""), ("welcome", ""), ("locked", "yes")];
    assert!(ada.post(&urls::settings("frame-8"), &locked).await.status < 400);
    let (status, text, title) = typed(&grace, "frame-8-cid-0001").await;
    assert_eq!((status, text.as_str(), title.as_str()), (403, "Let me in.", ENGLISH.problems.room_locked.title));
    ada.post(&urls::delete("frame-8"), &[("confirm", "DELETE")]).await;
    let (_, text, title) = typed(&ada, "frame-8-cid-0002").await;
    assert_eq!((text.as_str(), title.as_str()), ("Let me in.", ENGLISH.problems.room_deleted));
    ada.forges("natter=none");
    let (status, text, title) = typed(&ada, "frame-8-cid-0003").await;
    assert_eq!((status, text.as_str(), title.as_str()), (401, "Let me in.", ENGLISH.problems.no_session.title));
}
