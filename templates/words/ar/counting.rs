//! Nouns beside a number, in Arabic. One and two of a thing are words without a number; the noun of
//! three to ten is a plural, that of eleven to ninety-nine a singular in the accusative.

use crate::words::{Plural, grouped, whole};

/// A noun in each form that it has beside a number.
pub(super) struct Noun {
    one: &'static str,
    two: &'static str,
    few: &'static str,
    many: &'static str,
    other: &'static str,
}

/// After a preposition, as most of them stand.
pub(super) const SECONDS: Noun =
    Noun {
        one: "ثانية واحدة", two: "ثانيتين", few: "ثوانٍ", many: "ثانية", other: "ثانية"
    };
pub(super) const MINUTES: Noun =
    Noun {
        one: "دقيقة واحدة", two: "دقيقتين", few: "دقائق", many: "دقيقة", other: "دقيقة"
    };
pub(super) const HOURS: Noun =
    Noun { one: "ساعة واحدة", two: "ساعتين", few: "ساعات", many: "ساعة", other: "ساعة" };
pub(super) const DAYS: Noun =
    Noun { one: "يوم واحد", two: "يومين", few: "أيام", many: "يومًا", other: "يوم" };
pub(super) const TABS: Noun =
    Noun {
        one: "تبويب واحد", two: "تبويبين", few: "تبويبات", many: "تبويبًا", other: "تبويب"
    };
pub(super) const LETTERS: Noun =
    Noun { one: "حرف واحد", two: "حرفين", few: "أحرف", many: "حرفًا", other: "حرف" };

/// As a subject.
pub(super) const PEOPLE: Noun =
    Noun { one: "شخص واحد", two: "شخصان", few: "أشخاص", many: "شخصًا", other: "شخص" };
pub(super) const OTHER_PEOPLE: Noun =
    Noun {
        one: "شخص آخر", two: "شخصان آخران", few: "أشخاص آخرين", many: "شخصًا آخر", other: "شخص آخر"
    };
pub(super) const OWNERS: Noun = Noun {
    one: "مالك واحد", two: "مالكان", few: "مالكين", many: "مالكًا", other: "مالك"
};

/// The plural rule of Arabic.
pub(super) fn plural(count: u64) -> Plural {
    match (count, count % 100) {
        (0, _) => Plural::Zero,
        (1, _) => Plural::One,
        (2, _) => Plural::Two,
        (_, 3..=10) => Plural::Few,
        (_, 11..=99) => Plural::Many,
        _ => Plural::Other,
    }
}

/// So many of a thing.
pub(super) fn counted(count: impl TryInto<u64>, noun: &Noun) -> String {
    let count = whole(count);
    let form = match plural(count) {
        Plural::One => return noun.one.to_owned(),
        Plural::Two => return noun.two.to_owned(),
        Plural::Few => noun.few,
        Plural::Many => noun.many,
        Plural::Zero | Plural::Other => noun.other,
    };
    format!("{} {form}", number(count))
}

/// A number, with Western digits.
pub(super) fn number(count: impl TryInto<u64>) -> String {
    grouped(whole(count), ',')
}
