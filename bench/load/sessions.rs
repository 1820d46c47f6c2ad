//! Who the sockets belong to.

use client::PageHead;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use reqwest::{Client, RequestBuilder, redirect};

use crate::server::{Chat, Server};

/// Requests at a time.
const REQUESTS_AT_ONCE: usize = 16;

/// Where a guest's socket is, and what opens it.
#[derive(Clone, Debug)]
pub(crate) struct Pass {
    /// The path of the socket; for the plain chat with its query.
    pub(crate) path: String,
    /// The cookie; the plain chat has none.
    pub(crate) cookie: Option<String>,
}

/// Everybody who is to connect, and the version that their pages are at; the plain chat has none.
#[derive(Clone, Debug)]
pub(crate) struct Guests {
    pub(crate) passes: Vec<Pass>,
    pub(crate) version: String,
}

/// Lets people in, each as somebody of their own, as a browser does before it opens a socket: a
/// page with a form for a cookie, then the form for a session. The page of the room is loaded once;
/// it would give everybody the same cursor.
///
/// On the plain chat a name in the socket's address is all there is.
pub(crate) async fn join(server: &Server, room: &str, people: usize) -> Result<Guests, String> {
    if server.chat == Chat::Baseline {
        let pass = |n| Pass { path: format!("/r/{room}/ws?name=Guest+{n}"), cookie: None };
        return Ok(Guests { passes: (1..=people).map(pass).collect(), version: String::new() });
    }
    let client = browser()?;
    let client = &client;
    let passes = (1..=people).map(|n| async move {
        let visitor = cookie(client.get(format!("{}/new", server.origin))).await?;
        let form = [("name", format!("Guest {n}")), ("room", room.to_owned())];
        let joining = client.post(format!("{}/", server.origin)).form(&form);
        let session = cookie(joining.header("Cookie", visitor)).await?;
        Ok::<_, String>(Pass { path: format!("/r/{room}/ws"), cookie: Some(session) })
    });
    let passes: Vec<Pass> = stream::iter(passes).buffered(REQUESTS_AT_ONCE).try_collect().await?;
    let version = page_version(server, room, passes.first()).await?;
    Ok(Guests { passes, version })
}

/// The cookie that an answer sets.
async fn cookie(request: RequestBuilder) -> Result<String, String> {
    let answer = request.send().await.map_err(|error| format!("nobody could join: {error}"))?;
    let status = answer.status();
    let cookie = answer.headers().get("Set-Cookie").and_then(|cookie| cookie.to_str().ok()?.split(';').next());
    Ok(cookie.ok_or_else(|| format!("no cookie with the answer {status} to joining"))?.to_owned())
}

/// The version that a page would have that is loaded now; the plain chat has none.
pub(crate) async fn page_version(server: &Server, room: &str, pass: Option<&Pass>) -> Result<String, String> {
    if server.chat == Chat::Baseline {
        return Ok(String::new());
    }
    let page = open(server, room, pass.ok_or("nobody is to join")?).await?;
    PageHead::read(&page).map(|head| head.version.to_owned()).map_err(|error| error.to_string())
}

/// A room's page.
pub(crate) async fn open(server: &Server, room: &str, pass: &Pass) -> Result<String, String> {
    let cookie = pass.cookie.as_deref().unwrap_or_default();
    let request = browser()?.get(format!("{}/r/{room}", server.origin)).header("Cookie", cookie);
    let failed = |error| format!("the room's page did not open: {error}");
    request.send().await.map_err(failed)?.error_for_status().map_err(failed)?.text().await.map_err(failed)
}

/// What a counting server has counted, and whether to begin anew.
pub(crate) async fn counts(server: &Server) -> Result<serde_json::Value, String> {
    json(server, "/bench/counts").await
}

/// What a server answers a program.
pub(crate) async fn json(server: &Server, path: &str) -> Result<serde_json::Value, String> {
    let failed = |error| format!("{path} could not be read: {error}");
    let answer = browser()?.get(format!("{}{path}", server.origin)).send().await.map_err(failed)?;
    answer.error_for_status().map_err(failed)?.json().await.map_err(failed)
}

fn browser() -> Result<Client, String> {
    let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().build();
    client.map_err(|error| format!("no HTTP: {error}"))
}
