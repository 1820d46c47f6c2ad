//! Which states of a component have to be shown. One that is not shown is looked at by nobody: no
//! picture, no snapshot, no check of accessibility.

mod operating;
mod table;
mod uploading;

use std::collections::{BTreeMap, BTreeSet};

use templates::examples;

/// The states that are asked for, where a component can have them.
const ASKED_FOR: [&str; 19] = [
    "empty",
    "one",
    "many",
    "own",
    "somebody else's",
    "long word",
    "right to left",
    "mixed",
    "emoji only",
    "pending",
    "refused",
    "not sent",
    "offline",
    "away",
    "typing",
    "full",
    "locked",
    "deleted",
    "error",
];

/// States that no word above asks for, and that a browser makes of a page: they were forgotten
/// once.
const OF_A_BROWSER: [&str; 11] = [
    "invitation/copied",
    "message/continued-with-the-focus",
    "owner_link/with-scripts",
    "profile/notifications-are-blocked",
    "pending/folded",
    "room_page/far-up",
    "room_page/help-is-open",
    "room_page/people-are-open",
    "room_page/session-over",
    "room_page/skip-link-with-the-focus",
    "room_page/without-scripts",
];

/// The tables of all components.
fn tables() -> impl Iterator<Item = &'static (&'static str, &'static [(&'static str, &'static str)])> {
    table::STATES.iter().chain(operating::STATES).chain(uploading::STATES)
}

fn shown() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut shown: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for example in examples::all() {
        shown.entry(example.component).or_default().insert(example.state);
    }
    shown
}

#[test]
fn state_that_is_asked_for_has_an_example() {
    let shown = shown();
    for (component, states) in tables() {
        for (asked_for, state) in *states {
            assert!(ASKED_FOR.contains(asked_for), "{component}: nobody asks for {asked_for}");
            assert!(shown[component].contains(state), "{component}: {asked_for} should be seen in {state}");
        }
    }
    let paths: BTreeSet<String> = examples::all().iter().map(|example| example.path()).collect();
    for path in OF_A_BROWSER {
        assert!(paths.contains(path), "{path}");
    }
}

#[test]
fn component_says_which_states_it_has() {
    let listed: BTreeSet<&str> = tables().map(|(component, _)| *component).collect();
    assert_eq!(listed, shown().into_keys().collect());
}

#[test]
fn state_is_asked_of_some_component() {
    let asked: BTreeSet<&str> = tables().flat_map(|(_, states)| states.iter().map(|(state, _)| *state)).collect();
    assert_eq!(asked, ASKED_FOR.into());
}
