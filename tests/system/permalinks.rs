//! Links to messages: they open the log around their place, however old it is.

use harness::cast::{ADA, GRACE};
use harness::{Document, Server, Start, Visitor};
use room::limits;
use templates::words::ENGLISH;
use templates::{ids, urls};

/// Says so many messages, by several people, who each stay within what one may say at once. Returns
/// the place of each.
async fn fill(server: &Server, room: &str, count: usize) -> Vec<i64> {
    let crowd = Visitor::crowd(server, count.div_ceil(10)).await;
    for n in 0..count {
        assert_eq!(crowd[n / 10].says(room, &text(n)).await.status, 303, "{n}");
    }
    let newest = crowd[0].opens(room).await.messages().pop().expect("a message").seq;
    let count = i64::try_from(count).expect("a small number");
    (newest - count + 1..=newest).collect()
}

fn text(n: usize) -> String {
    format!("message {n}")
}

fn texts(page: &Document) -> Vec<String> {
    page.messages().into_iter().map(|said| said.text).collect()
}

fn messages(from: usize, to: usize) -> Vec<String> {
    (from..to).map(text).collect()
}

fn way(page: &Document, id: &str) -> Option<String> {
    let way = format!("#{id} a");
    page.has(&way).then(|| page.attribute(&way, "href")).flatten()
}

/// Follows a link, as a browser does: without what is behind the `#`.
async fn follows(visitor: &Visitor, link: &str) -> Document {
    let answer = visitor.get(link.split('#').next().expect("a path")).await;
    assert_eq!(answer.status, 200, "{link}: {}", answer.text);
    answer.document()
}

#[tokio::test]
async fn permalink_opens_the_log_around_its_message() {
    let server = Server::shared().await;
    let seqs = fill(server, "permalink-1", 130).await;
    let ada = Visitor::joins(server, ADA).await;
    let page = follows(&ada, &urls::in_log("permalink-1", seqs[40])).await;
    assert_eq!(texts(&page), messages(16, 66));
    assert_eq!(page.texts(".message[aria-current]"), page.texts(&format!(".linked[id={}]", ids::message(seqs[40]))));
    assert_eq!(page.text(".linked .body"), text(40));
    assert_eq!(way(&page, ids::EARLIER), Some(urls::earlier("permalink-1", seqs[16])));
    assert_eq!(way(&page, ids::LATER), Some(urls::later("permalink-1", seqs[65])));
    assert!(page.has(".composer") && page.has("[data-socket]"), "one goes on from there");

    // The first message, and the newest one.
    let page = follows(&ada, &urls::in_log("permalink-1", seqs[0])).await;
    assert_eq!((texts(&page), way(&page, ids::EARLIER)), (messages(0, 26), None));
    let page = follows(&ada, &urls::in_log("permalink-1", seqs[129])).await;
    assert_eq!((texts(&page), way(&page, ids::LATER)), (messages(105, 130), None));
}

#[tokio::test]
async fn permalink_without_scripts_shows_its_place_in_the_frame() {
    let server = Server::shared().await;
    let seqs = fill(server, "permalink-2", 80).await;
    let ada = Visitor::joins(server, ADA).await;
    for (at, fragment) in [(seqs[20], ids::message(seqs[20])), (seqs[79] + 9, ids::PLACE.to_owned())] {
        let page = ada.get(&format!("/r/permalink-2?at={at}")).await.text;
        let frame = page.split("<iframe").nth(1).and_then(|rest| rest.split("src=\"").nth(1)).expect("a frame");
        let address = frame.split('"').next().expect("an address").replace("&amp;", "&");
        assert!(address.ends_with(&format!("#{fragment}")), "{address}");
        let frame = follows(&ada, &address).await;
        assert_eq!(frame.attribute(".linked", "id"), Some(fragment));
        assert!(!frame.has("[http-equiv=refresh]"));
    }
}

#[tokio::test]
async fn permalink_to_no_message_says_so_in_its_place() {
    let server = Server::shared().await;
    let seqs = fill(server, "permalink-3", 10).await;
    let ada = Visitor::joins(server, ADA).await;
    for (at, before, after) in [(seqs[9] + 1_000, 10, 0), (1, 0, 10), (i64::MAX, 10, 0)] {
        let page = ada.get(&format!("/r/permalink-3?at={at}")).await.document();
        assert_eq!(page.text(".linked"), ENGLISH.messages.not_here);
        assert_eq!(page.all(".message:has(~ .linked)").len(), before, "{at}");
        assert_eq!(page.all(".linked ~ .message").len(), after, "{at}");
    }
    // A room in which nothing was said yet.
    let page = ada.get("/r/permalink-empty?at=7").await.document();
    assert_eq!(page.text(".linked"), ENGLISH.messages.not_here);
}

#[tokio::test]
async fn permalink_opens_what_only_d1_has() {
    let server = Start::default().with("KEEP_MESSAGES", 1).server().await;
    let seqs = fill(&server, "lobby", 300).await;
    server.log().receives("room_pruned", "lobby", 1).await;
    let ada = Visitor::joins(&server, ADA).await;
    for place in [0, 30, 245, 250, 255, 299] {
        let page = follows(&ada, &urls::in_log("lobby", seqs[place])).await;
        assert_eq!(page.text(".linked .body"), text(place));
        assert_eq!(texts(&page), messages((place + 1).saturating_sub(25), (place + 26).min(300)), "{place}");
    }
}

#[tokio::test]
async fn pages_around_a_permalink_meet_without_a_gap() {
    let server = Server::shared().await;
    let seqs = fill(server, "permalink-5", 2 * limits::PAGE_MESSAGES + 40).await;
    let ada = Visitor::joins(server, ADA).await;
    let place = follows(&ada, &urls::in_log("permalink-5", seqs[60])).await;
    let (mut all, mut page) = (texts(&place), follows(&ada, &way(&place, ids::EARLIER).expect("a way")).await);
    assert_eq!(way(&page, ids::LATER), Some(urls::later("permalink-5", seqs[35])), "and back");
    all.splice(0..0, texts(&page));
    page = follows(&ada, &way(&place, ids::LATER).expect("a way")).await;
    assert_eq!(way(&page, ids::EARLIER), Some(urls::earlier("permalink-5", seqs[86])), "and back");
    loop {
        all.extend(texts(&page));
        let Some(later) = way(&page, ids::LATER) else { break };
        page = follows(&ada, &later).await;
    }
    assert_eq!(all, messages(0, 140));
    assert_eq!(page.attribute(".back a", "href"), Some(urls::room("permalink-5")));
    let beyond = ada.get(&urls::later("permalink-5", seqs[139])).await;
    assert_eq!((beyond.status, beyond.header("location")), (303, "/r/permalink-5"), "there is nothing after it");
}

#[tokio::test]
async fn old_place_is_not_read_up_to_the_newest() {
    let server = Server::shared().await;
    let seqs = fill(server, "permalink-6", 60).await;
    let ada = Visitor::joins(server, ADA).await;
    let marks = async |at: i64| {
        ada.get(&format!("/r/permalink-6?at={at}")).await.header("set-cookie").starts_with("seen-permalink-6=")
    };
    assert!(!marks(seqs[3]).await);
    assert!(marks(seqs[50]).await, "the newest message is on this page");
}

#[tokio::test]
async fn stranger_comes_to_the_message_after_joining() {
    let server = Server::shared().await;
    let seqs = fill(server, "permalink-7", 60).await;
    let link = urls::in_log("permalink-7", seqs[5]);
    let (stranger, taken) = (Visitor::stranger(server), harness::cast::extra(1));
    let place = |page: &Document| page.attribute("form.join [name=at]", "value").expect("the place");
    let preview = follows(&stranger, &link).await;
    assert!(!preview.has(".message"), "what was said is for those who join");

    // A name that is taken, and the place is not lost.
    let form = |name: &str, at: String| [("name".to_owned(), name.to_owned()), ("at".to_owned(), at)];
    let joins = async |name: &str, at: String| {
        let form = form(name, at);
        let fields: Vec<_> = form.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
        stranger.post(&urls::join("permalink-7"), &fields).await
    };
    let refused = joins(&taken, place(&preview)).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    let joined = joins(GRACE, place(&refused.document())).await;
    assert_eq!((joined.status, joined.header("location")), (303, link.as_str()));
    assert_eq!(follows(&stranger, &link).await.text(".linked .body"), text(5));
}
