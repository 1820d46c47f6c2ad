//! Every limit and time of the Worker, with its unit and its reason. Those of a room, which hold
//! wherever it runs, stand in [`room::limits`].

use room::Millis;

/// How long a session lasts after it was last used to join: somebody who comes back once a month
/// keeps name and rooms.
pub(crate) const SESSION_LIFETIME_MS: Millis = 30 * 24 * 60 * 60 * 1_000;

/// Characters that the secret of sessions must have: 32 hexadecimal digits are 128 bits.
pub(crate) const SESSION_SECRET_MIN_CHARS: usize = 32;

/// Random bytes in whatever nobody may guess (session ids, owner links) or make twice (ids of
/// sends): 128 bits.
pub(crate) const TOKEN_BYTES: usize = 16;

/// Read markers that a browser keeps, one for each room that it was in: a list that fits a screen,
/// and a kilobyte of cookies.
pub(crate) const READ_MARKERS_MAX: usize = 20;

/// How long a room is remembered after the last visit, in seconds: as long as a session.
pub(crate) const READ_MARKER_LIFETIME_S: u32 = 30 * 24 * 60 * 60;

/// Cookies named like a read marker that hold none, and are cleared with one answer. More go with
/// the next one.
pub(crate) const STRAY_COOKIES_MAX: usize = 50;

/// Characters in the name of a stray cookie that is cleared. We never made a longer one.
pub(crate) const STRAY_COOKIE_MAX_CHARS: usize = 64;

/// Digits of a number in a cookie or a link of ours: the milliseconds of the next 30,000 years, and
/// far from where a number would not fit.
pub(crate) const NUMBER_MAX_DIGITS: usize = 15;

/// Rooms on a landing page: two or three screens of a phone.
pub(crate) const LANDING_ROOMS: usize = 20;

/// The largest place that a program may name: every program can hold it exactly (RFC 8259, section
/// 6).
pub(crate) const API_PLACE_MAX: i64 = (1 << 53) - 1;

/// After how many seconds programs may ask again for what D1 did not answer. It is mostly back
/// within a minute.
pub(crate) const D1_RETRY_AFTER_S: u32 = 60;

/// For how many seconds browsers insist on https once they were here: two years, as lists of such
/// sites ask for.
pub(crate) const HSTS_MAX_AGE_S: u32 = 2 * 365 * 24 * 60 * 60;
