//! What people do with a message in the log: by mouse, by keyboard and by finger.

use harness::{Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::keyboard::{BACK_TAB, DOWN, ENTER, ESCAPE, RIGHT, TAB, UP};
use crate::person::Person;

const OWN: [&str; 6] = ["reply", "react", "edit", "copy-text", "copy-link", "remove"];
const OF_OTHERS: [&str; 5] = ["reply", "react", "copy-text", "copy-link", "report"];

#[tokio::test]
async fn message_is_edited_by_mouse_in_the_composer() {
    let server = Server::shared().await;
    let (said, room) = (&ENGLISH.message_actions, "browser-edit");
    let ada = Person::joins(server, "Ada", room).await;
    ada.says("Is *this* on?").await;
    ada.has_read(&["Is this on?"]).await;
    let grace = Visitor::joins(server, "Grace").await.enters(room).await;
    ada.drafts("I was just").await;
    ada.opens_the_menu_of("Is this on?").await;
    ada.sees_choices(&OWN).await;
    assert_eq!(ada.covered_by_toolbar("Is this on?").await, 0);
    ada.chooses_to("edit").await;
    ada.sees_composer_bar(Some(said.editing)).await;
    ada.sees_draft("Is *this* on?").await;
    let told = ada.detail_of_composer_bar().await;
    assert!(told.starts_with(&(ENGLISH.message_page.about_editing)(24)), "the first edit ever says so: {told}");
    ada.drafts(" Now?").await;
    ada.presses_enter().await;
    grace.sees("Is this on? Now?").await;
    ada.sees(&["Is this on? Now?"]).await;
    ada.sees_note(said.saved).await;
    ada.sees_composer_bar(None).await;
    ada.sees_draft("I was just").await;

    // Once more, and not after all.
    ada.opens_the_menu_of("Is this on? Now?").await;
    ada.chooses_to("edit").await;
    ada.sees_draft("Is *this* on? Now?").await;
    assert_eq!(ada.detail_of_composer_bar().await, "", "it was told");
    ada.presses_cancel().await;
    ada.sees_draft("I was just").await;
    ada.sees_composer_bar(None).await;
    ada.goes().await;
}

#[tokio::test]
async fn edit_that_another_window_overtook_keeps_both_texts() {
    let server = Server::shared().await;
    let room = "browser-edit-twice";
    let ada = Person::joins(server, "Ada", room).await;
    ada.says("One.").await;
    ada.has_read(&["One."]).await;
    ada.presses(UP).await;
    ada.sees_draft("One.").await;
    let (before, other) = ada.opens_a_tab().await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    ada.presses(UP).await;
    ada.sees_draft("One.").await;
    ada.drafts(" From the other window.").await;
    ada.presses_enter().await;
    ada.sees(&["One. From the other window."]).await;
    ada.switches_to(&before).await;
    ada.drafts(" From this one.").await;
    ada.presses_enter().await;
    ada.sees_refusal_in_composer(&[ENGLISH.changes.edited_meanwhile]).await;
    ada.sees_draft("One. From this one.").await;
    let now = format!("{} One. From the other window.", ENGLISH.message_actions.now_says);
    assert_eq!(ada.detail_of_composer_bar().await, now);
    ada.presses_enter().await;
    ada.sees(&["One. From this one."]).await;
    ada.sees_refusal_in_composer(&[]).await;
    ada.sees_draft("").await;
    ada.switches_to(&other).await;
    ada.sees(&["One. From this one."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn removed_message_comes_back_by_undo_for_ten_seconds() {
    let server = Server::shared().await;
    let (said, room) = (&ENGLISH.message_actions, "browser-remove");
    let ada = Person::joins(server, "Ada", room).await;
    for text in ["One.", "Two."] {
        ada.says(text).await;
    }
    ada.has_read(&["One.", "Two."]).await;
    let grace = Visitor::joins(server, "Grace").await.enters(room).await;
    ada.opens_the_menu_of("Two.").await;
    ada.chooses_to("remove").await;
    ada.sees_note(said.removed).await;
    ada.sees_undo(1).await;
    grace.shows("the tombstone", |page| page.has(".message .removal")).await;
    ada.presses_undo().await;
    ada.sees(&["One.", "Two."]).await;
    grace.sees("Two.").await;
    ada.sees_focus_in_message("Two.").await;
    ada.opens_the_menu_of("One.").await;
    ada.chooses_to("remove").await;
    ada.sees_undo(1).await;
    ada.sees_undo(0).await;
    ada.goes().await;
}

#[tokio::test]
async fn link_and_text_of_a_message_are_copied() {
    let server = Server::shared().await;
    let (said, room) = (&ENGLISH.message_actions, "browser-copy-message");
    let grace = Visitor::joins(server, "Grace").await;
    grace.says(room, "Loud and *clear*.").await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.keeps_copies().await;
    ada.opens_the_menu_of("Loud and clear.").await;
    ada.sees_choices(&OF_OTHERS).await;
    ada.chooses_to("copy-text").await;
    let (link, time) = ada.link_of("Loud and clear.").await;
    ada.has_put_into_the_clipboard(&format!("[{time}] Grace: Loud and clear.")).await;
    ada.sees_note(said.text_copied).await;
    ada.opens_the_menu_of("Loud and clear.").await;
    ada.chooses_to("copy-link").await;
    ada.has_put_into_the_clipboard(&link.replace("/m/", "?at=")).await;
    ada.sees_note(said.link_copied).await;
    ada.goes().await;
}

#[tokio::test]
async fn message_is_edited_and_removed_by_keyboard() {
    let server = Server::shared().await;
    let (said, room) = (&ENGLISH.message_actions, "browser-keys-message");
    let ada = Person::joins(server, "Ada", room).await;
    ada.says("One.").await;
    ada.has_read(&["One."]).await;
    ada.presses(UP).await;
    ada.sees_draft("One.").await;
    ada.presses(ESCAPE).await;
    ada.sees_draft("").await;
    ada.sees_composer_bar(None).await;

    // Into the log, to the message, into its toolbar, and back.
    ada.presses(BACK_TAB).await;
    ada.is_on(ENGLISH.files.add).await;
    ada.presses(BACK_TAB).await;
    ada.presses(UP).await;
    ada.sees_focus_in_message("One.").await;
    ada.presses(ENTER).await;
    ada.is_on(ENGLISH.replies.reply).await;
    ada.presses(ESCAPE).await;
    ada.sees_focus_in_message("One.").await;
    ada.presses(TAB).await;
    ada.is_on(ENGLISH.replies.reply).await;
    ada.presses_until(RIGHT, said.more).await;
    ada.presses(ENTER).await;
    ada.sees_choices(&OWN).await;
    ada.is_on(ENGLISH.replies.reply).await;
    ada.presses(ESCAPE).await;
    ada.sees_choices(&[]).await;
    ada.is_on(said.more).await;
    ada.presses(ENTER).await;
    ada.presses(UP).await;
    ada.is_on(said.remove).await;
    ada.presses(DOWN).await;
    ada.is_on(ENGLISH.replies.reply).await;
    ada.presses(UP).await;
    ada.presses(ENTER).await;
    ada.is_on(ENGLISH.message_page.undo).await;
    ada.presses(ENTER).await;
    ada.sees(&["One."]).await;
    ada.sees_focus_in_message("One.").await;
    ada.goes().await;
}

#[tokio::test]
async fn long_press_opens_a_sheet_with_the_same_actions() {
    let server = Server::shared().await;
    let room = "browser-press-message";
    let ada = Person::joins(server, "Ada", room).await;
    ada.opens_on_a_phone(room).await;
    ada.says("One.").await;
    ada.presses_send().await;
    ada.has_read(&["One."]).await;
    ada.opens_the_sheet_of("One.").await;
    ada.sees_choices(&OWN).await;
    assert_eq!(ada.targets_below(44).await, [""; 0]);
    ada.chooses_to("edit").await;
    ada.sees_draft("One.").await;
    ada.drafts(" Two.").await;
    ada.presses_send().await;
    ada.sees(&["One. Two."]).await;
    ada.presses_long_on("One. Two.").await;
    ada.sees_choices(&OWN).await;
    ada.presses_escape().await;
    ada.goes().await;
}
