//! Everything by keyboard: Tab, Enter, arrows, Escape, and what is typed.

use harness::{Fault, Proxy, Server, Visitor};
use templates::words::{ENGLISH, RoomName, Words};

use crate::person::Person;

pub(crate) const TAB: &str = "\u{E004}";
pub(crate) const BACK_TAB: &str = "\u{E008}\u{E004}";
pub(crate) const ENTER: &str = "\u{E007}";
pub(crate) const ESCAPE: &str = "\u{E00C}";
pub(crate) const UP: &str = "\u{E013}";
pub(crate) const DOWN: &str = "\u{E015}";
pub(crate) const RIGHT: &str = "\u{E014}";
pub(crate) const HOME: &str = "\u{E011}";
pub(crate) const END: &str = "\u{E010}";
pub(crate) const CONTROL_K: &str = "\u{E009}k";
const SPACE: &str = " ";
const BACKSPACE: &str = "\u{E003}";

/// Joins by the front page and says something.
async fn joins_and_says(ada: &Person, room: &str, words: &Words) {
    joins(ada, room, words).await;
    ada.is_live().await;
    ada.presses("Is this thing on?").await;
    ada.presses(ENTER).await;
    ada.has_read(&["Is this thing on?"]).await;
}

/// Joins by the front page.
pub(crate) async fn joins(ada: &Person, room: &str, words: &Words) {
    ada.opens("/").await;
    ada.is_on(words.landing.your_name).await;
    ada.presses("Ada").await;
    ada.presses_until(TAB, words.landing.room).await;
    ada.presses(&BACKSPACE.repeat(10)).await;
    ada.presses(room).await;
    ada.presses_until(TAB, words.landing.join).await;
    ada.presses(ENTER).await;
    ada.is_on(&(words.composer.message_to)(RoomName::Known(room))).await;
}

#[tokio::test]
async fn room_is_joined_and_talked_in_by_keyboard() {
    let server = Server::shared().await;
    for (ada, room) in [(Person::new(server).await, "browser-keys"), (Person::in_firefox(server).await, "firefox-keys")]
    {
        joins_and_says(&ada, room, &ENGLISH).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn skip_link_is_the_first_stop_and_leads_to_the_composer() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-skip").await;
    for page in ["/", "/nowhere", "/help", "/r/browser-skip/settings"] {
        ada.opens(page).await;
        ada.starts_at_the_top().await;
        ada.presses(TAB).await;
        assert_eq!(ada.focused().await, ENGLISH.site.skip_to_content, "{page}");
        ada.presses(ENTER).await;
        ada.is_in_the_content().await;
    }
    ada.opens("/r/browser-skip").await;
    ada.is_live().await;
    ada.starts_at_the_top().await;
    ada.presses_until(TAB, ENGLISH.room.skip_to_composer).await;
    ada.presses(ENTER).await;
    ada.is_on("Message browser-skip").await;
    ada.goes().await;
}

/// Reads a log to its beginning and back.
async fn reads_the_log(ada: &Person, room: &str) {
    let texts: Vec<String> = (0..60).map(|i| format!("message {i}")).collect();
    ada.sees_only(&texts[10..]).await;
    assert_eq!(ada.stops_in_the_log().await, 2, "the log, and the way to what came before");
    ada.presses_until(BACK_TAB, &format!("Messages in {room}")).await;
    ada.presses(END).await;
    ada.is_on_message("message 59").await;
    ada.sees_the_time_of_its_message().await;
    ada.presses(UP).await;
    ada.is_on_message("message 58").await;
    ada.sees_the_time_of_its_message().await;
    // What came before comes by itself.
    ada.presses(HOME).await;
    ada.sees_only(&texts).await;
    ada.presses(HOME).await;
    ada.is_on_message("message 0").await;
    ada.presses(DOWN).await;
    ada.is_on_message("message 1").await;
    ada.presses(END).await;
    ada.is_on_message("message 59").await;
    assert_eq!(ada.stops_in_the_log().await, 2, "the log, however long it is, and what can be done with the message");
    ada.presses(ESCAPE).await;
    ada.is_on(&format!("Message {room}")).await;
}

#[tokio::test]
async fn log_is_read_by_arrow_keys_to_its_beginning() {
    let server = Server::shared().await;
    for (ada, room) in
        [(Person::new(server).await, "browser-arrows"), (Person::in_firefox(server).await, "firefox-arrows")]
    {
        for (i, visitor) in Visitor::crowd(server, 6).await.iter().enumerate() {
            for j in 0..10 {
                visitor.says(room, &format!("message {}", 10 * i + j)).await;
            }
        }
        ada.goes_to(room, "Ada").await;
        reads_the_log(&ada, room).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn time_of_a_continued_message_is_seen_on_a_phone_too() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-arrows-phone", "one").await;
    grace.says("browser-arrows-phone", "two").await;
    let ada = Person::joins(server, "Ada", "browser-arrows-phone").await;
    ada.has_a_screen_of(320, 600).await;
    ada.presses_until(BACK_TAB, "Messages in browser-arrows-phone").await;
    for text in ["two", "one"] {
        ada.presses(UP).await;
        ada.is_on_message(text).await;
        ada.sees_the_time_of_its_message().await;
    }
    ada.goes().await;
}

#[tokio::test]
async fn headings_in_the_log_are_days_and_authors() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    for text in ["one", "two"] {
        grace.says("browser-headings", text).await;
    }
    let ada = Person::joins(server, "Ada", "browser-headings").await;
    ada.says("three").await;
    ada.can_jump_to(&["h2 Today", "h3 Grace", "h3 Ada"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn people_panel_of_a_phone_opens_and_closes_by_keyboard() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-keys-people").await;
    ada.has_a_screen_of(375, 700).await;
    ada.presses_until(BACK_TAB, "1 here").await;
    ada.presses(ENTER).await;
    ada.presses_until(TAB, ENGLISH.room.change_name_or_leave).await;
    ada.presses(ESCAPE).await;
    ada.is_on("1 here").await;
    assert_eq!(ada.visible_people().await, [""; 0], "it is closed");
    ada.presses(ENTER).await;
    ada.presses_until(TAB, ENGLISH.room.change_name_or_leave).await;
    ada.presses(ENTER).await;
    ada.is_at("/r/browser-keys-people/you").await;
    ada.goes().await;
}

#[tokio::test]
async fn refused_message_is_mended_and_sent_by_keyboard() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-keys-refused").await;
    ada.types_by_script(&"x".repeat(2_001)).await;
    ada.presses(ENTER).await;
    ada.sees_any_refusal().await;
    ada.presses_until(BACK_TAB, ENGLISH.pending.edit).await;
    ada.presses(ENTER).await;
    ada.is_on("Message browser-keys-refused").await;
    ada.presses(END).await;
    ada.presses(BACKSPACE).await;
    ada.presses(ENTER).await;
    ada.has_read(&[&"x".repeat(2_000)]).await;
    ada.goes().await;
}

#[tokio::test]
async fn unanswered_message_is_sent_again_by_keyboard() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-keys-retry").await;
    proxy.does_to_all(Fault::Stall);
    ada.says("Hello?").await;
    ada.sees_unsent_warning().await;
    ada.presses_until(BACK_TAB, ENGLISH.pending.discard).await;
    ada.presses_until(BACK_TAB, ENGLISH.pending.try_again).await;
    ada.presses(ENTER).await;
    assert!(!ada.has_unsent_warning().await, "it is on its way again");
    ada.goes().await;
}

#[tokio::test]
async fn settings_are_changed_by_keyboard() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-keys-settings").await;
    ada.presses_until(BACK_TAB, "Room settings: browser-keys-settings").await;
    ada.presses(ENTER).await;
    ada.is_at("/r/browser-keys-settings/settings").await;
    ada.presses_until(TAB, ENGLISH.settings.topic).await;
    ada.presses("All by keys").await;
    ada.presses_until(TAB, ENGLISH.settings.save).await;
    ada.presses(ENTER).await;
    ada.reads_anywhere(ENGLISH.settings.saved).await;
    ada.sees_field("topic", "All by keys").await;
    ada.goes().await;
}

/// Opens the help by its key and by its button, and comes back to where it was.
async fn asks_for_help(ada: &Person, room: &str) {
    let keys = ENGLISH.help.keys;
    let log = format!("Messages in {room}");
    ada.goes_to(room, "Ada").await;
    ada.presses("?").await;
    ada.sees_draft("?").await;
    ada.sees_dialog(None).await;
    ada.presses(BACKSPACE).await;
    ada.presses_until(BACK_TAB, &log).await;
    ada.presses("?").await;
    ada.sees_dialog(Some(keys)).await;
    ada.is_on(ENGLISH.help.close).await;
    ada.presses(ESCAPE).await;
    ada.sees_dialog(None).await;
    ada.is_on(&log).await;
    ada.presses_until(BACK_TAB, ENGLISH.help.title).await;
    ada.presses(ENTER).await;
    ada.sees_dialog(Some(keys)).await;
    ada.is_at(&format!("/r/{room}")).await;
    ada.presses_until(TAB, ENGLISH.help.question_mark).await;
    ada.presses(SPACE).await;
    ada.presses(ESCAPE).await;
    ada.is_on(ENGLISH.help.title).await;
    // A key that is pressed by accident, or said by a voice, can be switched off.
    ada.presses("?").await;
    ada.presses(ENTER).await;
    ada.sees_dialog(Some(keys)).await;
    ada.presses_until(TAB, ENGLISH.help.question_mark).await;
    ada.presses(SPACE).await;
    ada.presses_until(BACK_TAB, ENGLISH.help.close).await;
    ada.presses(ENTER).await;
    ada.sees_dialog(None).await;
    ada.presses("?").await;
    ada.sees_dialog(Some(keys)).await;
}

#[tokio::test]
async fn help_opens_and_closes_by_keyboard() {
    let server = Server::shared().await;
    for (ada, room) in
        [(Person::new(server).await, "browser-keys-help"), (Person::in_firefox(server).await, "firefox-keys-help")]
    {
        asks_for_help(&ada, room).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn help_is_a_page_without_scripts() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-help-page").await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-help-page").await;
    ada.asks_for_help().await;
    ada.gets(|page| page.contains(ENGLISH.help.about_screen_readers)).await;
    ada.goes().await;
}
