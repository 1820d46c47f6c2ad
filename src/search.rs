//! A page of what was found in a room: by the room, in what it has and in its index of words, and
//! with the texts that only the archive (D1) has.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use room::{Day, Message, Millis, SearchQuery, Seq, Slug};
use serde_json::json;
use worker::Env;

use crate::http::error::Problem;
use crate::room_client::{RoomStub, SearchAnswer, SearchRequest, Snapshot};
use crate::{db, log};

/// What was found.
pub(crate) struct SearchResults {
    /// The room as its reader sees it.
    pub(crate) room: Snapshot,
    /// Newest first.
    pub(crate) messages: Vec<Message>,
    /// The place before which there may be more.
    pub(crate) next: Option<Seq>,
    /// What was searched.
    pub(crate) coverage: Coverage,
}

/// How much of what was ever said was searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// All of it.
    Everything,
    /// Not the oldest: the index of words is still being filled, or has no space for them.
    WithoutTheOldest,
    /// Only what the room has: D1 does not answer.
    OnlyTheNewest,
}

/// Between which moments what is wanted was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Period {
    /// Then or later.
    pub(crate) from: Option<Millis>,
    /// Earlier than that.
    pub(crate) until: Option<Millis>,
}

/// The period that a search names, of days that begin at a moment.
pub(crate) fn period(query: &SearchQuery, begins: impl Fn(NaiveDate) -> Millis) -> Period {
    let after = query.after().and_then(date).and_then(|day| day.succ_opt());
    Period { from: after.map(&begins), until: query.before().and_then(date).map(&begins) }
}

fn date(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year().into(), day.month().into(), day.day().into())
}

/// Finds the newest messages before a place.
///
/// # Errors
/// That the room did not answer. Its refusal is in the snapshot.
pub(crate) async fn find(
    env: &Env,
    slug: &Slug,
    query: Option<&SearchQuery>,
    request: SearchRequest,
) -> Result<SearchResults, Problem> {
    let limit = request.limit;
    // One more tells whether there is a next page.
    let request = SearchRequest { limit: limit + 1, ..request };
    let SearchAnswer { room, here, archived, is_complete } = RoomStub::of(env, slug)?.search(&request).await?;
    let coverage = if is_complete { Coverage::Everything } else { Coverage::WithoutTheOldest };
    let page = Page::of(&here, &archived, limit);
    if page.archived.is_empty() {
        return Ok(SearchResults { room, messages: page.without_archive(here), next: page.next, coverage });
    }
    match archived_at(env, slug, &page.archived).await {
        Ok(archived) => {
            // The archive is asked later than the room, and may not have what was done since.
            let is_found = |message: &Message| query.is_some_and(|query| query.finds(message));
            let mut messages = page.without_archive(here);
            messages.extend(archived.into_iter().filter(is_found));
            messages.sort_by_key(|message| std::cmp::Reverse(message.seq));
            Ok(SearchResults { room, messages, next: page.next, coverage })
        }
        Err(error) => {
            log::warn("archive_not_searched", json!({ "error": error.to_string() }));
            let page = Page::of(&here, &[], limit);
            let messages = page.without_archive(here);
            Ok(SearchResults { room, messages, next: page.next, coverage: Coverage::OnlyTheNewest })
        }
    }
}

async fn archived_at(env: &Env, slug: &Slug, seqs: &BTreeSet<Seq>) -> worker::Result<Vec<Message>> {
    db::Archive::of(env)?.at(slug, seqs).await
}

/// Which of what was found stand on a page.
struct Page {
    /// The last place on it, if it has any.
    last: Option<Seq>,
    /// The places on it that only the archive has.
    archived: BTreeSet<Seq>,
    /// The place before which there is more.
    next: Option<Seq>,
}

impl Page {
    fn of(here: &[Message], archived: &[Seq], limit: usize) -> Self {
        let mut all: Vec<Seq> = here.iter().map(|message| message.seq).chain(archived.iter().copied()).collect();
        all.sort_by_key(|seq| std::cmp::Reverse(*seq));
        let has_more = all.len() > limit;
        all.truncate(limit);
        let last = all.last().copied();
        let archived = archived.iter().copied().filter(|seq| all.contains(seq)).collect();
        Self { last, archived, next: last.filter(|_| has_more) }
    }

    /// Those that the room has.
    fn without_archive(&self, here: Vec<Message>) -> Vec<Message> {
        here.into_iter().filter(|message| self.last.is_some_and(|last| message.seq >= last)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 25;

    fn said(seq: Seq) -> Message {
        use room::{Body, Cid, MemberId, Name};
        Message {
            seq,
            version: seq,
            member: MemberId::from_trusted("adaadaadaadaada2".into()),
            name: Name::from_trusted("Ada".into()),
            body: Body::parse("hello").unwrap(),
            cid: Cid::from_trusted("0001".into()),
            said_at: seq,
            continues: false,
            edited_at: None,
            mentions: Vec::new(),
            removal: None,
            reply_to: None,
            files: Vec::new(),
        }
    }

    #[test]
    fn page_joins_the_room_and_the_archive_in_order() {
        let here: Vec<Message> = [90, 80, 3].map(said).into();
        let archived: Vec<Seq> = (4..=30).rev().collect();
        let page = Page::of(&here, &archived, LIMIT);
        assert_eq!(page.archived.len(), LIMIT - 2);
        assert_eq!((page.last, page.next), (Some(8), Some(8)));
        let shown: Vec<Seq> = page.without_archive(here).iter().map(|message| message.seq).collect();
        assert_eq!(shown, [90, 80], "what was taken back to be changed comes at its place");
    }

    #[test]
    fn last_page_leads_nowhere() {
        let page = Page::of(&[said(2)], &[1], LIMIT);
        assert_eq!((page.last, page.next), (Some(1), None));
        assert_eq!(Page::of(&[], &[], LIMIT).last, None);
    }
}
