//! The headers that keep pages safe, on every kind of answer there is.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use harness::cast::ADA;
use harness::{Answer, OPERATOR_KEY, Server, Start, Visitor};
use reqwest::Method;
use serde_json::Value;
use templates::{assets, urls};

/// The room of the pages below, and somebody's id that nobody has.
const ROOM: &str = "headed";
const NOBODY: &str = "adaadaadaadaada2";

/// The program that judges headers.
const OBSERVATORY: &str = "tools/observatory.mjs";

/// Paths for programs, from the documents that promise them.
fn documented() -> Vec<(Method, String)> {
    let mut found = Vec::new();
    for document in ["docs/openapi.json", "docs/openapi-operator.json"] {
        let text = fs::read_to_string(format!("{}/../{document}", env!("CARGO_MANIFEST_DIR"))).expect("a document");
        let contract: Value = serde_json::from_str(&text).expect("JSON");
        for (path, methods) in contract["paths"].as_object().expect("paths") {
            let path = path.replace("{room}", ROOM).replace("{member}", NOBODY);
            for method in methods.as_object().expect("methods").keys() {
                if let Ok(method) = method.to_uppercase().parse::<Method>()
                    && [Method::GET, Method::POST].contains(&method)
                {
                    found.push((method, path.clone()));
                }
            }
        }
    }
    found
}

/// Paths for people, from the table of paths in the Worker: each `["r", room, "say"]` of it.
fn routes() -> BTreeSet<String> {
    let source = fs::read_to_string(format!("{}/../src/route.rs", env!("CARGO_MANIFEST_DIR"))).expect("the table");
    let (_, table) = source.split_once("fn exactly(").expect("the table");
    let patterns = table.lines().filter_map(|line| line.trim().strip_prefix('[')?.split_once(']'));
    let path = |(pattern, _): (&str, &str)| {
        let segments = pattern.split(", ").map(|segment| match segment.trim_matches('"') {
            "room" => ROOM,
            "seq" => "1",
            "member" => NOBODY,
            "id" => "0123456789abcdef0123456789abcdef",
            "_" => "a",
            "action" => "edit",
            "below @ .." => "rooms",
            fixed => fixed,
        });
        format!("/{}", segments.collect::<Vec<_>>().join("/"))
    };
    patterns.map(path).collect()
}

/// What each answer of the Worker must have.
fn holds_headers(answer: &Answer, path: &str, what: &str) {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{what}: {policy}");
    let parts =
        ["base-uri 'none'", "object-src 'none'", "form-action 'self'", "frame-ancestors '", "report-to violations"];
    for part in parts.into_iter().chain(["report-uri /violations"]) {
        assert!(policy.contains(part), "{what}: {part} is not in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    let is_check = path.split('?').next() == Some(urls::CHECK);
    let makes_markup =
        matches!(path.split(['/', '?']).collect::<Vec<_>>().as_slice(), ["", "r", _] | ["", "r", _, "say"]);
    let types = if makes_markup { "trusted-types default;" } else { "trusted-types 'none';" };
    assert_eq!(policy.contains("require-trusted-types-for 'script'; "), !is_check, "{what}: {policy}");
    assert_eq!(policy.contains(types), !is_check, "{what}: {policy}");
    let embedder = if is_check { "" } else { "require-corp" };
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", embedder),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("reporting-endpoints", "violations=\"/violations\""),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(["same-origin", "no-referrer"].contains(&answer.header("referrer-policy")), "{what}: referrer-policy");
    let cache = answer.header("cache-control");
    // What has no body has nothing to keep.
    let is_empty = answer.status == 204;
    assert!(is_empty || ["no-store", "private, no-cache"].contains(&cache), "{what}: {cache}");
    assert!(!answer.headers.contains_key("access-control-allow-origin"), "{what}");
}

#[tokio::test]
async fn every_route_answers_with_its_headers() {
    let server = Server::shared().await;
    let [ada, stranger] = [Visitor::joins(server, ADA).await, Visitor::stranger(server)];
    assert_eq!(ada.says(ROOM, "Hello.").await.status, 303);
    let operator = Visitor::operates(server).await;
    let mut kinds = BTreeSet::new();
    let mut asked = 0;
    let pages = routes();
    assert!(pages.len() > 45, "only {pages:?}");
    // Leaving and forgetting come last, so that there is somebody to be asked.
    let ends = |path: &str| path.ends_with("/leave") || path.ends_with("/delete") || path == urls::FORGET;
    let (last, first): (Vec<_>, Vec<_>) = pages.iter().partition(|path| ends(path));
    for (who, visitor, methods) in [
        ("a stranger", &stranger, vec![Method::GET, Method::POST]),
        ("Ada", &ada, vec![Method::GET, Method::HEAD, Method::POST, Method::DELETE]),
        ("the operator", &operator, vec![Method::GET]),
    ] {
        for path in &first {
            for method in &methods {
                let answer = visitor.asks(visitor.request(method.clone(), path)).await;
                holds_headers(&answer, path, &format!("{method} {path} of {who}, {}", answer.status));
                kinds.insert(answer.status);
                asked += 1;
            }
        }
    }
    let programs = documented();
    assert!(programs.len() > 20, "only {programs:?}");
    for (method, path) in &programs {
        for key in ["", OPERATOR_KEY] {
            let request = stranger.request(method.clone(), path).header("Authorization", format!("Bearer {key}"));
            let answer = stranger.asks(request.header("Content-Length", "0")).await;
            holds_headers(&answer, path, &format!("{method} {path} of a program, {}", answer.status));
            kinds.insert(answer.status);
        }
    }
    for path in last {
        let answer = ada.post(path, &[]).await;
        holds_headers(&answer, path, &format!("POST {path}, {}", answer.status));
    }
    assert!(asked > 300, "only {asked}");
    // As far as it matters: each way to answer is there.
    for status in [200, 303, 401, 403, 404, 405, 415, 426] {
        assert!(kinds.contains(&status), "nothing was answered with {status}: {kinds:?}");
    }
}

#[tokio::test]
async fn unusual_answers_have_the_headers_too() {
    let server = Server::shared().await;
    let ada = Visitor::joins(server, ADA).await;
    assert_eq!(ada.says("headed-2", "Hello.").await.status, 303);
    let refused = ada.requests_socket("/r/headed-2/ws?since=1", &[("Origin", "https://evil.example")]).await;
    let no_socket = refused.expect_err("an answer");
    let foreign = ada.request(Method::POST, "/r/headed-2/say").header("Sec-Fetch-Site", "cross-site");
    let large = "x".repeat(room::limits::FORM_MAX_BYTES + 1);
    let tagged = ada.get("/r/headed-2/log").await;
    let same = ada.request(Method::GET, "/r/headed-2/log").header("If-None-Match", tagged.header("etag"));
    let report = ada.request(Method::POST, urls::VIOLATIONS).header("Content-Type", "application/csp-report");
    let say = urls::say("headed-2");
    for (path, what, status, answer) in [
        ("/r/headed-2/ws", "a socket that is refused", 403, *no_socket),
        (&*say, "a form of another site", 403, ada.asks(foreign.form(&[("text", "x")])).await),
        (&*say, "a form that is too large", 413, ada.post(&say, &[("text", &large)]).await),
        ("/R/Headed_2/", "an address as people write it", 301, ada.get("/R/Headed_2/").await),
        ("/r/Headed-2/say", "a form to one", 308, ada.post("/r/Headed-2/say", &[("text", "x")]).await),
        ("/r/headed-2/log", "a page as it was", 304, ada.asks(same).await),
        ("/r/---", "a path that cannot be", 404, ada.get("/r/---").await),
        ("/v/0/natter.css", "a file of another build", 301, ada.get("/v/0/natter.css").await),
        ("", "an export", 200, ada.get(&urls::export_page("headed-2")).await),
        ("", "an export as data", 200, ada.get(&urls::export_data("headed-2")).await),
        ("", "a report of a browser", 204, ada.asks(report.body("{\"csp-report\":{}}")).await),
    ] {
        assert_eq!(answer.status, status, "{what}");
        holds_headers(&answer, path, what);
    }
}

#[tokio::test]
async fn every_static_file_has_its_headers() {
    let server = Server::shared().await;
    let stranger = Visitor::stranger(server);
    let folder = format!("{}/../static", env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![std::path::PathBuf::from(&folder)];
    let mut files = 0;
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // Of the machine, or of a tool.
            if name.starts_with('.') {
                continue;
            }
            let answer = stranger.get(&format!("/{name}")).await;
            if ["_", "js/", "css/"].iter().any(|unserved| name.starts_with(unserved)) {
                assert_eq!(answer.status, 404, "{name} is for the platform, or a source");
                continue;
            }
            files += 1;
            assert_eq!(answer.status, 200, "{name}");
            for (header, value) in [
                ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-embedder-policy", "require-corp"),
                ("cross-origin-resource-policy", "same-origin"),
                ("strict-transport-security", "max-age=63072000; includeSubDomains"),
            ] {
                assert_eq!(answer.header(header), value, "{name}: {header}");
            }
            assert!(answer.header("permissions-policy").contains("camera=()"), "{name}");
            let is_kept = answer.header("cache-control").contains("immutable");
            assert_eq!(is_kept, name.starts_with("v/"), "{name}: {}", answer.header("cache-control"));
        }
    }
    assert!(files > 60, "only {files} files");
}

#[tokio::test]
async fn only_the_hash_of_a_file_is_kept_for_ever() {
    let server = Server::shared().await;
    let stranger = Visitor::stranger(server);
    for address in [assets::NATTER_CSS, assets::PAGES_CSS, assets::HTMX_4_0_1_MIN_JS, assets::ICON_SVG] {
        let name = address.rsplit('/').next().expect("a name");
        let right = stranger.get(address).await;
        assert_eq!((right.status, right.header("cache-control")), (200, "public, max-age=31536000, immutable"));
        for hash in ["0123456789abcdef", "x", "%2e%2e"] {
            let wrong = stranger.get(&format!("/v/{hash}/{name}")).await;
            let there = wrong.header("location").to_owned();
            let kept = wrong.header("cache-control");
            let expected = if hash == "%2e%2e" { 200 } else { 301 };
            assert_eq!((wrong.status, kept.contains("immutable")), (expected, false), "{hash}/{name}: {there} {kept}");
            if expected == 301 {
                assert_eq!((there.as_str(), kept), (&*format!("/{name}"), "no-store"), "{hash}/{name}");
                let plain = stranger.get(&there).await;
                assert_eq!((plain.status, plain.text == right.text), (200, true), "{name}");
                assert_eq!(plain.header("cache-control"), "public, max-age=0, must-revalidate", "{name}");
            }
        }
    }
    for path in
        ["/v/natter.css", "/v/0/scripts/room.js", "/v/0//evil.example", "/v/0/nothing.css", "/v/0/%5Cevil.example"]
    {
        let answer = stranger.get(path).await;
        assert!(!answer.header("location").contains("evil"), "{path}");
        assert!(matches!(answer.status, 301 | 404), "{path}: {}", answer.status);
    }
}

/// Over https, as browsers ask: the policy of each kind of page has nothing that Google's CSP
/// Evaluator calls serious, and the front page has at least 150 points by MDN's table.
#[tokio::test]
async fn headers_over_https_satisfy_the_evaluators() {
    let server = Start::default().over_https().with("TURNSTILE_SITEKEY", "1x00000000000000000000AA").server().await;
    let root = format!("{}/..", env!("CARGO_MANIFEST_DIR"));
    let paths = [
        urls::LANDING,
        &urls::room("lobby"),
        &urls::log_frame("lobby", <_>::default()),
        &urls::message("lobby", 1),
        &urls::settings("lobby"),
        urls::NEW_ROOM,
        urls::HELP,
        urls::CHECK,
        urls::operator::ROOMS,
        urls::API_ROOMS,
        "/nowhere",
        assets::NATTER_CSS,
        assets::ROOM_SCRIPT,
        "/icon.svg",
    ];
    let mut command = Command::new("node");
    command.current_dir(root).arg(OBSERVATORY).arg(server.origin().replace("http:", "https:")).args(paths);
    let judged = tokio::task::spawn_blocking(move || command.output()).await.expect("a thread").expect("node runs");
    let (said, problems) = (String::from_utf8_lossy(&judged.stdout), String::from_utf8_lossy(&judged.stderr));
    assert!(judged.status.success(), "{said}{problems}");
    assert_eq!(said.lines().filter(|line| line.starts_with('/')).count(), paths.len(), "{said}");
    eprintln!("{said}");
}
