//! Somebody who visits Natter.

use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Client, Method, RequestBuilder, Url, redirect};
use templates::{ids, urls};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{self, http};

use crate::{Answer, Document, OPERATOR_KEY, Server, Window};

/// A socket in the hands of a test.
pub(crate) type Socket = WebSocketStream<TcpStream>;

/// Somebody with a cookie jar. Redirects are not followed: where they lead is for the test to see.
#[derive(Clone, Debug)]
pub struct Visitor {
    origin: String,
    client: Client,
    jar: Arc<Jar>,
    address: String,
}

/// The header in which Cloudflare says where a request comes from. `wrangler dev` takes it as it
/// comes.
const ADDRESS: &str = "CF-Connecting-IP";

impl Visitor {
    /// Somebody who has never been here: no cookie.
    #[must_use]
    pub fn stranger(server: &Server) -> Self {
        Self::at(server.origin())
    }

    /// Somebody who has never been here and comes some other way: scheme, host and port, as of a
    /// [`Proxy`](crate::Proxy).
    #[must_use]
    pub fn at(origin: String) -> Self {
        let jar = Arc::new(Jar::default());
        let address = fresh_address();
        let client = client(&jar, &address);
        Self { origin, client, jar, address }
    }

    /// Makes the visitor come from an address. Otherwise it is one of their own.
    #[must_use]
    pub fn from_address(self, address: &str) -> Self {
        Self { client: client(&self.jar, address), address: address.to_owned(), ..self }
    }

    /// Somebody who has joined under a name.
    #[track_caller]
    pub fn joins(server: &Server, name: &str) -> impl Future<Output = Self> {
        let at = Location::caller();
        let (visitor, name) = (Self::stranger(server), name.to_owned());
        async move {
            visitor.submits_name(&name, at).await;
            visitor
        }
    }

    /// Somebody who has signed in as the operator.
    #[track_caller]
    pub fn operates(server: &Server) -> impl Future<Output = Self> {
        let at = Location::caller();
        let visitor = Self::stranger(server);
        async move {
            let answer = visitor.post(urls::operator::ROOMS, &[("key", OPERATOR_KEY)]).await;
            assert_eq!(answer.status, 303, "{at}: the key should be taken: {}", answer.text);
            visitor
        }
    }

    /// Joins under a name, in a room of its own: where tests share a server, two of one name would
    /// be in each other's way.
    pub(crate) async fn submits_name(&self, name: &str, at: &Location<'_>) {
        let answer = self.post(urls::LANDING, &[("name", name), ("room", &format!("home-{}", fresh_cid()))]).await;
        assert_eq!(answer.status, 303, "{at}: {name} should be let in: {}", answer.text);
    }

    /// Many people who have joined.
    pub async fn crowd(server: &Server, people: usize) -> Vec<Self> {
        let mut crowd = Vec::new();
        for n in 1..=people {
            crowd.push(Self::joins(server, &crate::cast::extra(n)).await);
        }
        crowd
    }

    /// Asks for a path.
    pub async fn get(&self, path: &str) -> Answer {
        self.asks(self.request(Method::GET, path)).await
    }

    /// Posts a form to a path.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.asks(self.request(Method::POST, path).form(fields)).await
    }

    /// Posts a form as a browser does, which wants a page for an answer.
    pub async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.asks(self.request(Method::POST, path).header("Accept", "text/html,*/*;q=0.8").form(fields)).await
    }

    /// A request that can be made unusual before it is [asked](Self::asks).
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.origin))
    }

    /// Asks a request.
    pub async fn asks(&self, request: RequestBuilder) -> Answer {
        self.tries(request).await.expect("the server answers")
    }

    /// Asks a request that may remain without an answer.
    ///
    /// # Errors
    /// If the connection failed before the answer was whole.
    pub async fn tries(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        Answer::read(request.send().await?).await
    }

    /// Says something by a form, as a browser without scripts does.
    pub async fn says(&self, room: &str, text: &str) -> Answer {
        self.post(&urls::say(room), &[("text", text), ("cid", &fresh_cid())]).await
    }

    /// Fills in the composer of a page that is open and sends it, as a browser without scripts
    /// does.
    pub async fn submits(&self, page: &Document, text: &str) -> Answer {
        let composer = format!("#{}", ids::COMPOSER);
        let action = page.attribute(&composer, "action").unwrap_or_default();
        let cid = page.attribute(&format!("{composer} [name=cid]"), "value").unwrap_or_default();
        self.post(&action, &[("text", text), ("cid", &cid)]).await
    }

    /// Opens a room's page, without its socket.
    #[track_caller]
    pub fn opens(&self, room: &str) -> impl Future<Output = Document> {
        self.visits(&urls::room(room))
    }

    /// Opens a page.
    #[track_caller]
    pub fn visits<'a>(&'a self, path: &str) -> impl Future<Output = Document> + use<'a> {
        let (at, path) = (Location::caller(), path.to_owned());
        async move {
            let answer = self.get(&path).await;
            assert_eq!(answer.status, 200, "{at}: {path} should open: {}", answer.text);
            answer.document()
        }
    }

    /// Opens a room's page and its socket.
    #[track_caller]
    pub fn enters(&self, room: &str) -> impl Future<Output = Window> {
        let (at, page) = (Location::caller(), self.opens(room));
        async move { Window::open(self.clone(), page.await, at).await }
    }

    /// Opens the socket of a page that is open.
    #[track_caller]
    pub fn connects(&self, page: Document) -> impl Future<Output = Window> {
        Window::open(self.clone(), page, Location::caller())
    }

    /// Asks for a socket at a path, with the visitor's cookie and some more headers; `Origin` is
    /// one of them.
    ///
    /// # Errors
    /// The answer, if it is no socket.
    pub async fn requests_socket(&self, path: &str, headers: &[(&'static str, &str)]) -> Result<Socket, Box<Answer>> {
        match self.tries_socket(path, headers).await {
            Ok(socket) => Ok(socket),
            Err(tungstenite::Error::Http(response)) => Err(Box::new(answer(&response))),
            Err(error) => panic!("the handshake ended with: {error}"),
        }
    }

    /// The cookies that the answer to an upgrade sets.
    pub async fn cookies_of_socket(&self, path: &str) -> Vec<String> {
        let upgrade = self.upgrades(path, &[("Origin", self.origin())]).await;
        let (_socket, response) = upgrade.expect("the server upgrades");
        let cookies = response.headers().get_all("Set-Cookie").iter();
        cookies.map(|cookie| cookie.to_str().expect("a cookie is text").to_owned()).collect()
    }

    /// Asks for a socket that may not be had.
    ///
    /// # Errors
    /// If the connection failed, or if the answer is no socket.
    pub(crate) async fn tries_socket(
        &self,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Socket, tungstenite::Error> {
        self.upgrades(path, headers).await.map(|(socket, _)| socket)
    }

    async fn upgrades(
        &self,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<(Socket, http::Response<Option<Vec<u8>>>), tungstenite::Error> {
        let address = self.origin.trim_start_matches("http://");
        let mut request = format!("ws://{address}{path}").into_client_request().expect("an address");
        if let Some(cookie) = self.cookies() {
            request.headers_mut().insert("Cookie", cookie);
        }
        for (name, value) in [(ADDRESS, self.address.as_str())].iter().chain(headers) {
            request.headers_mut().insert(*name, HeaderValue::from_str(value).expect("a header’s value"));
        }
        let stream = TcpStream::connect(address).await?;
        tokio_tungstenite::client_async(request, stream).await
    }

    /// The cookies that the visitor would send.
    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        self.cookies().and_then(|cookies| cookies.to_str().map(str::to_owned).ok())
    }

    /// Makes the visitor send a cookie.
    pub fn forges(&self, cookie: &str) {
        self.jar.add_cookie_str(&format!("{cookie}; Path=/"), &self.url());
    }

    /// Where the visitor’s pages are from.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    fn cookies(&self) -> Option<http::HeaderValue> {
        self.jar.cookies(&self.url())
    }

    fn url(&self) -> Url {
        Url::parse(&self.origin).expect("the server’s address is one")
    }
}

fn client(jar: &Arc<Jar>, address: &str) -> Client {
    let address = HeaderValue::from_str(address).expect("an address is a header’s value");
    Client::builder()
        .cookie_provider(Arc::clone(jar))
        .default_headers(HeaderMap::from_iter([(HeaderName::from_static("cf-connecting-ip"), address)]))
        .redirect(redirect::Policy::none())
        .no_proxy()
        .build()
        .expect("a client without TLS can always be had")
}

/// An address that nobody comes from.
fn fresh_address() -> String {
    static VISITORS: AtomicU32 = AtomicU32::new(0);
    let [_, a, b, c] = VISITORS.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    format!("10.{a}.{b}.{c}")
}

/// An id for a send that nobody has used.
#[must_use]
pub(crate) fn fresh_cid() -> String {
    static SENDS: AtomicU32 = AtomicU32::new(0);
    format!("{:08x}{:08x}", std::process::id(), SENDS.fetch_add(1, Ordering::Relaxed))
}

fn answer(response: &http::Response<Option<Vec<u8>>>) -> Answer {
    let headers: HeaderMap = response.headers().clone();
    let text = response.body().as_deref().map(String::from_utf8_lossy).unwrap_or_default().into_owned();
    Answer { status: response.status().as_u16(), headers, text }
}
