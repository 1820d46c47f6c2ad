//! R2 and the rooms, after random work and kills: no file without a message, no message without its
//! file.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::{join, join_all};
use harness::{Server, Start, StoredFiles, Visitor, wait};
use reqwest::Method;
use templates::urls;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::PNG;

const ROOM: &str = "files-kills";
const PEOPLE: usize = 4;
const ROUNDS: usize = 3;
const DEEDS: usize = 12;
const TWO_DAYS_MS: i64 = 2 * 24 * 60 * 60 * 1_000;

/// What somebody has done with a file, as far as they were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Uploaded,
    Shared,
    /// They tried to take it back, and may not have been answered.
    MayBeGone,
}

/// Somebody who works with files, whatever becomes of the server.
struct Worker {
    visitor: Visitor,
    files: BTreeMap<String, Done>,
    random: fastrand::Rng,
}

impl Worker {
    async fn works(&mut self, server: &Server) {
        for _ in 0..DEEDS {
            let with = |done: Done| self.files.iter().find(|(_, it)| **it == done).map(|(id, _)| id.clone());
            match (self.random.u8(..10), with(Done::Uploaded), with(Done::Shared)) {
                (0..=1, ..) => self.breaks_off(server).await,
                (2..=5, Some(id), _) => self.shares(id).await,
                (6, Some(id), _) => self.takes_out(id).await,
                (7, _, Some(id)) => self.removes(id).await,
                _ => self.uploads().await,
            }
        }
    }

    fn id(&mut self) -> String {
        format!("{:032x}", self.random.u128(..))
    }

    async fn uploads(&mut self) {
        let id = self.id();
        let request = self.visitor.request(Method::PUT, &urls::upload(ROOM, &id)).body(PNG);
        if self.visitor.tries(request).await.is_ok_and(|answer| answer.status == 200) {
            self.files.insert(id, Done::Uploaded);
        }
    }

    /// Begins to upload, and goes away in the middle.
    async fn breaks_off(&mut self, server: &Server) {
        let (id, cookie) = (self.id(), self.visitor.cookie().unwrap_or_default());
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", server.port())).await else { return };
        let head = format!(
            "PUT {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {cookie}\r\nContent-Length: 500000\r\n\r\n",
            urls::upload(ROOM, &id),
            server.port()
        );
        let begun = [head.as_bytes(), &[b'x'; 70_000]].concat();
        if stream.write_all(&begun).await.is_ok() {
            wait::let_pass(Duration::from_millis(50)).await;
        }
    }

    async fn shares(&mut self, id: String) {
        // The same send under the same id, as a page would, until somebody answers.
        let fields = [("text", ""), ("cid", id.as_str()), ("files", id.as_str())];
        for _ in 0..3 {
            let request = self.visitor.request(Method::POST, &urls::say(ROOM)).form(&fields);
            match self.visitor.tries(request).await {
                Ok(answer) if answer.status == 303 => {
                    self.files.insert(id, Done::Shared);
                    return;
                }
                Ok(_) => break,
                Err(_) => wait::let_pass(wait::POLL_INTERVAL).await,
            }
        }
        self.files.insert(id, Done::MayBeGone);
    }

    async fn takes_out(&mut self, id: String) {
        let request = self.visitor.request(Method::POST, &urls::remove_upload(ROOM, &id)).form(&[("v", "1")]);
        let _ = self.visitor.tries(request).await;
        self.files.insert(id, Done::MayBeGone);
    }

    async fn removes(&mut self, id: String) {
        let page = self.visitor.tries(self.visitor.request(Method::GET, &urls::room(ROOM))).await;
        let Ok(page) = page.map(|page| page.text) else { return };
        // The message whose own id is that of its file.
        let message = page.split("<li class=\"message").find(|message| message.contains(&format!("data-cid=\"{id}\"")));
        let seq = message.and_then(|message| message.split(" id=\"m").nth(1)?.split('"').next()?.parse::<i64>().ok());
        if let Some(seq) = seq {
            self.files.insert(id, Done::MayBeGone);
            let remove = self.visitor.request(Method::POST, &format!("{}/remove", urls::message(ROOM, seq)));
            let _ = self.visitor.tries(remove.form(&[("v", "1")])).await;
        }
    }
}

#[tokio::test]
async fn kills_leave_no_file_and_no_message_alone() {
    let mut server = Start::default().server().await;
    let mut workers: Vec<Worker> = Vec::new();
    for (n, visitor) in Visitor::crowd(&server, PEOPLE).await.into_iter().enumerate() {
        assert_eq!(visitor.says(ROOM, "Hello").await.status, 303);
        workers.push(Worker { visitor, files: BTreeMap::new(), random: fastrand::Rng::with_seed(n as u64 + 1) });
    }
    for round in 0..ROUNDS {
        let work = join_all(workers.iter_mut().map(|worker| worker.works(&server)));
        let kill = async {
            wait::let_pass(Duration::from_millis(300 + 200 * round as u64)).await;
            server.kill_runtime().await
        };
        let (_, is_back) = join(work, kill).await;
        if !is_back {
            server.kill().await;
            server.start_again().await;
        }
    }
    let shared: BTreeSet<String> = workers.iter().flat_map(|worker| ids(worker, Done::Shared)).collect();
    let before = server.store().files().expect("what is stored");
    let has_leftovers = before.uploads.len() > before.of_messages.len();
    assert!(shared.len() > 3 && has_leftovers, "it meant nothing: {} were shared, of {before:?}", shared.len());

    // Two days later somebody looks in.
    server.stop().await;
    server.store().ages_waiting_files(TWO_DAYS_MS);
    server.start_again().await;
    let reader = &workers[0].visitor;
    reader.opens(ROOM).await;
    let store = server.store();
    let stored = wait::until("R2 to have what messages have, and nothing else", wait::ARCHIVE_TIMEOUT, async || {
        let stored = store.files()?;
        let StoredFiles { objects, uploads, doomed, of_messages } = &stored;
        let known: BTreeSet<String> = uploads.keys().cloned().collect();
        let keys: BTreeSet<String> = of_messages.iter().map(|id| format!("{ROOM}/{id}")).collect();
        let is_settled = doomed.is_empty() && known == *of_messages && *objects == keys;
        if is_settled { Ok(stored) } else { Err(format!("{stored:?}")) }
    })
    .await;
    let lost: Vec<&String> = shared.difference(&stored.of_messages).collect();
    assert!(lost.is_empty(), "{lost:?} were sent, and are gone");
    for id in &stored.of_messages {
        assert_eq!(reader.get(&urls::file(ROOM, id, "a")).await.status, 200, "{id}");
    }
}

fn ids(worker: &Worker, wanted: Done) -> Vec<String> {
    worker.files.iter().filter(|(_, done)| **done == wanted).map(|(id, _)| id.clone()).collect()
}
