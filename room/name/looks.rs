//! What a text looks like (UTS #39).

use super::normal;
use super::tables::LOOKS;
use crate::body;

pub(super) use super::caseless::folded;

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
