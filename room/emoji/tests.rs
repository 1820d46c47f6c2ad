//! Emoji, compared with a crate that has them all, and their shortcodes.

mod sequences;
mod shortcodes;

/// Every emoji of Unicode, fully qualified, in each of its tones.
fn all_emoji() -> impl Iterator<Item = &'static str> {
    emojis::iter().flat_map(|emoji| {
        let toned = emoji.skin_tones().into_iter().flatten().filter(move |toned| *toned != emoji);
        std::iter::once(emoji).chain(toned).map(emojis::Emoji::as_str)
    })
}
