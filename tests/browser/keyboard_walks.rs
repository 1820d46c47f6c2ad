//! Whole ways by keyboard alone, in each language: what somebody does who starts a room and ends
//! it, who reads in one, and who runs no scripts.

use harness::{Server, Visitor, wait};
use templates::words::{ENGLISH, Language, RoomName};

use crate::keyboard::{BACK_TAB, ENTER, ESCAPE, HOME, TAB, joins};
use crate::person::{InFrame, Person};

#[tokio::test]
async fn room_is_started_shared_and_deleted_by_keyboard() {
    let server = Server::shared().await;
    let (words, room) = (Language::German.words(), RoomName::Known("browser-walk"));
    let (ada, stranger) = (Person::new(server).await, Visitor::stranger(server));
    ada.has_chosen(Language::German).await;
    ada.opens("/").await;
    ada.presses_until(TAB, words.landing.start_a_room).await;
    ada.presses(ENTER).await;
    ada.is_on(words.new_room.title).await;
    ada.presses("browser-walk").await;
    ada.presses_until(TAB, words.landing.your_name).await;
    ada.presses("Ada").await;
    ada.presses_until(TAB, words.new_room.start).await;
    ada.presses(ENTER).await;
    ada.is_live().await;

    ada.presses_until(BACK_TAB, words.owners.dismiss).await;
    ada.presses(ENTER).await;
    ada.sees_no_reminder().await;
    ada.is_live().await;
    ada.presses_until(BACK_TAB, words.invitation.invite).await;
    ada.presses(ENTER).await;
    ada.is_at("/r/browser-walk/invite").await;
    ada.presses_until(TAB, words.invitation.copy).await;
    ada.presses(ENTER).await;
    ada.sees_outcome(words.invitation.copied).await;
    ada.presses_until(BACK_TAB, &(words.site.back_to_room)(room)).await;
    ada.presses(ENTER).await;
    ada.is_live().await;

    ada.presses_until(BACK_TAB, &(words.room.settings_of)(room)).await;
    ada.presses(ENTER).await;
    ada.is_at("/r/browser-walk/settings").await;
    ada.presses_until(TAB, words.owners.make_link).await;
    ada.presses(ENTER).await;
    ada.reads_anywhere(&(words.owners.about_this_link)(1)).await;
    ada.presses_until(TAB, words.settings.confirm).await;
    ada.presses(words.settings.delete).await;
    ada.presses_until(TAB, &(words.settings.delete_room)(room)).await;
    ada.presses(ENTER).await;
    wait::until("the room to be gone", wait::ARCHIVE_TIMEOUT, async || {
        let status = stranger.get("/api/rooms/browser-walk/history").await.status;
        if status == 410 { Ok(()) } else { Err(status.to_string()) }
    })
    .await;
    ada.goes().await;
}

#[tokio::test]
async fn long_talk_is_read_and_left_by_keyboard_in_arabic() {
    let server = Server::shared().await;
    let (words, room) = (Language::Arabic.words(), "browser-walk-arabic");
    let grace = Visitor::joins(server, "Grace").await;
    let [first, second] = ["first", "second"].map(|line| vec![line; 60].join("\n"));
    for text in [&first, &second] {
        grace.says(room, text).await;
    }
    let ada = Person::new(server).await;
    ada.has_chosen(Language::English).await;
    ada.opens("/").await;
    ada.presses_until(TAB, Language::Arabic.words().own_name).await;
    ada.presses(ENTER).await;
    ada.sees_language(Language::Arabic).await;
    joins(&ada, room, words).await;
    ada.is_live().await;

    let log = (words.room.messages_in)(RoomName::Known(room));
    ada.presses_until(BACK_TAB, &log).await;
    ada.presses_until(TAB, "…").await;
    ada.presses(ENTER).await;
    ada.sees_switch(words.scripts.show_less).await;
    ada.presses_until(BACK_TAB, &log).await;
    ada.presses(HOME).await;
    ada.is_on_message(&first).await;
    grace.says(room, "Loud and clear.").await;
    let new = words.scripts.unseen.replace("{count}", "1");
    ada.sees_new_count(&new).await;
    ada.presses(ESCAPE).await;
    ada.presses_until(BACK_TAB, &new).await;
    ada.presses(ENTER).await;
    ada.sees_the_newest_message().await;

    let your_rooms = format!("{} · {}", words.recent_rooms.heading, words.site.name);
    ada.presses_until(BACK_TAB, &your_rooms).await;
    ada.presses(ENTER).await;
    ada.is_on(words.recent_rooms.find).await;
    ada.presses_until(TAB, words.site.to_the_front_page).await;
    ada.presses(ENTER).await;
    ada.is_at("/").await;
    ada.presses_until(TAB, &(words.recent_rooms.remove_room)(RoomName::Known(room))).await;
    ada.presses(ENTER).await;
    ada.sees_no_recent_rooms().await;
    let graces = grace.enters(room).await;
    ada.opens(&format!("/r/{room}")).await;
    graces.sees_people(&["Ada", "Grace"]).await;
    ada.presses_until(TAB, words.room.change_name_or_leave).await;
    ada.presses(ENTER).await;
    ada.is_at("/r/browser-walk-arabic/you").await;
    ada.presses_until(TAB, &(words.profile.leave_room)(RoomName::Known(room))).await;
    ada.presses(ENTER).await;
    graces.sees_people(&["Grace"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn whole_way_without_scripts_goes_by_keyboard() {
    let server = Server::shared().await;
    let room = "browser-walk-plain";
    let grace = Visitor::joins(server, "Grace").await;
    grace.says(room, "Anybody there?").await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    joins(&ada, room, &ENGLISH).await;
    ada.presses("Yes, me.").await;
    ada.presses_until(TAB, ENGLISH.composer.send).await;
    ada.presses(ENTER).await;
    ada.sees_in_frame(InFrame::Messages, &["Anybody there?", "Yes, me."]).await;

    ada.presses_until(BACK_TAB, ENGLISH.log_frame.pause).await;
    ada.presses(ENTER).await;
    ada.sees_in_frame(InFrame::Links, &[ENGLISH.log_frame.resume]).await;
    ada.presses_until(TAB, ENGLISH.room.change_name_or_leave).await;
    ada.presses(ENTER).await;
    ada.is_at_page(&format!("/r/{room}/you")).await;
    ada.presses_until(TAB, ENGLISH.profile.forget_me).await;
    ada.presses(ENTER).await;
    ada.is_at_page("/").await;
    ada.is_on(ENGLISH.landing.your_name).await;
    ada.goes().await;
}

/// A room that everybody can find, which tells where a reader came from.
#[tokio::test]
async fn language_is_switched_in_a_room_and_stays() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-switch").await;
    for language in [Language::Arabic, Language::German] {
        ada.switches_the_language_to(language).await;
        ada.sees_language(language).await;
        ada.is_at("/r/browser-switch").await;
        ada.is_live().await;
        ada.is_on(&(language.words().composer.message_to)(RoomName::Known("browser-switch"))).await;
    }
    ada.says("Läuft.").await;
    ada.has_read(&["Läuft."]).await;
    ada.opens("/").await;
    ada.sees_language(Language::German).await;
    ada.goes().await;
}
