//! Every path there is: the room that it is about, and the methods that it is there for.

use room::{MemberId, Seq, Slug, UploadId};
use worker::Method;

use super::actions::{MessageAction, PersonAction};
use super::operator::OperatorRoute;
use crate::backup::FileFormat;

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// `GET /`
    Landing,
    /// `POST /`
    Join,
    /// `GET /join`
    KeptJoin,
    /// `GET /r/{room}/join`
    KeptPreview(Slug),
    /// `POST /r/{room}/join`
    JoinRoom(Slug),
    /// `GET /rooms`
    YourRooms,
    /// `GET /check`
    PersonCheck,
    /// `POST /check`
    PassPersonCheck,
    /// `GET /for-you`
    ForYou,
    /// `GET /help`
    Help,
    /// `GET /new`
    NewRoom,
    /// `POST /new`
    StartRoom,
    /// `GET /r/{room}`
    Room(Slug),
    /// `GET /r/{room}/search`
    Search(Slug),
    /// `GET /r/{room}/log`
    LogFrame(Slug),
    /// `GET /r/{room}/say`
    KeptMessage(Slug),
    /// `POST /r/{room}/say`
    Say(Slug),
    /// `GET /r/{room}/files`
    Files(Slug),
    /// `POST /r/{room}/files`
    PostFiles(Slug),
    /// `PUT /r/{room}/uploads/{id}`, and `POST` to describe it
    Upload(Slug, UploadId),
    /// `PUT /r/{room}/uploads/{id}/preview`
    UploadPreview(Slug, UploadId),
    /// `POST /r/{room}/uploads/{id}/remove`
    RemoveUpload(Slug, UploadId),
    /// `GET /r/{room}/files/{id}/{name}`
    File(Slug, UploadId),
    /// `GET /r/{room}/previews/{id}`
    FilePreview(Slug, UploadId),
    /// `GET /message-actions`
    MessageActions,
    /// `GET /r/{room}/m/{seq}`
    Message(Slug, Seq),
    /// `POST /r/{room}/m/{seq}/{action}`
    ChangeMessage(Slug, Seq, MessageAction),
    /// `GET /r/{room}/m/{seq}/report`
    Report(Slug, Seq),
    /// `POST /r/{room}/m/{seq}/report`
    SendReport(Slug, Seq),
    /// `GET /r/{room}/reports`
    Reports(Slug),
    /// `POST /r/{room}/reports`
    CloseReports(Slug),
    /// `POST /r/{room}/ignore`
    Ignore(Slug),
    /// `GET /r/{room}/you`
    Profile(Slug),
    /// `POST /r/{room}/you`
    Rename(Slug),
    /// `POST /r/{room}/leave`
    Leave(Slug),
    /// `POST /language`
    ChooseLanguage,
    /// `POST /forget`
    ForgetMe,
    /// `POST /forget-room`
    RemoveRecentRoom,
    /// `GET /r/{room}/people`
    People(Slug),
    /// `GET /r/{room}/people/{member}`
    Person(Slug, MemberId),
    /// `POST /r/{room}/people/{member}/{action}`
    ActOnPerson(Slug, MemberId, PersonAction),
    /// `GET /r/{room}/audit`
    Audit(Slug),
    /// `GET /r/{room}/export.html`, and `.ndjson`
    Export(Slug, FileFormat),
    /// `GET /r/{room}/invite`
    Invitation(Slug),
    /// `GET /r/{room}/settings`
    Settings(Slug),
    /// `POST /r/{room}/settings`
    UpdateSettings(Slug),
    /// `POST /r/{room}/owner-link`
    MakeOwnerLink(Slug),
    /// `POST /r/{room}/moderator-link`
    MakeModeratorLink(Slug),
    /// `GET /r/{room}/own`
    OwnerLink(Slug),
    /// `GET /r/{room}/moderate`
    ModeratorLink(Slug),
    /// `POST /r/{room}/own`
    BecomeOwner(Slug),
    /// `POST /r/{room}/moderate`
    BecomeModerator(Slug),
    /// `POST /r/{room}/remove-owner`
    RemoveOwner(Slug),
    /// `POST /r/{room}/step-down`
    StepDown(Slug),
    /// `POST /r/{room}/dismiss-reminder`
    DismissReminder(Slug),
    /// `POST /r/{room}/delete`
    Delete(Slug),
    /// `GET /r/{room}/ws`, an upgrade
    Socket(Slug),
    /// The same page at the address that it has: people write addresses down in many ways
    Moved(String),
    /// `GET /r/{room}/endings`
    Endings(Slug),
    /// `GET /r/{room}/suggest`
    Suggestions(Slug),
    /// `POST /r/{room}/updates`
    Updates(Slug),
    /// `GET /healthz`
    Health,
    /// `POST /violations`
    Violations,
    /// `GET /api/rooms`
    Rooms,
    /// `GET /api/rooms/{room}/users`, and `/api/users` for the lobby
    Members(Slug),
    /// `GET /api/rooms/{room}/history`, and `/api/history` for the lobby
    Messages(Slug),
    /// `GET /api/rooms/{room}/search`
    ApiSearch(Slug),
    /// Below `/operate` and `/api/operate`, whatever the method
    Operator(OperatorRoute),
}

impl Route {
    /// The room that the request is about.
    pub(crate) fn room(&self) -> Option<&Slug> {
        match self {
            Self::Room(slug)
            | Self::LogFrame(slug)
            | Self::KeptMessage(slug)
            | Self::KeptPreview(slug)
            | Self::JoinRoom(slug)
            | Self::Say(slug)
            | Self::Message(slug, _)
            | Self::ChangeMessage(slug, ..)
            | Self::Report(slug, _)
            | Self::SendReport(slug, _)
            | Self::Reports(slug)
            | Self::CloseReports(slug)
            | Self::Ignore(slug)
            | Self::Profile(slug)
            | Self::Rename(slug)
            | Self::Leave(slug)
            | Self::Settings(slug)
            | Self::UpdateSettings(slug)
            | Self::MakeOwnerLink(slug)
            | Self::OwnerLink(slug)
            | Self::ModeratorLink(slug)
            | Self::BecomeModerator(slug)
            | Self::MakeModeratorLink(slug)
            | Self::People(slug)
            | Self::Person(slug, _)
            | Self::ActOnPerson(slug, ..)
            | Self::Audit(slug)
            | Self::Export(slug, _)
            | Self::BecomeOwner(slug)
            | Self::RemoveOwner(slug)
            | Self::StepDown(slug)
            | Self::DismissReminder(slug)
            | Self::Delete(slug)
            | Self::Socket(slug)
            | Self::Members(slug)
            | Self::Invitation(slug)
            | Self::Endings(slug)
            | Self::Suggestions(slug)
            | Self::Updates(slug)
            | Self::Search(slug)
            | Self::Files(slug)
            | Self::PostFiles(slug)
            | Self::Upload(slug, _)
            | Self::UploadPreview(slug, _)
            | Self::RemoveUpload(slug, _)
            | Self::File(slug, _)
            | Self::FilePreview(slug, _)
            | Self::ApiSearch(slug)
            | Self::Messages(slug) => Some(slug),
            Self::Landing
            | Self::Join
            | Self::KeptJoin
            | Self::YourRooms
            | Self::PersonCheck
            | Self::PassPersonCheck
            | Self::ForYou
            | Self::Help
            | Self::MessageActions
            | Self::NewRoom
            | Self::StartRoom
            | Self::Moved(_)
            | Self::ChooseLanguage
            | Self::ForgetMe
            | Self::RemoveRecentRoom
            | Self::Health
            | Self::Violations
            | Self::Operator(_)
            | Self::Rooms => None,
        }
    }

    /// Whether it is there for a method.
    pub(super) fn takes(&self, method: &Method) -> bool {
        matches!(self, Self::Operator(_)) || self.methods().split(", ").any(|taken| taken == method.to_string())
    }

    /// What it is there for, as the header `Allow` writes it.
    pub(super) fn methods(&self) -> &'static str {
        match self {
            Self::Landing
            | Self::Join
            | Self::PersonCheck
            | Self::PassPersonCheck
            | Self::NewRoom
            | Self::StartRoom
            | Self::KeptMessage(_)
            | Self::KeptPreview(_)
            | Self::JoinRoom(_)
            | Self::Say(_)
            | Self::Files(_)
            | Self::PostFiles(_)
            | Self::Report(..)
            | Self::SendReport(..)
            | Self::Reports(_)
            | Self::CloseReports(_)
            | Self::Profile(_)
            | Self::Rename(_)
            | Self::Settings(_)
            | Self::UpdateSettings(_)
            | Self::OwnerLink(_)
            | Self::ModeratorLink(_)
            | Self::BecomeModerator(_)
            | Self::BecomeOwner(_) => "GET, HEAD, POST",
            Self::Upload(..) => "POST, PUT",
            Self::UploadPreview(..) => "PUT",
            Self::Updates(_)
            | Self::RemoveUpload(..)
            | Self::ChangeMessage(..)
            | Self::ActOnPerson(..)
            | Self::MakeModeratorLink(_)
            | Self::Ignore(_)
            | Self::Leave(_)
            | Self::ChooseLanguage
            | Self::ForgetMe
            | Self::RemoveRecentRoom
            | Self::Violations
            | Self::MakeOwnerLink(_)
            | Self::RemoveOwner(_)
            | Self::StepDown(_)
            | Self::DismissReminder(_)
            | Self::Delete(_) => "POST",
            Self::Socket(_) => "GET",
            // The methods of the page that it leads to, and those that the route knows itself.
            Self::Moved(_) | Self::Operator(_) => "",
            Self::Help
            | Self::ForYou
            | Self::YourRooms
            | Self::MessageActions
            | Self::KeptJoin
            | Self::Room(_)
            | Self::LogFrame(_)
            | Self::Endings(_)
            | Self::Suggestions(_)
            | Self::Message(..)
            | Self::People(_)
            | Self::Person(..)
            | Self::Audit(_)
            | Self::Export(..)
            | Self::Invitation(_)
            | Self::Health
            | Self::Rooms
            | Self::Members(_)
            | Self::Search(_)
            | Self::File(..)
            | Self::FilePreview(..)
            | Self::ApiSearch(_)
            | Self::Messages(_) => "GET, HEAD",
        }
    }
}
