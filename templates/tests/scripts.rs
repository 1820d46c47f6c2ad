//! What our own scripts weigh.

use std::fs::File;
use std::process::Command;

/// Bytes as they travel, at the most that `gzip` can do.
fn weight(name: &str) -> usize {
    let file = File::open(format!("../static/{name}")).expect("the script is there");
    let gzip = Command::new("gzip").arg("-9").stdin(file).output().expect("gzip is installed");
    assert!(gzip.status.success(), "{name}: {gzip:?}");
    gzip.stdout.len()
}

#[test]
fn all_script_of_our_own_is_at_most_4_kb() {
    let (socket, composer) = (weight("socket.js"), weight("composer.js"));
    assert!(socket <= 2_000, "socket.js has {socket} bytes");
    assert!(socket + composer <= 4_000, "socket.js and composer.js have {socket} + {composer} bytes");
}
