//! From a text in any script to words of `a-z 0-9`, as far as that is simple. No library: those
//! that know every script are larger than the rest of the Worker.

use crate::name::{is_default_ignorable, is_mark, nfkd};

/// The words of a text, in the letters of a slug. None if most of it is in a script that has no
/// simple counterpart there: what would be left names nothing.
pub(super) fn words(text: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut kept, mut lost) = (Vec::new(), String::new(), 0_usize, 0_usize);
    let letters = nfkd(text).to_lowercase();
    for letter in letters.chars().filter(|c| !is_mark(*c) && !is_default_ignorable(*c)) {
        if letter.is_ascii_alphanumeric() {
            word.push(letter);
            kept += 1;
        } else if let Some(latin) = latin(letter) {
            word.push_str(latin);
            kept += 1;
        } else if !is_apostrophe(letter) {
            lost += usize::from(letter.is_alphanumeric());
            words.push(std::mem::take(&mut word));
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    (lost <= kept && !words.is_empty()).then_some(words)
}

/// `Ada’s room` is `adas-room`.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

/// Letters that do not come apart into a letter of `a-z` and a mark.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'α' | 'а' => "a",
        'β' | 'в' => "v",
        'б' => "b",
        'γ' | 'г' | 'ґ' => "g",
        'δ' | 'д' => "d",
        'ε' | 'е' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'ζ' | 'з' => "z",
        'η' | 'ι' | 'и' | 'і' => "i",
        'θ' => "th",
        'κ' | 'к' => "k",
        'λ' | 'л' => "l",
        'μ' | 'м' => "m",
        'ν' | 'н' => "n",
        'ξ' => "x",
        'ο' | 'ω' | 'о' => "o",
        'π' | 'п' => "p",
        'ρ' | 'р' => "r",
        'σ' | 'ς' | 'с' => "s",
        'τ' | 'т' => "t",
        'υ' | 'ы' => "y",
        'у' => "u",
        'φ' | 'ф' => "f",
        'χ' => "ch",
        'х' => "kh",
        'ψ' => "ps",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn text_becomes_words_of_plain_letters() {
        for (text, expected) in [
            ("Küche", "kuche"),
            ("Tea & Cake", "tea cake"),
            ("AC/DC", "ac dc"),
            ("Ada’s room", "adas room"),
            ("ＴＥＡ　ＲＯＯＭ", "tea room"),
            ("Łódź, Straße & Smørrebrød", "lodz strasse smorrebrod"),
            ("Đà Nẵng", "da nang"),
            ("Кухня", "kukhnya"),
            ("Καλημέρα", "kalimera"),
            ("Tea\u{AD}\u{200B}room", "tearoom"),
            ("Tea – room…", "tea room"),
            ("№ 1", "no 1"),
            ("Café 日本", "cafe"),
            ("🐢 turtles 🐢", "turtles"),
        ] {
            assert_eq!(words(text).map(|words| words.join(" ")).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn text_of_another_script_has_no_words() {
        for text in ["日本語", "日本 1", "אדה", "ਚਾਹ", "ㅋㅋ", "🐢", "…", "", "---"] {
            assert_eq!(words(text), None, "{text:?}");
        }
    }
}
