//! The runtime of one room: gives its [`engine`] what comes in, and arms, spawns and awaits what
//! the engine asks for. Nothing else in the object spawns or waits; what it asks of D1 is in
//! `d1_jobs`.

mod callers;
mod copy_steps;
mod counts;
pub(crate) mod engine;
mod file_steps;
mod frames;
mod job_steps;
mod panics;
mod rendering;
pub(crate) mod restore;
mod search_steps;
mod sockets;

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, Either, abortable, select};
use room::{Caller, ConnectionId, Fingerprint, Member, Millis, Reply, Slug, Version};
use serde_json::json;
use worker::js_sys::Date;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::{
    Delay, Env, Error, RateLimiter, Result, SqlStorage, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair,
    web_sys,
};

use crate::chat_room::jobs::archive::ArchiveConfig;
use crate::chat_room::storage::StorageQuota;
use crate::clock::{self, Clock};
use crate::fence::{self, Fence};
use crate::file_store::FileStore;
use crate::limits::{CLOSE_INTERVAL, WEBHOOK_TIMEOUT};
use crate::protocol::Page;
use crate::report_webhook::{ReportNotice, ReportWebhook};
use crate::retention::SiteRetention;
use crate::{config, faults, log, site, strictness, uploads};
use crate::{db, ended_sessions};
use engine::Engine;
use restore::{Config, EditWindow};

/// The engine on the platform.
pub(crate) type PlatformEngine = Engine<SqlStorage, WebSocket>;

/// A room on the platform.
pub(crate) struct Runtime {
    pub(super) slug: Slug,
    pub(super) state: Rc<State>,
    pub(super) archive: db::Archive,
    pub(super) directory: db::Directory,
    report_webhook: ReportWebhook,
    pub(super) index: db::Index,
    site: db::SiteSettings,
    pub(super) sessions: db::Sessions,
    /// The files of the room, if the site takes any.
    pub(super) files: Option<FileStore>,
    /// What counts the messages of an address in all rooms, if that is bound.
    fence: Option<RateLimiter>,
    /// Borrowed for one turn at a time, never over an `await`.
    engine: RefCell<PlatformEngine>,
    is_flushing: Cell<bool>,
    flush_delay: Cell<Option<AbortHandle>>,
    is_probing: Cell<bool>,
    is_draining_closes: Cell<bool>,
}

impl Runtime {
    /// Restores a room from its storage and its open sockets.
    ///
    /// # Errors
    /// A binding is missing, or the storage cannot be read.
    pub(crate) fn restore(state: State, env: &Env) -> Result<Rc<Self>> {
        panics::watch();
        let slug = state.id().name().ok_or_else(|| Error::from("a room is only called by its name"))?;
        let slug = Slug::parse(&slug).map_err(|_| Error::from("a room is only called by a slug"))?;
        config::check(env);
        // The platform answers heartbeats without waking the room.
        state.set_websocket_auto_response(&WebSocketRequestResponsePair::new("ping", "pong")?);
        let config = Config {
            quota: StorageQuota::of(env),
            archive: ArchiveConfig::of(env),
            edits: EditWindow::of(env),
            uploads: uploads::limits(env),
            retention: SiteRetention::of(env),
            strictness: strictness::of(env),
        };
        let sql = state.storage().sql();
        let engine = Engine::restore(slug.clone(), Clock::platform(), config, sql, state.get_websockets())?;
        let details = json!({ "room": slug.log_label(), "members": engine.room().online_count() });
        log::info("room_woke", details);
        let runtime = Rc::new(Self {
            slug,
            state: Rc::new(state),
            archive: db::Archive::of(env)?,
            directory: db::Directory::of(env)?,
            report_webhook: ReportWebhook::of(env),
            index: db::Index::of(env)?,
            site: db::SiteSettings::of(env)?,
            sessions: db::Sessions::of(env)?,
            files: FileStore::of(env),
            fence: Fence::Messages.limiter(env),
            engine: RefCell::new(engine),
            is_flushing: Cell::default(),
            flush_delay: Cell::default(),
            is_probing: Cell::default(),
            is_draining_closes: Cell::default(),
        });
        runtime.follow_up();
        Ok(runtime)
    }

    /// Reads something of the room.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&PlatformEngine) -> T) -> T {
        read(&self.engine.borrow())
    }

    /// Lets something happen to the room, and then sees to what is due.
    pub(crate) fn act<T>(self: &Rc<Self>, act: impl FnOnce(&mut PlatformEngine) -> T) -> T {
        let _turn = panics::Turn::of(&self.state);
        self.learn_site();
        self.end_sessions();
        let outcome = act(&mut self.engine.borrow_mut());
        self.follow_up();
        outcome
    }

    /// Has the room keep to what this isolate knows of the site.
    pub(crate) fn learn_site(&self) {
        self.engine.borrow_mut().learn_site(site::news().unwrap_or_default());
    }

    /// Closes the connections of sessions that are over, as far as this isolate knows them.
    fn end_sessions(&self) {
        let ended = self.engine.borrow_mut().end_sessions();
        if let Err(error) = ended {
            self.log_failure(&error);
        }
    }

    /// Lets something happen that nobody waits for. Logs a failure.
    pub(crate) fn act_or_log(self: &Rc<Self>, act: impl FnOnce(&mut PlatformEngine) -> Result<()>) {
        if let Err(error) = self.act(act) {
            self.log_failure(&error);
        }
    }

    /// Opens a connection. The socket in the answer is the browser's end.
    ///
    /// # Errors
    /// The storage could not be read or written, or the socket not be made.
    pub(crate) async fn connect(
        self: &Rc<Self>,
        caller: Caller,
        member: Member,
        connection: ConnectionId,
        since: Option<Version>,
        page: Page,
    ) -> Result<std::result::Result<WebSocket, room::Refusal>> {
        self.learn_alarm().await;
        let pair = WebSocketPair::new()?;
        let WebSocketPair { client, server } = pair;
        let reply: Reply = self.act(|engine| {
            engine.connect(caller, member, connection, since, page, || {
                self.state.accept_web_socket(&server);
                Ok(server)
            })
        })?;
        Ok(reply.map(|()| client))
    }

    /// The alarm came. It never fails: the platform drops an alarm that fails six times.
    pub(crate) async fn on_alarm(self: &Rc<Self>) {
        faults::at_alarm().await;
        let state = &self.state;
        self.act_or_log(|engine| engine.on_alarm(|socket| last_heartbeat(state, socket)));
        self.delete_files().await;
        self.do_d1_jobs().await;
        self.act(|engine| engine.schedule().on_alarm_done());
    }

    /// Something woke the room or keeps it awake: looks whether all who are on its list are there,
    /// if nobody has looked lately. The alarm comes for it only where nothing happens.
    pub(crate) fn sweep(self: &Rc<Self>) {
        if self.read(PlatformEngine::is_sweep_due) {
            let state = &self.state;
            self.act_or_log(|engine| engine.sweep(|socket| last_heartbeat(state, socket)));
        }
    }

    /// Tells D1 of reports, and whoever the operator named of the one that was just made. Nobody
    /// waits for it.
    pub(crate) fn share_reports(self: &Rc<Self>, made: Option<ReportNotice>) {
        self.act(|engine| engine.jobs().on_reports_changed());
        let runtime = Rc::clone(self);
        self.state.wait_until(async move {
            runtime.ship_reports().await;
            let Some(notice) = made else { return };
            let posted = pin!(runtime.report_webhook.post(&runtime.slug, &notice));
            let failure = match select(posted, pin!(Delay::from(WEBHOOK_TIMEOUT))).await {
                Either::Left((posted, _)) => posted.err(),
                Either::Right(_) => Some(Error::from("no answer in time")),
            };
            if let Some(error) = failure {
                log::warn("report_not_posted", json!({ "room": runtime.slug.log_label(), "error": error.to_string() }));
            }
        });
    }

    /// Asks the platform when the alarm comes, if the room does not know.
    async fn learn_alarm(self: &Rc<Self>) {
        if !self.engine.borrow_mut().schedule().is_alarm_unknown() {
            return;
        }
        match self.state.storage().get_alarm().await {
            Ok(at) => self.engine.borrow_mut().schedule().on_alarm_known(at),
            Err(error) => self.log_alarm_not_set(&error),
        }
    }

    /// Sees to what the runtime says is next. It awaits nothing, so an alarm that is set here is
    /// one write with what the turn has stored, and no crash can leave a message that nobody ships.
    fn follow_up(self: &Rc<Self>) {
        // The next turn keeps to what is read here. It wakes no room: only one that is awake asks.
        if site::is_due() {
            let runtime = Rc::clone(self);
            self.state.wait_until(async move { site::refresh(runtime.site.read()).await });
        }
        if ended_sessions::is_due(clock::now()) {
            let runtime = Rc::clone(self);
            self.state.wait_until(async move {
                ended_sessions::refresh(clock::now(), async |since| runtime.sessions.ended_since(since).await).await;
                runtime.act(|_| ());
            });
        }
        let next = self.engine.borrow_mut().next();
        if let Some(due) = next.to_arm.timer {
            let runtime = Rc::clone(self);
            self.state.wait_until(async move {
                Delay::from(wait_until(due)).await;
                runtime.act_or_log(|engine| engine.on_timer(due));
            });
        }
        if let Some(due) = next.to_arm.alarm {
            self.set_alarm(due);
        }
        for address in next.untold_addresses {
            let runtime = Rc::clone(self);
            self.state.wait_until(async move { runtime.tell_fence(address).await });
        }
        if next.flush.is_some() && !self.is_flushing.replace(true) {
            let runtime = Rc::clone(self);
            self.state.wait_until(async move { runtime.flush_until_empty().await });
        }
        if self.read(|engine| engine.connections().is_held())
            && let Some(delay) = self.flush_delay.take()
        {
            // What waits is planned anew when the probe has come. Until then no timer may be
            // overdue: the platform's clock would show when it was due.
            delay.abort();
        }
        if self.read(|engine| engine.connections().needs_probe()) && !self.is_probing.replace(true) {
            let runtime = Rc::clone(self);
            self.state.wait_until(async move { runtime.probe_until_sent().await });
        }
        if self.read(|engine| engine.connections().has_queued_closes()) && !self.is_draining_closes.replace(true) {
            let runtime = Rc::clone(self);
            self.state.wait_until(async move { runtime.drain_closes().await });
        }
    }

    /// Tells the fence around all rooms what an address has said. Nobody waits for its answer: what
    /// the address says next is kept back by it.
    async fn tell_fence(self: &Rc<Self>, address: Fingerprint) {
        let Some(limiter) = &self.fence else { return };
        let strictness = self.read(PlatformEngine::strictness);
        if !fence::count(limiter, address, strictness).await {
            self.act(|engine| engine.hold_address(address, Fence::Messages.wait_ms()));
        }
    }

    fn set_alarm(self: &Rc<Self>, due: Millis) {
        let storage = self.state.storage();
        let mut setting = Box::pin(async move { storage.set_alarm(wait_until(due)).await });
        // The first poll makes the call; the rest waits for its confirmation.
        match (&mut setting).now_or_never() {
            Some(result) => self.check_alarm(result),
            None => {
                let runtime = Rc::clone(self);
                self.state.wait_until(async move { runtime.check_alarm(setting.await) });
            }
        }
    }

    fn check_alarm(&self, result: Result<()>) {
        if let Err(error) = result {
            // The next turn tries again.
            self.engine.borrow_mut().schedule().on_alarm_not_set();
            self.log_alarm_not_set(&error);
        }
    }

    async fn flush_until_empty(self: &Rc<Self>) {
        loop {
            let Some(plan) = self.engine.borrow().connections().plan_flush() else { break };
            let (delay, handle) = abortable(Delay::from(Duration::from_millis(plan.delay_ms.unsigned_abs())));
            self.flush_delay.set(Some(handle));
            if delay.await.is_err() {
                break;
            }
            self.act(|engine| engine.on_flush(plan));
        }
        self.is_flushing.set(false);
    }

    /// Asks the platform for something that it gets to only when everything before it is sent. A
    /// timer comes after the sends, or while they wait for the storage to confirm what was written;
    /// `sync` comes after that, and is no timer, so the platform's clock shows what it is.
    async fn probe_until_sent(self: &Rc<Self>) {
        while self.read(|engine| engine.connections().needs_probe()) {
            Delay::from(Duration::ZERO).await;
            // A storage that fails refuses the next message; here it only tells the time.
            let _ = self.state.storage().sync().await;
            self.act(PlatformEngine::on_probe);
        }
        self.is_probing.set(false);
    }

    async fn drain_closes(self: &Rc<Self>) {
        loop {
            Delay::from(CLOSE_INTERVAL).await;
            self.act(PlatformEngine::close_queued);
            if !self.engine.borrow().connections().has_queued_closes() {
                break;
            }
        }
        self.is_draining_closes.set(false);
    }

    /// Does what an eviction does, with the sockets open.
    #[cfg(feature = "faults")]
    pub(crate) fn simulate_eviction(self: &Rc<Self>) -> Result<()> {
        let (sql, sockets) = (self.state.storage().sql(), self.state.get_websockets());
        self.act(|engine| engine.simulate_eviction(sql, sockets))
    }

    pub(crate) fn log_failure(&self, error: &Error) {
        log::room_error("turn_failed", self.slug.log_label(), error);
    }

    fn log_alarm_not_set(&self, error: &Error) {
        log::room_error("alarm_not_set", self.slug.log_label(), error);
    }
}

fn wait_until(due: Millis) -> Duration {
    Duration::from_millis(u64::try_from(due - clock::now()).unwrap_or(0))
}

/// When the platform last answered a heartbeat on a socket.
fn last_heartbeat(state: &State, socket: &WebSocket) -> Option<Millis> {
    let state = state.as_raw().unchecked_ref::<RawState>();
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    let at = state.auto_response_at(socket.as_ref()).ok().flatten().map(|at| at.get_time() as Millis);
    at
}

// The SDK does not bind this. `catch`: an exception without it would go straight through Rust.
#[wasm_bindgen]
extern "C" {
    type RawState;
    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn auto_response_at(this: &RawState, socket: &web_sys::WebSocket) -> std::result::Result<Option<Date>, JsValue>;
}
