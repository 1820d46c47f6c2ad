//! The words of connections that were closed, and of pages that have ended.

/// Why a connection was closed. At most 123 bytes each: a close frame holds no more.
#[derive(Clone, Debug)]
pub struct Closes {
    pub idle: &'static str,
    pub not_text: &'static str,
    pub bad_frames: &'static str,
    pub frame_too_large: fn(max_bytes: usize) -> String,
    pub room_unreadable: &'static str,
    pub room_failed: &'static str,
    pub unknown_connection: &'static str,
    pub session_changed: &'static str,
    pub slow_consumer: &'static str,
    pub outdated_page: &'static str,
    pub session_over: &'static str,
    pub room_deleted: &'static str,
    pub left: &'static str,
    pub name_taken: &'static str,
    pub newer_page: &'static str,
}

/// The ways on from a page whose connection was closed for good.
#[derive(Clone, Debug)]
pub struct Endings {
    pub closed: &'static str,
    pub reload: &'static str,
    pub enter_name: &'static str,
    pub choose_another_name: &'static str,
    pub join_again: &'static str,
    pub kept: &'static str,
}
