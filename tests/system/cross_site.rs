//! Other sites: what their pages cannot do with the cookies of our people, and what nobody can do
//! with a host that is not ours. Asked of workerd itself, as `wrangler dev` rewrites both.

use futures_util::{StreamExt as _, stream};
use harness::{OPERATOR_KEY, RawAnswer, RawRequest, Server, Start};
use templates::urls;
use templates::words::ENGLISH;

use crate::access::table::{Request, Table};

const HOST: &str = "natter.example";
const OURS: &str = "https://natter.example";
const FORM: &str = "application/x-www-form-urlencoded";

/// Where a page could be from that is not ours.
const FOREIGN: [&str; 44] = [
    "",
    "null",
    "https://evil.example",
    // Another scheme, another port.
    "http://natter.example",
    "wss://natter.example",
    "https://natter.example:443",
    "https://natter.example:80",
    "https://natter.example:8443",
    // Above us, below us, beside us.
    "https://example",
    "https://chat.natter.example",
    "https://natter.example.evil.example",
    "https://evilnatter.example",
    "https://natter-example",
    "https://natter.example.",
    "https://natter.example..",
    "https://.natter.example",
    // As no browser writes it.
    "https://NATTER.example",
    "HTTPS://natter.example",
    "https://natter.example/",
    "https://natter.example/r/gate",
    "https://natter.example?",
    "https://natter.example#",
    "natter.example",
    "//natter.example",
    "https:natter.example",
    "https://natter%2Eexample",
    // With somebody in it.
    "https://ada@natter.example",
    "https://natter.example@evil.example",
    "https://natter.example:443@evil.example",
    "https://evil.example\\@natter.example",
    // Numbers.
    "https://127.0.0.1",
    "https://[::1]",
    "https://[::ffff:127.0.0.1]",
    "https://[::1%25natter.example]",
    // Looks like us.
    "https://nаtter.example",
    "https://xn--ntter-3ve.example",
    "https://natter。example",
    "https://natter.example\u{200B}",
    // Of no site.
    "file://",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://5f1b7c2e-0000-4000-8000-000000000000",
    "blob:https://natter.example/5f1b7c2e",
    // Several.
    "https://natter.example https://evil.example",
    "https://natter.example, https://evil.example",
];

/// Ada in her browser, who owns a room, and the site too.
struct Ada<'a> {
    server: &'a Server,
    cookies: String,
}

impl<'a> Ada<'a> {
    async fn founds_gate(server: &'a Server) -> Self {
        let mut ada = Self { server, cookies: String::new() };
        let page = ada.request("GET", urls::HELP).asks(server).await;
        ada.cookies = cookie(&page);
        let form = "name=Ada&room=gate";
        let joined = ada.request("POST", "/").with("Origin", OURS).with_body(FORM, form).asks(server).await;
        assert_eq!(joined.status, 303, "{}", joined.text);
        ada.cookies = cookie(&joined);
        let key = format!("key={OPERATOR_KEY}");
        let signed_in = ada.request("POST", "/operate").with("Origin", OURS).with_body(FORM, &key).asks(server).await;
        ada.cookies = format!("{}; {}", ada.cookies, cookie(&signed_in));
        assert_eq!(ada.says("gate-cid-1", &[("Origin", OURS)]).await.status, 303);
        ada
    }

    fn request(&self, method: &str, path: &str) -> RawRequest {
        self.sends(RawRequest::new(method, path, HOST))
    }

    /// What her browser sends with each request.
    fn sends(&self, request: RawRequest) -> RawRequest {
        request.with("X-Forwarded-Proto", "https").with("Cookie", &self.cookies)
    }

    async fn says(&self, cid: &str, headers: &[(&str, &str)]) -> RawAnswer {
        let request =
            headers.iter().fold(self.request("POST", "/r/gate/say"), |it, (name, value)| it.with(name, value));
        request.with_body(FORM, &format!("text=Hello&cid={cid}")).asks(self.server).await
    }

    async fn knocks(&self, headers: &[(&str, &str)]) -> RawAnswer {
        let upgrade = self.sends(RawRequest::upgrade("/r/gate/ws?v=2&since=0", HOST));
        headers.iter().fold(upgrade, |it, (name, value)| it.with(name, value)).asks(self.server).await
    }

    /// All that there is of rooms.
    async fn history(&self) -> String {
        let answer = self.request("GET", "/api/rooms/gate/history").asks(self.server).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.text.split("\r\n\r\n").nth(1).expect("a body").to_owned()
    }
}

/// The cookie that an answer sets.
fn cookie(answer: &RawAnswer) -> String {
    let cookies = answer.headers("Set-Cookie");
    let set = cookies.iter().find(|cookie| cookie.starts_with("__Host-natter"));
    set.and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned()
}

/// Everything that a page can post.
fn posted() -> Vec<Request> {
    let table = Table::read(crate::access::TABLE);
    let requests = table.groups.into_iter().flat_map(|group| group.requests);
    let posted: Vec<Request> =
        requests.filter(|request| request.changes() && !request.path.starts_with(urls::operator::API)).collect();
    assert!(posted.len() > 40, "all of them: {}", posted.len());
    posted
}

/// A file’s id.
const FILE: &str = "0123456789abcdef0123456789abcdef";

fn filled(text: &str) -> String {
    let pairs = [
        ("{room}", "gate"),
        ("{seq}", "1"),
        ("{own}", "1"),
        ("{member}", "adaadaadaadaada2"),
        ("{name}", "Ada"),
        ("{upload}", FILE),
    ];
    pairs.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

fn is_foreign(answer: &RawAnswer) -> bool {
    // A script is told without a title.
    let foreign = &ENGLISH.problems.foreign_origin;
    answer.status == 403 && [foreign.title, foreign.advice].iter().any(|words| answer.text.contains(words))
}

#[tokio::test]
async fn no_other_site_opens_a_socket() {
    let server = Start::default().on_workerd().server().await;
    let ada = Ada::founds_gate(&server).await;
    assert_eq!(ada.knocks(&[("Origin", OURS)]).await.status, 101, "the premise");
    for origin in FOREIGN {
        assert_eq!(ada.knocks(&[("Origin", origin)]).await.status, 403, "{origin}");
    }
    let long = format!("https://{}.example", "natter.".repeat(1_000));
    for headers in [
        &[][..],
        &[("Origin", long.as_str())],
        &[("Origin", OURS), ("Origin", "https://evil.example")],
        &[("Origin", "https://evil.example"), ("Origin", OURS)],
        &[("Origin", OURS), ("Origin", OURS)],
        // What a proxy may say counts for nothing.
        &[("Origin", "https://evil.example"), ("X-Forwarded-Host", "evil.example")],
        &[("Origin", "https://evil.example"), ("Forwarded", "host=evil.example;proto=https")],
        &[("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-origin")],
    ] {
        assert_eq!(ada.knocks(headers).await.status, 403, "{headers:?}");
    }
}

#[tokio::test]
async fn no_other_site_posts_a_form() {
    let server = &Start::default().on_workerd().server().await;
    let ada = &Ada::founds_gate(server).await;
    let (history, rooms) = (ada.history().await, server.rooms_on_disk());
    let metadata = ["cross-site", "same-site", "", "Same-Origin", "same-origin, same-origin", "nonsense"];
    // An empty line says nothing at all: it is no browser's.
    let origins = FOREIGN.iter().filter(|origin| !origin.is_empty()).map(|origin| vec![("Origin", *origin)]);
    let headers: Vec<Vec<(&str, &str)>> = origins
        .chain(metadata.map(|site| vec![("Origin", OURS), ("Sec-Fetch-Site", site)]))
        .chain([
            vec![("Sec-Fetch-Site", "cross-site")],
            vec![("Origin", "https://evil.example"), ("Sec-Fetch-Site", "none")],
            vec![("Origin", OURS), ("Origin", "https://evil.example")],
            vec![("Origin", OURS), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
        ])
        .collect();
    let mut posted = posted();
    // A report of a browser is anybody's to send, changes nothing and is no form.
    posted.retain(|request| request.path != urls::VIOLATIONS);
    let asked = posted.iter().flat_map(|request| headers.iter().map(move |headers| (request, headers)));
    let answers = stream::iter(asked).map(async |(request, headers)| {
        let (path, form) = (filled(request.path), filled(request.form));
        let asked = headers.iter().fold(ada.request(request.method, &path), |it, (name, value)| it.with(name, value));
        let answer = asked.with_body(FORM, &form).asks(server).await;
        let sets = answer.headers("Set-Cookie");
        let is_refused = is_foreign(&answer) && sets.is_empty();
        (!is_refused).then(|| format!("{path} {headers:?}: {} {sets:?}", answer.status))
    });
    let taken: Vec<String> = answers.buffer_unordered(8).filter_map(async |taken| taken).collect().await;
    assert!(taken.is_empty(), "{} were taken:\n{}", taken.len(), taken.join("\n"));
    assert_eq!((ada.history().await, server.rooms_on_disk()), (history, rooms), "nothing has changed");
}

#[tokio::test]
async fn form_of_ours_is_taken_however_a_browser_says_so() {
    let server = Start::default().on_workerd().server().await;
    let ada = Ada::founds_gate(&server).await;
    for (n, headers) in [
        &[("Origin", OURS), ("Sec-Fetch-Site", "same-origin")][..],
        // Older browsers.
        &[("Origin", OURS)],
        // Firefox and Safari name no origin of a page whose address is secret. It is no
        // contradiction.
        &[("Origin", "null"), ("Sec-Fetch-Site", "same-origin")],
        &[("Sec-Fetch-Site", "same-origin")],
        &[("Sec-Fetch-Site", "none")],
        // A program that was given a cookie.
        &[],
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(ada.says(&format!("gate-cid-ours-{n}"), headers).await.status, 303, "{headers:?}");
    }
}

#[tokio::test]
async fn body_that_is_no_form_changes_nothing() {
    let server = &Start::default().on_workerd().server().await;
    let ada = &Ada::founds_gate(server).await;
    let history = ada.history().await;
    let json = r#"{"text":"Hello","cid":"gate-cid-json","confirm":"gate","name":"Eve","uses":"1"}"#;
    // Files may be of any type.
    for request in posted().into_iter().filter(|request| request.method == "POST") {
        let (path, form) = (filled(request.path), filled(request.form));
        for (kind, body) in [
            ("text/plain", json),
            ("text/plain", &*form),
            ("application/json", json),
            (
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nHello\r\n--x--",
            ),
            ("application/x-www-form-urlencoded-not", &*form),
            ("", &*form),
        ] {
            let answer = ada.request("POST", &path).with("Origin", OURS).with_body(kind, body).asks(server).await;
            // The one that may have a file: here nobody takes any.
            let expected = if path.ends_with("/files") && kind.starts_with("multipart") { 404 } else { 415 };
            assert_eq!(answer.status, expected, "{path} {kind}: {}", answer.text);
        }
    }
    assert_eq!(ada.history().await, history, "nothing has changed");
    let charset = format!("{FORM}; charset=UTF-8");
    let say = ada.request("POST", "/r/gate/say").with("Origin", OURS);
    assert_eq!(say.with_body(&charset, "text=Hello&cid=gate-cid-9").asks(server).await.status, 303);
}

#[tokio::test]
async fn host_that_is_not_listed_gets_no_page() {
    let hosts = "natter.example Chat.Natter.example:8443 https://evil.example";
    let server = &Start::default().with("HOSTS", hosts).on_workerd().server().await;
    let asks = async |path: &str, host: &str| {
        let request = RawRequest::new("GET", path, host).with("X-Forwarded-Proto", "https");
        request.with("X-Forwarded-Host", "evil.example").asks(server).await
    };
    for host in [HOST, "NATTER.example", "natter.example:443", "chat.natter.example:8443"] {
        assert_eq!(asks("/", host).await.status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "natter.example.evil.example",
        "natter.example.",
        "natter.example:8443",
        "chat.natter.example",
        "127.0.0.1",
        "localhost",
        "[::1]",
    ] {
        let page = asks("/", host).await;
        assert_eq!((page.status, page.headers("Set-Cookie").len()), (421, 0), "{host}: {}", page.text);
        assert!(page.text.contains(ENGLISH.site.wrong_host.title), "{host}: {}", page.text);
        let body = page.text.split("\r\n\r\n").nth(1).expect("a body");
        assert!(!body.contains(host), "{host} is not repeated: {body}");
        let program = asks("/api/rooms/gate/users", host).await;
        assert_eq!((program.status, program.text.contains("\"code\":\"wrong_host\"")), (421, true), "{}", program.text);
        assert_eq!(asks("/healthz", host).await.status, 421, "{host}");
    }
    let ada = Ada::founds_gate(server).await;
    let with_host = |host: &str, path: &str| ada.sends(RawRequest::new("GET", path, host));
    let invitation = with_host(HOST, "/r/gate/invite").with("X-Forwarded-Host", "evil.example").asks(server).await;
    assert!(invitation.text.contains("https://natter.example/r/gate"), "{}", invitation.text);
    assert!(!invitation.text.contains("evil.example"), "{}", invitation.text);
    assert_eq!(with_host("evil.example", "/r/gate/invite").asks(server).await.status, 421);
    let upgrade = ada.sends(RawRequest::upgrade("/r/gate/ws?v=2&since=0", "evil.example"));
    assert_eq!(upgrade.with("Origin", "https://evil.example").asks(server).await.status, 421, "a rebound name");
}
