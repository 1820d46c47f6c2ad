//! The whole way without JavaScript.

use std::time::Duration;

use harness::{Server, Visitor, wait};
use templates::words::{ENGLISH, Language};

use crate::person::{InFrame, Person};

/// Longer than a frame waits until it loads itself again.
const TWO_REFRESHES: Duration = Duration::from_secs(11);

#[tokio::test]
async fn joining_and_chatting_work_without_scripts() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    chats_without_scripts(server, &ada, "browser-plain").await;
    ada.goes().await;
}

#[tokio::test]
async fn chatting_works_without_scripts_in_firefox() {
    let server = Server::shared().await;
    let ada = Person::in_firefox_without_scripts(server).await;
    chats_without_scripts(server, &ada, "browser-plain-firefox").await;
    ada.goes().await;
}

async fn chats_without_scripts(server: &Server, ada: &Person, room: &str) {
    let grace = Visitor::joins(server, "Grace").await;
    let graces = grace.enters(room).await;
    graces.says("Anybody there?");
    graces.sees("Anybody there?").await;
    ada.opens(&format!("/r/{room}")).await;
    ada.enters("Ada").await;
    ada.sees_in_frame(InFrame::Messages, &["Anybody there?"]).await;
    assert!(!ada.sees_the_log_for_scripts().await, "there are not two of them");
    graces.sees_people(&["Grace", "Ada"]).await;
    ada.sees_in_frame(InFrame::People, &["Grace", "Ada"]).await;

    ada.drafts("Yes, me.").await;
    ada.presses_send().await;
    ada.sees_in_frame(InFrame::Messages, &["Anybody there?", "Yes, me."]).await;
    ada.sees_in_frame(InFrame::OwnMessages, &["Yes, me."]).await;
    ada.sees_in_frame(InFrame::Days, &[ENGLISH.times.today]).await;
    assert_eq!(ada.typed_text().await, "", "it is said");

    // What others say comes by itself, and nothing that is being typed is touched.
    ada.drafts("I am just").await;
    graces.says("How are you?");
    ada.sees_in_frame(InFrame::Messages, &["Anybody there?", "Yes, me.", "How are you?"]).await;
    graces.says("Ada?");
    ada.sees_in_frame(InFrame::Messages, &["Anybody there?", "Yes, me.", "How are you?", "Ada?"]).await;
    ada.sees_the_end_in_frame().await;
    assert_eq!(ada.text_in_focus().await.as_deref(), Some("I am just"));
    ada.drafts(" typing.").await;
    ada.presses_send().await;
    graces.sees("I am just typing.").await;
    let page = ada.gets(|page| page.contains("/log")).await;
    assert!(!page.contains("data-state"), "scripts ran");

    ada.follows_in_frame(ENGLISH.room.change_name_or_leave).await;
    ada.is_at_page(&format!("/r/{room}/you")).await;
    ada.leaves().await;
    graces.sees_people(&["Grace"]).await;
}

#[tokio::test]
async fn language_and_help_are_reached_without_scripts() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-plain-language").await;
    ada.enters("Ada").await;
    ada.sees_in_frame(InFrame::Links, &[ENGLISH.log_frame.pause]).await;
    ada.has_a_screen_of(375, 700).await;
    ada.opens_the_site_panel().await;
    ada.chooses_in_the_site_panel(Language::German).await;
    ada.sees_in_frame(InFrame::Links, &[Language::German.words().log_frame.pause]).await;
    ada.is_at_page("/r/browser-plain-language").await;
    ada.opens_the_site_panel().await;
    ada.follows_the_site_panel_to_the_help().await;
    ada.is_at_page("/help").await;
    ada.goes().await;
}

#[tokio::test]
async fn languages_need_no_opening_on_a_wide_screen() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    let grace = Person::in_firefox_without_scripts(server).await;
    for (ada, room) in [(ada, "browser-plain-wide"), (grace, "firefox-plain-wide")] {
        ada.opens(&format!("/r/{room}")).await;
        ada.enters("Ada").await;
        ada.sees_in_frame(InFrame::Links, &[ENGLISH.log_frame.pause]).await;
        ada.chooses_in_the_site_panel(Language::Arabic).await;
        ada.sees_in_frame(InFrame::Links, &[Language::Arabic.words().log_frame.pause]).await;
        ada.goes().await;
    }
}

#[tokio::test]
async fn refused_text_stays_over_a_reload_without_scripts() {
    let server = Server::shared().await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-plain-refused").await;
    ada.enters("Ada").await;
    let long = "x".repeat(2_001);
    ada.drafts(&long).await;
    ada.presses_send().await;
    for again in [true, true, false] {
        let page = ada.gets(|page| page.contains("Shorten it by 1.")).await;
        assert!(page.contains(&format!("{long}</textarea>")), "the refused text is still there to be mended");
        ada.is_at_page("/r/browser-plain-refused/say").await;
        // Not from what the browser has posted, but from the address.
        if again {
            ada.opens("/r/browser-plain-refused/say").await;
        }
    }
    ada.refills("text", "Shorter.").await;
    ada.presses_send().await;
    ada.sees_in_frame(InFrame::Messages, &["Shorter."]).await;
    ada.is_at_page("/r/browser-plain-refused").await;
    ada.goes().await;
}

#[tokio::test]
async fn refused_forms_stay_over_a_reload_without_scripts() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    let _graces = grace.enters("browser-plain-forms").await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-plain-forms").await;
    let taken = (ENGLISH.refusals.name_taken_but)("GRACE 2");
    let sees_again = async |place: &str, page: &str, typed: &str| {
        for again in [true, false] {
            ada.is_at_page(page).await;
            let page = ada.gets(|page| page.contains(&taken)).await;
            assert!(page.contains(&format!("value=\"{typed}\"")), "what was typed is still there: {page}");
            if again {
                ada.opens(place).await;
            }
        }
    };
    // Before one is in, and afterwards.
    ada.enters("GRACE").await;
    sees_again("/r/browser-plain-forms/join", "/r/browser-plain-forms/join", "GRACE").await;
    ada.resubmits("name", "Ada").await;
    ada.is_at_page("/r/browser-plain-forms").await;
    ada.opens("/r/browser-plain-forms/you").await;
    ada.resubmits("name", "GRACE").await;
    sees_again("/r/browser-plain-forms/you?form=kept", "/r/browser-plain-forms/you", "GRACE").await;
    ada.takes_the_suggestion().await;
    ada.is_at_page("/r/browser-plain-forms").await;
    ada.opens("/r/browser-plain-forms/you?form=kept").await;
    let page = ada.gets(|page| page.contains("GRACE 2")).await;
    assert!(!page.contains(&taken), "it was taken");
    ada.goes().await;
}

#[tokio::test]
async fn earlier_messages_open_in_the_frame() {
    let server = Server::shared().await;
    for (n, visitor) in Visitor::crowd(server, 11).await.iter().cycle().take(51).enumerate() {
        assert_eq!(visitor.says("browser-plain-pages", &n.to_string()).await.status, 303, "{n}");
    }
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-plain-pages").await;
    ada.enters("Ada").await;
    ada.drafts("Where were we?").await;
    ada.sees_the_end_in_frame().await;
    ada.follows_in_frame(ENGLISH.messages.earlier).await;
    ada.sees_in_frame(InFrame::Messages, &["0"]).await;
    ada.follows_in_frame(ENGLISH.log_frame.later).await;
    ada.sees_in_frame(InFrame::Links, &[ENGLISH.messages.earlier, ENGLISH.room.back_to_newest]).await;
    ada.follows_in_frame(ENGLISH.room.back_to_newest).await;
    ada.sees_in_frame(InFrame::Links, &[ENGLISH.log_frame.pause, ENGLISH.messages.earlier]).await;
    assert_eq!(ada.typed_text().await, "Where were we?");
    ada.goes().await;
}

#[tokio::test]
async fn paused_frame_waits_for_its_reader() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, "Grace").await;
    grace.says("browser-plain-paused", "one").await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-plain-paused").await;
    ada.enters("Ada").await;
    ada.sees_in_frame(InFrame::Messages, &["one"]).await;
    ada.follows_in_frame(ENGLISH.log_frame.pause).await;
    ada.sees_in_frame(InFrame::Links, &[ENGLISH.log_frame.resume]).await;
    grace.says("browser-plain-paused", "two").await;
    wait::let_pass(TWO_REFRESHES).await;
    ada.sees_in_frame(InFrame::Messages, &["one"]).await;
    ada.follows_in_frame(ENGLISH.log_frame.resume).await;
    ada.sees_in_frame(InFrame::Messages, &["one", "two"]).await;
    grace.says("browser-plain-paused", "three").await;
    ada.sees_in_frame(InFrame::Messages, &["one", "two", "three"]).await;
    ada.goes().await;
}
