//! Texts to say: no member says one twice, some look like markup or like frames, a few are too
//! long.

use room::limits;

/// Pieces of which texts are made; some look like markup or like frames.
const PIECES: [&str; 12] = [
    "Is this thing on?",
    "<b>bold</b>",
    "&amp;",
    "\"quoted\" & 'quoted'",
    "</p></li></hx-partial>",
    "<hx-partial hx-target=\"#log\">",
    "\nA second line.",
    "naïve café",
    "😀👩‍👩‍👧",
    "id=\"m1\" data-cid=\"x\"",
    "עברית",
    "Loud and clear, and then a rather long sentence follows that nobody would want to read twice.",
];

/// Text number `number` of a client.
pub(super) fn compose(client: usize, number: u64, random: &mut fastrand::Rng) -> String {
    let mut text = format!("{client}.{number}");
    for _ in 0..random.usize(0..4) {
        text = format!("{text} {}", PIECES[random.usize(0..PIECES.len())]);
    }
    if random.u16(0..200) == 0 {
        // No room takes that, at no time.
        text = format!("{text} {}", "too long ".repeat(limits::BODY_MAX_CHARS / 8));
    }
    text.trim().to_owned()
}
