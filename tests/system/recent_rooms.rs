//! The rooms that a browser was in, and what is new in them.

use harness::cast::{ADA, GRACE};
use harness::{Document, Server, Start, Visitor, wait};
use templates::urls;

/// The rooms of the list, with what is said of each to be new.
fn recent_rooms(page: &Document) -> Vec<(String, String)> {
    let items = page.all(".recent-rooms li").into_iter().map(|item| Document::parse(&item.html()));
    items.map(|item| (item.text("a"), item.texts(".unread").concat())).collect()
}

async fn landing(visitor: &Visitor) -> Vec<(String, String)> {
    let answer = visitor.get(urls::LANDING).await;
    assert_eq!(answer.status, 200);
    recent_rooms(&answer.document())
}

/// Waits until the landing page shows these rooms: D1 gets to know of a message a second after it
/// was said.
#[track_caller]
fn shows(visitor: &Visitor, rooms: &[(&str, &str)]) -> impl Future<Output = ()> {
    wait::until(format!("the landing page to show {rooms:?}"), wait::ARCHIVE_TIMEOUT, async move || {
        let shown = landing(visitor).await;
        let shown: Vec<_> = shown.iter().map(|(room, unread)| (room.as_str(), unread.as_str())).collect();
        if shown == rooms { Ok(()) } else { Err(format!("{shown:?}")) }
    })
}

#[tokio::test]
async fn landing_page_counts_unread_messages() {
    let server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    let crowd = Visitor::crowd(&server, 10).await;
    assert_eq!(landing(&ada).await, [], "nobody has been anywhere by joining");
    ada.opens("garden").await;
    ada.opens("attic").await;
    shows(&ada, &[("attic", ""), ("garden", "")]).await;

    assert_eq!(ada.says("garden", "my own").await.status, 303);
    for speaker in &crowd[..2] {
        assert_eq!(speaker.says("garden", "hello").await.status, 303);
    }
    shows(&ada, &[("attic", ""), ("garden", "2 new")]).await;
    for n in 0..9 {
        for speaker in &crowd {
            assert_eq!(speaker.says("garden", &format!("message {n}")).await.status, 303);
        }
    }
    shows(&ada, &[("attic", ""), ("garden", "92 new")]).await;
    for speaker in &crowd {
        assert_eq!(speaker.says("garden", "and on").await.status, 303);
    }
    shows(&ada, &[("attic", ""), ("garden", "99+ new")]).await;
    ada.opens("garden").await;
    shows(&ada, &[("garden", ""), ("attic", "")]).await;
    assert_eq!(landing(&crowd[0]).await, [], "another browser remembers its own");
}

#[tokio::test]
async fn unread_line_divides_new_from_seen() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    grace.says("line-1", "seen").await;
    let first = ada.opens("line-1").await;
    assert!(!first.has(".unread-divider"), "a first visit has no last one");
    assert!(!ada.opens("line-1").await.has(".unread-divider"), "nothing is new");
    ada.says("line-1", "my own").await;
    assert!(!ada.opens("line-1").await.has(".unread-divider"), "only one's own is new");

    grace.says("line-1", "new").await;
    grace.says("line-1", "newer").await;
    let page = ada.opens("line-1").await;
    let log: Vec<String> = page.texts("#log > li > span, #log .body");
    assert_eq!(log, ["seen", "my own", "New since your last visit", "new", "newer"]);
    assert!(!ada.opens("line-1").await.has(".unread-divider"), "by now she has seen it");

    // It stays where it is when something is said.
    grace.says("line-1", "the newest").await;
    let window = ada.enters("line-1").await;
    grace.says("line-1", "live").await;
    window.sees("live").await;
    let log = window.document().texts("#log > .unread-divider > span, #log .body");
    assert_eq!(log[4..], ["New since your last visit", "the newest", "live"]);
    assert!(!window.frames().concat().contains("last visit"), "nobody is sent it");
}

#[tokio::test]
async fn twenty_recent_rooms_are_remembered_until_removed() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let mut rooms: Vec<String> = (0..22).map(|n| format!("many-{n}")).collect();
    for room in &rooms {
        ada.opens(room).await;
    }
    let private = ada.post(urls::LANDING, &[("name", ADA), ("private", "yes")]).await.header("location").to_owned();
    assert_eq!(ada.get(&private).await.status, 200);
    rooms.push("Private room".to_owned());
    rooms.reverse();
    let shown = async || landing(&ada).await.into_iter().map(|(room, _)| room).collect::<Vec<_>>();
    assert_eq!(shown().await, rooms[..20], "the latest first");
    assert_eq!(ada.cookie().unwrap_or_default().matches("seen-").count(), 20, "the others are not kept either");
    assert_eq!(Visitor::stranger(server).get(urls::LANDING).await.document().texts(".recent-rooms"), [""; 0]);

    let answer = ada.post(urls::FORGET_ROOM, &[("room", private.trim_start_matches("/r/"))]).await;
    assert_eq!((answer.status, answer.header("location")), (303, urls::LANDING));
    assert_eq!(shown().await, rooms[1..20]);
    let odd = ada.post(urls::FORGET_ROOM, &[("room", "no room")]).await;
    assert_eq!(odd.status, 422, "{}", odd.text);

    assert_eq!(ada.post(urls::FORGET, &[]).await.status, 303);
    assert_eq!(shown().await, [""; 0]);
    assert!(!ada.cookie().unwrap_or_default().contains("seen-"));
}

#[tokio::test]
async fn malformed_read_marker_is_deleted() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for odd in ["seen-a=", "seen-b=x.1", "seen-C=1.1", "seen-d=-1.1", "seen-e=99999999999999999999.1"] {
        ada.forges(odd);
    }
    assert_eq!(landing(&ada).await, []);
    assert!(!ada.cookie().unwrap_or_default().contains("seen-"), "{:?}", ada.cookie());
    let cookie = ada.get(&urls::room("tidy-1")).await.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("seen-tidy-1=") && cookie.ends_with("; Path=/; Max-Age=15552000; SameSite=Lax"),
        "{cookie}"
    );
}

#[tokio::test]
async fn recent_rooms_without_d1_have_no_count() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    ada.opens("garden").await;
    assert_eq!(grace.says("garden", "hello").await.status, 303);
    shows(&ada, &[("garden", "1 new")]).await;
    for fault in ["d1=fails", "d1=hangs"] {
        server.suffers(fault).await;
        assert_eq!(landing(&ada).await, [("garden".to_owned(), String::new())], "{fault}");
    }
}

#[tokio::test]
async fn forged_read_marker_tells_nothing_of_a_room() {
    let server = Server::start().await;
    let (ada, mallory) = (Visitor::joins(&server, ADA).await, Visitor::joins(&server, "Mallory").await);
    let adas = ada.enters("vault").await;
    adas.says("One.");
    adas.sees("One.").await;
    server.store().receives("vault", 1).await;
    let hers = ada.cookie().expect("cookies");
    let hers = hers.split("; ").find(|cookie| cookie.starts_with("seen-vault=")).expect("a marker");
    let proof = hers.split('.').nth(2).expect("a proof");
    for forged in ["seen-vault=0.1".to_owned(), format!("seen-vault=0.1.{proof}"), hers.to_owned()] {
        mallory.forges(&forged);
        assert_eq!(landing(&mallory).await, [("vault".to_owned(), String::new())], "{forged}");
    }
    // The premise: whoever was there is told.
    mallory.opens("vault").await;
    adas.says("Two.");
    server.store().receives("vault", 2).await;
    shows(&mallory, &[("vault", "1 new")]).await;
}
