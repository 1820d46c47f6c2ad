//! An avatar: initials on a colour, without an upload.

use maud::{Markup, html};

use crate::views::MemberView;

/// Hues in the stylesheet: `.hue-0` to `.hue-15`.
const HUES: u32 = 16;

/// The first letters of a name's first two words, on a colour that belongs to the person: the same
/// for everyone, and after a change of name. The stylesheet makes capitals of them, as browsers
/// have the tables for it.
pub(crate) fn avatar(member: &MemberView) -> Markup {
    let hue = member.id.bytes().fold(0_u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b))) % HUES;
    let initials = member.name.split_whitespace().filter_map(initial);
    let initials: String = initials.take(2).collect();
    html! { span class={ "avatar hue-" (hue) } aria-hidden="true" { (initials) } }
}

/// The first letter or digit of a word.
fn initial(word: &str) -> Option<char> {
    word.chars().find(|c| c.is_alphanumeric())
}
