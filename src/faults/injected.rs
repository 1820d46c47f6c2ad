//! Faults that a test has injected.

use std::cell::{Cell, RefCell};
use std::ops::RangeInclusive;
use std::rc::Rc;

use room::Slug;
use serde::Deserialize;
use serde_json::json;
use worker::{Delay, Env, Error, Request, Response, Result};

use crate::chat_room::Runtime;
use crate::http::error::{Expected, Problem};
use crate::http::query;
use crate::limits::FAULT_STOP;
use crate::log;
use crate::room_client::RoomStub;

/// The faults that hold for every room.
#[derive(Clone, Debug, Default, Deserialize)]
struct Faults {
    #[serde(default)]
    d1: D1,
    #[serde(default)]
    files: Files,
    #[serde(default)]
    stop: Stop,
    #[serde(default)]
    panic: Panic,
    #[serde(default)]
    write: Write,
    #[serde(default)]
    call: Call,
    #[serde(default)]
    broadcast: Broadcast,
    protocol: Option<u16>,
    oldest: Option<u16>,
    calls: Option<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Broadcast {
    #[default]
    Flows,
    Waits,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Panic {
    #[default]
    Nowhere,
    Saved,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Write {
    #[default]
    Works,
    Fails,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Call {
    #[default]
    Arrives,
    Fails,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum D1 {
    #[default]
    Well,
    Fails,
    Applies,
    Hangs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Files {
    #[default]
    Well,
    Fails,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Stop {
    #[default]
    Nowhere,
    Saved,
    Shipped,
    Alarm,
}

/// A fault of one room.
#[derive(Deserialize)]
struct RoomFault {
    room: Option<String>,
    #[serde(rename = "do")]
    fault: Option<String>,
}

/// Which counter is read.
#[derive(Deserialize)]
struct Counter {
    count: Option<String>,
}

thread_local! {
    static FAULTS: RefCell<Faults> = RefCell::default();
    static RENDERINGS: Cell<usize> = const { Cell::new(0) };
}

/// Injects what a request names, or reads a counter.
pub(crate) async fn inject(request: &Request, env: &Env) -> std::result::Result<Response, Problem> {
    const EXPECTED: Expected = Expected::QueryFields;
    if let RoomFault { room: Some(room), fault: Some(fault) } = query::read(request, EXPECTED)? {
        return RoomStub::of(env, &Slug::parse(&room)?)?.inject(&fault).await;
    }
    if let Counter { count: Some(_) } = query::read(request, EXPECTED)? {
        return Ok(Response::ok(RENDERINGS.get().to_string())?);
    }
    let faults: Faults = query::read(request, EXPECTED)?;
    FAULTS.with_borrow_mut(|current| *current = faults);
    Ok(Response::empty()?)
}

/// Injects a fault into one room.
pub(crate) fn inject_into_room(
    runtime: &Rc<Runtime>,
    fault: &str,
    request: &Request,
) -> std::result::Result<Response, Problem> {
    match fault {
        "/set" => {
            let faults: Faults = query::read(request, Expected::QueryFields)?;
            FAULTS.with_borrow_mut(|current| *current = faults);
        }
        "/evict" => runtime.simulate_eviction()?,
        "/panic" => panics(),
        _ => return Err(Problem::NotFound),
    }
    Ok(Response::empty()?)
}

#[expect(clippy::panic, reason = "that is the fault")]
fn panics() -> ! {
    panic!("an injected panic")
}

/// The frames that this build is to speak.
pub(crate) fn protocols(ours: RangeInclusive<u16>) -> RangeInclusive<u16> {
    FAULTS.with_borrow(|faults| faults.oldest.unwrap_or(*ours.start())..=faults.protocol.unwrap_or(*ours.end()))
}

/// The calls that this build is to understand.
pub(crate) fn calls(ours: u16) -> u16 {
    FAULTS.with_borrow(|faults| faults.calls.unwrap_or(ours))
}

/// A batch may go to so many connections.
pub(crate) fn before_broadcast(allowed: usize) -> usize {
    match FAULTS.with_borrow(|faults| faults.broadcast) {
        Broadcast::Flows => allowed,
        Broadcast::Waits => 0,
    }
}

/// The Worker is about to call a room.
pub(crate) fn before_call() -> Result<()> {
    match FAULTS.with_borrow(|faults| faults.call) {
        Call::Arrives => Ok(()),
        Call::Fails => Err(Error::from("an injected failure of the call")),
    }
}

/// A message is about to be written.
pub(crate) fn before_write() -> Result<()> {
    match FAULTS.with_borrow(|faults| faults.write) {
        Write::Works => Ok(()),
        Write::Fails => Err(Error::from("an injected failure of the write")),
    }
}

/// A message was written, and not sent yet.
pub(crate) fn at_saved() {
    // The isolate forgets all faults with it.
    if FAULTS.with_borrow(|faults| faults.panic == Panic::Saved) {
        panics();
    }
    if reached(Stop::Saved) {
        // Nothing can be awaited here: the turn must not end.
        loop {
            std::hint::spin_loop();
        }
    }
}

/// A message was rendered for a frame.
pub(crate) fn at_rendered() {
    RENDERINGS.set(RENDERINGS.get() + 1);
}

/// D1 has a batch, and the room has not recorded that.
pub(crate) async fn at_shipped() {
    stop_at(Stop::Shipped).await;
}

/// The alarm has come.
pub(crate) async fn at_alarm() {
    stop_at(Stop::Alarm).await;
}

/// What D1 answers, or what a fault puts in its place.
pub(crate) async fn d1<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    match FAULTS.with_borrow(|faults| faults.d1) {
        D1::Well => call.await,
        D1::Fails => Err(Error::from("D1_ERROR: an injected failure")),
        D1::Applies => call.await.and(Err(Error::from("D1_ERROR: the answer was lost, by an injected fault"))),
        D1::Hangs => {
            hang().await;
            call.await
        }
    }
}

/// What R2 answers, or what a fault puts in its place.
pub(crate) async fn files<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    match FAULTS.with_borrow(|faults| faults.files) {
        Files::Well => call.await,
        Files::Fails => Err(Error::from("R2: an injected failure")),
    }
}

async fn stop_at(stop: Stop) {
    if reached(stop) {
        hang().await;
    }
}

fn reached(stop: Stop) -> bool {
    let reached = FAULTS.with_borrow(|faults| faults.stop == stop);
    if reached {
        log::info("stopped_by_fault", json!({ "at": format!("{stop:?}").to_lowercase() }));
    }
    reached
}

async fn hang() {
    Delay::from(FAULT_STOP).await;
}
