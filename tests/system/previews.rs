//! What somebody sees who follows a link to a room, before they enter a name.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Document, Server, Visitor};
use room::limits;
use templates::urls;

async fn preview(server: &Server, room: &str) -> (u16, Document) {
    let answer = Visitor::stranger(server).get(&urls::room(room)).await;
    (answer.status, answer.document())
}

#[tokio::test]
async fn link_shows_the_room_before_a_name_is_typed() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let adas = ada.enters("preview-1").await;
    let fields = [("title", "Küche <1>"), ("topic", "What <b>cooks</b>"), ("welcome", "Mind the stove.")];
    assert_eq!(ada.post(&urls::settings("preview-1"), &fields).await.status, 200);
    adas.says("A secret of the kitchen.");
    adas.sees("A secret of the kitchen.").await;
    let (status, page) = preview(server, "preview-1").await;
    assert_eq!(
        (status, page.text("h1"), page.text(".lead")),
        (200, "Küche <1>".to_owned(), "What <b>cooks</b>".to_owned())
    );
    assert!(page.text(".present").ends_with(&format!("{ADA} is here.")), "{}", page.text(".present"));
    assert_eq!(page.text(".welcome"), "Mind the stove.");
    assert_eq!(page.text("title"), "\u{2068}Küche <1>\u{2069} · Natter");
    assert!(!page.whole_text().contains("A secret of the kitchen."), "what was said is for those who join");

    // The form leads there.
    let grace = Visitor::stranger(server);
    let joined = grace.post(&urls::join("preview-1"), &[("name", GRACE)]).await;
    assert_eq!((joined.status, joined.header("location")), (303, "/r/preview-1"));
    grace.enters("preview-1").await;
}

#[tokio::test]
async fn link_to_a_new_room_offers_to_start_it() {
    let server = Server::shared().await;
    let (status, page) = preview(server, "preview-2").await;
    assert_eq!((status, page.text(".lead").contains("Nobody has started")), (200, true));
    assert_eq!(page.text("form.join button"), "Start this room");
    assert!(page.has("a[href='/new?room=preview-2']"));
    let ada = Visitor::joins(server, ADA).await;
    assert!(preview(server, "preview-2").await.1.text(".lead").contains("Nobody"), "a look founds nothing");
    let _adas = ada.enters("preview-2").await;
    assert!(ada.opens("preview-2").await.has("a.settings"), "whoever comes in first owns it");
}

#[tokio::test]
async fn locked_room_tells_only_its_name() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _adas = ada.enters("preview-3").await;
    let fields = [("title", "Attic"), ("topic", "Old letters"), ("welcome", "Hush."), ("locked", "yes")];
    assert_eq!(ada.post(&urls::settings("preview-3"), &fields).await.status, 200);
    let (status, page) = preview(server, "preview-3").await;
    assert_eq!((status, page.text("h1"), page.has("form.join")), (403, "Attic".to_owned(), false));
    for secret in ["Old letters", "Hush.", ADA] {
        assert!(!page.whole_text().contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn private_room_shows_itself_to_its_link() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let path = ada.post(urls::LANDING, &[("name", ADA), ("private", "yes")]).await.header("location").to_owned();
    let room = path.trim_start_matches("/r/");
    let _adas = ada.enters(room).await;
    assert_eq!(ada.post(&urls::settings(room), &[("title", "Book club")]).await.status, 200);
    let (status, page) = preview(server, room).await;
    assert_eq!((status, page.text("h1")), (200, "Book club".to_owned()));
    assert!(page.text(".preview").contains("Private room"));
}

#[tokio::test]
async fn deleted_room_says_so_to_strangers() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    ada.opens("preview-4").await;
    let _adas = ada.enters("preview-4").await;
    assert_eq!(ada.post(&urls::delete("preview-4"), &[("confirm", "DELETE")]).await.status, 303);
    let (status, page) = preview(server, "preview-4").await;
    assert_eq!((status, page.has("form.join")), (410, false));
}

#[tokio::test]
async fn started_room_has_the_name_and_a_suggested_address() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let starts = async |title: &str, address: &str, access: &str| {
        let fields = [("title", title), ("address", address), ("access", access), ("name", ADA)];
        ada.post(urls::NEW_ROOM, &fields).await
    };
    for (title, address, path) in [
        ("Küche der Vorschau", "", "/r/kuche-der-vorschau"),
        ("Tea & Cake (new)", "", "/r/tea-cake-new"),
        ("Started Here", "Garden_of_new ", "/r/garden-of-new"),
    ] {
        let answer = starts(title, address, "public").await;
        assert_eq!((answer.status, answer.header("location")), (303, path), "{title}: {}", answer.text);
        let page = ada.opens(path.trim_start_matches("/r/")).await;
        assert_eq!((page.text("h1"), page.has("a.settings")), (title.to_owned(), true));
        let twice = starts(title, address, "public").await;
        assert_eq!(twice.header("location"), path, "the form, sent twice, starts one room");
    }
    let unreadable = starts("日本語", "", "public").await;
    let path = unreadable.header("location").to_owned();
    assert!(path.starts_with("/r/room-") && path.len() == "/r/room-12345".len(), "{path}");
    let private = starts("Book club", "ignored", "private").await;
    let path = private.header("location").to_owned();
    assert_eq!(path.len(), "/r/p-".len() + limits::PRIVATE_SLUG_CHARS, "{path}");
    assert_eq!(ada.opens(path.trim_start_matches("/r/")).await.text("h1"), "Book club");
}

#[tokio::test]
async fn address_of_a_room_that_is_there_is_not_taken() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let start =
        |address: &'static str| [("title", "Mine"), ("address", address), ("access", "public"), ("name", LINUS)];
    let started = ada.post(urls::NEW_ROOM, &[("title", "Taken Room"), ("name", ADA)]).await;
    assert_eq!(started.header("location"), "/r/taken-room");
    ada.opens("taken-room").await;
    let refused = grace.post(urls::NEW_ROOM, &start("Taken Room")).await;
    let page = refused.document();
    assert_eq!((refused.status, page.has("a[href='/r/taken-room']")), (409, true), "{}", refused.text);
    assert!(page.text("#address-problem").contains("already a room"));
    let kept = ["title", "address", "name"].map(|field| page.attribute(&format!("#{field}"), "value"));
    assert_eq!(kept, ["Mine", "Taken Room", LINUS].map(|typed| Some(typed.to_owned())));
    let other = grace.post(urls::NEW_ROOM, &[("title", "Taken Room"), ("name", GRACE)]).await;
    assert_eq!(other.header("location"), "/r/taken-room-2", "a suggested address is a free one");
}

#[tokio::test]
async fn new_room_form_shows_every_fault_beside_its_field() {
    let server = Server::shared().await;
    let long = "x".repeat(limits::TITLE_MAX_CHARS + 1);
    let fields = [("title", long.as_str()), ("address", "日本語"), ("access", "public"), ("name", "!!!")];
    let answer = Visitor::stranger(server).post(urls::NEW_ROOM, &fields).await;
    let page = answer.document();
    assert_eq!(answer.status, 422);
    for (field, typed) in [("title", long.as_str()), ("address", "日本語"), ("name", "!!!")] {
        assert!(page.has(&format!("#{field}-problem")), "{field}: {}", answer.text);
        assert_eq!(page.attribute(&format!("#{field}"), "value").as_deref(), Some(typed));
    }
    let nameless = Visitor::stranger(server).post(urls::NEW_ROOM, &[("name", ADA), ("access", "public")]).await;
    assert!(nameless.document().has("#title-problem"), "{}", nameless.text);
}
