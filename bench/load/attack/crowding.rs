//! Taking what there is a number of: names, places in a room, connections, rooms, places on the
//! list.

use std::rc::Rc;
use std::time::Duration;

use futures_util::future::join_all;
use futures_util::{StreamExt as _, stream};
use tokio::time::sleep;

use super::floods::{comes_back, talks, turns};
use super::hostile::Scene;
use super::kind::{FOUNDINGS, RAIDERS, SOCKETS_OF_A_SLEEPER};
use super::wire::{Socket, Somebody};

/// What an attacker does at a time: more would only wait for the machine.
const AT_ONCE: usize = 32;

/// What an attacker does in a second: names, rooms that are founded, pages that are asked for.
const NAMES_PER_SECOND: f64 = 50.0;
const FOUNDINGS_PER_SECOND: f64 = 20.0;
const VISITS_PER_SECOND: f64 = 200.0;

/// Whoever is refused tries again after this.
const TRIES_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Everybody joins at once, each with a session of their own, and talks.
pub(super) async fn raid(scene: &Rc<Scene>) {
    join_all((0..RAIDERS).map(|n| async move {
        loop {
            if let Some((who, socket)) = joins(scene, n).await {
                talks(scene, socket, n).await;
                // The same session, as long as it is good for something.
                while let Some(socket) = comes_back(scene, &who).await {
                    talks(scene, socket, n).await;
                }
            }
            sleep(TRIES_AGAIN_AFTER).await;
        }
    }))
    .await;
}

/// Takes one name after another.
pub(super) async fn squat(scene: &Rc<Scene>) {
    let all = turns(NAMES_PER_SECOND).map(|n| async move { joins(scene, n).await });
    // A name is held for as long as its socket is open, and a while longer.
    let _held: Vec<_> = all.buffer_unordered(AT_ONCE).filter_map(async |joined| joined).collect().await;
}

/// Makes a session and goes in with it. None if somebody was in the way.
async fn joins(scene: &Scene, n: usize) -> Option<(Somebody, Socket)> {
    scene.count("sessions asked for");
    let who = match scene.wire.joins(&scene.name(n), scene.room, &scene.address(n)).await {
        Ok(Some(who)) => who,
        Ok(None) => {
            scene.count("sessions refused");
            return None;
        }
        Err(_) => {
            scene.count("requests failed");
            return None;
        }
    };
    let socket = comes_back(scene, &who).await?;
    scene.count("names taken");
    Some((who, socket))
}

/// Opens far more sockets than it may, and reads nothing.
pub(super) async fn slow_readers(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    let wanted = sessions.iter().cycle().take(sessions.len() * SOCKETS_OF_A_SLEEPER);
    let opened = stream::iter(wanted).map(|who| async move { comes_back(scene, who).await });
    let _open: Vec<Socket> = opened.buffer_unordered(AT_ONCE).filter_map(async |socket| socket).collect().await;
    std::future::pending::<()>().await;
}

/// Founds rooms, says a word in each, and wants all of them on the list.
pub(super) async fn found(scene: &Rc<Scene>) {
    let foundings = turns(FOUNDINGS_PER_SECOND).take(FOUNDINGS).map(|n| async move {
        scene.count("rooms asked for");
        let address = scene.address(n);
        let Ok(visitor) = scene.wire.arrives(&address).await else { return scene.count("requests failed") };
        let (title, name) = (format!("Bargains {} {n}", scene.run), scene.name(n));
        let form = [("title", &*title), ("name", &*name), ("access", "listed")];
        let Ok(answer) = scene.wire.post("/new", &form, &visitor).await else { return scene.count("requests failed") };
        let Some(cookie) = answer.cookie.filter(|_| answer.location.starts_with("/r/")) else {
            return scene.count("rooms refused");
        };
        let who = Somebody { address, cookie };
        let room = format!("bargains-{}-{n}", scene.run);
        let Ok(page) = scene.wire.get(&format!("/r/{room}"), &who).await else { return scene.count("requests failed") };
        if page.status != 200 {
            return scene.count("rooms refused");
        }
        let said = [("text", "Cheap, cheap!"), ("cid", "0123456789abcdef")];
        match scene.wire.post(&format!("/r/{room}/say"), &said, &who).await {
            Ok(answer) if answer.location == format!("/r/{room}") => scene.count("rooms founded"),
            _ => scene.count("rooms refused"),
        }
    });
    foundings.buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
    std::future::pending::<()>().await;
}

/// Asks for pages of rooms that never were.
pub(super) async fn visit(scene: &Rc<Scene>) {
    let visits = turns(VISITS_PER_SECOND).map(|n| async move {
        let stranger = Somebody { address: scene.address(n), cookie: String::new() };
        match scene.wire.get(&format!("/r/never-was-{}-{n}", scene.run), &stranger).await {
            Ok(page) if page.status == 200 => scene.count("pages shown"),
            Ok(page) if page.status == 429 => scene.count("pages refused"),
            Ok(_) => scene.count("answered otherwise"),
            Err(_) => scene.count("requests failed"),
        }
    });
    visits.buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
}
