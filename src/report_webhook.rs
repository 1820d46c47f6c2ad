//! Tells whoever the operator named that a message was reported (webhook): in which room, where,
//! and why. Not what it says, nor who said or reported it. Of a private room not where, as its
//! address is a secret. Leaves out when, and for how long it is waited for.

use room::{ReportReason, Slug};
use serde_json::json;
use worker::js_sys::Reflect;
use worker::web_sys::{self, RequestInit};
use worker::{Env, Error, Fetch, Headers, Result};

use crate::{config, log};

/// Where reports are posted to; nowhere as a rule.
pub(crate) struct ReportWebhook {
    address: Option<String>,
}

/// A report, as others are told of it.
pub(crate) struct ReportNotice {
    /// The page of the message, with scheme and host; none in a private room.
    pub(crate) link: Option<String>,
    /// Why it was reported.
    pub(crate) reason: ReportReason,
}

impl ReportWebhook {
    /// As the operator set it: `REPORT_WEBHOOK`, a secret or a variable.
    pub(crate) fn of(env: &Env) -> Self {
        let address = config::text_of(env, config::REPORT_WEBHOOK).filter(|address| !address.is_empty());
        if address.as_deref().is_some_and(|address| !is_allowed(address)) {
            log::warn("report_webhook_not_used", json!({ "do": "Set REPORT_WEBHOOK to an address with https://." }));
        }
        Self { address: address.filter(|address| is_allowed(address)) }
    }

    /// Posts a report. It is tried once: whoever keeps order finds it in the list all the same.
    ///
    /// # Errors
    /// The address did not answer, or not that it took it.
    pub(crate) async fn post(&self, room: &Slug, notice: &ReportNotice) -> Result<()> {
        let Some(address) = &self.address else { return Ok(()) };
        let body = json!({
            "event": "message_reported",
            "room": room.log_label(),
            "link": notice.link,
            "reason": notice.reason.as_str(),
        });
        let (headers, init) = (Headers::new(), RequestInit::new());
        headers.set("Content-Type", "application/json")?;
        init.set_method("POST");
        init.set_headers(&headers.0);
        init.set_body(&body.to_string().into());
        // Whoever answers with another address is not who the operator named.
        Reflect::set(&init, &"redirect".into(), &"manual".into()).map_err(Error::from)?;
        let request = web_sys::Request::new_with_str_and_init(address, &init).map_err(Error::from)?;
        let status = Fetch::Request(request.into()).send().await?.status_code();
        if matches!(status / 100, 2) { Ok(()) } else { Err(Error::from(format!("status {status}"))) }
    }
}

/// Nobody on the way may read it. On the same machine there is no way.
fn is_allowed(address: &str) -> bool {
    let local = ["http://127.0.0.1:", "http://localhost:"];
    address.starts_with("https://") || local.iter().any(|local| address.starts_with(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhook_is_encrypted_or_local() {
        for address in ["https://chat.example/hook", "http://127.0.0.1:9000/hook", "http://localhost:9000"] {
            assert!(is_allowed(address), "{address}");
        }
        for address in ["http://chat.example", "ftp://a", "", "//a", "http://localhost.evil.example", "javascript:1"] {
            assert!(!is_allowed(address), "{address}");
        }
    }
}
