//! Every code with which a WebSocket is closed, the reason that is sent with it, and what a page
//! does about it.
//!
//! Below 4000 a page comes back by itself, each time a little later, and catches up. From 4000 on,
//! the codes that RFC 6455 leaves to applications, it stays away and shows the reason to its reader
//! (`static/` has the same rule).

use std::ops::RangeInclusive;

use room::{CloseReason, Refusal, limits};
use templates::views::{EndingView, WayOn};
use templates::words::Words;

use crate::protocol::{Fit, Protocol};

/// The code that the platform reports if nobody closed the connection.
const ABNORMAL: usize = 1006;

/// The codes that the platform lets us send, but for those that stand for "no code" and "no close".
/// For any other it throws, and the socket stays open.
const SENDABLE: RangeInclusive<u16> = 1000..=4999;

/// Bytes that a close frame has for its reason (RFC 6455, section 5.5, less the two of the code).
const REASON_MAX_BYTES: usize = 123;

/// Codes that stand for "no code" and "no close", and cannot be sent.
const UNSENDABLE: [u16; 4] = [1004, 1005, 1006, 1015];

/// Why we closed a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CloseCode {
    /// Neither a frame nor a heartbeat came for too long. A page whose link is well again comes
    /// back.
    Idle,
    /// A binary frame came. Pages never send one.
    NotText,
    /// Too many frames came that no page of ours sends.
    BadFrames,
    /// A frame was longer than `FRAME_MAX_BYTES`. The composer refuses such a text before it is
    /// sent.
    FrameTooLarge,
    /// The room could not read what the page has missed. The page comes back and asks again.
    RoomUnreadable,
    /// The room panicked in a turn. The page comes back and catches up.
    RoomFailed,
    /// A frame came on a connection that the room has closed already. The page comes back with a
    /// new one.
    UnknownConnection,
    /// The other side reads more slowly than the room speaks. The page comes back and catches up in
    /// one go.
    SlowConsumer,
    /// The page speaks another version of the protocol. Its reader must reload it.
    OutdatedPage,
    /// The page is of a build after this one: the server went back. Its reader must reload it.
    NewerPage,
    /// The session is over, or has another name now. The page comes back, and learns which.
    SessionChanged,
    /// The session has run out. Its reader must reload the page and enter a name.
    SessionOver,
    /// An owner has just deleted the room. There is nothing to come back to.
    RoomDeleted,
    /// An owner deleted the room before the page came back. Once it is erased, somebody may found
    /// it anew.
    RoomBeingErased,
    /// The operator has closed the room.
    RoomClosed,
    /// The member has left the room, perhaps by another page. They may join again.
    Left,
    /// A moderator has banned the member.
    Banned,
    /// An owner lets in nobody new, and this member was never here.
    RoomLocked,
    /// The room has as many connections as it can have. The page tries again, and says why it has
    /// to.
    RoomFull,
    /// The member has as many connections as one can have. The page tries again, and says why it
    /// has to.
    TooManyConnections,
    /// The member was refused too often. The page tries again, and says why it has to.
    TooFast,
    /// The address has as many connections as it may have, or opens them too fast. The page tries
    /// again, and says why it has to.
    AddressBusy,
    /// Somebody else took the name while this member was gone. Its reader must reload the page and
    /// choose another.
    NameTaken,
    /// Owners have refused a word that is in the name, since this member was here. Its reader must
    /// choose another.
    NameNotAllowed,
}

impl CloseCode {
    /// Those after which a page does not come back, one for each number.
    pub(crate) const FINAL: [Self; 9] = [
        Self::OutdatedPage,
        Self::SessionOver,
        Self::RoomDeleted,
        Self::RoomClosed,
        Self::Left,
        Self::RoomLocked,
        Self::Banned,
        Self::NameTaken,
        Self::NameNotAllowed,
    ];

    /// The code that tells a page why it is not let in; none if there is nothing to tell.
    pub(crate) fn of(refusal: &Refusal) -> Option<Self> {
        match refusal {
            Refusal::RoomFull => Some(Self::RoomFull),
            Refusal::TooFast { .. } => Some(Self::TooFast),
            Refusal::AddressBusy { .. } => Some(Self::AddressBusy),
            Refusal::TooManyConnections => Some(Self::TooManyConnections),
            Refusal::RoomDeleted => Some(Self::RoomBeingErased),
            Refusal::RoomLocked => Some(Self::RoomLocked),
            Refusal::RoomClosed { .. } => Some(Self::RoomClosed),
            Refusal::Banned { .. } => Some(Self::Banned),
            Refusal::NameTaken { .. } => Some(Self::NameTaken),
            Refusal::NameNotAllowed => Some(Self::NameNotAllowed),
            _ => None,
        }
    }

    /// The code for a page that this build cannot serve; none if it can.
    pub(crate) fn of_page(page: Protocol) -> Option<Self> {
        match page.fit() {
            Fit::Served => None,
            Fit::Outdated => Some(Self::OutdatedPage),
            Fit::Newer => Some(Self::NewerPage),
        }
    }

    /// The number that is sent.
    pub(crate) fn number(self) -> u16 {
        match self {
            Self::Idle => 1001,
            Self::NotText => 1003,
            Self::BadFrames => 1008,
            Self::FrameTooLarge => 1009,
            Self::RoomUnreadable | Self::RoomFailed | Self::UnknownConnection => 1011,
            Self::SessionChanged => 1012,
            Self::SlowConsumer | Self::RoomFull | Self::TooManyConnections | Self::TooFast | Self::AddressBusy => 1013,
            Self::OutdatedPage | Self::NewerPage => 4001,
            Self::SessionOver => 4003,
            Self::RoomDeleted | Self::RoomBeingErased => 4004,
            Self::Left => 4005,
            Self::RoomLocked => 4006,
            Self::Banned => 4007,
            Self::RoomClosed => 4008,
            Self::NameTaken => 4009,
            Self::NameNotAllowed => 4010,
        }
    }

    /// The sentence that is sent with it.
    pub(crate) fn reason(self, words: &Words) -> String {
        let Words { closes, refusals, moderation, posting, .. } = words;
        match self {
            Self::Idle => closes.idle.to_owned(),
            Self::NotText => closes.not_text.to_owned(),
            Self::BadFrames => closes.bad_frames.to_owned(),
            Self::FrameTooLarge => (closes.frame_too_large)(limits::FRAME_MAX_BYTES),
            Self::RoomUnreadable => closes.room_unreadable.to_owned(),
            Self::RoomFailed => closes.room_failed.to_owned(),
            Self::UnknownConnection => closes.unknown_connection.to_owned(),
            Self::SessionChanged => closes.session_changed.to_owned(),
            Self::SlowConsumer => closes.slow_consumer.to_owned(),
            Self::RoomFull => refusals.room_full.to_owned(),
            Self::TooManyConnections => (refusals.too_many_connections)(limits::CONNECTIONS_PER_MEMBER_MAX),
            Self::TooFast => (refusals.too_fast)(limits::SHUT_OUT_MS / limits::SECOND_MS),
            Self::AddressBusy => (refusals.address_busy)(limits::ADDRESS_FULL_WAIT_MS / limits::SECOND_MS),
            Self::OutdatedPage => closes.outdated_page.to_owned(),
            Self::NewerPage => closes.newer_page.to_owned(),
            Self::SessionOver => closes.session_over.to_owned(),
            Self::RoomDeleted => closes.room_deleted.to_owned(),
            Self::RoomBeingErased => refusals.room_deleted.to_owned(),
            Self::RoomClosed => words.operator.rules.room_was_closed.to_owned(),
            Self::Left => closes.left.to_owned(),
            Self::RoomLocked => refusals.room_locked.to_owned(),
            Self::Banned => moderation.refusals.banned_now.to_owned(),
            Self::NameTaken => closes.name_taken.to_owned(),
            Self::NameNotAllowed => posting.name_not_allowed.to_owned(),
        }
    }

    /// The same, if the operator has closed the room with their own words behind it, as far as they
    /// fit a close frame.
    pub(crate) fn reason_with(self, said: &str, words: &Words) -> String {
        let mut reason = self.reason(words);
        if self == Self::RoomClosed {
            reason = format!("{reason} {said}");
        }
        if reason.len() > REASON_MAX_BYTES {
            const MORE: &str = "…";
            while reason.len() > REASON_MAX_BYTES - MORE.len() {
                reason.pop();
            }
            reason.push_str(MORE);
        }
        reason
    }

    /// The way on for the reader of a page that does not come back; none if it does.
    pub(crate) fn way_on(self) -> Option<WayOn> {
        match self {
            Self::OutdatedPage | Self::NewerPage => Some(WayOn::Reload),
            Self::SessionOver => Some(WayOn::EnterName),
            Self::RoomDeleted | Self::RoomBeingErased | Self::RoomClosed | Self::RoomLocked | Self::Banned => {
                Some(WayOn::FrontPage)
            }
            Self::Left => Some(WayOn::JoinAgain),
            Self::NameTaken | Self::NameNotAllowed => Some(WayOn::ChooseAnotherName),
            Self::Idle
            | Self::NotText
            | Self::BadFrames
            | Self::FrameTooLarge
            | Self::RoomUnreadable
            | Self::RoomFailed
            | Self::UnknownConnection
            | Self::SessionChanged
            | Self::SlowConsumer
            | Self::RoomFull
            | Self::TooFast
            | Self::AddressBusy
            | Self::TooManyConnections => None,
        }
    }

    /// What a page says about each of the codes after which it does not come back.
    pub(crate) fn endings(words: &Words) -> Vec<EndingView<'static>> {
        let ending = |code: Self| {
            let way_on = code.way_on()?;
            Some(EndingView { code: code.number(), sentence: code.reason(words).into(), way_on })
        };
        Self::FINAL.into_iter().filter_map(ending).collect()
    }

    /// The code that answers a close of the other side, which may be any number: the one that came,
    /// or no code in place of one that cannot be sent. Without an answer the browser reports an
    /// abnormal close. None if the link broke: then nobody waits for an answer.
    pub(crate) fn echo(code: usize) -> Option<Option<u16>> {
        let is_sendable = |code: &u16| SENDABLE.contains(code) && !UNSENDABLE.contains(code);
        (code != ABNORMAL).then(|| u16::try_from(code).ok().filter(is_sendable))
    }
}

impl From<CloseReason> for CloseCode {
    fn from(reason: CloseReason) -> Self {
        match reason {
            CloseReason::Left => Self::Left,
            CloseReason::RoomDeleted => Self::RoomDeleted,
            CloseReason::RoomClosed => Self::RoomClosed,
            CloseReason::Banned => Self::Banned,
            CloseReason::TimedOut => Self::Idle,
            CloseReason::TooFast => Self::TooFast,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use templates::words::{ENGLISH, Language};

    use super::*;

    /// From here on a page does not come back by itself.
    const PERMANENT_FROM: u16 = 4000;

    const EVERY: [(CloseCode, u16); 24] = [
        (CloseCode::Idle, 1001),
        (CloseCode::NotText, 1003),
        (CloseCode::BadFrames, 1008),
        (CloseCode::FrameTooLarge, 1009),
        (CloseCode::RoomUnreadable, 1011),
        (CloseCode::RoomFailed, 1011),
        (CloseCode::UnknownConnection, 1011),
        (CloseCode::SessionChanged, 1012),
        (CloseCode::SlowConsumer, 1013),
        (CloseCode::RoomFull, 1013),
        (CloseCode::TooManyConnections, 1013),
        (CloseCode::TooFast, 1013),
        (CloseCode::AddressBusy, 1013),
        (CloseCode::OutdatedPage, 4001),
        (CloseCode::NewerPage, 4001),
        (CloseCode::SessionOver, 4003),
        (CloseCode::RoomDeleted, 4004),
        (CloseCode::RoomBeingErased, 4004),
        (CloseCode::Left, 4005),
        (CloseCode::RoomLocked, 4006),
        (CloseCode::Banned, 4007),
        (CloseCode::RoomClosed, 4008),
        (CloseCode::NameTaken, 4009),
        (CloseCode::NameNotAllowed, 4010),
    ];

    #[test]
    fn numbers_are_what_open_pages_know() {
        for (code, number) in EVERY {
            assert_eq!(code.number(), number, "{code:?}");
        }
    }

    #[test]
    fn reasons_fit_a_close_frame() {
        for language in Language::ALL {
            for (code, _) in EVERY {
                let reason = code.reason(language.words());
                assert!((1..=REASON_MAX_BYTES).contains(&reason.len()), "{} bytes: {reason}", reason.len());
            }
        }
        assert_eq!(CloseCode::FrameTooLarge.reason(&ENGLISH), "That frame is too large. The limit is 16,384 bytes.");
    }

    #[test]
    fn long_reason_is_cut_to_fit_a_close_frame() {
        for language in Language::ALL {
            for said in ["Spam.", &"ع".repeat(280)] {
                let reason = CloseCode::RoomClosed.reason_with(said, language.words());
                assert!(reason.len() <= REASON_MAX_BYTES && reason.contains(&said[..2]), "{reason}");
            }
        }
        assert_eq!(
            CloseCode::RoomClosed.reason_with("Spam.", &ENGLISH),
            "The operator of this site closed the room. Spam."
        );
    }

    #[test]
    fn refusals_that_pass_let_the_page_come_back() {
        for refusal in
            [Refusal::RoomDeleted, Refusal::RoomLocked, Refusal::NameTaken { free: None }, Refusal::NameNotAllowed]
        {
            let code = CloseCode::of(&refusal);
            assert!(code.is_some_and(|code| code.number() >= PERMANENT_FROM), "{refusal:?}: {code:?}");
        }
        let wait_ms = 1;
        let passing = [Refusal::TooFast { wait_ms }, Refusal::AddressBusy { wait_ms }];
        for refusal in [Refusal::RoomFull, Refusal::TooManyConnections].into_iter().chain(passing) {
            assert_eq!(CloseCode::of(&refusal).map(CloseCode::number), Some(1013), "{refusal:?}");
        }
        for silent in [Refusal::NoSpace, Refusal::ShutOut { wait_ms }] {
            assert_eq!(CloseCode::of(&silent), None, "{silent:?}");
        }
    }

    #[test]
    fn every_close_is_answered_with_what_can_be_sent() {
        // As the platform has it: `WebSocket.close` throws for every other code.
        let can_be_sent = |code: usize| (1000..5000).contains(&code) && ![1004, 1005, 1006, 1015].contains(&code);
        for code in (0..=usize::from(u16::MAX)).filter(|code| *code != ABNORMAL) {
            let answer = CloseCode::echo(code).unwrap_or_else(|| panic!("{code} is answered"));
            assert_eq!(answer.map(usize::from), Some(code).filter(|code| can_be_sent(*code)), "{code}");
        }
        assert_eq!(CloseCode::echo(ABNORMAL), None, "nobody waits for an answer");
    }

    #[test]
    fn every_final_code_has_a_way_on() {
        for (code, number) in EVERY {
            assert_eq!(code.way_on().is_some(), number >= PERMANENT_FROM, "{code:?}");
        }
        let told: BTreeSet<u16> = CloseCode::endings(&ENGLISH).iter().map(|ending| ending.code).collect();
        let last: BTreeSet<u16> =
            EVERY.map(|(_, number)| number).into_iter().filter(|n| *n >= PERMANENT_FROM).collect();
        assert_eq!(told, last, "a page can tell each of them");
    }
}
