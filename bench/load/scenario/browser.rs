//! What people feel: a room's page in a real Chromium. How soon it is there, and what a message
//! costs it after fifty and after ten thousand.

use super::{FILLER, Plan, progress};
use crate::browser::Browser;
use crate::crowd::{Behaviour, Crowd};
use crate::figures::{Figures, Goal, Unit};
use crate::server::{Chat, Server};
use crate::sessions;

/// As many as a page is served with.
const FEW: usize = 50;
const MANY: usize = 10_000;

/// Who speaks; the last of the guests reads in Chromium.
const SPEAKERS: usize = 300;

/// What they may say at once, and how much a second all together then: within one message a second
/// and member.
const BURST: usize = 8 * SPEAKERS;
const FILL_PER_SECOND: f64 = 250.0;

const PER_SECOND: f64 = 20.0;
const MEASURED: usize = 200;

/// Rounds of loads for a planned pair: they are quick, and Chromium's vary.
const LOADS_A_PAIR: usize = 2;

/// What is in the page at most while one reads at the end.
const IN_PAGE_MAX: f64 = 200.0;

/// As [`super::page`] counts them, and what only a browser asks for.
const REQUESTS_MAX: f64 = 24.0;

/// Without compression, which this server does not do; with headers.
const COLD_BYTES_MAX: f64 = 200_000.0;
const WARM_BYTES_MAX: f64 = 60_000.0;

const COLD: &str = "a room with 50 messages in Chromium, first visit";
const WARM: &str = "a room with 50 messages in Chromium, second visit";
const OPEN: &str = "a page in Chromium, 20 messages a second";

pub(super) async fn run(plan: &Plan, figures: &mut Figures) -> Result<(), String> {
    progress("a page in Chromium: loads");
    let (server, crowd, mut browser, url) = open(SPEAKERS).await?;
    loads(&mut browser, &url, plan.pairs * LOADS_A_PAIR, figures).await?;

    progress("a page in Chromium: it has seen 50 messages");
    let few = cost(&crowd, &mut browser).await?;
    add(figures, OPEN, "main thread a message, 50 seen", Unit::Milliseconds, Goal::AtMost(5.0), few);
    progress("a page in Chromium: it sees 10,000");
    let mut seen = FEW + MEASURED;
    crowd.ledger.measure();
    for _ in 0..BURST / SPEAKERS {
        crowd.say_at_once(0..SPEAKERS, FILLER)?;
        seen += SPEAKERS;
    }
    let rest = MANY.saturating_sub(seen);
    crowd.talk(rest, FILL_PER_SECOND, 0..SPEAKERS, FILLER).await?;
    crowd.delivered(BURST + rest, SPEAKERS).await?;
    browser.shows(&crowd.ledger.last_text()).await?;
    let many = cost(&crowd, &mut browser).await?;
    add(figures, OPEN, "main thread a message, 10,000 seen", Unit::Milliseconds, Goal::AtMost(5.0), many);
    add(figures, OPEN, "from 50 to 10,000", Unit::Times, Goal::AtMost(1.3), many / few);
    add(figures, OPEN, "messages in the page", Unit::Number, Goal::AtMost(IN_PAGE_MAX), browser.messages().await?);
    crowd.verdict(0..SPEAKERS)?;
    drop((browser, crowd));
    server.stop().await;
    Ok(())
}

/// Only what no machine changes: requests, bytes, and how much is in the page.
pub(super) async fn smoke(figures: &mut Figures) -> Result<(), String> {
    let speakers = FEW;
    let (server, crowd, mut browser, url) = open(speakers).await?;
    loads(&mut browser, &url, 1, figures).await?;
    crowd.ledger.measure();
    let more = 7;
    for _ in 0..more {
        crowd.say_at_once(0..speakers, FILLER)?;
    }
    crowd.delivered(more * speakers, speakers).await?;
    browser.shows(&crowd.ledger.last_text()).await?;
    add(figures, OPEN, "messages in the page", Unit::Number, Goal::AtMost(IN_PAGE_MAX), browser.messages().await?);
    drop((browser, crowd));
    server.stop().await;
    Ok(())
}

/// A room in which fifty messages were said, and somebody in Chromium who has not opened it yet.
async fn open(speakers: usize) -> Result<(Server, Crowd, Browser, String), String> {
    let server = Server::start_with_files(Chat::Natter)?;
    let guests = sessions::join(&server, "lobby", speakers + 1).await?;
    let reader = guests.passes.last().and_then(|pass| pass.cookie.clone()).ok_or("nobody is to read")?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(speakers, Behaviour::Reads).await?;
    crowd.ledger.measure();
    crowd.say_at_once(0..FEW, FILLER)?;
    crowd.delivered(FEW, speakers).await?;
    let mut browser = Browser::start().await?;
    browser.has_cookie(&server.origin, &reader).await?;
    let url = format!("{}/r/lobby", server.origin);
    Ok((server, crowd, browser, url))
}

async fn loads(browser: &mut Browser, url: &str, rounds: usize, figures: &mut Figures) -> Result<(), String> {
    for _ in 0..rounds {
        browser.clear_cache().await?;
        for work in [COLD, WARM] {
            let load = browser.load(url).await?;
            add(figures, work, "first contentful paint", Unit::Milliseconds, Goal::Reported, load.paint);
            add(figures, work, "live", Unit::Milliseconds, Goal::Reported, load.live);
            add(figures, work, "requests", Unit::Number, Goal::AtMost(REQUESTS_MAX), load.requests);
            let fetched = "files that come from the server, not from the cache";
            add(figures, work, fetched, Unit::Number, Goal::Reported, load.fetched);
            let most = if work == COLD { COLD_BYTES_MAX } else { WARM_BYTES_MAX };
            add(figures, work, "bytes of all of them, uncompressed here", Unit::Bytes, Goal::AtMost(most), load.bytes);
        }
    }
    Ok(())
}

/// What the page's main thread does for a message at twenty a second, in milliseconds.
async fn cost(crowd: &Crowd, browser: &mut Browser) -> Result<f64, String> {
    let before = browser.main_thread().await?;
    crowd.talk(MEASURED, PER_SECOND, 0..SPEAKERS, FILLER).await?;
    browser.shows(&crowd.ledger.last_text()).await?;
    let spent = browser.main_thread().await? - before;
    Ok(spent * 1e3 / MEASURED as f64)
}

fn add(figures: &mut Figures, work: &'static str, figure: &str, unit: Unit, goal: Goal, sample: f64) {
    figures.add(work, figure, unit, goal, Chat::Natter, sample);
}
