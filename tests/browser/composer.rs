//! What becomes of what is typed.

use harness::{Fault, Proxy, Server};

use crate::person::Person;

const SHIFT_ENTER: &str = "\u{E008}\u{E007}\u{E008}";

#[tokio::test]
async fn enter_sends_and_shift_enter_breaks_the_line() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-enter").await;
    ada.types("#text", "one").await;
    ada.types("#text", SHIFT_ENTER).await;
    ada.says("two").await;
    ada.sees(&["one\ntwo"]).await;
    ada.finds("return document.querySelector('#text').value", String::new()).await;
    ada.goes().await;
}

#[tokio::test]
async fn refused_message_can_be_sent_again() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-refused").await;
    for i in 1..=12 {
        ada.sends(&format!("message {i}")).await;
    }
    ada.finds("return document.querySelectorAll('#pending .refusal').length > 0", true).await;
    ada.finds("return document.querySelector('#pending .refusal').textContent.includes('Wait')", true).await;
    let refused = ada.counts("#pending .message").await;
    let said = ada.counts("#history .message").await;
    assert_eq!(refused + said, 12, "every message is somewhere");

    // A reload keeps what was refused. It is sent again, slower or faster than the room allows; in the end it is said.
    ada.reloads().await;
    ada.is_live().await;
    let retry = "document.querySelector('#pending .message:has(.refusal) [data-do=retry]')?.click();\
                 return document.querySelectorAll('#pending .message').length";
    ada.finds(retry, 0).await;
    let mut texts: Vec<String> =
        ada.eval("return [...document.querySelectorAll('#history .body')].map(b => b.textContent)").await;
    texts.sort_by_key(|text| text.trim_start_matches("message ").parse::<u8>().unwrap_or_default());
    assert_eq!(texts, (1..=12).map(|i| format!("message {i}")).collect::<Vec<_>>());
    ada.goes().await;
}

#[tokio::test]
async fn too_long_message_can_be_edited_or_discarded() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-long").await;
    ada.sends(&"x".repeat(2_001)).await;
    ada.finds(
        "return document.querySelector('#pending .refusal')?.textContent.includes('Shorten it by 1.')",
        Some(true),
    )
    .await;

    ada.clicks("#pending [data-do=edit]").await;
    ada.finds("return document.querySelector('#text').value.length", 2_001).await;
    ada.finds("return document.querySelectorAll('#pending .message').length", 0).await;

    ada.eval::<()>("document.querySelector('#composer').requestSubmit()").await;
    ada.finds("return document.querySelectorAll('#pending .refusal').length", 1).await;
    ada.clicks("#pending [data-do=discard]").await;
    ada.finds("return document.querySelectorAll('#pending .message').length", 0).await;
    ada.reloads().await;
    ada.is_live().await;
    assert_eq!(ada.counts(".message").await, 0);
    ada.goes().await;
}

/// Nothing of the refused message is left, and nothing that is being typed is lost.
#[tokio::test]
async fn edited_message_is_sent_as_another_one() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-edited").await;
    ada.sends(&"y".repeat(2_001)).await;
    ada.finds("return document.querySelectorAll('#pending .refusal').length", 1).await;
    let refused: String = ada.eval("return document.querySelector('#pending .message').id.slice(2)").await;
    ada.types("#text", "meanwhile").await;
    ada.clicks("#pending [data-do=edit]").await;
    ada.finds("return document.querySelector('#text').value", format!("{}\nmeanwhile", "y".repeat(2_001))).await;
    ada.sends("shorter").await;
    ada.has_read(&["shorter"]).await;
    let said: String = ada.eval("return document.querySelector('#log .message').dataset.cid").await;
    assert_ne!(said, refused);
    ada.goes().await;
}

#[tokio::test]
async fn oversized_message_is_refused_before_it_is_sent() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-huge").await;
    ada.says("one").await;
    // Half of what a frame may have in characters, and more than it in bytes.
    for huge in ["x".repeat(20_000), "語".repeat(8_000)] {
        ada.sends(&huge).await;
        ada.finds("return document.querySelector('#pending .refusal')?.textContent.includes('Too long')", Some(true))
            .await;
        ada.says("two").await;
        ada.has_pending(&[&huge]).await;
        ada.clicks("#pending [data-do=edit]").await;
        ada.finds("const field = document.querySelector('#text'); return field.value", huge).await;
        ada.eval::<()>("document.querySelector('#text').value = ''").await;
    }
    ada.has_read(&["one", "two", "two"]).await;
    assert_eq!(ada.eval::<Vec<u16>>("return closes").await, Vec::<u16>::new());
    ada.goes().await;
}

#[tokio::test]
async fn half_an_emoji_is_sent_as_a_replacement_character() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-halves").await;
    ada.eval::<()>(
        "document.querySelector('#text').value = 'half an emoji: \\ud83d';\
         document.querySelector('#composer').requestSubmit()",
    )
    .await;
    // It is in the room, and not still on its way: asked for by number, as no answer of a script can hold a half.
    ada.finds("return [document.querySelectorAll('#log .message'), document.querySelectorAll('#pending .message')].map(found => found.length)", [1, 0]).await;
    ada.has_read(&["half an emoji: \u{FFFD}"]).await;
    ada.goes().await;
}

#[tokio::test]
async fn late_refusal_replaces_the_warning_of_no_answer() {
    let server = Server::shared().await;
    let proxy = Proxy::to(server.port()).await.expect("a proxy");
    let ada = Person::joins_over(&proxy, "Ada", "browser-doubt").await;
    proxy.does_to_all(Fault::StopReading);
    ada.sends(&"x".repeat(2_001)).await;
    ada.finds("return document.querySelector('#pending .unsent').checkVisibility()", true).await;
    assert!(!ada.is_shown("#pending [data-do=edit]").await, "it may have been said");
    proxy.does_to_all(Fault::Heal);
    ada.finds("return !!document.querySelector('#pending .refusal')?.checkVisibility()", true).await;
    assert!(!ada.is_shown("#pending .unsent").await, "the room has answered");
    assert!(ada.is_shown("#pending [data-do=edit]").await);
    ada.goes().await;
}

#[tokio::test]
async fn incoming_message_leaves_the_draft_alone() {
    let server = Server::shared().await;
    let ada = Person::joins(server, "Ada", "browser-draft").await;
    let grace = Person::joins(server, "Grace", "browser-draft").await;
    ada.types("#text", "half a thou").await;
    ada.eval::<()>("document.querySelector('#text').setSelectionRange(4, 4)").await;
    grace.says("Anybody there?").await;
    ada.sees(&["Anybody there?"]).await;
    let field = "const text = document.querySelector('#text'); return [text.value, String(text.selectionStart), document.activeElement.id]";
    ada.finds(field, ["half a thou", "4", "text"].map(str::to_owned).to_vec()).await;

    // Nor does a reload.
    ada.reloads().await;
    ada.is_live().await;
    ada.finds("return document.querySelector('#text').value", "half a thou".to_owned()).await;
    ada.goes().await;
    grace.goes().await;
}
