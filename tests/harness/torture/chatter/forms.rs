//! What a client sends by forms, beside its socket.

use reqwest::Method;
use templates::urls;

use super::{Send, Talk, beginning};
use crate::Answer;
use crate::reader::REQUEST_TIMEOUT;

/// How forms of somebody who is muted or banned are answered.
const FORBIDDEN: u16 = 403;

/// The close code for somebody who is banned.
const BANNED: &str = "4007";

impl Talk {
    /// Whoever is put out tries it by a form.
    pub(super) fn insist(&mut self, why: &str) {
        let pending = self.reader.pending().unanswered().next().map(|it| (it.cid.clone(), it.text.clone()));
        if let Some((cid, text)) = pending.filter(|_| why.contains(BANNED) && self.posts.is_empty()) {
            self.post(&cid, &text);
        }
    }

    /// Posts the same as a form, beside the socket.
    pub(super) fn post(&mut self, cid: &str, text: &str) {
        self.chatter.ledger.books().tally.posts += 1;
        let visitor = self.chatter.visitor.clone();
        let (path, cid, text) = (urls::say(&self.chatter.room), cid.to_owned(), text.to_owned());
        self.posts.spawn(async move {
            let form = [("text", text.as_str()), ("cid", cid.as_str())];
            let request = visitor.request(Method::POST, &path).form(&form).timeout(REQUEST_TIMEOUT);
            (cid, visitor.tries(request).await)
        });
    }

    /// Only an answer that says so acknowledges; whatever else came, the message may be there or
    /// not.
    pub(super) fn on_post_answered(&mut self, cid: &str, answer: reqwest::Result<Answer>) {
        let Some(Send { op, text: said, .. }) = self.sends.get(cid) else { return };
        let books = &mut self.chatter.ledger.books();
        let why = match answer.map(|answer| (answer.status, answer.text)) {
            Ok((303, _)) => {
                books.tally.posts_taken += 1;
                books.ok(*op, None);
                return;
            }
            Ok((429, _)) => {
                books.tally.put_off += 1;
                return;
            }
            Ok((status, text)) => {
                if status == FORBIDDEN && !text.contains(name(said)) {
                    self.reader.complain(format!("it was refused {said:?} by a page that has lost it."));
                }
                format!("a form was answered with {status}: {}", beginning(&text))
            }
            Err(_) => "a form was not answered".to_owned(),
        };
        *books.tally.reasons.entry(why).or_default() += 1;
    }
}

/// The first word of a text, which is no other's.
fn name(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}
