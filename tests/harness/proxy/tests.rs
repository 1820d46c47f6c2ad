//! The proxy itself, with a server that says everything back.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

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
async fn cut_link_is_reset() {
    let (proxy, mut client) = echo().await;
    assert_eq!(proxy.does_to_all(Fault::Cut), 1);
    let error = client.read_u8().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    assert_eq!((proxy.cuts(), proxy.links().len()), (1, 0));
    let mut again = connect(&proxy).await;
    assert_eq!(said_back(&mut again, "again").await.unwrap(), "again");
}

#[tokio::test]
async fn cut_after_some_bytes_lets_exactly_those_pass() {
    for direction in [Direction::Up, Direction::Down] {
        let (proxy, mut client) = echo().await;
        proxy.does_to_all(Fault::CutAfter(direction, 3));
        client.write_all(b"abc").await.unwrap();
        let mut read = [0; 3];
        if client.read_exact(&mut read).await.is_ok() {
            assert_eq!(&read, b"abc");
        }
        let _ = client.write_all(b"defghi").await;
        let error = client.read_u8().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{direction:?}");
        assert_eq!(proxy.cuts(), 1);
    }
}

#[tokio::test]
async fn stalled_bytes_pass_when_the_stall_is_over() {
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
async fn stall_hides_that_the_server_is_gone() {
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
async fn throttled_link_is_slow_and_whole() {
    let (proxy, mut client) = echo().await;
    proxy.does_to_all(Fault::Throttle(1_000));
    let began = tokio::time::Instant::now();
    let text = "0123456789".repeat(30);
    assert_eq!(said_back(&mut client, &text).await.unwrap(), text);
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(200), "300 bytes at 1,000 a second came within {took:?}");
}

#[tokio::test]
async fn reader_that_has_stopped_still_sends() {
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
async fn refusing_proxy_resets_new_links_only() {
    let (proxy, mut client) = echo().await;
    proxy.refuses(true);
    let mut refused = connect(&proxy).await;
    assert!(said_back(&mut refused, "hello").await.is_err());
    assert_eq!(said_back(&mut client, "still").await.unwrap(), "still");
}

#[tokio::test]
async fn swallowing_proxy_is_silent_on_new_links_only() {
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
async fn dropped_proxy_ends_with_its_links() {
    let (proxy, mut client) = echo().await;
    let origin = proxy.origin();
    drop(proxy);
    assert!(client.read_u8().await.is_err());
    assert!(TcpStream::connect(origin.trim_start_matches("http://")).await.is_err());
}
