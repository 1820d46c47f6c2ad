//! What only the pages of moderators read.

use room::{AuditEntry, MemberId, Message};
use worker::Result;

use super::sql::Sql;
use super::{audit, messages, removed_texts};

/// The storage as moderators read it. One that was never created has nothing.
pub(crate) struct Moderation<'a, S>(Option<&'a S>);

impl<'a, S: Sql> Moderation<'a, S> {
    pub(super) fn of(sql: Option<&'a S>) -> Self {
        Self(sql)
    }

    /// The newest entries of the audit log with their numbers, newest first; before an entry if one
    /// is named.
    pub(crate) fn audit_log(&self, before: Option<i64>, limit: usize) -> Result<Vec<(i64, AuditEntry)>> {
        self.0.map_or(Ok(Vec::new()), |sql| audit::newest(sql, before, limit))
    }

    /// The newest messages of a member, oldest first.
    pub(crate) fn messages_of(&self, member: &MemberId, limit: usize) -> Result<Vec<Message>> {
        self.0.map_or(Ok(Vec::new()), |sql| messages::of_member(sql, member, limit))
    }

    /// Whether a member has messages here that nobody has removed.
    pub(crate) fn has_messages_of(&self, member: &MemberId) -> Result<bool> {
        self.0.map_or(Ok(false), |sql| Ok(!messages::records_of(sql, member, 1)?.is_empty()))
    }

    /// Whether something here says something of a member.
    pub(crate) fn knows(&self, member: &MemberId) -> Result<bool> {
        self.0.map_or(Ok(false), |sql| Ok(!messages::records_about(sql, member, 1)?.is_empty()))
    }

    /// How many messages of a member were removed by another, and may still come back.
    pub(crate) fn count_removed(&self, by: &MemberId, member: &MemberId) -> Result<usize> {
        self.0.map_or(Ok(0), |sql| removed_texts::count(sql, by, member))
    }
}
