//! Where a fragment goes in an open page.

use std::fmt::Write as _;

use html_escape::encode_double_quoted_attribute;

use crate::ids;

/// A fragment on its way into open pages. A [`ServerFrame`](crate::ServerFrame) is one envelope or
/// several, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// The element it is for.
    pub target: Target<'a>,
    /// What becomes of that element.
    pub swap: Swap,
    /// The room's version once this is in the page; none if it does not change the log.
    pub version: Option<i64>,
}

/// The elements that a frame may change. The composer is not among them.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// The live list of messages.
    MessageList,
    /// All messages in the page, the earlier ones too.
    History,
    /// The list of members.
    Members,
    /// A member in the list of members, by id.
    Member(&'a str),
    /// Wherever the number of members online stands.
    OnlineCount,
    /// A pending message, by the client's id for it.
    Pending(&'a str),
    /// The status of a pending message, where its refusal goes, by the client's id for it.
    SendStatus(&'a str),
    /// Where a refusal stands that belongs to no message.
    Refusal,
    /// The line that says who is typing.
    Typing,
    /// What the room is called, in its head.
    RoomLabel,
    /// What the page is called in the browser's tab.
    PageTitle,
    /// Why there are no live updates.
    LiveUpdates,
    /// What the room is about.
    Topic,
    /// The owner's text for members who join.
    Welcome,
    /// What owners decided about posting, at the composer.
    Posting,
}

/// What becomes of the target.
#[derive(Clone, Copy, Debug)]
pub enum Swap {
    /// Each element takes the place of the one with its id. If there is none, a message goes where
    /// its number belongs (one before the first that the page has is left out), and anything else
    /// to the end. Our own; so a fragment that comes twice is there once, and one that comes late
    /// is in order.
    Upsert,
    /// The content is replaced.
    Replace,
    /// The element goes.
    Delete,
}

impl Envelope<'_> {
    /// Writes the envelope around markup.
    pub(crate) fn wrap(&self, content: &str, frame: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(
            frame,
            r#"<hx-partial hx-target="{}" hx-swap="{}""#,
            encode_double_quoted_attribute(&self.target.selector()),
            self.swap.style(),
        );
        if let Some(version) = self.version {
            let _ = write!(frame, r#" data-version="{version}""#);
        }
        let _ = write!(frame, ">{content}</hx-partial>");
    }
}

impl Target<'_> {
    fn selector(&self) -> String {
        match self {
            Self::MessageList => format!("#{}", ids::LOG),
            Self::History => format!("#{}", ids::HISTORY),
            Self::Members => format!("#{}", ids::MEMBERS),
            Self::Member(member) => format!("#{}", ids::member(member)),
            Self::OnlineCount => ".count".to_owned(),
            Self::Pending(cid) => format!("#{}", ids::pending(cid)),
            Self::SendStatus(cid) => format!("#{} .send-status", ids::pending(cid)),
            Self::Refusal => format!("#{}", ids::REFUSAL),
            Self::Typing => format!("#{}", ids::TYPING),
            Self::RoomLabel => ".subject h1".to_owned(),
            Self::PageTitle => "title".to_owned(),
            Self::LiveUpdates => format!("#{}", ids::LIVE_UPDATES),
            Self::Topic => format!("#{}", ids::TOPIC),
            Self::Welcome => format!("#{}", ids::WELCOME),
            Self::Posting => format!("#{}", ids::POSTING),
        }
    }
}

impl Swap {
    fn style(self) -> &'static str {
        match self {
            Self::Upsert => "upsert",
            Self::Replace => "innerHTML",
            Self::Delete => "delete",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn wrapped(envelope: Envelope) -> String {
        let mut frame = String::new();
        envelope.wrap("<li>&lt;</li>", &mut frame);
        frame
    }

    #[test]
    fn envelope_names_target_swap_and_version() {
        assert_snapshot!(
            wrapped(Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(42) }),
            @r##"<hx-partial hx-target="#log" hx-swap="upsert" data-version="42"><li>&lt;</li></hx-partial>"##
        );
        assert_snapshot!(
            wrapped(Envelope { target: Target::OnlineCount, swap: Swap::Replace, version: None }),
            @r#"<hx-partial hx-target=".count" hx-swap="innerHTML"><li>&lt;</li></hx-partial>"#
        );
        assert_snapshot!(
            wrapped(Envelope { target: Target::Pending("0b7e8c1a"), swap: Swap::Delete, version: None }),
            @r##"<hx-partial hx-target="#p-0b7e8c1a" hx-swap="delete"><li>&lt;</li></hx-partial>"##
        );
    }

    #[test]
    fn hostile_target_stays_inside_its_attribute() {
        assert_snapshot!(
            wrapped(Envelope { target: Target::Member("\"><script>"), swap: Swap::Delete, version: None }),
            @r##"<hx-partial hx-target="#u-&quot;&gt;&lt;script&gt;" hx-swap="delete"><li>&lt;</li></hx-partial>"##
        );
    }
}
