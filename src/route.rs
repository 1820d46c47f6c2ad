//! Which path leads where. The list of them is in [`paths`], those of the operator in [`operator`].

mod actions;
mod operator;
mod paths;
mod tidied;

use room::{MemberId, Seq, Slug, UploadId};
use templates::urls;
use worker::{Method, Request};

pub(crate) use actions::{MessageAction, PersonAction};

use crate::backup::FileFormat;
use crate::http::error::Problem;
use crate::http::origin;
use tidied::{plain_file, tidied};

pub(crate) use operator::{ApiRoute, Caller, OperatorRoute, RoomAction};
pub(crate) use paths::Route;

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
            ["r", room, "search"] => Self::Search(slug(room)?),
            ["r", room, "log"] => Self::LogFrame(slug(room)?),
            ["r", room, "say"] if *method == Method::Post => Self::Say(slug(room)?),
            ["r", room, "say"] => Self::KeptMessage(slug(room)?),
            ["r", room, "files"] if *method == Method::Post => Self::PostFiles(slug(room)?),
            ["r", room, "files"] => Self::Files(slug(room)?),
            ["r", room, "files", id, _] => Self::File(slug(room)?, file(id)?),
            ["r", room, "previews", id] => Self::FilePreview(slug(room)?, file(id)?),
            ["r", room, "uploads", id] => Self::Upload(slug(room)?, file(id)?),
            ["r", room, "uploads", id, "preview"] => Self::UploadPreview(slug(room)?, file(id)?),
            ["r", room, "uploads", id, "remove"] => Self::RemoveUpload(slug(room)?, file(id)?),
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
            ["api", "rooms", room, "search"] => Self::ApiSearch(slug(room)?),
            ["operate", below @ ..] => Self::Operator(OperatorRoute::of_page(method, below)),
            ["api", "operate", below @ ..] => Self::Operator(OperatorRoute::of_api(method, below)),
            _ => return Err(Problem::NotFound),
        };
        if route.takes(method) { Ok(route) } else { Err(Problem::WrongMethod { allow: route.methods() }) }
    }
}

/// A message's place, as we write it.
fn place(segment: &str) -> Result<Seq, Problem> {
    let is_number = segment.bytes().all(|byte| byte.is_ascii_digit());
    segment.parse().ok().filter(|_| is_number).ok_or(Problem::NotFound)
}

/// A file's id, as we write it.
fn file(segment: &str) -> Result<UploadId, Problem> {
    UploadId::parse(segment).map_err(|_| Problem::NoSuchFile)
}

/// Somebody's id, as we write it.
fn person(segment: &str) -> Result<MemberId, Problem> {
    MemberId::parse(segment).map_err(|_| Problem::NotFound)
}

#[cfg(test)]
mod tests;
