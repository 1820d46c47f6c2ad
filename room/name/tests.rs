//! Names, as people type them.

mod allowed_characters;
mod comparison;
mod properties;
mod reserved;
mod suggestion;
mod unicode_data;

use super::*;

/// Parses a name that has to be accepted.
#[track_caller]
fn name(typed: &str) -> Name {
    Name::parse(typed).unwrap_or_else(|refusal| panic!("{typed:?}: {refusal:?}"))
}

/// The refusal of a name that must not be accepted.
#[track_caller]
fn refused(typed: &str) -> Refusal {
    match Name::parse(typed) {
        Ok(name) => panic!("{name:?} was accepted"),
        Err(refusal) => refusal,
    }
}

#[test]
fn names_of_every_language_are_accepted() {
    for typed in [
        "Ada",
        "Grace Hopper",
        "O’Brien",
        "Łukasz",
        "Nguyễn Thị Ánh",
        "Ọlábísí",
        "José-María",
        "D’Artagnan",
        "Şükrü",
        "Þórr",
        "Νίκος",
        "Владимир",
        "Ґалина",
        "Արամ",
        "გიორგი",
        "ሰላም",
        "𞤀𞤣𞤤𞤢𞤥",
        "ᎠᏓ",
        "ᐃᓄᒃ",
        "ⵉⵎⴰⵣⵉⵖⵏ",
        "מרים",
        "דָּוִד",
        "מֹשֶׁה",
        "שִּׁמְעוֹן",
        "مريم",
        "مُحَمَّد",
        "می‌نا",
        "کامران",
        "گل‌رخ",
        "ܡܪܝܡ",
        "राम",
        "ख़ाँ",
        "श्री",
        "শ্রী",
        "ਸਿੰਘ",
        "தமிழ்",
        "శ్రీ",
        "ಶ್ರೀ",
        "ശ്രീ",
        "ශ්‍රී",
        "क्‍ष",
        "น้ำ",
        "สมชาย",
        "ก่ำ",
        "ຄຳ",
        "སྒྲོལ་མ",
        "ချို",
        "ဖြိုး",
        "សុខ",
        "ᠮᠣᠩᠭᠣᠯ",
        "李小龍",
        "ひらがな",
        "ジョン・スミス",
        "김민수",
        "ㅋㅋㅋ",
        "x",
        "7",
        "<script>alert(1)</script>",
        "col·legi",
        "צ׳רלי",
    ] {
        assert_eq!(name(typed).as_str(), typed);
    }
}

#[test]
fn emoji_in_a_name_are_accepted() {
    for typed in [
        // Selectors, skin tones, joiners, keycaps, and flags of letters and of tags.
        "Ada 🦊",
        "❤️ Ada",
        "Mae 👩🏽‍🚀",
        "👨‍👩‍👧‍👦 7",
        "Ada 🇬🇧",
        "Ewan 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "1️⃣ One",
        "Ada 🏳️‍🌈",
        "Ada ☺︎",
        "🧑‍❤️‍💋‍🧑 x",
    ] {
        assert_eq!(name(typed).as_str(), typed);
    }
}

#[test]
fn typed_name_is_prepared_as_a_nickname() {
    let prepared = |typed| name(typed).to_string();
    assert_eq!(prepared("  Ada \t Lovelace\u{00A0}\n"), "Ada Lovelace");
    assert_eq!(prepared("Ada\u{3000}\u{2003}Lovelace"), "Ada Lovelace");
    assert_eq!(prepared("ＡＤＡ"), "ADA");
    assert_eq!(prepared("𝕬𝖉𝖆"), "Ada");
    assert_eq!(prepared("Rene\u{301}"), "René");
    assert_eq!(prepared("Nguye\u{302}\u{303}n"), "Nguyễn");
    assert_eq!(prepared("ﾊﾟｽｶﾙ"), "パスカル");
    assert_eq!(prepared("\u{1100}\u{1161}\u{11AB}"), "간");
    assert_eq!(prepared("Ⓜ️ax"), "Max", "a letter needs no style of emoji");
    assert_eq!(prepared("Ada \u{FE0F}"), "Ada", "nor does a space, which then is the last");
}

#[test]
fn deceptive_name_is_refused() {
    assert_eq!(refused(" \n "), Refusal::NameMissing);
    assert_eq!(refused(""), Refusal::NameMissing);
    for hidden in [
        "Ada\u{202E}nimda",
        "A\u{200B}da",
        "Ada\u{7}",
        "Ada\u{200F}",
        "\u{2067}Ada",
        "Ada\u{00AD}",
        "Ada\u{3164}",
        "Ada\u{2800}",
        "Ada\u{E0041}",
        "Ada\u{FEFF}",
        "Ada\u{2060}",
        "Ada\u{034F}",
        "Ada\u{180E}",
        "Ada\u{E0100}",
        "A\0da",
        "Ada\u{1D173}",
    ] {
        assert_eq!(refused(hidden), Refusal::NameHidden, "{hidden:?}");
    }
    for unknown in ["Ada\u{E000}", "Ada\u{378}", "Ada\u{FFFF}", "Ada\u{FFFD}", "Ada\u{10FFFD}", "Ada\u{1FFFE}"] {
        assert_eq!(refused(unknown), Refusal::NameUnknown, "{unknown:?}");
    }
    for mere in ["!!!", "…", "🦊", "\u{1F1EC}\u{1F1E7}", "- -"] {
        assert_eq!(refused(mere), Refusal::NameWithoutLetter, "{mere:?}");
    }
}

#[test]
fn name_of_33_graphemes_is_too_long() {
    for character in ["é", "e\u{301}", "李", "ก็", "नि", "q\u{301}"] {
        assert!(Name::parse(&character.repeat(21)).is_ok(), "{character}");
    }
    assert!(Name::parse(&"é".repeat(32)).is_ok());
    assert_eq!(refused(&"é".repeat(33)), Refusal::NameTooLong);
    assert!(Name::parse(&"e\u{301}".repeat(32)).is_ok(), "counted after it is prepared");
    assert!(Name::parse(&"q\u{301}".repeat(32)).is_ok(), "counted in graphemes, 96 bytes");
    assert_eq!(refused(&"q\u{301}".repeat(33)), Refusal::NameTooLong);
    assert!(Name::parse(&"李".repeat(32)).is_ok(), "96 bytes");
    assert!(Name::parse(&"𞤀".repeat(32)).is_ok(), "128 bytes");
    assert!(Name::parse(&"𝔸".repeat(32)).is_ok(), "128 bytes as typed, 32 once prepared");
    assert_eq!(refused(&format!("{}\u{301}", "𞤀".repeat(32))), Refusal::NameTooLong, "130 bytes");
    assert_eq!(refused(&"ﷺ".repeat(8)), Refusal::NameTooLong, "each is eighteen letters");
    assert_eq!(refused(&"x".repeat(100_000)), Refusal::NameTooLong);
    assert!(Name::parse(&format!("{}Ada", " ".repeat(10_000))).is_ok());
}

#[test]
fn piled_marks_are_refused() {
    assert_eq!(name("q\u{301}\u{323}").as_str(), "q\u{323}\u{301}");
    assert_eq!(refused("q\u{301}\u{302}\u{303}"), Refusal::NameMarks);
    assert_eq!(name("e\u{301}\u{302}\u{303}").as_str(), "é\u{302}\u{303}", "counted after they are composed");
    assert_eq!(refused("Z̸̡̢͚a̶̛l̵g̷o̴"), Refusal::NameMarks);
    assert_eq!(refused("ก็็็"), Refusal::NameMarks, "the same twice");
    assert_eq!(refused("a\u{20DD}\u{20DE}\u{20DF}"), Refusal::NameMarks);
    assert_eq!(refused("ས\u{F92}\u{FB2}\u{F90}\u{FB1}\u{F7C}"), Refusal::NameMarks, "five");
    assert_eq!(refused("क\u{94D}\u{200D}\u{301}\u{302}\u{303}"), Refusal::NameMarks, "a joiner does not hide them");
    assert_eq!(refused("\u{301}Ada"), Refusal::NameOutOfPlace { character: '\u{301}' });
    assert_eq!(refused("Ada \u{301}"), Refusal::NameOutOfPlace { character: '\u{301}' });
    assert_eq!(refused("¨Ada"), Refusal::NameOutOfPlace { character: '\u{308}' }, "a mark on a space");
    assert_eq!(refused("\u{903}Ada"), Refusal::NameOutOfPlace { character: '\u{903}' });
}
