//! Who may do what: each cell of `access.txt`, asked of the real thing.

mod cast;
mod rooms;
pub(crate) mod table;

use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::{StreamExt as _, future};
use harness::{Server, wait};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use self::cast::{Cast, PEOPLE};
use self::rooms::{Room, SAID, State};
use self::table::{Request, Table};

pub(crate) const TABLE: &str = include_str!("access.txt");

/// What ends a room, or gives somebody another role in it. It is asked of a room of its own…
const LASTING: [&str; 7] = ["own", "moderate", "remove-owner", "step-down", "delete", "forget", "import"];

/// …and by the operator of one more, if an owner has done it.
const OF_BOTH: [&str; 2] = ["remove-owner", "delete"];

/// Looks at what is stored that have to be alike in a row.
const SETTLED: usize = 4;

/// What can be undone, by what, and what has to be typed for either.
const OPPOSITES: [(&str, &str, &str); 5] = [
    ("mute", "unmute", "term=600000"),
    ("ban", "unban", "term=0"),
    ("remove", "undo", "seq={seq}"),
    ("remove-messages", "restore-messages", ""),
    ("close", "reopen", "reason=Flood"),
];

#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says() {
    let (server, table) = (&Server::start().await, &Table::read(TABLE));
    let states = future::join_all(State::ALL.map(|state| differences(server, table, state)));
    let (found, of_site) = future::join(states, differences_of_site(server, table)).await;
    let found: Vec<String> = found.into_iter().flatten().chain(of_site).collect();
    assert!(found.is_empty(), "{} lines should read otherwise:\n{}", found.len(), found.join("\n"));
}

/// The lines about rooms in a state that are not so.
async fn differences(server: &Server, table: &Table, state: State) -> Vec<String> {
    let mut cast = Cast::gathers(server).await;
    let mut room = Room::furnished(&mut cast, state).await;
    let mut found = Vec::new();
    for group in &table.groups {
        for request in group.requests.iter().copied().filter(|request| request.is_about_a_room()) {
            let is_lasting = LASTING.contains(&request.action()) && request.changes();
            let mut own = None;
            let mut cells = Vec::new();
            for asker in &table.askers {
                if !state.has(asker, request) {
                    cells.push("-".to_owned());
                    continue;
                }
                match state {
                    State::Absent => room = Room::absent(),
                    State::Deleted if cells.is_empty() => room = Room::furnished(&mut cast, state).await,
                    State::Deleted => {}
                    _ if is_lasting && (own.is_none() || is_turn_of_operator(asker, request)) => {
                        own = Some(Room::furnished(&mut cast, state).await);
                    }
                    _ => {}
                }
                let room = own.as_ref().unwrap_or(&room);
                let is_restored = state != State::Absent && state != State::Deleted;
                if is_restored {
                    prepares(&mut cast, room, request, asker).await;
                }
                let cell = asks(&mut cast, room, request, asker).await;
                if is_restored && cell.starts_with(['2', '3']) {
                    restores(&mut cast, room, state, request, asker).await;
                }
                cells.push(cell);
            }
            found.extend(difference(request, state.name(), group.cells(state.name()), &cells));
        }
    }
    found
}

/// The lines about no room that are not so.
async fn differences_of_site(server: &Server, table: &Table) -> Vec<String> {
    let (mut cast, mut found) = (Cast::gathers(server).await, Vec::new());
    let room = Room::furnished(&mut cast, State::Open).await;
    for group in &table.groups {
        for request in group.requests.iter().copied().filter(|request| !request.is_about_a_room()) {
            let mut cells = Vec::new();
            for asker in &table.askers {
                cells.push(asks(&mut cast, &room, request, asker).await);
            }
            found.extend(difference(request, "site", group.cells("site"), &cells));
        }
    }
    found
}

fn is_turn_of_operator(asker: &str, request: Request) -> bool {
    asker == "operator" && OF_BOTH.contains(&request.action())
}

/// As it should be written.
fn difference(request: Request, state: &str, expected: &[&str], found: &[String]) -> Option<String> {
    let Request { method, path, form } = request;
    let is_as_expected = expected.iter().zip(found).all(|(expected, found)| found == "-" || expected == found);
    (!is_as_expected).then(|| format!("{method} {path} {form}\n  {state} {}", found.join(" ")))
}

/// Does what is about to be undone, as far as somebody may.
async fn prepares(cast: &mut Cast<'_>, room: &Room, request: Request, asker: &'static str) {
    if let Some((does, _, form)) = OPPOSITES.iter().find(|(_, undoes, _)| request.does(undoes)) {
        room.posts(cast, asker, &request.instead(does), form).await;
    }
}

/// Undoes what somebody has done, so that everybody finds the room as it was.
async fn restores(cast: &mut Cast<'_>, room: &Room, state: State, request: Request, asker: &'static str) {
    let does = OPPOSITES.iter().find(|(does, ..)| request.does(does));
    match does {
        Some(("remove", ..)) if request.is_for_operator() => {
            room.posts(cast, asker, "/r/{room}/m/{seq}/undo", "").await;
        }
        Some(("close", ..)) if state == State::Closed => {}
        Some((_, undoes, _)) => drop(room.posts(cast, asker, &request.instead(undoes), "").await),
        None if request.does("reopen") && state == State::Closed => prepares(cast, room, request, asker).await,
        None => {}
    }
}

/// What somebody is answered, as a cell says it.
async fn asks(cast: &mut Cast<'_>, room: &Room, request: Request, asker: &'static str) -> String {
    let (path, form) = (room.fill(cast, request.path, asker), room.fill(cast, request.form, asker));
    if request.method == "WS" {
        let cell = connects(cast, &path, asker).await;
        cast.dismisses(asker);
        return cell;
    }
    let answer = cast.asks(asker, request, &path, &form).await;
    if request.introduces() && answer.status < 400 {
        cast.dismisses(asker);
    }
    let reads = if answer.text.contains(SAID) { "*" } else { "" };
    format!("{}{reads}", answer.status)
}

/// The status of an upgrade, or the code with which the socket is closed at once.
async fn connects(cast: &mut Cast<'_>, path: &str, asker: &'static str) -> String {
    let visitor = cast.asker(asker).await;
    let mut socket = match visitor.requests_socket(path, &[("Origin", visitor.origin())]).await {
        Ok(socket) => socket,
        Err(answer) => return answer.status.to_string(),
    };
    match timeout(wait::SOON, socket.next()).await {
        Ok(Some(Ok(Message::Close(Some(frame))))) => u16::from(frame.code).to_string(),
        Ok(Some(Ok(frame))) if frame.to_text().is_ok_and(|frame| frame.contains(SAID)) => "101*".to_owned(),
        Ok(Some(Ok(_))) => "101".to_owned(),
        end => format!("{end:?}").replace(' ', ""),
    }
}

/// A number that nothing else has.
fn next() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[tokio::test]
async fn looking_changes_nothing() {
    let (server, table) = (&Server::start().await, &Table::read(TABLE));
    let mut cast = Cast::gathers(server).await;
    let room = Room::furnished(&mut cast, State::Open).await;
    for asker in &table.askers {
        cast.asker(asker).await;
    }
    server.store().receives(&room.slug, PEOPLE.len()).await;
    let before = stored(server).await;
    let requests = table.groups.iter().flat_map(|group| group.requests.iter().copied());
    let mut looks = 0;
    for request in requests.filter(|request| request.method != "WS" && !request.counts_as_presence()) {
        for asker in &table.askers {
            let path = room.fill(&cast, request.path, asker);
            let [page, head] = ["GET", "HEAD"].map(|method| Request { method, ..request });
            let page = cast.asks(asker, page, &path, "").await;
            let head = cast.asks(asker, head, &path, "").await;
            let status = if request.action() == "ws" { 405 } else { page.status };
            assert_eq!((head.status, &*head.text), (status, ""), "{asker}: HEAD {path}");
            looks += 1;
        }
    }
    let after = stored(server).await;
    let [gone, come]: [Vec<&String>; 2] = [(&before, &after), (&after, &before)]
        .map(|(these, those)| these.iter().filter(|row| !those.contains(*row)).collect());
    assert!(gone.is_empty() && come.is_empty(), "after {looks} looks:\n- {gone:#?}\n+ {come:#?}");
}

/// Every row of every room and of D1, but for those that rooms write by the clock: their entries in
/// the lists of rooms, and the alarms for them.
async fn stored(server: &Server) -> Vec<String> {
    const BY_THE_CLOCK: [&str; 4] = ["rooms ", "room_index ", "behind ", "_cf_"];
    /// D1 is still to be told who is banned.
    const NOT_TOLD: &str = "meta {\"name\":\"sanctions_behind\",\"value\":1}";
    let rows = || -> Result<Vec<String>, String> {
        let dump = server.store().dump()?;
        let kept = dump.lines().filter(|row| !BY_THE_CLOCK.iter().any(|table| row.starts_with(table)));
        Ok(kept.map(str::to_owned).collect())
    };
    let mut last = Vec::new();
    wait::until("what was said before to be stored everywhere", wait::ARCHIVE_TIMEOUT, async move || {
        last.push(rows()?);
        let is_settled = last.len() >= SETTLED && last[last.len() - SETTLED..].windows(2).all(|two| two[0] == two[1]);
        // An alarm is late on a busy machine.
        let is_told = last.last().is_some_and(|rows| !rows.iter().any(|row| row == NOT_TOLD));
        if is_settled && is_told { Ok(last.pop().unwrap_or_default()) } else { Err("it still changes".to_owned()) }
    })
    .await
}
