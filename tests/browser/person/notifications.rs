//! Notifications: what somebody allows and asks for, and of what they are told.

use std::future::Future;

use serde_json::json;
use templates::urls;

use super::{Person, owned};

impl Person {
    /// What the browser shows of the pages of this tab can be [found](Self::finds_notifications) in
    /// every tab.
    pub(crate) async fn records_notifications(&self) {
        self.prepares(
            "const { Notification } = window;\
             window.Notification = class extends Notification {\
                 constructor(title, options) {\
                     super(title, options);\
                     const all = JSON.parse(localStorage.notified ?? '[]');\
                     localStorage.notified = JSON.stringify([...all, `${title}: ${options.body}`]);\
                     window.addEventListener('storage', event => {\
                         if (event.key === 'pressed') this.dispatchEvent(new Event('click'));\
                     });\
                 }\
             }",
        )
        .await;
    }

    /// Answers the browser's question, before it is asked: `granted` or `denied`.
    pub(crate) async fn decides_about_notifications(&self, answer: &str) {
        let decision = json!({ "permission": { "name": "notifications" }, "setting": answer, "origin": self.origin });
        self.tunes("Browser.setPermission", decision).await;
    }

    /// Asks to be told of something in a room, by the page that offers it.
    pub(crate) async fn chooses_notifications(&self, room: &str, level: &str) {
        self.opens(&urls::profile(room)).await;
        self.clicks(format!("[name=notifications] [value='{level}']")).await;
    }

    /// Waits until the page shows this choice.
    #[track_caller]
    pub(crate) fn has_chosen_notifications(&self, level: &str) -> impl Future<Output = ()> {
        self.finds("return document.forms.notifications.elements.level.value", level.to_owned())
    }

    /// Waits until the browser has shown these notifications, and no others.
    #[track_caller]
    pub(crate) fn finds_notifications(&self, shown: &[&str]) -> impl Future<Output = ()> {
        self.finds("return JSON.parse(localStorage.notified ?? '[]')", owned(shown))
    }

    /// Presses those that are shown, from another tab.
    pub(crate) async fn presses_the_notifications(&self) {
        self.runs("localStorage.pressed = Math.random()").await;
    }

    /// Waits until the address leads to a message.
    #[track_caller]
    pub(crate) fn is_led_to(&self, text: &str) -> impl Future<Output = ()> {
        let script = format!(
            "const is_it = message => message.querySelector('.body').textContent === {};\
             return all('.log .message').find(is_it)?.id === location.hash.slice(1)",
            json!(text)
        );
        self.finds_owned(script, true)
    }
}
