//! Files that people upload, as far as they are judged without being held: what they are, how large
//! a picture is and what it tells of its maker, what they are called, which part is asked for.
//!
//! Bytes come in as they are streamed, in pieces of any size, and go on at once. Nothing here
//! decodes a pixel. Who may upload and how much, the room
//! decides (`room/upload_commands.rs`); where it is stored is decided elsewhere.

pub(crate) mod byte_range;
pub(crate) mod content_type;
pub(crate) mod file;
pub(crate) mod file_name;
pub(crate) mod picture;

#[cfg(test)]
mod tests;
