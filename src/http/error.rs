//! Everything that can go wrong in the Worker, with its status and the words for it.

use std::fmt::Display;

use room::{Millis, PictureRefusal, Refusal, SearchRefusal, limits};
use serde_json::json;
use templates::words::Words;

use crate::{log, sentences};

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
    /// The request is for a host that is not ours.
    WrongHost,
    /// The request comes from another site.
    ForeignOrigin,
    /// The request carries no session that we signed.
    NoSession,
    /// The request is for the operator, and carries no key.
    NotOperator,
    /// Too many keys of the operator were wrong that came from this address.
    TooManyTries {
        /// How long to wait until the next one is looked at.
        wait_ms: Millis,
    },
    /// The form is larger than any that a page of ours sends.
    TooLarge,
    /// The body is not a form.
    NotAForm,
    /// A query or a form should have held this, and does not.
    Unreadable(Expected),
    /// What was typed cannot be searched for.
    BadSearch(SearchRefusal),
    /// There is no such file, or not for whoever asks.
    NoSuchFile,
    /// The site takes no files.
    FilesNotTaken,
    /// A file comes without saying how long it is.
    LengthRequired,
    /// A file is not the picture that it begins as, or too large a one.
    BadPicture(PictureRefusal),
    /// A file ended before it was as long as it said.
    CutOff,
    /// The room refused.
    Refused(Refusal),
    /// There is no secret to sign sessions with, or a guessable one.
    SecretMissing,
    /// Earlier messages are in D1, and D1 does not answer.
    ArchiveUnavailable,
    /// Sessions are ended in D1, and D1 does not answer.
    NotForgotten,
    /// The directory is in D1, and D1 does not answer.
    DirectoryUnavailable,
    /// Something else failed. Only the log says what.
    Internal,
}

/// What a query or a form should have held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The fields of a form, each once.
    FormFields,
    /// The fields of a query, each once at most.
    QueryFields,
    /// The number of a message: the page shows those before it.
    MessageNumber,
    /// A place in the list of rooms on the landing page.
    RoomsPlace,
    /// Which page of messages or members a program asks for.
    PageQuery,
    /// Which page of rooms a program asks for.
    RoomsQuery,
    /// A call of the Worker to a room. No person makes one.
    RoomCall,
}

impl Problem {
    /// An unexpected failure. The log has it in full; the caller learns only that there was one.
    pub(crate) fn internal(doing: &str, error: &dyn Display) -> Self {
        log::error("internal_error", json!({ "doing": doing, "error": error.to_string() }));
        Self::Internal
    }

    /// What the room refused; else the problem itself.
    pub(crate) fn refusal<T>(self) -> Result<Result<T, Refusal>, Self> {
        match self {
            Self::Refused(refusal) => Ok(Err(refusal)),
            problem => Err(problem),
        }
    }

    /// Logs what an operator should know.
    pub(crate) fn log(&self) {
        if let Self::SecretMissing = self {
            log::error(
                "session_secret_missing",
                json!({ "do": "Locally, run bin/setup. In production, run npx wrangler secret put SESSION_SECRET \
                               --env production, with at least 32 random characters." }),
            );
        }
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::NotFound | Self::NoSuchRoom | Self::NoSuchFile | Self::FilesNotTaken => 404,
            Self::LengthRequired => 411,
            Self::CutOff => 400,
            Self::BadPicture(_) => 422,
            Self::WrongMethod { .. } => 405,
            Self::NotAnUpgrade => 426,
            Self::WrongHost => 421,
            Self::ForeignOrigin => 403,
            Self::NoSession | Self::NotOperator => 401,
            Self::TooManyTries { .. } => 429,
            Self::TooLarge => 413,
            Self::NotAForm => 415,
            Self::Unreadable(_) => 400,
            Self::BadSearch(_) => 422,
            Self::Refused(refusal) => status_of(refusal),
            Self::ArchiveUnavailable | Self::DirectoryUnavailable | Self::NotForgotten => 503,
            Self::SecretMissing | Self::Internal => 500,
        }
    }

    /// A short name for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NoSuchRoom => "no_such_room",
            Self::WrongMethod { .. } => "wrong_method",
            Self::NotAnUpgrade => "upgrade_required",
            Self::WrongHost => "wrong_host",
            Self::ForeignOrigin => "foreign_origin",
            Self::NoSession => "no_session",
            Self::NotOperator => "not_operator",
            Self::TooManyTries { .. } => "too_many_tries",
            Self::TooLarge => "too_large",
            Self::NotAForm => "not_a_form",
            Self::Unreadable(_) => "unreadable",
            Self::BadSearch(_) => "bad_search",
            Self::NoSuchFile => "no_such_file",
            Self::FilesNotTaken => "files_not_taken",
            Self::LengthRequired => "length_required",
            Self::BadPicture(_) => "bad_picture",
            Self::CutOff => "cut_off",
            Self::Refused(Refusal::AddressBusy { .. }) => "address_busy",
            Self::Refused(Refusal::RoomLocked) => "room_locked",
            Self::Refused(Refusal::RoomDeleted) => "room_deleted",
            Self::Refused(Refusal::RoomClosed { .. }) => "room_closed",
            Self::Refused(Refusal::SiteReadOnly { .. }) => "read_only",
            Self::Refused(Refusal::RoomUpdating) => "room_updating",
            Self::Refused(_) => "refused",
            Self::SecretMissing => "not_set_up",
            Self::ArchiveUnavailable => "history_unavailable",
            Self::NotForgotten => "not_forgotten",
            Self::DirectoryUnavailable => "directory_unavailable",
            Self::Internal => "internal",
        }
    }

    /// What is wrong, in a few words.
    pub(crate) fn title(&self, words: &Words) -> &'static str {
        let (page, operator, order) = (&words.message_page, &words.operator, &words.moderation.refusals);
        let (site, search, files, words) = (&words.site, &words.search, &words.files, &words.problems);
        match self {
            Self::NotFound => words.not_found.title,
            Self::NoSuchRoom => words.no_such_room,
            Self::WrongMethod { .. } => words.wrong_method,
            Self::NotAnUpgrade => words.not_an_upgrade.title,
            Self::WrongHost => site.wrong_host.title,
            Self::ForeignOrigin => words.foreign_origin.title,
            Self::NoSession => words.no_session.title,
            Self::NotOperator => operator.not_operator.title,
            Self::TooManyTries { .. } => operator.signing_in.too_many_tries_title,
            Self::TooLarge => words.too_large,
            Self::NotAForm | Self::Unreadable(_) => words.unreadable,
            Self::BadSearch(_) => search.title,
            Self::NoSuchFile => files.not_found.title,
            Self::LengthRequired | Self::CutOff => words.unreadable,
            Self::FilesNotTaken | Self::BadPicture(_) => words.refused,
            Self::Refused(Refusal::RoomLocked) => words.room_locked.title,
            Self::Refused(Refusal::RoomDeleted) => words.room_deleted,
            Self::Refused(Refusal::RoomClosed { .. }) => operator.rules.room_closed_title,
            Self::Refused(Refusal::SiteReadOnly { .. }) => operator.rules.read_only_title,
            Self::Refused(Refusal::NotOwner) => words.not_owner,
            Self::Refused(Refusal::Banned { .. }) => order.banned_title,
            Self::Refused(Refusal::NoSuchMessage) => page.not_found,
            Self::Refused(Refusal::RoomUpdating) => words.room_updating.title,
            Self::Refused(_) => words.refused,
            Self::SecretMissing => words.no_secret.title,
            Self::ArchiveUnavailable => words.no_archive.title,
            Self::NotForgotten => words.not_forgotten.title,
            Self::DirectoryUnavailable => words.no_directory.title,
            Self::Internal => words.internal.title,
        }
    }

    /// What to do, as a sentence.
    pub(crate) fn advice(&self, words: &Words) -> String {
        let problems = &words.problems;
        match self {
            Self::NotFound => problems.not_found.advice.to_owned(),
            Self::NoSuchRoom => sentences::refusal(&Refusal::BadSlug, words),
            Self::WrongMethod { allow } => (problems.allowed_methods)(allow),
            Self::NotAnUpgrade => problems.not_an_upgrade.advice.to_owned(),
            Self::WrongHost => words.site.wrong_host.advice.to_owned(),
            Self::ForeignOrigin => problems.foreign_origin.advice.to_owned(),
            Self::NoSession => problems.no_session.advice.to_owned(),
            Self::NotOperator => words.operator.not_operator.advice.to_owned(),
            Self::TooManyTries { wait_ms } => {
                (words.operator.signing_in.too_many_tries)(sentences::wait_seconds(*wait_ms))
            }
            Self::TooLarge => (problems.form_size)(limits::FORM_MAX_BYTES),
            Self::NotAForm => problems.not_a_form.to_owned(),
            Self::Unreadable(Expected::FormFields) => problems.form_fields.to_owned(),
            Self::Unreadable(Expected::QueryFields) => problems.query_fields.to_owned(),
            Self::Unreadable(Expected::MessageNumber) => problems.message_number.to_owned(),
            Self::Unreadable(Expected::RoomsPlace) => problems.rooms_place.to_owned(),
            Self::Unreadable(Expected::PageQuery) => (problems.page_query)(limits::API_PAGE_MAX),
            Self::Unreadable(Expected::RoomsQuery) => (problems.rooms_query)(limits::API_PAGE_MAX),
            Self::Unreadable(Expected::RoomCall) => problems.room_call.to_owned(),
            Self::BadSearch(refusal) => sentences::search(refusal, words),
            Self::NoSuchFile => words.files.not_found.advice.to_owned(),
            Self::FilesNotTaken => words.files.refusals.not_taken.to_owned(),
            Self::LengthRequired => words.files.refusals.length_required.to_owned(),
            Self::BadPicture(refusal) => sentences::picture(*refusal, words),
            Self::CutOff => words.files.did_not_arrive.to_owned(),
            // The title has said the rest.
            Self::Refused(Refusal::RoomLocked) => problems.room_locked.advice.to_owned(),
            Self::Refused(Refusal::RoomUpdating) => problems.room_updating.advice.to_owned(),
            Self::Refused(Refusal::Banned { wait_ms, reason }) => sentences::banned(*wait_ms, reason, words),
            Self::Refused(refusal) => sentences::refusal(refusal, words),
            Self::SecretMissing => problems.no_secret.advice.to_owned(),
            Self::ArchiveUnavailable => problems.no_archive.advice.to_owned(),
            Self::NotForgotten => problems.not_forgotten.advice.to_owned(),
            Self::DirectoryUnavailable => problems.no_directory.advice.to_owned(),
            Self::Internal => problems.internal.advice.to_owned(),
        }
    }
}

fn status_of(refusal: &Refusal) -> u16 {
    match refusal {
        Refusal::TooFast { .. }
        | Refusal::ShutOut { .. }
        | Refusal::SlowMode { .. }
        | Refusal::AddressBusy { .. }
        | Refusal::TooManyConnections
        | Refusal::UploadedTooMuch { .. }
        | Refusal::AddressUploadedTooMuch { .. }
        | Refusal::TooManyReports => 429,
        Refusal::NotStored
        | Refusal::NoSpace
        | Refusal::RoomFilesFull
        | Refusal::RoomFull
        | Refusal::RoomUpdating
        | Refusal::SiteReadOnly { .. } => 503,
        Refusal::Malformed => 400,
        Refusal::NameTaken { .. }
        | Refusal::SlugTaken
        | Refusal::RoomNotEmpty
        | Refusal::TooManyListed { .. }
        | Refusal::TooManyListedNearby { .. }
        | Refusal::LastOwner
        | Refusal::TooManySanctions
        | Refusal::EditedMeanwhile { .. }
        | Refusal::MessageRemoved
        | Refusal::TooManyFiles { .. }
        | Refusal::TooManyKinds => 409,
        Refusal::RoomLocked
        | Refusal::RoomClosed { .. }
        | Refusal::RoomsNotOpen
        | Refusal::NotOwner
        | Refusal::CheckNeeded
        | Refusal::NotModerator
        | Refusal::NotBelow
        | Refusal::Muted { .. }
        | Refusal::Banned { .. }
        | Refusal::RoleLinkExpired
        | Refusal::NotAuthor
        | Refusal::TooLateToEdit
        | Refusal::ReadOnly
        | Refusal::NewcomerLink { .. } => 403,
        Refusal::NoSuchMessage | Refusal::NothingToAnswer | Refusal::NoSuchMember => 404,
        Refusal::RoomDeleted | Refusal::TooLateToUndo | Refusal::UploadGone => 410,
        Refusal::FileTooLarge { .. } => 413,
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
