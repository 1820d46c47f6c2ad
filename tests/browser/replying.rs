//! How people answer a message from the log, and what they see of that until it is said.

use harness::{Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::keyboard::{BACK_TAB, ENTER, ESCAPE, UP};
use crate::person::{Network, Person};

#[tokio::test]
async fn reply_by_mouse_shows_what_it_answers() {
    let server = Server::shared().await;
    let room = "browser-reply";
    let grace = Visitor::joins(server, "Grace").await.enters(room).await;
    grace.says("Is *this* on?\nAnd that?");
    let ada = Person::joins(server, "Ada", room).await;
    ada.drafts("Half a ").await;
    ada.answers("Is this on?\nAnd that?").await;
    ada.sees_reply_bar(Some("Replying to Grace: Is this on? And that?")).await;
    ada.drafts("thought.").await;
    ada.presses_enter().await;
    ada.sees_reply_bar(None).await;
    ada.sees_quotes(&["In reply to Grace: Is this on? And that?"]).await;
    grace.shows("a reply to Grace", |page| page.has(".message .quote")).await;

    // The next one answers nothing.
    ada.says("Something else.").await;
    grace.sees("Something else.").await;
    ada.sees_quotes(&["In reply to Grace: Is this on? And that?"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn reply_is_kept_over_a_reload_and_cancelled_by_escape() {
    let server = Server::shared().await;
    let room = "browser-reply-kept";
    let ada = Person::joins(server, "Ada", room).await;
    ada.says("One.").await;
    ada.has_read(&["One."]).await;
    ada.presses(BACK_TAB).await;
    ada.is_on(ENGLISH.files.add).await;
    ada.presses(BACK_TAB).await;
    ada.presses(UP).await;
    ada.sees_focus_in_message("One.").await;
    ada.presses(ENTER).await;
    ada.is_on(ENGLISH.replies.reply).await;
    ada.presses(ENTER).await;
    ada.sees_reply_bar(Some("Replying to Ada: One.")).await;
    ada.drafts("Two.").await;
    ada.opens(&urls::room(room)).await;
    ada.is_live().await;
    ada.sees_reply_bar(Some("Replying to Ada: One.")).await;
    ada.sees_draft("Two.").await;
    ada.presses(ESCAPE).await;
    ada.sees_reply_bar(None).await;
    ada.sees_draft("Two.").await;
    ada.presses_enter().await;
    ada.sees(&["One.", "Two."]).await;
    ada.sees_quotes(&[]).await;
    ada.goes().await;
}

#[tokio::test]
async fn message_that_is_removed_vanishes_from_the_reply_bar() {
    let server = Server::shared().await;
    let room = "browser-reply-removed";
    let ada = Person::joins(server, "Ada", room).await;
    for text in ["One.", "Two."] {
        ada.says(text).await;
    }
    ada.has_read(&["One.", "Two."]).await;
    ada.answers("One.").await;
    ada.sees_reply_bar(Some("Replying to Ada: One.")).await;
    ada.opens_the_menu_of("One.").await;
    ada.chooses_to("remove").await;
    ada.sees_reply_bar(Some("In reply to Ada: message removed")).await;
    ada.drafts("Three.").await;
    ada.presses_enter().await;
    ada.sees_quotes(&["In reply to Ada: message removed"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn reply_on_its_way_shows_what_it_answers() {
    let server = Server::shared().await;
    let room = "browser-reply-pending";
    let ada = Person::joins(server, "Ada", room).await;
    ada.says("One.").await;
    ada.has_read(&["One."]).await;
    ada.answers("One.").await;
    ada.has_network(Network::Off).await;
    ada.drafts("Two.").await;
    ada.presses_enter().await;
    ada.sees_quotes(&["Replying to Ada: One."]).await;
    ada.has_network(Network::On).await;
    ada.sees_quotes(&["In reply to Ada: One."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn reply_begins_from_the_sheet_of_a_long_press() {
    let server = Server::shared().await;
    let room = "browser-reply-press";
    let ada = Person::joins(server, "Ada", room).await;
    ada.opens_on_a_phone(room).await;
    ada.says("One.").await;
    ada.presses_send().await;
    ada.has_read(&["One."]).await;
    ada.opens_the_sheet_of("One.").await;
    ada.chooses_to("reply").await;
    ada.sees_reply_bar(Some("Replying to Ada: One.")).await;
    ada.drafts("Two.").await;
    ada.presses_send().await;
    ada.sees_quotes(&["In reply to Ada: One."]).await;
    ada.goes().await;
}
