//! What a request may be, whose it is, and how it is answered.

pub(crate) mod error;
pub(crate) mod form;
pub(crate) mod origin;
pub(crate) mod query;
pub(crate) mod response;
pub(crate) mod session;
