//! Paths, and where they lead.

mod table;

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
        "/r/lobby/m",
        "/r/lobby/m/x",
        "/r/lobby/m/-1",
        "/r/lobby/m/+1",
        "/r/lobby/m/99999999999999999999",
        "/r/lobby/m/1/edit/x",
        "/r/lobby/m/1/explode",
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
        ("/r/Tea-Room/m/12.", "/r/tea-room/m/12"),
    ] {
        assert_eq!(find(&Method::Get, path), format!("Moved({tidied:?})"), "{path}");
    }
    assert_eq!(find(&Method::Get, "/v/0123456789abcdef/natter.css"), "Moved(\"/natter.css\")", "of another build");
    assert_eq!(find(&Method::Post, "/v/0123456789abcdef/natter.css"), "404 not_found");
    assert_eq!(find(&Method::Post, "/r/Lobby/say"), "Moved(\"/r/lobby/say\")");
    assert_eq!(find(&Method::Get, "/r/Lobby/leave"), "404 no_such_room", "nothing to look at");
    assert_eq!(find(&Method::Get, "/r/Lobby/ws"), "404 no_such_room", "a program does not mistype it");
}

#[test]
fn wrong_method_is_refused() {
    assert_eq!(find(&Method::Delete, "/"), "405 wrong_method");
    assert_eq!(find(&Method::Get, "/r/lobby/m/1/edit"), "405 wrong_method");
    assert_eq!(find(&Method::Post, "/r/lobby/m/1"), "405 wrong_method");
    assert_eq!(find(&Method::Get, "/r/lobby/leave"), "405 wrong_method");
    assert_eq!(find(&Method::Post, "/r/lobby/log"), "405 wrong_method");
    assert_eq!(find(&Method::Post, "/r/lobby"), "405 wrong_method");
    assert_eq!(find(&Method::Post, "/api/history"), "405 wrong_method");
}

/// Somebody’s id.
const WHO: &str = "adaadaadaadaada2";

/// A file’s id.
const FILE: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn every_url_of_the_templates_is_a_route() {
    let (get, post) = (Method::Get, Method::Post);
    let urls = [
        ("LANDING", &get, urls::LANDING.to_owned(), "Landing"),
        ("LANDING", &post, urls::LANDING.to_owned(), "Join"),
        ("CHECK", &get, urls::CHECK.to_owned(), "PersonCheck"),
        ("CHECK", &post, urls::CHECK.to_owned(), "PassPersonCheck"),
        ("YOUR_ROOMS", &get, urls::YOUR_ROOMS.to_owned(), "YourRooms"),
        ("FOR_YOU", &get, urls::FOR_YOU.to_owned(), "ForYou"),
        ("HELP", &get, urls::HELP.to_owned(), "Help"),
        ("HELP_COMMANDS", &get, urls::HELP_COMMANDS.to_owned(), "Help"),
        ("NEW_ROOM", &get, urls::NEW_ROOM.to_owned(), "NewRoom"),
        ("NEW_ROOM", &post, urls::NEW_ROOM.to_owned(), "StartRoom"),
        ("new_room_at", &get, urls::new_room_at("a"), "NewRoom"),
        ("landing_for", &get, urls::landing_for("a"), "Landing"),
        ("listed_after", &get, urls::listed_after("1.2.a"), "Landing"),
        ("room", &get, urls::room("a"), "Room(a)"),
        ("earlier", &get, urls::earlier("a", 1), "Room(a)"),
        ("MESSAGE_ACTIONS", &get, urls::MESSAGE_ACTIONS.to_owned(), "MessageActions"),
        ("later", &get, urls::later("a", 1), "Room(a)"),
        ("message", &get, urls::message("a", 1), "Message(a, 1)"),
        ("edit", &post, urls::edit("a", 1), "ChangeMessage(a, 1, Edit)"),
        ("remove", &post, urls::remove("a", 1), "ChangeMessage(a, 1, Remove)"),
        ("undo_removal", &post, urls::undo_removal("a", 1), "ChangeMessage(a, 1, UndoRemoval)"),
        ("react", &post, urls::react("a", 1), "ChangeMessage(a, 1, React)"),
        ("reactors", &get, urls::reactors("a", 1), "Message(a, 1)"),
        ("report", &get, urls::report("a", 1), "Report(a, 1)"),
        ("report", &post, urls::report("a", 1), "SendReport(a, 1)"),
        ("reports", &get, urls::reports("a"), "Reports(a)"),
        ("reports", &post, urls::reports("a"), "CloseReports(a)"),
        ("in_log", &get, urls::in_log("a", 1), "Room(a)"),
        ("MODERATOR_ACTIONS", &get, urls::MODERATOR_ACTIONS.to_owned(), "MessageActions"),
        ("people", &get, urls::people("a"), "People(a)"),
        ("person", &get, urls::person("a", WHO), "Person(a, who)"),
        ("mute", &post, urls::mute("a", WHO), "ActOnPerson(a, who, Mute)"),
        ("unmute", &post, urls::unmute("a", WHO), "ActOnPerson(a, who, Unmute)"),
        ("ban", &post, urls::ban("a", WHO), "ActOnPerson(a, who, Ban)"),
        ("unban", &post, urls::unban("a", WHO), "ActOnPerson(a, who, Unban)"),
        ("remove_messages", &post, urls::remove_messages("a", WHO), "ActOnPerson(a, who, RemoveMessages)"),
        ("restore_messages", &post, urls::restore_messages("a", WHO), "ActOnPerson(a, who, RestoreMessages)"),
        ("sign_out", &post, urls::sign_out("a", WHO), "ActOnPerson(a, who, SignOut)"),
        ("audit", &get, urls::audit("a"), "Audit(a)"),
        ("export_page", &get, urls::export_page("a"), "Export(a, Html)"),
        ("export_data", &get, urls::export_data("a"), "Export(a, Ndjson)"),
        ("audit_before", &get, urls::audit_before("a", 7), "Audit(a)"),
        ("make_moderator_link", &post, urls::make_moderator_link("a"), "MakeModeratorLink(a)"),
        ("moderator_link", &post, urls::moderator_link("a"), "BecomeModerator(a)"),
        ("moderator_link_with", &get, urls::moderator_link_with("a", "0"), "ModeratorLink(a)"),
        ("socket", &get, urls::socket("a"), "Socket(a)"),
        ("updates", &post, urls::updates("a"), "Updates(a)"),
        ("log_frame", &get, urls::log_frame("a", LogPart::default()), "LogFrame(a)"),
        ("endings", &get, urls::endings("a"), "Endings(a)"),
        ("profile", &get, urls::profile("a"), "Profile(a)"),
        ("profile", &post, urls::profile("a"), "Rename(a)"),
        ("ignore", &post, urls::ignore("a"), "Ignore(a)"),
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
        ("suggestions", &get, urls::suggestions("a"), "Suggestions(a)"),
        ("files", &get, urls::files("a"), "Files(a)"),
        ("files", &post, urls::files("a"), "PostFiles(a)"),
        ("upload", &Method::Put, urls::upload("a", FILE), "Upload(a, file)"),
        ("upload", &post, urls::upload("a", FILE), "Upload(a, file)"),
        ("upload_preview", &Method::Put, urls::upload_preview("a", FILE), "UploadPreview(a, file)"),
        ("remove_upload", &post, urls::remove_upload("a", FILE), "RemoveUpload(a, file)"),
        ("file", &get, urls::file("a", FILE, "été 100 %.png"), "File(a, file)"),
        ("preview", &get, urls::preview("a", FILE), "FilePreview(a, file)"),
        ("search", &get, urls::search("a"), "Search(a)"),
        ("search_for", &get, urls::search_for("a", "tea?"), "Search(a)"),
        ("search_before", &get, urls::search_before("a", "tea", 1), "Search(a)"),
        ("api_search", &get, urls::api_search("a", "tea"), "ApiSearch(a)"),
        ("VIOLATIONS", &post, urls::VIOLATIONS.to_owned(), "Violations"),
        ("HEALTH", &get, urls::HEALTH.to_owned(), "Health"),
        ("API_ROOMS", &get, urls::API_ROOMS.to_owned(), "Rooms"),
        ("api_members", &get, urls::api_members("a"), "Members(a)"),
        ("api_messages", &get, urls::api_messages("a"), "Messages(a)"),
    ];
    for (name, method, url, route) in &urls {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let found = find(method, path).replace("Slug(\"a\")", "a").replace(&format!("MemberId(\"{WHO}\")"), "who");
        let found = found.replace(&format!("UploadId(\"{FILE}\")"), "file");
        assert_eq!(found, *route, "{name}: {url}");
    }
    let listed: BTreeSet<&str> = urls.iter().map(|(name, ..)| *name).collect();
    let sources = [
        include_str!("../../templates/urls.rs"),
        include_str!("../../templates/urls/files.rs"),
        include_str!("../../templates/urls/moderation.rs"),
        include_str!("../../templates/urls/search.rs"),
    ];
    let written: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| source.lines())
        .filter_map(|line| line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const ")))
        .filter_map(|line| line.split(['(', ':']).next())
        .collect();
    assert_eq!(listed, written, "every URL in templates/urls.rs stands in this test");
}
