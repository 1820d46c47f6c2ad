//! Limits of uploaded files: how large and how many, what of them is looked at, how large a picture
//! may be, how long a name.

use crate::Millis;

/// Bytes of a megabyte, in which such limits are set and told.
pub const FILE_MEGABYTE: u64 = 1024 * 1024;

/// Megabytes of a file: a photo of a good phone, a minute of video, a long document. The operator
/// may say otherwise; so for the four below.
pub const FILE_MAX_MB: usize = 10;

/// Files of a message: more is an album, which a chat is not.
pub const FILES_PER_MESSAGE: usize = 4;

/// The most that an operator can allow: a message's row holds what is known of them.
pub const FILES_PER_MESSAGE_MOST: usize = 20;

/// Megabytes of all files of a room. Ten rooms as full as that are what R2 stores for nothing
/// (10 GB, docs/cost.md).
pub const ROOM_FILES_MAX_MB: usize = 1_000;

/// Megabytes that one session may upload to a room within a day: twenty large files.
pub const SESSION_FILES_MB_A_DAY: usize = 200;

/// Megabytes that may come to a room from one address within a day: a school or an office has one.
pub const ADDRESS_FILES_MB_A_DAY: usize = 500;

/// Files of one member that no message has, for each file that a message may have: those of the
/// message that is being written, and as many that were forgotten.
pub const WAITING_PER_FILE_OF_MESSAGE: usize = 3;

/// How long a file stays that no message takes.
pub const UPLOAD_UNCLAIMED_MS: Millis = super::DAY_MS;

/// Digits of the id of a file: 128 bits.
pub const UPLOAD_ID_CHARS: usize = 32;

/// Characters of what a picture shows: a few sentences.
pub const ALT_TEXT_MAX_CHARS: usize = 500;

/// Bytes of the small picture of a picture.
pub const PREVIEW_MAX_BYTES: u64 = 50 * 1024;

/// Bytes from a file's beginning that tell what it is: enough for the longest list of brands that
/// cameras write (AVIF), and for the name of a codec in Ogg.
pub const UPLOAD_HEAD_BYTES: usize = 64;

/// Pixels of a picture: a phone opens as many without running out of memory (four bytes each), and
/// what most cameras take has fewer.
pub const PICTURE_MAX_PIXELS: u64 = 40_000_000;

/// Pixels of a megapixel, in which they are told.
pub const MEGAPIXEL: u64 = 1_000_000;

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
