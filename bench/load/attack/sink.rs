//! A server that takes everything and does nothing. What the same attack costs the ten when it goes
//! there is what it costs them to share a machine with the attackers.

use std::thread;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{LocalSet, spawn_local};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// A page as far as attackers read one.
const PAGE: &str = r#"<header data-socket="/r/square/ws" data-version="1" data-me="nobody"></header>"#;

/// The first frame on a socket: whoever waits for it is let in.
const FIRST_FRAME: [u8; 5] = [0x81, 3, b'<', b'p', b'>'];

const READ_BYTES: usize = 64 * 1024;

/// Starts it, for as long as this process lives. Returns its origin.
pub(super) fn start() -> Result<String, String> {
    let failed = |error| format!("the server that does nothing did not start: {error}");
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let origin = format!("http://{}", listener.local_addr().map_err(failed)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    thread::spawn(move || LocalSet::new().block_on(&runtime, serve(listener)));
    Ok(origin)
}

async fn serve(listener: std::net::TcpListener) {
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            // What goes wrong there is the attackers' concern.
            spawn_local(async move { drop(answer(stream).await) });
        }
    }
}

/// Answers requests: a form leads somewhere, a page is a page, a socket opens and hears everything.
async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut read, mut buffer) = (Vec::new(), vec![0; READ_BYTES]);
    loop {
        let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else {
            let bytes = stream.read(&mut buffer).await?;
            if bytes == 0 {
                return Ok(());
            }
            read.extend(buffer.iter().take(bytes));
            continue;
        };
        let head = String::from_utf8_lossy(&read.drain(..end + 4).collect::<Vec<_>>()).into_owned();
        if let Some(key) = header(&head, "sec-websocket-key") {
            let accept = derive_accept_key(key.as_bytes());
            let opened = format!(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                 Sec-WebSocket-Accept: {accept}\r\n\r\n"
            );
            stream.write_all(&[opened.as_bytes(), &FIRST_FRAME].concat()).await?;
            while stream.read(&mut buffer).await? > 0 {}
            return Ok(());
        }
        let mut body = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0_usize);
        body = body.saturating_sub(read.drain(..body.min(read.len())).count());
        while body > 0 {
            let bytes = stream.read(&mut buffer).await?;
            if bytes == 0 {
                return Ok(());
            }
            read.extend(buffer.iter().take(bytes).skip(body));
            body = body.saturating_sub(bytes);
        }
        let status = if head.starts_with("POST") { "303 See Other" } else { "200 OK" };
        let length = PAGE.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\nLocation: /r/square\r\nSet-Cookie: nobody=0\r\nContent-Length: {length}\r\n\r\n{PAGE}"
        );
        stream.write_all(answer.as_bytes()).await?;
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(of, _)| of.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
}
