//! Writes the table of confusables for names (UTS #39) from the crate that is known for it, in a
//! form that is small when compressed (docs/decisions/0017).

#![expect(clippy::expect_used, clippy::panic, reason = "a build that fails here says why")]

#[path = "name/case_folding.rs"]
mod case_folding;

use std::path::Path;
use std::{env, fs};

use case_folding::fold_case;
use unicode_normalization::UnicodeNormalization;

/// Two files, which `name/confusables.rs` reads: how far each character is from the one before it,
/// as the character of that number; and what each looks like, one a line. Neighbours look like
/// neighbours, so gzip finds most of it.
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=name/case_folding.rs");
    let mut distances = String::new();
    let mut prototypes = String::new();
    let mut before = 0;
    for (c, prototype) in confusables() {
        let distance = u32::from(c) - before;
        before = c.into();
        distances.push(char::from_u32(distance).expect("the distance of two confusables is no surrogate"));
        assert!(!prototype.contains(['\n', '\r']), "{c:?} looks like a line end");
        prototypes.push_str(&prototype);
        prototypes.push('\n');
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let write = |file, text| fs::write(Path::new(&out).join(file), text).expect("OUT_DIR can be written to");
    write("confusables_distances", distances);
    write("confusables_prototypes", prototypes);
}

/// Those characters that look like something other than themselves in lower case, in order.
fn confusables() -> impl Iterator<Item = (char, String)> {
    ('\0'..=char::MAX)
        // The others are taken apart before they are looked up.
        .filter(|c| c.nfkd().eq([*c]))
        .map(|c| (c, skeleton(c)))
        // A character without a skeleton is invisible, and dropped before it is looked up.
        .filter(|(c, skeleton)| {
            !skeleton.is_empty() && *skeleton != fold_case(&c.to_string()).nfkd().collect::<String>()
        })
}

/// The skeleton of UTS #39 in lower case, and the skeleton of that, until it no longer changes:
/// what looks like a capital has to look like the small letter too.
fn skeleton(c: char) -> String {
    let mut skeleton = c.to_string();
    for _ in 0..8 {
        let prototype: String = unicode_security::skeleton(&skeleton).collect();
        let next: String = fold_case(&prototype).nfkd().collect();
        if next == skeleton {
            return skeleton;
        }
        skeleton = next;
    }
    panic!("the skeleton of {c:?} does not come to rest")
}
