//! A request as bytes: with headers that no client would send, twice if need be.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::{Server, wait};

/// A request, header by header.
#[derive(Clone, Debug)]
pub struct RawRequest {
    head: String,
    body: String,
}

/// What it was answered.
#[derive(Clone, Debug)]
pub struct RawAnswer {
    /// The status.
    pub status: u16,
    /// Status line, headers and body.
    pub text: String,
}

impl RawRequest {
    /// A request for a path of a host.
    #[must_use]
    pub fn new(method: &str, path: &str, host: &str) -> Self {
        Self { head: format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"), body: String::new() }
    }

    /// One that opens a socket.
    #[must_use]
    pub fn upgrade(path: &str, host: &str) -> Self {
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        );
        Self { head, body: String::new() }
    }

    /// With one more header, whatever was there before.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// With a body of a type.
    #[must_use]
    pub fn with_body(self, kind: &str, body: &str) -> Self {
        let length = body.len().to_string();
        Self { body: body.to_owned(), ..self.with("Content-Type", kind).with("Content-Length", &length) }
    }

    /// Sends it, and reads the answer: of a socket only its head.
    pub async fn asks(&self, server: &Server) -> RawAnswer {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).await.expect("the server listens");
        let request = format!("{}\r\n{}", self.head, self.body);
        stream.write_all(request.as_bytes()).await.expect("the server reads");
        let mut read = Vec::new();
        let reads = async {
            let mut chunk = [0; 4_096];
            loop {
                let length = stream.read(&mut chunk).await.expect("the server answers");
                read.extend_from_slice(&chunk[..length]);
                if length == 0 || is_whole(&read) {
                    return;
                }
            }
        };
        timeout(wait::SOON, reads).await.unwrap_or_else(|_| panic!("an answer should end: {}", self.head));
        let text = String::from_utf8_lossy(&read).into_owned();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
        RawAnswer { status: status.unwrap_or_else(|| panic!("an answer, not: {text}")), text }
    }
}

/// Whether an answer has come to its end, if it says where that is. A socket's is that of its head.
fn is_whole(read: &[u8]) -> bool {
    let text = String::from_utf8_lossy(read);
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")?.parse::<usize>().ok());
    text.starts_with("HTTP/1.1 101 ") || length.is_some_and(|length| read.len() >= head.len() + 4 + length)
}

impl RawAnswer {
    /// The values of a header.
    #[must_use]
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        let pairs = head.lines().filter_map(|line| line.split_once(": "));
        pairs.filter(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }
}
