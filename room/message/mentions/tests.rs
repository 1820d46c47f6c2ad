//! Whom a text mentions.

use proptest::prelude::*;

use super::*;
use crate::Name;

/// People of this name hold it, in a room.
const PEOPLE: [&str; 14] = [
    "Ada",
    "Ada Lovelace",
    "Ann",
    "太郎",
    "지훈",
    "สมชาย",
    "Νίκος",
    "نور الهدى",
    "Dr. Who Jr.",
    "snake_case",
    "O’Brien",
    "Zoë 🚀",
    "Jean-Luc",
    "Ada 2",
];

fn member(name: &str) -> MemberId {
    let number = PEOPLE.iter().position(|known| *known == name).unwrap();
    let letter = char::from(b'a' + u8::try_from(number).unwrap());
    MemberId::parse(&letter.to_string().repeat(limits::MEMBER_ID_CHARS)).unwrap()
}

fn claims() -> Claims {
    let named = |name: &str| (Name::parse(name).unwrap(), member(name));
    PEOPLE
        .map(named)
        .into_iter()
        .flat_map(|(name, id)| name.keys().into_iter().map(move |key| (key, id.clone())))
        .collect()
}

fn resolved(typed: &str) -> (Body, Vec<Mention>) {
    let body = Body::parse(typed).unwrap();
    let wanted = keys_to_look_up(typed);
    let claims = claims().into_iter().filter(|(key, _)| wanted.contains(key)).collect();
    let mentions = resolve(&body, &claims, &[]);
    (body, mentions)
}

#[test]
fn name_behind_an_at_sign_mentions_its_holder() {
    for (typed, named) in [
        ("@Ada", &[("@Ada", "Ada")][..]),
        ("Hi @Ada!", &[("@Ada", "Ada")]),
        ("@ada, @ADA.", &[("@ada", "Ada"), ("@ADA", "Ada")]),
        // The longest name that somebody holds.
        ("@Ada Lovelace hi", &[("@Ada Lovelace", "Ada Lovelace")]),
        ("@AdaLovelace", &[("@AdaLovelace", "Ada Lovelace")]),
        ("@Ada  Lovelace", &[("@Ada  Lovelace", "Ada Lovelace")]),
        ("@Ada Love", &[("@Ada", "Ada")]),
        ("@Ada\nLovelace", &[("@Ada", "Ada")]),
        ("@Ada 2 of us", &[("@Ada 2", "Ada 2")]),
        ("@Ada 22 of us", &[("@Ada", "Ada")]),
        ("@Dr. Who Jr. too", &[("@Dr. Who Jr", "Dr. Who Jr.")]),
        ("@Zoë 🚀 flies", &[("@Zoë 🚀", "Zoë 🚀")]),
        ("@Zoë :rocket: flies", &[("@Zoë 🚀", "Zoë 🚀")]),
        ("@snake_case_", &[("@snake_case", "snake_case")]),
        ("@Jean-Luc", &[("@Jean-Luc", "Jean-Luc")]),
        ("@O’Brien’s", &[("@O’Brien", "O’Brien")]),
        // What looks the same is the same name.
        ("@Αda", &[("@Αda", "Ada")]),
        ("@νίκος", &[("@νίκος", "Νίκος")]),
        ("@نور الهدى هنا", &[("@نور الهدى", "نور الهدى")]),
        // Boundaries.
        ("@Anna", &[]),
        ("@Ann1", &[]),
        ("@Ann\u{301}", &[]),
        ("@Ann's @Ann’s @Ann-s @Ann: @Ann_s", &[("@Ann", "Ann"); 5]),
        ("@太郎さん", &[("@太郎", "太郎")]),
        ("@太郎a", &[("@太郎", "太郎")]),
        ("@Annさん", &[("@Ann", "Ann")]),
        ("@지훈님", &[("@지훈", "지훈")]),
        ("@สมชายครับ", &[("@สมชาย", "สมชาย")]),
        // What stands before.
        ("(@Ann) “@Ann” '@Ann' [@Ann] «@Ann»", &[("@Ann", "Ann"); 5]),
        ("**@Ann** _@Ann_ ~~@Ann~~", &[("@Ann", "Ann"); 3]),
        ("> @Ann", &[("@Ann", "Ann")]),
        ("- @Ann\n- @Ada", &[("@Ann", "Ann"), ("@Ada", "Ada")]),
        ("/me hugs @Ann", &[("@Ann", "Ann")]),
        ("ada@Ann.example x_@Ann /@Ann @@Ann", &[]),
        ("\\@Ann", &[]),
        ("`@Ann` ```@Ann```", &[]),
        ("```\n@Ann\n```", &[]),
        ("https://a.example/@Ann mailto:x@Ann.example", &[]),
        ("[@Ann](https://a.example)", &[]),
        // Nobody.
        ("@ Ann @", &[]),
        ("@\u{301}Ann", &[]),
        ("@.Ann @\"Ann\"", &[]),
        ("@Grace", &[]),
        ("no at sign: Ann", &[]),
    ] {
        let (body, mentions) = resolved(typed);
        let found: Vec<_> = mentions.iter().map(|it| (it.text(body.as_str()), it.member.clone())).collect();
        let named: Vec<_> = named.iter().map(|(text, name)| (*text, member(name))).collect();
        assert_eq!(found, named, "{typed:?}");
    }
}

#[test]
fn eleventh_at_sign_is_text() {
    let (_, mentions) = resolved(&"@Ann ".repeat(limits::MENTIONS_MAX + 1));
    assert_eq!(mentions.len(), limits::MENTIONS_MAX);
    let (_, mentions) = resolved(&format!("{}@Ann", "@nobody ".repeat(limits::MENTIONS_MAX)));
    assert_eq!(mentions, [], "nobody is looked up for them");
}

#[test]
fn text_that_stays_means_whom_it_meant() {
    let body = Body::parse("@Ada and @Ann, @Ada Lovelace").unwrap();
    let before = member("太郎");
    let mentions = resolve(&body, &claims(), &[("@Ada", &before)]);
    let members: Vec<_> = mentions.into_iter().map(|mention| mention.member).collect();
    assert_eq!(members, [before, member("Ann"), member("Ada Lovelace")]);
}

#[test]
fn mention_is_stored_as_a_short_array() {
    let mention = Mention { start: 3, len: 4, member: member("Ada") };
    let stored = serde_json::to_string(&[&mention]).unwrap();
    assert_eq!(stored, r#"[[3,4,"aaaaaaaaaaaaaaaa"]]"#);
    assert_eq!(serde_json::from_str::<Vec<Mention>>(&stored).unwrap(), [mention]);
}

#[test]
fn hostile_text_asks_for_few_names() {
    // Each name has one key or two.
    let most = limits::MENTIONS_MAX * limits::NAME_MAX_GRAPHEMES * 2;
    for pattern in ["@", "@a ", "@a\u{301}", "*@", "(@", "@太", "@ \\", "@`", "@[", "_@_ ", "***@", "'@a' ", "@太a b"]
    {
        let text: String = pattern.chars().cycle().take(limits::BODY_MAX_CHARS).collect();
        let keys = keys_to_look_up(&text).len();
        assert!(keys <= most, "{pattern:?}: {keys}");
    }
}

fn typed() -> impl Strategy<Value = String> {
    let words: Vec<&str> =
        PEOPLE.into_iter().chain(["@", " ", "*", "_", "`", "\n", "\\", "(", "’s", "さ", "a"]).collect();
    let piece = prop_oneof![4 => prop::sample::select(words).prop_map(str::to_owned), 1 => "\\PC{0,4}"];
    prop::collection::vec(prop_oneof![1 => Just("@".to_owned()), 2 => piece], 1..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn mentions_are_ranges_of_the_text_in_order(typed in typed()) {
        prop_assume!(Body::parse(&typed).is_ok());
        let (body, mentions) = resolved(&typed);
        let mut done = 0;
        for mention in &mentions {
            prop_assert!(mention.start >= done && mention.text(body.as_str()).starts_with('@'));
            prop_assert!(mention.len > 1);
            done = mention.range().end;
        }
        prop_assert!(mentions.len() <= limits::MENTIONS_MAX);
    }

    #[test]
    fn edit_that_changes_nothing_mentions_the_same(typed in typed()) {
        prop_assume!(Body::parse(&typed).is_ok());
        let (body, mentions) = resolved(&typed);
        let before: Vec<_> = mentions.iter().map(|it| (it.text(body.as_str()), &it.member)).collect();
        prop_assert_eq!(resolve(&body, &Claims::new(), &before), mentions.clone());
    }
}
