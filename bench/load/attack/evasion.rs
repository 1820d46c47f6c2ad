//! Getting past a refusal: as another site's page, and after a ban.

use std::rc::Rc;

use client::PageHead;
use futures_util::StreamExt as _;

use super::floods::turns;
use super::hostile::Scene;
use super::talk::hostile_text;
use super::wire::{NotOpened, Somebody, is_let_in, say, socket_of};

/// Requests at a time.
const AT_ONCE: usize = 32;

/// Sockets that another site asks for in a second.
const FOREIGN_PER_SECOND: f64 = 200.0;

/// Where pages of other sites are.
const ELSEWHERE: &str = "https://elsewhere.example";

/// Names that are tried from an address after a ban.
const NEW_NAMES: usize = 5;

/// Asks for sockets as a page of another site does, with somebody's cookie.
pub(super) async fn foreign_origins(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    let Some(who) = sessions.first() else { return };
    let tries = turns(FOREIGN_PER_SECOND).map(|_| async move {
        scene.count("sockets asked for");
        match scene.wire.open_from(&socket_of(scene.room), who, ELSEWHERE).await {
            Ok(_) => scene.count("let in"),
            Err(NotOpened::Refused) => scene.count("refused"),
            Err(NotOpened::Failed) => scene.count("connection failed"),
        }
    });
    tries.buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
}

/// Each is banned, and then tries whatever there is.
pub(super) async fn bans(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    for (n, who) in sessions.iter().enumerate() {
        if let Err(problem) = ban_and_try(scene, n, who).await {
            scene.count("could not be tried");
            eprintln!("attack: {problem}");
        }
    }
    std::future::pending::<()>().await;
}

async fn ban_and_try(scene: &Scene, n: usize, who: &Somebody) -> Result<(), String> {
    let opened = scene.wire.open(&socket_of(scene.room), who).await;
    let mut socket = opened.map_err(|error| format!("somebody did not get in before the ban: {error:?}"))?;
    is_let_in(&mut socket).await.map_err(|code| format!("somebody was closed before the ban: {code:?}"))?;
    let page = scene.wire.get(&format!("/r/{}", scene.room), who).await?;
    let me = PageHead::read(&page.text).map_err(|error| error.to_string())?.member.to_owned();
    let ban = format!("/r/{}/people/{me}/ban", scene.room);
    let banned = scene.wire.post(&ban, &[("term", "0")], &scene.owner).await?;
    if banned.status != 303 {
        return Err(format!("nobody could be banned: {}", banned.status));
    }
    scene.count("banned");
    // The socket that is still open, the old cookie, a form, from elsewhere too.
    say(&mut socket, &format!("{:016x}", n + 1), &hostile_text(scene.run, (0, 0), 1)).await;
    let elsewhere = Somebody { address: format!("198.51.100.{}", n + 1), cookie: who.cookie.clone() };
    for who in [who, &elsewhere] {
        tries(scene, who).await;
        let said = [("text", &*hostile_text(scene.run, (0, 0), 2)), ("cid", &*format!("{:016x}", n + 1_000))];
        scene.count("tries of the banned");
        let answer = scene.wire.post(&format!("/r/{}/say", scene.room), &said, who).await?;
        // What was refused is kept at an address of its own.
        if answer.status == 303 && answer.location == format!("/r/{}", scene.room) {
            scene.count("let in after a ban");
        }
    }
    // Somebody new from the same address.
    for new in 0..NEW_NAMES {
        scene.count("tries of the banned");
        let name = format!("Newcomer {}x{n}x{new}", scene.run);
        if let Some(new) = scene.wire.joins(&name, scene.room, &who.address).await? {
            tries(scene, &new).await;
        }
    }
    Ok(())
}

/// Opens a socket after a ban.
async fn tries(scene: &Scene, who: &Somebody) {
    scene.count("tries of the banned");
    if let Ok(mut socket) = scene.wire.open(&socket_of(scene.room), who).await
        && is_let_in(&mut socket).await.is_ok()
    {
        scene.count("let in after a ban");
    }
}
