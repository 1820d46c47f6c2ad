//! Requests and responses: origin, session, query, form, errors, headers.

pub(crate) mod address;
pub(crate) mod error;
pub(crate) mod form;
pub(crate) mod operator;
pub(crate) mod origin;
pub(crate) mod query;
pub(crate) mod response;
pub(crate) mod session;
