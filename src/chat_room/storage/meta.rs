//! Single values: how far the archive is, what owners decided, whether the room is in use.

use room::Role;
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::{Result, SqlStorageValue};

use super::sql::{Sql, number};

/// The single values that are stored.
#[derive(Clone, Copy, Debug)]
pub(crate) enum MetaKey {
    /// The archive has every change up to this version.
    Shipped,
    /// The same of reactions.
    ShippedReactions,
    /// Everything up to this place was pruned.
    Pruned,
    /// The highest version at which a message changed that was pruned since.
    PrunedChange,
    /// Everything up to this place is gone, from the archive too: it was too old.
    Expired,
    /// For how many days the room keeps its messages, as D1 has been told last.
    KeepDays,
    /// How often in a row the archive has failed.
    Failures,
    /// 1 while D1 may say that the room is behind.
    Behind,
    /// The version with which the room began.
    Founded,
    /// When an owner deleted the room. Everything else is gone then; what the archive has may still
    /// have to go.
    Deleted,
    /// Which table of sends takes what is said now.
    Sends,
    /// 1 while the quota is reached and that was logged.
    Full,
    /// 1 while the directory may have an entry of the room.
    Listed,
    /// [`room::Settings`].
    Settings,
    /// The owners.
    Owners,
    /// The [`room::RoleLink`] for owners, if one is open. Rooms from before 0.2 have a digest under
    /// `owner_key`: nobody knows the age of its link, so it counts as expired.
    OwnerLink,
    /// The owners who need no reminder to make a link.
    Reminded,
    /// The moderators.
    Moderators,
    /// The [`room::RoleLink`] for moderators, if one is open.
    ModeratorLink,
    /// [`room::PresenceMarker`].
    PresenceMarker,
    /// The [`room::Fingerprint`] of the address that founded the room.
    FoundedFrom,
    /// The [`room::Person`] who founded the room.
    Founder,
    /// While a backup comes in: when that was made, and the settings that the room is to have.
    Importing,
    /// 1 while D1 may have another list of sanctions; absent in a room from before it had one.
    SanctionsBehind,
    /// What was pruned after this place is in the index of words; absent if there is none.
    IndexedFrom,
    /// 1 once the index of words took too much space: nothing older comes into it.
    IndexShortened,
    /// The [`room::NAME_KEYS_VERSION`] of the stored keys of names.
    NameKeys,
}

const SELECT: &str = "SELECT value FROM meta WHERE name = ?";

const UPSERT: &str =
    "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/// Reads a number.
pub(super) fn load_number(sql: &impl Sql, key: MetaKey) -> Result<Option<i64>> {
    sql.number(SELECT, vec![key.name().into()])
}

/// Stores a number.
pub(super) fn save_number(sql: &impl Sql, key: MetaKey, value: i64) -> Result<()> {
    save(sql, key, number(value)?)
}

/// Reads a value of several parts, which is stored as JSON.
pub(super) fn load_value<T: DeserializeOwned>(sql: &impl Sql, key: MetaKey) -> Result<Option<T>> {
    let value = sql.text(SELECT, vec![key.name().into()])?;
    Ok(value.map(|value| serde_json::from_str(&value)).transpose()?)
}

/// Stores a value of several parts.
pub(super) fn save_value<T: Serialize>(sql: &impl Sql, key: MetaKey, value: &T) -> Result<()> {
    save(sql, key, serde_json::to_string(value)?.into())
}

/// Forgets a value.
pub(super) fn erase(sql: &impl Sql, key: MetaKey) -> Result<()> {
    sql.rows("DELETE FROM meta WHERE name = ?", vec![key.name().into()])?;
    Ok(())
}

fn save(sql: &impl Sql, key: MetaKey, value: SqlStorageValue) -> Result<()> {
    sql.rows(UPSERT, vec![key.name().into(), value])?;
    Ok(())
}

impl MetaKey {
    /// The link that gives a role.
    pub(crate) fn link_for(role: Role) -> Self {
        if role == Role::Owner { Self::OwnerLink } else { Self::ModeratorLink }
    }

    fn name(self) -> &'static str {
        match self {
            Self::IndexedFrom => "indexed_from",
            Self::IndexShortened => "index_shortened",
            Self::NameKeys => "name_keys",
            Self::Shipped => "shipped",
            Self::ShippedReactions => "shipped_reactions",
            Self::Pruned => "pruned",
            Self::PrunedChange => "pruned_change",
            Self::Expired => "expired",
            Self::KeepDays => "keep_days",
            Self::Failures => "failures",
            Self::Behind => "behind",
            Self::Founded => "founded",
            Self::Deleted => "deleted",
            Self::Sends => "sends",
            Self::Full => "full",
            Self::Listed => "listed",
            Self::Settings => "settings",
            Self::Owners => "owners",
            Self::OwnerLink => "owner_link",
            Self::Reminded => "owners_reminded",
            Self::Moderators => "moderators",
            Self::ModeratorLink => "moderator_link",
            Self::PresenceMarker => "attendance",
            Self::FoundedFrom => "founded_from",
            Self::Founder => "founder",
            Self::Importing => "importing",
            Self::SanctionsBehind => "sanctions_behind",
        }
    }
}
