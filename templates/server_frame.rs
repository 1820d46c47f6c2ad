//! A frame that the server sends to open pages: one envelope or several.

use std::mem;

use maud::Markup;

use crate::{Envelope, Swap, Target};

/// A frame in the making: envelopes, one after the other.
///
/// All items of the message list travel in one envelope, the last. So a hundred messages in one
/// frame cost little more than their text, and a page puts them in place in one go. Envelopes for
/// other elements keep their order.
#[derive(Clone, Debug, Default)]
pub struct ServerFrame {
    envelopes: String,
    items: String,
    version: Option<i64>,
}

impl ServerFrame {
    /// Adds an envelope with its content.
    pub fn add(&mut self, envelope: Envelope, content: &Markup) {
        if matches!((envelope.target, envelope.swap), (Target::MessageList, Swap::Upsert)) {
            self.items.push_str(&content.0);
            self.version = envelope.version.or(self.version);
        } else {
            envelope.wrap(&content.0, &mut self.envelopes);
        }
    }

    /// Adds everything from another frame.
    pub fn extend(&mut self, other: &Self) {
        self.envelopes.push_str(&other.envelopes);
        self.items.push_str(&other.items);
        self.version = other.version.or(self.version);
    }

    /// Its size in bytes, without the envelope around the list's items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.envelopes.len() + self.items.len()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The frame as it is sent. Nothing is left in it.
    #[must_use]
    pub fn take(&mut self) -> String {
        let Self { mut envelopes, items, version } = mem::take(self);
        if !items.is_empty() {
            Envelope { target: Target::MessageList, swap: Swap::Upsert, version }.wrap(&items, &mut envelopes);
        }
        envelopes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use maud::html;

    #[test]
    fn adjacent_messages_share_one_envelope() {
        let mut frame = ServerFrame::default();
        let log = |version| Envelope { target: Target::MessageList, swap: Swap::Upsert, version };
        frame.add(log(Some(41)), &html! { li { "one" } });
        frame.add(Envelope { target: Target::OnlineCount, swap: Swap::Replace, version: None }, &html! { "2" });
        frame.add(log(Some(42)), &html! { li { "two" } });
        frame.add(log(None), &html! { li { "Grace joined" } });
        assert_snapshot!(frame.take(), @r##"<hx-partial hx-target=".count" hx-swap="innerHTML">2</hx-partial><hx-partial hx-target="#log" hx-swap="upsert" data-version="42"><li>one</li><li>two</li><li>Grace joined</li></hx-partial>"##);
        assert!(frame.is_empty());
        assert_eq!(frame.take(), "");
    }

    #[test]
    fn appended_frame_reads_like_both() {
        let said = |version, text: &str| {
            let mut frame = ServerFrame::default();
            frame.add(
                Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(version) },
                &html! { li { (text) } },
            );
            frame
        };
        let mut both = said(41, "one");
        both.extend(&said(42, "two"));
        assert_snapshot!(both.take(), @r##"<hx-partial hx-target="#log" hx-swap="upsert" data-version="42"><li>one</li><li>two</li></hx-partial>"##);
    }

    #[test]
    fn replaced_log_comes_before_what_is_added() {
        let mut frame = ServerFrame::default();
        frame.add(
            Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(42) },
            &html! { li { "two" } },
        );
        frame.add(Envelope { target: Target::History, swap: Swap::Replace, version: Some(41) }, &html! { ol {} });
        let text = frame.take();
        assert!(text.find("#history") < text.find("#log"), "{text}");
    }
}
