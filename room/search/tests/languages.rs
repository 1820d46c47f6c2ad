//! What finds what, in many languages.

use crate::search::{SearchQuery, search_terms};

const TERMS: &[(&str, &str, &str)] = &[
    ("capitals and signs", "Hello, World!", "hello world"),
    ("words with signs", "don't foo_bar e-mail", "don t foo bar e mail"),
    ("apostrophes of any kind", "don’t donʼt Hawaiʻi", "don t don t hawai i"),
    ("a number", "3.14 at 12:30", "3 14 at 12 30"),
    ("NUL", "a\0b", "a b"),
    ("white space of any kind", "a\r\n\tb\u{3000}c\u{A0}d\u{2028}e", "a b c d e"),
    ("invisible characters", "in\u{AD}vi\u{200B}si\u{2060}b\u{FEFF}le", "invisible"),
    ("ligatures", "ﬁne œuvre Ærø", "fine oeuvre aero"),
    ("full width", "ＡＢＣ１２３", "abc123"),
    ("compatible characters", "x² ½ № Ⅳ", "x2 1 2 no iv"),
    ("trade marks", "Natter™", "natter ™"),
    ("German", "Straße STRASSE Größe", "strasse strasse grosse"),
    ("French", "Ça été à Noël", "ca ete a noel"),
    ("Polish and Danish", "Łódź smørrebrød", "lodz smorrebrod"),
    ("Icelandic", "Þórður", "thordur"),
    ("Vietnamese", "Việt Nam Đường", "viet nam duong"),
    ("Vietnamese, decomposed", "Vie\u{323}\u{302}t", "viet"),
    ("Turkish", "İstanbul ISPARTA ısı", "istanbul isparta isi"),
    ("Greek", "ΟΔΥΣΣΕΎΣ ὀδυσσεύς ᾠδή", "οδυσσευσ οδυσσευσ ωδη"),
    ("Russian", "Ёлка ещё МОЙ мои", "елка еще мой мои"),
    ("Arabic", "مَرْحَبًا أحمد إلى مدرسة مـــرحبا", "مرحبا احمد الي مدرسه مرحبا"),
    ("Arabic, a word as one character", "ﷲ", "الله"),
    ("Arabic, a sentence as one character", "ﷺ", "ﷺ"),
    ("digits", "٢٠٢٦ ۲۰۲۶ २०२६", "2026 2026 2026"),
    ("Persian", "کتاب می\u{200C}خواهم", "كتاب ميخواهم"),
    ("Hebrew", "שָׁלוֹם", "שלום"),
    ("Hindi", "हिन्दी हिंदी फ़ोन फोन", "हिंदी हिंदी फोन फोन"),
    ("Bengali", "বাংলা", "বাংলা"),
    ("Tamil", "தமிழ்", "தமிழ்"),
    ("Chinese", "全文検", "全文 文検 検"),
    ("Chinese, one character", "字", "字"),
    ("Chinese, between other words", "用Rust写2个", "用 rust 写 2 个"),
    ("Chinese, with signs", "你好，世界。", "你好 好 世界 界"),
    ("Japanese", "カタカナとひらがな", "カタ タカ カナ ナと とひ ひら らが がな な"),
    ("Japanese, half width", "ｶﾞｷﾞ", "ガギ ギ"),
    ("Japanese, decomposed", "か\u{3099}き", "がき き"),
    ("Japanese, a squared word", "㌔", "キロ ロ"),
    ("Korean", "한국어", "한국 국어 어"),
    ("Korean, as jamo", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", "한국 국"),
    ("Thai", "ไทยดี", "ไท ทย ยดี ดี"),
    ("Thai, an AM in two parts", "น้ำ", "น้ํา า"),
    ("Lao", "ລາວ", "ລາ າວ ວ"),
    ("Khmer", "ខ្មែរ", "ខ្មែ មែរ រ"),
    ("Myanmar", "မြန်မာ", "မြန် န်မာ မာ"),
    ("emoji", "yes👍🏽ok", "yes 👍 ok"),
    ("emoji in colour", "❤️ ❤", "❤ ❤"),
    ("an emoji of several", "👨‍👩‍👧👍", "👨👩👧 👍"),
    ("an emoji that shrugs", "🤷🏽‍♀️🤷‍♂️🤷", "🤷 🤷 🤷"),
    ("flags", "🇩🇪🇫🇷", "🇩🇪 🇫🇷"),
    ("symbols", "5 € × 2", "5 € × 2"),
    ("signs alone", "… — *!* ~~", ""),
    ("nothing", "", ""),
];

#[test]
fn text_becomes_the_terms_that_people_search_for() {
    let wrong: Vec<String> = TERMS
        .iter()
        .filter(|(_, text, terms)| search_terms(text) != *terms)
        .map(|(row, text, terms)| format!("{row}: {text:?} is {:?}, not {terms:?}", search_terms(text)))
        .collect();
    assert_eq!(wrong, [""; 0], "{} of {}", wrong.len(), TERMS.len());
}

/// What is folded faster, because folding would not change it, is folded in the same way: with
/// something invisible behind it, it goes the long way.
#[test]
fn plain_letter_is_folded_like_any_other() {
    for c in ('\u{3041}'..='\u{30FF}').chain('\u{4E00}'..='\u{9FFF}').chain('\u{AC00}'..='\u{D7A3}') {
        assert_eq!(search_terms(&c.to_string()), search_terms(&format!("{c}\u{200D}")), "{c:?}");
    }
}

/// A message, queries that find it, and queries that do not.
const FOUND: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "English",
        "I don't mind the naïve e-mail",
        &["don't", "naive", "NAÏVE", "mail", "e-mail", "mi", "\"the naive\""],
        &["minds", "aive", "the_mind", "\"the mail\"", "dont"],
    ),
    ("German", "Die Größe der Straße", &["grösse", "grosse", "STRASSE", "strasse", "gro"], &["groesse", "rosse"]),
    ("French", "un œuf à Noël", &["oeuf", "noel", "NOËL", "œuf"], &["oeufs"]),
    ("Vietnamese", "Đường Việt Nam", &["duong", "viet", "VIỆT", "đường"], &["vie duongs"]),
    ("Turkish", "İstanbul'da ışık", &["istanbul", "ISTANBUL", "isik", "ISIK", "ışık"], &["stanbul"]),
    ("Greek", "Ο Οδυσσεύς", &["οδυσσευς", "ΟΔΥΣΣΕΥΣ", "ὀδυσσεύς", "οδυσσ"], &["δυσσευς"]),
    ("Russian", "Ещё мой ёж", &["еще", "ЕЩЁ", "еж", "мой"], &["мои", "ежи"]),
    ("Arabic", "ذهب أحمد إلى المدرسة", &["احمد", "الى", "المدرسه", "ذَهَبَ", "أحمد"], &["مدرسة"]),
    ("Hebrew", "שלום עולם", &["שָׁלוֹם", "עולם", "שלו"], &["לום"]),
    ("Hindi", "मैं हिन्दी बोलता हूँ", &["हिंदी", "हिन्दी", "हूं", "बोल"], &["बल"]),
    ("Thai", "ฉันรักภาษาไทยมาก", &["ภาษาไทย", "ไทย", "รัก", "ก", "ภา"], &["ไทยแลนด์", "ภษ"]),
    ("Chinese", "我们用全文检索", &["我们", "全文", "检索", "全文检索", "索", "全"], &["文全", "我用", "全检"]),
    ("Japanese", "東京でラーメンを食べた", &["東京", "ラーメン", "ﾗｰﾒﾝ", "た", "食べ"], &["京東", "らーめん"]),
    ("Korean", "서울에서 한국어를 배워요", &["서울", "한국어", "배워요", "요", "\u{1109}\u{1165}울"], &["울서"]),
    ("emoji", "party🎉 👩🏽‍💻 ok", &["🎉", "party🎉", "👩‍💻", "👩🏿‍💻", "\"🎉 👩‍💻\""], &["👩", "💻", "👍"]),
    ("languages mixed", "新しいRustコード", &["rust", "新しいRust", "コード", "い", "rustコード"], &["しRust", "ust"]),
    (
        "a phrase across runs",
        "全文検 索引",
        &["\"全文検 索引\"", "\"検 索\"", "\"文検 索引\""],
        &["\"全文 索引\"", "検索"],
    ),
];

#[test]
fn query_finds_what_a_reader_would_call_the_same() {
    let is_met = |query: &str, body: &str| SearchQuery::parse(query).unwrap().is_met_by("Ada", body, false, false);
    let mut wrong = Vec::new();
    for (row, body, finding, missing) in FOUND {
        let missed = finding.iter().filter(|query| !is_met(query, body)).map(|query| ("misses", query));
        let found = missing.iter().filter(|query| is_met(query, body)).map(|query| ("finds", query));
        wrong.extend(missed.chain(found).map(|(does, query)| format!("{row}: {query:?} {does} {body:?}")));
    }
    assert_eq!(wrong, [""; 0]);
}
