//! Whether both chats deliver everything exactly once, and whether Natter keeps to its budgets of
//! bytes, requests, rows and statements. Nothing is timed: a machine of CI says nothing about
//! speed.

use super::{FILLER, Plan, browser, cost, files, page, progress};
use crate::crowd::{Behaviour, Crowd};
use crate::figures::Figures;
use crate::server::{Chat, Counting, Server};
use crate::sessions;

const SOCKETS: usize = 60;
const MESSAGES: usize = 120;

pub(super) async fn run() -> Result<(), String> {
    for chat in Chat::BOTH {
        let server = Server::start(chat, Counting::Off)?;
        once(&server).await.map_err(|problem| format!("{chat}: {problem}"))?;
        progress(&format!("{chat}: {SOCKETS} sockets had everything exactly once"));
        server.stop().await;
    }
    let mut figures = Figures::default();
    page::run(&mut figures).await?;
    progress("a page in Chromium");
    browser::smoke(&mut figures).await?;
    let alone = Plan { chats: vec![Chat::Natter], ..Plan::default() };
    cost::run(&alone, &mut figures, SOCKETS, 4 * MESSAGES).await?;
    files::cost(&mut figures).await?;
    figures.verdict()?;
    progress("bytes, requests, rows and statements are no more than they should be");
    Ok(())
}

async fn once(server: &Server) -> Result<(), String> {
    let guests = sessions::join(server, "lobby", SOCKETS).await?;
    let mut crowd = Crowd::new(server, guests)?;
    crowd.join(SOCKETS, Behaviour::Reads).await?;
    crowd.ledger.measure();
    crowd.talk(MESSAGES, 40.0, 0..SOCKETS, FILLER).await?;
    crowd.say_at_once(0..SOCKETS, FILLER)?;
    crowd.delivered(MESSAGES + SOCKETS, SOCKETS).await?;
    crowd.verdict(0..SOCKETS)
}
