//! What a reload does not take away, and what becomes of it.

use std::time::Duration;

use harness::{Fault, Proxy, Server, Visitor, wait};
use serde_json::json;

use crate::person::Person;

const FIELD: &str = "return document.querySelector('#text').value";

/// What is on its way and was refused: texts and reasons.
const REFUSED: &str = "return [...document.querySelectorAll('#pending .message')]\
    .map(m => [m.querySelector('.body').textContent, m.querySelector('.refusal[role=alert]')?.textContent ?? ''])";

#[tokio::test]
async fn pending_messages_survive_a_reload() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-reload").await;
    ada.is_left_waiting(&proxy).await;
    for text in ["one", "two\nlines", "<b>three</b>"] {
        ada.sends(text).await;
    }
    ada.types("#text", "half a thou").await;
    ada.has_pending(&["one", "two\nlines", "<b>three</b>"]).await;
    let ids = "return [...document.querySelectorAll('#pending .message')].map(m => m.id.slice(2))";
    let ids: Vec<String> = ada.eval(ids).await;

    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["one", "two\nlines", "<b>three</b>"]).await;
    let said = "return [...document.querySelectorAll('#log .message')].map(m => m.dataset.cid)";
    assert_eq!(ada.eval::<Vec<String>>(said).await, ids);
    assert_eq!(ada.eval::<String>(FIELD).await, "half a thou");

    // It is forgotten when it is said.
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["one", "two\nlines", "<b>three</b>"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn unanswered_message_appears_once_after_a_reload() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-between").await;
    let grace = Visitor::joins(server, "Grace").await;
    // What the page shows as on its way, at any moment: also what is taken away in the next one.
    ada.prepares(
        "window.shown = []; new MutationObserver(() => {\
             for (const message of document.querySelectorAll('#pending .message')) shown.push(message.id);\
         }).observe(document, { childList: true, subtree: true })",
    )
    .await;
    proxy.does_to_all(Fault::StopReading);
    ada.says("Did you get this?").await;
    wait::until("the room to have it", wait::SOON, async || {
        let history = grace.get("/api/rooms/browser-between/history").await.text;
        if history.contains("Did you get this?") { Ok(()) } else { Err(history) }
    })
    .await;
    ada.has_pending(&["Did you get this?"]).await;
    ada.eval::<()>("window.dice = 1").await;
    proxy.does_to_all(Fault::Cut);

    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["Did you get this?"]).await;
    assert_eq!(ada.eval::<Vec<String>>("return shown").await, Vec::<String>::new(), "it was never on its way again");
    ada.goes().await;
}

#[tokio::test]
async fn refused_message_survives_a_reload_unsent() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-refusals").await;
    let grace = Visitor::joins(server, "Grace").await;
    for i in 1..=12 {
        ada.sends(&format!("message {i}")).await;
    }
    let settled = "return document.querySelectorAll('#log .message, #pending .message:has(.refusal)').length";
    ada.finds(settled, 12).await;
    ada.finds("return document.querySelectorAll('#pending .message:not(:has(.refusal))').length", 0).await;
    let refused: Vec<(String, String)> = ada.eval(REFUSED).await;
    assert!(!refused.is_empty() && refused.iter().all(|(_, reason)| reason.contains("Wait 1 second")), "{refused:?}");

    // By now the room would take them.
    wait::let_pass(Duration::from_secs(4)).await;
    ada.reloads().await;
    ada.is_live().await;
    grace.says("browser-refusals", "Slowly!").await;
    ada.sees(&["Slowly!"]).await;
    assert_eq!(ada.eval::<Vec<(String, String)>>(REFUSED).await, refused);

    // One click for each, as often as the room finds it too fast.
    let retry = "document.querySelector('#pending .message:has(.refusal) [data-do=retry]')?.click();\
                 return document.querySelectorAll('#pending .message').length";
    ada.finds(retry, 0).await;
    let mut texts: Vec<String> =
        ada.eval("return [...document.querySelectorAll('#history .body')].map(b => b.textContent)").await;
    texts.sort_by_key(|text| text.trim_start_matches("message ").parse().unwrap_or(13));
    let all: Vec<String> = (1..=12).map(|i| format!("message {i}")).chain(["Slowly!".to_owned()]).collect();
    assert_eq!(texts, all);
    ada.goes().await;
}

#[tokio::test]
async fn message_stuck_after_a_reload_says_so() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-stuck").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("Anybody there?").await;
    // From now on every upgrade is refused.
    let refusing =
        "window.WebSocket = class extends WebSocket { constructor(url) { super(url.replace('/ws?', '/no?')) } }";
    let refusing = ada.prepares(refusing).await;
    ada.reloads().await;
    ada.is("waiting").await;
    ada.has_pending(&["Anybody there?"]).await;
    ada.finds("return document.querySelector('#pending .unsent').checkVisibility()", true).await;

    ada.takes_back(refusing).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.has_read(&["Anybody there?"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn late_script_finds_the_saved_text() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-late").await;
    ada.is_left_waiting(&proxy).await;
    ada.says("said before").await;
    ada.types("#text", "half a").await;
    ada.tunes("Network.enable", json!({})).await;
    ada.tunes("Network.setBlockedURLs", json!({ "urls": ["*composer.js*"] })).await;
    ada.reloads().await;
    ada.is_live().await;
    ada.types("#text", "thou").await;

    ada.tunes("Network.setBlockedURLs", json!({ "urls": [] })).await;
    ada.eval::<()>(
        "const script = document.createElement('script');\
         script.src = document.querySelector('script[src*=composer]').src;\
         document.head.append(script)",
    )
    .await;
    ada.has_read(&["said before"]).await;
    ada.finds(FIELD, "half a\nthou".to_owned()).await;
    ada.goes().await;
}

#[tokio::test]
async fn form_posts_without_the_socket_script() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-half").await;
    ada.tunes("Network.enable", json!({})).await;
    ada.tunes("Network.setBlockedURLs", json!({ "urls": ["*socket.js*"] })).await;
    ada.reloads().await;
    ada.types("#text", "By hand, then.").await;
    ada.clicks("#composer button").await;
    ada.has_read(&["By hand, then."]).await;
    ada.goes().await;
}

#[tokio::test]
async fn broken_session_storage_stops_nobody_from_talking() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-storage").await;
    ada.prepares("window.errors = []; addEventListener('error', ({ message }) => errors.push(message))").await;
    // What another version, or nobody we know, has left there.
    for rubbish in [r#"{"draft":"#, "null", "7", r#"{"sends":[["sent-before-1","old"]]}"#] {
        let rubbish = json!(rubbish);
        ada.eval::<()>(&format!("sessionStorage['natter ' + document.querySelector('#composer').action] = {rubbish}"))
            .await;
        ada.reloads().await;
        ada.is_live().await;
        assert_eq!(ada.eval::<Vec<String>>("return errors").await, Vec::<String>::new(), "{rubbish}");
    }
    ada.says("one").await;
    ada.has_read(&["old", "one"]).await;

    ada.eval::<()>(
        "for (let size = 4 << 20; size; size >>= 1) for (let n = 0; ; n++) try {\
             sessionStorage['filler ' + size + ' ' + n] = 'x'.repeat(size);\
         } catch { break }",
    )
    .await;
    ada.says("two, which is long enough not to fit any more").await;
    ada.has_read(&["old", "one", "two, which is long enough not to fit any more"]).await;

    ada.prepares(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
    )
    .await;
    ada.reloads().await;
    ada.is_live().await;
    ada.says("three").await;
    ada.has_read(&["old", "one", "two, which is long enough not to fit any more", "three"]).await;
    assert_eq!(ada.eval::<Vec<String>>("return errors").await, Vec::<String>::new());
    ada.goes().await;
}
