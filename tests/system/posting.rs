//! What owners decide about posting: in their settings, at the composer, and where something is
//! refused.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Answer, Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

/// Ada, who owns a room, and Grace.
async fn two(server: &Server, room: &str) -> (Visitor, Visitor) {
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    assert_eq!(ada.says(room, "Welcome.").await.status, 303);
    assert_eq!(grace.says(room, "Thank you.").await.status, 303);
    (ada, grace)
}

/// The settings as a page sends them, with these fields.
async fn decides(owner: &Visitor, room: &str, fields: &[(&str, &str)]) -> Answer {
    let fields = [&[("slow", "0")], fields].concat();
    owner.posts(&urls::settings(room), &fields).await
}

#[tokio::test]
async fn read_only_room_says_so_at_every_composer() {
    let server = Server::shared().await;
    let (ada, grace) = two(server, "posting-1").await;
    let graces = grace.enters("posting-1").await;
    assert_eq!(graces.document().text("#posting"), "");
    assert_eq!(decides(&ada, "posting-1", &[("read_only", "yes")]).await.status, 200);
    let told = graces.shows("the rule", |page| !page.text("#posting").is_empty()).await;
    assert_eq!(told.text("#posting"), ENGLISH.posting.is_read_only);
    assert_eq!(grace.opens("posting-1").await.text("#posting"), ENGLISH.posting.is_read_only, "also without a script");

    let cid = graces.says("May I?");
    assert_eq!(graces.sees_refusal(&cid).await, ENGLISH.posting.read_only_refused);
    let refused = grace.says("posting-1", "May I?").await;
    let page = refused.document();
    assert_eq!((refused.status, page.text("#text")), (403, "May I?".to_owned()));
    assert_eq!(page.texts(".refusal"), [ENGLISH.posting.read_only_refused]);
    assert_eq!(ada.says("posting-1", "Read this.").await.status, 303);
    graces.sees("Read this.").await;
    assert_eq!(decides(&ada, "posting-1", &[]).await.status, 200);
    graces.shows("that it is over", |page| page.text("#posting").is_empty()).await;
    assert_eq!(grace.says("posting-1", "May I now?").await.status, 303);
}

#[tokio::test]
async fn slow_mode_says_how_long_to_wait() {
    let server = Server::shared().await;
    let (ada, grace) = two(server, "posting-2").await;
    decides(&ada, "posting-2", &[("slow", "120")]).await;
    assert!(grace.opens("posting-2").await.text("#posting").contains("120 seconds"));
    assert_eq!(grace.says("posting-2", "One.").await.status, 303);
    let refused = grace.says("posting-2", "Two.").await;
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!(refused.status == 429 && (100..=120).contains(&wait), "{wait}");
    assert_eq!(refused.document().text("#text"), "Two.");
    assert_eq!(ada.says("posting-2", "One.").await.status, 303);
    assert_eq!(ada.says("posting-2", "Two.").await.status, 303);
}

#[tokio::test]
async fn newcomer_keeps_the_text_whose_link_is_refused() {
    let server = Server::shared().await;
    let (ada, grace) = two(server, "posting-3").await;
    decides(&ada, "posting-3", &[("no_links", "yes")]).await;
    let text = "See https://spam.example/";
    let refused = grace.says("posting-3", text).await;
    assert_eq!((refused.status, refused.document().text("#text")), (403, text.to_owned()));
    assert_eq!(refused.document().texts(".refusal"), [(ENGLISH.posting.newcomer_link)(5)]);
    assert_eq!(grace.says("posting-3", "See spam.example").await.status, 303, "nobody can follow that");
    assert_eq!(ada.says("posting-3", text).await.status, 303);
}

#[tokio::test]
async fn refused_words_are_kept_out_of_texts_and_names() {
    let server = Server::shared().await;
    let (ada, grace) = two(server, "posting-4").await;
    let saved = decides(&ada, "posting-4", &[("words", "rude\r\nlinus")]).await;
    assert_eq!((saved.status, saved.document().text("#words")), (200, "rude\nlinus".to_owned()));
    let refused = grace.says("posting-4", "How r.u.d.e!").await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.document().texts(".refusal"), [(ENGLISH.posting.refused_word)("r.u.d.e")]);
    assert_eq!(grace.says("posting-4", "How rudely put.").await.status, 303);
    let linus = Visitor::joins(server, LINUS).await;
    let page = linus.get(&urls::room("posting-4")).await;
    assert_eq!(
        (page.status, page.document().texts(".refusal")),
        (422, vec![ENGLISH.posting.name_not_allowed.to_owned()])
    );
    let renamed = grace.posts(&urls::profile("posting-4"), &[("name", "L1nus")]).await;
    assert_eq!(renamed.header("location"), urls::kept(&urls::profile("posting-4")));
}

#[tokio::test]
async fn list_of_words_is_refused_and_comes_back() {
    let server = Server::shared().await;
    let (ada, _) = two(server, "posting-5").await;
    let refused = decides(&ada, "posting-5", &[("slow", "30"), ("words", "two words")]).await;
    assert_eq!((refused.status, refused.header("location")), (303, &*urls::kept(&urls::settings("posting-5"))));
    let page = ada.visits(&urls::kept(&urls::settings("posting-5"))).await;
    assert_eq!(page.text("#words"), "two words");
    assert_eq!(page.texts(".refusal"), [(ENGLISH.posting.refused_words)(100, 32)]);
    assert_eq!(ada.visits(&urls::settings("posting-5")).await.text("#words"), "", "nothing was saved");
}
