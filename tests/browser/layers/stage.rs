//! What the layers are shown with: a server on which every text of the corpus was tried in every
//! place where people write, and what it shows of them to whom. Set once for all tests.
//!
//! A new place to write is a new function here, called in [`Stage::set`]; a new view of the texts
//! is a row of [`Stage::looks_around`], or of [`Stage::pages`].

use std::collections::BTreeMap;

use harness::cast::extra;
use harness::corpus::{corpus, vectors};
use harness::{Answer, Server, Visitor};
use templates::urls;
use tokio::sync::OnceCell;

use super::files;
use super::packing::{batches, in_a_line, packed};

pub(super) const ROOM: &str = "layers";

/// Somebody says so many messages at once.
const BURST: usize = 8;

/// Characters of texts that are said together, a line for each. Vectors are said alone.
const LINES_MAX: usize = 400;

/// How many texts of the corpus are tried as names, each with a session of its own.
const NAMES_MAX: usize = 160;

/// Characters of the welcome, and of a reason.
const WELCOME_MAX: usize = 280;
const REASON_MAX: usize = 120;
const NOTE_MAX: usize = 500;

/// A term of a mute, in milliseconds.
const TEN_MINUTES: &str = "600000";

/// Reasons that are given, and messages with pages of their own that are looked at.
const REASONS: usize = 12;
const MESSAGE_PAGES: usize = 3;

/// Messages of a page of results, and of so many vectors one that is searched for.
const FOUND: usize = 25;
const QUERIES_STEP: usize = 12;

/// A message as programs are told of it: as it was accepted.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) seq: i64,
    pub(super) name: String,
    pub(super) text: String,
}

/// A page with texts of the corpus, what they are, and the same page with harmless ones.
pub(super) struct Compared {
    pub(super) what: String,
    /// Where in the page they are.
    pub(super) of: &'static str,
    pub(super) hostile: Answer,
    pub(super) texts: Vec<String>,
    pub(super) harmless: Answer,
}

pub(super) struct Stage {
    pub(super) server: Server,
    said: BTreeMap<i64, Said>,
    frames: Vec<String>,
    answers: Vec<(String, Answer)>,
    compared: Vec<Compared>,
    pages_of_files: Vec<String>,
}

impl Stage {
    pub(super) async fn set() -> &'static Self {
        static STAGE: OnceCell<Stage> = OnceCell::const_new();
        STAGE
            .get_or_init(async || {
                let server = Server::start().await;
                let owner = Visitor::joins(&server, "Olga").await;
                let window = owner.enters(ROOM).await;
                let mut stage = Self {
                    server,
                    said: BTreeMap::new(),
                    frames: Vec::new(),
                    answers: Vec::new(),
                    compared: Vec::new(),
                    pages_of_files: Vec::new(),
                };
                stage.says_harmless_things(&owner).await;
                stage.says_all().await;
                stage.edits().await;
                stage.takes_names().await;
                stage.is_refused(&owner).await;
                stage.reads_back(&owner).await;
                stage.settles().await;
                stage.keeps_order(&owner).await;
                stage.looks_around(&owner).await;
                let files::Shown { compared, frames, pages } = files::shares(&stage.server).await;
                stage.compared.extend(compared);
                stage.frames.extend(frames);
                stage.pages_of_files = pages;
                // What did not stand in the log.
                stage.frames.extend(window.frames().into_iter().filter(|frame| !frame.contains("hx-target=\"#log\"")));
                stage
            })
            .await
    }

    /// The pages of the room that a browser opens itself.
    pub(super) fn pages(&self) -> Vec<String> {
        let log_frames = self.places().map(|place| format!("{}?before={place}", urls::log_frame(ROOM, <_>::default())));
        let one = self.said.values().rev().step_by(self.said.len() / MESSAGE_PAGES + 1);
        let of_messages = one.map(|said| urls::message(ROOM, said.seq));
        let pages = self.pages_of_messages().into_iter().chain(log_frames.take(1)).chain(of_messages);
        pages.chain(self.pages_of_searches()).chain(self.pages_of_files.clone()).collect()
    }

    /// All that was said, as it is found; and some vectors that are searched for.
    fn pages_of_searches(&self) -> impl Iterator<Item = String> {
        let places = self.said.keys().rev().step_by(FOUND).copied();
        let found = places.map(|place| urls::search_before(ROOM, "after:2020-01-01", place + 1));
        let short =
            vectors().into_iter().filter(|vector| vector.chars().count() <= room::limits::SEARCH_QUERY_MAX_CHARS);
        found.chain(short.step_by(QUERIES_STEP).map(|vector| urls::search_for(ROOM, &vector)))
    }

    /// The room, and its pages of earlier messages.
    pub(super) fn pages_of_messages(&self) -> Vec<String> {
        let earlier = self.places().map(|place| urls::earlier(ROOM, place));
        std::iter::once(urls::room(ROOM)).chain(earlier).collect()
    }

    /// Before which message each page of earlier messages ends.
    fn places(&self) -> impl Iterator<Item = i64> {
        self.said.keys().rev().skip(room::limits::PAGE_MESSAGES - 1).step_by(room::limits::PAGE_MESSAGES).copied()
    }

    pub(super) fn said(&self, seq: i64) -> Option<&Said> {
        self.said.get(&seq)
    }

    pub(super) fn messages(&self) -> usize {
        self.said.len()
    }

    pub(super) fn frames(&self) -> &[String] {
        &self.frames
    }

    /// What others were shown of the texts, with what it is.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&str, &Answer)> {
        let compared = self.compared.iter().map(|it| (it.what.as_str(), &it.hostile));
        self.answers.iter().map(|(what, answer)| (what.as_str(), answer)).chain(compared)
    }

    pub(super) fn compared(&self) -> &[Compared] {
        &self.compared
    }

    /// Somebody new, in the room.
    async fn guest(&self, n: usize) -> Visitor {
        Visitor::joins(&self.server, &extra(n)).await
    }

    /// One of each kind, by which the others are known.
    async fn says_harmless_things(&self, owner: &Visitor) {
        for text in ["Harmless.", "Harmless, and on.", &"Harmless, and long. ".repeat(90), "Harmless, to be changed."] {
            assert_eq!(owner.says(ROOM, text).await.status, 303);
        }
        let messages = owner.opens(ROOM).await.messages();
        change(owner, messages[3].seq, "Harmless, and changed.").await;
        let first = messages[0].seq.to_string();
        let reply = [("text", "Harmless, an answer."), ("cid", "0123456789abcdef"), ("reply", &first)];
        assert_eq!(owner.post(&urls::say(ROOM), &reply).await.status, 303);
        let react = owner.post(&urls::react(ROOM, messages[0].seq), &[("on", "👍")]).await;
        assert_eq!(react.status, 303, "{}", react.text);
    }

    /// Each vector in a message of its own, and the rest of the corpus by the few.
    async fn says_all(&self) {
        let (alone, all) = (vectors(), corpus());
        let (together, long): (Vec<_>, Vec<_>) =
            all[alone.len()..].iter().cloned().partition(|text| text.chars().count() <= LINES_MAX);
        let mut texts: Vec<Vec<String>> = alone.into_iter().chain(long).map(|text| vec![text]).collect();
        texts.extend(packed(&together, LINES_MAX));
        let mut accepted = 0;
        for (n, texts) in texts.chunks(BURST).enumerate() {
            let guest = self.guest(n + 1).await;
            for lines in texts {
                let answer = guest.says(ROOM, &lines.join("\n")).await;
                assert!(matches!(answer.status, 303 | 422), "{}: {lines:?}", answer.status);
                accepted += if answer.status == 303 { lines.len() } else { 0 };
            }
        }
        assert!(accepted > all.len() * 3 / 4, "only {accepted} of {} texts were taken", all.len());
    }

    /// Messages that get texts of the corpus later, and answers to such a one.
    async fn edits(&self) {
        for (n, packs) in packed(&vectors(), LINES_MAX).chunks(BURST / 2).enumerate() {
            let guest = self.guest(10_000 + n).await;
            for k in 0..packs.len() {
                assert_eq!(guest.says(ROOM, &format!("Before {n}.{k}.")).await.status, 303);
            }
            let messages = guest.opens(ROOM).await.messages();
            for (lines, said) in packs.iter().zip(&messages[messages.len() - packs.len()..]) {
                change(&guest, said.seq, &lines.join("\n")).await;
            }
            let last = messages[messages.len() - 1].seq.to_string();
            let cid = format!("answer-{n:08}");
            let reply = [("text", "Harmless, an answer."), ("cid", cid.as_str()), ("reply", &last)];
            assert_eq!(guest.post(&urls::say(ROOM), &reply).await.status, 303);
        }
    }

    /// Names, as far as they are taken; and what the page says of those that are not.
    async fn takes_names(&mut self) {
        let mut refused = Vec::new();
        for text in corpus().iter().take(NAMES_MAX) {
            let guest = Visitor::stranger(&self.server);
            let answer = guest.post(urls::LANDING, &[("name", text), ("room", ROOM)]).await;
            if answer.status == 303 {
                let said = guest.says(ROOM, "Harmless, by its name.").await;
                assert_eq!(said.status, 303, "{text}: {}", said.text);
            } else {
                refused.push(answer);
            }
        }
        assert!(refused.len() > NAMES_MAX / 4, "only {} names were refused", refused.len());
        self.answers.extend(batches("names that were refused", &refused));
    }

    /// What the room gives back that it did not take.
    async fn is_refused(&mut self, owner: &Visitor) {
        let mut refused = Vec::new();
        let all = vectors();
        for (n, text) in in_a_line(&all, room::limits::BODY_MAX_CHARS).iter().enumerate() {
            let guest = self.guest(20_000 + n).await;
            let long = format!("{text}{}", "x".repeat(room::limits::BODY_MAX_CHARS));
            let answer = guest.says(ROOM, &long).await;
            assert_eq!(answer.status, 422);
            refused.push(answer);
        }
        self.answers.extend(batches("messages that were refused", &refused));
        let nowhere = all.iter().map(|text| format!("/nowhere?{}", text.replace(' ', "+").replace('#', "")));
        let mut found = Vec::new();
        for path in nowhere.filter(|path| path.is_ascii() && !path.contains(char::is_control)).step_by(4) {
            found.push(owner.get(&path).await);
        }
        self.answers.extend(batches("addresses where nothing is", &found));
    }

    /// What programs are told of all messages, and what pages have of them.
    async fn reads_back(&mut self, owner: &Visitor) {
        let mut next = Some(format!("{}?limit={}", urls::api_messages(ROOM), room::limits::API_PAGE_MAX));
        while let Some(path) = next {
            let page = owner.get(&path).await.json();
            for message in page["messages"].as_array().into_iter().flatten() {
                let text = |field: &str| message[field].as_str().unwrap_or_default().to_owned();
                let seq = message["seq"].as_i64().expect("a place");
                self.said.insert(seq, Said { seq, name: text("name"), text: text("text") });
            }
            next = page["next"].as_str().map(str::to_owned);
        }
        for path in self.pages_of_messages() {
            for message in owner.visits(&path).await.all(".log .message") {
                let version = "data-version=\"1\"";
                let envelope = format!("<hx-partial hx-target=\"#log\" hx-swap=\"upsert\" {version}>");
                self.frames.push(format!("{envelope}{}</hx-partial>", message.html()));
            }
        }
    }

    /// What owners write about their rooms.
    async fn settles(&mut self) {
        let lines: Vec<String> = vectors().iter().map(|text| text.replace('\n', " ")).collect();
        let titles = lines.iter().filter(|text| text.chars().count() <= room::limits::TITLE_MAX_CHARS);
        let welcomes = in_a_line(&lines, WELCOME_MAX);
        let written: Vec<_> = welcomes.iter().zip(lines.iter().zip(titles)).collect();
        let (mut refused, mut taken) = (Vec::new(), 0);
        // Nobody changes the settings of a room more often at once.
        for (n, written) in written.chunks(BURST).enumerate() {
            let (owner, room) = (self.guest(40_000 + n).await, format!("layers-{n}"));
            let path = urls::settings(&room);
            assert_eq!(owner.says(&room, "Harmless.").await.status, 303);
            let harmless = [("title", "A room"), ("topic", "A topic"), ("welcome", "A welcome"), ("listed", "yes")];
            let plain = owner.post(&path, &harmless).await;
            assert_eq!(plain.status, 200, "{}", plain.text);
            let plain_room = owner.get(&urls::room(&room)).await;
            let (mut forms, mut rooms, mut texts) = (Vec::new(), Vec::new(), Vec::new());
            for (welcome, (topic, title)) in written {
                let fields = [("title", title.as_str()), ("topic", topic), ("welcome", welcome), ("listed", "yes")];
                let saved = owner.post(&path, &fields).await;
                if saved.status != 200 {
                    assert_eq!(saved.status, 422, "{fields:?}: {}", saved.text);
                    refused.push(saved);
                    continue;
                }
                forms.push(saved);
                rooms.push(owner.get(&urls::room(&room)).await);
                // As they are accepted: what they hold of other white space is one space.
                let is_kept = |text: &&str| !text.contains(char::is_control) && !text.contains("  ");
                texts.extend([title, topic, welcome].map(|text| text.trim()).into_iter().filter(is_kept));
            }
            taken += forms.len();
            for (what, of, answers, harmless) in [
                ("settings", "main", &forms, plain),
                ("rooms with settings", "header.bar, #welcome, #composer", &rooms, plain_room),
            ] {
                // Scripts begin with the first of several.
                let harmless = batches(what, &[harmless.clone(), harmless]).remove(0).1;
                for (what, hostile) in batches(what, answers) {
                    let texts = texts.iter().copied().map(str::to_owned).collect();
                    self.compared.push(Compared { what, of, hostile, texts, harmless: harmless.clone() });
                }
            }
        }
        assert!(taken > written.len() / 2, "only {taken} of {} settings were taken", written.len());
        self.answers.extend(batches("settings that were refused", &refused));
    }

    /// Reports, and reasons of those who keep order.
    async fn keeps_order(&mut self, owner: &Visitor) {
        let (reporter, all) = (self.guest(30_000).await, vectors());
        let places: Vec<i64> = self.said.keys().rev().copied().collect();
        for (note, seq) in in_a_line(&all, NOTE_MAX).iter().zip(&places) {
            let sent = reporter.post(&urls::report(ROOM, *seq), &[("reason", "spam"), ("note", note)]).await;
            assert_eq!(sent.status, 200, "{}", sent.text);
        }
        let people = owner.opens(ROOM).await.messages();
        let mut shown = Vec::new();
        for (reason, said) in in_a_line(&all, REASON_MAX).iter().take(REASONS).zip(&people) {
            let wish = [("term", TEN_MINUTES), ("mute-reason", reason)];
            let done = owner.post(&urls::mute(ROOM, &said.member), &wish).await;
            assert_eq!(done.status, 303, "{reason}: {}", done.text);
            shown.push(owner.get(&urls::person(ROOM, &said.member)).await);
        }
        self.answers.extend(batches("reasons of mutes", &shown));
    }

    /// What others are shown of all that.
    async fn looks_around(&mut self, owner: &Visitor) {
        let operator = Visitor::operates(&self.server).await;
        let stranger = Visitor::stranger(&self.server);
        for (what, who, paths) in [
            (
                "what an owner sees",
                owner,
                vec![
                    urls::people(ROOM),
                    urls::audit(ROOM),
                    urls::reports(ROOM),
                    urls::profile(ROOM),
                    urls::invitation(ROOM),
                    urls::YOUR_ROOMS.to_owned(),
                    urls::FOR_YOU.to_owned(),
                ],
            ),
            (
                "what the operator sees",
                &operator,
                vec![
                    urls::operator::ROOMS.to_owned(),
                    urls::operator::room(ROOM),
                    urls::operator::PEOPLE.to_owned(),
                    urls::operator::AUDIT.to_owned(),
                    urls::operator::REPORTS.to_owned(),
                    urls::operator::SANCTIONS.to_owned(),
                ],
            ),
            ("what strangers see", &stranger, vec![urls::LANDING.to_owned()]),
            ("the room as strangers see it", &stranger, vec![urls::room(ROOM)]),
            ("an export", owner, vec![urls::export_page(ROOM)]),
        ] {
            let mut shown = Vec::new();
            for path in paths {
                let mut answer = who.get(&path).await;
                assert_eq!(answer.status, 200, "{path}: {}", answer.text);
                // It is opened from where it was saved, and has a policy of its own in it.
                if path == urls::export_page(ROOM) {
                    answer.headers.remove("content-security-policy");
                }
                shown.push(answer);
            }
            self.answers.extend(batches(what, &shown));
        }
    }
}

/// Gives a message another text, by its page.
async fn change(author: &Visitor, seq: i64, text: &str) {
    let (page, form) = (author.visits(&urls::message(ROOM, seq)).await, urls::edit(ROOM, seq));
    let value =
        |name: &str| page.attribute(&format!("form[action='{form}'] [name={name}]"), "value").unwrap_or_default();
    let fields = [("text", text), ("cid", &*value("cid")), ("base", &*value("base"))];
    let answer = author.post(&form, &fields).await;
    assert!(matches!(answer.status, 303 | 422), "{text:?}: {}", answer.text);
}
