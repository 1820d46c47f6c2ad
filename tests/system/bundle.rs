//! What the Worker weighs.

use std::fs::File;
use std::process::Command;

use harness::Server;

/// Bytes of wasm as they are uploaded, and as an isolate that starts fetches them.
const WASM_MAX_BYTES: usize = 300_000;

#[tokio::test]
async fn the_worker_has_at_most_300_kb_of_wasm() {
    // Which builds it, if nobody has.
    Server::shared().await;
    let wasm = File::open("../build/index_bg.wasm").expect("the Worker was built");
    let gzip = Command::new("gzip").arg("-6").stdin(wasm).output().expect("gzip is installed");
    assert!(gzip.status.success(), "{gzip:?}");
    let bytes = gzip.stdout.len();
    assert!(bytes <= WASM_MAX_BYTES, "the wasm has {bytes} bytes: see docs/decisions/0011 for where to look");
}
