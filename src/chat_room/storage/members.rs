//! Members and their names: who was ever let in, and who had which name last.

use std::collections::BTreeSet;

use room::{Claims, JoinFacts, Member, MemberId, Millis, Name, NameKey, Suggestion};
use worker::{Result, SqlStorageValue};

use super::sql::{Sql, number};

/// What is known of somebody who wants in under a name.
pub(super) fn join_facts(sql: &impl Sql, member: &Member) -> Result<JoinFacts> {
    let known_as = name_of(sql, &member.id)?;
    let holders = holders(sql, &member.name, &member.id)?;
    let suggestions = if holders.is_empty() { Vec::new() } else { suggestions(sql, member)? };
    Ok(JoinFacts { known_as, holders, suggestions })
}

/// What a member was called when they were let in last.
pub(super) fn name_of(sql: &impl Sql, member: &MemberId) -> Result<Option<Name>> {
    let name = sql.text("SELECT name FROM member WHERE id = ?", vec![member.as_str().into()])?;
    Ok(name.map(Name::from_trusted))
}

/// When a member was let in for the first time; none of somebody who never was, or by a build that
/// did not store it, which is long ago.
pub(super) fn joined_at(sql: &impl Sql, member: &MemberId) -> Result<Option<Millis>> {
    let at = sql.number("SELECT joined_at FROM member WHERE id = ?", vec![member.as_str().into()])?;
    Ok(at.filter(|at| *at > 0))
}

/// Other members who had last a name that a reader could take for this one.
fn holders(sql: &impl Sql, name: &Name, except: &MemberId) -> Result<Vec<MemberId>> {
    let mut holders = Vec::new();
    for key in name.keys() {
        holders.extend(holder(sql, &key)?.filter(|holder| holder != except));
    }
    Ok(holders)
}

fn holder(sql: &impl Sql, key: &NameKey) -> Result<Option<MemberId>> {
    let holder = sql.text("SELECT member FROM name_claim WHERE key = ?", vec![key.as_str().into()])?;
    Ok(holder.map(MemberId::from_trusted))
}

/// Who holds the names with these keys, or had them last. All in one statement: a text may name a
/// few hundred, of which nobody has most.
pub(super) fn claims(sql: &impl Sql, keys: &BTreeSet<NameKey>) -> Result<Claims> {
    if keys.is_empty() {
        return Ok(Claims::new());
    }
    let select = "SELECT key, member FROM name_claim WHERE key IN (SELECT value FROM json_each(?))";
    let rows = sql.rows(select, vec![serde_json::to_string(keys)?.into()])?;
    let claim = |row: Vec<SqlStorageValue>| match <[SqlStorageValue; 2]>::try_from(row).ok()? {
        [SqlStorageValue::String(key), SqlStorageValue::String(member)] => {
            Some((NameKey::from_trusted(key), MemberId::from_trusted(member)))
        }
        _ => None,
    };
    Ok(rows.into_iter().filter_map(claim).collect())
}

/// Names like the wanted one, up to the first that nobody has ever had.
fn suggestions(sql: &impl Sql, member: &Member) -> Result<Vec<Suggestion>> {
    let mut suggestions = Vec::new();
    for name in member.name.variants() {
        let holders = holders(sql, &name, &member.id)?;
        let is_free = holders.is_empty();
        suggestions.push(Suggestion { name, holders });
        if is_free {
            break;
        }
    }
    Ok(suggestions)
}

/// Stores that a member was let in under a name. Its keys are theirs from now on, and the keys of
/// the name that they give up are free.
pub(super) fn put(sql: &impl Sql, member: &Member, former_name: Option<&Name>, at: Millis) -> Result<()> {
    let id = || SqlStorageValue::from(member.id.as_str());
    for key in former_name.into_iter().flat_map(Name::keys) {
        sql.rows("DELETE FROM name_claim WHERE key = ? AND member = ?", vec![key.as_str().into(), id()])?;
    }
    for key in member.name.keys() {
        let claim = "INSERT OR REPLACE INTO name_claim (key, member) VALUES (?, ?)";
        sql.rows(claim, vec![key.as_str().into(), id()])?;
    }
    let upsert = "INSERT INTO member (id, name, joined_at) VALUES (?, ?, ?) \
                  ON CONFLICT (id) DO UPDATE SET name = excluded.name";
    sql.rows(upsert, vec![id(), member.name.as_str().into(), number(at)?])?;
    Ok(())
}

/// Forgets what a member was called. Their name is free.
pub(super) fn forget(sql: &impl Sql, member: &MemberId) -> Result<()> {
    for table in ["DELETE FROM name_claim WHERE member = ?", "DELETE FROM member WHERE id = ?"] {
        sql.rows(table, vec![member.as_str().into()])?;
    }
    Ok(())
}

/// Gives everybody who holds a name its keys as they are made now. Who shares one with somebody
/// else, whom names were not compared with before, keeps the others.
pub(super) fn claim_again(sql: &impl Sql) -> Result<()> {
    let holders = "SELECT DISTINCT id, name FROM member JOIN name_claim ON name_claim.member = member.id";
    for row in sql.rows(holders, vec![])? {
        let Ok([SqlStorageValue::String(id), SqlStorageValue::String(name)]) = <[SqlStorageValue; 2]>::try_from(row)
        else {
            continue;
        };
        for key in Name::from_trusted(name).keys() {
            let claim = "INSERT OR IGNORE INTO name_claim (key, member) VALUES (?, ?)";
            sql.rows(claim, vec![key.as_str().into(), id.as_str().into()])?;
        }
    }
    Ok(())
}

/// Whether a name is a member's in all its keys.
pub(super) fn holds(sql: &impl Sql, name: &Name, member: &MemberId) -> Result<bool> {
    for key in name.keys() {
        if holder(sql, &key)?.as_ref() != Some(member) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes somebody as a backup has them.
pub(super) fn import(
    sql: &impl Sql,
    (id, name): (&MemberId, &Name),
    joined_at: Millis,
    holds_name: bool,
) -> Result<()> {
    let upsert = "INSERT OR REPLACE INTO member (id, name, joined_at) VALUES (?, ?, ?)";
    sql.rows(upsert, vec![id.as_str().into(), name.as_str().into(), number(joined_at)?])?;
    for key in name.keys().into_iter().filter(|_| holds_name) {
        let claim = "INSERT OR REPLACE INTO name_claim (key, member) VALUES (?, ?)";
        sql.rows(claim, vec![key.as_str().into(), id.as_str().into()])?;
    }
    Ok(())
}
