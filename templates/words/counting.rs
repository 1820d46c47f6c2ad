//! Counting in words: which form of a noun goes with a number, and how a number is written.

/// The forms that a noun may have beside a number, as CLDR names them. Each language has some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    /// One thing, or several: English, German and their like.
    pub(super) fn one_or_other(count: u64) -> Self {
        if count == 1 { Self::One } else { Self::Other }
    }
}

/// A sentence with `{count}` that a script fills in, in each form that the language has: a browser
/// knows which form goes with a number. `other` serves where the language has no form of its own.
#[derive(Clone, Debug)]
pub struct CountForms {
    pub zero: Option<&'static str>,
    pub one: Option<&'static str>,
    pub two: Option<&'static str>,
    pub few: Option<&'static str>,
    pub many: Option<&'static str>,
    pub other: &'static str,
}

impl CountForms {
    /// English, German and their like.
    pub(super) const fn one_or_other(one: &'static str, other: &'static str) -> Self {
        Self { zero: None, one: Some(one), two: None, few: None, many: None, other }
    }
}

/// A number of things, of whatever type it was counted in.
pub(super) fn whole(count: impl TryInto<u64>) -> u64 {
    count.try_into().unwrap_or_default()
}

/// Digits in groups of three.
pub(super) fn grouped(count: u64, separator: char) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}
