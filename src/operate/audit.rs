//! What the operator did, page by page.

use serde::Deserialize;
use serde_json::json;
use templates::views::{SiteAuditEntryView, SiteAuditView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::actions::Deed;
use crate::db::{self, AuditEntry};
use crate::http::error::{Expected, Problem};
use crate::http::operator::Way;
use crate::http::{origin, query, response};
use crate::limits::{AUDIT_ENTRIES, SAFE_INTEGER_MAX};
use crate::local_time::LocalClock;
use crate::log;

#[derive(Deserialize)]
struct AuditQuery {
    before: Option<i64>,
}

/// Entries before the number that a request names, and where the earlier ones begin if there are
/// some. None if D1 does not answer.
pub(super) struct AuditPage {
    pub(super) entries: Option<Vec<AuditEntry>>,
    pub(super) earlier: Option<i64>,
}

/// Reads them.
pub(super) async fn page(request: &Request, env: &Env) -> Result<AuditPage, Problem> {
    let AuditQuery { before } = query::read(request, Expected::QueryFields)?;
    let before = before.unwrap_or(SAFE_INTEGER_MAX).clamp(0, SAFE_INTEGER_MAX);
    let read = async { db::Audit::of(env)?.latest(before, AUDIT_ENTRIES + 1).await }.await;
    let entries =
        read.inspect_err(|error| log::warn("operator_page_unavailable", json!({ "error": error.to_string() }))).ok();
    let Some(mut entries) = entries else { return Ok(AuditPage { entries: None, earlier: None }) };
    let has_more = entries.len() > AUDIT_ENTRIES;
    entries.truncate(AUDIT_ENTRIES);
    let earlier = entries.last().filter(|_| has_more).map(|last| last.number);
    Ok(AuditPage { entries: Some(entries), earlier })
}

/// Shows them.
pub(super) async fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let AuditPage { entries, earlier } = page(request, env).await?;
    let local = LocalClock::of(request, words);
    let times: Vec<String> = entries.iter().flatten().map(|entry| local.date_and_time(entry.at)).collect();
    let entries = entries
        .as_ref()
        .map(|entries| entries.iter().zip(&times).map(|(entry, time)| view(entry, time, words)).collect::<Vec<_>>());
    let status = if entries.is_some() { 200 } else { 503 };
    let view = SiteAuditView { page: origin::within(&url), entries, earlier };
    Ok(response::html_response(status, &templates::operator_audit(&view, words))?)
}

fn view<'a>(entry: &'a AuditEntry, time: &'a str, words: &'a Words) -> SiteAuditEntryView<'a> {
    let said = &words.operator.audit;
    let what = match Deed::from_name(&entry.action) {
        Some(Deed::SignedIn) => said.signed_in,
        Some(Deed::ClosedRoom) => said.closed_room,
        Some(Deed::ReopenedRoom) => said.reopened_room,
        Some(Deed::UnlistedRoom) => said.unlisted_room,
        Some(Deed::DeletedRoom) => said.deleted_room,
        Some(Deed::RemovedMessage) => said.removed_message,
        Some(Deed::RestoredMessage) => said.restored_message,
        Some(Deed::ChangedRoom) => said.changed_room,
        Some(Deed::ChangedSite) => said.changed_site,
        Some(Deed::Muted) => said.muted,
        Some(Deed::Banned) => said.banned,
        Some(Deed::Unmuted | Deed::Unbanned) => said.lifted,
        Some(Deed::RemovedMessages) => said.removed_messages,
        Some(Deed::RestoredMessages) => said.restored_messages,
        Some(Deed::ImportedRoom) => said.imported_room,
        Some(Deed::ReshippedRoom) => said.reshipped_room,
        Some(Deed::SignedOutPerson) => said.signed_out_person,
        Some(Deed::ForgotPerson) => said.forgot_person,
        Some(Deed::ClosedReports) => said.closed_reports,
        Some(Deed::DecidedListing) => said.decided_listing,
        None => said.other,
    };
    let by = if entry.way == Way::Program.name() { said.by_program } else { said.by_page };
    SiteAuditEntryView { time, at: entry.at, what, detail: &entry.detail, room: &entry.room, by }
}
