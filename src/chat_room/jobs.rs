//! Work that waits for D1, done by the alarm. Each job says when it is due and what to do next; the
//! runtime awaits D1 in between, so no job holds the room while others talk.

pub(crate) mod archive;
pub(crate) mod backoff;
pub(crate) mod copy;
pub(crate) mod directory_entry;
pub(crate) mod file_deletion;
pub(crate) mod index_entry;
pub(crate) mod keep_days;
pub(crate) mod lag;
pub(crate) mod room_deletion;
pub(crate) mod search_fill;
pub(crate) mod visits;
