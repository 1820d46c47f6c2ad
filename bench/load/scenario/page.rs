//! What a browser transfers: the first load of a room, and the bundle that answers it. Nothing here
//! is timed.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{FILLER, progress};
use crate::crowd::{Behaviour, Crowd};
use crate::figures::{Figures, Goal, Unit};
use crate::server::{Chat, Counting, Server};
use crate::sessions;

const MESSAGES: usize = 50;

const PAGE: &str = "first load of a room with 50 messages";
const BUNDLE: &str = "bundle";

/// Where our own scripts are, below `static`.
const SCRIPTS: &str = "scripts/";

/// Page, style, icon, htmx, and one script of our own.
const REQUESTS_MAX: f64 = 6.0;

pub(super) async fn run(figures: &mut Figures) -> Result<(), String> {
    progress("the first load of a room, and the bundle");
    let server = Server::start(Chat::Natter, Counting::Off)?;
    let guests = sessions::join(&server, "lobby", MESSAGES).await?;
    let reader = guests.passes.first().cloned().ok_or("nobody is to read")?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(MESSAGES, Behaviour::Reads).await?;
    crowd.ledger.measure();
    crowd.say_at_once(0..MESSAGES, FILLER)?;
    crowd.delivered(MESSAGES, MESSAGES).await?;
    let page = sessions::open(&server, "lobby", &reader).await?;
    drop(crowd);
    server.stop().await;

    let mut add = |work, figure: &str, unit, goal, sample: usize| {
        figures.add(work, figure, unit, goal, Chat::Natter, sample as f64)
    };
    let html = gzip(page.as_bytes())?;
    let assets = assets(&page);
    let mut sizes = Vec::new();
    for asset in &assets {
        sizes.push((asset.as_str(), gzip(&read(&Path::new("static").join(asset))?)?));
    }
    let of = |end: &str| sizes.iter().filter(|(name, _)| name.ends_with(end)).map(|(_, size)| size).sum::<usize>();
    let scripts = sizes.iter().filter(|(name, _)| name.starts_with(SCRIPTS));
    let ours = scripts.clone().map(|(_, size)| size).sum();
    add(PAGE, "HTML + CSS + JS, gzip", Unit::Bytes, Goal::AtMost(38_000.0), html + of(".css") + of(".js"));
    add(PAGE, "HTML, gzip (all that a second visit transfers but for headers)", Unit::Bytes, Goal::Reported, html);
    add(PAGE, "CSS, gzip", Unit::Bytes, Goal::Reported, of(".css"));
    add(PAGE, "requests", Unit::Number, Goal::AtMost(REQUESTS_MAX), 1 + assets.len());
    add(PAGE, "requests of a second visit", Unit::Number, Goal::Reported, 1 + scripts.count());
    add(PAGE, "all script of our own, gzip", Unit::Bytes, Goal::AtMost(10_800.0), ours);
    let wasm = read(Path::new("build/index_bg.wasm"))?;
    add(BUNDLE, "wasm, gzip", Unit::Bytes, Goal::AtMost(1_280_000.0), gzip(&wasm)?);
    add(BUNDLE, "wasm", Unit::Bytes, Goal::Reported, wasm.len());
    add(BUNDLE, "JavaScript glue, gzip", Unit::Bytes, Goal::Reported, gzip(&read(Path::new("build/index.js"))?)?);
    Ok(())
}

/// The files of ours that a page names, each once: paths below `static`. What stands in `noscript`
/// is loaded by browsers that load no scripts, and what scripts only know the address of is loaded
/// later.
fn assets(page: &str) -> Vec<String> {
    let parts = page.split("<noscript");
    let page: String = parts.map(|part| part.split_once("</noscript>").map_or(part, |(_, after)| after)).collect();
    let known = ["", SCRIPTS].into_iter().flat_map(|folder| {
        let files = fs::read_dir(Path::new("static").join(folder)).into_iter().flatten().flatten();
        files.filter_map(move |file| Some(format!("{folder}{}", file.file_name().into_string().ok()?)))
    });
    let pieces: Vec<&str> = page.split('"').collect();
    let loads = |name: &str, pair: &[&str]| match pair {
        [from, address] => {
            (from.ends_with("href=") || from.ends_with("src=")) && address.ends_with(&format!("/{name}"))
        }
        _ => false,
    };
    known.filter(|name| pieces.windows(2).any(|pair| loads(name, pair))).collect()
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// Bytes after compression as servers usually do it.
fn gzip(bytes: &[u8]) -> Result<usize, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map(|compressed| compressed.len()).map_err(|error| format!("gzip: {error}"))
}
