//! The WebSockets of one object. Knows neither rules of chat nor storage.

pub(crate) mod close_code;
