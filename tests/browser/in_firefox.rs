//! The paths that everybody walks, in the other engine.

use harness::Server;

use crate::person::Person;

#[tokio::test]
async fn firefox_and_chromium_chat_with_each_other() {
    let server = Server::shared().await;
    let ada = Person::in_firefox(server).await;
    ada.goes_to("browser-firefox", "Ada").await;
    let grace = Person::joins(server, "Grace", "browser-firefox").await;
    ada.sees_people(&["Ada", "Grace"]).await;
    ada.says("Is this thing on?").await;
    grace.says("Loud and clear.").await;
    for person in [&ada, &grace] {
        person.sees(&["Is this thing on?", "Loud and clear."]).await;
        person.sees_pending(&[]).await;
        person.sees_own(1).await;
    }
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["Is this thing on?", "Loud and clear."]).await;
    ada.goes().await;
    grace.sees_people(&["Grace"]).await;
    grace.goes().await;
}
