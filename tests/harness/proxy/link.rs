//! One link of the proxy: carries bytes both ways, as its orders say.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::watch;

use super::{Direction, Fault};
use crate::wait;

/// A link in the hands of its proxy.
#[derive(Debug)]
pub(super) struct Link {
    orders: watch::Sender<Orders>,
    passed: Arc<Passed>,
}

/// The other end of a [`Link`]: what carries it.
#[derive(Debug)]
pub(super) struct Carrier {
    orders: watch::Receiver<Orders>,
    passed: Arc<Passed>,
}

/// Whether a link passes anything at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stalled {
    No,
    FromTheBeginning,
}

/// How a link ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// One of its ends had nothing more to say, or was gone.
    ByItself,
    /// The proxy was told to cut it.
    Cut,
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
const BUFFER_BYTES: usize = 16 * 1024;

/// Pieces in which a slow link passes on the bytes of a second.
const PIECES_PER_SECOND: u32 = 10;

impl Link {
    /// A link that is in order, or that passes nothing from its beginning on.
    pub(super) fn new(is_stalled: Stalled) -> (Self, Carrier) {
        let (passed, stalled) = (Arc::new(Passed::default()), is_stalled == Stalled::FromTheBeginning);
        let (orders, obeying) = watch::channel(Orders { stalled, ..Orders::default() });
        (Self { orders, passed: Arc::clone(&passed) }, Carrier { orders: obeying, passed })
    }

    /// Does something to the link.
    pub(super) fn suffers(&self, fault: Fault) {
        self.orders.send_modify(|orders| match fault {
            Fault::Cut => orders.cut = true,
            Fault::CutAfter(direction, bytes) => {
                orders.limits[direction as usize] = Some(self.passed.of(direction) + bytes);
            }
            Fault::Stall => orders.stalled = true,
            Fault::Throttle(rate) => orders.rate = Some(rate.max(1)),
            Fault::StopReading => orders.unread = true,
            Fault::Heal => *orders = Orders::default(),
        });
    }
}

impl Passed {
    fn of(&self, direction: Direction) -> u64 {
        self.0[direction as usize].load(Ordering::Relaxed)
    }

    fn add(&self, direction: Direction, bytes: usize) {
        self.0[direction as usize].fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

impl Carrier {
    /// Carries a link to its end.
    pub(super) async fn carry(mut self, mut client: TcpStream, server: u16) -> Ended {
        let Ok(mut server) = TcpStream::connect(("127.0.0.1", server)).await else {
            let _ = client.set_zero_linger();
            return Ended::ByItself;
        };
        for end in [&client, &server] {
            let _ = end.set_nodelay(true);
        }
        let broken = {
            let (from_client, to_client) = client.split();
            let (from_server, to_server) = server.split();
            let up = pump(from_client, to_server, Direction::Up, self.orders.clone(), &self.passed);
            let down = pump(from_server, to_client, Direction::Down, self.orders.clone(), &self.passed);
            tokio::select! {
                ended = async { tokio::try_join!(up, down) } => ended.err(),
                _ = self.orders.wait_for(|orders| orders.cut) => Some(Broken::ByOrder),
            }
        };
        if broken.is_some() {
            // Closed like this, a connection is reset and what was not delivered is thrown away.
            for end in [&client, &server] {
                let _ = end.set_zero_linger();
            }
        }
        if matches!(broken, Some(Broken::ByOrder)) { Ended::Cut } else { Ended::ByItself }
    }
}

/// Passes on what goes one way, until its source has nothing more.
async fn pump(
    mut from: ReadHalf<'_>,
    mut to: WriteHalf<'_>,
    direction: Direction,
    mut orders: watch::Receiver<Orders>,
    passed: &Passed,
) -> Result<(), Broken> {
    let mut buffer = vec![0; BUFFER_BYTES];
    let passes = |orders: &Orders| !(orders.stalled || orders.unread && direction == Direction::Down);
    loop {
        orders.wait_for(passes).await.map_err(|_| Broken::ByItself)?;
        let read = from.read(&mut buffer).await;
        // Again, because an order may have come while there was nothing to read. Until it is
        // lifted, what was read stays here, and nobody is told of an end either.
        orders.wait_for(passes).await.map_err(|_| Broken::ByItself)?;
        let mut held = match read {
            Ok(0) => return to.shutdown().await.map_err(|_| Broken::ByItself),
            Ok(read) => &buffer[..read],
            Err(_) => return Err(Broken::ByItself),
        };
        while !held.is_empty() {
            let now = *orders.wait_for(passes).await.map_err(|_| Broken::ByItself)?;
            let rate = now.rate.filter(|_| direction == Direction::Down);
            let left = now.limits[direction as usize].map(|limit| limit.saturating_sub(passed.of(direction)));
            if left == Some(0) {
                return Err(Broken::ByOrder);
            }
            let most = left.and_then(|left| usize::try_from(left).ok()).unwrap_or(BUFFER_BYTES);
            let piece = rate
                .map_or(BUFFER_BYTES, |rate| usize::try_from(rate / PIECES_PER_SECOND).unwrap_or(BUFFER_BYTES).max(1));
            let (piece, rest) = held.split_at(held.len().min(most).min(piece));
            to.write_all(piece).await.map_err(|_| Broken::ByItself)?;
            passed.add(direction, piece.len());
            held = rest;
            if let Some(rate) = rate {
                wait::let_pass(Duration::from_secs_f64(piece.len() as f64 / f64::from(rate))).await;
            }
        }
    }
}
