//! Files whose names, and whose descriptions, are the vectors: as they wait for a message, in the
//! log, and in the frames that bring them.

use harness::corpus::vectors;
use harness::{Answer, Server, Visitor};
use reqwest::Method;
use room::FileName;
use templates::urls;

use super::stage::Compared;

const ROOM: &str = "layers-files";

/// Two messages of one person, so that nobody is too fast.
const FILES: usize = 8;
const FILES_OF_A_MESSAGE: usize = 4;

const PICTURE: &[u8] = include_bytes!("../../../room/upload/tests/samples/still.png");
const DOCUMENT: &[u8] = b"A document, which is offered for download.";

/// What was shown of them.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) compared: Vec<Compared>,
    pub(super) frames: Vec<String>,
    pub(super) pages: Vec<String>,
}

/// Uploads files of these names, every other one a picture that shows the same in words.
/// Returns the page on which they wait.
async fn uploads(visitor: &Visitor, first: usize, names: &[String]) -> (Vec<String>, Answer) {
    let mut ids = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let id = format!("{:032x}", first + n);
        // As a browser encodes it.
        let url = urls::file(ROOM, &id, name);
        let encoded = url.rsplit('/').next().expect("it ends with the name");
        let content = if n % 2 == 0 { PICTURE } else { DOCUMENT };
        let put = visitor.request(Method::PUT, &format!("{}?name={encoded}", urls::upload(ROOM, &id)));
        let answer = visitor.asks(put.body(content)).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.text);
        let described = visitor.post(&urls::upload(ROOM, &id), &[("alt", name), ("v", "1")]).await;
        assert_eq!(described.status, 204, "{name}: {}", described.text);
        ids.push(id);
    }
    (ids, visitor.get(&urls::files(ROOM)).await)
}

async fn says(visitor: &Visitor, ids: &[String]) {
    for some in ids.chunks(FILES_OF_A_MESSAGE) {
        let cid = format!("files-{}", &some[0][16..]);
        let fields = [("text", ""), ("cid", cid.as_str()), ("files", &some.join(" "))];
        assert_eq!(visitor.post(&urls::say(ROOM), &fields).await.status, 303);
    }
}

/// Has everybody share all of them.
pub(super) async fn shares(server: &Server) -> Shown {
    let all = vectors();
    let reader = Visitor::joins(server, "Fiona").await;
    let window = reader.enters(ROOM).await;
    let crowd = Visitor::crowd(server, all.len().div_ceil(FILES) + 1).await;
    let harmless: Vec<String> = (0..FILES).map(|n| format!("Harmless {n}.pdf")).collect();
    let (ids, waiting) = uploads(&crowd[0], 0, &harmless).await;
    says(&crowd[0], &ids).await;
    let log = reader.get(&urls::room(ROOM)).await;
    let mut shown = Shown::default();
    for (n, (names, visitor)) in all.chunks(FILES).zip(&crowd[1..]).enumerate() {
        let texts: Vec<String> = names.iter().map(|name| FileName::of(name).as_str().to_owned()).collect();
        let (ids, hostile) = uploads(visitor, (n + 1) * FILES, names).await;
        says(visitor, &ids).await;
        let what = format!("files that wait, {n}");
        shown.compared.push(Compared { what, of: "#uploads", hostile, texts, harmless: waiting.clone() });
    }
    // In the log the names of pictures are said, and not read.
    let documents = all.iter().enumerate().filter(|(n, _)| n % FILES % 2 == 1);
    let texts = documents.map(|(_, name)| FileName::of(name).as_str().to_owned()).collect();
    let hostile = reader.get(&urls::room(ROOM)).await;
    shown.compared.push(Compared { what: "files in the log".to_owned(), of: ".files", hostile, texts, harmless: log });
    shown.pages.push(urls::room(ROOM));
    let said = |frame: &String| frame.contains("class=\"files");
    shown.frames.extend(window.frames().into_iter().filter(said));
    assert!(shown.frames.len() * FILES_OF_A_MESSAGE >= all.len() / 2, "{} frames", shown.frames.len());
    shown
}
