//! Limits of uploaded files: what of them is looked at, how large a picture may be, how long a
//! name.

/// Bytes from a file's beginning that tell what it is: enough for the longest list of brands that
/// cameras write (AVIF), and for the name of a codec in Ogg.
pub const UPLOAD_HEAD_BYTES: usize = 64;

/// Bytes of a file's name: a line or two of a phone in any script, and every file system takes it.
pub const FILE_NAME_MAX_BYTES: usize = 150;

/// Bytes of what is kept as the ending of a name that is too long, its dot included. What is longer
/// is the end of a sentence.
pub const FILE_ENDING_MAX_BYTES: usize = 16;
