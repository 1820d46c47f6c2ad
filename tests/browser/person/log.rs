//! What is seen in a room: messages, notices, people, and what stands above them.

use std::future::Future;
use std::panic::Location;

use harness::wait;
use serde_json::json;
use templates::ids;

use super::{Person, SOON, by, owned, texts_of};

/// The texts of all messages that the room has.
fn bodies() -> String {
    format!("#{} .message .body", ids::HISTORY)
}

fn notices() -> String {
    format!("#{} .notice", ids::LOG)
}

impl Person {
    /// Waits until the last messages in the log are these.
    #[track_caller]
    pub(crate) fn sees(&self, texts: &[&str]) -> impl Future<Output = ()> {
        let script = format!("{}.slice(-{})", texts_of(&bodies()), texts.len().max(1));
        let texts = owned(texts);
        let at = Location::caller();
        async move { self.finds_texts_at(at, script, texts).await }
    }

    /// Waits until these are all the messages in the page.
    #[track_caller]
    pub(crate) fn sees_only(&self, texts: &[String]) -> impl Future<Output = ()> {
        self.finds_texts(bodies(), texts.to_vec())
    }

    /// All messages in the page.
    pub(crate) async fn messages(&self) -> Vec<String> {
        self.texts(&bodies()).await
    }

    /// Waits until these are all the messages in the page, with none on its way; and looks whether
    /// they are there as they should be: their numbers without a gap, no element twice.
    #[track_caller]
    pub(crate) fn has_read(&self, texts: &[&str]) -> impl Future<Output = ()> {
        let texts = owned(texts);
        let at = Location::caller();
        async move {
            self.finds_texts_at(at, texts_of(&format!("#{} .body", ids::PENDING)), Vec::new()).await;
            self.finds_texts_at(at, texts_of(&bodies()), texts).await;
            let ids: Vec<String> = self.eval("return all('[id]').map(element => element.id)").await;
            let mut doubled: Vec<&String> = ids.iter().collect();
            doubled.sort();
            doubled.retain(|id| ids.iter().filter(|other| other == id).count() > 1);
            assert!(doubled.is_empty(), "{at}: more than once in the page: {doubled:?}");
            let numbers = format!("return all('#{} .message').map(message => +message.id.slice(1))", ids::HISTORY);
            let numbers: Vec<i64> = self.eval(&numbers).await;
            assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "{at}: a gap, or out of order: {numbers:?}");
        }
    }

    /// Waits until these are the messages in the log, as `Name: text`.
    #[track_caller]
    pub(crate) fn sees_conversation(&self, lines: &[&str]) -> impl Future<Output = ()> {
        let script = format!(
            "return all('#{} .message').map(message => [...message.querySelectorAll('.name, .body')])\
             .map(parts => parts.map(part => part.textContent).join(': '))",
            ids::LOG
        );
        let lines = owned(lines);
        let at = Location::caller();
        async move { self.finds_texts_at(at, script, lines).await }
    }

    /// Waits until so many messages are tinted as one's own.
    #[track_caller]
    pub(crate) fn sees_own(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(format!("#{} .message.mine", ids::HISTORY), count)
    }

    /// Waits until so many messages say when they were said.
    #[track_caller]
    pub(crate) fn sees_times(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(".message time[datetime]".to_owned(), count)
    }

    /// How many times messages tell, if each tells the minute that it is elsewhere, so many hours
    /// ahead of UTC, and stands under a day; none otherwise.
    pub(crate) async fn times_ahead_by(&self, hours: f64) -> usize {
        self.eval(&format!(
            "const there = time => new Date(Date.parse(time.dateTime) + {hours} * 3600e3).toISOString().slice(14, 16);\
             const times = all('.message time');\
             return times.every(time => time.textContent.includes(':' + there(time))) && one('.day') ? times.length : 0"
        ))
        .await
    }

    /// The ids under which the messages in the log were sent.
    pub(crate) async fn message_ids(&self) -> Vec<String> {
        self.eval(&format!("return all('#{} .message').map(message => message.dataset.cid)", ids::LOG)).await
    }

    /// How many members, and how many faces, the messages in the log are by.
    pub(crate) async fn authors(&self) -> (usize, usize) {
        self.eval(&format!(
            "const different = values => new Set(values).size;\
             return [different(all('#{log} .message').map(message => message.dataset.member)),\
                     different(all('#{log} .avatar').map(face => face.className))]",
            log = ids::LOG
        ))
        .await
    }

    /// Waits until these are the quiet lines about joins, leaves and new names.
    #[track_caller]
    pub(crate) fn sees_notices(&self, lines: &[&str]) -> impl Future<Output = ()> {
        self.finds_texts(notices(), owned(lines))
    }

    /// Waits until these are the quiet lines below the first message.
    #[track_caller]
    pub(crate) fn sees_later_notices(&self, lines: &[&str]) -> impl Future<Output = ()> {
        self.finds_texts(format!("#{} .message ~ .notice", ids::LOG), owned(lines))
    }

    /// Waits until a quiet line says something.
    #[track_caller]
    pub(crate) fn sees_notice(&self, part: &str) -> impl Future<Output = ()> {
        let part = part.to_owned();
        let at = Location::caller();
        async move {
            wait::until(format!("a notice of “{part}” (from {at})"), SOON, async || {
                let found = self.notices().await;
                if found.concat().contains(&part) { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
        }
    }

    pub(crate) async fn notices(&self) -> Vec<String> {
        self.texts(&notices()).await
    }

    /// How many quiet lines whoever reads the log with a screen reader would not find.
    pub(crate) async fn notices_hidden_from_screen_readers(&self) -> usize {
        self.counts(format!("{}:is([aria-hidden=true], [aria-hidden=true] *)", notices())).await
    }

    /// Waits until the last line in the log says something.
    #[track_caller]
    pub(crate) fn sees_last_line(&self, text: &str) -> impl Future<Output = ()> {
        self.reads(format!("#{} > :last-child", ids::LOG), text)
    }

    /// Waits until these are the messages in the log and the line above what is new.
    #[track_caller]
    pub(crate) fn sees_with_unread_line(&self, lines: &[&str]) -> impl Future<Output = ()> {
        self.finds_texts(format!("#{log} .unread-divider, #{log} .body", log = ids::LOG), owned(lines))
    }

    pub(crate) async fn has_unread_line(&self) -> bool {
        self.is_shown(".unread-divider".to_owned()).await
    }

    /// Waits until these are in the list, in this order, and the count agrees.
    #[track_caller]
    pub(crate) fn sees_people(&self, names: &[&str]) -> impl Future<Output = ()> {
        let count = names.len().to_string();
        let expected = [vec![count], owned(names)].concat();
        self.finds_texts(format!("#{} .count, #{} .name", ids::MEMBERS_PANEL, ids::MEMBERS), expected)
    }

    /// Waits until so many people are listed, in whatever order they came.
    #[track_caller]
    pub(crate) fn sees_so_many_people(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(format!("#{} .name", ids::MEMBERS), count)
    }

    /// Waits until so many people are shown as away.
    #[track_caller]
    pub(crate) fn sees_away(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(".member.away".to_owned(), count)
    }

    /// The faces in the list of people, as they are drawn.
    pub(crate) async fn faces(&self) -> Vec<String> {
        self.eval(&format!("return all('#{} .avatar').map(face => face.outerHTML)", ids::MEMBERS)).await
    }

    #[track_caller]
    pub(crate) fn sees_topic(&self, topic: &str) -> impl Future<Output = ()> {
        self.reads(by(ids::TOPIC), topic)
    }

    #[track_caller]
    pub(crate) fn sees_welcome(&self, welcome: &str) -> impl Future<Output = ()> {
        self.reads(by(ids::WELCOME), welcome)
    }

    /// Waits until neither topic nor welcome leaves a gap in the page.
    #[track_caller]
    pub(crate) fn sees_no_gap_for_topic_or_welcome(&self) -> impl Future<Output = ()> {
        let script =
            format!("return {}.map(line => one(line).checkVisibility())", json!([by(ids::TOPIC), by(ids::WELCOME)]));
        self.finds_owned(script, [false, false])
    }

    /// The link to itself that an empty room shows.
    pub(crate) async fn link_to_share(&self) -> String {
        self.eval("return one('.empty code').textContent").await
    }

    pub(crate) async fn can_show_earlier(&self) -> bool {
        self.counts(by(ids::EARLIER)).await > 0
    }

    /// Goes to the newest message by the button that says how many are new.
    #[track_caller]
    pub(crate) fn jumps_to_latest(&self) -> impl Future<Output = ()> {
        self.clicks(by(ids::LATEST))
    }

    /// Waits until the button to the newest message says how many are new.
    #[track_caller]
    pub(crate) fn sees_new_count(&self, text: &str) -> impl Future<Output = ()> {
        self.finds_owned(format!("return one('#{}').innerText.trim()", ids::LATEST), text.to_owned())
    }

    #[track_caller]
    pub(crate) fn sees_no_button_to_latest(&self) -> impl Future<Output = ()> {
        self.finds_owned(format!("return one('#{}').hidden", ids::LATEST), true)
    }

    /// Elements that nobody who typed could have made: scripts anywhere, images among the messages.
    pub(crate) async fn scripts_and_images(&self) -> (usize, usize) {
        (self.counts("script".to_owned()).await, self.counts(format!("#{} img", ids::HISTORY)).await)
    }
}
