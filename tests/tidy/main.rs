//! The walls of the house, as tables: who may import whom, where a fact may stand, how long a file
//! may be.
//!
//! A wall is a test. It lists every place where it is broken, and what to do there. Read the tables
//! to learn the architecture; `docs/ARCHITECTURE.md` says why it is so.

#![expect(clippy::panic, reason = "a test that panics has failed, and says where")]

mod examples;
mod imports;
mod panics;
mod reader;
mod shape;
mod source;
mod walls;

use imports::Imports;
use panics::Excuse;
use source::House;
use walls::{Adapter, Never, Numbers, OnlyIn, SearchIn, Violation};

/// NOT YET: where a wall does not stand, by its name and the beginning of a path. While the house
/// is rebuilt this list gets shorter; nothing is added to it, and a row that excuses nothing any
/// more fails. Run `cargo test --test tidy -- --nocapture` to see how much is left of each.
const NOT_YET: &[(&str, &str)] = &[];

/// Crates know what they are about, and nothing of the others. Cargo holds most of it; this also
/// holds words.
const NEVER: &[Never] = &[
    Never {
        below: "room/",
        names: &["worker::", "templates::", "natter::", "wasm_bindgen::", "js_sys::", "web_sys::"],
        because: "the rules of a room run anywhere, and are tested natively in seconds",
    },
    Never {
        below: "room/",
        names: &["SystemTime", "Instant", "chrono::", "Date"],
        because: "time comes in as an argument, so that a test can say what time it is",
    },
    Never {
        below: "room/",
        names: &["rand::", "fastrand::", "getrandom::", "RandomState"],
        because: "the same commands give the same effects; what is random comes in as an argument",
    },
    Never {
        below: "room/",
        names: &["maud::", "html!", "PreEscaped"],
        because: "rules say what happened; `templates` says how it looks",
    },
    Never {
        below: "client/",
        names: &["worker::", "tokio::", "tokio_tungstenite::", "SystemTime", "Instant"],
        because: "frames come in and go out, with the time; sockets and clocks belong to those who use it",
    },
    Never {
        below: "templates/",
        names: &["worker::", "room::", "natter::", "wasm_bindgen::", "js_sys::", "web_sys::"],
        because: "views come in, markup goes out; `src/views.rs` translates",
    },
];

/// Parts of the Worker that are handed what they need, and know neither their caller nor each
/// other.
const ADAPTERS: &[Adapter] = &[
    Adapter { module: "chat_room::storage", may_import: &[] },
    Adapter { module: "chat_room::schedule", may_import: &[] },
    Adapter { module: "chat_room::jobs", may_import: &[] },
    Adapter { module: "connections", may_import: &[] },
];

/// The only module that knows all adapters.
const RUNTIME: &str = "chat_room::runtime";

/// Built for tests only (`bin/build --faults`): they reach into whatever they are to break.
const TEST_BUILDS: &[&str] = &["faults::injected", "chat_room::runtime::engine::simulation"];

/// One place waits and spawns for everybody: an adapter returns when it is to be called again.
const WAITING: &[OnlyIn] = &[
    OnlyIn {
        word: "wait_until",
        search_in: SearchIn::Code,
        below: "src/",
        homes: &["src/chat_room/runtime.rs"],
        because: "return what is to be done later, and the runtime does it",
    },
    OnlyIn {
        word: "spawn_local",
        search_in: SearchIn::Code,
        below: "src/",
        homes: &["src/chat_room/runtime.rs"],
        because: "return what is to be done later, and the runtime does it",
    },
    OnlyIn {
        word: "Delay",
        search_in: SearchIn::Code,
        below: "src/",
        // An answer of D1 is given up after a while; a fault that is ordered may be a long wait.
        homes: &["src/chat_room/runtime.rs", "src/db/", "src/faults", "src/person_check.rs"],
        because: "return when to be called again, and the runtime waits",
    },
];

/// Scripts make elements, or have the browser parse a page that the server sent
/// (`static/js/trusted_types.js`).
const MARKUP_SINKS: &[OnlyIn] = &[
    no_markup("innerHTML"),
    no_markup("outerHTML"),
    no_markup("insertAdjacentHTML"),
    no_markup("createContextualFragment"),
    no_markup("document.write"),
];

const fn no_markup(word: &'static str) -> OnlyIn {
    OnlyIn {
        word,
        search_in: SearchIn::Text,
        below: "static/js/",
        homes: &[],
        because: "make elements, and give them text: what a browser or a person kept is never markup",
    }
}

/// Few places know where things stand in a page.
const QUERIES: &[OnlyIn] = &[
    OnlyIn {
        word: "querySelector",
        search_in: SearchIn::Text,
        below: "tests/browser/",
        homes: &["tests/browser/person"],
        because: "a story says what is seen, by a verb of the harness, which knows where it stands in the page",
    },
    OnlyIn {
        word: "document.querySelector",
        search_in: SearchIn::Text,
        below: "static/js/",
        homes: &["static/js/room.js"],
        because: "the entry finds the elements and hands them over; a module does not know the page",
    },
    OnlyIn {
        word: "document.getElementById",
        search_in: SearchIn::Text,
        below: "static/js/",
        homes: &["static/js/room.js"],
        because: "the entry finds the elements and hands them over; a module does not know the page",
    },
];

const CLOSE_CODES: &[&str] = &["src/connections/close_code.rs"];
const WORDS: &[&str] = &["templates/words"];

/// Every bound, time and size has a name, with its unit, in a file of limits.
const NUMBERS: Numbers = Numbers {
    below: &["src/", "room/", "static/js/"],
    homes: &[
        "room/limits.rs",
        "room/limits/address.rs",
        "room/limits/floods.rs",
        "room/limits/idle.rs",
        "room/limits/search.rs",
        "room/limits/uploads.rs",
        "src/limits.rs",
        "src/limits/files.rs",
        "src/limits/search.rs",
        "src/limits/site.rs",
    ],
    // Counts of bits and bytes, and bases of numbers.
    small: 16,
    known: &[(
        "src/",
        &[
            101, 200, 204, 206, 301, 303, 304, 308, 400, 401, 403, 404, 405, 409, 410, 411, 413, 415, 416, 421, 422,
            426, 429, 500, 503,
        ],
        "statuses of HTTP",
    )],
    except: &[
        ("src/connections/close_code.rs", "numbers of the protocol; their own wall holds them there"),
        ("src/protocol.rs", "by these numbers builds know what they agree on; none of them is a bound"),
        ("room/build.rs", "writes tables while the crate is built"),
        ("room/name/", "characters and their classes, as Unicode numbers them"),
    ],
};

/// Literals that look like sentences and are for nobody who chats: where, how they begin, and for
/// whom they are.
const NO_SENTENCES: &[(&str, &str, &str)] = &[
    ("src/faults", "", "for tests: the build that people use has none of it"),
    ("src/chat_room/", "The chat still works, and nothing is lost", "for operators, in the log"),
    ("src/chat_room/", "People can still read the room", "for operators, in the log"),
    ("src/", "Locally, run bin/setup", "for operators, in the log"),
    ("src/db/", "D1 did not answer", "for operators, in the log"),
    ("src/report_webhook", "Set REPORT_WEBHOOK to", "for operators, in the log"),
    ("src/operate", "If nobody who runs this site", "for operators, in the log"),
    ("src/operate", "What was done is done", "for operators, in the log"),
    ("src/site", "The settings of the site that were known", "for operators, in the log"),
    ("src/ended_sessions", "Sessions that were ended meanwhile", "for operators, in the log"),
    ("src/config", "", "for operators, in the log"),
    ("src/http/origin", "Set ORIGINS to", "for operators, in the log"),
    ("src/http/host", "Set HOSTS to", "for operators, in the log"),
    ("src/log", "Look what the lines before", "for operators, in the log"),
    ("src/http/origin", "If people open Natter at this", "for operators, in the log"),
    ("src/api/health", "See what D1 says", "for operators, in the log"),
    ("src/violations", "", "for operators, in the log; browsers show nobody the answer to a report"),
    ("src/cron", "Nobody is shown what is too old", "for operators, in the log"),
    ("src/db/fill", "Keep less", "for operators, in the log"),
    ("src/", "Only Natter itself can call a room.", "for nobody: only a mistake of ours could cause it"),
];

/// What the lints of the workspace deny because a panic resets the whole isolate, every room in it
/// included. What goes into the Worker excuses none of it.
const PANICS: &[&str] = &[
    "clippy::unwrap_used",
    "clippy::expect_used",
    "clippy::panic",
    "clippy::indexing_slicing",
    "clippy::string_slice",
    "clippy::todo",
    "clippy::unimplemented",
    "clippy::unreachable",
    "unsafe_code",
];
const IN_THE_WORKER: &[&str] = &["src/", "room/", "templates/"];
const PANICS_ALLOWED: &[Excuse] = &[
    Excuse { path: "room/build.rs", because: "it runs while the crate is built" },
    Excuse { path: "src/faults/injected.rs", because: "a build that is never deployed panics when it is told to" },
];

/// Where programs of the shell stand, and what reads only the beginning of what it is given.
const PROGRAMS: &[&str] = &["bin/", ".ci/", ".github/"];
const HASTY_READERS: &[&str] = &["head", "grep -q", "grep -m"];

const FILE_MAX_LINES: usize = 400;

/// All words of a language stand in one file, for those who search and read no Rust (decision 33).
const LANGUAGES: &[&str] = &["templates/words/ar.rs", "templates/words/de.rs", "templates/words/en.rs"];

const LINE_MAX_COLUMNS: usize = 120;
const COMMENT_MAX_COLUMNS: usize = 100;
const TEST_NAME_MAX_CHARS: usize = 60;

/// A test is named after its subject. These begin a riddle.
const RIDDLES: &[&str] = &["who", "what", "whoever", "whatever", "whose", "those", "one"];

/// Written by others, and taken as it is; or made by the build.
const VENDORED: &[&str] = &[
    "static/htmx",
    "static/natter.css",
    "static/pages.css",
    "static/announcement.css",
    "static/without_scripts.css",
    "static/scripts/",
    "static/v/",
];

/// Fails with every violation that [`NOT_YET`] does not excuse, and with every row that excuses
/// none.
#[track_caller]
fn hold(wall: &str, found: Vec<Violation>) {
    for (_, path) in NOT_YET.iter().filter(|(name, _)| *name == wall) {
        let left = found.iter().filter(|violation| violation.path.starts_with(path)).count();
        eprintln!("{wall}: {left} left in {path}");
    }
    let complaints = walls::complaints(wall, &found, NOT_YET);
    assert!(complaints.is_empty(), "{wall} is broken in {} places:\n{}", complaints.len(), complaints.join("\n"));
}

fn every<T>(rules: &[T], find: impl Fn(&T) -> Vec<Violation>) -> Vec<Violation> {
    rules.iter().flat_map(find).collect()
}

#[test]
fn crates_name_none_of_the_others() {
    let house = House::read();
    hold("crates_name_none_of_the_others", every(NEVER, |never| walls::names_of_others(&house, never)));
}

#[test]
fn adapters_import_neither_runtime_nor_siblings() {
    let imports = Imports::of(&House::read(), "src/", TEST_BUILDS);
    hold("adapters_import_neither_runtime_nor_siblings", walls::imports_of_adapters(&imports, ADAPTERS, RUNTIME));
}

#[test]
fn modules_import_nothing_above_them() {
    hold("modules_import_nothing_above_them", walls::imports_upward(&Imports::of(&House::read(), "src/", TEST_BUILDS)));
}

#[test]
fn imports_never_go_round() {
    hold("imports_never_go_round", walls::circles(&Imports::of(&House::read(), "src/", TEST_BUILDS)));
}

#[test]
fn only_the_runtime_waits_and_spawns() {
    let house = House::read();
    hold("only_the_runtime_waits_and_spawns", every(WAITING, |only| walls::words_away_from_home(&house, only)));
}

#[test]
fn scripts_write_no_markup() {
    let house = House::read();
    hold("scripts_write_no_markup", every(MARKUP_SINKS, |only| walls::words_away_from_home(&house, only)));
}

#[test]
fn page_is_queried_in_few_places() {
    let house = House::read();
    hold("page_is_queried_in_few_places", every(QUERIES, |only| walls::words_away_from_home(&house, only)));
}

#[test]
fn numbers_have_names_in_the_limits() {
    hold("numbers_have_names_in_the_limits", walls::bare_numbers(&House::read(), &NUMBERS));
}

#[test]
fn close_codes_stand_in_one_file() {
    hold(
        "close_codes_stand_in_one_file",
        walls::close_codes(&House::read(), &["src/", "room/", "static/js/"], CLOSE_CODES),
    );
}

#[test]
fn sentences_for_people_stand_in_words() {
    let found = walls::sentences(&House::read(), &["src/", "room/", "static/js/"], WORDS, NO_SENTENCES);
    hold("sentences_for_people_stand_in_words", found);
}

#[test]
fn programs_read_their_pipes_to_the_end() {
    let found = walls::pipes_cut_short(&House::read(), PROGRAMS, HASTY_READERS);
    hold("programs_read_their_pipes_to_the_end", found);
}

#[test]
fn files_are_short_enough_to_read() {
    hold(
        "files_are_short_enough_to_read",
        shape::long_files(&House::read(), FILE_MAX_LINES, &[VENDORED, LANGUAGES].concat()),
    );
}

#[test]
fn lines_are_short_enough_to_read() {
    hold("lines_are_short_enough_to_read", shape::long_lines(&House::read(), LINE_MAX_COLUMNS, VENDORED));
}

#[test]
fn comments_are_narrow_enough_to_read() {
    hold("comments_are_narrow_enough_to_read", shape::wide_comments(&House::read(), COMMENT_MAX_COLUMNS, VENDORED));
}

#[test]
fn test_names_say_subject_event_result() {
    hold("test_names_say_subject_event_result", shape::test_names(&House::read(), TEST_NAME_MAX_CHARS, RIDDLES));
}

#[test]
fn crates_keep_to_the_lints_of_the_workspace() {
    hold("crates_keep_to_the_lints_of_the_workspace", panics::crates_without_lints(&House::read()));
}

#[test]
fn worker_excuses_no_panic() {
    let found = panics::excused(&House::read(), IN_THE_WORKER, PANICS, PANICS_ALLOWED);
    hold("worker_excuses_no_panic", found);
}

#[test]
fn rows_of_not_yet_name_walls() {
    for (wall, _) in NOT_YET {
        assert!(include_str!("main.rs").contains(&format!("fn {wall}()")), "{wall} is no wall");
    }
}
