//! Links to messages, and the log from there on.

use harness::{Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::person::{InFrame, Person};

/// Says so many messages by a crowd that is large enough for all of them and some more. Returns the
/// crowd, and the place of each message.
async fn fill(server: &Server, room: &str, count: usize) -> (Vec<Visitor>, Vec<i64>) {
    let crowd = Visitor::crowd(server, count / 10 + 2).await;
    for n in 0..count {
        assert_eq!(crowd[n / 10].says(room, &format!("message {n}")).await.status, 303, "message {n}");
    }
    let newest = crowd[0].opens(room).await.messages().pop().expect("a message").seq;
    let count = i64::try_from(count).expect("a small number");
    (crowd, (newest - count + 1..=newest).collect())
}

fn messages(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|n| format!("message {n}")).collect()
}

/// Reads on from a permalink in both directions, and looks whether anything moves.
#[tokio::test]
async fn permalink_is_read_on_in_both_directions() {
    let server = Server::shared().await;
    let room = "browser-permalink";
    let (crowd, seqs) = fill(server, room, 420).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.opens(&urls::in_log(room, seqs[200])).await;
    ada.is_live().await;
    ada.sees_where_the_link_led("message 200").await;
    ada.sees_new_count(ENGLISH.room.newest).await;

    // What is said now has no place here, and is counted.
    crowd[43].says(room, "message 420").await;
    ada.sees_new_count("1 new").await;
    assert!(!ada.messages().await.contains(&"message 420".to_owned()));

    ada.reads_up_to("message 0", 300).await;
    ada.reads_down_to("message 420", 300).await;
    ada.is_at_the_end().await;
    ada.sees_no_button_to_latest().await;
    ada.sees_days(&["Today"]).await;
    crowd[43].says(room, "and it is live").await;
    ada.sees(&["message 420", "and it is live"]).await;
    ada.sees_the_newest_message().await;
    ada.goes().await;
}

#[tokio::test]
async fn permalink_leads_to_its_place_without_a_fragment() {
    let server = Server::shared().await;
    let room = "browser-permalink-bare";
    let (_, seqs) = fill(server, room, 90).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.opens(&format!("/r/{room}?at={}", seqs[30])).await;
    ada.sees_where_the_link_led("message 30").await;
    ada.opens(&format!("/r/{room}?at={}", seqs[89] + 1_000)).await;
    ada.sees_where_the_link_led(ENGLISH.messages.not_here).await;
    ada.goes().await;
}

#[tokio::test]
async fn permalink_leads_to_its_place_without_scripts() {
    let server = Server::shared().await;
    let room = "browser-permalink-plain";
    let (_, seqs) = fill(server, room, 90).await;
    let ada = Person::new(server).await;
    ada.has_no_scripts().await;
    ada.opens(&urls::in_log(room, seqs[30])).await;
    ada.enters("Ada").await;
    let shown = messages(6, 56);
    ada.sees_in_frame(InFrame::Messages, &shown.iter().map(String::as_str).collect::<Vec<_>>()).await;
    ada.sees_in_frame(InFrame::Linked, &["message 30"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn jump_to_latest_leaves_an_old_place() {
    let server = Server::shared().await;
    let room = "browser-permalink-jump";
    let (crowd, seqs) = fill(server, room, 120).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.opens(&urls::in_log(room, seqs[10])).await;
    ada.is_live().await;
    crowd[13].says(room, "message 120").await;
    ada.sees_new_count("1 new").await;
    ada.drafts("kept").await;
    ada.jumps_to_latest().await;
    ada.sees_only(&messages(71, 121)).await;
    ada.is_at_the_end().await;
    ada.sees_no_button_to_latest().await;
    ada.sees_draft("kept").await;

    // Saying something leads there too.
    ada.opens(&urls::in_log(room, seqs[10])).await;
    ada.is_live().await;
    ada.clears_the_draft().await;
    ada.sends("hello").await;
    ada.sees(&["message 120", "hello"]).await;
    ada.sees_pending(&[]).await;
    ada.is_at_the_end().await;
    ada.goes().await;
}

#[tokio::test]
async fn page_of_earlier_messages_reads_on_by_itself() {
    let server = Server::shared().await;
    let room = "browser-permalink-archive";
    let (_, seqs) = fill(server, room, 160).await;
    let ada = Person::joins(server, "Ada", room).await;
    ada.opens(&urls::earlier(room, seqs[60])).await;
    ada.reads_up_to("message 0", 300).await;
    ada.reads_down_to("message 159", 300).await;
    ada.sees_only(&messages(0, 160)).await;
    ada.goes_back_to_the_newest().await;
    ada.is_at(&urls::room(room)).await;
    ada.goes().await;
}
