//! Places in lists and in the log, as they stand in links.

use room::limits;
use templates::urls;

use super::text_of;
use crate::api::page;
use crate::directory::Cursor;

/// A place that is taken comes back from the link that we make of it, and is within its bounds.
pub fn cursor(data: &[u8]) {
    let text = text_of(data);
    if let Some(place) = Cursor::parse(&text) {
        assert_eq!(Cursor::parse(&place.to_text()), Some(place.clone()));
        let link = urls::listed_after(&place.to_text());
        assert!(link.chars().all(|c| c.is_ascii_graphic()), "{link}");
    }
    if let Some(wanted) = page::read(&text) {
        assert!((1..=limits::API_PAGE_MAX).contains(&wanted.limit), "{wanted:?}");
        let link = page::link("/api", wanted);
        assert_eq!(link.split_once('?').and_then(|(_, query)| page::read(query)), Some(wanted), "{link}");
    }
}
