//! Every path there is.

use room::Slug;
use templates::urls;
use worker::{Method, Request};

use crate::http::error::Problem;
use crate::http::origin;

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
    /// `GET /r/{room}/invite`
    Invitation(Slug),
    /// `GET /r/{room}/settings`
    Settings(Slug),
    /// `POST /r/{room}/settings`
    UpdateSettings(Slug),
    /// `POST /r/{room}/owner-link`
    MakeOwnerLink(Slug),
    /// `GET /r/{room}/own`
    OwnerLink(Slug),
    /// `POST /r/{room}/own`
    BecomeOwner(Slug),
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
    /// `POST /r/{room}/updates`
    Updates(Slug),
    /// `GET /api/rooms`
    Rooms,
    /// `GET /api/rooms/{room}/users`, and `/api/users` for the lobby
    Members(Slug),
    /// `GET /api/rooms/{room}/history`, and `/api/history` for the lobby
    Messages(Slug),
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
            ["help"] => Self::Help,
            ["new"] if *method == Method::Post => Self::StartRoom,
            ["new"] => Self::NewRoom,
            ["r", room] => Self::Room(slug(room)?),
            ["r", room, "log"] => Self::LogFrame(slug(room)?),
            ["r", room, "say"] if *method == Method::Post => Self::Say(slug(room)?),
            ["r", room, "say"] => Self::KeptMessage(slug(room)?),
            ["r", room, "you"] if *method == Method::Post => Self::Rename(slug(room)?),
            ["r", room, "you"] => Self::Profile(slug(room)?),
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
            ["r", room, "own"] if *method == Method::Post => Self::BecomeOwner(slug(room)?),
            ["r", room, "own"] => Self::OwnerLink(slug(room)?),
            ["r", room, "remove-owner"] => Self::RemoveOwner(slug(room)?),
            ["r", room, "step-down"] => Self::StepDown(slug(room)?),
            ["r", room, "dismiss-reminder"] => Self::DismissReminder(slug(room)?),
            ["r", room, "delete"] => Self::Delete(slug(room)?),
            ["r", room, "ws"] => Self::Socket(slug(room)?),
            ["r", room, "updates"] => Self::Updates(slug(room)?),
            ["api", "rooms"] => Self::Rooms,
            ["api", "users"] => Self::Members(Slug::lobby()),
            ["api", "history"] => Self::Messages(Slug::lobby()),
            ["api", "rooms", room, "users"] => Self::Members(slug(room)?),
            ["api", "rooms", room, "history"] => Self::Messages(slug(room)?),
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
            | Self::Profile(slug)
            | Self::Rename(slug)
            | Self::Leave(slug)
            | Self::Settings(slug)
            | Self::UpdateSettings(slug)
            | Self::MakeOwnerLink(slug)
            | Self::OwnerLink(slug)
            | Self::BecomeOwner(slug)
            | Self::RemoveOwner(slug)
            | Self::StepDown(slug)
            | Self::DismissReminder(slug)
            | Self::Delete(slug)
            | Self::Socket(slug)
            | Self::Members(slug)
            | Self::Invitation(slug)
            | Self::Updates(slug)
            | Self::Messages(slug) => Some(slug),
            Self::Landing
            | Self::Join
            | Self::KeptJoin
            | Self::Help
            | Self::NewRoom
            | Self::StartRoom
            | Self::Moved(_)
            | Self::ChooseLanguage
            | Self::ForgetMe
            | Self::RemoveRecentRoom
            | Self::Rooms => None,
        }
    }

    fn takes(&self, method: &Method) -> bool {
        self.methods().split(", ").any(|taken| taken == method.to_string())
    }

    fn methods(&self) -> &'static str {
        match self {
            Self::Landing
            | Self::Join
            | Self::NewRoom
            | Self::StartRoom
            | Self::KeptMessage(_)
            | Self::KeptPreview(_)
            | Self::JoinRoom(_)
            | Self::Say(_)
            | Self::Profile(_)
            | Self::Rename(_)
            | Self::Settings(_)
            | Self::UpdateSettings(_)
            | Self::OwnerLink(_)
            | Self::BecomeOwner(_) => "GET, HEAD, POST",
            Self::Updates(_)
            | Self::Leave(_)
            | Self::ChooseLanguage
            | Self::ForgetMe
            | Self::RemoveRecentRoom
            | Self::MakeOwnerLink(_)
            | Self::RemoveOwner(_)
            | Self::StepDown(_)
            | Self::DismissReminder(_)
            | Self::Delete(_) => "POST",
            Self::Socket(_) => "GET",
            // The methods of the page that it leads to.
            Self::Moved(_) => "",
            Self::Help
            | Self::KeptJoin
            | Self::Room(_)
            | Self::LogFrame(_)
            | Self::Invitation(_)
            | Self::Rooms
            | Self::Members(_)
            | Self::Messages(_) => "GET, HEAD",
        }
    }
}

/// The path of a page of a room as we write it, made from one as people do: `/R/Tea_Room/Settings/`
/// is `/r/tea-room/settings`.
fn tidied(path: &str) -> Option<String> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let below = segments.next().filter(|below| below.eq_ignore_ascii_case("r"))?.to_ascii_lowercase();
    let room = Slug::in_path(segments.next()?).ok()?;
    let page = segments.map(|page| page.trim_end_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase());
    let segments: Vec<String> = [below, room.as_str().to_owned()].into_iter().chain(page).collect();
    Some(format!("/{}", segments.join("/")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use templates::urls;
    use templates::views::LogPart;

    use super::*;

    fn find(method: &Method, path: &str) -> String {
        match Route::find(method, path) {
            Ok(route) => format!("{route:?}"),
            Err(problem) => format!("{} {}", problem.status(), problem.code()),
        }
    }

    #[test]
    fn path_leads_to_its_route_or_nowhere() {
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
            "/r/lobby/admin",
            "/r/Lobby/admin/",
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
    fn path_of_no_possible_room_is_refused() {
        for path in ["/r/", "/r/%2e%2e", "/r/%2e%2e%2fadmin", "/r/---", "/api/rooms/A/users", "/r/%F0%9F%92%AC/ws"] {
            assert_eq!(find(&Method::Get, path), "404 no_such_room", "{path}");
        }
    }

    #[test]
    fn address_as_people_write_it_leads_to_the_room() {
        for (path, tidied) in [
            ("/r/Lobby", "/r/lobby"),
            ("/r/lobby/", "/r/lobby"),
            ("/R/lobby", "/r/lobby"),
            ("//r//lobby", "/r/lobby"),
            ("/r/a--b", "/r/a-b"),
            ("/r/Tea_Room", "/r/tea-room"),
            ("/r/tea%20room", "/r/tea-room"),
            ("/r/tea-room.", "/r/tea-room"),
            ("/r/tea-room),", "/r/tea-room"),
            ("/r/K%C3%BCche", "/r/kuche"),
            ("/r/Tea-Room/settings", "/r/tea-room/settings"),
            ("/r/tea-room/Settings/", "/r/tea-room/settings"),
            ("/r/tea-room/you.", "/r/tea-room/you"),
        ] {
            assert_eq!(find(&Method::Get, path), format!("Moved({tidied:?})"), "{path}");
        }
        assert_eq!(find(&Method::Post, "/r/Lobby/say"), "Moved(\"/r/lobby/say\")");
        assert_eq!(find(&Method::Get, "/r/Lobby/leave"), "404 no_such_room", "nothing to look at");
        assert_eq!(find(&Method::Get, "/r/Lobby/ws"), "404 no_such_room", "a program does not mistype it");
    }

    #[test]
    fn wrong_method_is_refused() {
        assert_eq!(find(&Method::Delete, "/"), "405 wrong_method");
        assert_eq!(find(&Method::Get, "/r/lobby/leave"), "405 wrong_method");
        assert_eq!(find(&Method::Post, "/r/lobby/log"), "405 wrong_method");
        assert_eq!(find(&Method::Post, "/r/lobby"), "405 wrong_method");
        assert_eq!(find(&Method::Post, "/api/history"), "405 wrong_method");
    }

    #[test]
    fn every_url_of_the_templates_is_a_route() {
        let (get, post) = (Method::Get, Method::Post);
        let urls = [
            ("LANDING", &get, urls::LANDING.to_owned(), "Landing"),
            ("LANDING", &post, urls::LANDING.to_owned(), "Join"),
            ("HELP", &get, urls::HELP.to_owned(), "Help"),
            ("NEW_ROOM", &get, urls::NEW_ROOM.to_owned(), "NewRoom"),
            ("NEW_ROOM", &post, urls::NEW_ROOM.to_owned(), "StartRoom"),
            ("new_room_at", &get, urls::new_room_at("a"), "NewRoom"),
            ("landing_for", &get, urls::landing_for("a"), "Landing"),
            ("listed_after", &get, urls::listed_after("1.2.a"), "Landing"),
            ("room", &get, urls::room("a"), "Room(a)"),
            ("earlier", &get, urls::earlier("a", 1), "Room(a)"),
            ("socket", &get, urls::socket("a"), "Socket(a)"),
            ("updates", &post, urls::updates("a"), "Updates(a)"),
            ("log_frame", &get, urls::log_frame("a", LogPart::default()), "LogFrame(a)"),
            ("profile", &get, urls::profile("a"), "Profile(a)"),
            ("profile", &post, urls::profile("a"), "Rename(a)"),
            ("leave", &post, urls::leave("a"), "Leave(a)"),
            ("LANGUAGE", &post, urls::LANGUAGE.to_owned(), "ChooseLanguage"),
            ("FORGET", &post, urls::FORGET.to_owned(), "ForgetMe"),
            ("FORGET_ROOM", &post, urls::FORGET_ROOM.to_owned(), "RemoveRecentRoom"),
            ("invitation", &get, urls::invitation("a"), "Invitation(a)"),
            ("settings", &get, urls::settings("a"), "Settings(a)"),
            ("settings", &post, urls::settings("a"), "UpdateSettings(a)"),
            ("make_owner_link", &post, urls::make_owner_link("a"), "MakeOwnerLink(a)"),
            ("owner_link", &post, urls::owner_link("a"), "BecomeOwner(a)"),
            ("owner_link_with", &get, urls::owner_link_with("a", "0"), "OwnerLink(a)"),
            ("owners", &get, urls::owners("a"), "Settings(a)"),
            ("remove_owner", &post, urls::remove_owner("a"), "RemoveOwner(a)"),
            ("step_down", &post, urls::step_down("a"), "StepDown(a)"),
            ("dismiss_reminder", &post, urls::dismiss_reminder("a"), "DismissReminder(a)"),
            ("delete", &post, urls::delete("a"), "Delete(a)"),
            ("kept", &get, urls::kept(&urls::settings("a")), "Settings(a)"),
            ("JOIN", &get, urls::JOIN.to_owned(), "KeptJoin"),
            ("join", &get, urls::join("a"), "KeptPreview(a)"),
            ("join", &post, urls::join("a"), "JoinRoom(a)"),
            ("say", &get, urls::say("a"), "KeptMessage(a)"),
            ("say", &post, urls::say("a"), "Say(a)"),
            ("API_ROOMS", &get, urls::API_ROOMS.to_owned(), "Rooms"),
            ("api_members", &get, urls::api_members("a"), "Members(a)"),
            ("api_messages", &get, urls::api_messages("a"), "Messages(a)"),
        ];
        for (name, method, url, route) in &urls {
            let path = url.split(['?', '#']).next().unwrap_or_default();
            assert_eq!(find(method, path).replace("Slug(\"a\")", "a"), *route, "{name}: {url}");
        }
        let listed: BTreeSet<&str> = urls.iter().map(|(name, ..)| *name).collect();
        let written: BTreeSet<&str> = include_str!("../templates/urls.rs")
            .lines()
            .filter_map(|line| line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const ")))
            .filter_map(|line| line.split(['(', ':']).next())
            .collect();
        assert_eq!(listed, written, "every URL in templates/urls.rs stands in this test");
    }
}
