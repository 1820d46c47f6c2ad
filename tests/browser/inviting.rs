//! Bringing others into a room.

use harness::Server;

use crate::person::Person;

#[tokio::test]
async fn link_is_copied_from_inside_the_room() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-invite").await;
    ada.invites().await;
    ada.sees_heading("Invite people to browser-invite").await;
    ada.sees_field("link", &format!("{}/r/browser-invite", server.origin())).await;
    ada.copies_the_link("Copied.").await;
    ada.goes_back().await;
    ada.is_live().await;
    ada.goes().await;
}

#[tokio::test]
async fn own_entry_is_marked_in_every_list() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-marks").await;
    let grace = Person::joins(server, "Grace", "browser-marks").await;
    for (person, name) in [(&ada, "Ada"), (&grace, "Grace")] {
        person.sees_people(&["Ada", "Grace"]).await;
        person.is_marked_as_oneself(name).await;
    }
    ada.reloads().await;
    ada.is_live().await;
    ada.is_marked_as_oneself("Ada").await;
    ada.goes().await;
    grace.goes().await;
}
