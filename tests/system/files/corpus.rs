//! Hostile and odd files: what each is taken for, and what is left of it.

use harness::cast::GRACE;
use harness::{Answer, Server, Visitor};
use room::FileName;
use templates::urls;
use templates::words::ENGLISH;

use super::{PNG, Uploads as _, has, id, two};

const SAMPLES: [(&str, &str, &[u8]); 8] = [
    ("image/png", "a.png", PNG),
    ("image/png", "b.png", include_bytes!("../../../room/upload/tests/samples/animated.png")),
    ("image/jpeg", "c.jpg", include_bytes!("../../../room/upload/tests/samples/progressive.jpg")),
    ("image/gif", "d.gif", include_bytes!("../../../room/upload/tests/samples/animated.gif")),
    ("image/webp", "e.webp", include_bytes!("../../../room/upload/tests/samples/extended.webp")),
    ("image/webp", "f.webp", include_bytes!("../../../room/upload/tests/samples/lossy.webp")),
    ("image/avif", "g.avif", include_bytes!("../../../room/upload/tests/samples/alpha.avif")),
    ("image/avif", "h.avif", include_bytes!("../../../room/upload/tests/samples/turned.avif")),
];

const SCRIPT: &str = "<script>alert(1)</script>";

/// Uploads a file, and returns what a reader is given of it.
async fn passes(ada: &Visitor, room: &str, number: u32, name: &str, content: &[u8]) -> (Answer, Vec<u8>) {
    let id = id(number);
    let answer = ada.puts(room, &id, name, content).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text);
    let url = urls::file(room, &id, "a");
    (ada.get(&url).await, ada.fetches(&url).await.1)
}

#[tokio::test]
async fn file_is_what_its_content_is() {
    let server = Server::shared().await;
    let room = "corpus-kinds";
    let crowd = Visitor::crowd(server, 4).await;
    let zip = b"PK\x03\x04\x14\0\0\0".as_slice();
    let html = SCRIPT.as_bytes();
    let pdf = [b"%PDF-1.4\n".as_slice(), html].concat();
    let odd: [(&str, &str, &[u8]); 8] = [
        // As their names do not say.
        ("image/png", "letter.txt", PNG),
        ("application/octet-stream", "photo.png", b"It was a dark and stormy night."),
        ("application/octet-stream", "photo.jpg", zip),
        ("application/octet-stream", "photo.gif", html),
        ("application/pdf", "photo.html", &pdf),
        ("application/octet-stream", "photo.webp", b"RIFF\x10\0\0\0AVI LIST"),
        ("application/octet-stream", "film.mov", b"\0\0\0\x14ftypqt  \0\0\0\0"),
        ("application/octet-stream", "empty.bin", b"\0"),
    ];
    for (n, (kind, name, content)) in SAMPLES.iter().chain(&odd).enumerate() {
        let somebody = &crowd[n % crowd.len()];
        let (answer, _) = passes(somebody, room, n as u32, name, content).await;
        assert_eq!(answer.header("content-type"), *kind, "{name}");
        let is_shown = kind.starts_with("image/");
        let disposition = if is_shown { "inline;" } else { "attachment;" };
        assert!(answer.header("content-disposition").starts_with(disposition), "{name}");
    }
}

#[tokio::test]
async fn polyglot_loses_what_is_no_picture() {
    let server = Server::shared().await;
    let room = "corpus-polyglots";
    let [ada, _] = two(server, room).await;
    for (n, (_, name, content)) in SAMPLES.iter().filter(|(kind, ..)| *kind != "image/avif").enumerate() {
        let both = [content, SCRIPT.as_bytes()].concat();
        let answer = ada.puts(room, &id(n as u32), name, &both).await;
        if answer.status != 200 {
            // A format that says how long it is allows nothing behind.
            assert_eq!(answer.document().text(".refusal"), ENGLISH.files.refusals.picture_broken, "{name}");
            continue;
        }
        let (status, kept) = ada.fetches(&urls::file(room, &id(n as u32), "a")).await;
        assert_eq!((status, kept.len()), (200, both.len()), "{name}");
        assert!(!has(&kept, "alert"), "{name}");
    }
}

#[tokio::test]
async fn truncated_picture_is_refused() {
    let server = Server::shared().await;
    let room = "corpus-truncated";
    let [ada, _] = two(server, room).await;
    for (n, (_, name, content)) in SAMPLES.iter().enumerate() {
        let answer = ada.puts(room, &id(n as u32), name, &content[..content.len() * 2 / 3]).await;
        assert_eq!(
            (answer.status, answer.document().text(".refusal").as_str()),
            (422, ENGLISH.files.refusals.picture_broken),
            "{name}"
        );
    }
}

#[tokio::test]
async fn picture_that_would_fill_a_memory_is_refused() {
    let server = Server::shared().await;
    let room = "corpus-bombs";
    let [ada, _] = two(server, room).await;
    let sentence = (ENGLISH.files.refusals.too_many_pixels)(40);
    for (n, (width, height)) in [(6_400, 6_400), (20_000, 1), (u32::MAX, u32::MAX)].into_iter().enumerate() {
        let answer = ada.puts(room, &id(n as u32), "bomb.png", &png_of(width, height)).await;
        assert_eq!((answer.status, answer.document().text(".refusal")), (422, sentence.clone()), "{width} × {height}");
    }
    assert_eq!(ada.puts(room, &id(9), "large.png", &png_of(6_300, 6_300)).await.status, 200, "39.7 megapixels");
}

/// The sample, as if it had so many pixels.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut png = PNG.to_vec();
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = png[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
    });
    png[29..33].copy_from_slice(&(!crc).to_be_bytes());
    png
}

#[tokio::test]
async fn odd_name_is_shown_and_harms_nothing() {
    let server = Server::shared().await;
    let room = "corpus-names";
    let (grace, crowd) = (Visitor::joins(server, GRACE).await, Visitor::crowd(server, 6).await);
    let long = format!("{}.png", "long ".repeat(60));
    let names = [
        "отчёт за март.png",
        "写真 2026.png",
        "صورة.png",
        "चित्र.png",
        "รูปภาพ.png",
        "👩‍👩‍👧 🇩🇪.png",
        "../../../etc/passwd",
        "..\\..\\boot.ini",
        "..",
        ".htaccess",
        "<img src=x onerror=alert(1)>.png",
        "a\r\nSet-Cookie: b=c.png",
        "photo\u{202E}gpj.exe",
        "\"; filename=\"b.exe",
        "%2e%2e%2f.png",
        "con.png?x=1#y",
        "",
        &long,
    ];
    for (n, name) in names.into_iter().enumerate() {
        let (somebody, n, shown) = (&crowd[n % crowd.len()], n as u32, FileName::of(name));
        let answer = somebody.puts(room, &id(n), name, PNG).await;
        assert_eq!(
            (answer.status, answer.document().text(".upload .name")),
            (200, shown.as_str().to_owned()),
            "{name:?}"
        );
        assert_eq!(somebody.shares(room, "", &[&id(n)]).await.status, 303, "{name:?}");
        let page = grace.opens(room).await;
        let address = page.attributes(".files a.picture", "href").pop().expect("a picture");
        let answer = grace.get(&address).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "image/png"), "{name:?} at {address}");
        assert!(
            answer.headers.get("set-cookie").is_none_or(|it| !it.to_str().unwrap_or("b=c").contains("b=c")),
            "{name:?}"
        );
        assert_eq!(page.attributes("[onerror]", "src"), [""; 0], "{name:?}");
    }
}
