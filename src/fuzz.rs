//! What holds of everything that comes from outside, whatever it is: the bodies of the fuzz targets
//! in `fuzz/`, and of the tests that give them their seeds.
//!
//! They stand here and not in `fuzz/`, as the Worker is no library: only its own tests, and the
//! fuzzers that compile its source as one, can reach into it. What needs to see into one module
//! stands beside it. In no other build is there any of this.

mod cookies;
mod cursor;
mod frame;
mod name;
mod search;
#[cfg(test)]
mod seeds;
mod slug;
mod upload;

pub use self::{
    cookies::cookies, cursor::cursor, frame::frame, name::name, search::search, slug::slug, upload::upload,
};
pub use crate::backup::fuzz::backup;
pub use crate::http::session::fuzz::session;
pub use crate::views::fuzz::markup;

/// What came, as the platform hands us text: in place of what is no UTF-8 stands U+FFFD.
fn text_of(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}
