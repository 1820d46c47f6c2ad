//! Characters that are drawn as a letter, of which Unicode does not say so. `build.rs` follows the
//! table of confusables with them too.

/// The small letter that the character is drawn as: letters on a dark square or disc, those that
/// flags are made of, and small capitals.
pub(super) fn drawn_as(c: char) -> Option<char> {
    let in_order = |first: char| {
        let place = u32::from(c).checked_sub(u32::from(first)).and_then(|place| u8::try_from(place).ok());
        place.map(|place| char::from(b'a'.wrapping_add(place)))
    };
    match c {
        '🅐'..='🅩' => in_order('🅐'),
        '🅰'..='🆉' => in_order('🅰'),
        '🇦'..='🇿' => in_order('🇦'),
        _ => SMALL_CAPITALS.iter().find(|(capital, _)| *capital == c).map(|(_, letter)| *letter),
    }
}

const SMALL_CAPITALS: [(char, char); 27] = [
    ('ᴀ', 'a'),
    ('ʙ', 'b'),
    ('ᴄ', 'c'),
    ('ᴅ', 'd'),
    ('ᴇ', 'e'),
    ('ꜰ', 'f'),
    ('ɢ', 'g'),
    ('ʜ', 'h'),
    ('ɪ', 'i'),
    ('ᴊ', 'j'),
    ('ᴋ', 'k'),
    ('ĸ', 'k'),
    ('ʟ', 'l'),
    ('ᴍ', 'm'),
    ('ʍ', 'm'),
    ('ɴ', 'n'),
    ('ᴏ', 'o'),
    ('ᴘ', 'p'),
    ('ꞯ', 'q'),
    ('ʀ', 'r'),
    ('ꜱ', 's'),
    ('ᴛ', 't'),
    ('ᴜ', 'u'),
    ('ᴠ', 'v'),
    ('ᴡ', 'w'),
    ('ʏ', 'y'),
    ('ᴢ', 'z'),
];
