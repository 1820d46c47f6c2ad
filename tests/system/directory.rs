//! The public directory: which rooms the landing page shows, and what of them.

use std::collections::BTreeSet;
use std::time::Duration;

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Document, Server, Start, Visitor, wait};
use templates::urls;
use templates::words::ENGLISH;

/// What changes in a room is in the directory by then.
const LISTED_BY: Duration = Duration::from_secs(30);

/// A room as the landing page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    room: String,
    topic: String,
    people: String,
    activity: String,
}

fn rooms(page: &Document) -> Vec<Shown> {
    let items = page.all(".rooms li").into_iter().map(|item| Document::parse(&item.html()));
    let shown = |item: Document| Shown {
        room: item.text("a"),
        topic: item.texts(".topic").concat(),
        people: item.texts(".present").concat(),
        activity: item.text(".small"),
    };
    items.map(shown).collect()
}

async fn landing(server: &Server) -> Document {
    let answer = Visitor::stranger(server).get(urls::LANDING).await;
    assert_eq!(answer.status, 200);
    answer.document()
}

async fn found(server: &Server, room: &str) -> Option<Shown> {
    rooms(&landing(server).await).into_iter().find(|shown| shown.room == room)
}

/// Waits until the directory shows a room in a certain way, or in none.
#[track_caller]
fn lists(
    server: &Server,
    room: &str,
    bound: Duration,
    is: impl Fn(Option<&Shown>) -> bool,
) -> impl Future<Output = ()> {
    let awaited = format!("the directory to show {room} as it is");
    wait::until(awaited, bound, async move || {
        let shown = found(server, room).await;
        wait::let_pass(Duration::from_millis(200)).await;
        if is(shown.as_ref()) { Ok(()) } else { Err(format!("{shown:?}")) }
    })
}

/// As a browser does: it has loaded a page before, so the room is started at once. Then something
/// is said, or the room would not be listed.
async fn starts(visitor: &Visitor, name: &str, room: &str) {
    visitor.get(urls::NEW_ROOM).await;
    let fields = [("name", name), ("room", room), ("listed", "yes")];
    let answer = visitor.post(urls::LANDING, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(visitor.says(room, "Hello.").await.status, 303);
}

#[tokio::test]
async fn directory_is_paged_without_a_gap_or_waking_rooms() {
    let server = Server::start().await;
    let mut started = BTreeSet::new();
    for n in 0..200 {
        let room = format!("room-{n}");
        starts(&Visitor::stranger(&server), ADA, &room).await;
        started.insert(room);
    }
    // D1 is told a second after each was started; then the order stands still.
    let found = wait::until("200 rooms in the directory", wait::ARCHIVE_TIMEOUT, async || {
        let found = pages(&server).await;
        if found.len() >= started.len() { Ok(found) } else { Err(format!("{} rooms", found.len())) }
    })
    .await;
    assert_eq!(found.len(), 200);
    assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), started);

    let woken = || server.log().lines().iter().filter(|line| line.contains("room_woke")).count();
    server.logs_everything().await;
    let before = woken();
    assert_eq!(pages(&server).await, found, "a stable order");
    assert_eq!(rooms_of_the_api(&server).await, found, "the API has the same");
    server.logs_everything().await;
    assert_eq!(woken(), before + 1, "the one that marks the end of the log");
}

/// The rooms of all pages, by their links.
async fn pages(server: &Server) -> Vec<String> {
    let visitor = Visitor::stranger(server);
    let (mut found, mut path) = (Vec::new(), urls::LANDING.to_owned());
    loop {
        let page = visitor.get(&path).await.document();
        let shown = rooms(&page);
        found.extend(shown.iter().map(|shown| shown.room.clone()));
        if !page.has("[rel=next]") {
            return found;
        }
        assert_eq!(shown.len(), 20);
        path = page.attribute("[rel=next]", "href").expect("a link leads somewhere");
    }
}

/// The rooms of all pages of the API, by their links.
async fn rooms_of_the_api(server: &Server) -> Vec<String> {
    let visitor = Visitor::stranger(server);
    let (mut found, mut next) = (Vec::new(), Some("/api/rooms?limit=70".to_owned()));
    while let Some(path) = next {
        let part = visitor.get(&path).await.json();
        let rooms = part["rooms"].as_array().cloned().unwrap_or_default();
        assert!(rooms.len() == 70 || part["next"].is_null(), "{part}");
        found.extend(rooms.iter().map(|room| room["room"].as_str().unwrap_or_default().to_owned()));
        next = part["next"].as_str().map(str::to_owned);
    }
    found
}

#[tokio::test]
async fn listed_room_shows_topic_people_and_last_activity() {
    let server = Server::start().await;
    let [ada, grace, linus] = [
        Visitor::joins(&server, ADA).await,
        Visitor::joins(&server, GRACE).await,
        Visitor::joins(&server, LINUS).await,
    ];
    assert!(landing(&server).await.text(".rooms").contains(ENGLISH.directory.empty));
    starts(&ada, ADA, "garden").await;
    lists(&server, "garden", LISTED_BY, |shown| {
        shown.is_some_and(|shown| shown.people.is_empty() && shown.activity == "Last message just now")
    })
    .await;

    let adas = ada.enters("garden").await;
    let graces = grace.enters("garden").await;
    assert_eq!(
        ada.post(&urls::settings("garden"), &[("topic", "What <b>grows</b>"), ("listed", "yes")]).await.status,
        200
    );
    adas.says("Is this thing on?");
    lists(&server, "garden", LISTED_BY, |shown| {
        shown.is_some_and(|shown| {
            shown.people == "2 here" && shown.topic == "What <b>grows</b>" && shown.activity == "Last message just now"
        })
    })
    .await;
    graces.closes().await;
    lists(&server, "garden", LISTED_BY, |shown| shown.is_some_and(|shown| shown.people == "1 here")).await;
    adas.closes().await;
    lists(&server, "garden", LISTED_BY, |shown| shown.is_some_and(|shown| shown.people.is_empty())).await;

    // Not by whoever has not started it; not when nobody new can come; not when it is unlisted or
    // gone.
    let join = [("name", LINUS), ("room", "cellar")];
    assert_eq!(linus.post(urls::LANDING, &join).await.status, 303);
    starts(&grace, GRACE, "cellar").await;
    let private = grace.post(urls::LANDING, &[("name", GRACE), ("private", "yes"), ("listed", "yes")]).await;
    assert_eq!(private.status, 303);
    assert_eq!(grace.get(private.header("location")).await.status, 200);
    let settings = urls::settings("garden");
    let decide = |fields: &'static [(&str, &str)]| ada.post(&settings, fields);
    for (gone, back) in [
        ([("listed", "yes"), ("locked", "yes")].as_slice(), [("listed", "yes")].as_slice()),
        (&[], &[("listed", "yes")]),
    ] {
        assert_eq!(decide(gone).await.status, 200);
        lists(&server, "garden", LISTED_BY, |shown| shown.is_none()).await;
        assert_eq!(decide(back).await.status, 200);
        lists(&server, "garden", LISTED_BY, |shown| shown.is_some()).await;
    }
    assert_eq!(rooms(&landing(&server).await).len(), 1, "neither the unlisted nor the private one");
    assert_eq!(ada.post(&urls::delete("garden"), &[("confirm", "garden")]).await.status, 303);
    lists(&server, "garden", LISTED_BY, |shown| shown.is_none()).await;
}

#[tokio::test]
async fn crash_removes_gone_people_from_the_directory() {
    let mut server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    starts(&ada, ADA, "garden").await;
    let (_adas, mut graces) = (ada.enters("garden").await, grace.enters("garden").await);
    lists(&server, "garden", LISTED_BY, |shown| shown.is_some_and(|shown| shown.people == "2 here")).await;
    server.kill().await;
    server.start_again().await;
    graces.reconnects().await;
    lists(&server, "garden", wait::DEPARTURE_TIMEOUT, |shown| shown.is_some_and(|shown| shown.people == "1 here"))
        .await;

    server.kill().await;
    server.start_again().await;
    // Nobody comes back, and nobody asks the room.
    lists(&server, "garden", wait::DEPARTURE_TIMEOUT, |shown| shown.is_some_and(|shown| shown.people.is_empty())).await;
}

#[tokio::test]
async fn landing_page_without_d1_still_lets_people_in() {
    let server = Start::default().with_faults().server().await;
    starts(&Visitor::stranger(&server), ADA, "garden").await;
    lists(&server, "garden", LISTED_BY, |shown| shown.is_some()).await;
    let mut windows = Vec::new();
    for (fault, name) in [("d1=fails", GRACE), ("d1=hangs", LINUS)] {
        server.suffers(fault).await;
        let page = landing(&server).await;
        assert!(page.text(".rooms").contains(ENGLISH.directory.unavailable), "{fault}: {}", page.text(".rooms"));
        windows.push(Visitor::joins(&server, name).await.enters("garden").await);
        assert!(windows.last().is_some_and(|window| window.people().contains(&name.to_owned())));
    }
    server.suffers("d1=well").await;
    lists(&server, "garden", wait::DEPARTURE_TIMEOUT, |shown| shown.is_some_and(|shown| shown.people == "2 here"))
        .await;
}

#[tokio::test]
async fn locked_room_is_gone_after_an_outage_of_d1() {
    let server = Start::default().with_faults().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    for room in ["garden", "cellar"] {
        starts(&ada, ADA, room).await;
        ada.opens(room).await;
        lists(&server, room, LISTED_BY, |shown| shown.is_some()).await;
    }
    server.suffers("d1=fails").await;
    assert_eq!(ada.post(&urls::settings("garden"), &[("listed", "yes"), ("locked", "yes")]).await.status, 200);
    assert_eq!(ada.post(&urls::delete("cellar"), &[("confirm", "DELETE")]).await.status, 303);
    server.log().receives("directory_update_failed", "garden", 1).await;
    server.suffers("d1=well").await;
    for room in ["garden", "cellar"] {
        lists(&server, room, wait::DEPARTURE_TIMEOUT, |shown| shown.is_none()).await;
    }
}

#[tokio::test]
async fn malformed_directory_cursor_is_refused() {
    let server = Server::shared().await;
    for place in ["nonsense", "1.2", "9.1.a"] {
        let answer = Visitor::stranger(server).get(&format!("/?after={place}")).await;
        assert_eq!((answer.status, answer.text.contains("a place in the room list")), (400, true), "{place}");
    }
}

#[tokio::test]
async fn operator_decides_by_click_what_the_list_shows() {
    let server = Server::start().await;
    let (ada, operator) = (Visitor::joins(&server, ADA).await, Visitor::operates(&server).await);
    starts(&ada, ADA, "clicked").await;
    assert_eq!(ada.post(&urls::settings("clicked"), &[("topic", "Buy tea"), ("listed", "yes")]).await.status, 200);
    let topic_is = |shown: Option<&Shown>, topic: &str| shown.is_some_and(|shown| shown.topic == topic);
    lists(&server, "clicked", LISTED_BY, |shown| topic_is(shown, "Buy tea")).await;
    let (path, place) = (urls::operator::list("clicked"), urls::operator::room("clicked"));
    let decides = async |change: &str| {
        let answer = operator.post(&path, &[("change", change)]).await;
        assert_eq!((answer.status, answer.header("location")), (303, &*place), "{change}");
    };
    decides("hide-topic").await;
    assert!(topic_is(found(&server, "clicked").await.as_ref(), ""));
    decides("off").await;
    assert_eq!(found(&server, "clicked").await, None);
    let page = operator.visits(&place).await;
    assert!(page.has("button[name=change][value=on]") && page.has("button[name=change][value=show-topic]"));
    assert_eq!(ada.post(&urls::settings("clicked"), &[("topic", "Buy more"), ("listed", "yes")]).await.status, 200);
    assert_eq!(found(&server, "clicked").await, None, "its owner changes nothing about it");
    decides("on").await;
    lists(&server, "clicked", LISTED_BY, |shown| topic_is(shown, "")).await;

    let by_hand = [("listing", "by hand"), ("listed_per_owner", "1")];
    let saved = operator.post(urls::operator::SETTINGS, &by_hand).await;
    assert_eq!((saved.status, saved.document().has("[value='by hand'][selected]")), (200, true));
    lists(&server, "clicked", LISTED_BY, |shown| shown.is_none()).await;
    decides("pick").await;
    assert!(found(&server, "clicked").await.is_some());
    decides("unpick").await;
    assert_eq!(found(&server, "clicked").await, None);
    assert_eq!(operator.post(&path, &[("change", "explode")]).await.status, 400);
    assert_eq!(ada.post(&path, &[("change", "on")]).await.status, 401);
}
