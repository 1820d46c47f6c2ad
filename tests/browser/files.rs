//! Files of messages: by button, paste and drag, on a phone, without scripts, and over a cut.

use harness::{Fault, Proxy, Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::keyboard::ESCAPE;
use crate::person::{Network, Person};

const ARROW_RIGHT: &str = "\u{E014}";

async fn two_in(room: &str) -> [Person; 2] {
    let server = Server::shared().await;
    let people = [Person::joins(server, "Ada", room).await, Person::joins(server, "Grace", room).await];
    for person in &people {
        person.is_live().await;
    }
    people
}

#[tokio::test]
async fn picture_goes_from_button_to_everybody() {
    let [ada, grace] = two_in("browser-files-button").await;
    ada.chooses_a_picture("cat.png").await;
    ada.sees_uploaded(&["cat.png"]).await;
    ada.describes_the_picture("A cat on a mat").await;
    assert_eq!(ada.broken_rules("a file in the field").await, [""; 0]);
    ada.says("Look at her!").await;
    for person in [&ada, &grace] {
        person.sees(&["Look at her!"]).await;
        person.sees_pictures(&["A cat on a mat"]).await;
    }
    ada.sees_uploaded(&[]).await;
    assert_eq!(grace.broken_rules("a picture in the log").await, [""; 0]);
    for person in [ada, grace] {
        person.goes().await;
    }
}

#[tokio::test]
async fn pasted_and_dropped_files_go_without_a_text() {
    let [ada, grace] = two_in("browser-files-drop").await;
    ada.pastes_pictures(&["one.png", "two.png"]).await;
    ada.sees_uploaded(&["one.png", "two.png"]).await;
    ada.drops_pictures(&["three.png"]).await;
    ada.sees_uploaded(&["one.png", "two.png", "three.png"]).await;
    ada.takes_a_file_out().await;
    ada.sees_uploaded(&["two.png", "three.png"]).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.sees_uploaded(&["two.png", "three.png"]).await;
    ada.presses_enter().await;
    grace.sees_pictures(&["two.png", "three.png"]).await;
    ada.sees_pictures(&["two.png", "three.png"]).await;

    grace.keeps_copies().await;
    grace.opens_the_menu_of("").await;
    grace.chooses_to("copy-text").await;
    let (_, time) = grace.link_of("").await;
    grace.has_put_into_the_clipboard(&format!("[{time}] Ada: two.png · three.png")).await;

    grace.opens_the_picture(1).await;
    grace.sees_in_front(Some("two.png")).await;
    assert_eq!(grace.broken_rules("a picture in front").await, [""; 0]);
    grace.presses(ARROW_RIGHT).await;
    grace.sees_in_front(Some("three.png")).await;
    grace.presses(ESCAPE).await;
    grace.sees_in_front(None).await;
    grace.is_on_a_picture().await;
    for person in [ada, grace] {
        person.goes().await;
    }
}

#[tokio::test]
async fn sending_waits_for_its_files_and_blocks_nothing() {
    let [ada, grace] = two_in("browser-files-waits").await;
    ada.uploads_slowly(100_000).await;
    ada.chooses_a_file_of(1_000_000, "film.bin").await;
    ada.sees_progress_over(5).await;
    ada.says("Here it is").await;
    ada.sees_at_the_field(ENGLISH.files.waits).await;
    grace.says("Meanwhile").await;
    ada.sees(&["Meanwhile"]).await;
    grace.sees(&["Meanwhile"]).await;
    ada.has_network(Network::On).await;
    grace.sees(&["Meanwhile", "Here it is"]).await;
    grace.sees_downloads(&["film.bin"]).await;
    ada.sees_at_the_field("").await;
    for person in [ada, grace] {
        person.goes().await;
    }
}

#[tokio::test]
async fn upload_that_was_cut_goes_on() {
    let (server, room) = (Server::shared().await, "browser-files-cut");
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", room).await;
    let grace = Person::joins(server, "Grace", room).await;
    ada.is_live().await;
    ada.uploads_slowly(100_000).await;
    ada.chooses_a_file_of(1_000_000, "film.bin").await;
    ada.sees_progress_over(5).await;
    ada.says("Here it is").await;
    proxy.refuses(true);
    proxy.does_to_all(Fault::Cut);
    ada.sees_that_a_file_did_not_arrive().await;
    ada.sees_draft("Here it is").await;
    proxy.refuses(false);
    ada.has_network(Network::On).await;
    ada.is_live().await;
    ada.tries_the_file_again().await;
    grace.sees(&["Here it is"]).await;
    grace.sees_downloads(&["film.bin"]).await;
    ada.sees_draft("").await;
    for person in [ada, grace] {
        person.goes().await;
    }
}

#[tokio::test]
async fn refused_file_says_why_and_keeps_the_text() {
    let [ada, grace] = two_in("browser-files-refused").await;
    ada.drafts("Look").await;
    ada.chooses_a_file_of(10 * 1024 * 1024 + 1, "film.bin").await;
    ada.sees_at_the_field(&(ENGLISH.files.refusals.too_large)(10 * 1024 * 1024)).await;
    ada.sees_on_their_way(0).await;
    let names = ["1.png", "2.png", "3.png", "4.png", "5.png"];
    ada.pastes_pictures(&names).await;
    ada.sees_at_the_field(&(ENGLISH.files.refusals.too_many)(4)).await;
    ada.sees_uploaded(&names[..4]).await;
    ada.sees_draft("Look").await;
    ada.presses_enter().await;
    grace.sees(&["Look"]).await;
    grace.sees_pictures(&names[..4]).await;
    for person in [ada, grace] {
        person.goes().await;
    }
}

#[tokio::test]
async fn picture_is_sent_by_touch_on_a_phone() {
    let [ada, grace] = two_in("browser-files-phone").await;
    for person in [&ada, &grace] {
        person.touches_a_screen_of(375, 700).await;
    }
    ada.chooses_a_picture("cat.png").await;
    ada.sees_uploaded(&["cat.png"]).await;
    assert_eq!(ada.width_of_page().await, 375);
    assert_eq!(ada.targets_below(44).await, [""; 0]);
    ada.presses_send().await;
    grace.sees_pictures(&["cat.png"]).await;
    grace.opens_the_picture(1).await;
    grace.sees_in_front(Some("cat.png")).await;
    assert_eq!(grace.targets_below(44).await, [""; 0]);
    for person in [ada, grace] {
        person.goes().await;
    }
}

#[tokio::test]
async fn picture_is_sent_by_a_form_without_scripts() {
    let room = "browser-files-plain";
    let server = Server::shared().await;
    let (ada, grace) = (Person::joins(server, "Ada", room).await, Visitor::joins(server, "Grace").await);
    ada.has_no_scripts().await;
    ada.reloads().await;
    ada.drafts("From the train").await;
    ada.goes_to_the_files().await;
    ada.is_at(&urls::files(room)).await;
    ada.sees_draft("From the train").await;
    ada.chooses_a_picture("lake.png").await;
    ada.uploads_by_the_form().await;
    ada.sees_files_of_the_form(&["lake.png"]).await;
    ada.sends_the_form().await;
    ada.is_at(&urls::room(room)).await;
    let page = grace.opens(room).await;
    assert_eq!(page.attributes(".files img", "alt"), ["lake.png"]);
    assert_eq!(page.messages()[0].text, "From the train");
    ada.goes().await;
}
