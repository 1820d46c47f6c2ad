//! What a browser transfers: the first load of a room, and the bundle that answers it. Nothing here is timed.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{FILLER, tell};
use crate::crowd::{Crowd, Temper};
use crate::figures::{Figures, Goal, Unit};
use crate::server::{Chat, Counting, Server};
use crate::sessions;

const MESSAGES: usize = 50;

const PAGE: &str = "first load of a room with 50 messages";
const BUNDLE: &str = "bundle";

pub(super) async fn run(figures: &mut Figures) -> Result<(), String> {
    tell("the first load of a room, and the bundle");
    let server = Server::start(Chat::Natter, Counting::Off)?;
    let guests = sessions::join(&server, "lobby", MESSAGES).await?;
    let reader = guests.passes.first().cloned().ok_or("nobody is to read")?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(MESSAGES, Temper::Reads).await?;
    crowd.ledger.measure();
    crowd.shout(0..MESSAGES, FILLER)?;
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
    let ours =
        sizes.iter().filter(|(name, _)| name.ends_with(".js") && !name.starts_with("htmx")).map(|(_, size)| size).sum();
    let extension = sizes.iter().filter(|(name, _)| *name == "socket.js").map(|(_, size)| size).sum();
    add(PAGE, "HTML + CSS + JS, gzip", Unit::Bytes, Goal::AtMost(30_000.0), html + of(".css") + of(".js"));
    add(PAGE, "HTML, gzip (all that a second visit transfers)", Unit::Bytes, Goal::Told, html);
    add(PAGE, "CSS, gzip", Unit::Bytes, Goal::Told, of(".css"));
    add(PAGE, "requests", Unit::Number, Goal::AtMost(6.0), 1 + assets.len());
    add(PAGE, "our ws extension, gzip", Unit::Bytes, Goal::AtMost(2_000.0), extension);
    add(PAGE, "all script of our own, gzip", Unit::Bytes, Goal::AtMost(4_000.0), ours);
    let wasm = read(Path::new("build/index_bg.wasm"))?;
    add(BUNDLE, "wasm, gzip", Unit::Bytes, Goal::AtMost(512_000.0), gzip(&wasm)?);
    add(BUNDLE, "wasm", Unit::Bytes, Goal::Told, wasm.len());
    add(BUNDLE, "JavaScript glue, gzip", Unit::Bytes, Goal::Told, gzip(&read(Path::new("build/index.js"))?)?);
    Ok(())
}

/// The files of ours that a page names, each once.
fn assets(page: &str) -> Vec<String> {
    let known =
        fs::read_dir("static").into_iter().flatten().flatten().filter_map(|file| file.file_name().into_string().ok());
    let named = |name: &String| page.contains(&format!("\"/{name}?")) || page.contains(&format!("\"/{name}\""));
    known.filter(named).collect()
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
