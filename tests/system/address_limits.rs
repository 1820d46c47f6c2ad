//! What one address may do, as Cloudflare tells where somebody comes from, and what is told to whom
//! it is too much.

use futures_util::future::join_all;
use futures_util::{StreamExt as _, stream};
use harness::cast::{ADA, GRACE};
use harness::{Answer, Server, Start, Visitor, wait};
use room::limits;
use templates::urls;
use tokio::sync::OnceCell;

/// Where a machine comes from that makes new sessions without end.
const MACHINE: &str = "192.0.2.66";

/// A server with the limits that everybody has.
async fn server() -> &'static Server {
    static LIMITED: OnceCell<Server> = OnceCell::const_new();
    LIMITED.get_or_init(|| Start::default().with("ADDRESS_LIMITS", "on").server()).await
}

/// More requests at once than the fence lets through in two minutes, of which one may begin while
/// they come.
const READS: usize = 620;

/// As a browser does, with a name of its own: it has loaded a page before.
async fn starts(visitor: &Visitor, fields: &[(&str, &str)]) -> Answer {
    visitor.get(urls::NEW_ROOM).await;
    visitor.post(urls::NEW_ROOM, fields).await
}

/// How long an answer says that somebody has to wait, in seconds.
fn wait_of(answer: &Answer) -> u32 {
    assert_eq!(answer.status, 429, "{}", answer.text);
    answer.header("retry-after").parse().expect("a number of seconds")
}

#[tokio::test]
async fn thirty_people_of_one_address_chat_undisturbed() {
    let server = server().await;
    let mut windows = Vec::new();
    for n in 1..=30 {
        let visitor = Visitor::stranger(server).from_address("192.0.2.30");
        let name = harness::cast::extra(n);
        visitor.get(&urls::room("school")).await;
        let joined = visitor.post("/r/school/join", &[("name", &name)]).await;
        assert_eq!(joined.status, 303, "{name}: {}", joined.text);
        windows.push(visitor.enters("school").await);
    }
    let texts: Vec<String> = (1..=30).map(|n| format!("I am number {n}, and I am heard.")).collect();
    for (window, text) in windows.iter().zip(&texts) {
        window.says(text);
    }
    for text in &texts {
        windows[0].sees(text).await;
    }
}

#[tokio::test]
async fn new_sessions_of_one_address_are_held_in_all_rooms() {
    let server = server().await;
    let machine = Visitor::stranger(server).from_address(MACHINE);
    machine.get(urls::LANDING).await;
    // New names, in rooms that are there: the fence counts them all.
    let ada = Visitor::joins(server, ADA).await;
    let _adas = ada.enters("square").await;
    let tries = (1..=260).map(async |n| {
        let visitor = Visitor::stranger(server).from_address(MACHINE);
        visitor.post(urls::LANDING, &[("name", &harness::cast::extra(n)), ("room", "square")]).await
    });
    let answers = join_all(tries).await;
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.status != 303).collect();
    assert!(refused.len() >= 20, "{} of 260 were refused", refused.len());
    for answer in refused {
        assert!((1..=60).contains(&wait_of(answer)), "{}", answer.text);
        assert!(answer.text.contains("Too much is coming from your network right now."), "{}", answer.text);
    }
    let grace = Visitor::joins(server, GRACE).await;
    grace.enters("square").await;
}

#[tokio::test]
async fn flood_of_one_address_is_held_in_the_room() {
    let server = server().await;
    let ada = Visitor::joins(server, ADA).await;
    let adas = ada.enters("market").await;
    let mut sessions = Vec::new();
    for n in 1..=20 {
        let visitor = Visitor::stranger(server).from_address("192.0.2.99");
        visitor.get(urls::LANDING).await;
        let name = harness::cast::extra(n);
        assert_eq!(visitor.post(urls::LANDING, &[("name", &name), ("room", "market")]).await.status, 303);
        sessions.push(visitor.enters("market").await);
    }
    // Two hundred at once, each session well inside its own limit.
    let say = |window| (window, harness::Window::says(window, "Buy!"));
    let cids: Vec<_> = sessions.iter().flat_map(|window| [window; 10].map(say)).collect();
    let heard = adas.says("Here nobody is in the way.");
    adas.sees("Here nobody is in the way.").await;
    assert_eq!(adas.refusal(&heard), None);
    let (window, last) = cids.last().expect("two hundred of them");
    let sentence = window.sees_refusal(last).await;
    assert!(sentence.starts_with("Your network is busy. Trying again in "), "{sentence}");
    let most = usize::try_from(limits::ADDRESS_SEND_BURST).expect("not many") + 50;
    assert!(adas.texts().len() < most, "{} of 200 were said", adas.texts().len());
}

#[tokio::test]
async fn headers_that_anybody_can_write_change_nothing() {
    let server = server().await;
    let machine = Visitor::stranger(server).from_address("192.0.2.77");
    let questions = (0..READS).map(async |n| {
        let forged = format!("198.51.100.{}", n % 250);
        let request = machine.request(reqwest::Method::GET, urls::API_ROOMS);
        let names = ["X-Forwarded-For", "X-Real-IP", "Forwarded"];
        machine.asks(names.iter().fold(request, |request, name| request.header(*name, &forged))).await.status
    });
    assert!(join_all(questions).await.contains(&429), "all of them count for the machine");
}

#[tokio::test]
async fn household_of_ipv6_is_one_address() {
    let server = server().await;
    let answers = join_all((0..READS).map(async |n| {
        let visitor = Visitor::stranger(server).from_address(&format!("2001:db8:7:1::{n:x}"));
        visitor.get(urls::API_ROOMS).await.status
    }));
    assert!(answers.await.contains(&429), "its devices count together");
    let neighbour = Visitor::stranger(server).from_address("2001:db8:7:2::1");
    assert_eq!(neighbour.get(urls::API_ROOMS).await.status, 200);
}

#[tokio::test]
async fn rooms_of_one_address_are_founded_one_after_another() {
    let server = server().await;
    let visitors = (1..=35).map(async |n| {
        let visitor = Visitor::stranger(server).from_address("192.0.2.15");
        let (name, title) = (harness::cast::extra(n), format!("Bargain number {n} x"));
        starts(&visitor, &[("title", &title), ("access", "private"), ("token", "t"), ("name", &name)]).await
    });
    let answers = join_all(visitors).await;
    let founded = answers.iter().filter(|answer| answer.status == 303).count();
    assert!((15..=30).contains(&founded), "{founded} of 35 were founded");
    let refused = answers.iter().find(|answer| answer.status != 303).expect("some were refused");
    assert!((1..=60).contains(&wait_of(refused)));
    assert!(refused.document().text("#address-problem, .refusal").contains("Wait"), "{}", refused.text);
}

#[tokio::test]
async fn rooms_that_never_were_are_asked_for_so_many_times() {
    let server = server().await;
    let grace = Visitor::joins(server, GRACE).await;
    let _graces = grace.enters("harbour-view").await;
    let before = server.rooms_on_disk();
    let machine = Visitor::stranger(server).from_address("192.0.2.120");
    let visits = (0..280).map(|n| {
        let machine = machine.clone();
        async move { machine.get(&urls::room(&format!("never-{n}"))).await }
    });
    let answers: Vec<Answer> = stream::iter(visits).buffered(20).collect().await;
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert!((40..=160).contains(&refused.len()), "{} of 280 were refused", refused.len());
    for answer in refused {
        assert!((1..=60).contains(&wait_of(answer)), "{}", answer.text);
        assert!(answer.text.contains("Too much is coming from your network right now."), "{}", answer.text);
    }
    // Others of this process make rooms too, but not as many.
    let made = server.rooms_on_disk() - before;
    assert!(made < 270, "{made} objects were made");
    let form = [("title", "Never more"), ("address", "never-more"), ("name", ADA)];
    assert_eq!(wait_of(&starts(&machine, &form).await), 60, "nor does a form ask for them");
    assert_eq!(machine.get(&urls::room("harbour-view")).await.status, 200, "where people are it may go");
    assert_eq!(grace.get(&urls::room("never-300")).await.status, 200, "and everybody else may go anywhere");
}

#[tokio::test]
async fn room_named_like_the_operators_is_not_founded() {
    let server = server().await;
    let ada = Visitor::stranger(server);
    for fields in [
        [("title", "Tea"), ("address", "admin"), ("name", ADA)],
        [("title", "Tea"), ("address", "supp0rt-2"), ("name", ADA)],
        [("title", "Log in"), ("address", "tea"), ("name", ADA)],
        [("title", "Kundendienst"), ("address", "tea"), ("name", ADA)],
        [("title", "الإدارة"), ("address", "tea"), ("name", ADA)],
    ] {
        let answer = starts(&ada, &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.text.contains("reserved for the people who run this site"), "{}", answer.text);
    }
    // Nor by the front page, nor by a socket.
    let joined = ada.post(urls::LANDING, &[("name", ADA), ("room", "login")]).await;
    assert_eq!(joined.status, 422, "{}", joined.text);
    let grace = Visitor::joins(server, GRACE).await;
    let refused = grace.requests_socket(&urls::socket("moderator"), &[("Origin", grace.origin())]).await;
    assert_eq!(refused.err().map(|answer| answer.status), Some(422));
}

#[tokio::test]
async fn session_lists_two_rooms_and_is_told_why_not_three() {
    let server = server().await;
    let ada = Visitor::joins(server, ADA).await;
    for room in ["shop-1", "shop-2"] {
        let founded = starts(&ada, &[("title", room), ("name", ADA)]).await;
        assert_eq!(founded.status, 303, "{}", founded.text);
        ada.says(room, "Anything on your mind?").await;
    }
    lists(&["shop-1", "shop-2"]).await;
    let third = [("title", "shop-3"), ("name", ADA)];
    let refused = starts(&ada, &third).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    assert!(refused.text.contains("You can have 2 rooms on the public list at a time."), "{}", refused.text);
    let private = starts(&ada, &[("title", "shop-3"), ("access", "private"), ("token", "t"), ("name", ADA)]).await;
    assert_eq!(private.status, 303, "a private one is nobody’s concern");
    assert_eq!(ada.post(&urls::settings("shop-1"), &[("title", "shop-1")]).await.status, 200);
    lists(&["shop-2"]).await;
    assert_eq!(starts(&ada, &third).await.status, 303, "one of them was taken off");
    let again = ada.post(&urls::settings("shop-1"), &[("title", "shop-1"), ("listed", "yes")]).await;
    assert_eq!(again.status, 200, "nobody has said anything in the third one, so it takes no place yet");
}

/// Waits until these of the shops are on the list.
async fn lists(shops: &[&str]) {
    let server = server().await;
    wait::until(format!("{shops:?} on the list"), wait::ARCHIVE_TIMEOUT, async || {
        let rooms = Visitor::stranger(server).get(urls::API_ROOMS).await.json();
        let rooms = rooms["rooms"].as_array().into_iter().flatten().filter_map(|room| room["room"].as_str());
        let mut shown: Vec<&str> = rooms.filter(|room| room.starts_with("shop-")).collect();
        shown.sort_unstable();
        if shown == shops { Ok(()) } else { Err(format!("{shown:?}")) }
    })
    .await;
}

#[tokio::test]
async fn nothing_that_is_written_holds_an_address() {
    let server = server().await;
    let address = "198.51.100.217";
    let ada = Visitor::stranger(server).from_address(address);
    ada.get(urls::LANDING).await;
    assert_eq!(ada.post(urls::LANDING, &[("name", ADA), ("room", "harbour")]).await.status, 303);
    ada.enters("harbour").await.says("Where am I?");
    assert_eq!(ada.says("harbour", "Here.").await.status, 303);
    server.logs_everything().await;
    assert_eq!(server.traces_of(address), Vec::<String>::new());
    assert!(!server.rooms_as_stored().await.contains(address), "nor does a room");
}
