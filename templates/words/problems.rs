//! The words of requests that were not served.

/// What went wrong, in a few words, and what to do, as a sentence.
#[derive(Clone, Debug)]
pub struct Problem {
    pub title: &'static str,
    pub advice: &'static str,
}

/// Why a request was not served.
#[derive(Clone, Debug)]
pub struct Problems {
    pub not_found: Problem,
    pub no_such_room: &'static str,
    pub wrong_method: &'static str,
    pub allowed_methods: fn(methods: &str) -> String,
    pub not_an_upgrade: Problem,
    pub foreign_origin: Problem,
    pub no_session: Problem,
    pub too_large: &'static str,
    pub form_size: fn(max_bytes: usize) -> String,
    pub unreadable: &'static str,
    pub not_a_form: &'static str,
    pub form_fields: &'static str,
    pub query_fields: &'static str,
    pub message_number: &'static str,
    pub rooms_place: &'static str,
    pub page_query: fn(max: usize) -> String,
    pub rooms_query: fn(max: usize) -> String,
    pub room_call: &'static str,
    pub room_locked: Problem,
    pub room_deleted: &'static str,
    pub not_owner: &'static str,
    pub refused: &'static str,
    pub no_secret: Problem,
    pub no_archive: Problem,
    pub no_directory: Problem,
    pub not_forgotten: Problem,
    pub internal: Problem,
    pub room_updating: Problem,
}
