//! What a client needs to know of the room's page that it belongs to.

use std::fmt;

use crate::frame::attribute;

/// What the head of a room's page tells its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageHead<'a> {
    /// The path of the room's socket.
    pub socket: &'a str,
    /// The member whose page it is.
    pub member: &'a str,
    /// The version that the page is at.
    pub version: &'a str,
}

/// A page that lacks this attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageError(&'static str);

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the page has no {}", self.0)
    }
}

impl<'a> PageHead<'a> {
    /// Reads it from a page.
    ///
    /// # Errors
    /// What the page lacks.
    pub fn read(html: &'a str) -> Result<Self, PageError> {
        let of = |name| attribute(html, name).ok_or(PageError(name));
        Ok(Self { socket: of("data-socket")?, member: of("data-me")?, version: of("data-version")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        r#"<header class="bar" data-socket="/r/lobby/ws" data-version="41" data-me="hkvz" data-seen="v=1"></header>"#;

    #[test]
    fn page_tells_socket_member_and_version() {
        let page = format!("<!DOCTYPE html>{HEAD}<ol id=\"log\"></ol>");
        let head = PageHead { socket: "/r/lobby/ws", member: "hkvz", version: "41" };
        assert_eq!(PageHead::read(&page), Ok(head));
    }

    #[test]
    fn page_without_a_socket_is_an_error() {
        let page = HEAD.replace("data-socket", "data-other");
        assert_eq!(PageHead::read(&page).unwrap_err().to_string(), "the page has no data-socket");
    }
}
