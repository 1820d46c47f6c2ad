//! The paths of the operator. Whether there are any depends on a key, so a path that leads nowhere
//! and a wrong method are routes of their own: who asks comes first.

use room::{MemberId, Slug};
use worker::Method;

use super::actions::PersonAction;
use crate::backup::FileFormat;

/// Where a request of the operator goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum OperatorRoute {
    /// `GET /operate`, with the rooms
    Rooms,
    /// `POST /operate`
    SignIn,
    /// `POST /operate/sign-out`
    SignOut,
    /// `GET /operate/rooms/{room}`
    Room(Slug),
    /// `POST /operate/rooms/{room}/{action}`
    ChangeRoom(Slug, RoomAction),
    /// `GET /operate/people`
    People,
    /// `GET /operate/audit`
    Audit,
    /// `GET /operate/settings`
    Settings,
    /// `POST /operate/settings`
    UpdateSettings,
    /// `GET /operate/reports`
    Reports,
    /// `POST /operate/reports`
    CloseReports,
    /// `GET /operate/sanctions`
    Sanctions,
    /// `POST /operate/sanctions`
    LiftSanction,
    /// Below `/api/operate`
    Api(ApiRoute),
    /// Nothing is there
    Nowhere(Caller),
    /// Something is there, but not for this method
    WrongMethod(Caller, &'static str),
}

/// Where a request of a program of the operator goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ApiRoute {
    /// `GET /api/operate/rooms`
    Rooms,
    /// `GET /api/operate/rooms/{room}`
    Room(Slug),
    /// `POST /api/operate/rooms/{room}/{action}`
    ChangeRoom(Slug, RoomAction),
    /// `GET /api/operate/rooms/{room}/export.html`, and `.ndjson`
    Export(Slug, FileFormat),
    /// `POST /api/operate/rooms/{room}/import`
    Import(Slug),
    /// `POST /api/operate/rooms/{room}/people/{member}/forget`
    Forget(Slug, MemberId),
    /// `POST /api/operate/rooms/{room}/reship`
    Reship(Slug),
    /// `POST /api/operate/rooms/{room}/people/{member}/{action}`
    ActOnPerson(Slug, MemberId, PersonAction),
    /// `GET /api/operate/people`
    People,
    /// `GET /api/operate/people/{member}`
    Person(MemberId),
    /// `GET /api/operate/audit`
    Audit,
    /// `GET /api/operate/settings`
    Settings,
    /// `POST /api/operate/settings`
    UpdateSettings,
    /// `GET /api/operate/reports`
    Reports,
    /// `POST /api/operate/reports`
    CloseReports,
    /// `GET /api/operate/sanctions`
    Sanctions,
    /// `GET /api/operate/listing`
    ListingDecisions,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A person, who gets pages.
    Person,
    /// A program, which gets JSON.
    Program,
}

/// What the operator does to a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoomAction {
    /// `close`
    Close,
    /// `reopen`
    Reopen,
    /// `unlist`
    Unlist,
    /// `delete`
    Delete,
    /// `remove`: a message
    Remove,
    /// `list`: how the directory shows it
    List,
}

impl OperatorRoute {
    /// The route of a path below `/operate`, by its segments there.
    pub(super) fn of_page(method: &Method, segments: &[&str]) -> Self {
        let posts = *method == Method::Post;
        let route = match segments {
            [] if posts => Self::SignIn,
            [] => Self::Rooms,
            ["sign-out"] => Self::SignOut,
            ["rooms", room] => of_room(room, Self::Room, Caller::Person),
            ["rooms", room, action] => change(room, action, Self::ChangeRoom, Caller::Person),
            ["people"] => Self::People,
            ["audit"] => Self::Audit,
            ["settings"] if posts => Self::UpdateSettings,
            ["settings"] => Self::Settings,
            ["reports"] if posts => Self::CloseReports,
            ["reports"] => Self::Reports,
            ["sanctions"] if posts => Self::LiftSanction,
            ["sanctions"] => Self::Sanctions,
            _ => Self::Nowhere(Caller::Person),
        };
        route.checked(method, Caller::Person)
    }

    /// The same below `/api/operate`.
    pub(super) fn of_api(method: &Method, segments: &[&str]) -> Self {
        let posts = *method == Method::Post;
        let route = match segments {
            ["rooms"] => Self::Api(ApiRoute::Rooms),
            ["rooms", room] => of_room(room, |slug| Self::Api(ApiRoute::Room(slug)), Caller::Program),
            ["rooms", room, "export.html"] => export(room, FileFormat::Html),
            ["rooms", room, "export.ndjson"] => export(room, FileFormat::Ndjson),
            ["rooms", room, "import"] => of_room(room, |slug| Self::Api(ApiRoute::Import(slug)), Caller::Program),
            ["rooms", room, "reship"] => of_room(room, |slug| Self::Api(ApiRoute::Reship(slug)), Caller::Program),
            ["rooms", room, action] => {
                change(room, action, |slug, action| Self::Api(ApiRoute::ChangeRoom(slug, action)), Caller::Program)
            }
            ["rooms", room, "people", member, "forget"] => match (Slug::parse(room), MemberId::parse(member)) {
                (Ok(room), Ok(member)) => Self::Api(ApiRoute::Forget(room, member)),
                _ => Self::Nowhere(Caller::Program),
            },
            ["rooms", room, "people", member, action] => act(room, member, action),
            ["people"] => Self::Api(ApiRoute::People),
            ["people", member] => match MemberId::parse(member) {
                Ok(member) => Self::Api(ApiRoute::Person(member)),
                Err(_) => Self::Nowhere(Caller::Program),
            },
            ["audit"] => Self::Api(ApiRoute::Audit),
            ["settings"] if posts => Self::Api(ApiRoute::UpdateSettings),
            ["settings"] => Self::Api(ApiRoute::Settings),
            ["reports"] if posts => Self::Api(ApiRoute::CloseReports),
            ["reports"] => Self::Api(ApiRoute::Reports),
            ["sanctions"] => Self::Api(ApiRoute::Sanctions),
            ["listing"] => Self::Api(ApiRoute::ListingDecisions),
            _ => Self::Nowhere(Caller::Program),
        };
        route.checked(method, Caller::Program)
    }

    fn checked(self, method: &Method, caller: Caller) -> Self {
        match self.methods() {
            Some(methods) if !methods.split(", ").any(|taken| taken == method.to_string()) => {
                Self::WrongMethod(caller, methods)
            }
            _ => self,
        }
    }

    /// None where nothing is.
    fn methods(&self) -> Option<&'static str> {
        match self {
            Self::Rooms
            | Self::SignIn
            | Self::Settings
            | Self::UpdateSettings
            | Self::Reports
            | Self::CloseReports
            | Self::Sanctions
            | Self::LiftSanction
            | Self::Api(ApiRoute::Settings | ApiRoute::UpdateSettings | ApiRoute::Reports | ApiRoute::CloseReports) => {
                Some("GET, HEAD, POST")
            }
            Self::Room(_)
            | Self::People
            | Self::Audit
            | Self::Api(
                ApiRoute::Rooms
                | ApiRoute::Room(_)
                | ApiRoute::Export(..)
                | ApiRoute::People
                | ApiRoute::Person(_)
                | ApiRoute::Audit
                | ApiRoute::Sanctions
                | ApiRoute::ListingDecisions,
            ) => Some("GET, HEAD"),
            Self::SignOut
            | Self::ChangeRoom(..)
            | Self::Api(
                ApiRoute::ChangeRoom(..)
                | ApiRoute::Import(_)
                | ApiRoute::Reship(_)
                | ApiRoute::Forget(..)
                | ApiRoute::ActOnPerson(..),
            ) => Some("POST"),
            Self::Nowhere(_) | Self::WrongMethod(..) => None,
        }
    }
}

fn act(room: &str, member: &str, action: &str) -> OperatorRoute {
    match (Slug::parse(room), MemberId::parse(member), PersonAction::of(action)) {
        (Ok(room), Ok(member), Ok(action)) => OperatorRoute::Api(ApiRoute::ActOnPerson(room, member, action)),
        _ => OperatorRoute::Nowhere(Caller::Program),
    }
}

fn export(room: &str, format: FileFormat) -> OperatorRoute {
    of_room(room, |slug| OperatorRoute::Api(ApiRoute::Export(slug, format)), Caller::Program)
}

fn of_room(room: &str, route: impl FnOnce(Slug) -> OperatorRoute, caller: Caller) -> OperatorRoute {
    Slug::parse(room).map_or(OperatorRoute::Nowhere(caller), route)
}

fn change(
    room: &str,
    action: &str,
    route: impl FnOnce(Slug, RoomAction) -> OperatorRoute,
    caller: Caller,
) -> OperatorRoute {
    match RoomAction::of(action) {
        Some(action) => of_room(room, |slug| route(slug, action), caller),
        None => OperatorRoute::Nowhere(caller),
    }
}

impl RoomAction {
    fn of(segment: &str) -> Option<Self> {
        match segment {
            "close" => Some(Self::Close),
            "reopen" => Some(Self::Reopen),
            "unlist" => Some(Self::Unlist),
            "delete" => Some(Self::Delete),
            "remove" => Some(Self::Remove),
            "list" => Some(Self::List),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
