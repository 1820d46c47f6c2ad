//! Limits of uploaded files: what of them is looked at, how large a picture may be, how long a
//! name.

/// Bytes from a file's beginning that tell what it is: enough for the longest list of brands that
/// cameras write (AVIF), and for the name of a codec in Ogg.
pub const UPLOAD_HEAD_BYTES: usize = 64;

/// Pixels of a picture: a phone opens as many without running out of memory (four bytes each), and
/// what most cameras take has fewer.
pub const PICTURE_MAX_PIXELS: u64 = 40_000_000;

/// Pixels on either side of a picture: WebP has no more, and graphics cards draw no more at once.
pub const PICTURE_MAX_SIDE: u32 = 16_384;

/// Bytes of a picture that are held back at a time, to be read together. The longest segment of a
/// JPEG has 65,535, and a Worker that filters for twenty people holds as much for each.
pub const PICTURE_HELD_MAX_BYTES: usize = 64 * 1024;

/// Bytes of a file's name: a line or two of a phone in any script, and every file system takes it.
pub const FILE_NAME_MAX_BYTES: usize = 150;

/// Bytes of what is kept as the ending of a name that is too long, its dot included. What is longer
/// is the end of a sentence.
pub const FILE_ENDING_MAX_BYTES: usize = 16;
