//! The words of files that people send, and of those that wait to be sent.

use super::Problem;

#[derive(Clone, Debug)]
pub struct Files {
    /// The button at the field for a message.
    pub add: &'static str,
    /// The list of those that wait.
    pub waiting: &'static str,
    /// How large a file is, as people say it.
    pub size: fn(bytes: u64) -> String,
    /// In place of a text, where a message has none.
    pub picture: &'static str,
    pub audio: &'static str,
    pub video: &'static str,
    pub file: &'static str,
    /// In the field that asks what a picture shows.
    pub describe: &'static str,
    /// The same field, to a screen reader.
    pub description_of: fn(name: &str) -> String,
    /// The same field, before it is known whether the file is a picture.
    pub describe_first: &'static str,
    pub save: &'static str,
    /// A button without a text, and what a pointer over it shows.
    pub take_out: fn(name: &str) -> String,
    pub remove: &'static str,
    pub uploading: fn(name: &str) -> String,
    pub did_not_arrive: &'static str,
    /// Why a message is not sent yet.
    pub waits: &'static str,
    /// Over a page that something is dragged across.
    pub drop: &'static str,
    /// The page.
    pub heading: &'static str,
    pub choose: &'static str,
    pub limits: fn(per_message: usize, max_bytes: u64) -> String,
    /// In place of its form, once a message has as many as it may.
    pub full: fn(per_message: usize) -> String,
    pub upload: &'static str,
    pub text: &'static str,
    /// Pictures in front of the page.
    pub close: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub refusals: FileRefusals,
    /// A page for one that is not there.
    pub not_found: Problem,
}

/// Why a file was not taken, and what to do.
#[derive(Clone, Debug)]
pub struct FileRefusals {
    pub too_large: fn(max_bytes: u64) -> String,
    pub empty: &'static str,
    pub too_many: fn(per_message: usize) -> String,
    /// Of a message: one of its files is not there any more.
    pub gone: &'static str,
    pub picture_broken: &'static str,
    pub too_many_pixels: fn(max_megapixels: u64) -> String,
    /// What a camera wrote into a picture cannot be taken out of it.
    pub metadata_stays: &'static str,
    /// The room has no space for more.
    pub room_full: &'static str,
    /// Somebody has uploaded as much as they may within a day. With how long they have to wait.
    pub too_much_today: fn(rest: &str) -> String,
    /// The same of everybody in a network.
    pub network_too_much_today: fn(rest: &str) -> String,
    /// The site takes none.
    pub not_taken: &'static str,
    pub alt_too_long: fn(max_chars: usize) -> String,
    /// For programs.
    pub length_required: &'static str,
}

/// How large a file is, in the unit that says it well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileSize {
    Bytes(u64),
    Kilobytes(u64),
    /// In tenths.
    Megabytes(u64),
}

impl FileSize {
    /// Rounded up, so that nothing has no size.
    pub(super) fn of(bytes: u64) -> Self {
        const KILOBYTE: u64 = 1_024;
        const MEGABYTE: u64 = KILOBYTE * KILOBYTE;
        match bytes {
            ..KILOBYTE => Self::Bytes(bytes),
            // What would be rounded to a megabyte is one.
            KILOBYTE..=1_047_552 => Self::Kilobytes(bytes.div_ceil(KILOBYTE)),
            _ => Self::Megabytes(bytes.saturating_mul(10).div_ceil(MEGABYTE)),
        }
    }
}

/// A number of tenths, without a tenth that is none.
pub(super) fn tenths(count: u64, whole: fn(u64) -> String, point: char) -> String {
    let number = whole(count / 10);
    match count % 10 {
        0 => number,
        tenth => format!("{number}{point}{tenth}"),
    }
}

#[cfg(test)]
mod tests {
    use super::FileSize::{self, Bytes, Kilobytes, Megabytes};

    #[test]
    fn size_of_a_file_is_told_in_the_unit_that_says_it() {
        for (bytes, size) in [
            (0, Bytes(0)),
            (1_023, Bytes(1_023)),
            (1_024, Kilobytes(1)),
            (1_025, Kilobytes(2)),
            (1_047_552, Kilobytes(1_023)),
            (1_047_553, Megabytes(10)),
            (1_048_576, Megabytes(10)),
            (1_048_577, Megabytes(11)),
            (10 * 1_048_576, Megabytes(100)),
        ] {
            assert_eq!(FileSize::of(bytes), size, "{bytes}");
        }
    }
}
