//! What a room is called, apart from its address.

use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor, wait};
use templates::urls;

#[tokio::test]
async fn display_name_is_shown_wherever_a_room_is() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let adas = ada.enters("titled-1").await;
    adas.says("Nobody finds a room in which nothing is said.");
    let graces = grace.enters("titled-1").await;
    let fields = [("title", "  Küche &\n<b>日本語</b> "), ("listed", "yes")];
    let title = "Küche & <b>日本語</b>";
    let saved = ada.post(&urls::settings("titled-1"), &fields).await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    assert_eq!(saved.document().attribute("#title", "value").as_deref(), Some(title), "one line");

    let page = graces.shows("what the room is called", |page| page.text("h1") == title).await;
    assert_eq!(page.text("title"), format!("\u{2068}{title}\u{2069} · Natter"), "in an open page");
    let page = grace.opens("titled-1").await;
    assert_eq!((page.text("h1"), page.text("title")), (title.to_owned(), format!("\u{2068}{title}\u{2069} · Natter")));
    assert_eq!(page.text("label[for=text]"), format!("Message \u{2068}{title}\u{2069}"));
    assert!(grace.get(&urls::profile("titled-1")).await.document().text(".back").contains(title));
    assert!(ada.get(&urls::settings("titled-1")).await.document().text("h1").contains(title));
    assert_eq!(grace.get(urls::LANDING).await.document().texts(".recent-rooms li a"), [title]);
    wait::until("the directory to call it so", wait::ARCHIVE_TIMEOUT, async || {
        let shown = Visitor::stranger(server).get(urls::LANDING).await.document().texts(".rooms a");
        if shown.contains(&title.to_owned()) { Ok(()) } else { Err(format!("{shown:?}")) }
    })
    .await;
    let listed = grace.get(urls::API_ROOMS).await.json();
    let listed = listed["rooms"].as_array().into_iter().flatten().find(|room| room["room"] == "titled-1");
    assert_eq!(listed.and_then(|room| room["title"].as_str()), Some(title));

    assert_eq!(ada.post(&urls::settings("titled-1"), &[("title", "\u{200B}")]).await.status, 200);
    graces.shows("its address again", |page| page.text("h1") == "titled-1").await;
    assert_eq!(grace.opens("titled-1").await.text("h1"), "titled-1");
}

#[tokio::test]
async fn private_room_is_called_what_its_owner_says() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let path = ada.post(urls::LANDING, &[("name", ADA), ("private", "yes")]).await.header("location").to_owned();
    let room = path.trim_start_matches("/r/");
    assert_eq!(ada.opens(room).await.text("h1"), "Private room");
    assert_eq!(ada.post(&urls::settings(room), &[("title", "Book club")]).await.status, 200);
    assert_eq!(ada.opens(room).await.text("h1"), "Book club");
    assert_eq!(ada.get(urls::LANDING).await.document().texts(".recent-rooms li a"), ["Book club"]);
}

#[tokio::test]
async fn settings_show_every_fault_beside_its_field() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _adas = ada.enters("titled-2").await;
    let [title, topic, welcome] = [51, 121, 281].map(|length| "x".repeat(length));
    let fields = [("title", title.as_str()), ("topic", &topic), ("welcome", &welcome), ("locked", "yes")];
    let answer = ada.post(&urls::settings("titled-2"), &fields).await;
    let page = answer.document();
    assert_eq!(answer.status, 422);
    for (field, typed, limit) in [("title", title, "50"), ("topic", topic, "120"), ("welcome", welcome, "280")] {
        assert!(page.text(&format!("#{field}-problem")).contains(limit), "{field}: {}", answer.text);
        assert_eq!(page.attribute(&format!("#{field}"), "value"), Some(typed), "the text is kept");
    }
    assert!(page.has("[name=locked][checked]"), "what was chosen too");
    assert_eq!(ada.opens("titled-2").await.text("h1"), "titled-2", "nothing was saved");
}

#[tokio::test]
async fn deletion_is_confirmed_by_the_word() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    for (n, word) in ["DELETE", " delete ", "Tea & Cake", "titled-3-3"].iter().enumerate() {
        let room = format!("titled-3-{n}");
        ada.opens(&room).await;
        let _adas = ada.enters(&room).await;
        assert_eq!(ada.post(&urls::settings(&room), &[("title", "Tea & Cake")]).await.status, 200);
        for unsure in ["", "yes", "DEL"] {
            let page = ada.post(&urls::delete(&room), &[("confirm", unsure)]).await;
            assert_eq!((page.status, page.document().text("#confirm-problem").contains("DELETE")), (422, true));
        }
        let deleted = ada.post(&urls::delete(&room), &[("confirm", word)]).await;
        assert_eq!((deleted.status, deleted.header("location")), (303, urls::LANDING), "{word}");
    }
}
