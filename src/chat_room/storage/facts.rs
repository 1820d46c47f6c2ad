//! The facts that commands depend on.

use room::{Facts, FactsNeeded, Seq, TextNeeds, Version, limits};
use worker::Result;

use super::meta::{self, MetaKey};
use super::reach::Reach;
use super::sql::Sql;
use super::{members, messages, reactions, removed_texts, reports, uploads};

/// Reads them. There are none in a room that was never founded.
pub(super) fn read<S: Sql>(sql: Option<&S>, reach: Reach, needed: FactsNeeded<'_>) -> Result<Facts> {
    let Some(sql) = sql else { return Ok(Facts::default()) };
    Ok(match needed {
        FactsNeeded::Nothing => Facts::default(),
        FactsNeeded::Join(member) => Facts { join: members::join_facts(sql, member)?, ..Facts::default() },
        FactsNeeded::Subject(member) => Facts { subject: members::name_of(sql, member)?, ..Facts::default() },
        FactsNeeded::MessagesOf(member) => {
            let records = messages::records_of(sql, member, limits::REMOVE_BATCH)?;
            Facts { records, ..Facts::default() }
        }
        FactsNeeded::Known(member) => {
            let records = messages::records_about(sql, member, limits::REMOVE_BATCH)?;
            let (reacted, removed) = (reactions::reacted(sql, member)?, removed_texts::naming(sql, member)?);
            Facts { records, reacted, removed, ..Facts::default() }
        }
        FactsNeeded::RemovedBy(by, member) => {
            Facts { removed: removed_texts::of_member(sql, by, member)?, ..Facts::default() }
        }
        FactsNeeded::NewUpload(member, id, from, since) => {
            let (upload, usage) = (uploads::find(sql, id)?, uploads::usage(sql, member, from, since)?);
            Facts { upload, usage, ..Facts::default() }
        }
        FactsNeeded::Upload(id) => Facts { upload: uploads::find(sql, id)?, ..Facts::default() },
        FactsNeeded::Send(member, cid, reply_to, files, needs) => {
            let duplicate = messages::duplicate(sql, member, cid)?;
            if duplicate.is_some() {
                return Ok(Facts { duplicate, ..Facts::default() });
            }
            let is_answerable = reply_to.map_or(Ok(false), |seq| is_answerable(sql, reach, seq))?;
            let files = uploads::stored(sql, member, files)?;
            Facts { is_answerable, files, ..text_facts(sql, needs)? }
        }
        FactsNeeded::Message(seq) => {
            let (record, removed_text) = (messages::record(sql, seq)?, removed_texts::of(sql, seq)?);
            Facts { record, removed_text, ..Facts::default() }
        }
        FactsNeeded::Report(seq, member) => {
            let (record, is_answerable) = (messages::record(sql, seq)?, is_answerable(sql, reach, seq)?);
            let report = reports::facts(sql, seq, member)?;
            Facts { record, is_answerable, report, ..Facts::default() }
        }
        FactsNeeded::Reaction(seq, member, typed) => {
            let reaction = reactions::facts(sql, seq, member, typed)?;
            Facts { record: messages::record(sql, seq)?, reaction, ..Facts::default() }
        }
        FactsNeeded::Edit(seq, needs) => Facts { record: messages::record(sql, seq)?, ..text_facts(sql, needs)? },
    })
}

/// Whether a full room refuses what needs these.
pub(super) fn depends_on_space(needed: FactsNeeded<'_>) -> bool {
    matches!(
        needed,
        FactsNeeded::Send(..)
            | FactsNeeded::NewUpload(..)
            | FactsNeeded::Message(_)
            | FactsNeeded::Report(..)
            | FactsNeeded::Reaction(..)
            | FactsNeeded::Edit(..)
    )
}

/// Who holds the names that a text may mention, and how new its author is.
fn text_facts(sql: &impl Sql, TextNeeds { text, newcomer }: TextNeeds<'_>) -> Result<Facts> {
    let claims = members::claims(sql, &room::keys_to_look_up(text))?;
    let joined_at = newcomer.map_or(Ok(None), |member| members::joined_at(sql, member))?;
    Ok(Facts { claims, joined_at, ..Facts::default() })
}

/// Whether there is a message at a place, as far as the room knows.
fn is_answerable(sql: &impl Sql, reach: Reach, seq: Seq) -> Result<bool> {
    Ok(is_archived(sql, reach, seq)? || messages::has(sql, seq)?)
}

/// Whether there was a message at a place, which only the archive has.
pub(super) fn is_archived(sql: &impl Sql, reach: Reach, seq: Seq) -> Result<bool> {
    let founded: Version = meta::load_number(sql, MetaKey::Founded)?.unwrap_or(0);
    let is_pruned = seq > founded && reach.is_archived(seq);
    Ok(is_pruned && !messages::has(sql, seq)?)
}
