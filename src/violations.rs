//! What browsers report that our content security policy kept from a page: markup that slipped in,
//! a mistake of ours, an extension.
//!
//! A report is anybody's to send, and full of what people wrote: the address of a private room, a
//! piece of a script. So nothing of it is kept. The log gets one line for each kind now and then,
//! made of words of ours.

use std::cell::RefCell;
use std::collections::HashMap;

use room::Millis;
use serde::Deserialize;
use serde_json::json;
use worker::{Env, Request, Response};

use crate::fence::Fence;
use crate::http::error::Problem;
use crate::http::{address, body, response};
use crate::limits::{VIOLATION_LOG_INTERVAL_MS, VIOLATION_REPORT_MAX_BYTES, VIOLATIONS_IN_A_REPORT};
use crate::{clock, log};

/// One report, as `report-uri` asks for it.
const ALONE: &str = "application/csp-report";
/// Several, as `report-to` asks for them.
const TOGETHER: &str = "application/reports+json";

/// What a policy of ours says. Another word is of nobody's policy, or of one to come.
const DIRECTIVES: [&str; 17] = [
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "media-src",
    "object-src",
    "require-trusted-types-for",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src-attr",
    "style-src-elem",
    "trusted-types",
];

/// What a browser calls that has no address…
const BLOCKED: [&str; 5] = ["eval", "inline", "trusted-types-policy", "trusted-types-sink", "wasm-eval"];

/// …and how an address begins that something has.
const SCHEMES: [(&str, &str); 8] = [
    ("https:", "address"),
    ("http:", "address"),
    ("wss:", "address"),
    ("ws:", "address"),
    ("data:", "data"),
    ("data", "data"),
    ("blob:", "blob"),
    ("blob", "blob"),
];

/// What is in any other word.
const OTHER: &str = "other";

/// What was violated, and what by: no more than a page of combinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Kind {
    directive: &'static str,
    blocked: &'static str,
}

#[derive(Deserialize)]
struct Alone {
    #[serde(rename = "csp-report")]
    report: Violation,
}

#[derive(Deserialize)]
struct Report {
    /// None, if it is about something else.
    #[serde(default)]
    body: Option<Violation>,
}

/// What is read of a report, by the names of both formats.
#[derive(Default, Deserialize)]
struct Violation {
    #[serde(default, alias = "effective-directive", alias = "effectiveDirective")]
    directive: String,
    #[serde(default, alias = "blocked-uri", alias = "blockedURL")]
    blocked: String,
}

thread_local! {
    /// When each kind was logged last by this isolate.
    static LOGGED_AT: RefCell<HashMap<Kind, Millis>> = RefCell::default();
}

/// Takes a report.
pub(crate) async fn take(request: Request, env: &Env) -> Result<Response, Problem> {
    Fence::Violations.pass(env, address::caller(request.headers(), env)?).await?;
    let kind = body::media_type(&request)?;
    if kind != ALONE && kind != TOGETHER {
        return Ok(response::text_response(415, "Send application/csp-report or application/reports+json.")?);
    }
    let report = match body::read(request, VIOLATION_REPORT_MAX_BYTES).await {
        Err(Problem::TooLarge) => {
            let sentence = format!("A report can have up to {VIOLATION_REPORT_MAX_BYTES} bytes.");
            return Ok(response::text_response(413, &sentence)?);
        }
        read => read?,
    };
    let Some(kinds) = kinds_in(&kind, &report) else {
        return Ok(response::text_response(400, "That is no report of a browser.")?);
    };
    for Kind { directive, blocked } in kinds.into_iter().filter(|kind| is_due(*kind, clock::now())) {
        let how = "A browser kept this from a page. If it comes again and again, and blocked is not extension: \
                   report it, as SECURITY.md says.";
        log::warn("policy_violated", json!({ "directive": directive, "blocked": blocked, "do": how }));
    }
    Ok(response::no_content())
}

/// What is in a report. None if it is none.
fn kinds_in(media_type: &str, report: &[u8]) -> Option<Vec<Kind>> {
    let violations = if media_type == ALONE {
        vec![serde_json::from_slice::<Alone>(report).ok()?.report]
    } else {
        let reports: Vec<Report> = serde_json::from_slice(report).ok()?;
        reports.into_iter().take(VIOLATIONS_IN_A_REPORT).filter_map(|report| report.body).collect()
    };
    Some(violations.iter().map(Kind::of).collect())
}

impl Kind {
    fn of(Violation { directive, blocked }: &Violation) -> Self {
        let known = |words: &[&'static str], word: &str| words.iter().copied().find(|known| *known == word);
        let by_scheme = || {
            let is_extension = blocked.split(':').next().is_some_and(|scheme| scheme.ends_with("-extension"));
            let of_scheme = SCHEMES.iter().find(|(scheme, _)| blocked.starts_with(scheme)).map(|(_, kind)| *kind);
            if is_extension { Some("extension") } else { of_scheme }
        };
        Self {
            directive: known(&DIRECTIVES, directive).unwrap_or(OTHER),
            blocked: known(&BLOCKED, blocked).or_else(by_scheme).unwrap_or(OTHER),
        }
    }
}

/// Whether a kind has not been logged for a while. It is, then.
fn is_due(kind: Kind, now: Millis) -> bool {
    LOGGED_AT.with_borrow_mut(|logged_at| {
        let is_due = logged_at.get(&kind).is_none_or(|at| (now - at).abs() >= VIOLATION_LOG_INTERVAL_MS);
        if is_due {
            logged_at.insert(kind, now);
        }
        is_due
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(media_type: &str, report: &str) -> Option<Vec<(&'static str, &'static str)>> {
        let kinds = kinds_in(media_type, report.as_bytes())?;
        Some(kinds.into_iter().map(|Kind { directive, blocked }| (directive, blocked)).collect())
    }

    #[test]
    fn report_of_both_formats_is_read() {
        let alone = r#"{"csp-report":{"document-uri":"https://natter.example/r/p-abc","violated-directive":"script-src",
            "effective-directive":"script-src-elem","blocked-uri":"https://evil.example/x.js","status-code":200}}"#;
        assert_eq!(kinds(ALONE, alone), Some(vec![("script-src-elem", "address")]));
        let together = r#"[{"type":"csp-violation","age":3,"url":"https://natter.example/r/p-abc","body":{
            "effectiveDirective":"require-trusted-types-for","blockedURL":"trusted-types-sink","sample":"<img"}},
            {"type":"deprecation"},{"type":"csp-violation","body":{"effectiveDirective":"img-src"}}]"#;
        let read = vec![("require-trusted-types-for", "trusted-types-sink"), ("img-src", "other")];
        assert_eq!(kinds(TOGETHER, together), Some(read));
        for (media_type, none) in [(ALONE, "[]"), (ALONE, "{}"), (TOGETHER, "{}"), (TOGETHER, "[1]"), (ALONE, "\u{0}")]
        {
            assert_eq!(kinds(media_type, none), None, "{none}");
        }
    }

    #[test]
    fn log_takes_only_words_of_ours() {
        let kind = |directive: &str, blocked: &str| {
            Kind::of(&Violation { directive: directive.to_owned(), blocked: blocked.to_owned() })
        };
        for (blocked, word) in [
            ("inline", "inline"),
            ("data", "data"),
            ("data:text/html,secret", "data"),
            ("wss://evil.example", "address"),
            ("moz-extension://secret", "extension"),
            ("chrome-extension", "extension"),
            ("secret", "other"),
            ("", "other"),
        ] {
            assert_eq!(kind("img-src", blocked), Kind { directive: "img-src", blocked: word }, "{blocked}");
        }
        assert_eq!(kind("secret", "eval"), Kind { directive: "other", blocked: "eval" });
    }

    #[test]
    fn many_reports_in_one_are_not_all_looked_at() {
        let many = vec![r#"{"body":{"blockedURL":"eval"}}"#; VIOLATIONS_IN_A_REPORT + 1].join(",");
        assert_eq!(kinds(TOGETHER, &format!("[{many}]")).map(|kinds| kinds.len()), Some(VIOLATIONS_IN_A_REPORT));
    }

    #[test]
    fn kind_is_logged_once_in_a_while() {
        let [script, image] = ["script-src", "img-src"].map(|directive| Kind { directive, blocked: "inline" });
        assert!(is_due(script, 0) && is_due(image, 1));
        assert!(!is_due(script, VIOLATION_LOG_INTERVAL_MS - 1));
        assert!(is_due(script, VIOLATION_LOG_INTERVAL_MS));
        assert!(is_due(image, -VIOLATION_LOG_INTERVAL_MS), "the clock was set back");
    }
}
