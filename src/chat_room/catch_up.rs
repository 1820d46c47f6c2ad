//! Catch-up: the first frame on a connection. It has what the page missed, and who is here.
//!
//! A thousand members who are cut off together come back together and missed the same, so frames
//! are cached.

use maud::Markup;
use room::{CatchUp, MemberId, Room, Seq, Version, limits};
use templates::views::{MessageListMode, MessageListView};
use templates::words::{Language, Words};
use templates::{Envelope, ServerFrame, Swap, Target};
use worker::Result;

use super::storage::{Sql, Storage};
use crate::connections::{Socket, older_pages};
use crate::limits::CATCH_UP_CACHE_MAX;
use crate::protocol::{Page, Pictures};
use crate::views::{self, Log};

/// First frames that were made for those who came before.
pub(crate) struct CatchUpCache<S: Socket> {
    state: HistoryState,
    missed: Vec<Missed<S>>,
    /// One for each language that somebody came with.
    rosters: Vec<CachedRoster>,
}

/// The state of the messages on which everything in the cache depends.
#[derive(Clone, Copy, PartialEq, Eq)]
struct HistoryState {
    version: Version,
    pruned: Option<Seq>,
}

/// What pages of a kind at one version have missed, in one language.
struct Missed<S: Socket> {
    since: Option<Version>,
    language: Language,
    pictures: Pictures,
    frame: ServerFrame,
    encoded: Option<(RosterState, S::Encoded)>,
}

/// The members whom pages list by name, in one language.
struct CachedRoster {
    language: Language,
    version: u64,
    listed_count: usize,
    markup: Markup,
}

/// The state of the list of members.
#[derive(Clone, Copy, PartialEq, Eq)]
struct RosterState {
    version: u64,
    online_count: usize,
}

impl<S: Socket> CatchUpCache<S> {
    /// An empty cache. A room that was restored needs one: its counters start anew.
    pub(crate) fn new() -> Self {
        Self { state: HistoryState { version: 0, pruned: None }, missed: Vec::new(), rosters: Vec::new() }
    }

    /// The first frame for a page that is at `since`.
    pub(crate) fn first_frame<Q: Sql>(
        &mut self,
        since: Option<Version>,
        page: Page,
        room: &Room,
        storage: &Storage<Q>,
    ) -> Result<S::Encoded> {
        let Page { language, pictures, .. } = page;
        let words = language.words();
        let state = HistoryState { version: room.version(), pruned: storage.pruned() };
        if self.state != state || self.missed.len() > CATCH_UP_CACHE_MAX {
            self.missed.clear();
            self.state = state;
        }
        let is_same =
            |missed: &Missed<S>| (missed.since, missed.language, missed.pictures) == (since, language, pictures);
        let index = match self.missed.iter().position(is_same) {
            Some(index) => index,
            None => {
                let frame = missed_since(since, room, storage, words)?;
                self.missed.push(Missed { since, language, pictures, frame, encoded: None });
                self.missed.len() - 1
            }
        };
        let roster_state = RosterState { version: room.roster_version(), online_count: room.online_count() };
        self.rosters.retain(|roster| roster.version == roster_state.version);
        if self.rosters.iter().all(|roster| roster.language != language) {
            let members = room.listed_members();
            let (version, listed_count) = (roster_state.version, members.len());
            let markup = views::roster(&members, words);
            self.rosters.push(CachedRoster { language, version, listed_count, markup });
        }
        let roster = self.rosters.iter().find(|roster| roster.language == language);
        let (Some(Missed { frame, encoded, .. }), Some(roster)) = (self.missed.get_mut(index), roster) else {
            return Ok(S::encode(String::new()));
        };
        match encoded {
            Some((of, encoded)) if *of == roster_state => Ok(encoded.clone()),
            _ => {
                let mut frame = frame.clone();
                let unlisted = roster_state.online_count.saturating_sub(roster.listed_count);
                views::add_roster(&roster.markup, unlisted, roster_state.online_count, words, &mut frame);
                Ok(encoded.insert((roster_state, S::encode(older_pages::for_page(frame.take(), pictures)))).1.clone())
            }
        }
    }
}

/// The first frame for a page that is at `since` and has no socket.
pub(crate) fn frame<Q: Sql>(
    since: Option<Version>,
    room: &Room,
    storage: &Storage<Q>,
    words: &Words,
) -> Result<String> {
    let mut frame = missed_since(since, room, storage, words)?;
    let (members, online_count) = (room.listed_members(), room.online_count());
    let unlisted = online_count.saturating_sub(members.len());
    views::add_roster(&views::roster(&members, words), unlisted, online_count, words, &mut frame);
    Ok(frame.take())
}

fn missed_since<Q: Sql>(
    since: Option<Version>,
    room: &Room,
    storage: &Storage<Q>,
    words: &Words,
) -> Result<ServerFrame> {
    let mut frame = ServerFrame::default();
    match CatchUp::decide(since, room.version(), storage.oldest()?, storage.pruned_change()) {
        CatchUp::Nothing => {}
        CatchUp::Whole => add_newest_page(room, storage, words, &mut frame)?,
        CatchUp::After(since) => {
            let changes = storage.changes(since, limits::CATCH_UP_CHANGES_MAX + 1)?;
            let reacted = storage.reactions().changed_seqs(since, limits::CATCH_UP_CHANGES_MAX + 1)?;
            if changes.len() + reacted.len() > limits::CATCH_UP_CHANGES_MAX {
                add_newest_page(room, storage, words, &mut frame)?;
            } else {
                let quotes = storage.quotes(changes.iter().filter_map(|message| message.reply_to))?;
                let shown = changes.iter().map(|message| message.seq).chain(reacted.iter().copied());
                let reactions = storage.reactions().of(shown, None)?;
                let log = Log { room: room.slug().as_str(), quotes: &quotes, reactions: &reactions };
                views::add_changes(changes.iter().collect(), log, room.version(), words, &mut frame);
                views::add_reactions(&reacted, log, room.version(), words, &mut frame);
            }
        }
    }
    Ok(frame)
}

/// Replaces all that a page has by the newest messages.
fn add_newest_page<Q: Sql>(room: &Room, storage: &Storage<Q>, words: &Words, frame: &mut ServerFrame) -> Result<()> {
    let newest = storage.newest(None, limits::PAGE_MESSAGES + 1)?;
    let surplus = newest.len().saturating_sub(limits::PAGE_MESSAGES);
    let has_earlier = surplus > 0 || storage.archived().is_some();
    let quotes = storage.quotes(newest.iter().filter_map(|message| message.reply_to))?;
    let reactions = storage.reactions().of(newest.iter().map(|message| message.seq), None)?;
    let log = Log { room: room.slug().as_str(), quotes: &quotes, reactions: &reactions };
    let messages: Vec<_> = newest.iter().skip(surplus).map(|message| views::message(message, log)).collect();
    let earlier = messages.first().map(|first| first.seq).filter(|_| has_earlier);
    let list = MessageListView {
        room: log.room,
        mode: MessageListMode::Reset,
        messages,
        earlier,
        later: None,
        at: None,
        first_new: None,
        reader: None,
    };
    let envelope = Envelope { target: Target::History, swap: Swap::Replace, version: Some(room.version()) };
    frame.add(envelope, &templates::message_list(&list, words));
    Ok(())
}

/// Which reactions to the newest messages are a member's own. Everybody is sent the same reactions.
pub(crate) fn own_reactions<Q: Sql>(member: &MemberId, storage: &Storage<Q>) -> Result<ServerFrame> {
    let mut frame = ServerFrame::default();
    for (seq, emoji, state) in storage.reactions().own(member, limits::CATCH_UP_CHANGES_MAX)? {
        views::add_own_reaction(seq, emoji.as_str(), state, &mut frame);
    }
    Ok(frame)
}
