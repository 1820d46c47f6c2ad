//! What a moderator does on the page of somebody.

use std::future::Future;

use super::Person;

fn button(action: &str) -> String {
    format!("form[action$='/{action}'] button")
}

impl Person {
    /// From the page of a message to the page of whoever said it.
    pub(crate) async fn follows_the_link_to_the_author(&self) {
        self.clicks("main a[href*='/people/']".to_owned()).await;
        self.finds_shown(".profile-name".to_owned()).await;
    }

    /// Waits until the operator is signed in.
    pub(crate) async fn sees_the_pages_of_the_operator(&self) {
        self.finds_shown(".operator nav".to_owned()).await;
    }

    /// Sends a form of the page, by the end of its address.
    #[track_caller]
    pub(crate) fn does(&self, action: &str) -> impl Future<Output = ()> {
        self.clicks(button(action))
    }

    /// Waits until a form can be sent, and reads what its button says.
    #[track_caller]
    pub(crate) fn can(&self, action: &str, says: &str) -> impl Future<Output = ()> {
        self.reads(button(action), says)
    }
}
