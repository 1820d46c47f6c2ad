//! Paths of the operator, and where they lead.

use std::collections::BTreeSet;

use templates::urls::operator as urls;
use worker::Method;

use super::OperatorRoute;

fn find(method: &Method, path: &str) -> String {
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let route = match segments.as_slice() {
        ["operate", below @ ..] => OperatorRoute::of_page(method, below),
        ["api", "operate", below @ ..] => OperatorRoute::of_api(method, below),
        _ => return "elsewhere".to_owned(),
    };
    format!("{route:?}").replace("Slug(\"a\")", "a")
}

#[test]
fn path_that_leads_nowhere_is_a_route_too() {
    assert_eq!(find(&Method::Get, "/operate/nothing"), "Nowhere(Person)");
    assert_eq!(find(&Method::Get, "/operate/rooms/A"), "Nowhere(Person)");
    assert_eq!(find(&Method::Post, "/operate/rooms/a/explode"), "Nowhere(Person)");
    assert_eq!(find(&Method::Delete, "/operate"), "WrongMethod(Person, \"GET, HEAD, POST\")");
    assert_eq!(find(&Method::Get, "/operate/rooms/a/close"), "WrongMethod(Person, \"POST\")");
    assert_eq!(find(&Method::Get, "/api/operate"), "Nowhere(Program)");
    assert_eq!(find(&Method::Post, "/api/operate/rooms"), "WrongMethod(Program, \"GET, HEAD\")");
}

#[test]
fn program_has_a_path_for_what_the_pages_do() {
    for (method, path, route) in [
        (Method::Get, "/rooms", "Rooms"),
        (Method::Get, "/rooms/a", "Room(a)"),
        (Method::Post, "/rooms/a/close", "ChangeRoom(a, Close)"),
        (Method::Get, "/people", "People"),
        (Method::Get, "/audit", "Audit"),
        (Method::Get, "/settings", "Settings"),
        (Method::Post, "/settings", "UpdateSettings"),
        (Method::Get, "/reports", "Reports"),
        (Method::Post, "/reports", "CloseReports"),
        (Method::Get, "/sanctions", "Sanctions"),
    ] {
        assert_eq!(find(&method, &format!("{}{path}", urls::API)), format!("Api({route})"));
    }
}

#[test]
fn every_url_of_the_operator_is_a_route() {
    let (get, post) = (Method::Get, Method::Post);
    let urls = [
        ("ROOMS", &get, urls::ROOMS.to_owned(), "Rooms"),
        ("ROOMS", &post, urls::ROOMS.to_owned(), "SignIn"),
        ("SIGN_OUT", &post, urls::SIGN_OUT.to_owned(), "SignOut"),
        ("rooms_after", &get, urls::rooms_after("1.2.a"), "Rooms"),
        ("room", &get, urls::room("a"), "Room(a)"),
        ("close", &post, urls::close("a"), "ChangeRoom(a, Close)"),
        ("reopen", &post, urls::reopen("a"), "ChangeRoom(a, Reopen)"),
        ("unlist", &post, urls::unlist("a"), "ChangeRoom(a, Unlist)"),
        ("list", &post, urls::list("a"), "ChangeRoom(a, List)"),
        ("delete", &post, urls::delete("a"), "ChangeRoom(a, Delete)"),
        ("remove", &post, urls::remove("a"), "ChangeRoom(a, Remove)"),
        ("PEOPLE", &get, urls::PEOPLE.to_owned(), "People"),
        ("people_after", &get, urls::people_after("1.2.a"), "People"),
        ("AUDIT", &get, urls::AUDIT.to_owned(), "Audit"),
        ("audit_before", &get, urls::audit_before(7), "Audit"),
        ("SETTINGS", &get, urls::SETTINGS.to_owned(), "Settings"),
        ("SETTINGS", &post, urls::SETTINGS.to_owned(), "UpdateSettings"),
        ("REPORTS", &get, urls::REPORTS.to_owned(), "Reports"),
        ("REPORTS", &post, urls::REPORTS.to_owned(), "CloseReports"),
        ("SANCTIONS", &get, urls::SANCTIONS.to_owned(), "Sanctions"),
        ("SANCTIONS", &post, urls::SANCTIONS.to_owned(), "LiftSanction"),
        ("sanctions_after", &get, urls::sanctions_after("1.a.b.ban"), "Sanctions"),
        ("API", &get, format!("{}/rooms", urls::API), "Api(Rooms)"),
    ];
    for (name, method, url, route) in &urls {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        assert_eq!(find(method, path), *route, "{name}: {url}");
    }
    let listed: BTreeSet<&str> = urls.iter().map(|(name, ..)| *name).collect();
    let written: BTreeSet<&str> = include_str!("../../../templates/urls/operator.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const ")))
        .filter_map(|line| line.split(['(', ':']).next())
        .collect();
    assert_eq!(listed, written, "every URL in templates/urls/operator.rs stands in this test");
}
