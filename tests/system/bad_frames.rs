//! Frames that no page sends, down to bytes that are no frames: whatever comes ends at most its own
//! connection, nothing of it is stored, and the room lives.

use harness::cast::{ADA, GRACE};
use harness::{MASK, Mask, RawSocket, Server, Visitor, Window, frame, wait};
use room::limits;
use serde_json::json;

/// What pages of this build speak.
const PROTOCOL: u16 = 2;

const CID: &str = "0123456789abcdef";

/// The first bytes of frames: the last of a message, and its kind.
const CONTINUATION: u8 = 0x80;
const TEXT: u8 = 0x81;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;
/// Taken away: more of the message follows.
const LAST: u8 = 0x80;

async fn opens(visitor: &Visitor, room: &str) -> RawSocket {
    visitor.opens(room).await;
    RawSocket::speaks(visitor, room, PROTOCOL).await.expect("a socket")
}

fn says(text: &str) -> String {
    json!({ "text": text, "cid": CID }).to_string()
}

/// The room goes on as if nothing had happened.
async fn goes_on(window: &Window) {
    window.says("Where were we?");
    window.sees("Where were we?").await;
    assert_eq!(window.texts(), ["Where were we?"], "nothing else was said");
}

#[tokio::test]
async fn every_close_code_ends_the_connection() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, GRACE).await;
    let graces = grace.enters("exits").await;
    let with = |code: u16, reason: &[u8]| [&code.to_be_bytes(), reason].concat();
    let mut cases: Vec<(String, Vec<u8>, Option<u16>)> = [
        (0, None),
        (999, None),
        (1000, Some(1000)),
        (1001, Some(1001)),
        (1004, None),
        (1005, None),
        (1006, None),
        (1015, None),
        // Echoed, and our own client takes no such code.
        (2999, Some(1002)),
        (3000, Some(3000)),
        (4999, Some(4999)),
        (5000, None),
        (65_535, None),
    ]
    .map(|(code, answer)| (code.to_string(), with(code, b""), answer))
    .into();
    cases.extend([
        ("no code".to_owned(), Vec::new(), None),
        ("half a code".to_owned(), vec![3], None),
        ("a reason that is too long".to_owned(), with(1000, &[b'a'; 124]), Some(1000)),
        ("a reason that is no UTF-8".to_owned(), with(1000, b"\xff\xfe"), Some(1000)),
    ]);
    for (n, (what, payload, answer)) in cases.iter().enumerate() {
        let visitor = Visitor::joins(server, &harness::cast::extra(n + 1)).await;
        let mut socket = opens(&visitor, "exits").await;
        socket.writes(&frame(CLOSE, MASK, payload)).await;
        assert_eq!(socket.ends(what).await, *answer, "{what}");
    }
    graces.sees_people(&[GRACE]).await;
    goes_on(&graces).await;
}

#[tokio::test]
async fn bytes_that_are_no_frames_close_only_their_socket() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, GRACE).await;
    let graces = grace.enters("static").await;
    let hello = says("Hello");
    let hello = hello.as_bytes();
    const PROTOCOL_ERROR: u16 = 1002;
    const TOO_LARGE: u16 = 1009;
    for (n, (what, bytes, code)) in [
        ("a reserved kind of data", frame(0x83, MASK, hello), PROTOCOL_ERROR),
        ("a reserved kind of control", frame(0x8b, MASK, b"x"), PROTOCOL_ERROR),
        // The platform's reason is longer than a frame can be, so our own client does not read it.
        ("a compressed frame", frame(TEXT | 0x40, MASK, hello), 0),
        ("a reserved flag", frame(TEXT | 0x10, MASK, hello), PROTOCOL_ERROR),
        ("a ping in parts", frame(PING & !LAST, MASK, b"x"), PROTOCOL_ERROR),
        ("a close in parts", frame(CLOSE & !LAST, MASK, &[3, 232]), PROTOCOL_ERROR),
        ("the end of nothing", frame(CONTINUATION, MASK, hello), PROTOCOL_ERROR),
        (
            "a message within another",
            [frame(TEXT & !LAST, MASK, b"{"), frame(TEXT, MASK, hello)].concat(),
            PROTOCOL_ERROR,
        ),
        ("a length beyond all", [&[TEXT, 0xff][..], &[0xff; 8], &[0; 4]].concat(), TOO_LARGE),
        ("a length of 33 MiB", [&[TEXT, 0xff, 0, 0, 0, 0, 2, 0x10, 0, 0][..], &[0; 4]].concat(), TOO_LARGE),
    ]
    .into_iter()
    .enumerate()
    {
        let visitor = Visitor::joins(server, &harness::cast::extra(n + 1)).await;
        let mut socket = opens(&visitor, "static").await;
        socket.writes(&bytes).await;
        // The platform keeps the connection below it until the room sleeps.
        assert_eq!(socket.loses_connection().await.0, code, "{what}");
    }
    graces.sees_people(&[GRACE]).await;
    goes_on(&graces).await;
}

#[tokio::test]
async fn message_in_many_frames_is_one_message() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, GRACE).await;
    let graces = grace.enters("crumbs").await;
    let in_parts = |text: &str, length: usize| {
        let message = says(text);
        let parts = message.as_bytes().chunks(length).enumerate();
        let mut frames: Vec<u8> =
            parts.flat_map(|(n, part)| frame(if n == 0 { TEXT & !LAST } else { 0 }, MASK, part)).collect();
        frames.extend(frame(CONTINUATION, MASK, b""));
        frames
    };
    let between = [
        frame(TEXT & !LAST, MASK, br#"{"text":"A ping between","#),
        frame(PING, MASK, b"x"),
        frame(CONTINUATION, MASK, br#""cid":"0123456789abcdef"}"#),
    ];
    let empty = [
        frame(TEXT & !LAST, MASK, b""),
        frame(0, MASK, b"").repeat(1_000),
        frame(CONTINUATION, MASK, says("Out of nothing").as_bytes()),
    ];
    for (n, (text, bytes)) in [
        ("Byte by byte", in_parts("Byte by byte", 1)),
        ("In threes, 語", in_parts("In threes, 語", 3)),
        ("A ping between", between.concat()),
        ("Out of nothing", empty.concat()),
        ("Unmasked", frame(TEXT, Mask::None, says("Unmasked").as_bytes())),
    ]
    .into_iter()
    .enumerate()
    {
        let visitor = Visitor::joins(server, &harness::cast::extra(n + 1)).await;
        let mut socket = opens(&visitor, "crumbs").await;
        socket.writes(&bytes).await;
        graces.sees(text).await;
    }
    assert_eq!(graces.texts().len(), 5);
}

#[tokio::test]
async fn invalid_utf8_never_reaches_the_log() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let graces = grace.enters("mojibake").await;
    let mut socket = opens(&ada, "mojibake").await;
    // A lone byte, too long a form of `/`, half a pair of surrogates, beyond the last character,
    // the beginning of one.
    let broken: [&[u8]; 5] = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe8\xaa"];
    for (n, bytes) in broken.into_iter().enumerate() {
        let message = format!(r#"{{"text":"{n}<>","cid":"{CID}-{n}"}}"#);
        let (before, after) = message.split_once("<>").expect("both");
        socket.writes(&frame(TEXT, MASK, &[before.as_bytes(), bytes, after.as_bytes()].concat())).await;
        socket.writes(&frame(TEXT, MASK, bytes)).await;
    }
    graces.shows("all five, with what stands for the rest", |page| page.messages().len() == broken.len()).await;
    let shown = graces.texts();
    assert!(shown.iter().all(|text| text.contains('\u{FFFD}')), "{shown:?}");
    let stored: serde_json::Value =
        serde_json::from_str(&grace.get("/api/rooms/mojibake/history").await.text).expect("JSON, in UTF-8");
    let stored = stored["messages"].as_array().expect("messages").iter().map(|message| message["text"].as_str());
    assert_eq!(stored.collect::<Option<Vec<_>>>().expect("texts"), shown);
}

/// Each of them is answered, so that its author knows: of so many that nobody is shut out.
#[tokio::test]
async fn broken_json_is_refused_and_not_stored() {
    let server = Server::shared().await;
    let grace = Visitor::joins(server, GRACE).await;
    let graces = grace.enters("shards").await;
    let whole = says("Hello");
    let cut = (0..whole.len()).map(|end| whole[..end].to_owned());
    let with_nul = (0..whole.len()).map(|at| format!("{}\0{}", &whole[..at], &whole[at + 1..]));
    let doubled = [r#"{"text":"a","text":"b","cid":"0123456789abcdef"}"#, r#"{"text":"a","cid":"0123456789abcdef"}{}"#];
    let unknown = [
        r#"{"text":"a","cid":"0123456789abcdef","seq":1}"#,
        r#"{"text":"a","cid":"0123456789abcdef","reply":1e999}"#,
        r#"{"text":"a","cid":"0123456789abcdef","reply":9223372036854775808}"#,
        r#"{"text":"\ud800","cid":"0123456789abcdef"}"#,
        r#"{"react":1,"emoji":"👍","on":true,"text":"a"}"#,
        r#"{"__proto__":{"text":"a"},"cid":"0123456789abcdef"}"#,
        r#"["a","0123456789abcdef"]"#,
        r#"{"Say":{"text":"a","cid":"0123456789abcdef"}}"#,
    ];
    let deep = ["[", "{\"text\":", "[{\"a\":"].map(|opening| opening.repeat(limits::FRAME_MAX_BYTES / opening.len()));
    let nested = format!(r#"{{"text":"a","cid":"{CID}","b":{}1{}}}"#, "[".repeat(8_000), "]".repeat(8_000));
    let frames: Vec<String> = cut
        .chain(with_nul)
        .chain(doubled.into_iter().chain(unknown).map(str::to_owned))
        .chain(deep)
        .chain([nested])
        .collect();
    let before_the_last = usize::try_from(limits::BAD_FRAMES_MAX).expect("a few") - 1;
    for (n, frames) in frames.chunks(before_the_last).enumerate() {
        let visitor = Visitor::joins(server, &harness::cast::extra(n + 1)).await;
        let window = visitor.enters("shards").await;
        let before = refusals(&window);
        frames.iter().for_each(|frame| window.sends(frame));
        wait::until("an answer to each frame", wait::SOON, async || {
            let answers = refusals(&window) - before;
            if answers == frames.len() { Ok(()) } else { Err(format!("{answers} of {}: {frames:.200?}", frames.len())) }
        })
        .await;
        assert_eq!(window.closed(), None);
        window.closes().await;
    }
    goes_on(&graces).await;
}

fn refusals(window: &Window) -> usize {
    window.frames().iter().filter(|frame| frame.contains("hx-target=\"#refusal\"")).count()
}
