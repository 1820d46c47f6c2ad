//! Every route has a row in the table of who may do what, which the tests of the system ask.

use std::collections::BTreeSet;

use super::*;

/// The table, and where the routes and what they are made of are written.
const TABLE: &str = include_str!("../../../tests/system/access.txt");
const SOURCES: [&str; 4] = [
    include_str!("../paths.rs"),
    include_str!("../operator.rs"),
    include_str!("../actions.rs"),
    include_str!("../../backup.rs"),
];

/// The calls of the Worker to a room.
const CALLS: [&str; 5] = [
    include_str!("../../room_client/calls.rs"),
    include_str!("../../room_client/moderation_calls.rs"),
    include_str!("../../room_client/backup_calls.rs"),
    include_str!("../../room_client/search_calls.rs"),
    include_str!("../../room_client/upload_calls.rs"),
];

/// The variants of an enum, with what is in them.
fn variants(name: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    let begins = format!("enum {name} {{");
    let source = SOURCES.iter().find_map(|source| source.split_once(&*begins)).expect("where it is written").1;
    let lines = source.lines().map(str::trim).take_while(|line| *line != "}");
    let variants = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    variants
        .map(|line| match line.trim_end_matches(',').split_once('(') {
            Some((name, held)) => (name, held.trim_end_matches(')').split(", ").collect()),
            None => (line.trim_end_matches(','), Vec::new()),
        })
        .collect()
}

/// Every value of a type that a route can have, as `Debug` writes it.
fn values(of: &str) -> Vec<String> {
    match of {
        "Slug" => vec!["room".to_owned()],
        "Seq" => vec!["1".to_owned()],
        "MemberId" => vec!["who".to_owned()],
        "UploadId" => vec!["file".to_owned()],
        // An address, and the methods of a path.
        "String" | "&'static str" => vec!["_".to_owned()],
        name => variants(name).into_iter().flat_map(|(name, held)| all(name, &held)).collect(),
    }
}

fn all(name: &str, held: &[&str]) -> Vec<String> {
    let add = |before: Vec<String>, of: &&str| {
        let values = values(of);
        let longer = |begun: &String| values.iter().map(|value| format!("{begun}{value}, ")).collect::<Vec<_>>();
        before.iter().flat_map(longer).collect()
    };
    let filled = held.iter().fold(vec![String::new()], add);
    if held.is_empty() {
        return vec![name.to_owned()];
    }
    filled.iter().map(|held| format!("{name}({})", held.trim_end_matches(", "))).collect()
}

/// The route of a row, with the same in it as above.
fn route_of(row: &str) -> String {
    let mut words = row.split(' ');
    let method = match words.next() {
        Some("POST") => Method::Post,
        Some("PUT") => Method::Put,
        _ => Method::Get,
    };
    let path = words.next().and_then(|path| path.split('?').next()).expect("a path");
    let names =
        [("{room}", "a"), ("{seq}", "1"), ("{own}", "1"), ("{member}", WHO), ("{file}", FILE), ("{upload}", FILE)];
    let path = names.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
    let found = find(&method, &path).replace("Slug(\"a\")", "room").replace(&format!("MemberId(\"{WHO}\")"), "who");
    let found = found.replace(&format!("UploadId(\"{FILE}\")"), "file");
    // What is in quotes may be anything.
    let quoted = found.split('"').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "_" });
    quoted.collect()
}

#[test]
fn every_route_has_a_row_in_the_table_of_access() {
    let rows =
        TABLE.lines().filter(|line| ["GET ", "POST ", "PUT ", "WS "].iter().any(|method| line.starts_with(method)));
    let listed: BTreeSet<String> = rows.map(route_of).collect();
    let written: BTreeSet<String> = values("Route").into_iter().collect();
    let missing: Vec<&String> = written.difference(&listed).collect();
    assert!(missing.is_empty(), "tests/system/access.txt says nothing of {missing:#?}");
    assert!(written.len() > 100, "what is written was read: {written:?}");
}

#[test]
fn no_call_of_a_room_is_a_path_of_the_worker() {
    let calls: Vec<&str> = CALLS
        .iter()
        .flat_map(|source| source.lines())
        .filter_map(|line| line.strip_prefix("pub(crate) const ")?.split_once(": &str = \""))
        .map(|(_, path)| path.trim_end_matches("\";"))
        .collect();
    assert!(calls.len() > 30, "{calls:?}");
    // Pages of these names are asked for by people, and ask a room themselves.
    let pages = ["/join", "/for-you", "/forget"];
    for call in calls {
        for path in [call.to_owned(), format!("/r/a{call}/x"), format!("/room{call}")] {
            let found = find(&Method::Get, &path);
            assert!(found.starts_with("404") || pages.contains(&call), "{path} is {found}");
        }
    }
}
