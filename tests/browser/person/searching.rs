//! Searching a room.

use std::future::Future;

use super::Person;
use super::assistive::without_isolates;

impl Person {
    /// Opens the search by its button.
    #[track_caller]
    pub(crate) fn opens_the_search(&self) -> impl Future<Output = ()> {
        self.clicks(".bar .search button".to_owned())
    }

    /// The same by the link among the people, where the button has no place.
    #[track_caller]
    pub(crate) fn opens_the_search_beside_the_people(&self) -> impl Future<Output = ()> {
        self.clicks(".members a[href$='/search']".to_owned())
    }

    /// Waits until the field of the search has the focus, in front of the room.
    #[track_caller]
    pub(crate) fn is_in_the_search(&self) -> impl Future<Output = ()> {
        self.finds("return Boolean(one('dialog[open] #q:focus'))", true)
    }

    /// Waits until these pieces of messages are shown as found, and nothing else; none if nothing
    /// is.
    #[track_caller]
    pub(crate) fn sees_found(&self, snippets: &[&str]) -> impl Future<Output = ()> {
        let script = "return all('.hit .snippet').filter(hit => hit.checkVisibility()).map(hit => hit.textContent)";
        self.finds_owned(script.to_owned(), super::owned(snippets))
    }

    /// Waits until these words are marked in them.
    #[track_caller]
    pub(crate) fn sees_marked(&self, words: &[&str]) -> impl Future<Output = ()> {
        let script = "return all('.hit mark').filter(mark => mark.checkVisibility()).map(mark => mark.textContent)";
        self.finds_owned(script.to_owned(), super::owned(words))
    }

    /// Waits until it is said why something cannot be searched for.
    #[track_caller]
    pub(crate) fn sees_bad_search(&self, sentence: &str) -> impl Future<Output = ()> {
        // A page is read without the marks around what was typed.
        let read = without_isolates(sentence);
        self.finds("return one('#q-problem')?.innerText.replace(/[\\u2066-\\u2069]/g, '')", read)
    }

    /// Goes to what was found, by its number from above.
    #[track_caller]
    pub(crate) fn goes_to_found(&self, number: usize) -> impl Future<Output = ()> {
        self.clicks(format!(".hit:nth-child({number}) a"))
    }

    /// Waits until this is the message to which a link led.
    #[track_caller]
    pub(crate) fn sees_target(&self, text: &str) -> impl Future<Output = ()> {
        self.finds("return one(':is(:target, .linked) .body')?.innerText", text.to_owned())
    }
}
