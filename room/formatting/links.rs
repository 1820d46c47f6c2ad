//! Links behind a text: `[text](address)`.

use super::Url;

/// The text and the address of the link that this begins with, and how many bytes it has. The text
/// is no address and has no brackets; the address is whole.
pub(super) fn masked_link(typed: &str) -> Option<(&str, Url<'_>, usize)> {
    let inside = typed.strip_prefix('[')?;
    let (text, rest) = inside.split_at_checked(inside.find(['[', ']'])?).filter(|(text, _)| !text.is_empty())?;
    let target = rest.strip_prefix("](")?;
    let url = Url::at_start(target)?;
    let after = target.get(url.as_str().len()..)?.strip_prefix(')')?;
    Some((text, url, typed.len() - after.len()))
}

/// Whether readers would take this text for where the link leads.
pub(super) fn looks_like_an_address(text: &str) -> bool {
    text.contains("://") || text.to_ascii_lowercase().contains("www.")
}
