//! What a pointer shows, and what never leaves its place.

use harness::{Fault, Proxy, Server, Visitor};

use crate::person::Person;

const LONG: &str = "A message that is long enough to reach the end of the column, where something appears when a \
                    pointer is over it, and then some more of it.";

#[tokio::test]
async fn hovering_covers_no_letter_until_escape_hides_it() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace Brewster Murray Hopper III").await;
    let room = "browser-hover";
    grace.says(room, LONG).await;
    let second = LONG.to_uppercase();
    grace.says(room, &second).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.sees(&[LONG, &second]).await;
    ada.sees_notice("Ada").await;
    for text in [LONG, second.as_str()] {
        let before = ada.lines_of(text).await;
        ada.points_at(text).await;
        ada.sees_shown_beside(text, true).await;
        assert_eq!(ada.lines_of(text).await, before, "nothing moves");
        assert_eq!(ada.covered_by_hover(text).await, 0, "pixels of letters are covered");
        ada.presses_escape().await;
        ada.sees_shown_beside(text, false).await;
    }
    ada.goes().await;
}

/// To the hundredth of a pixel: a head more or less was 40.
#[tokio::test]
async fn sent_message_stays_where_it_is_when_the_room_has_it() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-hop").await;
    ada.says("The first of the day.").await;
    ada.has_read(&["The first of the day."]).await;
    let tall = vec!["line"; 40].join("\n");
    let runs = format!("one{}two", "\n".repeat(12));
    for (typed, shown) in [("Right after it.", "Right after it."), (&tall, &tall), (&runs, "one\n\n\ntwo")] {
        // The page has what it needs for a long text once there is one in the field.
        ada.types_by_script(typed).await;
        ada.knows_long_texts().await;
        proxy.does_to_all(Fault::StopReading);
        ada.presses_send().await;
        ada.sees_pending(&[shown]).await;
        let pending = ada.place_of(shown).await;
        proxy.does_to_all(Fault::Heal);
        ada.sees_pending(&[]).await;
        ada.sees(&[shown]).await;
        assert_eq!(ada.place_of(shown).await, pending, "{shown:?}");
    }

    // After somebody else it has a head, before as after.
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-hop", "In between.").await;
    ada.sees(&["In between."]).await;
    proxy.does_to_all(Fault::StopReading);
    ada.says("With a head.").await;
    ada.sees_pending(&["With a head."]).await;
    let pending = ada.place_of("With a head.").await;
    proxy.does_to_all(Fault::Heal);
    ada.sees_pending(&[]).await;
    assert_eq!(ada.place_of("With a head.").await, pending);
    ada.goes().await;
}

#[tokio::test]
async fn long_name_uses_the_width_of_the_panel() {
    let server = Server::shared().await;
    let name = "Grace Brewster Murray Hopper III";
    let grace = Visitor::joins(server, name).await.enters("browser-panel").await;
    let ada = Person::joins(server, "Ẁẁ Ŵw", "browser-panel").await;
    ada.sees_people(&[name, "Ẁẁ Ŵw"]).await;
    let (width, rows) = ada.name_in_panel(name).await;
    assert!(width > 120 && rows == 2, "{width} px in {rows} rows");
    assert_eq!(ada.faces_that_let_letters_out().await, 0);
    ada.goes().await;
    drop(grace);
}

#[tokio::test]
async fn welcome_is_read_by_newcomers_and_out_of_the_way_later() {
    let server = Server::shared().await;
    let room = "browser-newcomer";
    let ada = Person::joins(server, "Ada", room).await;
    ada.decides(room, async || ada.fills("welcome", "Mind the flower beds.").await).await;
    let grace = Person::joins(server, "Grace", room).await;
    grace.sees_welcome("Mind the flower beds.").await;
    assert!(grace.welcome_is_above_the_log().await);
    grace.reloads().await;
    grace.is_live().await;
    grace.sees_welcome("Mind the flower beds.").await;
    assert!(!grace.welcome_is_above_the_log().await);
    grace.goes().await;
    ada.goes().await;
}
