//! What the Worker weighs.

use std::fs::File;
use std::process::Command;

use harness::Server;

/// Bytes of compressed wasm: what a deploy uploads, and what an isolate fetches when it starts
/// (docs/decisions/0081).
const WASM_MAX_BYTES: usize = 1_280_000;

#[tokio::test]
async fn wasm_is_at_most_1280_kb() {
    // The server builds the Worker, if nobody has.
    Server::shared().await;
    let wasm = File::open("../build/index_bg.wasm").expect("the Worker was built");
    let gzip = Command::new("gzip").arg("-6").stdin(wasm).output().expect("gzip is installed");
    assert!(gzip.status.success(), "{gzip:?}");
    let bytes = gzip.stdout.len();
    assert!(
        bytes <= WASM_MAX_BYTES,
        "the wasm has {bytes} bytes: docs/performance.md has a ledger of what it consists of"
    );
}
