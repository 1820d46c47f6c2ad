//! The operator's day, as the documents tell it: what they say to type is run by a test, or marked
//! as needing an account.

use std::fs;
use std::path::Path;

use harness::cast::ADA;
use harness::{Server, Visitor};

const DOCUMENTS: [&str; 3] = ["docs/operations.md", "docs/backup.md", "docs/cost.md"];

/// How a command begins, the file of a test that runs it, and what stands there.
const RUN_BY: [(&str, &str, &str); 10] = [
    ("bin/dev", "tools/dev.test.mjs", "WRANGLER_COMMAND: 'dev'"),
    ("bin/deploy", "tools/deploy.test.mjs", "bin/deploy"),
    ("bin/drill", "bin/test", "bin/drill"),
    ("bin/cost", "tools/cost.test.mjs", "cost.mjs"),
    ("bin/bench", ".ci/run", "bin/bench"),
    ("bin/torture", "tests/system/torture.rs", "torture"),
    ("npx wrangler dev", "tests/harness/server.rs", "\"dev\""),
    (
        "npx wrangler d1 migrations apply DB --local",
        "tests/harness/server.rs",
        "\"migrations\", \"apply\", \"DB\", \"--local\"",
    ),
    ("npx wrangler d1 execute DB --local", "tests/harness/store.rs", "\"execute\", \"DB\", \"--local\""),
    // A function of the shell, which asks Cloudflare.
    ("tail", "docs/operations.md", "# account"),
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).expect("a file")
}

/// The lines of the blocks that are for a shell.
fn commands(document: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_shell = false;
    for line in document.lines() {
        if line.starts_with("```") {
            is_shell = line == "```sh";
        } else if is_shell && !line.trim().is_empty() {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// Whether a test of `bin/operate` names the command that a line is for.
fn is_operated(line: &str, tests: &str) -> bool {
    let Some(words) = line.strip_prefix("bin/operate ") else { return false };
    let words = words.trim_start_matches("--env production ").split_whitespace();
    let command = words.into_iter().next().unwrap_or_default();
    tests.contains(&format!("\"{command}\""))
}

#[test]
fn command_of_the_documents_is_run_or_marked() {
    let tests = ["tests/system/operate_command.rs", "tests/system/backup.rs"];
    let tests: String = tests.map(read).concat();
    let mut found = 0;
    for document in DOCUMENTS {
        for line in commands(&read(document)) {
            let is_run =
                RUN_BY.iter().any(|(begins, file, says)| line.starts_with(begins) && read(file).contains(says));
            let is_marked = line.contains("# account");
            assert!(is_run || is_marked || is_operated(&line, &tests), "{document}: no test runs {line:?}");
            found += 1;
        }
    }
    assert!(found > 30, "only {found} commands were found");
}

#[test]
fn command_that_nothing_runs_is_found() {
    assert_eq!(commands("a\n```sh\nbin/explode\n```\n```toml\nb\n```"), ["bin/explode"]);
    assert!(!is_operated("bin/operate explode", "\"rooms\""));
    assert!(is_operated("bin/operate --env production rooms  # all", "\"rooms\""));
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
