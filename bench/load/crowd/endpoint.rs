//! Where a socket of the crowd goes, and from which address it comes.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// Sockets from one address of this machine: a system hands out some 28,000 ports for each, and
/// those that were closed lately are not free yet.
const SOCKETS_PER_ADDRESS: usize = 5_000;

/// The receive buffer of a socket that stops reading: a phone, not a server.
const SMALL_BUFFER_BYTES: u32 = 4 * 1024;

/// The read buffer of a WebSocket. Ten thousand of the usual ones are more than a gigabyte.
const READ_BUFFER_BYTES: usize = 16 * 1024;

/// How a socket is opened, each time.
pub(super) struct Endpoint {
    pub(super) from: SocketAddr,
    pub(super) to: SocketAddr,
    pub(super) origin: String,
    pub(super) cookie: Option<String>,
    pub(super) buffer: ReceiveBuffer,
}

/// How much the system takes for a socket that does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReceiveBuffer {
    Usual,
    Small,
}

impl Endpoint {
    /// Opens a socket at a path.
    pub(super) async fn open(&self, path: &str) -> Result<WebSocketStream<TcpStream>, String> {
        self.try_open(path).await.map_err(|error| error.to_string())
    }

    async fn try_open(&self, path: &str) -> Result<WebSocketStream<TcpStream>, Box<dyn Error>> {
        let mut request = format!("ws://{}{path}", self.to).into_client_request()?;
        let headers = [("Origin", Some(&self.origin)), ("Cookie", self.cookie.as_ref())];
        for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            request.headers_mut().insert(name, HeaderValue::from_str(value)?);
        }
        let socket = TcpSocket::new_v4()?;
        if self.buffer == ReceiveBuffer::Small {
            socket.set_recv_buffer_size(SMALL_BUFFER_BYTES)?;
        }
        socket.bind(self.from)?;
        let stream = socket.connect(self.to).await?;
        stream.set_nodelay(true)?;
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER_BYTES).write_buffer_size(0);
        let (socket, _) = tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await?;
        Ok(socket)
    }
}

/// The address that a socket comes from. All of 127.0.0.0/8 is this machine.
pub(super) fn source(socket: usize) -> SocketAddr {
    let host = u8::try_from(2 + socket / SOCKETS_PER_ADDRESS).unwrap_or(u8::MAX);
    SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::new(127, 0, 0, host), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_sockets_come_from_two_addresses() {
        let hosts: std::collections::BTreeSet<_> = (0..10_000).map(|n| source(n).ip()).collect();
        assert_eq!(hosts.len(), 2);
    }
}
