//! Who is away, and who is typing.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Server, Start, Visitor, Window};
use serde_json::json;

#[tokio::test]
async fn member_is_away_when_every_window_is() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("window-seat").await;
    let (first, second) = (ada.enters("window-seat").await, ada.enters("window-seat").await);
    graces.sees_people(&[GRACE, ADA]).await;
    let frames = graces.frames().len();
    first.sends("away");
    goes_on(&first, &graces).await;
    assert_eq!(graces.document().away(), [""; 0], "one window is still looked at");
    assert_eq!(graces.frames().len(), frames + 1, "nothing was sent but the message");

    second.sends("away");
    for window in [&graces, &first, &second] {
        window.sees_away(&[ADA]).await;
        assert_eq!(window.people(), [GRACE, ADA], "in the same place");
    }
    assert_eq!(grace.opens("window-seat").await.away(), [ADA], "a new page says so");
    assert_eq!(away(&grace, "window-seat").await, [(GRACE.to_owned(), false), (ADA.to_owned(), true)]);
    let linuses = Visitor::joins(server, LINUS).await.enters("window-seat").await;
    linuses.sees_away(&[ADA]).await;

    first.sends("back");
    for window in [&graces, &linuses] {
        window.sees_away(&[]).await;
    }
    assert_eq!(grace.opens("window-seat").await.away(), [""; 0]);
    // Closing the one that is looked at leaves the other, which is not.
    first.closes().await;
    graces.sees_away(&[ADA]).await;
    let third = ada.enters("window-seat").await;
    graces.sees_away(&[]).await;
    third.closes().await;
    graces.sees_away(&[ADA]).await;
    assert_eq!(graces.notices().iter().filter(|line| line.contains("left")).count(), 0, "{:?}", graces.notices());
}

#[tokio::test]
async fn away_status_survives_an_eviction() {
    let server = Start::default().with_faults().server().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let graces = grace.enters("lobby").await;
    let (first, second) = (ada.enters("lobby").await, ada.enters("lobby").await);
    graces.sees_people(&[GRACE, ADA]).await;
    first.sends("away");
    goes_on(&first, &graces).await;
    server.evicts("lobby").await;
    second.sends("away");
    graces.sees_away(&[ADA]).await;
    server.evicts("lobby").await;
    assert_eq!(grace.opens("lobby").await.away(), [ADA]);
    // In the time of grace they are as they were.
    first.closes().await;
    second.closes().await;
    server.evicts("lobby").await;
    assert_eq!(grace.opens("lobby").await.away(), [ADA]);
    let third = ada.enters("lobby").await;
    graces.sees_away(&[]).await;
    server.evicts("lobby").await;
    third.sends("back");
    goes_on(&third, &graces).await;
    assert_eq!(grace.opens("lobby").await.away(), [""; 0]);
}

#[tokio::test]
async fn typing_is_shown_to_everyone_but_the_typist() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let linus = Visitor::joins(server, LINUS).await;
    let [adas, graces, linuses] =
        [ada.enters("typists").await, grace.enters("typists").await, linus.enters("typists").await];
    linuses.sees_people(&[ADA, GRACE, LINUS]).await;
    adas.sees_people(&[ADA, GRACE, LINUS]).await;
    let frames = adas.frames().len();

    adas.sends("typing");
    graces.sees_typing("Ada is typing…").await;
    linuses.sees_typing("Ada is typing…").await;
    graces.sends("typing");
    linuses.sees_typing("Ada and Grace are typing…").await;
    adas.sees_typing("Grace is typing…").await;
    assert_eq!(graces.document().typing(), "Ada is typing…", "as she was told before");
    assert_eq!(adas.frames().len(), frames + 1, "she was never told of herself");
}

#[tokio::test]
async fn message_ends_typing_in_its_own_frame() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let linus = Visitor::joins(server, LINUS).await;
    let [adas, graces, linuses] =
        [ada.enters("writers").await, grace.enters("writers").await, linus.enters("writers").await];
    linuses.sees_people(&[ADA, GRACE, LINUS]).await;
    adas.sends("typing");
    graces.sees_typing("Ada is typing…").await;
    graces.sends("typing");
    linuses.sees_typing("Ada and Grace are typing…").await;
    adas.sees_typing("Grace is typing…").await;

    adas.says("Here it is.");
    for (window, line) in [(&linuses, "Grace is typing…"), (&adas, "Grace is typing…"), (&graces, "")] {
        window.sees("Here it is.").await;
        assert_eq!(window.document().typing(), line);
        let frame = window.frames().pop().expect("a frame");
        assert!(frame.contains("Here it is.") && frame.contains("#typing"), "one frame: {frame}");
    }
    graces.says("And mine.");
    linuses.sees_typing("").await;
    // Where nobody types, a message costs no byte more.
    linuses.says("Quiet.");
    graces.sees("Quiet.").await;
    assert!(!graces.frames().pop().is_some_and(|frame| frame.contains("#typing")));
}

#[tokio::test]
async fn four_typists_are_shown_as_several() {
    let server = Server::shared().await;
    let crowd = Visitor::crowd(server, 5).await;
    let mut windows = Vec::new();
    for somebody in &crowd {
        windows.push(somebody.enters("orchestra").await);
    }
    windows[4].shows("five people", |page| page.count() == 5).await;
    for window in &windows[..3] {
        window.sends("typing");
    }
    windows[4]
        .shows("three names", |page| page.typing().ends_with(" are typing…") && page.typing().contains(", "))
        .await;
    windows[3].sends("typing");
    for window in &windows {
        window.sees_typing("Several people are typing…").await;
    }
}

#[tokio::test]
async fn status_flood_is_dropped_without_a_disconnect() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("weir").await, grace.enters("weir").await);
    graces.sees_people(&[ADA, GRACE]).await;
    adas.sees_people(&[ADA, GRACE]).await;
    let frames = graces.frames().len();
    for _ in 0..30 {
        adas.sends("typing");
        adas.sends("away");
        adas.sends("back");
    }
    goes_on(&adas, &graces).await;
    let received = graces.frames().len() - frames;
    // One of typing, or two if it took so long; ten times away and back, and a few more for the
    // seconds it took.
    assert!((2..60).contains(&received), "{received} frames for 90");
    assert_eq!(graces.document().away(), [""; 0]);
    assert_eq!((adas.closed(), graces.closed()), (None, None));
    assert!(adas.frames().iter().all(|frame| !frame.contains("#refusal")), "nothing was taken for nonsense");
}

#[tokio::test]
async fn typing_and_away_are_never_stored() {
    let server = Server::start().await;
    let [ada, grace] = [Visitor::joins(&server, ADA).await, Visitor::joins(&server, GRACE).await];
    let (adas, graces) = (ada.enters("lobby").await, grace.enters("lobby").await);
    graces.sees_people(&[ADA, GRACE]).await;
    adas.sees_people(&[ADA, GRACE]).await;
    let before = server.rooms_as_stored().await;
    assert!(before.contains(ADA), "the room is on disk: {before}");

    adas.sends("typing");
    graces.sees_typing("Ada is typing…").await;
    graces.sends("typing");
    adas.sees_typing("Grace is typing…").await;
    graces.sends("away");
    adas.sees_away(&[GRACE]).await;
    graces.sends("back");
    adas.sees_away(&[]).await;
    assert_eq!(server.rooms_as_stored().await, before, "nor does the alarm come at another time");
    assert_eq!(server.store().receives("lobby", 0).await, [], "nor is anything in D1");
    assert_eq!(grace.opens("lobby").await.typing(), "", "a page that is opened knows nothing of it");
}

/// Who is here and whether they are away, as programs are told.
async fn away(visitor: &Visitor, room: &str) -> Vec<(String, bool)> {
    let answer = visitor.get(&format!("/api/rooms/{room}/users")).await.json();
    let users = answer["users"].as_array().cloned().unwrap_or_default();
    let of = |user: &serde_json::Value| {
        assert_eq!(user.as_object().map(|user| user.len()), Some(4), "{}", json!(user));
        (user["name"].as_str().unwrap_or_default().to_owned(), user["away"].as_bool().expect("true or false"))
    };
    users.iter().map(of).collect()
}

/// What was sent on one connection before has been dealt with, and the other page has been told.
async fn goes_on(speaker: &Window, reader: &Window) {
    let text = format!("Where were we after {} frames?", reader.frames().len());
    speaker.says(&text);
    reader.sees(&text).await;
}
