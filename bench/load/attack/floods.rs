//! Floods: more than anybody may send, and what is no message at all. Whoever is closed comes back
//! at once, however often.

use std::rc::Rc;
use std::time::Duration;

use futures_util::future::join_all;
use futures_util::{SinkExt as _, Stream, StreamExt as _, stream};
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_tungstenite::tungstenite::Message;

use super::hostile::Scene;
use super::talk::hostile_text;
use super::wire::{NotOpened, Socket, Somebody, is_let_in, say, socket_of};

/// The time between two messages of one session: 50 a second.
const SAY_INTERVAL: Duration = Duration::from_millis(20);

/// The time between two messages of a raider, who may say one a second.
const TALK_INTERVAL: Duration = Duration::from_millis(500);

/// Frames a second that are no frames, of all who send them together.
const GARBAGE_PER_SECOND: f64 = 1_000.0;

/// Whoever is not let in tries again after this: ten times a second. All of them at once as fast as
/// they can would be a flood of requests, which no room sees.
const TRIES_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// A system that has no port left gets as long to find one.
const FAILED_PAUSE: Duration = Duration::from_millis(100);

/// Each session says far more than it may.
pub(super) async fn messages(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    let all = sessions.iter().enumerate().map(|(n, who)| async move {
        let mut said = 0;
        loop {
            let Some(socket) = comes_back(scene, who).await else {
                sleep(TRIES_AGAIN_AFTER).await;
                continue;
            };
            let code = sends(socket, SAY_INTERVAL, || {
                said += 1;
                scene.count("messages sent");
                let text = hostile_text(scene.run, (n % scene.attack.addresses(), n), said);
                client::say_frame(&format!("{:08x}{n:08x}{said:08x}", scene.run), &text)
            })
            .await;
            scene.count_closed(code);
        }
    });
    join_all(all).await;
}

/// Each session sends what no page sends.
pub(super) async fn garbage(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    let pause = Duration::from_secs_f64(sessions.len() as f64 / GARBAGE_PER_SECOND);
    let all = sessions.iter().map(|who| async move {
        loop {
            let Some(socket) = comes_back(scene, who).await else {
                sleep(pause).await;
                continue;
            };
            let code = sends(socket, pause, || {
                scene.count("frames sent");
                "garbage".to_owned()
            })
            .await;
            scene.count_closed(code);
        }
    });
    join_all(all).await;
}

/// Opens a socket, and waits until its member is let in.
pub(super) async fn comes_back(scene: &Scene, who: &Somebody) -> Option<Socket> {
    scene.count("sockets asked for");
    let mut socket = match scene.wire.open(&socket_of(scene.room), who).await {
        Ok(socket) => socket,
        Err(NotOpened::Refused) => {
            scene.count("refused by the fence");
            return None;
        }
        Err(NotOpened::Failed) => {
            scene.count("connection failed");
            sleep(FAILED_PAUSE).await;
            return None;
        }
    };
    match is_let_in(&mut socket).await {
        Ok(()) => {
            scene.count("let in");
            Some(socket)
        }
        Err(code) => {
            scene.count_closed(code);
            None
        }
    }
}

/// Sends a frame each `pause` until the socket is closed. Reads what comes, so that nobody closes
/// it for that. Returns the close code.
async fn sends(socket: Socket, pause: Duration, mut frame: impl FnMut() -> String) -> Option<u16> {
    let (mut sink, mut frames) = socket.split();
    let reads = async {
        loop {
            match frames.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    };
    let writes = async {
        let mut turns = interval(pause);
        loop {
            turns.tick().await;
            if sink.send(Message::text(frame())).await.is_err() {
                // What was received says why.
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        code = reads => code,
        () = writes => None,
    }
}

/// Talks on a socket twice as fast as it may, for ever.
pub(super) async fn talks(scene: &Scene, mut socket: Socket, n: usize) {
    let attacker = (n % scene.attack.addresses(), n);
    let mut said = 0;
    let mut turns = interval(TALK_INTERVAL);
    loop {
        tokio::select! {
            _ = turns.tick() => {
                said += 1;
                scene.count("messages sent");
                let cid = format!("{:08x}{n:08x}{said:08x}", scene.run);
                if !say(&mut socket, &cid, &hostile_text(scene.run, attacker, said)).await {
                    break;
                }
            }
            message = socket.next() => match message {
                Some(Ok(Message::Close(frame))) => return scene.count_closed(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            }
        }
    }
    scene.count_closed(None);
}

/// Counts turns, so many a second. What is late comes late, and not all at once.
pub(super) fn turns(per_second: f64) -> impl Stream<Item = usize> {
    let mut turns = interval(Duration::from_secs_f64(1.0 / per_second));
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    stream::unfold((turns, 0), |(mut turns, n)| async move {
        turns.tick().await;
        Some((n, (turns, n + 1)))
    })
}
