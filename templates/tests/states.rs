//! Which states of a component have to be shown. One that is not shown is looked at by nobody: no
//! picture, no snapshot, no check of accessibility.

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

/// A component, and which example shows which of its states.
type States = (&'static str, &'static [(&'static str, &'static str)]);

const STATES: &[States] = &[
    (
        "audit",
        &[
            ("empty", "empty"),
            ("one", "one of several pages"),
            ("many", "every kind of decision"),
            ("long word", "long words"),
            ("right to left", "right to left"),
        ],
    ),
    ("avatar", &[("many", "every hue"), ("right to left", "kinds of names")]),
    (
        "composer",
        &[
            ("empty", "empty"),
            ("long word", "long word"),
            ("right to left", "right to left"),
            ("many", "several lines"),
            ("refused", "refused, as a form"),
            ("error", "over the limit"),
        ],
    ),
    ("connection", &[("pending", "connecting"), ("offline", "offline"), ("error", "reconnecting"), ("away", "ended")]),
    (
        "directory",
        &[
            ("empty", "empty"),
            ("one", "one"),
            ("many", "rooms"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("error", "unavailable"),
        ],
    ),
    (
        "ending",
        &[
            ("deleted", "room deleted"),
            ("locked", "room locked"),
            ("own", "left"),
            ("refused", "name taken"),
            ("not sent", "with a text that was not sent"),
            ("error", "unknown reason"),
        ],
    ),
    (
        "field",
        &[
            ("empty", "empty"),
            ("one", "filled in"),
            ("long word", "long text"),
            ("right to left", "right to left"),
            ("error", "wrong"),
            ("refused", "taken, with a suggestion"),
        ],
    ),
    (
        "for_you",
        &[
            ("empty", "empty"),
            ("one", "one"),
            ("many", "several rooms"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("error", "not complete"),
        ],
    ),
    ("help", &[("one", "page")]),
    ("icons", &[("many", "all")]),
    (
        "invitation",
        &[
            ("one", "open"),
            ("locked", "locked"),
            ("own", "with scripts"),
            ("refused", "not copied"),
            ("long word", "long words"),
            ("right to left", "right to left"),
        ],
    ),
    (
        "landing",
        &[
            ("empty", "first visit"),
            ("many", "with rooms"),
            ("error", "bad name"),
            ("refused", "name taken"),
            ("not sent", "a text that was not sent"),
        ],
    ),
    ("language_switch", &[("one", "of this language")]),
    (
        "log_frame",
        &[
            ("empty", "empty"),
            ("one", "one message"),
            ("many", "conversation"),
            ("long word", "two days, long words"),
            ("right to left", "right to left"),
            ("away", "people"),
            ("full", "full room"),
            ("deleted", "room deleted"),
            ("error", "trouble"),
        ],
    ),
    (
        "members",
        &[
            ("one", "one, you"),
            ("many", "more than are listed"),
            ("own", "one, you"),
            ("somebody else's", "several"),
            ("long word", "long names"),
            ("right to left", "from the right"),
            ("away", "away"),
        ],
    ),
    (
        "message",
        &[
            ("one", "one"),
            ("many", "several people"),
            ("own", "own"),
            ("somebody else's", "one"),
            ("long word", "long word"),
            ("right to left", "right to left"),
            ("mixed", "mixed directions"),
            ("emoji only", "emoji only"),
            ("deleted", "removed"),
        ],
    ),
    (
        "message_actions",
        &[("one", "toolbar of one"), ("own", "toolbar of own, continued"), ("refused", "edited meanwhile")],
    ),
    (
        "message_page",
        &[
            ("own", "own"),
            ("many", "with earlier versions"),
            ("somebody else's", "of somebody else"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("refused", "edited in another window"),
            ("deleted", "just removed"),
            ("not sent", "removed while it was edited"),
            ("error", "too long"),
        ],
    ),
    (
        "message_text",
        &[
            ("one", "plain text"),
            ("many", "everything"),
            ("own", "everything, own"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("mixed", "mixed directions"),
            ("emoji only", "emoji only"),
        ],
    ),
    (
        "new_room",
        &[
            ("empty", "empty"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("error", "no name"),
            ("refused", "address taken"),
        ],
    ),
    (
        "notices",
        &[
            ("one", "one joined"),
            ("many", "many joined"),
            ("long word", "long names"),
            ("right to left", "from the right joined"),
        ],
    ),
    (
        "owner_link",
        &[
            ("empty", "without scripts"),
            ("one", "with scripts"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("error", "expired"),
            ("refused", "name taken"),
        ],
    ),
    (
        "people",
        &[
            ("one", "alone"),
            ("many", "more than are listed"),
            ("own", "for a moderator"),
            ("empty", "nobody is muted or banned"),
            ("long word", "long words"),
            ("right to left", "right to left"),
        ],
    ),
    (
        "person",
        &[
            ("one", "for everybody"),
            ("many", "for a moderator"),
            ("empty", "nothing said"),
            ("away", "owner who is away"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("deleted", "messages just removed"),
            ("locked", "muted and banned"),
            ("refused", "not allowed"),
            ("error", "reason too long"),
        ],
    ),
    (
        "pending",
        &[
            ("pending", "pending"),
            ("many", "continued"),
            ("long word", "long word"),
            ("right to left", "from the right"),
            ("emoji only", "emoji only"),
            ("refused", "too long"),
            ("full", "room out of space"),
            ("not sent", "without an answer"),
        ],
    ),
    ("posting", &[("locked", "read only"), ("one", "slow mode")]),
    ("operator", &[("one", "first"), ("error", "wrong key"), ("refused", "signed in no more")]),
    ("operator_audit", &[("empty", "empty"), ("many", "many"), ("error", "unavailable")]),
    ("operator_people", &[("empty", "empty"), ("many", "many"), ("long word", "long words"), ("error", "unavailable")]),
    (
        "operator_room",
        &[
            ("empty", "empty"),
            ("long word", "long words"),
            ("locked", "closed"),
            ("refused", "no reason given"),
            ("error", "message is gone"),
        ],
    ),
    (
        "operator_rooms",
        &[("empty", "empty"), ("many", "many"), ("right to left", "right to left"), ("error", "unavailable")],
    ),
    (
        "preview",
        &[
            ("empty", "nobody there"),
            ("one", "one there"),
            ("many", "open"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("error", "wrong name"),
            ("refused", "name taken"),
            ("full", "full"),
            ("locked", "locked"),
        ],
    ),
    (
        "problem",
        &[
            ("error", "something went wrong"),
            ("locked", "room locked"),
            ("refused", "owners only"),
            ("long word", "with a long text from the right that was not sent"),
            ("right to left", "with a long text from the right that was not sent"),
            ("not sent", "with a text that was not sent"),
        ],
    ),
    (
        "profile",
        &[
            ("empty", "guest"),
            ("own", "owner of rooms"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("refused", "name taken"),
        ],
    ),
    ("qr_code", &[("one", "a link")]),
    ("quote", &[("many", "of replies"), ("long word", "long word"), ("right to left", "right to left")]),
    (
        "reactions",
        &[
            ("one", "one"),
            ("many", "several"),
            ("own", "own"),
            ("full", "as many as there can be"),
            ("long word", "long word"),
            ("right to left", "right to left"),
        ],
    ),
    (
        "recent_rooms",
        &[
            ("empty", "none"),
            ("one", "one"),
            ("many", "several"),
            ("long word", "long words"),
            ("right to left", "right to left"),
        ],
    ),
    (
        "report_page",
        &[("one", "form"), ("error", "note too long"), ("pending", "sent"), ("right to left", "right to left")],
    ),
    (
        "reports",
        &[
            ("empty", "nothing"),
            ("many", "several"),
            ("deleted", "several"),
            ("long word", "long words, private room"),
            ("refused", "of a moderator, refused"),
        ],
    ),
    (
        "room_page",
        &[
            ("empty", "empty"),
            ("one", "one message"),
            ("many", "conversation"),
            ("own", "owner"),
            ("somebody else's", "newcomer"),
            ("long word", "long names"),
            ("right to left", "right to left"),
            ("pending", "connecting"),
            ("refused", "a message refused"),
            ("not sent", "a message not sent"),
            ("offline", "offline"),
            ("away", "everybody away"),
            ("typing", "somebody is typing"),
            ("full", "full"),
            ("locked", "locked"),
            ("deleted", "deleted"),
            ("error", "reconnecting"),
        ],
    ),
    ("site_settings", &[("empty", "as it comes"), ("many", "saved"), ("refused", "refused"), ("error", "unavailable")]),
    (
        "settings",
        &[
            ("one", "only owner"),
            ("many", "two owners"),
            ("locked", "private room, locked"),
            ("long word", "long words"),
            ("right to left", "right to left"),
            ("error", "title too long"),
            ("refused", "deletion not confirmed"),
        ],
    ),
    (
        "suggestions",
        &[("one", "one"), ("many", "people"), ("long word", "long names"), ("right to left", "from the right")],
    ),
    (
        "typing",
        &[("typing", "one"), ("many", "several"), ("long word", "long names"), ("right to left", "from the right")],
    ),
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
    for (component, states) in STATES {
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
    let listed: BTreeSet<&str> = STATES.iter().map(|(component, _)| *component).collect();
    assert_eq!(listed, shown().into_keys().collect());
}

#[test]
fn state_is_asked_of_some_component() {
    let asked: BTreeSet<&str> = STATES.iter().flat_map(|(_, states)| states.iter().map(|(state, _)| *state)).collect();
    assert_eq!(asked, ASKED_FOR.into());
}
