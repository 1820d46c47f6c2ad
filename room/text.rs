//! What all checked texts have in common: taking one back from storage, and reading it.

/// Adds `from_trusted` and `as_str` to a type that wraps one `String`.
macro_rules! checked_text {
    ($text:ty) => {
        impl $text {
            /// Takes a value back from where we stored it. It was checked when it first came in, and rules that changed
            /// since then do not undo it.
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
