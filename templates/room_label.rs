//! What a room is called where people read it.

use crate::words::Words;

/// The slug of a room. A private room is called so instead: its slug is a secret, and nobody could
/// read it out.
#[must_use]
pub fn room_label<'a>(slug: &'a str, words: &Words) -> &'a str {
    let secret = slug.strip_prefix("p-").filter(|secret| secret.len() == 26 && !secret.contains('-'));
    if secret.is_some() { words.site.private_room } else { slug }
}

#[cfg(test)]
mod tests {
    use super::room_label;
    use crate::words::ENGLISH;

    #[test]
    fn private_room_label_hides_its_address() {
        assert_eq!(room_label("p-abcdefghijklmnopqrstuvwxyz", &ENGLISH), "private room");
        for slug in ["lobby", "p-", "p-abc", "p-abcdefghijklmnopqrstuvwxy", "p-abcdefghijklm-nopqrstuvwxy"] {
            assert_eq!(room_label(slug, &ENGLISH), slug);
        }
    }
}
