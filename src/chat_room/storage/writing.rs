//! What each write of a turn changes in a room that exists.

use room::Write;
use worker::Result;

use super::cached::Cached;
use super::meta::{self, MetaKey};
use super::sql::Sql;
use super::uploads::UploadsReach;
use super::{audit, emptying, members, messages, reactions, removed_texts, reports, uploads};
use crate::faults;

/// Carries out one write. What the whole storage is about is done elsewhere: that it begins, and
/// that it is emptied.
pub(super) fn write(sql: &impl Sql, cached: &mut Cached, write: &Write) -> Result<()> {
    match write {
        Write::InsertMessage(message) => {
            faults::before_write()?;
            messages::insert(sql, message)?;
            cached.sends.record(sql, message)?;
            if message.has_file() {
                uploads::claim(sql, message)?;
                cached.uploads = UploadsReach::load(sql)?;
            }
            faults::at_saved();
        }
        Write::UpdateMessage(record) => {
            faults::before_write()?;
            messages::update(sql, record)?;
            settle_files(sql, cached, record.message.seq)?;
            faults::at_saved();
        }
        Write::KeepRemovedText { seq, removed_at, text } => removed_texts::keep(sql, *seq, *removed_at, text)?,
        Write::EraseRemovedText { seq } => {
            removed_texts::erase(sql, *seq)?;
            settle_files(sql, cached, *seq)?;
        }
        Write::PutUpload(upload) => {
            faults::before_write()?;
            uploads::put(sql, upload)?;
            cached.uploads = UploadsReach::load(sql)?;
        }
        Write::DeleteUpload(id) => {
            uploads::doom(sql, id)?;
            cached.uploads = UploadsReach::load(sql)?;
        }
        Write::PutReaction(reaction) => {
            faults::before_write()?;
            reactions::put(sql, reaction)?;
        }
        Write::EraseReactions { seq } => reactions::erase(sql, *seq)?,
        Write::ShipReactionsAgain { seq, version } => reactions::ship_again(sql, *seq, *version)?,
        Write::PutMember { member, former_name, at } => members::put(sql, member, former_name.as_ref(), *at)?,
        Write::SetSettings(settings) => meta::save_value(sql, MetaKey::Settings, settings)?,
        Write::SetFoundedFrom(address) => meta::save_value(sql, MetaKey::FoundedFrom, address)?,
        Write::SetFounder(person) => meta::save_value(sql, MetaKey::Founder, person)?,
        Write::SetOwners(owners) => meta::save_value(sql, MetaKey::Owners, owners)?,
        Write::SetModerators(members) => meta::save_value(sql, MetaKey::Moderators, members)?,
        Write::SetRoleLink(role, link) => meta::save_value(sql, MetaKey::link_for(*role), link)?,
        Write::PutSanction(sanction) => cached.sanctions.put(sql, sanction)?,
        Write::LiftSanction { member, kind } => cached.sanctions.lift(sql, member, *kind)?,
        Write::ForgetMember { member, version } => {
            emptying::forget(sql, &cached.sanctions, member, *version)?;
            cached.uploads = UploadsReach::load(sql)?;
        }
        Write::Audit(entry) => audit::add(sql, entry)?,
        Write::SetReminded(owners) => meta::save_value(sql, MetaKey::Reminded, owners)?,
        Write::PutReport(report) => reports::put(sql, report)?,
        Write::CloseReports { seq, state } => reports::close(sql, *seq, *state)?,
        // The connections attach these to their sockets; the rest is about the whole storage.
        Write::UpdateConnection { .. }
        | Write::Found { .. }
        | Write::SetPresenceMarker(_)
        | Write::DeleteRoom { .. } => {}
    }
    Ok(())
}

fn settle_files(sql: &impl Sql, cached: &mut Cached, seq: room::Seq) -> Result<()> {
    if uploads::settle(sql, seq)? {
        cached.uploads = UploadsReach::load(sql)?;
    }
    Ok(())
}
