//! Every path there is.

use room::Slug;
use worker::{Method, Request};

use crate::http::error::Problem;

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// `GET /`
    Landing,
    /// `POST /`
    Join,
    /// `GET /r/{room}`
    Room(Slug),
    /// `POST /r/{room}/say`
    Say(Slug),
    /// `GET /r/{room}/you`
    Profile(Slug),
    /// `POST /r/{room}/you`
    Rename(Slug),
    /// `POST /r/{room}/leave`
    Leave(Slug),
    /// `POST /forget`
    Forget,
    /// `POST /forget-room`
    ForgetRoom,
    /// `GET /r/{room}/settings`
    Settings(Slug),
    /// `POST /r/{room}/settings`
    UpdateSettings(Slug),
    /// `POST /r/{room}/owner-link`
    MakeOwnerLink(Slug),
    /// `GET /r/{room}/own?key=`
    OwnerLink(Slug),
    /// `POST /r/{room}/own`
    BecomeOwner(Slug),
    /// `POST /r/{room}/delete`
    Delete(Slug),
    /// `GET /r/{room}/ws`, an upgrade
    Socket(Slug),
    /// `GET /api/rooms`
    Rooms,
    /// `GET /api/rooms/{room}/users`, and `/api/users` for the lobby
    Members(Slug),
    /// `GET /api/rooms/{room}/history`, and `/api/history` for the lobby
    Messages(Slug),
}

impl Route {
    /// Finds a request's route. Nothing that is not here reaches a room.
    pub(crate) fn of(request: &Request) -> Result<Self, Problem> {
        Self::find(&request.method(), &request.path())
    }

    fn find(method: &Method, path: &str) -> Result<Self, Problem> {
        let slug = |text: &str| Slug::parse(text).map_err(|_| Problem::NoSuchRoom);
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let route = match segments.as_slice() {
            [""] if *method == Method::Post => Self::Join,
            [""] => Self::Landing,
            ["r", room] => Self::Room(slug(room)?),
            ["r", room, "say"] => Self::Say(slug(room)?),
            ["r", room, "you"] if *method == Method::Post => Self::Rename(slug(room)?),
            ["r", room, "you"] => Self::Profile(slug(room)?),
            ["r", room, "leave"] => Self::Leave(slug(room)?),
            ["forget"] => Self::Forget,
            ["forget-room"] => Self::ForgetRoom,
            ["r", room, "settings"] if *method == Method::Post => Self::UpdateSettings(slug(room)?),
            ["r", room, "settings"] => Self::Settings(slug(room)?),
            ["r", room, "owner-link"] => Self::MakeOwnerLink(slug(room)?),
            ["r", room, "own"] if *method == Method::Post => Self::BecomeOwner(slug(room)?),
            ["r", room, "own"] => Self::OwnerLink(slug(room)?),
            ["r", room, "delete"] => Self::Delete(slug(room)?),
            ["r", room, "ws"] => Self::Socket(slug(room)?),
            ["api", "rooms"] => Self::Rooms,
            ["api", "users"] => Self::Members(Slug::lobby()),
            ["api", "history"] => Self::Messages(Slug::lobby()),
            ["api", "rooms", room, "users"] => Self::Members(slug(room)?),
            ["api", "rooms", room, "history"] => Self::Messages(slug(room)?),
            _ => return Err(Problem::NotFound),
        };
        if route.takes(method) { Ok(route) } else { Err(Problem::WrongMethod { allow: route.methods() }) }
    }

    fn takes(&self, method: &Method) -> bool {
        self.methods().split(", ").any(|taken| taken == method.to_string())
    }

    fn methods(&self) -> &'static str {
        match self {
            Self::Landing
            | Self::Join
            | Self::Profile(_)
            | Self::Rename(_)
            | Self::Settings(_)
            | Self::UpdateSettings(_)
            | Self::OwnerLink(_)
            | Self::BecomeOwner(_) => "GET, HEAD, POST",
            Self::Say(_)
            | Self::Leave(_)
            | Self::Forget
            | Self::ForgetRoom
            | Self::MakeOwnerLink(_)
            | Self::Delete(_) => "POST",
            Self::Socket(_) => "GET",
            Self::Room(_) | Self::Rooms | Self::Members(_) | Self::Messages(_) => "GET, HEAD",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(method: &Method, path: &str) -> String {
        match Route::find(method, path) {
            Ok(route) => format!("{route:?}"),
            Err(problem) => format!("{} {}", problem.status(), problem.code()),
        }
    }

    #[test]
    fn every_path_leads_somewhere_and_nothing_else_does() {
        assert_eq!(find(&Method::Get, "/"), "Landing");
        assert_eq!(find(&Method::Post, "/"), "Join");
        assert_eq!(find(&Method::Get, "/r/lobby"), "Room(Slug(\"lobby\"))");
        assert_eq!(find(&Method::Post, "/r/garden/say"), "Say(Slug(\"garden\"))");
        assert_eq!(find(&Method::Get, "/r/garden/ws"), "Socket(Slug(\"garden\"))");
        assert_eq!(find(&Method::Get, "/api/rooms"), "Rooms");
        assert_eq!(find(&Method::Get, "/api/users"), "Members(Slug(\"lobby\"))");
        assert_eq!(find(&Method::Head, "/api/rooms/garden/history"), "Messages(Slug(\"garden\"))");
        for path in [
            "/favicon.ico",
            "/r",
            "/r/lobby/",
            "/r/lobby/admin",
            "/api",
            "/api/rooms/",
            "/api/rooms/a",
            "//",
            "/r//ws/..",
        ] {
            assert_eq!(find(&Method::Get, path), "404 not_found", "{path}");
        }
    }

    #[test]
    fn a_path_that_cannot_be_a_room_is_not_one() {
        for path in ["/r/", "/r/Lobby", "/r/%2e%2e", "/r/a--b", "/api/rooms/A/users", "/r/%F0%9F%92%AC/ws"] {
            assert_eq!(find(&Method::Get, path), "404 no_such_room", "{path}");
        }
    }

    #[test]
    fn a_wrong_method_is_told_the_right_ones() {
        assert_eq!(find(&Method::Delete, "/"), "405 wrong_method");
        assert_eq!(find(&Method::Get, "/r/lobby/say"), "405 wrong_method");
        assert_eq!(find(&Method::Post, "/r/lobby"), "405 wrong_method");
        assert_eq!(find(&Method::Post, "/api/history"), "405 wrong_method");
    }
}
