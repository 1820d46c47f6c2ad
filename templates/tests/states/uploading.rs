//! The states of files.

/// A component, and which example shows which of its states.
type States = (&'static str, &'static [(&'static str, &'static str)]);

pub(super) const STATES: &[States] = &[
    (
        "files",
        &[
            ("one", "picture"),
            ("many", "of every kind"),
            ("own", "picture alone, own"),
            ("long word", "download with a very long name"),
            ("right to left", "right to left"),
            ("mixed", "downloads with names in every script"),
            ("error", "picture that is gone"),
            ("deleted", "removed"),
        ],
    ),
    (
        "files_page",
        &[
            ("empty", "nothing yet"),
            ("many", "waiting"),
            ("full", "full"),
            ("long word", "long names"),
            ("right to left", "right to left"),
            ("refused", "refused, with a text"),
        ],
    ),
    (
        "uploads",
        &[
            ("one", "one picture"),
            ("many", "several"),
            ("pending", "under way"),
            ("long word", "long names"),
            ("right to left", "right to left"),
            ("refused", "refused"),
            ("not sent", "did not arrive"),
        ],
    ),
];
