//! Sentences stand in `words/` and nowhere else, and every language has all of them in its own
//! spelling.

mod sentences;

use std::collections::BTreeSet;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use templates::words::{ENGLISH, Language, Plural};

use crate::sources;

/// Attributes whose values people see or hear.
const SEEN: [&str; 5] = ["aria-label", "title", "placeholder", "alt", "content"];

/// Text that maud would write into a page by itself: a literal that holds letters and is neither an
/// argument nor the value of an attribute that nobody sees.
fn text_literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().filter(|code| code.contains("html! {")).unwrap_or_default();
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let mut rest = line;
        let mut before = String::new();
        while let Some((head, tail)) = rest.split_once('"') {
            before.push_str(head);
            let (literal, tail) = tail.split_once('"').unwrap_or((tail, ""));
            let context = before.trim_end();
            let value_of = context.strip_suffix('{').unwrap_or(context).strip_suffix('=');
            let is_seen = value_of.is_some_and(|name| SEEN.iter().any(|seen| name.ends_with(seen)));
            let is_text = context.is_empty() || context.ends_with(['{', '}', ';', ']']) || before.ends_with(") ");
            let is_text = is_text && value_of.is_none();
            if literal.replace("\\n", "").chars().any(char::is_alphabetic) && (is_text || is_seen) {
                found.push(literal.to_owned());
            }
            before.push('"');
            rest = tail;
        }
    }
    found
}

#[test]
fn components_hold_no_sentences() {
    assert_eq!(text_literals(r#"html! { h1 { "Hello" } p class="x" aria-label="Close" { (f("no")) " or " }"#).len(), 3);
    for (component, source) in sources::components() {
        // For browsers and htmx, not for people.
        let technical = [
            "width=device-width, initial-scale=1, interactive-widget=resizes-content",
            "width=device-width, initial-scale=1",
            "light dark",
            ", .log",
            "noindex",
            "default-src 'none'; style-src 'unsafe-inline'",
        ];
        let found: Vec<_> =
            text_literals(&source).into_iter().filter(|literal| !technical.contains(&literal.as_str())).collect();
        assert_eq!(found, Vec::<String>::new(), "{component}: move them to words/");
    }
}

/// What is the same in English and in another language: a name, a loan, a unit.
const SAME_AS_ENGLISH: [(Language, &str); 13] = [
    (Language::German, "Site.name"),
    (Language::German, "Reactions.names"),
    (Language::German, "Reactions.names"),
    (Language::German, "Files.size"),
    (Language::German, "Files.video"),
    (Language::German, "Invitation.link"),
    (Language::German, "Times.in_utc"),
    (Language::German, "Scripts.live"),
    (Language::German, "Scripts.retry_in"),
    (Language::German, "OperatedRooms.megabytes"),
    (Language::German, "OperatedPeople.person"),
    (Language::Arabic, "Site.name"),
    (Language::Arabic, "Reactions.names"),
];

/// Each sentence in English and in another language.
fn beside_english() -> impl Iterator<Item = (Language, &'static str, String, String)> {
    Language::ALL.into_iter().filter(|language| *language != Language::English).flat_map(|language| {
        let pairs = sentences::of(&ENGLISH).into_iter().zip(sentences::of(language.words()));
        pairs.map(move |((name, english), (_, text))| (language, name, english, text))
    })
}

/// Each sentence in each language.
fn everything() -> impl Iterator<Item = (Language, &'static str, String)> {
    Language::ALL.into_iter().flat_map(|language| {
        sentences::of(language.words()).into_iter().map(move |(name, text)| (language, name, text))
    })
}

#[test]
fn every_sentence_is_translated() {
    let untranslated: Vec<_> = beside_english()
        .filter(|(.., english, text)| english == text && text.chars().any(char::is_alphabetic))
        .map(|(language, name, ..)| (language, name))
        .collect();
    assert_eq!(untranslated, SAME_AS_ENGLISH);
}

#[test]
fn translated_page_holds_no_english_sentence() {
    // Why something failed comes in with the view, in examples in English.
    let given = ["Problems.", "Refusals.", "Closes."];
    for language in [Language::German, Language::Arabic] {
        let foreign = beside_english().filter(|(one, name, english, text)| {
            let is_given = given.iter().any(|part| name.starts_with(part));
            *one == language && !is_given && english != text && english.split(' ').count() > 2
        });
        let english: Vec<String> = foreign.map(|(_, _, english, _)| english).collect();
        for example in templates::examples::all() {
            let document = example.document(language.words()).0;
            let found: Vec<_> = english.iter().filter(|text| document.contains(text.as_str())).collect();
            assert_eq!(found, Vec::<&String>::new(), "{language:?}, {}", example.path());
        }
    }
}

#[test]
fn sentences_are_set_with_typographic_signs() {
    for (language, name, text) in everything() {
        for sign in ["'", "\"", "...", "  ", " - "] {
            assert!(!text.contains(sign), "{language:?}, {name}: {text}");
        }
        assert_eq!(text.trim(), text, "{language:?}, {name}");
        assert!(text.chars().all(|c| !c.is_numeric() || c.is_ascii_digit()), "{language:?}, {name}: {text}");
        let quotes = match language {
            Language::English => ['“', '”'],
            Language::German => ['„', '“'],
            Language::Arabic => ['«', '»'],
        };
        let found: Vec<char> = text.chars().filter(|c| "“”„‚«»".contains(*c)).collect();
        assert!(found.chunks(2).all(|pair| pair == quotes), "{language:?}, {name}: {text}");
    }
}

#[test]
fn arabic_is_set_with_its_own_signs() {
    for (name, text) in
        sentences::of(Language::Arabic.words()).into_iter().filter(|(_, text)| !text.contains("GET, POST"))
    {
        let signs: Vec<char> = format!(" {text} ").chars().collect();
        for around in signs.windows(3) {
            let is_in_a_number = matches!(around, ['0'..='9', ',', '0'..='9']);
            assert!(is_in_a_number || ![',', ';', '?'].contains(&around[1]), "{name}: {text}");
        }
    }
}

#[test]
fn german_is_familiar() {
    let formal = ["Sie", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihnen"];
    for (name, text) in sentences::of(Language::German.words()) {
        assert!(!text.split(|c: char| !c.is_alphabetic()).any(|word| formal.contains(&word)), "{name}: {text}");
    }
}

#[test]
fn names_are_isolated_in_every_sentence() {
    for (language, name, text) in everything() {
        for (at, _) in text.match_indices(sentences::TYPED) {
            assert!(text[..at].ends_with('\u{2068}'), "{language:?}, {name}: {text}");
        }
        let opened = text.chars().filter(|c| matches!(c, '\u{2066}'..='\u{2068}')).count();
        assert_eq!(text.matches('\u{2069}').count(), opened, "{language:?}, {name}: {text}");
    }
}

#[test]
fn translations_say_what_english_says() {
    for (language, name, english, text) in beside_english() {
        for said in [sentences::TYPED, "Ada", "Grace", "·", "GET, POST", "99+"] {
            assert_eq!(text.contains(said), english.contains(said), "{language:?}, {name}: {text}");
        }
        // One and two of a thing may be words.
        for number in numbers(&english).into_iter().filter(|number| *number > 2) {
            assert!(numbers(&text).contains(&number), "{language:?}, {name}: {text}");
        }
        assert_eq!(placeholders(&text), placeholders(&english), "{language:?}, {name}");
    }
}

/// The numbers in a text, however their digits are grouped.
fn numbers(text: &str) -> BTreeSet<u64> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
    parts.filter_map(|part| part.replace([',', '.'], "").parse().ok()).collect()
}

/// What scripts fill in.
fn placeholders(text: &str) -> Vec<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest)).collect()
}

#[test]
fn room_is_deleted_by_the_word_that_is_asked_for() {
    for language in Language::ALL {
        let words = language.words();
        for asked in [words.settings.confirm, words.refusals.not_confirmed] {
            assert!(asked.contains(words.settings.delete), "{language:?}: {asked}");
        }
    }
}

#[test]
fn plural_rules_are_those_of_cldr() {
    for language in Language::ALL {
        let locale: Locale = language.tag().parse().expect("a tag");
        let rules = PluralRules::try_new_cardinal((&locale).into()).expect("rules");
        for count in 0..=200_u64 {
            let category = match rules.category_for(count) {
                PluralCategory::Zero => Plural::Zero,
                PluralCategory::One => Plural::One,
                PluralCategory::Two => Plural::Two,
                PluralCategory::Few => Plural::Few,
                PluralCategory::Many => Plural::Many,
                PluralCategory::Other => Plural::Other,
            };
            assert_eq!((language.words().plural)(count), category, "{language:?}, {count}");
        }
    }
}

/// A browser asks for the same forms by the language of the page.
#[test]
fn count_forms_are_those_of_the_language() {
    for language in Language::ALL {
        let words = language.words();
        let missed = &words.scripts.missed;
        let forms = [
            (Plural::Zero, missed.zero),
            (Plural::One, missed.one),
            (Plural::Two, missed.two),
            (Plural::Few, missed.few),
            (Plural::Many, missed.many),
        ];
        for (form, sentence) in forms {
            let is_used = (0..=200).any(|count| (words.plural)(count) == form);
            assert_eq!(sentence.is_some(), is_used, "{language:?}, {form:?}");
        }
    }
}

#[test]
fn plurals_of_english_are_right() {
    assert_eq!((ENGLISH.times.minutes_ago)(1), "1 minute ago");
    assert_eq!((ENGLISH.times.minutes_ago)(2), "2 minutes ago");
    assert_eq!((ENGLISH.refusals.too_fast)(1), "You’re sending too fast. Wait 1 second, then try again.");
    assert_eq!((ENGLISH.refusals.too_fast)(2), "You’re sending too fast. Wait 2 seconds, then try again.");
}

#[test]
fn plurals_of_german_are_right() {
    let german = Language::German.words();
    let ago = |count| (german.times.days_ago)(count);
    assert_eq!([1, 2, 11].map(ago), ["vor 1 Tag", "vor 2 Tagen", "vor 11 Tagen"]);
    let more = |count| (german.members.and_more)(count);
    assert_eq!([1, 2].map(more), ["und 1 weitere Person", "und 2 weitere"]);
    assert_eq!((german.problems.form_size)(65_536), "Ein Formular kann bis zu 65.536 Bytes haben.");
}

#[test]
fn plurals_of_arabic_are_right() {
    let arabic = Language::Arabic.words();
    let people = |count| (arabic.notices.people)(count);
    assert_eq!(
        [1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 1_011].map(people),
        [
            "شخص واحد",
            "شخصان",
            "3 أشخاص",
            "10 أشخاص",
            "11 شخصًا",
            "99 شخصًا",
            "100 شخص",
            "101 شخص",
            "102 شخص",
            "103 أشخاص",
            "1,011 شخصًا",
        ]
    );
    let ago = |count| (arabic.times.hours_ago)(count);
    assert_eq!([1, 2, 3, 11].map(ago), ["قبل ساعة واحدة", "قبل ساعتين", "قبل 3 ساعات", "قبل 11 ساعة"]);
}
