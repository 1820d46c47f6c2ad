//! Whom a message mentions: on every page the same, and marked for whom it means.

use harness::cast::{ADA, GRACE, LINUS};
use harness::{Document, Server, Visitor};
use serde_json::json;

const FOR_ME: &str = ".log .message.for-me";

/// The mentions on a page: what is shown, and who is meant.
fn mentions(page: &Document) -> Vec<(String, String)> {
    let at = page.all(".log .at").into_iter();
    at.map(|at| (at.text().collect(), at.attr("data-member").unwrap_or_default().to_owned())).collect()
}

#[tokio::test]
async fn mention_is_the_same_for_all_and_marked_for_one() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let linus = Visitor::joins(server, LINUS).await;
    let (adas, graces) = (ada.enters("naming-names").await, grace.enters("naming-names").await);
    adas.sees_people(&[ADA, GRACE]).await;
    let text = format!("@{GRACE}: see `@{GRACE}`, and @Nobody");
    adas.says(&text);
    let shown = format!("@{GRACE}: see @{GRACE}, and @Nobody");
    graces.sees(&shown).await;
    adas.sees(&shown).await;
    let expected = vec![(format!("@{GRACE}"), graces.me())];
    for window in [&adas, &graces] {
        assert_eq!(mentions(&window.document()), expected);
        assert!(!window.document().has(FOR_ME), "a frame is the same for all");
    }
    // A page is made for its reader.
    for (reader, marked) in [(&grace, true), (&ada, false), (&linus, false)] {
        let page = reader.opens("naming-names").await;
        assert_eq!((mentions(&page), page.has(FOR_ME)), (expected.clone(), marked));
    }
    let told = ada.get("/api/rooms/naming-names/history").await.json();
    assert_eq!(told["messages"][0]["mentions"], json!([graces.me()]));
    assert_eq!(told["messages"][0]["text"], text);
}

#[tokio::test]
async fn later_holder_of_a_name_inherits_nothing() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (mut adas, mut graces) = (ada.enters("inheriting").await, grace.enters("inheriting").await);
    adas.sees_people(&[ADA, GRACE]).await;
    adas.says(&format!("@{GRACE}, hello"));
    graces.sees(&format!("@{GRACE}, hello")).await;
    assert_eq!(grace.says("inheriting", "/nick Countess").await.status, 303);
    adas.sees_people(&[ADA, "Countess"]).await;
    assert_eq!(ada.says("inheriting", &format!("/nick {GRACE}")).await.status, 303);
    adas.sees_people(&[GRACE, "Countess"]).await;
    for window in [&mut adas, &mut graces] {
        // Opened with the name before.
        window.loses_connection().await;
        window.reconnects().await;
    }
    let page = adas.document();
    assert_eq!(mentions(&page), [(format!("@{GRACE}"), graces.me())]);
    adas.says(&format!("@{GRACE} is me, @Countess"));
    graces.sees(&format!("@{GRACE} is me, @Countess")).await;
    let members: Vec<String> = mentions(&graces.document()).into_iter().map(|(_, member)| member).collect();
    assert_eq!(members, [graces.me(), adas.me(), graces.me()]);
}
