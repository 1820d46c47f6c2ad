//! What the operator does, by a page or by a program: each is carried out, and then recorded.

use room::{Listing, Member, Refusal, Seq, Settings, SingleLineText, Slug};
use serde::Deserialize;
use serde_json::json;
use worker::Env;

use crate::db::listing_decisions;
use crate::directory::ListingChange;
use crate::http::error::Problem;
use crate::http::operator::{Operator, Way};
use crate::limits::{SAFE_INTEGER_MAX, SITE_TEXT_MAX_CHARS};
use crate::room_client::{DELETE, REMOVE, RoomStub, SET_CLOSED, SnapshotRequest, UPDATE_SETTINGS};
use crate::route::{PersonAction, RoomAction};
use crate::{clock, db, log};

/// The fields of the forms about a room.
#[derive(Deserialize)]
pub(super) struct RoomForm {
    /// Why it is closed.
    #[serde(default)]
    pub(super) reason: String,
    /// The address, which confirms that it is to be deleted.
    #[serde(default)]
    pub(super) confirm: String,
    /// The place of a message.
    #[serde(default)]
    seq: String,
    /// What is decided about it on the list of rooms.
    #[serde(default)]
    change: String,
}

/// What is recorded of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    SignedIn,
    ClosedRoom,
    ReopenedRoom,
    UnlistedRoom,
    DeletedRoom,
    RemovedMessage,
    RestoredMessage,
    ChangedRoom,
    ChangedSite,
    Muted,
    Banned,
    Unmuted,
    Unbanned,
    RemovedMessages,
    RestoredMessages,
    SignedOutPerson,
    ImportedRoom,
    ReshippedRoom,
    ForgotPerson,
    ClosedReports,
    DecidedListing,
}

impl Deed {
    const ALL: [Self; 21] = [
        Self::SignedIn,
        Self::ClosedRoom,
        Self::ReopenedRoom,
        Self::UnlistedRoom,
        Self::DeletedRoom,
        Self::RemovedMessage,
        Self::RestoredMessage,
        Self::ChangedRoom,
        Self::ChangedSite,
        Self::Muted,
        Self::Banned,
        Self::Unmuted,
        Self::Unbanned,
        Self::RemovedMessages,
        Self::RestoredMessages,
        Self::SignedOutPerson,
        Self::ImportedRoom,
        Self::ReshippedRoom,
        Self::ForgotPerson,
        Self::ClosedReports,
        Self::DecidedListing,
    ];

    /// What is recorded of an action about somebody.
    pub(crate) fn of(action: PersonAction) -> Self {
        match action {
            PersonAction::Mute => Self::Muted,
            PersonAction::Ban => Self::Banned,
            PersonAction::Unmute => Self::Unmuted,
            PersonAction::Unban => Self::Unbanned,
            PersonAction::RemoveMessages => Self::RemovedMessages,
            PersonAction::RestoreMessages => Self::RestoredMessages,
            PersonAction::SignOut => Self::SignedOutPerson,
        }
    }

    /// As it is stored, and as programs read it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::ClosedRoom => "closed_room",
            Self::ReopenedRoom => "reopened_room",
            Self::UnlistedRoom => "unlisted_room",
            Self::DeletedRoom => "deleted_room",
            Self::RemovedMessage => "removed_message",
            Self::RestoredMessage => "restored_message",
            Self::ChangedRoom => "changed_room",
            Self::ChangedSite => "changed_site",
            Self::Muted => "muted",
            Self::Banned => "banned",
            Self::Unmuted => "unmuted",
            Self::Unbanned => "unbanned",
            Self::RemovedMessages => "removed_messages",
            Self::RestoredMessages => "restored_messages",
            Self::SignedOutPerson => "signed_out_person",
            Self::ImportedRoom => "imported_room",
            Self::ReshippedRoom => "reshipped_room",
            Self::ForgotPerson => "forgot_person",
            Self::ClosedReports => "closed_reports",
            Self::DecidedListing => "decided_listing",
        }
    }

    /// None if it is of a later build.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == name)
    }
}

/// Records what was done. It is done even if D1 does not take the record, which the log has then.
pub(crate) async fn record(env: &Env, operator: Operator, deed: Deed, room: Option<&Slug>, detail: &str) {
    let details = json!({ "action": deed.name(), "room": room.map(Slug::log_label), "way": operator.way.name() });
    log::record("operator_did", details);
    let record =
        async { db::Audit::of(env)?.record((operator.way.name(), deed.name()), room, detail, clock::now()).await };
    if let Err(error) = record.await {
        let how = "What was done is done. Only this line has it. See archive_failed for D1.";
        log::record(
            "operator_deed_not_recorded",
            json!({ "action": deed.name(), "error": error.to_string(), "do": how }),
        );
    }
}

impl Way {
    /// As it is stored, and as programs read it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Program => "program",
        }
    }
}

/// Does something to a room. The inner result is the room's, or says what was wrong with the form.
pub(super) async fn change_room(
    env: &Env,
    operator: Operator,
    room: &Slug,
    action: RoomAction,
    form: &RoomForm,
) -> Result<Result<(), Refusal>, Problem> {
    let snapshot = RoomStub::of(env, room)?.snapshot(&SnapshotRequest::of(Some(&Member::operator()), None, 0)).await?;
    if snapshot.is_new {
        return match action {
            RoomAction::Delete => erase_leftovers(env, operator, room).await.map(Ok),
            // What was decided against a room that was deleted stays, and comes back with a backup.
            RoomAction::List => decide_listing(env, operator, room, &form.change).await,
            _ => Err(Problem::NotFound),
        };
    }
    let (outcome, deed, detail) = match action {
        RoomAction::List => return decide_listing(env, operator, room, &form.change).await,
        RoomAction::Close => {
            let reason = match SingleLineText::at_most(&form.reason, SITE_TEXT_MAX_CHARS) {
                Ok(reason) if !reason.as_str().is_empty() => reason,
                Ok(_) => return Ok(Err(Refusal::ReasonMissing)),
                Err(refusal) => return Ok(Err(refusal)),
            };
            (ask(env, room, SET_CLOSED, Some(&reason)).await?, Deed::ClosedRoom, reason.as_str().to_owned())
        }
        RoomAction::Reopen => {
            (ask(env, room, SET_CLOSED, None::<&SingleLineText>).await?, Deed::ReopenedRoom, String::new())
        }
        RoomAction::Unlist => {
            let settings = Settings { listing: Listing::Unlisted, ..snapshot.settings };
            (ask(env, room, UPDATE_SETTINGS, settings).await?, Deed::UnlistedRoom, String::new())
        }
        RoomAction::Delete => (ask(env, room, DELETE, ()).await?, Deed::DeletedRoom, String::new()),
        RoomAction::Remove => {
            let Ok(seq) = form.seq.parse::<Seq>() else { return Ok(Err(Refusal::Malformed)) };
            let removed = RoomStub::of(env, room)?.change(REMOVE, Member::operator(), seq).await?;
            (removed, Deed::RemovedMessage, seq.to_string())
        }
    };
    if outcome.is_ok() {
        record(env, operator, deed, Some(room), &detail).await;
    }
    Ok(outcome)
}

/// D1 alone has the decision: the list is read from there, and no room is asked for it.
async fn decide_listing(
    env: &Env,
    operator: Operator,
    room: &Slug,
    change: &str,
) -> Result<Result<(), Refusal>, Problem> {
    let Some(decided) = ListingChange::parse(change) else { return Ok(Err(Refusal::Malformed)) };
    if let Err(error) = listing_decisions::decide(env, room, decided).await {
        log::warn("operator_page_unavailable", json!({ "error": error.to_string() }));
        return Err(Problem::DirectoryUnavailable);
    }
    record(env, operator, Deed::DecidedListing, Some(room), change).await;
    Ok(Ok(()))
}

/// Erases what D1 has of a room that does not exist: it was deleted, and then D1 went back in time.
async fn erase_leftovers(env: &Env, operator: Operator, room: &Slug) -> Result<(), Problem> {
    let archive = db::Archive::of(env)?;
    let erased = async {
        let index = db::Index::of(env)?;
        if !index.has(room).await? && archive.before(room, SAFE_INTEGER_MAX, 1).await?.is_empty() {
            return Ok(false);
        }
        archive.erase(room).await?;
        db::Directory::of(env)?.unlist(room).await?;
        // Last: what breaks off before can be done again.
        index.forget(room).await?;
        Ok::<_, worker::Error>(true)
    };
    match erased.await {
        Ok(true) => {
            record(env, operator, Deed::DeletedRoom, Some(room), "").await;
            Ok(())
        }
        Ok(false) => Err(Problem::NotFound),
        Err(error) => {
            log::warn("archived_message_unavailable", json!({ "error": error.to_string() }));
            Err(Problem::ArchiveUnavailable)
        }
    }
}

async fn ask<T: serde::Serialize>(
    env: &Env,
    room: &Slug,
    call: &'static str,
    value: T,
) -> Result<Result<(), Refusal>, Problem> {
    match RoomStub::of(env, room)?.request(call, Member::operator(), value).await {
        Err(Problem::Refused(refusal)) => Ok(Err(refusal)),
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deed_is_read_as_it_was_recorded() {
        for deed in Deed::ALL {
            assert_eq!(Deed::from_name(deed.name()), Some(deed));
        }
        assert_eq!(Deed::from_name("painted_room"), None);
    }
}
