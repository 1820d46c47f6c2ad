//! What no library sends: frames that claim to be compressed, frames of the greatest size, and
//! requests that never end. Written byte by byte.

use std::rc::Rc;
use std::time::Duration;

use flate2::{Compress, Compression, FlushCompress};
use futures_util::future::join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{interval, sleep, timeout};

use super::hostile::Scene;
use super::wire::{ADDRESS, Somebody, socket_of};

/// What a bomb is once it is inflated, and how long a huge frame is: just less than the platform
/// takes at most.
const BOMB_BYTES: usize = 31 * 1024 * 1024;

/// A frame is sent in pieces of this size.
const PIECE_BYTES: usize = 64 * 1024;

/// The final frame of a message: of text, of bytes, and of compressed text.
const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;
const COMPRESSED_TEXT: u8 = 0xC1;

/// The opcode of a close frame, with the bit that says that it is all.
const CLOSE: u8 = 0x88;

/// Somebody who has sent a frame waits so long for what comes of it.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(10);

/// Whoever gets no connection tries again after this.
const TRIES_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// Connections that send a byte a second.
const SLOW_SENDERS: usize = 200;
const BYTE_INTERVAL: Duration = Duration::from_secs(1);

/// Each sends a few kilobytes that claim to be 31 MiB, whether or not the server has agreed to
/// inflate anything.
pub(super) async fn bombs(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    let bomb = &bomb();
    join_all(sessions.iter().map(|who| async move {
        loop {
            let Some((mut stream, is_compressed)) = upgrades(scene, who).await else { continue };
            scene.count(if is_compressed { "compression agreed" } else { "compression refused" });
            scene.count("bombs sent");
            let mut frame = header(COMPRESSED_TEXT, bomb.len());
            frame.extend_from_slice(bomb);
            if stream.write_all(&frame).await.is_ok() {
                scene.count_closed(close_code(&mut stream).await);
            }
        }
    }))
    .await;
}

/// Each sends a frame of 31 MiB, of bytes and of text in turns.
pub(super) async fn huge(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    let piece = &vec![0_u8; PIECE_BYTES];
    join_all(sessions.iter().map(|who| async move {
        let mut kinds = [BINARY, TEXT].into_iter().cycle();
        loop {
            let Some((mut stream, _)) = upgrades(scene, who).await else { continue };
            let mut sent = stream.write_all(&header(kinds.next().unwrap_or(BINARY), BOMB_BYTES)).await;
            for _ in 0..BOMB_BYTES / PIECE_BYTES {
                if sent.is_err() {
                    break;
                }
                sent = stream.write_all(piece).await;
            }
            if sent.is_ok() {
                scene.count("frames of 31 MiB sent");
            }
            scene.count_closed(close_code(&mut stream).await);
        }
    }))
    .await;
}

/// A request line that never ends, a form that never ends, and a frame that never ends.
pub(super) async fn slow_senders(scene: &Rc<Scene>, sessions: Vec<Somebody>) {
    let Some(who) = sessions.first() else { return };
    join_all((0..SLOW_SENDERS).map(|n| async move {
        loop {
            let opened = match n % 3 {
                0 => scene.wire.connect().await.ok().map(|stream| (stream, "GET /new HTTP/1.1\r\nX: ".to_owned())),
                1 => scene.wire.connect().await.ok().map(|stream| (stream, form_head(scene, who))),
                _ => upgrades(scene, who).await.map(|(stream, _)| (stream, String::new())),
            };
            let Some((mut stream, head)) = opened else {
                sleep(TRIES_AGAIN_AFTER).await;
                continue;
            };
            let begun = if head.is_empty() { header(TEXT, PIECE_BYTES) } else { head.into_bytes() };
            let mut sent = stream.write_all(&begun).await;
            scene.count("connections begun");
            let mut turns = interval(BYTE_INTERVAL);
            while sent.is_ok() {
                turns.tick().await;
                scene.count("bytes dripped");
                sent = stream.write_all(b"a").await;
            }
            scene.count("connections ended by the server");
        }
    }))
    .await;
}

fn form_head(scene: &Scene, who: &Somebody) -> String {
    format!(
        "POST /r/{}/say HTTP/1.1\r\nHost: {}\r\n{ADDRESS}: {}\r\nCookie: {}\r\nContent-Length: {PIECE_BYTES}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=",
        scene.room, scene.wire.to, who.address, who.cookie
    )
}

/// Opens a socket by hand that offers compression. Whether the server has agreed to it.
async fn upgrades(scene: &Scene, who: &Somebody) -> Option<(TcpStream, bool)> {
    scene.count("sockets asked for");
    let upgraded = async {
        let mut stream = scene.wire.connect().await.ok()?;
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\
             Origin: {}\r\nCookie: {}\r\n{ADDRESS}: {}\r\n\r\n",
            socket_of(scene.room),
            scene.wire.to,
            scene.wire.origin,
            who.cookie,
            who.address
        );
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.ok()?);
        }
        let head = String::from_utf8_lossy(&head).to_lowercase();
        head.starts_with("http/1.1 101").then(|| (stream, head.contains("permessage-deflate")))
    };
    let upgraded = timeout(CLOSE_TIMEOUT, upgraded).await.ok().flatten();
    scene.count(if upgraded.is_some() { "upgraded" } else { "not upgraded" });
    if upgraded.is_none() {
        sleep(TRIES_AGAIN_AFTER).await;
    }
    upgraded
}

/// Reads frames until one closes, and its code.
async fn close_code(stream: &mut TcpStream) -> Option<u16> {
    let code = async {
        loop {
            let (kind, length) = (stream.read_u8().await.ok()?, stream.read_u8().await.ok()?);
            let length = match length & 0x7F {
                126 => u64::from(stream.read_u16().await.ok()?),
                127 => stream.read_u64().await.ok()?,
                length => u64::from(length),
            };
            if kind == CLOSE {
                return stream.read_u16().await.ok();
            }
            tokio::io::copy(&mut (&mut *stream).take(length), &mut tokio::io::sink()).await.ok()?;
        }
    };
    timeout(CLOSE_TIMEOUT, code).await.ok().flatten()
}

/// The beginning of a masked frame. The mask is zero, so the payload stands as it is.
fn header(kind: u8, length: usize) -> Vec<u8> {
    const MASKED_AND_EIGHT_BYTES_OF_LENGTH: u8 = 0xFF;
    let mut header = vec![kind, MASKED_AND_EIGHT_BYTES_OF_LENGTH];
    header.extend_from_slice(&u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes());
    header.extend_from_slice(&[0; 4]);
    header
}

/// 31 MiB of the letter a, deflated: a piece that can stand by itself, again and again.
fn bomb() -> Vec<u8> {
    const MIB: usize = 1024 * 1024;
    let mut piece = Vec::with_capacity(PIECE_BYTES);
    // It all fits, so it is done in one go.
    let _ = Compress::new(Compression::best(), false).compress_vec(&vec![b'a'; MIB], &mut piece, FlushCompress::Full);
    piece.repeat(BOMB_BYTES / MIB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bomb_is_a_thousandth_of_what_it_becomes() {
        let bomb = bomb();
        assert!((20_000..60_000).contains(&bomb.len()), "{}", bomb.len());
        let mut inflated = Vec::with_capacity(BOMB_BYTES);
        let mut inflate = flate2::Decompress::new(false);
        inflate.decompress_vec(&bomb, &mut inflated, flate2::FlushDecompress::Sync).unwrap();
        assert_eq!(inflated.len(), BOMB_BYTES);
    }
}
