//! Everything that can go wrong in the Worker, with its status and its sentence.

use std::fmt::Display;

use room::Refusal;
use serde_json::json;

use crate::journal;

/// Why a request was not served.
#[derive(Debug)]
pub(crate) enum Problem {
    /// There is nothing at this path.
    NotFound,
    /// The path names a room that cannot be one.
    NoSuchRoom,
    /// The path is there, but not for this method.
    WrongMethod {
        /// The methods that it is there for.
        allow: &'static str,
    },
    /// A socket's path was asked for without an upgrade.
    NotAnUpgrade,
    /// The request comes from another site.
    ForeignOrigin,
    /// The request carries no session that we signed.
    NoSession,
    /// The form is larger than any that a page of ours sends.
    TooLarge,
    /// The body is not a form.
    NotAForm,
    /// A query or a form holds something else than it should.
    Unreadable(&'static str),
    /// The room refused.
    Refused(Refusal),
    /// There is no secret to sign sessions with, or a guessable one.
    NoSecret,
    /// Earlier messages are in D1, and D1 does not answer.
    NoStore,
    /// The directory is in D1, and D1 does not answer.
    NoDirectory,
    /// Something else failed; what, stands in the log and nowhere else.
    Internal,
}

impl Problem {
    /// An unexpected failure: noted in full, told in general.
    pub(crate) fn internal(doing: &str, error: &dyn Display) -> Self {
        journal::error("failed", json!({ "doing": doing, "error": error.to_string() }));
        Self::Internal
    }

    /// Writes into the log what an operator should know.
    pub(crate) fn note(&self) {
        match self {
            Self::ForeignOrigin => journal::warn("foreign_origin_refused", json!({})),
            Self::NoSecret => journal::error(
                "no_session_secret",
                json!({ "do": "Locally: run bin/setup. In production: npx wrangler secret put SESSION_SECRET --env production, \
                               with at least 32 random characters." }),
            ),
            _ => {}
        }
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::NotFound | Self::NoSuchRoom => 404,
            Self::WrongMethod { .. } => 405,
            Self::NotAnUpgrade => 426,
            Self::ForeignOrigin => 403,
            Self::NoSession => 401,
            Self::TooLarge => 413,
            Self::NotAForm => 415,
            Self::Unreadable(_) => 400,
            Self::Refused(refusal) => refused(refusal),
            Self::NoStore | Self::NoDirectory => 503,
            Self::NoSecret | Self::Internal => 500,
        }
    }

    /// A short name for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NoSuchRoom => "no_such_room",
            Self::WrongMethod { .. } => "wrong_method",
            Self::NotAnUpgrade => "upgrade_required",
            Self::ForeignOrigin => "foreign_origin",
            Self::NoSession => "no_session",
            Self::TooLarge => "too_large",
            Self::NotAForm => "not_a_form",
            Self::Unreadable(_) => "unreadable",
            Self::Refused(Refusal::RoomLocked) => "room_locked",
            Self::Refused(Refusal::RoomDeleted) => "room_deleted",
            Self::Refused(_) => "refused",
            Self::NoSecret => "not_set_up",
            Self::NoStore => "history_unavailable",
            Self::NoDirectory => "directory_unavailable",
            Self::Internal => "internal",
        }
    }

    /// What is wrong, in a few words.
    pub(crate) fn title(&self) -> &'static str {
        match self {
            Self::NotFound => "There is nothing here",
            Self::NoSuchRoom => "There is no such room",
            Self::WrongMethod { .. } => "That cannot be done here",
            Self::NotAnUpgrade => "This is a socket",
            Self::ForeignOrigin => "That came from another site",
            Self::NoSession => "You have not joined yet",
            Self::TooLarge => "That is too much",
            Self::NotAForm | Self::Unreadable(_) => "That could not be read",
            Self::Refused(Refusal::RoomLocked) => "This room is locked",
            Self::Refused(Refusal::RoomDeleted) => "This room is gone",
            Self::Refused(Refusal::NotOwner) => "That is for the owner",
            Self::Refused(_) => "That was not done",
            Self::NoSecret => "This Natter is not set up yet",
            Self::NoStore => "Earlier messages cannot be read right now",
            Self::NoDirectory => "The list of rooms cannot be read right now",
            Self::Internal => "Something went wrong",
        }
    }

    /// What to do, as a sentence.
    pub(crate) fn advice(&self) -> String {
        match self {
            Self::NotFound => "The address may be mistyped, or what was here has gone.".to_owned(),
            Self::NoSuchRoom => Refusal::BadSlug.to_string(),
            Self::WrongMethod { allow } => format!("This address takes {allow}."),
            Self::NotAnUpgrade => "Connect to this address with a WebSocket.".to_owned(),
            Self::ForeignOrigin => "Open Natter itself and do it there.".to_owned(),
            Self::NoSession => "Enter a name on the front page first.".to_owned(),
            Self::TooLarge => format!("A form can have {} bytes.", room::limits::FORM_MAX_BYTES),
            Self::NotAForm => "Send the fields as application/x-www-form-urlencoded.".to_owned(),
            Self::Unreadable(what) => (*what).to_owned(),
            // The title has said the rest.
            Self::Refused(Refusal::RoomLocked) => "Its owner lets in nobody new.".to_owned(),
            Self::Refused(refusal) => refusal.to_string(),
            Self::NoSecret => "Its operator finds in the log what to do.".to_owned(),
            Self::NoStore => "Nothing is lost. Try again in a minute.".to_owned(),
            Self::NoDirectory => "Rooms are there all the same. Try again in a minute.".to_owned(),
            Self::Internal => "Nothing that was shown is lost. Try again in a moment.".to_owned(),
        }
    }
}

fn refused(refusal: &Refusal) -> u16 {
    match refusal {
        Refusal::TooFast { .. } | Refusal::TooManyConnections => 429,
        Refusal::NotStored | Refusal::NoSpace | Refusal::RoomFull => 503,
        Refusal::Malformed => 400,
        Refusal::NameTaken { .. } => 409,
        Refusal::RoomLocked | Refusal::NotOwner | Refusal::OwnerLinkExpired => 403,
        Refusal::RoomDeleted => 410,
        _ => 422,
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<worker::Error> for Problem {
    fn from(error: worker::Error) -> Self {
        Self::internal("a call to the platform", &error)
    }
}
