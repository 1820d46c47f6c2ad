//! Two windows, and what is seen in them.

use harness::Server;

use crate::keyboard::UP;
use crate::person::Person;

#[tokio::test]
async fn two_browsers_chat_with_each_other() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-chat").await;
    let grace = Person::joins(server, "Grace", "browser-chat").await;
    ada.sees_people(&["Ada", "Grace"]).await;
    grace.sees_people(&["Ada", "Grace"]).await;

    ada.says("Is this thing on?").await;
    grace.sees(&["Is this thing on?"]).await;
    grace.says("Loud and clear.").await;
    for person in [&ada, &grace] {
        person.sees(&["Is this thing on?", "Loud and clear."]).await;
        person.sees_pending(&[]).await;
        person.sees_times(2).await;
        person.sees_own(1).await;
    }

    grace.goes().await;
    ada.sees_people(&["Ada"]).await;
    ada.sees_notice("Grace left").await;
    ada.goes().await;
}

#[tokio::test]
async fn typed_script_is_shown_as_text() {
    const NAME: &str = "<script>alert(1)</script>";
    const TEXT: &str = "<script>alert(2)</script><img src=x onerror=alert(3)><hx-partial hx-target=body>&amp;";
    let server = Server::shared().await;
    let reader = Person::joins(server, "Ada", "browser-script").await;
    reader.watches_for_foreign_scripts().await;
    let (ours, _) = reader.scripts_and_images().await;

    let writer = Person::joins(server, NAME, "browser-script").await;
    writer.says(TEXT).await;

    reader.sees_people(&["Ada", NAME]).await;
    reader.sees_conversation(&[&format!("{NAME}: {TEXT}")]).await;
    assert_eq!(reader.foreign_scripts().await, [""; 0]);
    assert_eq!(reader.scripts_and_images().await, (ours, 0));

    // The page that comes with it says the same.
    reader.reloads().await;
    reader.sees(&[TEXT]).await;
    assert_eq!(reader.scripts_and_images().await, (ours, 0));
    reader.goes().await;
    writer.goes().await;
}

#[tokio::test]
async fn two_windows_of_one_browser_are_one_member() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-windows").await;
    let ada = Person::joins(server, "Ada", "browser-windows").await;
    let first = ada.opens_a_window().await;
    ada.opens("/r/browser-windows").await;
    ada.is_live().await;
    ada.sees_people(&["Grace", "Ada"]).await;
    grace.sees_people(&["Grace", "Ada"]).await;

    ada.says("From the second window.").await;
    grace.sees(&["From the second window."]).await;
    ada.closes_the_tab().await;
    ada.switches_to(&first).await;
    ada.sees(&["From the second window."]).await;
    ada.says("From the first.").await;
    grace.sees(&["From the second window.", "From the first."]).await;
    grace.sees_people(&["Grace", "Ada"]).await;
    ada.goes().await;
    grace.goes().await;
}

#[tokio::test]
async fn times_are_shown_in_the_readers_zone() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-times").await;
    ada.says("What time is it?").await;
    ada.sees(&["What time is it?"]).await;
    ada.is_in_time_zone("Asia/Kolkata").await;
    ada.reloads().await;
    ada.is_live().await;
    assert_eq!(ada.times_ahead_by(5.5).await, 1, "five hours and a half ahead of what the server wrote");
    ada.presses(UP).await;
    ada.sees_draft("What time is it?").await;
    ada.drafts(" And now?").await;
    ada.presses_enter().await;
    ada.sees(&["What time is it? And now?"]).await;
    assert_eq!(ada.times_ahead_by(5.5).await, 2, "when it was edited too");
    ada.goes().await;
}
