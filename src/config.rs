//! What the operator has set (`[vars]` in wrangler.toml, and secrets): every name there is, how a
//! value is read, and the word in the log about one that cannot be used. What a setting is for,
//! the module says that reads it.

use std::cell::Cell;

use room::limits;
use serde_json::{Value, json};
use worker::Env;
use worker::js_sys::{Array, Object, Reflect};
use worker::wasm_bindgen::{JsCast as _, JsValue};

use crate::limits::{
    CONFIG_VALUE_LOGGED_CHARS, D1_MAX_MB_DEFAULT, D1_MAX_MB_MAX, EDIT_HOURS_DEFAULT, EDIT_HOURS_MAX, FILE_MAX_MB_MAX,
    FILES_MB_MAX, KEEP_DAYS_MAX, KEEP_MESSAGES_DEFAULT, KEEP_MESSAGES_MAX, LISTED_MAX, LISTED_PER_ADDRESS_DEFAULT,
    LISTED_PER_SESSION_DEFAULT, SECRET_MIN_CHARS, STORAGE_MAX_MB_DEFAULT, STORAGE_MAX_MB_MAX,
};
use crate::log;

/// A setting that is a whole number. What is outside of its bounds counts as the nearest one in
/// them, what is no number as the default; the log has a line about both.
pub(crate) struct Number {
    name: &'static str,
    default: usize,
    least: usize,
    most: usize,
}

/// How many messages a room keeps in its own storage once D1 has them: never less than a page and
/// catch-up need.
pub(crate) const KEEP_MESSAGES: Number = Number {
    name: "KEEP_MESSAGES",
    default: KEEP_MESSAGES_DEFAULT,
    least: limits::PAGE_MESSAGES + limits::CATCH_UP_CHANGES_MAX,
    most: KEEP_MESSAGES_MAX,
};

/// A room's storage quota in megabytes.
pub(crate) const STORAGE_MAX_MB: Number =
    Number { name: "STORAGE_MAX_MB", default: STORAGE_MAX_MB_DEFAULT, least: 1, most: STORAGE_MAX_MB_MAX };

/// For how many hours after it was said a message may be edited. With 0 nobody edits.
pub(crate) const EDIT_HOURS: Number =
    Number { name: "EDIT_HOURS", default: EDIT_HOURS_DEFAULT, least: 0, most: EDIT_HOURS_MAX };

/// For how many days messages are kept; 0 for ever.
pub(crate) const KEEP_DAYS: Number = Number { name: "KEEP_DAYS", default: 0, least: 0, most: KEEP_DAYS_MAX };

/// How many megabytes D1 may hold.
pub(crate) const D1_MAX_MB: Number =
    Number { name: "D1_MAX_MB", default: D1_MAX_MB_DEFAULT, least: 1, most: D1_MAX_MB_MAX };

/// How many rooms one session may have on the list of rooms at a time.
pub(crate) const LISTED_PER_SESSION: Number =
    Number { name: "LISTED_PER_SESSION", default: LISTED_PER_SESSION_DEFAULT, least: 0, most: LISTED_MAX };

/// How many rooms one address may have there.
pub(crate) const LISTED_PER_ADDRESS: Number =
    Number { name: "LISTED_PER_ADDRESS", default: LISTED_PER_ADDRESS_DEFAULT, least: 0, most: LISTED_MAX };

/// How many megabytes a file may have.
pub(crate) const FILE_MAX_MB: Number =
    Number { name: "FILE_MAX_MB", default: limits::FILE_MAX_MB, least: 1, most: FILE_MAX_MB_MAX };

/// How many files a message may have.
pub(crate) const FILES_PER_MESSAGE: Number = Number {
    name: "FILES_PER_MESSAGE",
    default: limits::FILES_PER_MESSAGE,
    least: 1,
    most: limits::FILES_PER_MESSAGE_MOST,
};

/// How many megabytes of files a room may have.
pub(crate) const ROOM_FILES_MAX_MB: Number =
    Number { name: "ROOM_FILES_MAX_MB", default: limits::ROOM_FILES_MAX_MB, least: 1, most: FILES_MB_MAX };

/// How many megabytes one session may upload to a room within a day.
pub(crate) const SESSION_FILES_MB_A_DAY: Number =
    Number { name: "SESSION_FILES_MB_A_DAY", default: limits::SESSION_FILES_MB_A_DAY, least: 1, most: FILES_MB_MAX };

/// The same of one address.
pub(crate) const ADDRESS_FILES_MB_A_DAY: Number =
    Number { name: "ADDRESS_FILES_MB_A_DAY", default: limits::ADDRESS_FILES_MB_A_DAY, least: 1, most: FILES_MB_MAX };

/// Every setting that is a number. A new one goes here too, or the log calls it unknown.
const NUMBERS: &[Number] = &[
    KEEP_MESSAGES,
    STORAGE_MAX_MB,
    EDIT_HOURS,
    KEEP_DAYS,
    D1_MAX_MB,
    LISTED_PER_SESSION,
    LISTED_PER_ADDRESS,
    FILE_MAX_MB,
    FILES_PER_MESSAGE,
    ROOM_FILES_MAX_MB,
    SESSION_FILES_MB_A_DAY,
    ADDRESS_FILES_MB_A_DAY,
];

/// A setting that is one of a few words. What is none of them counts as the first one.
pub(crate) struct Choice {
    name: &'static str,
    words: &'static [&'static str],
}

/// Whether anything is limited by address. Tests lift it, in which everybody comes from one.
pub(crate) const ADDRESS_LIMITS: Choice = Choice { name: "ADDRESS_LIMITS", words: &["on", "off"] };

/// Whether the limits by address are stricter than usual.
pub(crate) const UNDER_ATTACK: Choice = Choice { name: "UNDER_ATTACK", words: &["no", "yes"] };

/// Which rooms the list of rooms shows.
pub(crate) const LISTING: Choice = Choice { name: "LISTING", words: &["by owners", "by hand"] };

/// Every setting that is one of a few words.
const CHOICES: &[Choice] = &[ADDRESS_LIMITS, UNDER_ATTACK, LISTING];

/// Settings whose values are read, and complained of, by the module that uses them.
const TEXTS: &[&str] = &[HOSTS, ORIGINS, REPORT_WEBHOOK, TURNSTILE_SITEKEY, TURNSTILE_VERIFY];

/// The hosts of `http::host`.
pub(crate) const HOSTS: &str = "HOSTS";

/// The origins of `http::origin`.
pub(crate) const ORIGINS: &str = "ORIGINS";

/// Where reports are posted to: `report_webhook`.
pub(crate) const REPORT_WEBHOOK: &str = "REPORT_WEBHOOK";

/// The secret that signs sessions. If it is too short nobody gets in, and the log says so then.
pub(crate) const SESSION_SECRET: &str = "SESSION_SECRET";

/// Secrets that are optional. One that can be guessed counts as none.
const OPTIONAL_SECRETS: &[&str] = &[SESSION_SECRET_PREVIOUS, OPERATOR_KEY, TURNSTILE_SECRET];

/// The key of `person_check` that pages show.
pub(crate) const TURNSTILE_SITEKEY: &str = "TURNSTILE_SITEKEY";

/// The one that they do not.
pub(crate) const TURNSTILE_SECRET: &str = "TURNSTILE_SECRET";

/// Where it asks, if not at Cloudflare: for tests.
pub(crate) const TURNSTILE_VERIFY: &str = "TURNSTILE_VERIFY";

/// The secret before it, during a rotation.
pub(crate) const SESSION_SECRET_PREVIOUS: &str = "SESSION_SECRET_PREVIOUS";

/// What opens the operator's pages.
pub(crate) const OPERATOR_KEY: &str = "OPERATOR_KEY";

thread_local! {
    static IS_CHECKED: Cell<bool> = const { Cell::new(false) };
}

impl Number {
    /// As the operator has set it.
    pub(crate) fn of(&self, env: &Env) -> usize {
        text_of(env, self.name).map_or(self.default, |text| self.read(&text).0)
    }

    /// What counts, and what is wrong with the text.
    fn read(&self, text: &str) -> (usize, Option<&'static str>) {
        let text = text.trim();
        // What is too large for any number is still one.
        let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
        match text.parse() {
            _ if text.is_empty() => (self.default, None),
            Ok(number) if number < self.least => (self.least, Some("too small")),
            Ok(number) if number <= self.most => (number, None),
            Err(_) if !is_number => (self.default, Some("not a whole number")),
            _ => (self.most, Some("too large")),
        }
    }

    fn complaint(&self, text: &str) -> Option<Value> {
        let (used, wrong) = self.read(text);
        let Self { name, least, most, .. } = self;
        let how = format!("Set {name} to a whole number from {least} to {most} in wrangler.toml, and deploy.");
        wrong.map(|wrong| complaint(name, Some(text), wrong, json!(used), &how))
    }
}

impl Choice {
    /// The word that counts.
    pub(crate) fn of(&self, env: &Env) -> &'static str {
        text_of(env, self.name).and_then(|text| self.read(&text)).unwrap_or_else(|| self.usual())
    }

    fn usual(&self) -> &'static str {
        self.words.first().copied().unwrap_or_default()
    }

    /// The word that a text is; none if it is another one.
    fn read(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        if text.is_empty() { Some(self.usual()) } else { self.words.iter().copied().find(|word| *word == text) }
    }

    fn complaint(&self, text: &str) -> Option<Value> {
        let how = format!("Set {} to one of these in wrangler.toml, and deploy: {}.", self.name, self.words.join(", "));
        let complaint = || complaint(self.name, Some(text), "not one of its words", json!(self.usual()), &how);
        self.read(text).is_none().then(complaint)
    }
}

/// A setting as text, if it is set. TOML has numbers too, and people write them.
pub(crate) fn text_of(env: &Env, name: &str) -> Option<String> {
    Reflect::get(env, &JsValue::from(name)).ok().and_then(|value| text(&value))
}

/// The words of a setting that has several.
pub(crate) fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty())
}

/// A secret, unless it can be guessed.
pub(crate) fn secret_of(env: &Env, name: &str) -> Option<String> {
    text_of(env, name).filter(|secret| is_long_enough(secret))
}

/// Logs, once in each isolate, every setting that cannot be used as it stands.
pub(crate) fn check(env: &Env) {
    if !IS_CHECKED.replace(true) {
        for complaint in complaints(&all(env)) {
            log::warn("config_value_ignored", complaint);
        }
    }
}

/// Logs that a value of a setting, or a part of it, is not used.
pub(crate) fn log_ignored(name: &str, value: &str, wrong: &str, how: &str) {
    log::warn("config_value_ignored", complaint(name, Some(value), wrong, Value::Null, how));
}

fn text(value: &JsValue) -> Option<String> {
    value.as_string().or_else(|| value.as_f64().map(|number| number.to_string()))
}

/// Every setting: bindings (D1, rooms) are objects, and no settings.
fn all(env: &Env) -> Vec<(String, String)> {
    let entries = Object::entries(env.unchecked_ref());
    let entries = entries.iter().filter_map(|entry| {
        let entry: Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, text(&entry.get(1))?))
    });
    entries.collect()
}

fn complaints(settings: &[(String, String)]) -> Vec<Value> {
    settings.iter().filter_map(|(name, text)| complaint_about(name, text)).collect()
}

fn complaint_about(name: &str, text: &str) -> Option<Value> {
    if let Some(number) = NUMBERS.iter().find(|number| number.name == name) {
        return number.complaint(text);
    }
    if let Some(choice) = CHOICES.iter().find(|choice| choice.name == name) {
        return choice.complaint(text);
    }
    if TEXTS.contains(&name) || name == SESSION_SECRET {
        return None;
    }
    if OPTIONAL_SECRETS.contains(&name) {
        let how = format!("Set {name} to at least {SECRET_MIN_CHARS} random characters (docs/operations.md).");
        let is_bad = !text.trim().is_empty() && !is_long_enough(text);
        return is_bad.then(|| complaint(name, None, "too short to be a secret", Value::Null, &how));
    }
    // Its value may be a secret with a misspelt name.
    let (numbers, choices) = (NUMBERS.iter().map(|it| it.name), CHOICES.iter().map(|it| it.name));
    let secrets = [SESSION_SECRET].into_iter().chain(OPTIONAL_SECRETS.iter().copied());
    let known: Vec<&str> = numbers.chain(choices).chain(TEXTS.iter().copied()).chain(secrets).collect();
    let how = format!("Correct its name, or remove it. The settings are {}.", known.join(", "));
    Some(complaint(name, None, "there is no setting of this name", Value::Null, &how))
}

/// The content of a log line. What is `used` is null if that is as if nothing was set.
fn complaint(name: &str, value: Option<&str>, wrong: &str, used: Value, how: &str) -> Value {
    let value: Option<String> = value.map(|value| value.chars().take(CONFIG_VALUE_LOGGED_CHARS).collect());
    json!({ "name": name, "value": value, "wrong": wrong, "used": used, "do": how })
}

fn is_long_enough(secret: &str) -> bool {
    secret.trim().chars().count() >= SECRET_MIN_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint_about_one(name: &str, text: &str) -> Option<Value> {
        let found = complaints(&[(name.to_owned(), text.to_owned())]);
        assert!(found.len() < 2, "{found:?}");
        found.into_iter().next()
    }

    #[test]
    fn number_is_read_as_it_is_written() {
        for (text, number) in [("1000", 1_000), (" 250 ", 250), ("", KEEP_MESSAGES_DEFAULT)] {
            assert_eq!(KEEP_MESSAGES.read(text), (number, None), "{text:?}");
            assert_eq!(complaint_about_one("KEEP_MESSAGES", text), None, "{text:?}");
        }
        assert_eq!(EDIT_HOURS.read("0"), (0, None), "nobody edits");
    }

    #[test]
    fn bad_number_counts_as_the_default_and_is_told() {
        for text in ["lots", "-1", "2.5", "1e3", "1 000", "0x10"] {
            assert_eq!(KEEP_MESSAGES.read(text).0, KEEP_MESSAGES_DEFAULT, "{text}");
            let complaint = complaint_about_one("KEEP_MESSAGES", text).expect(text);
            assert_eq!(complaint["name"], "KEEP_MESSAGES");
            assert_eq!(complaint["value"], text);
            assert_eq!(complaint["wrong"], "not a whole number");
            assert_eq!(complaint["used"], KEEP_MESSAGES_DEFAULT);
            assert!(complaint["do"].to_string().contains("from 250 to"), "{complaint}");
        }
    }

    #[test]
    fn number_out_of_bounds_counts_as_the_nearest() {
        let too_large = u128::MAX.to_string();
        for (text, used, wrong) in
            [("1", 250, "too small"), (&too_large, KEEP_MESSAGES_MAX, "too large"), ("0", 250, "too small")]
        {
            assert_eq!(KEEP_MESSAGES.read(text), (used, Some(wrong)), "{text}");
            assert_eq!(complaint_about_one("KEEP_MESSAGES", text).expect(text)["used"], used);
        }
        assert_eq!(STORAGE_MAX_MB.read("0").0, 1);
        assert_eq!(EDIT_HOURS.read("99999999").0, EDIT_HOURS_MAX);
    }

    #[test]
    fn word_that_is_none_counts_as_the_usual_one_and_is_told() {
        assert_eq!(UNDER_ATTACK.read(" yes "), Some("yes"));
        assert_eq!(UNDER_ATTACK.read(""), Some("no"));
        assert_eq!(complaint_about_one("UNDER_ATTACK", "yes"), None);
        let complaint = complaint_about_one("UNDER_ATTACK", "true").expect("a complaint");
        assert_eq!(complaint["used"], "no");
        assert!(complaint["do"].to_string().contains("no, yes"), "{complaint}");
    }

    #[test]
    fn unknown_name_is_told_without_its_value() {
        let complaint = complaint_about_one("SESION_SECRET", "0123456789abcdef0123456789abcdef").expect("a complaint");
        assert_eq!(complaint["name"], "SESION_SECRET");
        assert_eq!(complaint["value"], Value::Null);
        assert!(complaint["do"].to_string().contains("SESSION_SECRET, "), "{complaint}");
    }

    #[test]
    fn short_secret_is_told_without_its_value() {
        let complaint = complaint_about_one(OPERATOR_KEY, "guess").expect("a complaint");
        assert!(!complaint.to_string().contains("guess"), "{complaint}");
        assert_eq!(complaint_about_one(OPERATOR_KEY, ""), None, "as if it was not set");
        assert_eq!(complaint_about_one(OPERATOR_KEY, &"k".repeat(SECRET_MIN_CHARS)), None);
    }

    #[test]
    fn guessable_secret_is_refused() {
        assert!(!is_long_enough("short"));
        assert!(!is_long_enough(&" ".repeat(64)));
        assert!(is_long_enough("0123456789abcdef0123456789abcdef"));
    }

    #[test]
    fn long_value_is_cut_in_the_log() {
        let complaint = complaint_about_one("EDIT_HOURS", &"x".repeat(5_000)).expect("a complaint");
        assert_eq!(complaint["value"].as_str().map(str::len), Some(CONFIG_VALUE_LOGGED_CHARS));
    }
}
