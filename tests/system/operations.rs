//! The operator's day, as the documents tell it: what they say to type is run by a test, or marked
//! as needing an account.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, process};

use harness::cast::ADA;
use harness::{OPERATOR_KEY, Server, Visitor};

const DOCUMENTS: [&str; 3] = ["docs/operations.md", "docs/backup.md", "docs/cost.md"];

/// How a command begins, what is in a test that runs it, and the files of that test. Its options
/// are in them too.
const RUN_BY: [(&str, &str, &[&str]); 14] = [
    ("bin/dev", "WRANGLER_COMMAND: 'dev'", &["tools/dev.test.mjs", "tests/harness/checkout.rs"]),
    ("bin/deploy", "bin/deploy", &["tools/deploy.test.mjs"]),
    ("bin/drill", "bin/drill", &["bin/test"]),
    ("bin/cost", "cost.mjs", &["tools/cost.test.mjs"]),
    ("bin/bench --only", "bench --smoke", &[".ci/run", "tools/cost.mjs"]),
    ("bin/bench", "bin/bench", &[".ci/run"]),
    ("bin/attack", "bin/attack --short", &[".ci/run"]),
    ("bin/torture", "outage(", &["tests/system/torture.rs", "tests/torture.rs"]),
    ("bin/migrate", "bin/migrate", &["bin/dev", "tools/dev.test.mjs"]),
    ("bin/setup", "bin/setup", &["bin/test"]),
    ("bin/test", "bin/test", &[".ci/run"]),
    ("npx wrangler dev", "\"dev\"", &["tests/harness/server.rs"]),
    ("npx wrangler d1 migrations apply DB --local", "\"migrations\", \"apply\", \"DB\"", &["tests/harness/server.rs"]),
    ("npx wrangler d1 execute DB --local", "\"execute\", \"DB\"", &["tests/harness/store.rs"]),
];

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A command of a document, without what a comment says of it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Typed {
    command: String,
    needs_account: bool,
}

/// What a document says to type: the lines of its blocks for a shell, and commands between other
/// words.
fn commands(document: &str) -> BTreeSet<Typed> {
    let mut commands = BTreeSet::new();
    let (mut block, mut functions) = (None, Vec::new());
    for line in document.lines() {
        match (line.strip_prefix("```"), block) {
            (Some(_), Some(_)) => block = None,
            (Some(language), None) => block = Some(language == "sh"),
            (None, Some(true)) if !line.trim().is_empty() => {
                let (command, comment) = line.split_once(" #").unwrap_or((line, ""));
                let needs_account = comment.trim().starts_with("account");
                if let Some((name, _)) = command.split_once("() {").filter(|_| needs_account) {
                    functions.push(name);
                }
                let calls = functions.iter().any(|name| command.starts_with(&format!("{name} ")));
                let command = command.trim().to_owned();
                commands.insert(Typed { command, needs_account: needs_account || calls });
            }
            (None, None) => {
                let spans =
                    line.split('`').skip(1).step_by(2).filter(|it| it.starts_with("bin/") || it.starts_with("npx "));
                let needs_account = line.contains("account)");
                commands.extend(spans.map(|it| Typed { command: it.to_owned(), needs_account }));
            }
            _ => {}
        }
    }
    commands
}

/// Whether one of our tests runs it, with these options.
fn is_run(command: &str) -> bool {
    let Some((_, says, files)) = RUN_BY.iter().find(|(begins, ..)| command.starts_with(begins)) else { return false };
    let tests: String = files.iter().map(|file| read(file)).collect();
    let mut options = command.split([' ', '=']).filter(|word| word.starts_with("--"));
    tests.contains(says) && options.all(|option| tests.contains(option.trim_start_matches('-')))
}

/// Whether a command of the kind is marked elsewhere in its document.
fn is_marked(command: &str, all: &BTreeSet<Typed>) -> bool {
    let kind = |command: &str| command.split(' ').take(3).collect::<Vec<_>>().join(" ");
    command.starts_with("npx ") && all.iter().any(|it| it.needs_account && kind(&it.command) == kind(command))
}

#[test]
fn command_of_the_documents_is_run_or_marked() {
    let mut found = 0;
    for document in DOCUMENTS {
        let all = commands(&read(document));
        for Typed { command, needs_account } in &all {
            // Those of the operator are typed below.
            let is_operators = command.split(' ').next() == Some("bin/operate");
            let is_known = *needs_account || is_operators || is_run(command) || is_marked(command, &all);
            assert!(is_known, "{document}: no test runs {command:?}");
            found += 1;
        }
    }
    assert!(found > 60, "only {found} commands were found");
}

#[test]
fn command_that_nothing_runs_is_found() {
    let document =
        "a `bin/dev --fast`\n```sh\nbin/explode  # all\nf() { true; }  # account\nf now\n```\n```toml\nb\n```";
    let all = commands(document);
    let found: Vec<_> = all.iter().map(|it| (it.command.as_str(), it.needs_account)).collect();
    let expected = [("bin/dev --fast", false), ("bin/explode", false), ("f now", true), ("f() { true; }", true)];
    assert_eq!(found, expected);
    assert!(!is_run("bin/explode") && !is_run("bin/dev --fast") && is_run("bin/dev --port 9000"));
    assert!(!is_marked("npx wrangler delete", &all));
}

#[tokio::test]
async fn operator_types_what_the_documents_say() {
    let server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    let adas = ada.enters("garden").await;
    adas.says("One rose.");
    adas.sees("One rose.").await;
    let folder = env::temp_dir().join(format!("natter-operations-{}", process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let at = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let member = adas.me();
    let all = DOCUMENTS.iter().flat_map(|document| commands(&read(document)));
    let mut typed: BTreeSet<String> = all.map(|it| it.command).filter(|it| it.starts_with("bin/operate")).collect();
    assert!(typed.len() > 20, "{typed:?}");
    // The documents say it in words.
    typed.insert("bin/operate export garden garden.ndjson".to_owned());
    for command in typed {
        let words = command.replace("--env production ", "").replace("MEMBER", &member);
        let words = words.replace("ROOM", "garden").replace("NUMBER", "1");
        let here = |word: &str| match word {
            "FILE" => at("room.ndjson"),
            "FOLDER" => at("all"),
            _ if word.starts_with("natter-") || word.ends_with(".html") || word.ends_with(".ndjson") => at(word),
            _ => word.to_owned(),
        };
        let mut line: Vec<String> = words.split(' ').map(here).collect();
        // What changes something only says what it would do; what reads does it.
        if line.len() > 1 && !line.contains(&"--dry-run".to_owned()) {
            line.push("--dry-run".to_owned());
        }
        let mut shell = Command::new("sh");
        shell.current_dir(root()).arg("-c").arg(line.join(" "));
        shell.env("NATTER_URL", server.origin()).env("OPERATOR_KEY", OPERATOR_KEY);
        let output = tokio::task::spawn_blocking(move || shell.output()).await.expect("it is run").expect("it runs");
        let text = [output.stdout, output.stderr].concat();
        assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&text));
    }
    assert!(folder.join("natter-1").join("site.json").exists(), "a backup was made");
    fs::remove_dir_all(&folder).expect("a folder");
}

#[tokio::test]
async fn database_is_asked_by_hand() {
    let server = Server::start().await;
    let ada = Visitor::joins(&server, ADA).await;
    assert_eq!(ada.says("garden", "One rose.").await.status, 303);
    server.store().receives("garden", 1).await;
    let answer = server.store().answers("SELECT room, count(*) AS messages FROM messages GROUP BY room").await;
    assert!(answer.contains("garden"), "{answer}");
}
