//! What a reader's page shows: the log, and what could not be put into it.

use std::sync::{Arc, Mutex, PoisonError};

use client::frame::{self, Update};
use client::{Message, messages};
use templates::words::ENGLISH;

use super::SendOutcome;
use crate::history::{Entries, Entry, View};

/// The log of a page.
#[derive(Debug)]
pub(crate) struct Page {
    /// The member whose page it is.
    member: String,
    entries: Arc<Mutex<Entries>>,
    view: View,
    /// How often the log was replaced whole.
    pub(crate) replaced: u64,
    /// How often something came again that was older than the page.
    pub(crate) repeats_of_older: u64,
}

impl Page {
    /// A page of a member that shows nothing yet.
    pub(super) fn new(member: &str, entries: Arc<Mutex<Entries>>) -> Self {
        Self { member: member.to_owned(), entries, view: View::default(), replaced: 0, repeats_of_older: 0 }
    }

    /// Shows a page that was loaded.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn load(&mut self, html: &str) -> Result<Vec<SendOutcome>, String> {
        let messages = messages(html).map_err(|error| error.to_string())?;
        let mut outcomes = Vec::new();
        self.begin_run(messages, &mut outcomes);
        Ok(outcomes)
    }

    /// Does what a frame says. What a page cannot be sent becomes a complaint.
    pub(super) fn take(&mut self, frame: &str) -> Vec<SendOutcome> {
        let mut outcomes = Vec::new();
        let updates = frame::updates(frame).unwrap_or_else(|error| {
            self.view.complaints.push(format!("it was sent a frame that it cannot read: {error}."));
            Vec::new()
        });
        for update in updates {
            match update {
                Update::Upsert(message) => self.upsert(entry(message), &mut outcomes),
                Update::ReplaceLog(messages) => {
                    self.replaced += 1;
                    self.begin_run(messages, &mut outcomes);
                }
                // Nobody asked: it says what a moderator decided.
                Update::RefuseFrame { refusal } if is_about_mute(&refusal) => {}
                Update::RefuseFrame { refusal } => {
                    self.view.complaints.push(format!("it was misunderstood: {refusal}"));
                }
                // The client keeps what is pending.
                Update::Confirm { .. } | Update::Refuse { .. } | Update::Quote { .. } | Update::Reactions { .. } => {}
            }
        }
        outcomes
    }

    /// What it shows now.
    pub(crate) fn shown(&self) -> &[Arc<Entry>] {
        self.view.runs.last().map_or(&[], Vec::as_slice)
    }

    /// Something else that it should not have done.
    pub(super) fn complain(&mut self, complaint: String) {
        self.view.complaints.push(complaint);
    }

    pub(super) fn into_view(self) -> View {
        self.view
    }

    /// What comes twice is there once; what is new goes to the end.
    fn upsert(&mut self, entry: Entry, outcomes: &mut Vec<SendOutcome>) {
        self.collect_outcomes(&entry, outcomes);
        if self.view.runs.is_empty() {
            self.view.runs.push(Vec::new());
        }
        let Some(run) = self.view.runs.last_mut() else { return };
        let ends = run.first().zip(run.last()).map(|(first, last)| (first.seq, last.seq));
        match ends {
            Some((first, _)) if entry.seq < first => self.repeats_of_older += 1,
            Some((_, last)) if entry.seq <= last => match run.binary_search_by_key(&entry.seq, |known| known.seq) {
                Ok(place) if *run[place] == entry => {}
                // It has changed. Whether its author has changed it is for the checker to judge.
                Ok(place) if !run[place].text.is_empty() => {
                    let entry = self.entries.lock().unwrap_or_else(PoisonError::into_inner).one(entry);
                    run[place] = entry;
                }
                // Nobody brings one back.
                Ok(_) => self.view.complaints.push(format!("{entry:?} came again after it had been removed.")),
                Err(_) => {
                    self.view.complaints.push(format!("{} came when it already showed {last}.", entry.seq));
                }
            },
            _ => {
                let entry = self.entries.lock().unwrap_or_else(PoisonError::into_inner).one(entry);
                run.push(entry);
            }
        }
    }

    fn begin_run(&mut self, messages: Vec<Message>, outcomes: &mut Vec<SendOutcome>) {
        self.view.runs.push(Vec::new());
        for message in messages {
            let entry = entry(message);
            self.collect_outcomes(&entry, outcomes);
            let entry = self.entries.lock().unwrap_or_else(PoisonError::into_inner).one(entry);
            // As it stands there, in order or not: that is for the checker to judge.
            if let Some(run) = self.view.runs.last_mut() {
                run.push(entry);
            }
        }
    }

    fn collect_outcomes(&self, entry: &Entry, outcomes: &mut Vec<SendOutcome>) {
        if entry.member == self.member {
            outcomes.extend(entry.cid.clone().map(|cid| SendOutcome::Said { cid, seq: entry.seq }));
        }
    }
}

fn is_about_mute(refusal: &str) -> bool {
    let refusals = &ENGLISH.moderation.refusals;
    refusal == refusals.unmuted || refusal.starts_with(&(refusals.muted)(None))
}

/// A message as it stands in markup.
pub(crate) fn entry(message: Message) -> Entry {
    let Message { seq, member, cid, text, .. } = message;
    Entry { seq, member: member.to_owned(), cid: Some(cid.to_owned()), text: text.into_owned() }
}

#[cfg(test)]
mod tests {
    use templates::views::{Change, Format, MemberView, MessageListView, MessageView};
    use templates::{Envelope, ServerFrame, Swap, Target};

    use super::*;

    fn message(seq: i64) -> MessageView<'static> {
        let author = MemberView { id: ["ada", "grace"][usize::from(seq % 2 == 0)], name: "Somebody" };
        MessageView {
            room: "lobby",
            seq,
            author,
            text: "Hello & good-bye.",
            format: Format::AsTyped,
            cid: "cid-0001",
            said_at: 0,
            local_time: None,
            continues: false,
            change: Change::None,
            reply: None,
            reactions: Vec::new(),
            files: Vec::new(),
        }
    }

    fn said(seqs: &[i64]) -> String {
        let mut frame = ServerFrame::default();
        for seq in seqs {
            let envelope = Envelope { target: Target::MessageList, swap: Swap::Upsert, version: Some(*seq) };
            frame.add(envelope, &templates::message(&message(*seq), &ENGLISH));
        }
        frame.take()
    }

    fn replaced(seqs: &[i64]) -> String {
        let messages = seqs.iter().map(|seq| message(*seq)).collect();
        let log = MessageListView {
            room: "lobby",
            mode: templates::views::MessageListMode::Reset,
            messages,
            earlier: None,
            later: None,
            at: None,
            first_new: None,
            reader: None,
        };
        let mut frame = ServerFrame::default();
        let envelope = Envelope { target: Target::History, swap: Swap::Replace, version: seqs.last().copied() };
        frame.add(envelope, &templates::message_list(&log, &ENGLISH));
        frame.take()
    }

    fn page(seqs: &[i64]) -> Page {
        let mut page = Page::new("ada", Arc::default());
        page.load(&said(seqs)).unwrap();
        page
    }

    fn runs(page: &Page) -> Vec<Vec<i64>> {
        page.view.runs.iter().map(|run| run.iter().map(|entry| entry.seq).collect()).collect()
    }

    #[test]
    fn repeated_message_is_there_once() {
        let mut page = page(&[9, 10]);
        assert_eq!(page.take(&said(&[10, 11])), [SendOutcome::Said { cid: "cid-0001".into(), seq: 11 }]);
        assert_eq!(runs(&page), vec![vec![9, 10, 11]]);
        page.take(&said(&[8]));
        assert_eq!((runs(&page), page.repeats_of_older), (vec![vec![9, 10, 11]], 1), "older than the page");
        assert_eq!(page.view.complaints, [""; 0]);
    }

    #[test]
    fn gap_that_is_filled_late_is_a_complaint() {
        let mut page = page(&[9, 10]);
        page.take(&said(&[12]));
        page.take(&said(&[11]));
        assert_eq!(page.view.complaints, ["11 came when it already showed 12."]);
    }

    #[test]
    fn message_that_changes_stays_in_its_place() {
        let mut page = page(&[9, 10]);
        page.take(&said(&[9]).replace("Hello", "Jello"));
        assert_eq!((runs(&page), &*page.view.runs[0][0].text), (vec![vec![9, 10]], "Jello & good-bye."));
        assert_eq!(page.view.complaints, [""; 0]);
    }

    #[test]
    fn removed_message_that_comes_back_is_a_complaint() {
        let mut page = page(&[9, 10]);
        page.take(&said(&[10]).replace("class=\"body", "class=\"removal body").replace("Hello &amp; good-bye.", ""));
        page.take(&said(&[10]));
        assert_eq!(page.view.complaints.len(), 1);
    }

    #[test]
    fn replaced_log_is_a_new_run() {
        let mut page = page(&[9, 10]);
        let outcomes = page.take(&replaced(&[20, 21]));
        assert_eq!(outcomes, [SendOutcome::Said { cid: "cid-0001".into(), seq: 21 }]);
        page.take(&said(&[22]));
        assert_eq!((runs(&page), page.replaced), (vec![vec![9, 10], vec![20, 21, 22]], 1));
    }
}
