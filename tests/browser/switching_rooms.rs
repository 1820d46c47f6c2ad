//! From one room to another.

use harness::{Server, Visitor, wait};
use templates::urls;
use templates::words::ENGLISH;

use crate::keyboard::{CONTROL_K, DOWN, ENTER, ESCAPE};
use crate::person::Person;

#[tokio::test]
async fn another_room_is_found_by_keyboard() {
    let server = Server::shared().await;
    let [tea, cake] = ["browser-switch-tea", "browser-switch-cake"];
    let ada = Person::joins(server, "Ada", tea).await;
    ada.goes_to_another_room(cake).await;
    ada.is_live().await;
    Visitor::joins(server, "Grace").await.says(tea, "Milk?").await;
    ada.drafts("Half a ").await;
    wait::until("the message to count as new", wait::ARCHIVE_TIMEOUT, async || {
        ada.presses(CONTROL_K).await;
        ada.sees_rooms(&[cake, tea]).await;
        let found = ada.unread_count(tea).await;
        if found == "1 new" {
            return Ok(());
        }
        ada.presses(ESCAPE).await;
        ada.sees_rooms(&[]).await;
        Err(found)
    })
    .await;
    assert_eq!(ada.current_room_in_the_switcher().await, cake);
    ada.presses("TÉA").await;
    ada.sees_rooms(&[tea]).await;
    ada.presses("x").await;
    ada.sees_rooms(&[]).await;
    ada.sees_no_match(ENGLISH.recent_rooms.no_match).await;
    // First it empties the field.
    ada.presses(ESCAPE).await;
    ada.sees_rooms(&[cake, tea]).await;
    ada.presses(ESCAPE).await;
    ada.sees_rooms(&[]).await;
    ada.sees_draft("Half a ").await;
    ada.presses(CONTROL_K).await;
    ada.sees_rooms(&[cake, tea]).await;
    ada.presses(DOWN).await;
    ada.presses(DOWN).await;
    ada.presses(ENTER).await;
    ada.is_at(&urls::room(tea)).await;
    ada.is_live().await;
    ada.goes().await;
}

#[tokio::test]
async fn another_room_is_a_tap_away_on_a_phone() {
    let server = Server::shared().await;
    let [tea, cake] = ["browser-tap-tea", "browser-tap-cake"];
    let ada = Person::joins(server, "Ada", tea).await;
    ada.touches_a_screen_of(375, 700).await;
    ada.goes_to_another_room(cake).await;
    ada.is_live().await;
    ada.opens_the_switcher().await;
    ada.sees_rooms(&[cake, tea]).await;
    assert_eq!(ada.targets_below(44).await, [""; 0]);
    ada.switches_to_room(tea).await;
    ada.is_at(&urls::room(tea)).await;
    ada.is_live().await;
    ada.goes().await;
}

#[tokio::test]
async fn rooms_are_a_page_without_scripts() {
    let server = Server::shared().await;
    let [tea, cake] = ["browser-plain-tea", "browser-plain-cake"];
    let ada = Person::joins(server, "Ada", tea).await;
    ada.has_no_scripts().await;
    ada.goes_to_another_room(cake).await;
    ada.opens_the_switcher().await;
    ada.is_at(urls::YOUR_ROOMS).await;
    ada.sees_rooms(&[cake, tea]).await;
    ada.switches_to_room(tea).await;
    ada.is_at(&urls::room(tea)).await;
    ada.goes().await;
}
