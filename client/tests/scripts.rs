//! A browser's script and this crate are two clients of one protocol: each number that both have is
//! the same.

use std::collections::BTreeMap;

use client::limits;

const SCRIPTS: [&str; 2] = [include_str!("../../static/js/settings.js"), include_str!("../../static/js/connection.js")];

/// The constants of a script that are numbers.
fn constants(script: &str) -> impl Iterator<Item = (&str, i64)> {
    script.lines().filter_map(|line| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (name, number) = line.strip_prefix("const ")?.split_once(" = ")?;
        Some((name, number.replace('_', "").parse().ok()?))
    })
}

#[test]
fn scripts_have_the_numbers_of_this_crate() {
    let found: BTreeMap<&str, i64> = SCRIPTS.into_iter().flat_map(constants).collect();
    for (name, expected) in [
        ("PROTOCOL_VERSION", limits::PROTOCOL_VERSION.parse().expect("a number")),
        ("IDLE_TIMEOUT_MS", limits::IDLE_TIMEOUT_MS),
        ("CONNECT_TIMEOUT_MS", limits::CONNECT_TIMEOUT_MS),
        ("FIRST_RETRY_MS", limits::FIRST_RETRY_MS),
        ("LONGEST_RETRY_MS", limits::LONGEST_RETRY_MS),
        ("RETRY_PER_MEMBER_MS", limits::RETRY_PER_MEMBER_MS),
        ("FIRST_FINAL_CLOSE_CODE", limits::FIRST_FINAL_CLOSE_CODE.into()),
    ] {
        assert_eq!(found.get(name), Some(&expected), "{name} in static/js and in client/limits.rs");
    }
}
