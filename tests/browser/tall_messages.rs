//! Messages that are taller than a screen.

use harness::{Server, Visitor};

use crate::person::Person;

/// In hundredths: a view scrolls by whole ones.
const PIXEL: i64 = 100;

#[tokio::test]
async fn tall_message_unfolds_by_key_and_keeps_its_place() {
    let server = Server::shared().await;
    let room = "browser-tall";
    let grace = Visitor::joins(server, "Grace").await;
    let lines: Vec<String> = (0..60).map(|line| format!("line {line}")).collect();
    let tall = lines.join("\n");
    grace.says(room, "before").await;
    grace.says(room, &tall).await;
    grace.says(room, "after").await;
    let ada = Person::joins(server, "Ada", room).await;
    // It moves what is above it.
    ada.sees_notice("Ada").await;
    ada.sees_switch("Show more").await;
    let (has_switch, height) = ada.fold_of("line 59").await;
    assert!(has_switch && height < 500, "{height} px");
    let [top, ..] = ada.place_of(&tall).await;

    ada.unfolds_by_key().await;
    ada.sees_switch("Show less").await;
    assert_eq!(ada.fold_of("line 59").await, (true, 60 * 24), "all of it");
    let moved = ada.place_of(&tall).await[0] - top;
    assert!(moved.abs() < PIXEL, "its beginning moved by {moved}");
    assert!(ada.has_the_switch_in_focus().await);

    ada.unfolds_by_key().await;
    ada.sees_switch("Show more").await;
    assert_eq!(ada.fold_of("line 59").await, (true, height));
    assert!(ada.has_the_switch_in_focus().await);
    ada.goes().await;
}

#[tokio::test]
async fn wide_message_is_folded_where_lines_are_short() {
    let server = Server::shared().await;
    let room = "browser-wide";
    let grace = Visitor::joins(server, "Grace").await;
    grace.says(room, &"many words ".repeat(90)).await;
    let ada = Person::joins(server, "Ada", room).await;
    assert!(!ada.fold_of("many words").await.0, "it fits");
    ada.has_a_screen_of(375, 700).await;
    let (has_switch, height) = ada.fold_of("many words").await;
    assert!(has_switch && height < 500, "{height} px");
    ada.goes().await;
}
