//! Faults as ordered.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use room::Slug;
use serde::Deserialize;
use serde_json::json;
use worker::{Delay, Env, Error, Request, Response, Result};

use crate::chat_room::Runtime;
use crate::http::error::{Expected, Problem};
use crate::http::query;
use crate::log;
use crate::room_client::RoomStub;

/// What is ordered.
#[derive(Clone, Debug, Default, Deserialize)]
struct Orders {
    #[serde(default)]
    d1: D1,
    #[serde(default)]
    stop: Stop,
    #[serde(default)]
    write: Write,
    #[serde(default)]
    call: Call,
    #[serde(default)]
    crowd: Crowd,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Crowd {
    #[default]
    Told,
    Waits,
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
enum Stop {
    #[default]
    Nowhere,
    Saved,
    Shipped,
    Alarm,
}

/// What a room is to do.
#[derive(Deserialize)]
struct Deed {
    room: Option<String>,
    #[serde(rename = "do")]
    deed: Option<String>,
}

/// What is asked.
#[derive(Deserialize)]
struct Question {
    count: Option<String>,
}

thread_local! {
    static ORDERS: RefCell<Orders> = RefCell::default();
    static RENDERINGS: Cell<usize> = const { Cell::new(0) };
}

/// Takes an order.
pub(crate) async fn obey(request: &Request, env: &Env) -> std::result::Result<Response, Problem> {
    const UNKNOWN: Expected = Expected::QueryFields;
    if let Deed { room: Some(room), deed: Some(deed) } = query::read(request, UNKNOWN)? {
        return RoomStub::of(env, &Slug::parse(&room)?)?.obey(&deed).await;
    }
    if let Question { count: Some(_) } = query::read(request, UNKNOWN)? {
        return Ok(Response::ok(RENDERINGS.get().to_string())?);
    }
    let orders: Orders = query::read(request, UNKNOWN)?;
    ORDERS.with_borrow_mut(|current| *current = orders);
    Ok(Response::empty()?)
}

/// Lets a room do what was ordered.
pub(crate) fn obey_in_room(runtime: &Rc<Runtime>, deed: &str) -> std::result::Result<Response, Problem> {
    match deed {
        "/forget" => runtime.simulate_eviction()?,
        "/panic" => {
            #[expect(clippy::panic, reason = "that is the fault")]
            {
                panic!("a panic as ordered")
            }
        }
        _ => return Err(Problem::NotFound),
    }
    Ok(Response::empty()?)
}

/// So many can be told something now.
pub(crate) fn before_broadcast(allowed: usize) -> usize {
    match ORDERS.with_borrow(|orders| orders.crowd) {
        Crowd::Told => allowed,
        Crowd::Waits => 0,
    }
}

/// A room is about to be asked something.
pub(crate) fn before_call() -> Result<()> {
    match ORDERS.with_borrow(|orders| orders.call) {
        Call::Arrives => Ok(()),
        Call::Fails => Err(Error::from("a call that fails as ordered")),
    }
}

/// A message is about to be written.
pub(crate) fn before_write() -> Result<()> {
    match ORDERS.with_borrow(|orders| orders.write) {
        Write::Works => Ok(()),
        Write::Fails => Err(Error::from("a write that fails as ordered")),
    }
}

/// A message was written, nobody was told.
pub(crate) fn at_saved() {
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

/// D1 has a batch, and the room has not noted that.
pub(crate) async fn at_shipped() {
    stop_at(Stop::Shipped).await;
}

/// The alarm has come.
pub(crate) async fn at_alarm() {
    stop_at(Stop::Alarm).await;
}

/// What D1 answers, or what stands in its place.
pub(crate) async fn d1<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    match ORDERS.with_borrow(|orders| orders.d1) {
        D1::Well => call.await,
        D1::Fails => Err(Error::from("D1_ERROR: a failure as ordered")),
        D1::Applies => call.await.and(Err(Error::from("D1_ERROR: the answer was lost, as ordered"))),
        D1::Hangs => {
            for_ever().await;
            call.await
        }
    }
}

async fn stop_at(stop: Stop) {
    if reached(stop) {
        for_ever().await;
    }
}

fn reached(stop: Stop) -> bool {
    let reached = ORDERS.with_borrow(|orders| orders.stop == stop);
    if reached {
        log::info("stopped_as_ordered", json!({ "at": format!("{stop:?}").to_lowercase() }));
    }
    reached
}

async fn for_ever() {
    Delay::from(Duration::from_secs(60 * 60)).await;
}
