//! What a room is called where people read it.

/// The slug, but for a private room: its address is a secret that stands in no heading, and is nothing to read either.
#[must_use]
pub fn called(slug: &str) -> &str {
    let secret = slug.strip_prefix("p-").filter(|secret| secret.len() == 26 && !secret.contains('-'));
    if secret.is_some() { "private room" } else { slug }
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn private_room_label_hides_its_address() {
        assert_eq!(called("p-abcdefghijklmnopqrstuvwxyz"), "private room");
        for slug in ["lobby", "p-", "p-abc", "p-abcdefghijklmnopqrstuvwxy", "p-abcdefghijklm-nopqrstuvwxy"] {
            assert_eq!(called(slug), slug);
        }
    }
}
