//! How attackers speak to a server, and people too: requests and sockets that say from which
//! address they come, as Cloudflare does.

use std::cell::Cell;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

use reqwest::{Client, RequestBuilder, redirect};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};

use client::say_frame;
use futures_util::{SinkExt as _, StreamExt as _};

/// The header by which a Worker knows where somebody comes from.
pub(super) const ADDRESS: &str = "CF-Connecting-IP";

/// The path at which a browser gets a cookie before it has a session.
const FIRST_PAGE: &str = "/new";

/// A request that is not answered by then is given up.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

/// Sockets from one address of this machine, of which all of 127.0.0.0/8 is one: a system hands out
/// some 28,000 ports for each.
const SOCKETS_PER_HOST: u32 = 5_000;

/// The read buffer of a socket: there are many.
const READ_BUFFER_BYTES: usize = 16 * 1024;

pub(super) type Socket = WebSocketStream<TcpStream>;

/// A server, as one process reaches it.
pub(super) struct Wire {
    client: Client,
    pub(super) origin: String,
    pub(super) to: SocketAddr,
    opened: Cell<u32>,
}

/// Somebody with a session.
#[derive(Clone, Debug)]
pub(super) struct Somebody {
    /// Where they come from.
    pub(super) address: String,
    pub(super) cookie: String,
}

/// What a request was answered.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) cookie: Option<String>,
    /// Where a form has led; empty for everything else.
    pub(super) location: String,
    pub(super) text: String,
}

/// Why there is no socket.
#[derive(Debug)]
pub(super) enum NotOpened {
    /// The server has answered with a status.
    Refused,
    /// There was no connection.
    Failed,
}

impl Wire {
    pub(super) fn to(origin: &str) -> Result<Self, String> {
        let to = origin.trim_start_matches("http://").parse().map_err(|_| format!("{origin} is no origin"))?;
        let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().timeout(ANSWER_TIMEOUT).build();
        let client = client.map_err(|error| format!("no HTTP: {error}"))?;
        Ok(Self { client, origin: origin.to_owned(), to, opened: Cell::new(0) })
    }

    pub(super) async fn get(&self, path: &str, who: &Somebody) -> Result<Reply, String> {
        self.ask(self.client.get(format!("{}{path}", self.origin)), who).await
    }

    pub(super) async fn post(&self, path: &str, form: &[(&str, &str)], who: &Somebody) -> Result<Reply, String> {
        self.ask(self.client.post(format!("{}{path}", self.origin)).form(form), who).await
    }

    async fn ask(&self, request: RequestBuilder, who: &Somebody) -> Result<Reply, String> {
        let mut request = request.header(ADDRESS, &who.address).header("Origin", &self.origin);
        if !who.cookie.is_empty() {
            request = request.header("Cookie", &who.cookie);
        }
        let failed = |error| format!("a request failed: {error}");
        let answer = request.send().await.map_err(failed)?;
        let status = answer.status().as_u16();
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let cookie = header("Set-Cookie").split(';').next().filter(|cookie| !cookie.is_empty()).map(str::to_owned);
        let location = header("Location").to_owned();
        Ok(Reply { status, cookie, location, text: answer.text().await.map_err(failed)? })
    }

    /// As a browser that was never here: with the cookie of its first page.
    pub(super) async fn arrives(&self, address: &str) -> Result<Somebody, String> {
        let stranger = Somebody { address: address.to_owned(), cookie: String::new() };
        let page = self.get(FIRST_PAGE, &stranger).await?;
        let cookie = page.cookie.ok_or_else(|| format!("{FIRST_PAGE} gave no cookie ({})", page.status))?;
        Ok(Somebody { cookie, ..stranger })
    }

    /// Becomes somebody in a room. None if that is refused.
    pub(super) async fn joins(&self, name: &str, room: &str, address: &str) -> Result<Option<Somebody>, String> {
        let visitor = self.arrives(address).await?;
        let joined = self.post("/", &[("name", name), ("room", room)], &visitor).await?;
        Ok(joined
            .cookie
            .filter(|_| joined.location == format!("/r/{room}"))
            .map(|cookie| Somebody { cookie, ..visitor }))
    }

    /// Opens a socket.
    pub(super) async fn open(&self, path: &str, who: &Somebody) -> Result<Socket, NotOpened> {
        self.open_from(path, who, &self.origin).await
    }

    /// Opens a socket as a page of an origin does.
    pub(super) async fn open_from(&self, path: &str, who: &Somebody, origin: &str) -> Result<Socket, NotOpened> {
        let request = format!("ws://{}{path}", self.to).into_client_request();
        let mut request = request.map_err(|_| NotOpened::Failed)?;
        for (name, value) in [("Origin", origin), ("Cookie", &who.cookie), (ADDRESS, &who.address)] {
            request.headers_mut().insert(name, HeaderValue::from_str(value).map_err(|_| NotOpened::Failed)?);
        }
        let stream = self.connect().await.map_err(|_| NotOpened::Failed)?;
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER_BYTES).write_buffer_size(0);
        let opened = tokio_tungstenite::client_async_with_config(request, stream, Some(config));
        match timeout(ANSWER_TIMEOUT, opened).await {
            Ok(Ok((socket, _))) => Ok(socket),
            Ok(Err(Error::Http(_))) => Err(NotOpened::Refused),
            _ => Err(NotOpened::Failed),
        }
    }

    /// Opens a connection on which anything can be sent.
    pub(super) async fn connect(&self) -> std::io::Result<TcpStream> {
        let opened = self.opened.get();
        self.opened.set(opened + 1);
        let host = u8::try_from(2 + opened / SOCKETS_PER_HOST % 250).unwrap_or(u8::MAX);
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::new(127, 0, 0, host), 0)))?;
        let stream = socket.connect(self.to).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

/// The path of a room's socket, for a page that shows nothing yet.
pub(super) fn socket_of(room: &str) -> String {
    format!("/r/{room}/ws?v={}", client::limits::PROTOCOL_VERSION)
}

/// Says something. Whether the socket took it.
pub(super) async fn say(socket: &mut Socket, cid: &str, text: &str) -> bool {
    socket.send(Message::text(say_frame(cid, text))).await.is_ok()
}

/// Waits for the first frame on a socket: its member is let in. Otherwise the close code.
pub(super) async fn is_let_in(socket: &mut Socket) -> Result<(), Option<u16>> {
    let first = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Text(_))) => return Ok(()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    };
    timeout(ANSWER_TIMEOUT, first).await.unwrap_or(Err(None))
}
