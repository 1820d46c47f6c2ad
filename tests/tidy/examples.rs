//! Each finder, on a few lines that keep to the wall and a few that break it.

use crate::imports::Imports;
use crate::panics::{self, Excuse};
use crate::shape;
use crate::source::{House, Source, find_word};
use crate::walls::{self, Adapter, Never, Numbers, OnlyIn, SearchIn, Violation};

/// Where the wall is broken, as `file:line`.
fn at(found: &[Violation]) -> Vec<String> {
    found.iter().map(|violation| format!("{}:{}", violation.path, violation.line)).collect()
}

const NONE: [&str; 0] = [];

fn code(path: &str, text: &str) -> String {
    let lines = Source::of(path, text).lines;
    lines.into_iter().map(|line| line.code.trim_end().to_owned()).collect::<Vec<_>>().join("|")
}

#[test]
fn comments_and_literals_are_no_code() {
    assert_eq!(code("a.rs", "let a = \"b // c\"; // d\n/* e /* f */ g */ h"), "let a = \"\";| h");
    assert_eq!(code("a.rs", "f::<'a>('\"', '\\'', r#\"x\"y\"#, b\"z\")"), "f::<'a>('', '', r#\"\"#, b\"\")");
    assert_eq!(code("a.js", "a = 'b' + `c\nd`; /\"\\//.test(e) / 2"), "a = '' + `|`; //.test(e) / 2");
}

#[test]
fn literal_is_read_as_it_is_meant() {
    let source = Source::of("a.rs", "x(\n\"Wait a \\\n   moment \\\"please\\\".\")");
    let read: Vec<_> = source.literals.iter().map(|literal| (literal.line, literal.text.as_str())).collect();
    assert_eq!(read, [(1, "Wait a moment \"please\".")]);
}

#[test]
fn tests_are_marked_up_to_their_end() {
    let text =
        "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { {} }\n}\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}";
    let source = Source::of("src/a.rs", text);
    let shipped: Vec<usize> = source.shipped().map(|(line, _)| line).collect();
    assert_eq!(shipped, [0, 5, 8]);
    assert_eq!(Source::of("src/a/tests/b.rs", text).shipped().count(), 0);
}

#[test]
fn word_is_found_whole() {
    assert_eq!(find_word("a_worker.worker::x", "worker::"), Some(9));
    assert_eq!(find_word("coworker::x", "worker::"), None);
}

fn edges(files: &[(&str, &str)]) -> Vec<String> {
    let imports = Imports::of(&House::of(files), "src/", &["left_out"]);
    imports.edges.keys().map(|(from, to)| format!("{from}>{to}")).collect()
}

#[test]
fn imports_are_found_however_they_are_written() {
    let files = [
        (
            "src/lib.rs",
            "mod log;\nuse room::{Room, queue::Queue as Q};\n// use left_out::x;\nfn f() { crate::log::info() }",
        ),
        ("src/log.rs", "pub(crate) fn info() {}"),
        ("src/left_out.rs", "use crate::log::info;"),
        (
            "src/room.rs",
            "mod queue;\nuse crate::{\n    log::{self, warn},\n};\n#[cfg(test)]\nmod tests {\n    use crate::lib;\n}",
        ),
        ("src/room/queue.rs", "use super::Room;\nuse worker::Env;"),
    ];
    assert_eq!(edges(&files), [">log", ">room", ">room::queue", "room>log", "room::queue>room"]);
}

#[test]
fn circle_of_imports_is_found_once() {
    let circle = |last| {
        let files = [
            ("src/lib.rs", "use a::A;"),
            ("src/a.rs", "use crate::b::B;"),
            ("src/b.rs", "\nuse crate::c::C;"),
            ("src/c.rs", last),
        ];
        at(&walls::circles(&Imports::of(&House::of(&files), "src/", &[])))
    };
    assert_eq!(circle("use super::a::A;"), ["src/a.rs:1"]);
    assert_eq!(circle("use worker::Env;"), NONE);
}

#[test]
fn import_of_a_parent_is_found() {
    let files = [
        ("src/lib.rs", "use jobs::run;"),
        ("src/jobs.rs", "use backoff::Backoff;"),
        ("src/jobs/backoff.rs", "use super::Job;\nuse crate::Clock;"),
        ("src/jobs/archive.rs", "use super::backoff::Backoff;"),
    ];
    let found = walls::imports_upward(&Imports::of(&House::of(&files), "src/", &[]));
    assert_eq!(at(&found), ["src/jobs/backoff.rs:2", "src/jobs/backoff.rs:1"]);
}

#[test]
fn adapter_that_imports_a_sibling_or_the_runtime_is_found() {
    const ADAPTERS: &[Adapter] = &[
        Adapter { module: "chat_room::storage", may_import: &[] },
        Adapter { module: "chat_room::jobs", may_import: &["chat_room::storage"] },
        Adapter { module: "connections", may_import: &[] },
    ];
    let files = [
        ("src/chat_room/runtime.rs", "use crate::connections::Connections;\nuse super::storage::Storage;"),
        ("src/chat_room/storage.rs", "use crate::log;\nuse super::storage::sql::Sql;"),
        ("src/chat_room/storage/sql.rs", "\n\nuse crate::connections::Connections;"),
        ("src/chat_room/jobs.rs", "use super::storage::Storage;"),
        ("src/connections.rs", "use crate::chat_room::runtime::Runtime;"),
        ("src/log.rs", ""),
    ];
    let imports = Imports::of(&House::of(&files), "src/", &[]);
    let found = walls::imports_of_adapters(&imports, ADAPTERS, "chat_room::runtime");
    assert_eq!(at(&found), ["src/chat_room/storage/sql.rs:3", "src/connections.rs:1"]);
}

#[test]
fn name_of_another_crate_is_found() {
    let never = Never { below: "room/", names: &["worker::", "html!", "Instant"], because: "it is pure" };
    let house = House::of(&[
        (
            "room/a.rs",
            "use worker::Env;\nlet worker = 1;\nurls::worker::x();\nworker::y();\n// worker::z()\nuse worker;",
        ),
        ("room/b.rs", "html! {}\nlet instant = InstantNoodles;\nstd::time::Instant::now();"),
        ("src/c.rs", "use worker::Env;"),
    ]);
    let found = at(&walls::names_of_others(&house, &never));
    assert_eq!(found, ["room/a.rs:1", "room/a.rs:4", "room/a.rs:6", "room/b.rs:1", "room/b.rs:3"]);
}

#[test]
fn word_away_from_its_home_is_found() {
    let files = [
        ("src/chat_room/runtime.rs", "self.state.wait_until(x);"),
        (
            "src/jobs.rs",
            "// wait_until\nself.state.wait_until(x);\n#[cfg(test)]\nmod tests { fn f() { wait_until() } }",
        ),
    ];
    let only = |search_in| OnlyIn {
        word: "wait_until",
        search_in,
        below: "src/",
        homes: &["src/chat_room/runtime.rs"],
        because: "the runtime waits",
    };
    let house = House::of(&files);
    assert_eq!(at(&walls::words_away_from_home(&house, &only(SearchIn::Code))), ["src/jobs.rs:2"]);
    let everywhere = ["src/jobs.rs:1", "src/jobs.rs:2", "src/jobs.rs:4"];
    assert_eq!(at(&walls::words_away_from_home(&house, &only(SearchIn::Text))), everywhere);
}

#[test]
fn number_without_a_name_is_found() {
    const RULE: Numbers = Numbers {
        below: &["src/", "static/"],
        homes: &["src/limits.rs"],
        small: 16,
        known: &[("src/", &[404], "statuses")],
        except: &[("src/tables", "written by a program")],
    };
    let good = [
        ("src/limits.rs", "pub const WAIT_MS: u64 = 30_000;"),
        ("src/tables.rs", "const A: u32 = 7;"),
        (
            "src/a.rs",
            "let x = [0_u8; 32];\nlet y = pair.0 + 2;\nlet z = ms / 1_000;\nrespond(404);\nlet m = x & 0xffff;",
        ),
        ("src/b.rs", "const NAME: &str = \"500\";\nconst LONG: Duration = limits::LONG;\nfn f<const N: usize>() {}"),
        ("static/a.js", "const RETRY_MS = 1000;\nexport const MOST = 99;"),
    ];
    assert_eq!(at(&walls::bare_numbers(&House::of(&good), &RULE)), NONE);
    let bad = [
        (
            "src/a.rs",
            "const A: usize = 3;\npub(crate) const B: Duration = Duration::from_secs(2);\nif x > 1_000 {}\nf(0..64)",
        ),
        ("static/a.js", "if (x > 2000) y()"),
    ];
    let found = at(&walls::bare_numbers(&House::of(&bad), &RULE));
    assert_eq!(found, ["src/a.rs:1", "src/a.rs:2", "src/a.rs:3", "src/a.rs:4", "static/a.js:1"]);
}

#[test]
fn close_code_away_from_its_file_is_found() {
    let house = House::of(&[
        ("src/connections/close_code.rs", "const GONE: u16 = 4004;"),
        ("src/a.rs", "close(1013);\nlet ms = 1_000;\nlet at = 4_000;\nlet n = 1016;"),
        ("static/a.js", "if (code >= 4000) stop();\nconst RETRY_MS = 1000;"),
    ]);
    let found = walls::close_codes(&house, &["src/", "static/"], &["src/connections/close_code.rs"]);
    assert_eq!(at(&found), ["src/a.rs:1", "static/a.js:1"]);
}

#[test]
fn sentence_for_people_is_found() {
    let house = House::of(&[
        ("templates/words/en.rs", "\"Wait a moment.\""),
        (
            "src/a.rs",
            "f(\"Wait a \\\n   moment.\");\nlog::info(\"All is well.\");\nlog::warn(\n    \"Not all is well.\",\n);",
        ),
        (
            "src/b.rs",
            "f(\"Ready.\");\nf(\"a part of it.\");\nf(\"SELECT a FROM b WHERE c = ?\");\nf(\"Make the tables.\");",
        ),
        ("src/label.rs", "f(\"Max-Age=1; Path=/\");\nf(\"Try again\");"),
        ("static/js/a.js", "// Wait a bit.\nf('Copied it')\nf(`Copied ${count} of it`)\nf('Escape')"),
        (
            "src/c.rs",
            "/// Wait a bit.\n#[expect(x, reason = \"It is so.\")]\n#[cfg(test)]\nmod tests { f(\"Wait a moment.\") }",
        ),
    ]);
    let excused = [("src/b", "Make the", "for operators")];
    let found = walls::sentences(&house, &["src/", "static/"], &["templates/words"], &excused);
    assert_eq!(at(&found), ["src/a.rs:1", "src/label.rs:2", "static/js/a.js:2", "static/js/a.js:3"]);
}

#[test]
fn pipe_that_may_be_cut_short_is_found() {
    let house = House::of(&[
        ("bin/a", "x=$(many | head -n 1)\nmany | grep -qF x\nhead -c 3 file\ngrep -q x <<<\"$many\"\nmany | tail -1"),
        ("docs/a.md", "many | head"),
    ]);
    assert_eq!(at(&walls::pipes_cut_short(&house, &["bin/"], &["head", "grep -q"])), ["bin/a:1", "bin/a:2"]);
}

#[test]
fn violation_needs_a_row_and_a_row_a_violation() {
    let house = House::of(&[("src/a.rs", "1\n2\n"), ("room/a.rs", "1\n2\n")]);
    let found = shape::long_files(&house, 1, &[]);
    let complaints = |not_yet| walls::complaints("short", &found, not_yet);
    assert_eq!(complaints(&[("short", "src/"), ("short", "room/"), ("other", "bench/")]), NONE);
    let lacking = complaints(&[("short", "src/"), ("other", "room/")]);
    assert!(matches!(&lacking[..], [one] if one.starts_with("room/a.rs:2: ")), "{lacking:?}");
    let idle = complaints(&[("short", "src/"), ("short", "room/"), ("short", "bench/")]);
    assert_eq!(idle, ["the wall stands in bench/: delete its row"]);
}

#[test]
fn long_file_is_found() {
    let long = "1\n2\n3\n4\n";
    let house = House::of(&[("a.rs", "1\n2\n3\n"), ("b.rs", long), ("c.mjs", long), ("static/htmx.js", long)]);
    assert_eq!(at(&shape::long_files(&house, 3, &["static/htmx"])), ["b.rs:4", "c.mjs:4"]);
}

#[test]
fn long_line_is_found() {
    let long = "words ".repeat(10);
    let row = format!("| {long} |");
    let link = format!("[{long}](address)");
    let snapshot = format!("assert_snapshot!(x, @\"{long}\")");
    let prose = format!("short\n{long}");
    let house = House::of(&[
        ("a.md", &row),
        ("b.md", &link),
        ("a.rs", &snapshot),
        ("c.md", &prose),
        ("b.rs", &long),
        ("d.mjs", &long),
    ]);
    assert_eq!(at(&shape::long_lines(&house, 40, &[])), ["c.md:2", "b.rs:1", "d.mjs:1"]);
}

#[test]
fn wide_comment_is_found() {
    let long = "words ".repeat(10);
    let slashes = format!("f();\n    /// {long}\n// [x](https://{long})");
    let (hash, star, code) = (format!("# {long}"), format!("/* {long} */"), format!("f(); // {long}"));
    let house = House::of(&[("a.rs", &slashes), ("bin/a", &hash), ("a.css", &star), ("b.rs", &code), ("a.md", &hash)]);
    assert_eq!(at(&shape::wide_comments(&house, 40, &[])), ["a.rs:2", "bin/a:1", "a.css:1"]);
}

#[test]
fn riddle_and_long_name_of_a_test_are_found() {
    let house = House::of(&[(
        "tests/a.rs",
        "#[test]\nfn who_is_gone() {}\n#[tokio::test]\nasync fn member_is_gone() {}\nfn who_helps() {}\n\
         #[test]\n#[cfg(unix)]\nfn a_name_that_is_far_too_long() {}\n",
    )]);
    assert_eq!(at(&shape::test_names(&house, 20, &["who"])), ["tests/a.rs:2", "tests/a.rs:8"]);
}

#[test]
fn crate_without_the_lints_is_found() {
    let house = House::of(&[
        ("a/Cargo.toml", "[package]\n[lints]\nworkspace = true\n"),
        ("b/Cargo.toml", "[package]\n"),
        ("c/Cargo.toml", "[lints]\n[package]\n"),
        ("fuzz/Cargo.toml", "[package]\n"),
    ]);
    assert_eq!(at(&panics::crates_without_lints(&house)), ["b/Cargo.toml:1", "c/Cargo.toml:1"]);
}

#[test]
fn excused_panic_is_found() {
    let house = House::of(&[
        ("src/a.rs", "#[expect(clippy::panic, reason = \"x\")]\nfn a() {}\n#[allow(clippy::pedantic)]\nfn b() {}"),
        ("src/b.rs", "#[cfg(test)]\nmod t {\n  #![allow(clippy::panic)]\n}\nfn c() { d.expect(e) }"),
        ("src/c.rs", "#![allow(dead_code, unsafe_code)]"),
        ("src/d.rs", "#![allow(clippy::panic)]"),
        ("src/e.rs", "fn e() {}"),
    ]);
    let allowed = [("src/d.rs", "it may"), ("src/e.rs", "it might")].map(|(path, because)| Excuse { path, because });
    let found = panics::excused(&house, &["src/"], &["clippy::panic", "unsafe_code"], &allowed);
    assert_eq!(at(&found), ["src/a.rs:1", "src/c.rs:1", "src/e.rs:1"]);
}
