//! Limits of files, beyond those of the rules (`room/limits/uploads.rs`).

/// The most that `FILE_MAX_MB` can be: Cloudflare takes no request of more than 100 MB on most of
/// its plans.
pub(crate) const FILE_MAX_MB_MAX: usize = 95;

/// The most megabytes that a quota of files can be: 10 TB.
pub(crate) const FILES_MB_MAX: usize = 10_000_000;

/// Files that are deleted from R2 at once. It takes 1,000 keys a call, and each may have a preview.
pub(crate) const FILES_DELETED_AT_ONCE: usize = 500;

/// Bytes of the id of a file that comes by a form.
pub(crate) const UPLOAD_ID_BYTES: usize = 16;

/// Bytes of a form before its file: fields of some kilobytes, and what a browser writes between
/// them.
pub(crate) const FORM_HEAD_MAX_BYTES: usize = 64 * 1024;

/// Bytes of what parts a form (RFC 2046, section 5.1.1).
pub(crate) const FORM_BOUNDARY_MAX_BYTES: usize = 70;

/// Seconds for which a browser may show a file again without asking. It never changes, but its
/// message may be removed: then it is seen for so long at most.
pub(crate) const FILE_MAX_AGE_S: u32 = 3_600;

/// Uploads of one address in a minute, previews included: a class that shows its drawings.
#[cfg(test)]
pub(crate) const FENCE_UPLOADS: u32 = 120;
