//! What a room is called where people read it.

use crate::words::Words;

/// What an owner calls the room, or else its slug. A private room without a name is called so
/// instead: its slug is a secret, and nobody could read it out.
#[must_use]
pub fn room_label<'a>(title: &'a str, slug: &'a str, words: &Words) -> &'a str {
    if !title.is_empty() {
        return title;
    }
    let secret = slug.strip_prefix("p-").filter(|secret| secret.len() == 26 && !secret.contains('-'));
    if secret.is_some() { words.site.private_room } else { slug }
}

#[cfg(test)]
mod tests {
    use super::room_label;
    use crate::words::ENGLISH;

    #[test]
    fn room_is_called_by_its_title_or_its_address() {
        assert_eq!(room_label("", "p-abcdefghijklmnopqrstuvwxyz", &ENGLISH), "private room");
        for slug in ["lobby", "p-", "p-abc", "p-abcdefghijklmnopqrstuvwxy", "p-abcdefghijklm-nopqrstuvwxy"] {
            assert_eq!(room_label("", slug, &ENGLISH), slug);
        }
        for slug in ["tea-cake", "p-abcdefghijklmnopqrstuvwxyz"] {
            assert_eq!(room_label("Tea & Cake", slug, &ENGLISH), "Tea & Cake");
        }
    }
}
