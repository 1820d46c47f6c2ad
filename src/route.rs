//! Every path there is. Those of the operator are in [`operator`].

mod operator;

mod actions;

mod tidied;

use room::{MemberId, Seq, Slug};
use templates::urls;
use worker::{Method, Request};

pub(crate) use actions::{MessageAction, PersonAction};

use crate::backup::FileFormat;
use crate::http::error::Problem;
use crate::http::origin;
use tidied::{plain_file, tidied};

pub(crate) use operator::{ApiRoute, Caller, OperatorRoute, RoomAction};

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
    /// `GET /r/{room}/log`
    LogFrame(Slug),
    /// `GET /r/{room}/say`
    KeptMessage(Slug),
    /// `POST /r/{room}/say`
    Say(Slug),
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
    /// Below `/operate` and `/api/operate`, whatever the method
    Operator(OperatorRoute),
}

impl Route {
    /// Finds the route of a request. A request without one reaches no room.
    pub(crate) fn of(request: &Request) -> Result<Self, Problem> {
        Self::find(&request.method(), &request.path())
    }

    /// The address of the page that a request is about, for whoever loads it again: its own, or for
    /// a form that is only posted the one of its room.
    pub(crate) fn page_of(request: &Request) -> String {
        let (method, url, path) = (request.method(), request.inner().url(), request.path());
        if matches!(method, Method::Get | Method::Head) {
            return origin::within(&url).to_owned();
        }
        match (Self::exactly(&Method::Get, &path), Self::exactly(&method, &path)) {
            (Ok(_), _) => path,
            (Err(_), Ok(route)) => route.room().map_or(urls::LANDING.to_owned(), |room| urls::room(room.as_str())),
            _ => urls::LANDING.to_owned(),
        }
    }

    fn find(method: &Method, path: &str) -> Result<Self, Problem> {
        let found = Self::exactly(method, path);
        if !matches!(found, Err(Problem::NotFound | Problem::NoSuchRoom)) {
            return found;
        }
        if let Some(file) = plain_file(method, path) {
            return Ok(Self::Moved(file));
        }
        // A socket is opened by programs, which do not mistype it and could not follow.
        match tidied(path).map(|path| (Self::exactly(method, &path), path)) {
            Some((Ok(route), path)) if !matches!(route, Self::Socket(_)) => Ok(Self::Moved(path)),
            _ => found,
        }
    }

    fn exactly(method: &Method, path: &str) -> Result<Self, Problem> {
        let slug = |text: &str| Slug::parse(text).map_err(|_| Problem::NoSuchRoom);
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let route = match segments.as_slice() {
            [""] if *method == Method::Post => Self::Join,
            [""] => Self::Landing,
            ["check"] if *method == Method::Post => Self::PassPersonCheck,
            ["check"] => Self::PersonCheck,
            ["rooms"] => Self::YourRooms,
            ["for-you"] => Self::ForYou,
            ["help"] => Self::Help,
            ["message-actions"] => Self::MessageActions,
            ["new"] if *method == Method::Post => Self::StartRoom,
            ["new"] => Self::NewRoom,
            ["r", room] => Self::Room(slug(room)?),
            ["r", room, "log"] => Self::LogFrame(slug(room)?),
            ["r", room, "say"] if *method == Method::Post => Self::Say(slug(room)?),
            ["r", room, "say"] => Self::KeptMessage(slug(room)?),
            ["r", room, "m", seq] => Self::Message(slug(room)?, place(seq)?),
            ["r", room, "m", seq, "report"] if *method == Method::Post => Self::SendReport(slug(room)?, place(seq)?),
            ["r", room, "m", seq, "report"] => Self::Report(slug(room)?, place(seq)?),
            ["r", room, "reports"] if *method == Method::Post => Self::CloseReports(slug(room)?),
            ["r", room, "reports"] => Self::Reports(slug(room)?),
            ["r", room, "m", seq, action] => Self::ChangeMessage(slug(room)?, place(seq)?, MessageAction::of(action)?),
            ["r", room, "you"] if *method == Method::Post => Self::Rename(slug(room)?),
            ["r", room, "you"] => Self::Profile(slug(room)?),
            ["r", room, "people"] => Self::People(slug(room)?),
            ["r", room, "people", member] => Self::Person(slug(room)?, person(member)?),
            ["r", room, "people", member, action] => {
                Self::ActOnPerson(slug(room)?, person(member)?, PersonAction::of(action)?)
            }
            ["r", room, "audit"] => Self::Audit(slug(room)?),
            ["r", room, "export.html"] => Self::Export(slug(room)?, FileFormat::Html),
            ["r", room, "export.ndjson"] => Self::Export(slug(room)?, FileFormat::Ndjson),
            ["r", room, "endings"] => Self::Endings(slug(room)?),
            ["r", room, "suggest"] => Self::Suggestions(slug(room)?),
            ["r", room, "ignore"] => Self::Ignore(slug(room)?),
            ["r", room, "leave"] => Self::Leave(slug(room)?),
            ["join"] => Self::KeptJoin,
            ["r", room, "join"] if *method == Method::Post => Self::JoinRoom(slug(room)?),
            ["r", room, "join"] => Self::KeptPreview(slug(room)?),
            ["language"] => Self::ChooseLanguage,
            ["forget"] => Self::ForgetMe,
            ["forget-room"] => Self::RemoveRecentRoom,
            ["r", room, "invite"] => Self::Invitation(slug(room)?),
            ["r", room, "settings"] if *method == Method::Post => Self::UpdateSettings(slug(room)?),
            ["r", room, "settings"] => Self::Settings(slug(room)?),
            ["r", room, "owner-link"] => Self::MakeOwnerLink(slug(room)?),
            ["r", room, "moderator-link"] => Self::MakeModeratorLink(slug(room)?),
            ["r", room, "moderate"] if *method == Method::Post => Self::BecomeModerator(slug(room)?),
            ["r", room, "moderate"] => Self::ModeratorLink(slug(room)?),
            ["r", room, "own"] if *method == Method::Post => Self::BecomeOwner(slug(room)?),
            ["r", room, "own"] => Self::OwnerLink(slug(room)?),
            ["r", room, "remove-owner"] => Self::RemoveOwner(slug(room)?),
            ["r", room, "step-down"] => Self::StepDown(slug(room)?),
            ["r", room, "dismiss-reminder"] => Self::DismissReminder(slug(room)?),
            ["r", room, "delete"] => Self::Delete(slug(room)?),
            ["r", room, "ws"] => Self::Socket(slug(room)?),
            ["r", room, "updates"] => Self::Updates(slug(room)?),
            ["healthz"] => Self::Health,
            ["violations"] => Self::Violations,
            ["api", "rooms"] => Self::Rooms,
            ["api", "users"] => Self::Members(Slug::lobby()),
            ["api", "history"] => Self::Messages(Slug::lobby()),
            ["api", "rooms", room, "users"] => Self::Members(slug(room)?),
            ["api", "rooms", room, "history"] => Self::Messages(slug(room)?),
            ["operate", below @ ..] => Self::Operator(OperatorRoute::of_page(method, below)),
            ["api", "operate", below @ ..] => Self::Operator(OperatorRoute::of_api(method, below)),
            _ => return Err(Problem::NotFound),
        };
        if route.takes(method) { Ok(route) } else { Err(Problem::WrongMethod { allow: route.methods() }) }
    }

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

    fn takes(&self, method: &Method) -> bool {
        matches!(self, Self::Operator(_)) || self.methods().split(", ").any(|taken| taken == method.to_string())
    }

    fn methods(&self) -> &'static str {
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
            Self::Updates(_)
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
            | Self::Messages(_) => "GET, HEAD",
        }
    }
}

/// A message's place, as we write it.
fn place(segment: &str) -> Result<Seq, Problem> {
    let is_number = segment.bytes().all(|byte| byte.is_ascii_digit());
    segment.parse().ok().filter(|_| is_number).ok_or(Problem::NotFound)
}

/// Somebody's id, as we write it.
fn person(segment: &str) -> Result<MemberId, Problem> {
    MemberId::parse(segment).map_err(|_| Problem::NotFound)
}

#[cfg(test)]
mod tests;
