//! The states of the operator's pages.

/// A component, and which example shows which of its states.
type States = (&'static str, &'static [(&'static str, &'static str)]);

pub(super) const STATES: &[States] = &[
    ("operator", &[("one", "first"), ("error", "wrong key"), ("refused", "signed in no more")]),
    ("operator_audit", &[("empty", "empty"), ("many", "many"), ("error", "unavailable")]),
    ("operator_people", &[("empty", "empty"), ("many", "many"), ("long word", "long words"), ("error", "unavailable")]),
    (
        "operator_reports",
        &[
            ("empty", "empty"),
            ("many", "many"),
            ("long word", "long words"),
            ("refused", "refused"),
            ("error", "unavailable"),
        ],
    ),
    (
        "operator_sanctions",
        &[
            ("empty", "empty"),
            ("many", "many"),
            ("long word", "long words"),
            ("refused", "refused"),
            ("error", "unavailable"),
        ],
    ),
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
    ("site_settings", &[("empty", "as it comes"), ("many", "saved"), ("refused", "refused"), ("error", "unavailable")]),
];
