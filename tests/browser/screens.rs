//! Low and wide screens, forced colours, fingers, input methods, long texts.

use harness::{Server, Visitor};

use crate::person::{CompositionEnd, Person};

/// Pixels of a line of a message.
const LINE_PX: i64 = 24;

#[tokio::test]
async fn low_screen_keeps_log_and_button() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-low").await;
    ada.says("Is this thing on?").await;
    ada.types_by_script(&vec!["line"; 40].join("\n")).await;
    for (width, height) in [(640, 150), (320, 256), (667, 220), (1280, 300)] {
        ada.has_a_screen_of(width, height).await;
        let (log, has_button, field, text) = ada.low_screen().await;
        assert!(log >= LINE_PX, "{width} x {height}: {log} px of the log");
        assert!(has_button, "{width} x {height}: the button is not on the screen");
        assert!(field <= i64::from(height) / 3 && field < text, "{width} x {height}: {field} px for a text of {text}");
    }
    ada.goes().await;
}

#[tokio::test]
async fn open_people_cover_nothing_once_there_is_room() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.has_a_screen_of(420, 900).await;
    ada.goes_to("browser-turned", "Ada").await;
    ada.is_live().await;
    ada.opens_the_people().await;
    // The phone is turned.
    ada.has_a_screen_of(900, 420).await;
    ada.sees_the_people_beside_the_log().await;
    ada.goes().await;
}

#[tokio::test]
async fn field_grows_with_its_text_and_shrinks_again() {
    let server = Server::shared().await;
    for (ada, room) in
        [(Person::new(server).await, "browser-grows"), (Person::in_firefox(server).await, "browser-grows-firefox")]
    {
        ada.goes_to(room, "Ada").await;
        ada.sees_field_of_lines(1).await;
        ada.drafts("one").await;
        ada.presses_shift_and_enter().await;
        ada.presses_shift_and_enter().await;
        ada.sees_field_of_lines(3).await;
        ada.types_by_script(&vec!["line"; 100].join("\n")).await;
        let (.., field, text) = ada.low_screen().await;
        assert!(field <= ada.view_height().await / 3 && field > 5 * LINE_PX && field < text, "{field} px of {text}");
        ada.clears_the_draft().await;
        ada.sees_field_of_lines(1).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn characters_that_remain_are_told_near_the_limit() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-remaining").await;
    ada.types_by_script(&"😀".repeat(1_799)).await;
    ada.sees_remaining("").await;
    ada.types_by_script(&"😀".repeat(1_800)).await;
    ada.sees_remaining("200").await;
    ada.hears_remaining("Characters left: 200").await;
    ada.types_by_script(&"é".repeat(2_012)).await;
    ada.sees_remaining("-12").await;
    ada.hears_remaining("Characters over the limit: 12").await;
    ada.presses_send().await;
    ada.sees_refusal("Shorten it by 12.").await;
    ada.sees_remaining("").await;
    ada.hears_remaining("").await;
    ada.goes().await;
}

#[tokio::test]
async fn enter_that_ends_a_composition_sends_nothing() {
    let server = Server::shared().await;
    for (ada, room) in
        [(Person::new(server).await, "browser-ime"), (Person::in_firefox(server).await, "browser-ime-firefox")]
    {
        ada.goes_to(room, "Ada").await;
        for order in [CompositionEnd::KeyFirst, CompositionEnd::EndFirst, CompositionEnd::EndFirstAsAnotherKey] {
            ada.ends_a_composition("かな", order).await;
            assert_eq!(ada.draft().await, "かな", "{order:?}");
        }
        ada.presses_enter().await;
        ada.has_read(&["かな"]).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn enter_on_a_touch_screen_breaks_the_line() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-touch").await;
    ada.has_a_touch_screen().await;
    ada.drafts("one").await;
    ada.presses_enter().await;
    ada.drafts("two").await;
    ada.sees_draft("one\ntwo").await;
    ada.presses_send().await;
    ada.has_read(&["one\ntwo"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn room_stands_in_the_middle_of_a_very_wide_screen() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-frame").await;
    for (screen, frame) in [(1280, (0, 1280)), (1440, (0, 1440)), (2560, (560, 1440))] {
        ada.has_a_screen_of(screen, 800).await;
        assert_eq!(ada.frame().await, frame, "on a screen of {screen} px");
    }
    ada.goes().await;
}

#[tokio::test]
async fn focus_is_one_whole_ring_everywhere() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-rings", &vec!["line"; 60].join("\n")).await;
    let ada = Person::joins(server, "Ada", "browser-rings").await;
    ada.sends(&"x".repeat(2_001)).await;
    ada.sees_refusals(1).await;
    for (width, page) in [
        (1280, "/r/browser-rings"),
        (375, "/r/browser-rings"),
        (1280, "/r/browser-rings/you"),
        (1280, "/r/browser-rings/settings"),
        (1280, "/"),
    ] {
        ada.has_a_screen_of(width, 700).await;
        ada.opens(page).await;
        assert_eq!(ada.bad_focus_rings().await, [""; 0], "{page} at {width} px");
    }
    ada.goes().await;
}

#[tokio::test]
async fn pasted_megabyte_takes_about_as_long_as_in_a_bare_field() {
    let server = Server::shared().await;
    for (ada, room) in
        [(Person::new(server).await, "browser-paste"), (Person::in_firefox(server).await, "browser-paste-firefox")]
    {
        ada.goes_to(room, "Ada").await;
        let (ours, bare) = ada.pastes_and_compares("lorem ipsum dolor sit amet ").await;
        // It was thirty times, so a busy machine leaves room between.
        assert!(ours <= 3 * bare + 500, "{ours} ms, and {bare} in a bare field");
        ada.goes().await;
    }
}

#[tokio::test]
async fn nothing_is_lost_in_forced_colours() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    let ada = Person::joins(server, "Ada", "browser-forced").await;
    grace.says("browser-forced", "Loud and clear.").await;
    ada.says("Mine.").await;
    for scheme in ["light", "dark"] {
        ada.has_forced_colours(scheme).await;
        for page in ["/r/browser-forced", "/r/browser-forced/you", "/r/browser-forced/settings", "/", "/nowhere"] {
            ada.opens(page).await;
            assert_eq!(ada.lost_in_forced_colours().await, [""; 0], "{page} in the {scheme}");
        }
    }
    ada.goes().await;
}
