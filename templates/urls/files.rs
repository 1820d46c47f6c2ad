//! The URLs of files that people send. Their names may be anything; their ids are ours: hexadecimal
//! digits.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is written otherwise in the name of a file: all but what keeps its address readable.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Where files are sent without a script: the page, and where its form is posted.
#[must_use]
pub fn files(room: &str) -> String {
    format!("/r/{room}/files")
}

/// Where a script puts a file, and where what a picture shows is described.
#[must_use]
pub fn upload(room: &str, id: &str) -> String {
    format!("/r/{room}/uploads/{id}")
}

/// Where a script puts the small picture of a picture.
#[must_use]
pub fn upload_preview(room: &str, id: &str) -> String {
    format!("/r/{room}/uploads/{id}/preview")
}

/// Where a file is taken out that was not sent yet.
#[must_use]
pub fn remove_upload(room: &str, id: &str) -> String {
    format!("/r/{room}/uploads/{id}/remove")
}

/// A file.
#[must_use]
pub fn file(room: &str, id: &str, name: &str) -> String {
    format!("/r/{room}/files/{id}/{}", utf8_percent_encode(name, ENCODED))
}

/// The small picture of a picture.
#[must_use]
pub fn preview(room: &str, id: &str) -> String {
    format!("/r/{room}/previews/{id}")
}
