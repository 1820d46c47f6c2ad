//! What reading a message costs, natively: `cargo bench -p room`. With what drawing it costs
//! (`templates/benches`), one with markup should take less than 10 µs.

#![expect(missing_docs, reason = "criterion's macros make public functions without documentation")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use room::formatting::parse;

const PLAIN: &str = "I closed the laptop for an hour and missed nothing, in the order in which it was said.";

/// The one that `templates/benches` draws.
const WITH_MARKUP: &str = "> Is this thing on?\n**It has to be**: `cargo test` says _nothing_, and neither does \
    https://natter.example/r/garden?before=7#m7, see [the garden](https://natter.example/r/garden).\n\n- One\n- ~~Two~~";

/// Of the longest, one that takes longest: emphasis that opens and closes at each character.
fn hostile() -> String {
    "*_".repeat(room::limits::BODY_MAX_CHARS / 2)
}

fn read(criterion: &mut Criterion) {
    let hostile = hostile();
    for (name, text) in [
        ("reading a plain message", PLAIN),
        ("reading a message with markup", WITH_MARKUP),
        ("reading 2,000 hostile characters", &hostile),
    ] {
        criterion.bench_function(name, |bench| bench.iter(|| parse(black_box(text))));
    }
}

criterion_group!(benches, read);
criterion_main!(benches);
