//! What is done and measured.

mod browser;
mod busy;
mod cost;
mod cut;
mod files;
mod growth;
mod page;
mod quiet;
mod reactions;
mod render;
mod room;
mod search;
mod slow;
mod smoke;
mod start;

use crate::crowd::{Behaviour, Crowd};
use crate::figures::Figures;
use crate::server::{Chat, Counting, Server};
use crate::sessions;

/// What to do.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// How often each chat is measured, in turns.
    pub(crate) pairs: usize,
    pub(crate) scenarios: Vec<Scenario>,
    /// Which of the two; without the baseline there are no ratios, and it is all much quicker.
    pub(crate) chats: Vec<Chat>,
}

impl Default for Plan {
    fn default() -> Self {
        Self { pairs: 5, scenarios: Scenario::ALL.to_vec(), chats: Chat::BOTH.to_vec() }
    }
}

/// Something that is done on fresh servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// A thousand people join, forty messages a second, then five hundred at once.
    Busy,
    /// A hundred people, two messages a second.
    Quiet,
    /// From a hundred people to ten thousand.
    Growth,
    /// All connections are cut at once.
    Cut,
    /// Some have stopped reading.
    Slow,
    /// A thousand people react to one message.
    Reactions,
    /// What a browser transfers, and the bundle.
    Page,
    /// A page in Chromium.
    Browser,
    /// What starting the isolate costs.
    Start,
    /// What rendering costs natively.
    Render,
    /// Rows, statements, wake-ups.
    Cost,
    /// A silent room.
    Sleep,
    /// A search in a room of a million messages.
    Search,
    /// A picture, what it costs, and large files of many at once.
    Files,
    /// Whether everything is delivered; no figures.
    Smoke,
}

impl Scenario {
    /// All but the smoke form.
    pub(crate) const ALL: [Self; 14] = [
        Self::Busy,
        Self::Quiet,
        Self::Growth,
        Self::Cut,
        Self::Slow,
        Self::Reactions,
        Self::Page,
        Self::Browser,
        Self::Start,
        Self::Render,
        Self::Cost,
        Self::Sleep,
        Self::Search,
        Self::Files,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Quiet => "quiet",
            Self::Growth => "growth",
            Self::Cut => "cut",
            Self::Slow => "slow",
            Self::Reactions => "reactions",
            Self::Page => "page",
            Self::Browser => "browser",
            Self::Start => "start",
            Self::Render => "render",
            Self::Cost => "cost",
            Self::Sleep => "sleep",
            Self::Search => "search",
            Self::Files => "files",
            Self::Smoke => "smoke",
        }
    }

    pub(crate) async fn run(self, plan: &Plan, figures: &mut Figures) -> Result<(), String> {
        match self {
            Self::Busy => busy::run(plan, figures).await,
            Self::Quiet => quiet::run(plan, figures).await,
            Self::Growth => growth::run(plan, figures).await,
            Self::Cut => cut::run(plan, figures).await,
            Self::Slow => slow::run(plan, figures).await,
            Self::Reactions => reactions::run(plan, figures).await,
            Self::Page => page::run(figures).await,
            Self::Browser => browser::run(plan, figures).await,
            Self::Start => start::run(plan, figures),
            Self::Render => render::run(figures),
            Self::Cost => {
                cost::run(plan, figures, 100, 400).await?;
                cost::slow_room(figures).await
            }
            Self::Sleep => cost::sleeps(figures).await,
            Self::Search => search::run(figures).await,
            Self::Files => files::run(figures).await,
            Self::Smoke => smoke::run().await,
        }
    }
}

/// What people say: as long as most of what is said in a chat.
const FILLER: &str = "The quick brown fox jumps over the lazy dog & asks: is this on?";

/// Tells whoever is waiting how far it is.
fn progress(line: &str) {
    eprintln!("bench: {line}");
}

/// A server in which everything has run often enough to be compiled by V8, in another room than the
/// one that is measured.
async fn warm(chat: Chat) -> Result<Server, String> {
    let server = Server::start(chat, Counting::Off)?;
    let guests = sessions::join(&server, "warm-up", 30).await?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(30, Behaviour::Reads).await?;
    crowd.ledger.measure();
    crowd.talk(150, 100.0, 0..30, FILLER).await?;
    crowd.delivered(150, 30).await?;
    crowd.verdict(0..30)?;
    Ok(server)
}

/// Measures each chat in turns, as many pairs as are planned.
async fn pairs(
    name: &str,
    plan: &Plan,
    figures: &mut Figures,
    measure: impl AsyncFn(Chat, &mut Figures) -> Result<(), String>,
) -> Result<(), String> {
    for pair in 0..plan.pairs {
        for chat in turns(plan, pair) {
            progress(&format!("{name}, pair {} of {}, {chat}", pair + 1, plan.pairs));
            measure(chat, figures).await?;
        }
    }
    Ok(())
}

/// Which chat begins: each of them in half of the pairs.
fn turns(plan: &Plan, pair: usize) -> Vec<Chat> {
    let mut chats = plan.chats.clone();
    let begins = pair % chats.len().max(1);
    chats.rotate_left(begins);
    chats
}
