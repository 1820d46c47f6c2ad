//! What programs are told is what the OpenAPI document says, to the letter.

mod contract;
mod operator;

use std::collections::BTreeSet;
use std::time::Duration;

use harness::cast::{ADA, GRACE};
use harness::{Answer, OPERATOR_KEY, Server, Start, Visitor, wait};
use reqwest::Method;
use serde_json::{Value, json};
use templates::urls;

use contract::Contract;

/// More questions than one address may ask in a minute (`READS` in `wrangler.toml`).
const QUESTIONS_TOO_MANY: usize = 1_200;

const DIRECTORY: &str = "/api/rooms";

/// What changes in a room is in the directory by then.
const LISTED_BY: Duration = Duration::from_secs(30);

/// Questions that make no sense, whatever they are asked of.
const SENSELESS: [&str; 14] = [
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=ten",
    "limit=",
    "limit=1&limit=1",
    "before=yesterday",
    "before=-1",
    "before=1.5",
    "before=9007199254740992",
    "before=1&before=2",
    "after=",
    "after=99999999999999999999",
    "after=1&after=1",
];

#[tokio::test]
async fn every_documented_answer_occurs_and_no_other() {
    let server = Start::default().with_faults().with("KEEP_MESSAGES", 1).with("ADDRESS_LIMITS", "on").server().await;
    let mut program = Program { contract: Contract::read(), visitor: Visitor::stranger(&server) };
    let ada = Visitor::joins(&server, ADA).await;
    let crowd = Visitor::crowd(&server, 40).await;
    // She owns what she is the first to enter.
    let windows = [ada.enters("lobby").await, ada.enters("garden").await, crowd[0].enters("garden").await];
    ada.says("garden", "Is this <thing> on?").await;
    let settings = [("topic", "What grows"), ("listed", "on")];
    assert_eq!(ada.post("/r/garden/settings", &settings).await.status, 200);
    for n in 0..300 {
        assert_eq!(crowd[n % 40].says("lobby", &format!("message {n}")).await.status, 303);
    }
    // What the room does not keep, 50 of them, is only in D1 from now on.
    server.log().receives("room_pruned", "lobby", 1).await;

    // A few parts in each direction.
    for path in program.paths("garden").into_iter().chain(program.paths("lobby")) {
        for question in
            ["", "?limit=2", "?limit=100&after=0", "?limit=2&before=9007199254740991", "?colour=red&colour=blue"]
        {
            let mut next = Some(format!("{path}{question}"));
            let mut pages = 0;
            while let Some(path) = next.filter(|_| pages < 5) {
                let answer = program.gets(&path, 200).await;
                let body = answer.json();
                next = body["next"].as_str().map(str::to_owned);
                let link = next.as_ref().map(|next| format!("<{next}>; rel=\"next\"")).unwrap_or_default();
                assert_eq!(answer.header("link"), link, "{path}");
                pages += 1;
            }
        }
    }
    for path in program.paths("garden") {
        for question in SENSELESS {
            program.gets(&format!("{path}?{question}"), 400).await.is(&program, &path);
        }
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            program.asks(method, &path, 405).await.is(&program, &path);
        }
        let head = program.visitor.request(Method::HEAD, &asked(&path));
        let whole = program.gets(&path, 200).await;
        let head = program.visitor.asks(head).await;
        assert_eq!((head.status, head.text.as_str()), (200, ""));
        for header in ["content-type", "link", "cache-control"] {
            assert_eq!(head.header(header), whole.header(header), "{path}");
        }
    }
    // Then nothing changes any more, and the order stands still.
    let listed = wait::until("both rooms in the directory as they are", LISTED_BY, async || {
        let listed = program.gets(DIRECTORY, 200).await.json();
        let rooms = listed["rooms"].as_array().cloned().unwrap_or_default();
        let seen =
            |room: &Value| json!([room["room"], room["topic"], room["people"], room["last_said_at"].is_string()]);
        let mut as_they_are: Vec<Value> = rooms.iter().map(seen).collect();
        as_they_are.sort_by_key(Value::to_string);
        let awaited = [json!(["garden", "What grows", 2, true]), json!(["lobby", "", 1, true])];
        if as_they_are == awaited { Ok(rooms) } else { Err(listed.to_string()) }
    })
    .await;
    let mut rooms = Vec::new();
    let mut next = Some(format!("{DIRECTORY}?limit=1"));
    while let Some(path) = next.filter(|_| rooms.len() < 3) {
        let answer = program.gets(&path, 200).await;
        let body = answer.json();
        rooms.extend(body["rooms"].as_array().into_iter().flatten().map(|room| room["room"].clone()));
        next = body["next"].as_str().map(str::to_owned);
        assert_eq!(answer.header("link").is_empty(), next.is_none());
    }
    assert_eq!(
        rooms,
        listed.iter().map(|room| room["room"].clone()).collect::<Vec<_>>(),
        "each once, in the same order"
    );
    for question in ["limit=0", "limit=101", "limit=", "limit=1&limit=1", "after=", "after=garden", "after=1&after=1"] {
        program.gets(&format!("{DIRECTORY}?{question}"), 400).await.is(&program, DIRECTORY);
    }
    program.asks(Method::POST, DIRECTORY, 405).await.is(&program, DIRECTORY);
    let head = program.visitor.asks(program.visitor.request(Method::HEAD, DIRECTORY)).await;
    assert_eq!((head.status, head.text.as_str(), head.header("cache-control")), (200, "", "no-store"));

    for query in ["", "%3F%21", "before:tomorrow", &"word+".repeat(30)] {
        program.gets(&format!("/api/rooms/garden/search?q={query}"), 422).await;
    }
    program.gets("/api/rooms/garden/search?q=%3F", 422).await.is(&program, "/api/rooms/garden/search");

    for room in ["No%20Room", "Garden", "a--b", &"x".repeat(33)] {
        for path in program.paths(room).iter().filter(|path| path.contains(room)) {
            program.gets(path, 404).await.is(&program, path);
        }
    }

    server.suffers("d1=fails").await;
    for path in program.paths("lobby") {
        if path.ends_with("/history") {
            program.gets(&format!("{path}?after=0&limit=100"), 503).await.is(&program, &path);
            program.gets(&format!("{path}?after=0&before=9007199254740991&limit=1"), 503).await;
            program.gets(&format!("{path}?before=2"), 503).await;
        }
        program.gets(&path, 200).await;
    }
    program.gets(DIRECTORY, 503).await.is(&program, DIRECTORY);
    server.suffers("calls=0").await;
    for path in program.paths("garden") {
        let answer = program.gets(&path, 503).await;
        // The example of the other one is that of the archive.
        if path.ends_with("/users") {
            answer.is(&program, &path);
        }
        assert_eq!(answer.json()["error"]["code"], "room_updating", "{path}");
    }
    server.suffers("call=fails").await;
    for path in program.paths("garden") {
        program.gets(&path, 500).await.is(&program, &path);
    }
    server.suffers("d1=well").await;

    // The lobby is the operator's.
    let operator = Visitor::stranger(&server);
    assert_eq!(operator.post(urls::operator::ROOMS, &[("key", OPERATOR_KEY)]).await.status, 303);
    for (owner, room) in [(&ada, "garden"), (&operator, "lobby")] {
        assert_eq!(owner.post(&format!("/r/{room}/settings"), &[("locked", "on")]).await.status, 200);
    }
    for path in program.paths("garden") {
        program.gets(&path, 403).await.is(&program, &path);
    }
    for (owner, room) in [(&ada, "garden"), (&operator, "lobby")] {
        assert_eq!(owner.post(&format!("/r/{room}/delete"), &[("confirm", room)]).await.status, 303);
    }
    for path in program.paths("garden") {
        program.gets(&path, 410).await.is(&program, &path);
    }
    drop(windows);

    // Somebody asks without end.
    program.visitor = Visitor::stranger(&server);
    for path in program.paths("garden").into_iter().chain([DIRECTORY.to_owned()]) {
        let mut status = 200;
        for _ in 0..QUESTIONS_TOO_MANY {
            if status != 429 {
                status = program.visitor.get(&asked(&path)).await.status;
            }
        }
        assert_eq!(status, 429, "{path}");
        program.gets(&path, 429).await.is(&program, &path);
    }
    assert_eq!(program.contract.unseen(), [], "the document tells of what was not seen");
}

#[tokio::test]
async fn answer_with_an_altered_field_violates_the_document() {
    let server = Server::shared().await;
    let [ada, grace] = [Visitor::joins(server, ADA).await, Visitor::joins(server, GRACE).await];
    let _windows = [ada.enters("exchange").await, grace.enters("exchange").await];
    ada.says("exchange", "Is this thing on?").await;
    let file = "0123456789abcdef0123456789abcdef";
    let upload = ada.request(Method::PUT, &format!("{}?name=thing.txt", urls::upload("exchange", file))).body("On");
    assert_eq!(ada.asks(upload).await.status, 200);
    let sent = [("text", "This thing."), ("cid", "with-a-file"), ("files", file)];
    assert_eq!(ada.post(&urls::say("exchange"), &sent).await.status, 303);
    let contract = Contract::read();
    for (path, list) in [("users?limit=1", "users"), ("history?limit=1", "messages"), ("search?q=thing", "messages")] {
        let path = format!("/api/rooms/exchange/{path}");
        let answer = grace.get(&path).await;
        assert_eq!(contract.judge(&path, &answer), Ok(()));

        let wrong = |change: &dyn Fn(&mut Value)| {
            let mut body = answer.json();
            change(&mut body);
            contract.judge(&path, &Answer { text: body.to_string(), ..answer.clone() }).is_err()
        };
        assert!(!wrong(&|_| ()), "the premise");
        let item = answer.json()[list][0].clone();
        assert!(item.is_object(), "{item}");
        assert!(wrong(&|body| body["surplus"] = json!(1)));
        assert!(wrong(&|body| body[list][0]["surplus"] = json!(null)));
        for field in answer.json().as_object().expect("an object").keys() {
            assert!(wrong(&|body| drop(body.as_object_mut().and_then(|body| body.remove(field)))), "{field}");
            assert!(wrong(&|body| body[field] = json!(true)), "{field}");
        }
        for field in item.as_object().expect("an object").keys() {
            assert!(wrong(&|body| drop(body[list][0].as_object_mut().and_then(|item| item.remove(field)))), "{field}");
            assert!(wrong(&|body| body[list][0][field] = json!({})), "{field}");
        }
        let file = item["files"][0].as_object();
        assert_eq!(file.is_some(), path.contains("history"), "{item}");
        for field in file.into_iter().flat_map(|file| file.keys()) {
            assert!(wrong(&|body| body[list][0]["files"][0][field] = json!({})), "{field}");
        }
        assert!(contract.judge(&path, &Answer { status: 206, ..answer.clone() }).is_err());
        assert!(contract.judge("/api/rooms/exchange/secrets", &answer).is_err());
        for header in ["content-type", "cache-control"] {
            let mut answer = answer.clone();
            answer.headers.remove(header);
            assert!(contract.judge(&path, &answer).is_err(), "{header}");
        }
    }
    let unseen = contract.unseen();
    assert!(unseen.contains(&("/api/rooms/{room}/history".to_owned(), "503".to_owned())), "{unseen:?}");
    assert!(!unseen.contains(&("/api/rooms/{room}/history".to_owned(), "200".to_owned())), "{unseen:?}");
}

#[test]
fn document_lists_exactly_the_api_routes() {
    let routes = include_str!("../../src/route.rs").lines().filter_map(|line| {
        let pattern = line.trim().strip_prefix("[\"api\", ")?.split(']').next()?;
        // Those of the operator have a document of their own.
        let pattern = (!pattern.starts_with("\"operate\"")).then_some(pattern)?;
        let part = |part: &str| match part.trim().strip_prefix('"') {
            Some(word) => word.trim_end_matches('"').to_owned(),
            None => format!("{{{}}}", part.trim()),
        };
        Some(format!("/api/{}", pattern.split(',').map(part).collect::<Vec<_>>().join("/")))
    });
    let documented: BTreeSet<String> = Contract::read().paths().into_iter().collect();
    assert_eq!(routes.collect::<BTreeSet<_>>(), documented);
}

#[test]
fn document_closes_every_object() {
    let mut closed = 0;
    for contract in [Contract::read(), Contract::of_operator()] {
        each(&contract.document["components"]["schemas"], &mut |schema| {
            if schema["type"] == "object" {
                let fields = schema["properties"].as_object().map(|fields| fields.keys().collect::<BTreeSet<_>>());
                let required: BTreeSet<String> = schema["required"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|name| name.as_str().unwrap_or("?").to_owned())
                    .collect();
                assert_eq!(schema["additionalProperties"], false, "{schema}");
                assert_eq!(fields, Some(required.iter().collect()), "every field is always there: {schema}");
                closed += 1;
            }
        });
    }
    assert!(closed >= 20, "there are more schemas than {closed}");
}

#[test]
fn document_examples_match_their_schemas() {
    let contract = Contract::read();
    let mut examples = 0;
    each(&contract.document, &mut |node| {
        if let (Some(example), Some(schema)) = (node.get("example"), node.get("schema")) {
            assert_eq!(contract.validate(schema, example), Ok(()));
            examples += 1;
        }
    });
    assert!(examples >= 10, "there are more examples than {examples}");
}

#[test]
fn guide_examples_match_the_document() {
    let contract = Contract::read();
    let blocks: Vec<&str> = include_str!("../../docs/api.md").split("```json").skip(1).collect();
    assert!(blocks.len() >= 3, "there are more examples than {}", blocks.len());
    for block in blocks {
        let block = block.split("```").next().unwrap_or_default();
        let example: Value = serde_json::from_str(block).expect(block);
        let fields = ["users", "searched", "messages", "rooms", "error"];
        let schema = fields.iter().position(|field| example.get(field).is_some());
        let name = ["Users", "Found", "History", "Rooms", "Error"][schema.expect("a known kind of example")];
        assert_eq!(contract.validate(&json!({ "$ref": format!("#/components/schemas/{name}") }), &example), Ok(()));
    }
}

/// A program that looks at every answer whether it was promised.
struct Program {
    contract: Contract,
    visitor: Visitor,
}

impl Program {
    /// Every path of the document that is about one room.
    fn paths(&self, room: &str) -> Vec<String> {
        self.contract
            .paths()
            .iter()
            .filter(|path| *path != DIRECTORY)
            .map(|path| path.replace("{room}", room))
            .collect()
    }

    async fn gets(&self, path: &str, status: u16) -> Judged {
        self.asks(Method::GET, path, status).await
    }

    async fn asks(&self, method: Method, path: &str, status: u16) -> Judged {
        let answer = self.visitor.asks(self.visitor.request(method.clone(), &asked(path))).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
        assert_eq!(self.contract.judge(path, &answer), Ok(()), "{method} {path}");
        Judged(answer)
    }
}

/// A path as it is asked: a search for everything, unless it is for something else.
fn asked(path: &str) -> String {
    match path.split_once("/search") {
        Some((room, rest)) if !rest.contains("q=") => {
            format!("{room}/search?q=after:2020-01-01&{}", rest.trim_start_matches('?'))
        }
        _ => path.to_owned(),
    }
}

/// An answer that was promised.
struct Judged(Answer);

impl Judged {
    fn json(&self) -> Value {
        self.0.json()
    }

    fn header(&self, name: &str) -> &str {
        self.0.header(name)
    }

    /// Whether it is the very example that the document gives.
    #[track_caller]
    fn is(&self, program: &Program, path: &str) {
        assert_eq!(self.json(), *program.contract.example(path, self.0.status), "{path}");
    }
}

/// Looks at every object in a document.
fn each(node: &Value, look: &mut impl FnMut(&Value)) {
    match node {
        Value::Object(fields) => {
            look(node);
            fields.values().for_each(|field| each(field, look));
        }
        Value::Array(items) => items.iter().for_each(|item| each(item, look)),
        _ => {}
    }
}
