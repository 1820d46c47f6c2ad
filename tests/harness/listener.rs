//! Somebody whom a server calls: an HTTP server on loopback that remembers what it was sent, and
//! answers as it is told.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Bytes of a request that are read. Ours are a line of JSON.
const REQUEST_MAX_BYTES: usize = 65_536;

/// The listener. It ends when it is dropped, and its port then refuses connections.
#[derive(Debug)]
pub struct Listener {
    port: u16,
    shared: Arc<Mutex<Shared>>,
    listening: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    /// Each request, with its head.
    requests: Vec<String>,
    status: u16,
    body: String,
}

impl Listener {
    /// Listens on a free port, and answers 200 with an empty object.
    ///
    /// # Errors
    /// If no port can be had.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Shared { requests: Vec::new(), status: 200, body: "{}".to_owned() };
        let shared = Arc::new(Mutex::new(shared));
        let listening = tokio::spawn(listen(listener, Arc::clone(&shared)));
        Ok(Self { port, shared, listening })
    }

    /// The address of something that it serves.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Lets it answer something else from now on.
    pub fn answers(&self, status: u16, body: &str) {
        let mut shared = lock(&self.shared);
        (shared.status, shared.body) = (status, body.to_owned());
    }

    /// What it was sent so far, head and body.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        lock(&self.shared).requests.clone()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, shared: Arc<Mutex<Shared>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(answer(stream, Arc::clone(&shared)));
    }
}

async fn answer(mut stream: TcpStream, shared: Arc<Mutex<Shared>>) {
    let Some(request) = read(&mut stream).await else { return };
    let response = {
        let mut shared = lock(&shared);
        shared.requests.push(request);
        let Shared { status, body, .. } = &*shared;
        let head = format!("HTTP/1.1 {status} As told\r\nContent-Type: application/json\r\nConnection: close");
        format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let _ = stream.write_all(response.as_bytes()).await;
}

/// A request, whole.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    while bytes.len() < REQUEST_MAX_BYTES {
        if let Some((head, body)) = String::from_utf8_lossy(&bytes).split_once("\r\n\r\n")
            && body.len() >= length_of(head)
        {
            return Some(String::from_utf8_lossy(&bytes).into_owned());
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    None
}

fn length_of(head: &str) -> usize {
    let lengths =
        head.lines().filter_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
    lengths.filter_map(|length| length.trim().parse().ok()).next().unwrap_or(0)
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
