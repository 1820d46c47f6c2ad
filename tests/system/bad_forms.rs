//! Forms that no page sends, down to bodies that are no forms: each has a status and a sentence,
//! nothing of it is stored, and the room lives.

use harness::cast::{ADA, GRACE};
use harness::{Answer, Server, Visitor};
use reqwest::Method;
use room::limits;
use templates::urls;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const FORM: &str = "application/x-www-form-urlencoded";

async fn posts(visitor: &Visitor, path: &str, body: impl Into<reqwest::Body>) -> Answer {
    visitor.asks(visitor.request(Method::POST, path).header("Content-Type", FORM).body(body)).await
}

#[tokio::test]
async fn fields_that_make_no_sense_are_read_or_refused() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let window = grace.enters("sorting-office").await;
    let many = |field: &str| field.repeat(limits::FORM_MAX_BYTES / 2 / field.len());
    for (n, (body, status, shown)) in [
        ("text=a&text=b".to_owned(), 400, ""),
        ("text=a&text=b&text".to_owned(), 400, ""),
        ("text=One&name=Mallory&member=x&seq=1&version=9".to_owned(), 303, "One"),
        ("text=%zz%4".to_owned(), 303, "%zz%4"),
        ("text=%ff%c0%af%ed%a0%80.".to_owned(), 303, "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}."),
        ("text=a%00b".to_owned(), 303, "a\u{FFFD}b"),
        ("text=a%0D%0Ab".to_owned(), 303, "a\nb"),
        (format!("{}text=Ten+thousand", many("a=&")), 303, "Ten thousand"),
        (format!("{}text=Commas", many("&")), 303, "Commas"),
        (format!("{}=x", many("text%5B%5D")), 422, ""),
        ("text%5B%5D=a".to_owned(), 422, ""),
        ("{\"text\":\"a\"}".to_owned(), 422, ""),
        ("text=".to_owned(), 422, ""),
        ("text".to_owned(), 422, ""),
        ("=".to_owned(), 422, ""),
        ("\0\0\0\0".to_owned(), 422, ""),
    ]
    .into_iter()
    .enumerate()
    {
        let visitor = if n % 2 == 0 { &ada } else { &grace };
        let answer = posts(visitor, &urls::say("sorting-office"), format!("{body}&cid=0123456789abcde{n:x}")).await;
        assert_eq!(answer.status, status, "{body:.60}: {:.200}", answer.text);
        if shown.is_empty() {
            assert!(!answer.document().text("h1").is_empty(), "{body:.60}");
        } else {
            window.sees(shown).await;
        }
    }
    let said: Vec<String> = window.messages().into_iter().map(|said| said.text).collect();
    assert_eq!(said.len(), 7, "{said:?}");
    assert!(!window.people().iter().any(|name| name == "Mallory"));
}

#[tokio::test]
async fn body_that_is_no_form_never_breaks_a_form() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let window = ada.enters("rubbish").await;
    window.says("Here to stay");
    let seq = window.sees("Here to stay").await.seq;
    let me = window.me();
    let bodies: [Vec<u8>; 7] = [
        b"\xff\xfe\x00\x01".to_vec(),
        b"%".to_vec(),
        b"a=1&a=2&text=1&text=2&name=1&name=2&title=1&title=2&owner=1&owner=2&member=1&member=2&reason=1&reason=2"
            .to_vec(),
        // As gzip: bodies are not inflated.
        [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0; 64]].concat(),
        "語=語&語".repeat(1_000).into_bytes(),
        b"cid=&cid=\x00&emoji=\xf0\x9f&on=maybe&minutes=1e99&until=-1".to_vec(),
        vec![b'&'; limits::FORM_MAX_BYTES],
    ];
    let room = "rubbish";
    for path in [
        urls::LANDING.to_owned(),
        urls::say(room),
        urls::updates(room),
        urls::edit(room, seq),
        urls::react(room, seq),
        urls::report(room, seq),
        urls::profile(room),
        urls::ignore(room),
        urls::settings(room),
        urls::remove_owner(room),
        urls::delete(room),
        urls::mute(room, &me),
        urls::ban(room, &me),
        urls::NEW_ROOM.to_owned(),
        urls::operator::ROOMS.to_owned(),
    ] {
        for body in &bodies {
            let answer = posts(&ada, &path, body.clone()).await;
            let head = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
            assert!(answer.status < 500, "{path}, {head}: {} {:.300}", answer.status, answer.text);
        }
    }
    window.says("Still here");
    window.sees("Still here").await;
    assert_eq!(window.texts(), ["Here to stay", "Still here"]);
}

/// Bytes as they are, and all that is answered until the server closes the connection.
async fn asks_raw(server: &Server, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).await.expect("the server listens");
    // It may have answered, and closed, before it has read everything.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let reads = tokio::time::timeout(harness::wait::SOON, stream.read_to_end(&mut answer)).await;
    assert!(reads.is_ok(), "the server should answer and close: {}", String::from_utf8_lossy(&answer));
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn form_without_a_length_is_read_up_to_its_limit() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    let window = ada.enters("hopper").await;
    let head = |more: &str| {
        let (origin, cookie) = (server.origin(), ada.cookie().expect("a session"));
        let host = origin.trim_start_matches("http://");
        format!(
            "POST {} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\nContent-Type: {FORM}\r\n\
             Connection: close\r\n{more}\r\n\r\n",
            urls::say("hopper")
        )
    };
    let chunk = |bytes: &str| format!("{:x}\r\n{bytes}\r\n", bytes.len());
    let chunked = head("Transfer-Encoding: chunked");

    let small = format!("{chunked}{}{}0\r\n\r\n", chunk("text=In+chunks&"), chunk("cid=0123456789abcdef"));
    let answer = asks_raw(server, small.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer:.300}");
    window.sees("In chunks").await;

    let page = chunk(&"x".repeat(64 * 1024));
    let large = format!("{chunked}{}{}0\r\n\r\n", chunk("cid=0123456789abcde0&text="), page.repeat(16));
    let answer = asks_raw(server, large.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer:.300}");

    for (what, request) in [
        ("a chunk without a size", format!("{chunked}zz\r\ntext=a\r\n0\r\n\r\n")),
        ("a length that is none", format!("{}text=a", head("Content-Length: -1"))),
        ("two lengths", format!("{}text=a", head("Content-Length: 6\r\nContent-Length: 7"))),
        ("a length and chunks", format!("{}0\r\n\r\n", head("Content-Length: 6\r\nTransfer-Encoding: chunked"))),
    ] {
        let answer = asks_raw(server, request.as_bytes()).await;
        // The server in front of the Worker answers these, if anybody does.
        let is_refused = ["HTTP/1.1 4", "HTTP/1.1 5"].iter().any(|status| answer.starts_with(status));
        assert!(is_refused || answer.is_empty(), "{what}: {answer:.300}");
    }
    window.says("Still here");
    window.sees("Still here").await;
    assert_eq!(window.texts(), ["In chunks", "Still here"]);
}
