//! A bad network between clients and a server.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::wait;

/// A TCP proxy on loopback, whose links can be made to fail. It ends when it is dropped, and its links with it.
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
pub enum Way {
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
    /// So many more bytes pass in one direction, and then it is cut: in the middle of a frame, most likely.
    CutAfter(Way, u64),
    /// Nothing passes any more in either direction, and nobody is told.
    Stall,
    /// So many bytes a second pass to the client.
    Throttle(u32),
    /// Nothing from the server reaches the client any more, as if that had stopped reading; what the client sends still
    /// passes. What is held here is not more than what the system's buffers and ours take, then the server has to wait.
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

#[derive(Debug)]
struct Link {
    orders: watch::Sender<Orders>,
    passed: Arc<Passed>,
}

/// How a link is to behave.
#[derive(Clone, Copy, Debug, Default)]
struct Orders {
    cut: bool,
    stalled: bool,
    unread: bool,
    /// Bytes a second towards the client.
    rate: Option<u32>,
    /// After how many bytes since its beginning it is cut, up and down.
    limits: [Option<u64>; 2],
}

/// Bytes that have passed, up and down.
#[derive(Debug, Default)]
struct Passed([AtomicU64; 2]);

/// Why a link ended without a good-bye.
enum Broken {
    ByOrder,
    ByItself,
}

/// Bytes that are held at most, each way, besides what the system holds.
const BUFFER: usize = 16 * 1024;

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

    /// Does something to some links. Those that are gone are left out. Returns to how many it was done.
    pub fn does(&self, fault: Fault, to: &[LinkId]) -> usize {
        let links = self.shared.links();
        let mut done = 0;
        for link in to.iter().filter_map(|id| links.get(id)) {
            link.orders.send_modify(|orders| match fault {
                Fault::Cut => orders.cut = true,
                Fault::CutAfter(way, bytes) => orders.limits[way as usize] = Some(link.passed.of(way) + bytes),
                Fault::Stall => orders.stalled = true,
                Fault::Throttle(rate) => orders.rate = Some(rate.max(1)),
                Fault::StopReading => orders.unread = true,
                Fault::Heal => *orders = Orders::default(),
            });
            done += 1;
        }
        done
    }

    /// Does something to all links.
    pub fn does_to_all(&self, fault: Fault) -> usize {
        self.does(fault, &self.links())
    }

    /// Whether new connections are reset at once.
    pub fn refuses(&self, refuses: bool) {
        self.shared.refusing.store(refuses, Ordering::Relaxed);
    }

    /// Whether new connections are taken and nothing passes on them, as in a network that drops packets. A
    /// [`Heal`](Fault::Heal) lets a link go on that was taken like this.
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

impl Passed {
    fn of(&self, way: Way) -> u64 {
        self.0[way as usize].load(Ordering::Relaxed)
    }

    fn add(&self, way: Way, bytes: usize) {
        self.0[way as usize].fetch_add(bytes as u64, Ordering::Relaxed);
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
            let (id, passed) = (LinkId(n), Arc::new(Passed::default()));
            let stalled = shared.swallowing.load(Ordering::Relaxed);
            let (orders, obeying) = watch::channel(Orders { stalled, ..Orders::default() });
            shared.links().insert(id, Link { orders, passed: Arc::clone(&passed) });
            if carry(client, server, obeying, &passed).await {
                shared.cuts.fetch_add(1, Ordering::Relaxed);
            }
            shared.links().remove(&id);
        });
    }
}

/// Carries a link to its end. Says whether it was cut by order.
async fn carry(mut client: TcpStream, server: u16, mut orders: watch::Receiver<Orders>, passed: &Passed) -> bool {
    let Ok(mut server) = TcpStream::connect(("127.0.0.1", server)).await else {
        let _ = client.set_zero_linger();
        return false;
    };
    for end in [&client, &server] {
        let _ = end.set_nodelay(true);
    }
    let broken = {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        let up = pump(from_client, to_server, Way::Up, orders.clone(), passed);
        let down = pump(from_server, to_client, Way::Down, orders.clone(), passed);
        tokio::select! {
            ended = async { tokio::try_join!(up, down) } => ended.err(),
            _ = orders.wait_for(|orders| orders.cut) => Some(Broken::ByOrder),
        }
    };
    if broken.is_some() {
        // Closed like this, a connection is reset and what was not delivered is thrown away.
        for end in [&client, &server] {
            let _ = end.set_zero_linger();
        }
    }
    matches!(broken, Some(Broken::ByOrder))
}

/// Passes on what goes one way, until its source has nothing more.
async fn pump(
    mut from: ReadHalf<'_>,
    mut to: WriteHalf<'_>,
    way: Way,
    mut orders: watch::Receiver<Orders>,
    passed: &Passed,
) -> Result<(), Broken> {
    let mut buffer = vec![0; BUFFER];
    let passes = |orders: &Orders| !(orders.stalled || orders.unread && way == Way::Down);
    loop {
        orders.wait_for(passes).await.map_err(|_| Broken::ByItself)?;
        let read = from.read(&mut buffer).await;
        // Again, because an order may have come while there was nothing to read. Until it is lifted, what was read stays
        // here, and nobody is told of an end either.
        orders.wait_for(passes).await.map_err(|_| Broken::ByItself)?;
        let mut held = match read {
            Ok(0) => return to.shutdown().await.map_err(|_| Broken::ByItself),
            Ok(read) => &buffer[..read],
            Err(_) => return Err(Broken::ByItself),
        };
        while !held.is_empty() {
            let now = *orders.wait_for(passes).await.map_err(|_| Broken::ByItself)?;
            let rate = now.rate.filter(|_| way == Way::Down);
            let left = now.limits[way as usize].map(|limit| limit.saturating_sub(passed.of(way)));
            if left == Some(0) {
                return Err(Broken::ByOrder);
            }
            let most = left.and_then(|left| usize::try_from(left).ok()).unwrap_or(BUFFER);
            let tenth = rate.map_or(BUFFER, |rate| usize::try_from(rate / 10).unwrap_or(BUFFER).max(1));
            let (piece, rest) = held.split_at(held.len().min(most).min(tenth));
            to.write_all(piece).await.map_err(|_| Broken::ByItself)?;
            passed.add(way, piece.len());
            held = rest;
            if let Some(rate) = rate {
                wait::let_pass(Duration::from_secs_f64(piece.len() as f64 / f64::from(rate))).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    /// A server that says everything back, and somebody who is connected to it through a proxy.
    async fn echo() -> (Proxy, TcpStream) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut from, mut to) = stream.split();
                    let _ = tokio::io::copy(&mut from, &mut to).await;
                });
            }
        });
        let proxy = Proxy::to(port).await.unwrap();
        let mut client = connect(&proxy).await;
        assert_eq!(said_back(&mut client, "hello").await.unwrap(), "hello");
        (proxy, client)
    }

    async fn connect(proxy: &Proxy) -> TcpStream {
        TcpStream::connect(proxy.origin().trim_start_matches("http://")).await.unwrap()
    }

    async fn said_back(client: &mut TcpStream, text: &str) -> io::Result<String> {
        client.write_all(text.as_bytes()).await?;
        let mut read = vec![0; text.len()];
        client.read_exact(&mut read).await?;
        Ok(String::from_utf8_lossy(&read).into_owned())
    }

    /// Whether nothing comes for a while.
    async fn is_silent(client: &mut TcpStream) -> bool {
        let nothing = tokio::time::timeout(Duration::from_millis(200), client.read_u8()).await;
        nothing.is_err()
    }

    #[tokio::test]
    async fn a_cut_is_a_reset() {
        let (proxy, mut client) = echo().await;
        assert_eq!(proxy.does_to_all(Fault::Cut), 1);
        let error = client.read_u8().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
        assert_eq!((proxy.cuts(), proxy.links().len()), (1, 0));
        let mut again = connect(&proxy).await;
        assert_eq!(said_back(&mut again, "again").await.unwrap(), "again");
    }

    #[tokio::test]
    async fn a_cut_after_some_bytes_lets_exactly_those_pass() {
        for way in [Way::Up, Way::Down] {
            let (proxy, mut client) = echo().await;
            proxy.does_to_all(Fault::CutAfter(way, 3));
            client.write_all(b"abc").await.unwrap();
            let mut read = [0; 3];
            if client.read_exact(&mut read).await.is_ok() {
                assert_eq!(&read, b"abc");
            }
            let _ = client.write_all(b"defghi").await;
            let error = client.read_u8().await.unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{way:?}");
            assert_eq!(proxy.cuts(), 1);
        }
    }

    #[tokio::test]
    async fn what_a_stall_holds_back_passes_when_it_is_over() {
        let (proxy, mut client) = echo().await;
        proxy.does_to_all(Fault::Stall);
        client.write_all(b"later").await.unwrap();
        assert!(is_silent(&mut client).await);
        proxy.does_to_all(Fault::Heal);
        let mut read = [0; 5];
        client.read_exact(&mut read).await.unwrap();
        assert_eq!(&read, b"later");
    }

    #[tokio::test]
    async fn a_stall_hides_that_the_server_is_gone() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let proxy = Proxy::to(listener.local_addr().unwrap().port()).await.unwrap();
        let mut client = connect(&proxy).await;
        let (mut server, _) = listener.accept().await.unwrap();
        server.write_all(b"hello").await.unwrap();
        let mut read = [0; 5];
        client.read_exact(&mut read).await.unwrap();

        proxy.does_to_all(Fault::Stall);
        drop(server);
        assert!(is_silent(&mut client).await);
        proxy.does_to_all(Fault::Heal);
        assert!(client.read_u8().await.is_err(), "now it is told");
    }

    #[tokio::test]
    async fn a_throttled_link_is_slow_and_whole() {
        let (proxy, mut client) = echo().await;
        proxy.does_to_all(Fault::Throttle(1_000));
        let began = tokio::time::Instant::now();
        let text = "0123456789".repeat(30);
        assert_eq!(said_back(&mut client, &text).await.unwrap(), text);
        let took = began.elapsed();
        assert!(took >= Duration::from_millis(200), "300 bytes at 1,000 a second came within {took:?}");
    }

    #[tokio::test]
    async fn a_reader_that_has_stopped_still_sends() {
        let (proxy, mut client) = echo().await;
        proxy.does_to_all(Fault::StopReading);
        client.write_all(b"one").await.unwrap();
        assert!(is_silent(&mut client).await, "the first answer after the order is held back already");
        client.write_all(b"two").await.unwrap();
        assert!(is_silent(&mut client).await);
        proxy.does_to_all(Fault::Heal);
        let mut read = [0; 6];
        client.read_exact(&mut read).await.unwrap();
        assert_eq!(&read, b"onetwo");
    }

    #[tokio::test]
    async fn a_proxy_that_refuses_resets_new_links_only() {
        let (proxy, mut client) = echo().await;
        proxy.refuses(true);
        let mut refused = connect(&proxy).await;
        assert!(said_back(&mut refused, "hello").await.is_err());
        assert_eq!(said_back(&mut client, "still").await.unwrap(), "still");
    }

    #[tokio::test]
    async fn a_proxy_that_swallows_says_nothing_on_new_links_only() {
        let (proxy, mut client) = echo().await;
        proxy.swallows(true);
        let mut lost = connect(&proxy).await;
        lost.write_all(b"hello").await.unwrap();
        assert!(is_silent(&mut lost).await);
        assert_eq!(said_back(&mut client, "still").await.unwrap(), "still");
        proxy.does_to_all(Fault::Heal);
        let mut read = [0; 5];
        lost.read_exact(&mut read).await.unwrap();
        assert_eq!(&read, b"hello");
    }

    #[tokio::test]
    async fn a_proxy_ends_with_its_links_when_it_is_dropped() {
        let (proxy, mut client) = echo().await;
        let origin = proxy.origin();
        drop(proxy);
        assert!(client.read_u8().await.is_err());
        assert!(TcpStream::connect(origin.trim_start_matches("http://")).await.is_err());
    }
}
