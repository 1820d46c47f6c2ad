//! A busy room tells several messages in one frame: what waits for others is neither lost, doubled
//! nor out of order.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Document, Start, Visitor, wait};
use room::limits;

/// Waits until a page that is opened now ends with a text: the room has it, whoever was told.
#[track_caller]
fn is_stored(visitor: &Visitor, text: &str) -> impl Future<Output = ()> {
    wait::until(format!("the room to have “{text}”"), wait::SOON, async move || {
        let messages = visitor.opens("lobby").await.messages();
        if messages.last().is_some_and(|last| last.text == text) { Ok(()) } else { Err(format!("{messages:?}")) }
    })
}

/// Envelopes that add to the log, in a frame.
fn log_envelopes(frame: &str) -> usize {
    frame.matches("hx-target=\"#log\"").count()
}

#[tokio::test]
async fn queued_messages_arrive_in_one_frame_in_order() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    // Nothing else is to be told any more that could not wait.
    adas.sees_people(&[ADA, GRACE]).await;
    server.suffers("broadcast=waits").await;
    let frames = graces.frames().len();
    adas.says("one");
    adas.says("two");
    adas.sees("two").await;
    graces.beats().await;
    assert_eq!(graces.texts(), [""; 0], "it is not told yet");

    server.suffers("broadcast=flows").await;
    graces.sees("two").await;
    assert_eq!(graces.texts(), ["one", "two"], "though nothing else was said");
    let received = &graces.frames()[frames..];
    assert_eq!((received.len(), log_envelopes(&received[0])), (1, 1), "one frame, one envelope: {received:?}");
    assert_eq!(adas.texts(), ["one", "two"]);
    assert_eq!(adas.pending(), [""; 0]);
    let last = graces.messages()[1].seq;
    assert_eq!((graces.version(), adas.version()), (last, last), "both pages are at the last of them");
}

#[tokio::test]
async fn direct_frame_never_overtakes_queued_messages() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace, linus] = [
        Visitor::joins(&server, ADA).await,
        Visitor::joins(&server, GRACE).await,
        Visitor::joins(&server, LINUS).await,
    ];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    // That they came is told with what they say, if it was not before, and cannot wait.
    let is_told = |page: &Document| page.notices().last().is_some_and(|notice| notice.contains("Grace"));
    adas.shows("the arrivals", is_told).await;
    server.suffers("broadcast=waits").await;
    adas.says("one");
    adas.sees("one").await;
    graces.beats().await;
    assert_eq!(graces.texts(), [""; 0], "whoever speaks sees it at once; the others wait");
    let refused = graces.says(&"too long ".repeat(300));
    graces.sees_refusal(&refused).await;
    assert_eq!(graces.texts(), ["one"], "what came before the refusal is told before it");

    let cid = adas.says("two");
    adas.says_as(&cid, "two");
    adas.shows("the answer to the repeat", |page| !page.has("#pending > li")).await;
    adas.says("three");
    adas.sees("three").await;
    let linuses = linus.enters("lobby").await;
    // That he came cannot wait.
    graces.sees("three").await;
    assert_eq!(graces.texts(), ["one", "two", "three"]);
    assert_eq!(linuses.texts(), ["one", "two", "three"]);
    let copies: usize = linuses.frames().iter().map(|frame| frame.matches(">three<").count()).sum();
    assert_eq!(copies, 0, "what his page had was not sent again");
    graces.closes().await;
    adas.shows("Grace's departure", |page| page.notices().last().is_some_and(|notice| notice.contains("Grace left")))
        .await;
    assert_eq!(adas.texts(), ["one", "two", "three"]);
}

#[tokio::test]
async fn overloaded_room_delivers_every_message_once() {
    let server = Start::default().with_faults().server().await;
    let crowd = Visitor::crowd(&server, 4).await;
    let linus = Visitor::joins(&server, LINUS).await;
    let mut windows = Vec::new();
    for visitor in crowd.iter().chain([&linus]) {
        windows.push(visitor.enters("lobby").await);
    }
    let linuses = windows.pop().unwrap();
    // Nothing else is to be told any more that could not wait.
    linuses.shows("everyone", |page| page.count() == 5 && page.people().len() == 5).await;
    for window in &windows {
        window.shows("everyone", |page| page.count() == 5 && page.people().len() == 5).await;
    }
    server.suffers("broadcast=waits").await;
    for n in 0..limits::OVERLOAD_EVENTS {
        windows[n % windows.len()].says(&format!("drop {n}"));
    }
    let has = |messages: usize| {
        let linus = &linus;
        wait::until(format!("the room to have {messages} messages"), wait::SOON, async move || {
            let kept = linus.opens("lobby").await.messages().len();
            if kept == messages { Ok(()) } else { Err(kept.to_string()) }
        })
    };
    has(limits::OVERLOAD_EVENTS).await;
    for window in &windows {
        window.beats().await;
        assert_eq!(window.pending(), [""; 0], "whoever speaks is told at once");
    }
    linuses.says("the last drop");
    has(limits::OVERLOAD_EVENTS + 1).await;
    linuses.beats().await;
    assert_eq!(linuses.pending(), ["the last drop"], "it is heard, and will be told with everything that waits");

    server.suffers("broadcast=flows").await;
    let all = linus.opens("lobby").await.messages();
    for window in windows.iter().chain([&linuses]) {
        window.sees("the last drop").await;
        assert_eq!(window.messages(), all, "once, and in order");
        assert_eq!(window.pending(), [""; 0]);
    }
}

#[tokio::test]
async fn evicted_room_still_delivers_queued_messages() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    adas.sees_people(&[ADA, GRACE]).await;
    graces.says("before");
    adas.sees("before").await;
    server.suffers("broadcast=waits").await;
    adas.says("one");
    adas.says("two");
    is_stored(&ada, "two").await;
    server.evicts("lobby").await;
    for window in [&adas, &graces] {
        window.sees("two").await;
        assert_eq!(window.texts(), ["before", "one", "two"]);
    }

    // Whoever remembers it for the room may go before it is told.
    let linus = Visitor::joins(&server, LINUS).await;
    let linuses = linus.enters("lobby").await;
    for (text, leaves) in [("three", adas), ("four", graces)] {
        leaves.says(text);
        is_stored(&linus, text).await;
        leaves.closes().await;
        server.evicts("lobby").await;
        linuses.sees(text).await;
    }
}

#[tokio::test]
async fn kill_loses_no_queued_message() {
    let mut server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (mut adas, mut graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    server.suffers("broadcast=waits").await;
    adas.says("one");
    adas.says("two");
    is_stored(&ada, "two").await;
    server.kill().await;
    server.start_again().await;
    adas.reconnects().await;
    graces.reconnects().await;
    for window in [&adas, &graces] {
        window.sees("two").await;
        assert_eq!(window.texts(), ["one", "two"], "once, though it was sent again");
    }
    assert_eq!(adas.pending(), [""; 0]);
}

#[tokio::test]
async fn message_is_rendered_once_for_all_readers() {
    let server = Start::default().with_faults().server().await;
    let crowd = Visitor::crowd(&server, 20).await;
    let mut windows = Vec::new();
    for (readers, text) in [(1, "to one"), (20, "to twenty")] {
        for visitor in &crowd[windows.len()..readers] {
            windows.push(visitor.enters("lobby").await);
        }
        let before = server.renderings().await;
        windows[0].says(text);
        for window in &windows {
            window.sees(text).await;
        }
        assert_eq!(server.renderings().await, before + 1, "{readers} readers");
    }
}

#[tokio::test]
async fn members_who_missed_the_same_share_one_rendering() {
    let server = Start::default().with_faults().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    let mut adas = ada.enters("lobby").await;
    let mut windows = Vec::new();
    for visitor in Visitor::crowd(&server, 8).await {
        windows.push(visitor.enters("lobby").await);
    }
    let (early, late) = windows.split_at_mut(4);
    adas.says("one");
    for window in early.iter_mut().chain(&mut *late) {
        window.sees("one").await;
    }
    for window in &mut *early {
        window.drops_connection().await;
    }
    adas.says("two");
    for window in &mut *late {
        window.sees("two").await;
        window.drops_connection().await;
    }
    adas.says("three");
    adas.sees("three").await;

    let before = server.renderings().await;
    for (one, other) in early.iter_mut().zip(&mut *late) {
        for window in [one, other] {
            window.reconnects().await;
            assert_eq!(window.texts(), ["one", "two", "three"]);
        }
    }
    assert_eq!(server.renderings().await, before + 3, "two for those who had missed two, and one for the others");

    // Whoever comes when something has changed is told of the room as it is then.
    adas.drops_connection().await;
    for window in early.iter_mut() {
        window.shows("eight people", |page| page.count() == 8).await;
    }
    early[0].reconnects().await;
    assert_eq!(early[0].count(), 8);
    assert!(!early[0].people().contains(&ADA.to_owned()), "{:?}", early[0].people());
    late[0].says("four");
    early[0].sees("four").await;
    early[1].reconnects().await;
    early[1].sees("four").await;
    assert_eq!(early[1].texts(), ["one", "two", "three", "four"]);
}
