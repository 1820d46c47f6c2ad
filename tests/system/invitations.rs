//! How somebody invites others, and who is marked in the list of people.

use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor};
use templates::urls;

#[tokio::test]
async fn invitation_shows_link_and_code_to_members() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let _adas = ada.enters("invite-1").await;
    assert!(ada.opens("invite-1").await.has("a.invite[href='/r/invite-1/invite']"));
    let page = ada.get(&urls::invitation("invite-1")).await;
    let shown = page.document();
    let link = format!("{}/r/invite-1", server.origin());
    assert_eq!((page.status, shown.attribute("#link", "value")), (200, Some(link)));
    assert!(shown.has("svg.qr path") && shown.text("h1").contains("invite-1"), "{}", page.text);
    let stranger = Visitor::stranger(server).get(&urls::invitation("invite-1")).await;
    assert_eq!((stranger.status, stranger.header("location")), (303, "/r/invite-1"), "first into the room");

    assert_eq!(ada.post(&urls::settings("invite-1"), &[("locked", "yes"), ("title", "Küche")]).await.status, 200);
    let locked = ada.get(&urls::invitation("invite-1")).await.document();
    assert!(locked.text(".lead").contains("locked") && locked.text("h1").contains("Küche"));
    let grace = Visitor::joins(server, GRACE).await;
    assert_eq!(grace.get(&urls::invitation("invite-1")).await.status, 303, "whoever may not come in invites nobody");
}

#[tokio::test]
async fn private_invitation_keeps_the_secret() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let path = ada.post(urls::LANDING, &[("name", ADA), ("private", "yes")]).await.header("location").to_owned();
    assert_eq!(ada.get(&path).await.status, 200);
    let page = ada.get(&format!("{path}/invite")).await;
    assert_eq!((page.status, page.header("referrer-policy")), (200, "no-referrer"));
    assert!(page.document().text(".lead").contains("people you trust"));
}

#[tokio::test]
async fn owners_are_marked_for_everybody() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let adas = ada.enters("marks-1").await;
    let graces = grace.enters("marks-1").await;
    let owners = |page: &harness::Document| page.texts("#members .owner .name");
    for window in [&adas, &graces] {
        window.shows("that Ada owns the room", |page| owners(page) == [ADA] && page.people().len() == 2).await;
    }
    let page = grace.opens("marks-1").await;
    assert_eq!(
        (owners(&page), page.texts("#members .name[data-mark]")),
        (vec![ADA.to_owned()], vec![GRACE.to_owned()])
    );
    assert_eq!(page.text("#members .owner .small"), "owner");

    // Whoever becomes an owner is marked in every open page.
    let link = ada.post(&urls::make_owner_link("marks-1"), &[]).await.document().text(".link");
    let key = link.rsplit_once('#').map(|(_, key)| key.to_owned()).unwrap_or_default();
    let becomes = grace.post(&urls::owner_link("marks-1"), &[("key", &key), ("name", GRACE)]).await;
    assert_eq!(becomes.status, 303, "{}", becomes.text);
    for window in [&adas, &graces] {
        window.shows("two owners", |page| owners(page) == [ADA, GRACE]).await;
    }
    assert_eq!(owners(&ada.enters("marks-1").await.document()), [ADA, GRACE], "and in the list of who comes then");
}
