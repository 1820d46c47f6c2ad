//! Files of messages: how long a picture takes to be seen by others, what one costs, and how much
//! memory twenty people need who upload large ones at once.

use std::cell::Cell;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::try_join_all;
use reqwest::{Client, Method, redirect};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::cost::{Counts, shipped};
use super::{FILLER, progress};
use crate::crowd::{Behaviour, Crowd};
use crate::figures::{Figures, Goal, Unit};
use crate::server::{Chat, Counting, Server};
use crate::sessions::{self, Pass};

const PICTURE: &str = "a picture of 300 KB with its preview, uploaded and said";
const COST: &str = "a picture with its preview, for each";
const MEMORY: &str = "20 people upload 10 MB each at once";

/// How often a picture is sent, and how often as much is said without.
const PICTURES: usize = 25;
const PICTURE_BYTES: usize = 300 * 1024;
/// As many as a preview may have.
const PREVIEW_BYTES: usize = 50 * 1024;

const UPLOADERS: usize = 20;
const LARGE_MEGABYTES: usize = 10;
/// Each on a server of its own.
const ROUNDS: usize = 3;
const SAMPLED_EVERY: Duration = Duration::from_millis(10);
/// What came before is written, and the memory of the servers lies still.
const CALM: Duration = Duration::from_secs(3);

/// Somebody's address, as Cloudflare would tell it: quotas count by it, and it is written down.
const ADDRESS: (&str, &str) = ("CF-Connecting-IP", "203.0.113.7");

/// A small JPEG, whose pixels can be any number of bytes.
const JPEG: &[u8] = include_bytes!("../../../room/upload/tests/samples/baseline.jpg");
const JPEG_END: &[u8] = &[0xFF, 0xD9];

pub(super) async fn run(figures: &mut Figures) -> Result<(), String> {
    cost(figures).await?;
    pictures(figures).await?;
    for round in 0..ROUNDS {
        progress(&format!("{MEMORY}, {} of {ROUNDS}", round + 1));
        memory(figures).await?;
    }
    Ok(())
}

/// From the first byte that is sent until others have the message, beside a message without.
async fn pictures(figures: &mut Figures) -> Result<(), String> {
    progress(PICTURE);
    let server = Server::start(Chat::Natter, Counting::Off)?;
    let guests = sessions::join(&server, "lobby", UPLOADERS).await?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(UPLOADERS, Behaviour::Reads).await?;
    let uploads = Uploads::of(&server)?;
    let (picture, preview) = (jpeg(PICTURE_BYTES), jpeg(PREVIEW_BYTES));
    // The first few compile everything, and are not measured.
    for n in 0..PICTURES + 5 {
        let speaker = n % UPLOADERS;
        crowd.ledger.measure();
        let began = Instant::now();
        uploads.picture(&crowd.pass(speaker)?, &id(n), (&picture, &preview)).await?;
        let uploaded = began.elapsed();
        crowd.share(speaker, began, FILLER, &id(n))?;
        crowd.delivered(1, UPLOADERS).await?;
        let seen = slowest(&crowd);
        crowd.ledger.measure();
        crowd.say_at_once(speaker..speaker + 1, FILLER)?;
        crowd.delivered(1, UPLOADERS).await?;
        let plain = slowest(&crowd);
        if n >= 5 {
            let mut add = |figure, sample| {
                figures.add(PICTURE, figure, Unit::Milliseconds, Goal::Reported, Chat::Natter, sample);
            };
            add("uploaded", uploaded.as_secs_f64() * 1_000.0);
            add("seen by all 20", seen);
            add("a message without, seen by all 20", plain);
        }
        sleep(Duration::from_millis(100)).await;
    }
    crowd.verdict(0..UPLOADERS)?;
    drop(crowd);
    server.stop().await;
    Ok(())
}

/// How long the last of what is measured took, in milliseconds.
fn slowest(crowd: &Crowd) -> f64 {
    f64::from(crowd.ledger.tally().delays.last().copied().unwrap_or_default()) / 1_000.0
}

/// Rows, and what R2 charges for. Counted, not timed.
pub(super) async fn cost(figures: &mut Figures) -> Result<(), String> {
    progress(COST);
    let server = Server::start_charged()?;
    let guests = sessions::join(&server, "lobby", UPLOADERS).await?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(UPLOADERS, Behaviour::Reads).await?;
    crowd.talk(1, 1.0, 0..1, FILLER).await?;
    shipped().await;
    let uploads = Uploads::of(&server)?;
    let (picture, preview) = (jpeg(PICTURE_BYTES), jpeg(PREVIEW_BYTES));

    let before = Counts::of(&server).await?;
    for n in 0..PICTURES {
        uploads.picture(&crowd.pass(n % UPLOADERS)?, &id(n), (&picture, &preview)).await?;
    }
    let uploaded = Counts::of(&server).await? - &before;
    let before = Counts::of(&server).await?;
    crowd.ledger.measure();
    for n in 0..PICTURES {
        crowd.share(n % UPLOADERS, Instant::now(), FILLER, &id(n))?;
        crowd.delivered(n + 1, UPLOADERS).await?;
    }
    let said = Counts::of(&server).await? - &before;
    let before = Counts::of(&server).await?;
    for n in 0..PICTURES {
        uploads.reads(&crowd.pass(0)?, &format!("/r/lobby/previews/{}", id(n))).await?;
    }
    let read = Counts::of(&server).await? - &before;

    let each = |counts: &Counts, name: &str| counts.get(name) / PICTURES as f64;
    let mut add = |figure, goal, sample| figures.add(COST, figure, Unit::Number, goal, Chat::Natter, sample);
    let (uploads, claims) = (each(&uploaded, "storage_rows_of_files"), each(&said, "storage_rows_of_files"));
    add("rows written in the room to upload it", Goal::Reported, uploads);
    add("more rows for its message than for one without", Goal::Reported, claims);
    add("requests to the room to upload it", Goal::AtMost(4.0), each(&uploaded, "fetches"));
    add("class A operations of R2", Goal::AtMost(2.0), each(&uploaded, "r2_class_a") + each(&said, "r2_class_a"));
    add("class B operations of R2 before it is looked at", Goal::AtMost(0.0), each(&uploaded, "r2_class_b"));
    add("requests to the room for a look at it", Goal::AtMost(1.0), each(&read, "fetches"));
    add("class B operations of R2 for a look at it", Goal::AtMost(1.0), each(&read, "r2_class_b"));
    add("rows written for a look at it", Goal::AtMost(0.0), each(&read, "storage_rows_written"));
    crowd.verdict(0..UPLOADERS)?;
    drop(crowd);
    server.stop().await;
    Ok(())
}

/// What twenty large files at once take, and what the platform alone takes for as many.
async fn memory(figures: &mut Figures) -> Result<(), String> {
    let whole = jpeg(LARGE_MEGABYTES * 1024 * 1024);
    for through_us in [true, false] {
        let mut server = Server::start_stored()?;
        let guests = sessions::join(&server, "lobby", UPLOADERS).await?;
        let mut crowd = Crowd::new(&server, guests)?;
        crowd.join(UPLOADERS, Behaviour::Reads).await?;
        let uploads = Uploads::of(&server)?;
        // Everything has run once, with little.
        let (few, small) = (jpeg(PICTURE_BYTES), jpeg(PREVIEW_BYTES));
        for n in 0..UPLOADERS {
            uploads.picture(&crowd.pass(n)?, &id(1_000 + n), (&few, &small)).await?;
        }
        let direct = async |n: usize| {
            if through_us {
                uploads.puts(&crowd.pass(n)?, &format!("/r/lobby/uploads/{}?name=large.jpg", id(n)), &whole).await
            } else {
                uploads.puts(&crowd.pass(n)?, &format!("/bench/put/{}", id(n)), &whole).await
            }
        };
        sleep(CALM).await;
        server.heap()?;
        let (rss, wasm) = (server.memory(), wasm(&server).await?);
        let quiet = highest(&server, sleep(CALM).map(Ok)).await?;
        let heap = server.heap()?;
        let (began, cpu) = (Instant::now(), server.cpu());
        let most = highest(&server, async { try_join_all((0..UPLOADERS).map(direct)).await.map(drop) }).await?;
        let took = began.elapsed().as_secs_f64();
        let cpu = (server.cpu() - cpu) * 1_000.0 / LARGE_MEGABYTES as f64 / UPLOADERS as f64;
        let (grown, most_heap) = (self::wasm(&server).await? - wasm, server.heap()?);
        let mut add = |figure, unit, goal, sample| figures.add(MEMORY, figure, unit, goal, Chat::Natter, sample);
        if through_us {
            add("workerd grows by", Unit::Bytes, Goal::Reported, most - rss);
            add("...and by so much while nothing happens", Unit::Bytes, Goal::Reported, quiet - rss);
            add("the heap of its isolate grows by", Unit::Bytes, Goal::AtMost(64e6), most_heap - heap);
            add("the heap of its isolate has at most", Unit::Bytes, Goal::AtMost(128e6), most_heap);
            add("its wasm grows by", Unit::Bytes, Goal::AtMost(64e6), grown);
            add("its wasm has before", Unit::Bytes, Goal::Reported, wasm);
            add("took", Unit::Seconds, Goal::Reported, took);
            add("workerd CPU a megabyte", Unit::Milliseconds, Goal::Reported, cpu);
        } else {
            add("workerd grows by, if R2 is given the same without us", Unit::Bytes, Goal::Reported, most - rss);
            add("the heap grows by, without us", Unit::Bytes, Goal::Reported, most_heap - heap);
            add("took, without us", Unit::Seconds, Goal::Reported, took);
            add("workerd CPU a megabyte, without us", Unit::Milliseconds, Goal::Reported, cpu);
        }
        drop(crowd);
        server.stop().await;
    }
    Ok(())
}

/// The most memory that the server had while something was done, in bytes.
async fn highest(server: &Server, work: impl Future<Output = Result<(), String>>) -> Result<f64, String> {
    let (most, is_done) = (Cell::new(0.0_f64), Cell::new(false));
    let sampling = async {
        while !is_done.get() {
            most.set(most.get().max(server.memory()));
            sleep(SAMPLED_EVERY).await;
        }
    };
    let work = async {
        let done = work.await;
        is_done.set(true);
        done
    };
    let (done, ()) = tokio::join!(work, sampling);
    done.map(|()| most.get())
}

async fn wasm(server: &Server) -> Result<f64, String> {
    let told = sessions::json(server, "/bench/memory").await?;
    told.get("bytes").and_then(Value::as_f64).ok_or("no memory of any wasm was seen".to_owned())
}

/// Somebody's browser, as far as it uploads.
struct Uploads {
    origin: String,
    client: Client,
}

impl Uploads {
    fn of(server: &Server) -> Result<Self, String> {
        let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().build();
        Ok(Self { origin: server.origin.clone(), client: client.map_err(|error| format!("no HTTP: {error}"))? })
    }

    /// Uploads a picture and then its preview, as a page does.
    async fn picture(&self, pass: &Pass, id: &str, (picture, preview): (&[u8], &[u8])) -> Result<(), String> {
        self.puts(pass, &format!("/r/lobby/uploads/{id}?name=picture.jpg"), picture).await?;
        self.puts(pass, &format!("/r/lobby/uploads/{id}/preview"), preview).await
    }

    async fn puts(&self, pass: &Pass, path: &str, content: &[u8]) -> Result<(), String> {
        self.asks(Method::PUT, pass, path, content.to_vec()).await
    }

    async fn reads(&self, pass: &Pass, path: &str) -> Result<(), String> {
        self.asks(Method::GET, pass, path, Vec::new()).await
    }

    async fn asks(&self, method: Method, pass: &Pass, path: &str, content: Vec<u8>) -> Result<(), String> {
        let failed = |error| format!("{path} was not answered: {error}");
        let request = self.client.request(method, format!("{}{path}", self.origin)).header("Origin", &self.origin);
        let request = request.header("Cookie", pass.cookie.as_deref().unwrap_or_default()).header(ADDRESS.0, ADDRESS.1);
        let answer = request.body(content).send().await.map_err(failed)?;
        let status = answer.status();
        let text = answer.bytes().await.map_err(failed)?;
        if status.is_success() {
            return Ok(());
        }
        Err(format!("{path} was answered with {status}: {}", String::from_utf8_lossy(&text)))
    }
}

fn id(n: usize) -> String {
    format!("{n:032x}")
}

/// A JPEG of so many bytes, as far as anybody reads it who does not draw it.
fn jpeg(bytes: usize) -> Vec<u8> {
    let mut picture = JPEG.strip_suffix(JPEG_END).unwrap_or(JPEG).to_vec();
    let end = bytes.saturating_sub(JPEG_END.len());
    let mut random = fastrand::Rng::with_seed(1);
    // Behind 0xFF would stand a mark.
    picture.resize_with(end, || random.u8(..0xFF));
    picture.extend_from_slice(JPEG_END);
    picture
}
