//! Shortcodes: `:tada:` for 🎉, as in Slack and on GitHub. Those that are common are listed in
//! `common_shortcodes.txt`, the most usual first; `build.rs` finds their emoji.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::formatting::text_ranges;
use crate::limits;

/// A name for an emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcode {
    /// The name, without colons.
    pub name: &'static str,
    /// The emoji, fully qualified.
    pub emoji: &'static str,
}

/// The most usual first.
pub(super) static SHORTCODES: LazyLock<Vec<Shortcode>> = LazyLock::new(|| {
    let lines = include_str!(concat!(env!("OUT_DIR"), "/emoji_shortcodes")).lines();
    lines.filter_map(|line| line.split_once(' ')).map(|(name, emoji)| Shortcode { name, emoji }).collect()
});

/// The shortcodes that begin so, to be offered while somebody types one: the one that is whole
/// first, then the most usual; at most [`limits::SHORTCODES_LISTED_MAX`].
#[must_use]
pub fn shortcodes_from(typed: &str) -> Vec<Shortcode> {
    let whole = SHORTCODES.iter().filter(|shortcode| shortcode.name == typed);
    let begun = SHORTCODES.iter().filter(|shortcode| shortcode.name != typed && shortcode.name.starts_with(typed));
    whole.chain(begun).take(limits::SHORTCODES_LISTED_MAX).copied().collect()
}

/// A message with the emoji that were typed as shortcodes. Code and links stay as they are, and so
/// does whatever is no shortcode that we know.
///
/// This is done once, when a message is heard: everybody who reads, searches or edits it finds the
/// emoji.
#[must_use]
pub fn replace_shortcodes(typed: &str) -> Cow<'_, str> {
    if !typed.contains(':') {
        return Cow::Borrowed(typed);
    }
    let mut replaced = String::new();
    let mut done = 0;
    for Range { start, end } in text_ranges(typed) {
        let mut at = start;
        while let Some(before) = typed.get(at..end).and_then(|rest| rest.find(':')) {
            let colon = at + before;
            at = colon + 1;
            let follows_another = colon == done;
            let is_escaped = colon == start && char_before(typed, colon) == Some('\\');
            if is_escaped || !(follows_another || may_follow(char_before(typed, colon))) {
                continue;
            }
            let Some((shortcode, len)) = typed.get(colon..end).and_then(at_start) else { continue };
            replaced.push_str(typed.get(done..colon).unwrap_or_default());
            replaced.push_str(shortcode.emoji);
            at = colon + len;
            done = at;
        }
    }
    if done == 0 {
        return Cow::Borrowed(typed);
    }
    replaced.push_str(typed.get(done..).unwrap_or_default());
    Cow::Owned(replaced)
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Whether a shortcode may stand behind this. `10:100:15` is a time, and `std::key::x` a path.
fn may_follow(before: Option<char>) -> bool {
    !before.is_some_and(|c| c.is_alphanumeric() || c == ':')
}

/// The shortcode that a text begins with, and how many bytes it has.
fn at_start(text: &str) -> Option<(&'static Shortcode, usize)> {
    let (name, _) = text.strip_prefix(':')?.split_once(':')?;
    let shortcode = SHORTCODES.iter().find(|shortcode| shortcode.name == name)?;
    Some((shortcode, name.len() + "::".len()))
}
