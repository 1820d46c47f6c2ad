//! A bad network between clients and a server.

mod link;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use self::link::{Ended, Link, Stalled};

/// A TCP proxy on loopback, whose links can be made to fail. It ends when it is dropped, and its
/// links with it.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

/// A link: a connection of a client and the one to the server that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkId(u64);

/// Which way bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the server.
    Up,
    /// From the server to the client.
    Down,
}

/// What can be done to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Both ends are told that the connection was reset. What is on its way is lost.
    Cut,
    /// So many more bytes pass in one direction, and then it is cut: in the middle of a frame, most
    /// likely.
    CutAfter(Direction, u64),
    /// Nothing passes any more in either direction, and nobody is told.
    Stall,
    /// So many bytes a second pass to the client.
    Throttle(u32),
    /// Nothing from the server reaches the client any more, as if that had stopped reading; what
    /// the client sends still passes. What is held here is not more than what the system's buffers
    /// and ours take, then the server has to wait.
    StopReading,
    /// The link is as it was at first. What was held back passes now.
    Heal,
}

#[derive(Debug, Default)]
struct Shared {
    links: Mutex<BTreeMap<LinkId, Link>>,
    refusing: AtomicBool,
    /// New links are stalled from the beginning.
    swallowing: AtomicBool,
    cuts: AtomicU64,
}

impl Proxy {
    /// A proxy for a server on a port of this machine.
    ///
    /// # Errors
    /// If no port can be had.
    pub async fn to(server: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared::default());
        let listening = tokio::spawn(listen(listener, server, Arc::clone(&shared)));
        Ok(Self { port, shared, listening })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The links that are open.
    #[must_use]
    pub fn links(&self) -> Vec<LinkId> {
        self.shared.links().keys().copied().collect()
    }

    /// A random share of the links that are open: each with this probability, 0 to 1.
    #[must_use]
    pub fn share(&self, random: &mut fastrand::Rng, share: f64) -> Vec<LinkId> {
        self.links().into_iter().filter(|_| random.f64() < share).collect()
    }

    /// Does something to some links. Those that are gone are left out. Returns to how many it was
    /// done.
    pub fn does(&self, fault: Fault, to: &[LinkId]) -> usize {
        let links = self.shared.links();
        let found = to.iter().filter_map(|id| links.get(id));
        found.map(|link| link.suffers(fault)).count()
    }

    /// Does something to all links.
    pub fn does_to_all(&self, fault: Fault) -> usize {
        self.does(fault, &self.links())
    }

    /// Whether new connections are reset at once.
    pub fn refuses(&self, refuses: bool) {
        self.shared.refusing.store(refuses, Ordering::Relaxed);
    }

    /// Whether new connections are taken and nothing passes on them, as in a network that drops
    /// packets. A [`Heal`](Fault::Heal) lets a link go on that was taken like this.
    pub fn swallows(&self, swallows: bool) {
        self.shared.swallowing.store(swallows, Ordering::Relaxed);
    }

    /// How many links it has cut so far.
    #[must_use]
    pub fn cuts(&self) -> u64 {
        self.shared.cuts.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Shared {
    fn links(&self) -> MutexGuard<'_, BTreeMap<LinkId, Link>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Accepts connections. The links live in here, so that they end with it.
async fn listen(listener: TcpListener, server: u16, shared: Arc<Shared>) {
    let mut carried = JoinSet::new();
    for n in 0.. {
        // Nothing can be accepted while the machine is out of descriptors; the next one may be.
        let Ok((client, _)) = listener.accept().await else { continue };
        while carried.try_join_next().is_some() {}
        if shared.refusing.load(Ordering::Relaxed) {
            let _ = client.set_zero_linger();
            continue;
        }
        let shared = Arc::clone(&shared);
        carried.spawn(async move {
            let is_swallowed = shared.swallowing.load(Ordering::Relaxed);
            let stalled = if is_swallowed { Stalled::FromTheBeginning } else { Stalled::No };
            let (id, (link, carrier)) = (LinkId(n), Link::new(stalled));
            shared.links().insert(id, link);
            if carrier.carry(client, server).await == Ended::Cut {
                shared.cuts.fetch_add(1, Ordering::Relaxed);
            }
            shared.links().remove(&id);
        });
    }
}
