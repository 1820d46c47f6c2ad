//! axe-core on the pages as people have them: what a machine can find. The gallery's tests do the
//! same with every state of every component, without scripts of their own and in every language.

use harness::{Server, Visitor};
use templates::urls;
use templates::words::ENGLISH;

use crate::accessibility::owner_of;
use crate::keyboard::ESCAPE;
use crate::person::{Network, Person};

#[tokio::test]
async fn no_page_breaks_a_rule_of_axe() {
    let (ada, pages) = owner_of(Server::shared().await, "browser-axe").await;
    let mut broken = Vec::new();
    for page in &pages {
        ada.opens(page).await;
        broken.extend(ada.broken_rules(page).await);
    }
    assert_eq!(broken, [""; 0]);
    ada.goes().await;
}

/// What only scripts show, or only a click.
#[tokio::test]
async fn no_state_of_a_room_breaks_a_rule_of_axe() {
    let server = Server::shared().await;
    let room = "browser-axe-states";
    let grace = Visitor::joins(server, "Grace").await;
    grace.says(room, &vec!["line"; 60].join("\n")).await;
    let ada = Person::new(server).await;
    ada.opens(&urls::room(room)).await;
    let mut broken = ada.broken_rules("a newcomer").await;
    ada.goes_to(room, "Ada").await;
    ada.sees_switch(ENGLISH.scripts.show_more).await;
    ada.unfolds_by_key().await;
    broken.extend(ada.broken_rules("unfolded").await);
    ada.sends(&"x".repeat(2_001)).await;
    ada.sees_refusals(1).await;
    broken.extend(ada.broken_rules("refused").await);
    ada.asks_for_help().await;
    ada.sees_dialog(Some(ENGLISH.help.keys)).await;
    broken.extend(ada.broken_rules("the help").await);
    ada.presses(ESCAPE).await;
    ada.has_network(Network::Off).await;
    ada.is("offline").await;
    broken.extend(ada.broken_rules("offline").await);
    ada.has_a_screen_of(375, 700).await;
    broken.extend(ada.broken_rules("offline on a phone").await);
    ada.opens_the_people().await;
    broken.extend(ada.broken_rules("people on a phone").await);
    assert_eq!(broken, [""; 0]);
    ada.goes().await;
}

/// What stands in its frame is among the other pages.
#[tokio::test]
async fn room_without_scripts_breaks_no_rule_of_axe() {
    let ada = Person::joins(Server::shared().await, "Ada", "browser-axe-plain").await;
    ada.has_no_scripts().await;
    ada.opens("/r/browser-axe-plain").await;
    assert!(!ada.sees_the_log_for_scripts().await);
    // The page was made without them, and stays as it is; axe needs them.
    ada.has_scripts_again().await;
    let mut broken = ada.broken_rules("wide").await;
    ada.has_a_screen_of(375, 700).await;
    broken.extend(ada.broken_rules("narrow").await);
    assert_eq!(broken, [""; 0]);
    ada.goes().await;
}
