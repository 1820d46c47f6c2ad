//! What checked texts share: taking one back from storage, reading it, and random bits as letters.

/// Adds `from_trusted` and `as_str` to a type that wraps one `String`.
macro_rules! checked_text {
    ($text:ty) => {
        impl $text {
            /// Takes a value back from where we stored it. It was checked when it first came in,
            /// and rules that changed since then do not undo it.
            #[must_use]
            pub fn from_trusted(text: String) -> Self {
                Self(text)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

pub(crate) use checked_text;

/// Bits as characters of `a-z 2-7`, five bits to a character (the alphabet of base 32, RFC 4648).
#[must_use]
pub fn base32(bits: u128, chars: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let letter = |index: usize| LETTERS.get((bits >> (5 * index)) as usize & 0x1f).copied().map(char::from);
    (0..chars).rev().filter_map(letter).collect()
}
