//! What a text looks like (UTS #39).

use super::normal;
use super::tables::{FOLDS, LOOKS};
use crate::body;

/// The text in small letters, and those that share a capital as one (`build.rs`).
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match FOLDS.get(c) {
            Some(small) => folded.extend(small),
            None => folded.push(c),
        }
    }
    folded
}

/// The text with everything replaced that looks like something else, in lower case: `m` and `rn` become `rn`, `0` and
/// `O` become `o`. For comparing, not for reading. It is the skeleton of UTS #39 in lower case, and its skeleton, until
/// it rests, so what looks like a capital looks like the small letter too.
pub(super) fn look(text: &str) -> String {
    let mut look = String::with_capacity(text.len());
    for c in normal::nfkd(text).chars().filter(|c| !body::is_invisible(*c)) {
        match LOOKS.get(c) {
            Some(like) => look.extend(like),
            None => look.push_str(&folded(c.encode_utf8(&mut [0; 4]))),
        }
    }
    normal::nfkd(&look)
}
