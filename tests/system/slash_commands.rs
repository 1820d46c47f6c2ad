//! Texts that are done instead of said: over a socket, by a form, and by a page without a socket.

use harness::cast::{ADA, GRACE};
use harness::{Server, Visitor};
use templates::words::ENGLISH;
use templates::{ids, urls};

#[tokio::test]
async fn action_is_shown_as_done_and_read_as_typed() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("acting").await, grace.enters("acting").await);
    adas.says("/me waves");
    let action = format!("* {ADA} waves");
    adas.sees(&action).await;
    graces.sees(&action).await;
    assert_eq!(ada.says("acting", "/me waves again").await.status, 303);
    graces.sees(&format!("* {ADA} waves again")).await;
    let told = grace.get("/api/rooms/acting/history").await.json();
    assert_eq!(told["messages"][0]["text"], "/me waves");
    let page = grace.opens("acting").await;
    assert_eq!(page.texts(".log .body.action"), [action, format!("* {ADA} waves again")]);
}

#[tokio::test]
async fn unknown_command_keeps_its_text() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let adas = ada.enters("mistyping").await;
    let refusal = (ENGLISH.help.commands.unknown)("wave");
    let cid = adas.says("/wave to all");
    adas.shows("the refusal", |_| adas.refusal(&cid) == Some(refusal.clone())).await;
    assert_eq!(adas.pending(), ["/wave to all"]);

    let answer = ada.says("mistyping", "/wave to all").await;
    assert_eq!(answer.status, 422);
    let page = answer.document();
    assert_eq!(page.texts(&format!("#{} .refusal", ids::REFUSAL)), [refusal]);
    assert_eq!(page.texts(&format!("#{}", ids::TEXT)), ["/wave to all"]);
    assert!(page.messages().is_empty());
}

#[tokio::test]
async fn name_by_a_form_is_in_the_cookie() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("naming").await;
    let mut adas = ada.enters("naming").await;
    graces.sees_people(&[GRACE, ADA]).await;

    let answer = ada.says("naming", "/nick Countess").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/r/naming"));
    graces.sees_people(&[GRACE, "Countess"]).await;
    // Opened with the name before.
    adas.loses_connection().await;
    adas.reconnects().await;
    adas.says("It is me.");
    assert_eq!(graces.sees("It is me.").await.name, "Countess", "the open page speaks under the new name");
    assert_eq!(ada.says("naming", "Still me.").await.status, 303);
    assert_eq!(graces.sees("Still me.").await.name, "Countess");

    let taken = ada.says("naming", &format!("/nick {GRACE}")).await;
    assert_eq!(taken.status, 409);
    assert_eq!(taken.document().texts(&format!("#{}", ids::TEXT)), [format!("/nick {GRACE}")]);
}

#[tokio::test]
async fn name_over_a_socket_is_answered_with_a_form() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let mut adas = ada.enters("renaming").await;
    let cid = adas.says("/nick Countess");
    let form = format!("#{} .send-status form", ids::pending(&cid));
    adas.shows("the form", |page| page.has(&form)).await;
    let page = adas.document();
    let (action, name) = (page.attribute(&form, "action"), page.attribute(&format!("{form} [name=name]"), "value"));
    assert_eq!((action, name), (Some(urls::profile("renaming")), Some("Countess".to_owned())));
    let answer = ada.post(&urls::profile("renaming"), &[("name", "Countess")]).await;
    assert_eq!(answer.status, 303);
    adas.loses_connection().await;
    adas.reconnects().await;
    adas.sees_people(&["Countess"]).await;
}

#[tokio::test]
async fn topic_is_changed_by_owners_alone() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("topics").await, grace.enters("topics").await);
    let topic = format!("#{}", ids::TOPIC);
    adas.says("/topic Tea & cake");
    graces.shows("the topic", |page| page.texts(&topic) == ["Tea & cake"]).await;
    adas.shows("nothing pending", |page| !page.has("#pending > li")).await;
    let cid = graces.says("/topic Coffee");
    let refused = Some(ENGLISH.refusals.not_owner.to_owned());
    graces.shows("the refusal", |_| graces.refusal(&cid) == refused).await;
    assert_eq!(ada.says("topics", "/topic Tea").await.status, 303);
    graces.shows("the topic", |page| page.texts(&topic) == ["Tea"]).await;
    assert_eq!(grace.says("topics", "/topic Coffee").await.status, 403);
    assert!(graces.texts().is_empty());
}

#[tokio::test]
async fn help_is_told_to_its_reader_alone() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let (adas, graces) = (ada.enters("helping").await, grace.enters("helping").await);
    adas.says("/help");
    adas.shows("the commands", |page| page.texts(".answer kbd").contains(&"/topic Text".to_owned())).await;
    adas.shows("nothing pending", |page| !page.has("#pending > li")).await;
    adas.says("Thanks.");
    graces.sees("Thanks.").await;
    assert!(!graces.document().has(".answer"));

    let answer = ada.says("helping", "/help").await;
    assert_eq!((answer.status, answer.header("location")), (303, urls::HELP_COMMANDS));
    let help = ada.get(urls::HELP).await.document();
    assert!(help.has(&format!("#{}", ids::COMMANDS)), "where the address leads");
}
