//! Requests and responses: origin, session, query, form, errors, headers.

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod content_security_policy;
pub(crate) mod cookie;
pub(crate) mod error;
pub(crate) mod form;
pub(crate) mod host;
pub(crate) mod operator;
pub(crate) mod origin;
pub(crate) mod query;
pub(crate) mod response;
pub(crate) mod session;
