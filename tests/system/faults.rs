//! Faults at chosen points: a build that fails where it is told to, and a kill while it does.

use std::time::Duration;

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Document, Row, Server, Start, Visitor, wait};
use tokio::time::Instant;

/// A room that panics is made again at once. Half of three, and on a machine that is slow in
/// everything as many times what the same takes after a cable was pulled: machines are busy.
const SERVES_AGAIN_WITHIN: Duration = Duration::from_secs(1);
const TIMES_A_CUT: u32 = 5;

#[tokio::test]
async fn kill_between_write_and_send_keeps_the_message_once() {
    let mut server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (mut adas, mut graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    adas.says("before");
    graces.sees("before").await;

    server.suffers("stop=saved").await;
    adas.says("at the wrong moment");
    stops(&server, "saved").await;
    server.kill().await;
    graces.loses_connection().await;
    assert_eq!(graces.texts(), ["before"], "nobody was told of it");
    assert_eq!(adas.pending(), ["at the wrong moment"]);

    server.start_again().await;
    adas.reconnects().await;
    graces.reconnects().await;
    for window in [&adas, &graces] {
        window.sees("at the wrong moment").await;
        assert_eq!(window.texts(), ["before", "at the wrong moment"], "once, whether it had been kept or not");
    }
    assert_eq!(bodies(&server.store().receives("lobby", 2).await), ["before", "at the wrong moment"]);
}

#[tokio::test]
async fn message_that_cannot_be_saved_is_shown_to_nobody() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    server.suffers("write=fails").await;
    let cid = adas.says("Into the void.");
    assert_eq!(adas.sees_refusal(&cid).await, "Your message couldn’t be saved. Try again in a moment.");
    graces.beats().await;
    assert_eq!(graces.texts(), [""; 0], "what was refused was shown to nobody");
    let answer = grace.says("lobby", "By post.").await;
    assert_eq!(answer.status, 503);
    assert!(answer.text.contains("By post."), "the text is in the form again: {}", answer.text);

    server.suffers("write=works").await;
    adas.says_as(&cid, "Into the void.");
    graces.sees("Into the void.").await;
    assert_eq!(graces.texts(), ["Into the void."]);
    assert_eq!(texts(&grace.opens("lobby").await), ["Into the void."], "nor kept");
}

#[tokio::test]
async fn kill_before_the_archive_cursor_moves_changes_nothing() {
    let mut server = Start::default().with_faults().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    server.suffers("stop=shipped").await;
    for text in ["one", "two", "three"] {
        assert_eq!(ada.says("lobby", text).await.status, 303);
    }
    stops(&server, "shipped").await;
    let first = server.store().receives("lobby", 3).await;
    server.kill().await;
    server.start_again().await;
    // The note is missing, so all of it goes again.
    assert_eq!(ada.says("lobby", "four").await.status, 303);
    let rows = server.store().receives("lobby", 4).await;
    assert_eq!(bodies(&rows), ["one", "two", "three", "four"]);
    assert_eq!(rows[..3], first);
}

#[tokio::test]
async fn kill_inside_the_alarm_only_delays_it() {
    let mut server = Start::default().with_faults().server().await;
    let ada = Visitor::joins(&server, ADA).await;
    server.suffers("stop=alarm").await;
    assert_eq!(ada.says("lobby", "Is this thing on?").await.status, 303);
    stops(&server, "alarm").await;
    server.kill().await;
    server.start_again().await;
    assert_eq!(bodies(&server.store().receives("lobby", 1).await), ["Is this thing on?"]);
}

#[tokio::test]
async fn failing_d1_receives_each_message_once() {
    let server = Start::default().with_faults().server().await;
    let crowd = Visitor::crowd(&server, 4).await;
    for (room, fault) in [("lobby", "d1=fails"), ("garden", "d1=applies")] {
        let window = crowd[0].enters(room).await;
        server.suffers(fault).await;
        let mut said = Vec::new();
        for failures in 1..=2 {
            for speaker in &crowd {
                let text = format!("message {}", said.len());
                assert_eq!(speaker.says(room, &text).await.status, 303, "{fault}: no send fails");
                said.push(text);
            }
            server.log().receives("archive_failed", room, failures).await;
        }
        server.suffers("d1=well").await;
        assert_eq!(crowd[0].says(room, "and on").await.status, 303);
        said.push("and on".to_owned());
        let rows = server.store().receives(room, said.len()).await;
        assert_eq!(bodies(&rows), said, "{fault}");
        assert!(rows.is_sorted_by(|a, b| a.seq + 1 == b.seq), "{rows:?}");
        window.sees("and on").await;
        assert_eq!(window.texts(), said, "nobody noticed");
        server.log().receives("archive_recovered", room, 1).await;
    }
}

#[tokio::test]
async fn d1_outage_is_logged_sparsely_and_ends_by_itself() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let graces = grace.enters("lobby").await;
    server.suffers("d1=fails").await;
    assert_eq!(ada.says("lobby", "Said while D1 was down.").await.status, 303);
    graces.sees("Said while D1 was down.").await;
    let logged = server.log().receives("archive_failed", "lobby", 3).await;
    // Tried at 1, 2 and 4 failures since, and more often than logged.
    assert_eq!(logged.iter().map(|event| event["times"].as_u64()).collect::<Vec<_>>(), [Some(1), Some(2), Some(4)]);
    server.suffers("d1=well").await;
    assert_eq!(bodies(&server.store().receives("lobby", 1).await), ["Said while D1 was down."]);
}

#[tokio::test]
async fn panic_in_a_room_loses_nothing() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("garden").await);
    let also = grace.enters("lobby").await;
    adas.says("before");
    also.sees("before").await;
    graces.says("in the garden");
    graces.sees("in the garden").await;

    // Whoever calls a room that panics may wait for ever; nobody waits for this.
    let panic = tokio::spawn({
        let stranger = Visitor::stranger(&server);
        async move { stranger.post("/faults?room=lobby&do=panic", &[]).await }
    });
    server.log().prints("an injected panic").await;
    adas.says("after");
    also.sees("after").await;
    graces.says("still here");
    graces.sees("still here").await;
    assert_eq!(also.texts(), ["before", "after"]);
    assert_eq!(graces.texts(), ["in the garden", "still here"]);
    assert_eq!((adas.closed(), graces.closed()), (None, None));
    assert_eq!(bodies(&server.store().receives("lobby", 2).await), ["before", "after"]);
    panic.abort();
}

#[tokio::test]
async fn panic_between_write_and_send_loses_nothing() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (mut adas, mut graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    let (mut said, mut outages) = (Vec::new(), Vec::new());
    let cut = {
        let since = Instant::now();
        for window in [&mut adas, &mut graces] {
            window.drops_connection().await;
            window.reconnects().await;
        }
        graces.says("after a cut");
        for window in [&adas, &graces] {
            window.sees("after a cut").await;
        }
        said.push("after a cut".to_owned());
        since.elapsed()
    };
    for n in 1..=3 {
        let [acknowledged, at_the_wrong_moment, after] =
            ["acknowledged", "at the wrong moment", "after"].map(|text| format!("{text} {n}"));
        adas.says(&acknowledged);
        graces.sees(&acknowledged).await;
        server.suffers("panic=saved").await;
        let since = Instant::now();
        adas.says(&at_the_wrong_moment);
        for window in [&mut adas, &mut graces] {
            assert_eq!(window.loses_connection().await.code, 1011);
            window.reconnects().await;
        }
        graces.says(&after);
        for window in [&adas, &graces] {
            window.sees(&after).await;
        }
        outages.push(since.elapsed());
        said.extend([acknowledged, at_the_wrong_moment, after]);
    }
    outages.sort();
    assert!(outages[1] < SERVES_AGAIN_WITHIN.max(TIMES_A_CUT * cut), "{outages:?}; after a cut {cut:?}");
    for texts in [graces.texts(), adas.texts(), texts(&grace.opens("lobby").await)] {
        assert_eq!(texts, said, "each once, and in one order");
    }
    assert_eq!(bodies(&server.store().receives("lobby", said.len()).await), said);
}

/// The same people do the same in two rooms, and one of the rooms is evicted between any two steps.
#[tokio::test]
async fn eviction_between_steps_changes_no_frame() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace, linus] = [
        Visitor::joins(&server, ADA).await,
        Visitor::joins(&server, GRACE).await,
        Visitor::joins(&server, LINUS).await,
    ];
    let mut frames_of_both = Vec::new();
    for (room, evicted) in [("steady", false), ("shaken", true)] {
        let step = async || {
            if evicted {
                server.evicts(room).await;
            }
        };
        let adas = ada.enters(room).await;
        step().await;
        adas.shows("her own arrival", |page| page.notices().concat() == "Ada joined").await;
        step().await;
        let graces = grace.enters(room).await;
        step().await;
        adas.sees_people(&[ADA, GRACE]).await;
        step().await;
        let cid = adas.says("one");
        graces.sees("one").await;
        step().await;
        graces.says("two");
        adas.sees("two").await;
        step().await;
        graces.says("three");
        adas.sees("three").await;
        step().await;
        adas.says_as(&cid, "one");
        adas.shows("the answer to a repeat", |page| !page.has("#pending > li")).await;
        step().await;
        let mut linuses = linus.enters(room).await;
        step().await;
        adas.sees_people(&[ADA, GRACE, LINUS]).await;
        let people = [(adas.me(), ADA), (graces.me(), GRACE), (linuses.me(), LINUS)];
        step().await;
        graces.sends("away");
        adas.sees_away(&[GRACE]).await;
        step().await;
        graces.sends("back");
        adas.sees_away(&[]).await;
        step().await;
        // No step in between: who types is forgotten with the memory. A room that is awake for it
        // is put to sleep ten seconds later at the earliest, and by then the line has vanished.
        linuses.sends("typing");
        adas.sees_typing("Linus is typing…").await;
        linuses.says("four");
        adas.sees_typing("").await;
        step().await;
        let second = ada.enters(room).await;
        step().await;
        second.sends("away");
        step().await;
        second.closes().await;
        step().await;
        // Comes back in time.
        linuses.drops_connection().await;
        step().await;
        linuses.reconnects().await;
        step().await;
        let refused = adas.says(&"too long ".repeat(300));
        adas.sees_refusal(&refused).await;
        step().await;
        // Leaves, and does not come back.
        graces.closes().await;
        step().await;
        adas.shows("Grace's departure", |page| {
            page.notices().last().is_some_and(|notice| notice.contains("Grace left"))
        })
        .await;
        step().await;
        linuses.says("the end");
        adas.sees("the end").await;
        assert_eq!(adas.texts()[..3], ["one", "two", "three"]);
        let founded = adas.messages()[0].seq;
        frames_of_both.push([adas.frames(), linuses.frames()].map(|frames| comparable(&frames, founded, &people)));
    }
    let (steady, shaken) = (&frames_of_both[0], &frames_of_both[1]);
    assert!(steady[0].len() >= 10, "{:?}", steady[0]);
    for (steady, shaken) in steady.iter().zip(shaken) {
        for (n, (steady, shaken)) in steady.iter().zip(shaken).enumerate() {
            assert_eq!(steady, shaken, "frame {n}");
        }
        assert_eq!(steady.len(), shaken.len());
    }
}

/// Frames without what differs from one telling to the next: the clock, the founding of the room,
/// the ids of sends, and who people are in this room.
fn comparable(frames: &[String], founded: i64, people: &[(String, &str)]) -> Vec<String> {
    let comparable = |frame: &String| {
        let mut text = String::new();
        let frame = people.iter().fold(frame.clone(), |frame, (id, name)| {
            // Whole, and as a tag beside the name.
            frame.replace(id, name).replace(&id[..8], name)
        });
        for (i, part) in frame.split('"').enumerate() {
            // Of an address the end: the room is another one.
            let end = part.rsplit('/').next().unwrap_or_default();
            let number = end.trim_start_matches(['m', 'n']).parse::<i64>().ok().filter(|n| *n > 1_000_000_000_000);
            match number {
                Some(number) if i % 2 == 1 => text.push_str(&format!("+{}", number - founded)),
                _ if part.len() == 24 && part.ends_with('Z') => text.push_str("some time"),
                _ if part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()) => text.push_str("some cid"),
                _ if part.starts_with("#p-") => text.push_str("some pending"),
                _ if part.starts_with("avatar hue-") => text.push_str("avatar"),
                _ => text.push_str(&without_clock(part)),
            }
            text.push('"');
        }
        text
    };
    frames.iter().map(comparable).collect()
}

/// `>12:34</time>` and how long to wait, in whole seconds.
fn without_clock(part: &str) -> String {
    match part.split_once("</time>") {
        Some((_, rest)) => format!(">12:34</time>{rest}"),
        None => part.to_owned(),
    }
}

#[track_caller]
fn stops(server: &Server, point: &str) -> impl Future<Output = ()> {
    let awaited = format!("the server to stop where it was told to, at {point}");
    let place = format!("\"at\":\"{point}\"");
    wait::until(awaited, Duration::from_secs(20), async move || {
        let lines = server.log().lines();
        let stopped = lines.iter().any(|line| line.contains("stopped_by_fault") && line.contains(&place));
        if stopped { Ok(()) } else { Err(lines.last().cloned().unwrap_or_default()) }
    })
}

fn bodies(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.body.as_str()).collect()
}

fn texts(page: &Document) -> Vec<String> {
    page.messages().into_iter().map(|said| said.text).collect()
}
