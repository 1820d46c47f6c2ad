//! Two windows, and what is seen in them.

use harness::Server;
use serde_json::json;

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
        person.finds("return document.querySelectorAll('#pending .message').length", 0).await;
        person.finds("return document.querySelectorAll('.message time[datetime]').length", 2).await;
        person.finds("return document.querySelectorAll('#history .message.mine').length", 1).await;
    }

    grace.goes().await;
    ada.sees_people(&["Ada"]).await;
    ada.finds("return document.querySelector('#log').textContent.includes('Grace left')", true).await;
    ada.goes().await;
}

#[tokio::test]
async fn typed_script_is_shown_as_text() {
    const NAME: &str = "<script>alert(1)</script>";
    const TEXT: &str = "<script>alert(2)</script><img src=x onerror=alert(3)><hx-partial hx-target=body>&amp;";
    let server = Server::shared().await;
    let reader = Person::joins(server, "Ada", "browser-script").await;
    reader
        .eval::<()>(
            "window.seen = []; window.alert = what => seen.push(what);\
             document.addEventListener('securitypolicyviolation', violation => seen.push(violation.violatedDirective))",
        )
        .await;
    let scripts = reader.counts("script").await;

    let writer = Person::joins(server, NAME, "browser-script").await;
    writer.says(TEXT).await;

    reader.sees(&[TEXT]).await;
    reader.sees_people(&["Ada", NAME]).await;
    reader.finds("return document.querySelector('.message .name').textContent", NAME.to_owned()).await;
    assert_eq!(reader.eval::<Vec<String>>("return window.seen").await, Vec::<String>::new());
    assert_eq!(reader.counts("script").await, scripts);
    assert_eq!(reader.counts("#history img").await, 0);

    // The page that comes with it says the same.
    reader.reloads().await;
    reader.sees(&[TEXT]).await;
    assert_eq!(reader.counts("script").await, scripts);
    reader.goes().await;
    writer.goes().await;
}

#[tokio::test]
async fn two_windows_of_one_browser_are_one_member() {
    let server = Server::shared().await;
    let grace = Person::joins(server, "Grace", "browser-windows").await;
    let ada = Person::joins(server, "Ada", "browser-windows").await;
    let first = ada.driver.window().await.expect("a window");
    let second = ada.driver.new_window().await.expect("another window");
    ada.driver.switch_to_window(second).await.expect("it opens");
    ada.opens("/r/browser-windows").await;
    ada.is_live().await;
    ada.sees_people(&["Grace", "Ada"]).await;
    grace.sees_people(&["Grace", "Ada"]).await;

    ada.says("From the second window.").await;
    grace.sees(&["From the second window."]).await;
    ada.driver.close_window().await.expect("it closes");
    ada.driver.switch_to_window(first).await.expect("the first is still there");
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
    ada.tunes("Emulation.setTimezoneOverride", json!({ "timezoneId": "Asia/Kolkata" })).await;
    ada.reloads().await;
    ada.is_live().await;
    // Five hours and a half ahead of what the server wrote.
    let shown: bool = ada
        .eval(
            "const time = document.querySelector('.message time');\
             const there = new Date(Date.parse(time.dateTime) + 5.5 * 3600e3).toISOString().slice(14, 16);\
             return time.textContent.includes(':' + there) && !!time.closest('.message').dataset.day",
        )
        .await;
    assert!(shown, "{}", ada.eval::<String>("return document.querySelector('.message').outerHTML").await);
    ada.goes().await;
}
