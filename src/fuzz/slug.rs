//! Addresses of rooms.

use room::{Slug, limits};
use templates::urls;

use super::text_of;

/// An address that is made of any text is an address, and means the same room however it is typed,
/// linked or pasted again.
pub fn slug(data: &[u8]) {
    let text = text_of(data);
    if let Ok(slug) = Slug::parse(&text) {
        assert_eq!(slug.as_str(), text, "an address is taken to the letter");
    }
    for slug in [Slug::parse(&text), Slug::typed(&text), Slug::in_path(&text)].into_iter().flatten() {
        assert_is_one_room(&slug);
        slug.variants().for_each(|variant| assert_is_one_room(&variant));
    }
    if let Some(slug) = Slug::suggested(&text) {
        assert_is_one_room(&slug);
        assert!(!slug.is_private(), "{slug}: nobody is led to believe that it is a secret");
    }
}

fn assert_is_one_room(slug: &Slug) {
    let text = slug.as_str();
    assert!((1..=limits::SLUG_MAX_CHARS).contains(&text.len()), "{text}");
    let path = urls::room(text);
    for written in [
        text.to_owned(),
        text.to_ascii_uppercase(),
        path.clone(),
        format!("https://natter.example{path}?before=1#m1"),
        format!("https://natter.example{}", urls::settings(text)),
        urls::join(text),
    ] {
        assert_eq!(Slug::typed(&written).as_ref(), Ok(slug), "{written}");
    }
    assert_eq!(Slug::parse(text).as_ref(), Ok(slug));
    assert_eq!(Slug::in_path(text).as_ref(), Ok(slug));
    assert!(!slug.is_private() || !slug.log_label().contains(text), "the log lets nobody in");
}
