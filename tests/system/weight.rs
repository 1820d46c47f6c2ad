//! What a page weighs.

use std::path::Path;
use std::process::Command;

/// Bytes as `gzip -9` makes them: what our own scripts may take together…
const SCRIPTS_MAX: usize = 4_096;
/// …and the extension for sockets alone.
const EXTENSION_MAX: usize = 2_048;

#[test]
fn the_scripts_are_small() {
    let [extension, composer] = ["socket.js", "composer.js"].map(weight);
    assert!(extension <= EXTENSION_MAX, "socket.js has {extension} bytes");
    assert!(extension + composer <= SCRIPTS_MAX, "socket.js has {extension} bytes and composer.js {composer}");
}

fn weight(script: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static").join(script);
    let zipped = Command::new("gzip").args(["-9", "--no-name", "--stdout"]).arg(path).output().expect("gzip");
    assert!(zipped.status.success(), "{script} could not be read");
    zipped.stdout.len()
}
