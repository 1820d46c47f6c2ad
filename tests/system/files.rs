//! Files of messages: how they come in, what is taken and what is not, and who is given them.

mod corpus;
mod kills;

use harness::cast::{ADA, GRACE};
use harness::{Answer, RawSocket, Server, Visitor};
use reqwest::Method;
use templates::urls;
use templates::words::ENGLISH;

/// A photo that tells who made it, with which camera and where.
const PHOTO: &[u8] = include_bytes!("../../room/upload/tests/samples/baseline.jpg");
const PNG: &[u8] = include_bytes!("../../room/upload/tests/samples/still.png");
/// What the photo tells.
const TRACES: [&str; 4] = ["Kamera AG", "Ada Lovelace", "Ada was here", "xmpmeta"];

const MEGABYTE: usize = 1024 * 1024;

fn id(number: u32) -> String {
    format!("{number:032x}")
}

pub(super) trait Uploads {
    async fn puts(&self, room: &str, id: &str, name: &str, content: &[u8]) -> Answer;
    async fn shares(&self, room: &str, text: &str, ids: &[&str]) -> Answer;
    async fn fetches(&self, path: &str) -> (u16, Vec<u8>);
}

impl Uploads for Visitor {
    async fn puts(&self, room: &str, id: &str, name: &str, content: &[u8]) -> Answer {
        let url = urls::file(room, id, name);
        let name = url.rsplit('/').next().expect("it ends with the name");
        let request = self.request(Method::PUT, &format!("{}?name={name}", urls::upload(room, id)));
        self.asks(request.body(content.to_vec())).await
    }

    async fn shares(&self, room: &str, text: &str, ids: &[&str]) -> Answer {
        let cid = format!("files-{}", ids.concat());
        self.post(&urls::say(room), &[("text", text), ("cid", &cid[..cid.len().min(60)]), ("files", &ids.join(" "))])
            .await
    }

    async fn fetches(&self, path: &str) -> (u16, Vec<u8>) {
        let response = self.request(Method::GET, path).send().await.expect("an answer");
        (response.status().as_u16(), response.bytes().await.expect("a body").to_vec())
    }
}

async fn two(server: &Server, room: &str) -> [Visitor; 2] {
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    for visitor in [&ada, &grace] {
        assert_eq!(visitor.says(room, "Hello").await.status, 303);
    }
    [ada, grace]
}

#[tokio::test]
async fn photo_reaches_others_without_what_it_tells() {
    let server = Server::shared().await;
    let room = "files-photo";
    let [ada, grace] = two(server, room).await;
    let id = id(1);
    assert!(TRACES.iter().all(|trace| has(PHOTO, trace)), "the sample means nothing");

    let answer = ada.puts(room, &id, "../holiday/été 🌞.JPG", PHOTO).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let item = answer.document();
    assert_eq!(item.text(".upload .name"), "été 🌞.JPG");
    let url = urls::file(room, &id, "été 🌞.JPG");
    assert_eq!((ada.get(&url).await.status, grace.get(&url).await.status), (200, 404), "it was not sent yet");
    assert!(ada.opens(room).await.has("#uploads .upload"), "a reload keeps it");

    assert_eq!(ada.shares(room, "Look!", &[&id]).await.status, 303);
    let page = grace.opens(room).await;
    assert_eq!(page.attributes(".files a.picture", "href"), [url.as_str()]);
    assert!(!ada.opens(room).await.has("#uploads .upload"));
    let (status, content) = grace.fetches(&url).await;
    assert_eq!((status, content.len()), (200, PHOTO.len()));
    for trace in TRACES {
        assert!(!has(&content, trace), "{trace}");
    }
    let answer = grace.get(&url).await;
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("content-disposition", "inline; filename=\"_t_ _.JPG\"; filename*=UTF-8''%C3%A9t%C3%A9%20%F0%9F%8C%9E.JPG"),
        ("content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "private, max-age=3600"),
        ("accept-ranges", "bytes"),
        ("etag", &format!("\"{id}\"")),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
}

#[tokio::test]
async fn page_of_before_is_sent_words_for_pictures() {
    let server = Server::shared().await;
    let room = "files-old-page";
    let [ada, grace] = two(server, room).await;
    // It speaks the same protocol, and says nothing of pictures.
    let mut old = RawSocket::speaks(&grace, room, 2).await.expect("a socket");
    assert_eq!(ada.puts(room, &id(1), "lake.png", PNG).await.status, 200);
    assert_eq!(ada.shares(room, "", &[&id(1)]).await.status, 303);
    old.hears(">lake.png</a>").await;
}

fn has(content: &[u8], text: &str) -> bool {
    content.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn part_of_a_file_is_answered_alone() {
    let server = Server::shared().await;
    let room = "files-range";
    let [ada, _] = two(server, room).await;
    let content: Vec<u8> = (0..100_000_u32).flat_map(|n| n.to_le_bytes()).collect();
    assert_eq!(ada.puts(room, &id(1), "numbers.bin", &content).await.status, 200);
    let url = urls::file(room, &id(1), "numbers.bin");
    for (range, status, expected, content_range) in [
        ("bytes=0-3", 206, &content[..4], "bytes 0-3/400000"),
        ("bytes=399996-", 206, &content[399_996..], "bytes 399996-399999/400000"),
        ("bytes=-8", 206, &content[399_992..], "bytes 399992-399999/400000"),
        ("bytes=4-99999999999999999999", 206, &content[4..], "bytes 4-399999/400000"),
        ("bytes=400000-", 416, &content[..0], "bytes */400000"),
        ("bytes=0-1,3-4", 200, &content[..], ""),
        ("nonsense", 200, &content[..], ""),
    ] {
        let response = ada.request(Method::GET, &url).header("Range", range).send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{range}");
        let told = response.headers().get("content-range").map_or("", |value| value.to_str().expect("ASCII"));
        assert_eq!(told, content_range, "{range}");
        assert!(response.bytes().await.expect("a body") == expected, "{range}");
    }
    let known = ada.request(Method::GET, &url).header("If-None-Match", format!("W/\"{}\", \"x\"", id(1)));
    let answer = ada.asks(known).await;
    assert_eq!((answer.status, answer.text.as_str()), (304, ""));
    let head = ada.asks(ada.request(Method::HEAD, &url)).await;
    assert_eq!((head.status, head.header("content-disposition").starts_with("attachment;")), (200, true));
}

#[tokio::test]
async fn bad_file_is_told_and_nothing_is_stored() {
    let server = Server::shared().await;
    let room = "files-bad";
    let [ada, _] = two(server, room).await;
    let refusals = &ENGLISH.files.refusals;
    let too_large = (refusals.too_large)(10 * MEGABYTE as u64);
    let cut = &PHOTO[..PHOTO.len() / 2];
    for (n, content, status, sentence) in [
        (1, Vec::new(), 422, refusals.empty),
        (2, vec![7; 10 * MEGABYTE + 1], 413, too_large.as_str()),
        (3, cut.to_vec(), 422, refusals.picture_broken),
        (4, [b"GIF89a".as_slice(), b"=1;alert(1)//"].concat(), 422, refusals.picture_broken),
    ] {
        let answer = ada.puts(room, &id(n), "a.png", &content).await;
        assert_eq!((answer.status, answer.document().text(".refusal")), (status, sentence.to_owned()), "{n}");
        assert_eq!(ada.get(&urls::file(room, &id(n), "a.png")).await.status, 404);
    }
    assert!(!ada.opens(room).await.has("#uploads .upload"));
    let answer = ada.puts(room, &id(5), "ten.bin", &vec![7; 10 * MEGABYTE]).await;
    assert_eq!(answer.status, 200, "exactly ten megabytes: {}", answer.text);
    for bad in ["x", "../../../etc/passwd", "0123456789ABCDEF0123456789ABCDEF"] {
        let path = format!("/r/{room}/uploads/{}", bad.replace('/', "%2F"));
        assert_eq!(ada.asks(ada.request(Method::PUT, &path).body("a")).await.status, 404, "{bad}");
    }
}

#[tokio::test]
async fn markup_is_saved_and_never_shown() {
    let server = Server::shared().await;
    let room = "files-markup";
    let [ada, grace] = two(server, room).await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice();
    let html = b"<!doctype html><script>alert(1)</script>".as_slice();
    for (n, name, content) in [(1, "a.svg", svg), (2, "b.html", html), (3, "c.png", html), (4, "d.xml", b"<?xml?><x/>")]
    {
        let id = id(n);
        assert_eq!(ada.puts(room, &id, name, content).await.status, 200);
        assert_eq!(ada.shares(room, "", &[&id]).await.status, 303, "{name}");
        let answer = grace.get(&urls::file(room, &id, name)).await;
        assert_eq!(answer.header("content-type"), "application/octet-stream", "{name}");
        assert!(answer.header("content-disposition").starts_with("attachment;"), "{name}");
    }
    assert_eq!(grace.opens(room).await.texts(".files .download").len(), 4);
}

#[tokio::test]
async fn file_comes_by_a_form_without_scripts() {
    let server = Server::shared().await;
    let room = "files-form";
    let [ada, grace] = two(server, room).await;
    let typed = ada.posts(&urls::files(room), &[("text", "From the train"), ("cid", "anything"), ("reply", "")]).await;
    assert_eq!((typed.status, typed.header("location")), (303, urls::files(room).as_str()));
    let page = ada.visits(&urls::files(room)).await;
    assert_eq!(page.text("textarea"), "From the train", "what was typed came along");

    let answer = ada.asks(form(&ada, room, &[("text", "From the train"), ("alt", "A lake")], "lake.png", PNG)).await;
    assert_eq!((answer.status, answer.header("location")), (303, urls::files(room).as_str()), "{}", answer.text);
    let page = ada.visits(&urls::files(room)).await;
    assert_eq!(page.text(".upload .name"), "lake.png");
    assert_eq!(page.attribute(".upload .alt", "value").as_deref(), Some("A lake"));
    let fields = ["cid", "files"].map(|name| page.attribute(&format!("form input[name={name}]"), "value").unwrap());
    let said =
        ada.post(&urls::say(room), &[("text", "From the train"), ("cid", &fields[0]), ("files", &fields[1])]).await;
    assert_eq!(said.status, 303);
    let shown = grace.opens(room).await;
    assert_eq!(shown.attributes(".files img", "alt"), ["A lake"]);

    let broken = ada.asks(form(&ada, room, &[("text", "Again")], "cut.png", &PNG[..40])).await;
    assert_eq!(broken.status, 422);
    let page = broken.document();
    assert_eq!(page.text(".refusal"), ENGLISH.files.refusals.picture_broken);
    assert_eq!(page.text("textarea"), "Again", "the text is kept");
}

/// A form with a file, as a browser without scripts posts it.
fn form(visitor: &Visitor, room: &str, fields: &[(&str, &str)], name: &str, content: &[u8]) -> reqwest::RequestBuilder {
    const BOUNDARY: &str = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: image/png\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(content);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    visitor
        .request(Method::POST, &urls::files(room))
        .header("Accept", "text/html,*/*;q=0.8")
        .header("Content-Type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(body)
}

#[tokio::test]
async fn removed_message_takes_its_file_along() {
    let server = Server::shared().await;
    let room = "files-removed";
    let [ada, grace] = two(server, room).await;
    assert_eq!(ada.puts(room, &id(1), "lake.png", PNG).await.status, 200);
    assert_eq!(ada.shares(room, "", &[&id(1)]).await.status, 303);
    let url = urls::file(room, &id(1), "lake.png");
    let seq = grace.opens(room).await.messages().last().expect("it was said").seq;
    assert_eq!(grace.get(&url).await.status, 200);
    assert_eq!(ada.post(&format!("{}/remove", urls::message(room, seq)), &[]).await.status, 303);
    let gone = grace.get(&url).await;
    assert_eq!((gone.status, gone.document().text("h1")), (404, ENGLISH.files.not_found.title.to_owned()));
    assert!(!grace.opens(room).await.has("#log .files"));
}

#[tokio::test]
async fn stranger_is_given_only_what_is_open_to_all() {
    let server = Server::shared().await;
    let room = "files-open";
    let [ada, _] = two(server, room).await;
    assert_eq!(ada.puts(room, &id(1), "lake.png", PNG).await.status, 200);
    let stranger = Visitor::stranger(server);
    let url = urls::file(room, &id(1), "lake.png");
    assert_eq!(stranger.get(&url).await.status, 404, "it waits for a message");
    assert_eq!(ada.shares(room, "", &[&id(1)]).await.status, 303);
    assert_eq!(stranger.get(&url).await.status, 200, "as its message, which programs may read");
    assert_eq!(stranger.puts(room, &id(2), "a.png", PNG).await.status, 401);
    let foreign = ada.request(Method::PUT, &urls::upload(room, &id(3))).header("Origin", "https://elsewhere.example");
    assert_eq!(ada.asks(foreign.body(PNG)).await.status, 403);
}
