//! Addresses that are nearly ours: as people write them, and of another build.

use room::Slug;
use templates::assets;
use worker::Method;

/// The path of a page of a room as we write it, made from one as people do: `/R/Tea_Room/Settings/`
/// is `/r/tea-room/settings`.
pub(super) fn tidied(path: &str) -> Option<String> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let below = segments.next().filter(|below| below.eq_ignore_ascii_case("r"))?.to_ascii_lowercase();
    let room = Slug::in_path(segments.next()?).ok()?;
    let page = segments.map(|page| page.trim_end_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase());
    let segments: Vec<String> = [below, room.as_str().to_owned()].into_iter().chain(page).collect();
    Some(format!("/{}", segments.join("/")))
}

/// The plain address of a static file. Whoever asks the Worker for one has the hash of another
/// build: a page from before a deploy, or one from after it while it spreads.
pub(super) fn plain_file(method: &Method, path: &str) -> Option<String> {
    assets::plain(path).filter(|_| matches!(method, Method::Get | Method::Head))
}
