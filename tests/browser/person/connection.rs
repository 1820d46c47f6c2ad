//! A page whose connection can be watched from inside, and that can be made to lose it.

use std::future::Future;
use std::time::Duration;

use harness::{Fault, Proxy};
use serde_json::{Value, json};
use templates::ids;

use super::Person;

/// Runs before the page's own scripts. The page talks to the real server over real sockets; this
/// records what it does, and lets a test decide what is left to chance and when a frame is heard.
///
/// * `sockets`, `closes`, `states`, `delays`: every socket so far, the codes that they were closed
///   with, the states that the page was in (`data-state`), the milliseconds of every timer.
/// * `jitter`: what `Math.random()` gives, if it is set.
/// * `held`: if it is a list, frames wait in there.
/// * `cannotPoll`: whether asking for what is new without a socket fails.
/// * `wheneverLive`: what to do whenever the page becomes live, if it is set.
const INSTRUMENTS: &str = r"
    Object.assign(window, { sockets: [], closes: [], states: [], delays: [], held: null, wheneverLive: null });
    const random = Math.random, later = setTimeout, ask = fetch;
    window.fetch = (url, ...rest) =>
        window.cannotPoll && String(url).endsWith('/updates') ? Promise.reject(new TypeError()) : ask(url, ...rest);
    Math.random = () => window.jitter ?? random();
    window.setTimeout = (what, ms, ...rest) => { delays.push(ms); return later(what, ms, ...rest) };
    window.WebSocket = class extends WebSocket {
        constructor(...address) {
            super(...address);
            sockets.push(this);
            this.addEventListener('close', ({ code }) => closes.push(code));
        }
        set onmessage(handle) {
            super.onmessage = event => window.held ? held.push(() => handle(event)) : handle(event);
        }
    };
    // A record has only the value before its change; the value after it is in the next record.
    new MutationObserver(records => records.forEach(({ oldValue, target }, i) => {
        const state = i + 1 < records.length ? records[i + 1].oldValue : target.dataset.state;
        if (state === oldValue) return;
        states.push(state);
        if (state === 'live') window.wheneverLive?.();
    })).observe(document, { subtree: true, attributeFilter: ['data-state'], attributeOldValue: true });
";

/// Everything that makes a page check its connection.
const WAKE: &str = "dispatchEvent(new Event('online'));\
                    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));\
                    document.dispatchEvent(new Event('visibilitychange'));";

/// With it the shortest delay, of 1 s, is longer than a timer is late, and that of 30 s below 1 s.
pub(crate) const SHORT_JITTER: f64 = 0.033;

impl Person {
    /// Somebody who has joined a room over a network that may fail, in a page that is watched.
    pub(crate) async fn joins_over(proxy: &Proxy, name: &str, room: &str) -> Self {
        let person = Self::at(proxy.origin()).await;
        person.watches_its_pages().await;
        person.goes_to(room, name).await;
        person
    }

    /// From now on the connections of its pages can be watched.
    pub(crate) async fn watches_its_pages(&self) {
        self.prepares(INSTRUMENTS).await;
    }

    /// Waits until the connection is in a state.
    #[track_caller]
    pub(crate) fn is(&self, state: &str) -> impl Future<Output = ()> {
        self.finds("return one('[data-state]')?.dataset.state", Some(state.to_owned()))
    }

    #[track_caller]
    pub(crate) fn is_live(&self) -> impl Future<Output = ()> {
        self.is("live")
    }

    /// Waits until the page has been in these states, one after the other.
    #[track_caller]
    pub(crate) fn has_been(&self, states: &[&str]) -> impl Future<Output = ()> {
        self.finds_within(Duration::from_secs(45), "return states.join(' ')", states.join(" "))
    }

    pub(crate) async fn clears_recorded_states(&self) {
        self.runs("states.length = 0").await;
    }

    /// Waits until a screen reader reads this of the connection.
    #[track_caller]
    pub(crate) fn sees_status(&self, words: &str) -> impl Future<Output = ()> {
        self.reads(format!("#{}[role=status]", ids::CONNECTION), words)
    }

    /// Whether there is a button that reconnects.
    pub(crate) async fn can_reconnect(&self) -> bool {
        self.is_shown("[data-do=reconnect]".to_owned()).await
    }

    #[track_caller]
    pub(crate) fn reconnects(&self) -> impl Future<Output = ()> {
        self.clicks("[data-do=reconnect]".to_owned())
    }

    /// Decides the jitter from now on: 0 is the shortest delay, 1 the longest.
    pub(crate) async fn has_jitter(&self, share: f64) {
        self.runs(&format!("window.jitter = {share}")).await;
    }

    /// The same, and clears the record of delays.
    pub(crate) async fn has_jitter_from_now_on(&self, share: f64) {
        self.runs(&format!("delays.length = 0; window.jitter = {share}")).await;
    }

    /// Loses the connection so often that the page waits for half a minute. The network is well
    /// afterwards: whatever happens within the next twenty seconds does not come from waiting.
    pub(crate) async fn is_left_waiting(&self, proxy: &Proxy) {
        self.has_jitter(0.0).await;
        self.runs("window.cannotPoll = true").await;
        proxy.refuses(true);
        proxy.does_to_all(Fault::Cut);
        // Several at the least: tries are counted on while this asks.
        self.finds("return sockets.length > 6", true).await;
        self.has_jitter(1.0).await;
        self.finds("return /^in (30|29|28)\\u00a0s$/.test(one('.countdown').textContent)", true).await;
        proxy.refuses(false);
    }

    /// Waits until the first waits before a retry have doubled so often since the shortest one, of
    /// which what the page does before may take some ms. Those from 1 s on are left out.
    #[track_caller]
    pub(crate) fn has_doubled_its_delay(&self, times: &[u32]) -> impl Future<Output = ()> {
        let script = format!(
            // 250 ms is how long a page waits for a frame of animation. A timer that comes early
            // is set again for some ms. A busy page has lost a part of its wait before that is set.
            "return delays.filter(ms => ms > 8 && ms < 1000 && ![200, 250].includes(ms))\
             .map(ms => Math.ceil(Math.log2(ms / {SHORT_JITTER} / 1000) - 0.05)).slice(0, {})",
            times.len()
        );
        self.finds_owned(script, times.to_vec())
    }

    /// Closes the connection from the page, with a code, as the platform does when ordered to by
    /// the room.
    pub(crate) async fn is_closed_with(&self, code: u16, reason: &str) {
        self.runs(&format!("sockets.at(-1).close({code}, {})", json!(reason))).await;
    }

    /// Closes every connection as soon as it is live, beginning with this one.
    pub(crate) async fn is_closed_again_and_again(&self, code: u16) {
        self.runs(&format!("window.wheneverLive = () => sockets.at(-1).close({code})")).await;
        self.has_jitter_from_now_on(SHORT_JITTER).await;
        self.is_closed_with(code, "").await;
    }

    /// Sends bytes, which no page does.
    pub(crate) async fn sends_bytes(&self) {
        self.runs("sockets.at(-1).send(new Uint8Array(1))").await;
    }

    /// Sends a frame as it is, so many times.
    pub(crate) async fn sends_frames(&self, frame: &str, times: usize) {
        self.runs(&format!("for (let i = 0; i < {times}; i++) sockets.at(-1).send({})", json!(frame))).await;
    }

    /// Waits until connections were closed with these codes, one after the other.
    #[track_caller]
    pub(crate) fn sees_closes(&self, codes: &[u16]) -> impl Future<Output = ()> {
        self.finds("return closes", codes.to_vec())
    }

    pub(crate) async fn closes(&self) -> Vec<u16> {
        self.eval("return closes").await
    }

    /// Waits until it was turned away several times, before any frame.
    #[track_caller]
    pub(crate) fn is_refused_again_and_again(&self) -> impl Future<Output = ()> {
        self.finds("return closes.length > 1 && closes.every(code => code == 1013)", true)
    }

    /// How many connections the page has made so far.
    pub(crate) async fn connections(&self) -> usize {
        self.eval("return sockets.length").await
    }

    /// How many of them are open, or about to be.
    pub(crate) async fn open_connections(&self) -> usize {
        self.eval("return sockets.filter(socket => socket.readyState < 2).length").await
    }

    /// Waits until the latest connection is being made.
    #[track_caller]
    pub(crate) fn is_connecting(&self) -> impl Future<Output = ()> {
        self.finds("return sockets.at(-1).readyState", 0)
    }

    /// Opens more connections of the same member, as other tabs would.
    pub(crate) async fn opens_more_connections(&self, count: usize) {
        self.runs(&format!("window.others = Array.from(Array({count}), () => new WebSocket(sockets[0].url))")).await;
        self.finds("return others.every(other => other.readyState == 1)", true).await;
    }

    pub(crate) async fn closes_the_other_connections(&self) {
        self.runs("others.forEach(other => other.close())").await;
    }

    /// Everything happens, so many times, that makes a page check its connection.
    pub(crate) async fn is_woken(&self, times: usize) {
        self.runs(&format!("for (let i = 0; i < {times}; i++) {{ {WAKE} }}")).await;
    }

    /// Is shown again by a browser that had kept the page as it was.
    pub(crate) async fn is_shown_from_the_cache(&self) {
        self.runs("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))").await;
    }

    /// Receives nothing for now: frames wait.
    pub(crate) async fn holds_frames(&self) {
        self.runs("window.held = []").await;
    }

    /// Waits until a frame waits to be received.
    #[track_caller]
    pub(crate) fn has_held_a_frame(&self) -> impl Future<Output = ()> {
        self.finds("return held.length > 0", true)
    }

    pub(crate) async fn receives_held_frames(&self) {
        self.runs("const frames = held; window.held = null; frames.forEach(handle => handle())").await;
    }

    /// The next frame cannot be put into the page.
    pub(crate) async fn fails_to_swap_once(&self) {
        self.runs(
            "const swap = htmx.swap;\
             htmx.swap = async function () { htmx.swap = swap; throw new Error('no swap') }",
        )
        .await;
    }

    /// From now on its pages speak another version of the protocol.
    pub(crate) async fn speaks_another_protocol_version(&self) -> Value {
        self.connects_elsewhere("?v=2&", "?v=0&").await
    }

    /// From now on the upgrade of each of its pages is refused.
    pub(crate) async fn is_refused_everywhere(&self) -> Value {
        self.connects_elsewhere("/ws?", "/no?").await
    }

    /// Asks, when it connects again, for what came after a change that the room does not know, as
    /// after a very long time.
    pub(crate) async fn forgets_what_it_has_seen(&self) {
        self.runs(
            "window.WebSocket = class extends WebSocket {\
                 constructor(url) { super(url.replace(/since=\\d+/, 'since=0')) }\
             }",
        )
        .await;
    }

    async fn connects_elsewhere(&self, part: &str, instead: &str) -> Value {
        self.prepares(&format!(
            "window.cannotPoll = true;\
             window.WebSocket = class extends WebSocket {{\
                 constructor(url) {{ super(url.replace('{part}', '{instead}')) }}\
             }}"
        ))
        .await
    }

    /// From now on something between its pages and the server lets no socket through, until
    /// [told otherwise](Self::has_sockets).
    pub(crate) async fn has_no_sockets(&self) {
        self.prepares(
            "window.blocks = true;\
             window.WebSocket = class extends WebSocket {\
                 constructor(url) { super(window.blocks ? url.replace('/ws?', '/no?') : url) }\
             }",
        )
        .await;
    }

    pub(crate) async fn has_sockets(&self) {
        self.runs("window.blocks = false").await;
    }

    /// Waits until it is live, which may take as long as the longest wait before a retry.
    #[track_caller]
    pub(crate) fn reconnects_some_time(&self) -> impl Future<Output = ()> {
        self.finds_within(Duration::from_secs(45), "return one('[data-state]').dataset.state", "live".to_owned())
    }

    /// Waits until the page says why it has no live updates.
    #[track_caller]
    pub(crate) fn sees_why_not_live(&self, sentence: &str) -> impl Future<Output = ()> {
        self.reads(format!("#{}", ids::LIVE_UPDATES), sentence)
    }

    /// Waits until the page has ended, for this reason, and its composer is gone.
    #[track_caller]
    pub(crate) fn sees_ending(&self, sentence: &str) -> impl Future<Output = ()> {
        let script = format!(
            "const form = one('#{}');\
             return [one('.ending [role=alert]')?.textContent ?? '', !form.inert || form.checkVisibility()]",
            ids::COMPOSER
        );
        self.finds_owned(script, (sentence.to_owned(), false))
    }

    /// The text that an ended page has kept, as it is seen.
    pub(crate) async fn kept_draft(&self) -> String {
        self.eval("const kept = one('.ending .draft'); return kept.checkVisibility() ? kept.textContent : ''").await
    }

    /// Goes on from a page that has ended, as its banner says.
    #[track_caller]
    pub(crate) fn takes_the_way_on(&self) -> impl Future<Output = ()> {
        self.clicks(".ending a".to_owned())
    }

    /// Loses the network, or has it again, as the browser sees it.
    pub(crate) async fn has_network(&self, has: Network) {
        let offline = has == Network::Off;
        let network = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tunes("Network.emulateNetworkConditions", network).await;
    }

    /// Its session is over: the browser has no cookies any more.
    pub(crate) async fn loses_its_cookies(&self) {
        self.tunes("Network.clearBrowserCookies", json!({})).await;
    }

    /// The browser freezes the page, which records what it knew when it is thawed.
    pub(crate) async fn is_frozen(&self) {
        self.runs(
            "window.seenOnResume = [];\
             document.addEventListener('resume', () => seenOnResume.push('resumed', ...closes))",
        )
        .await;
        self.tunes("Page.setWebLifecycleState", json!({ "state": "frozen" })).await;
    }

    pub(crate) async fn is_thawed(&self) {
        self.tunes("Page.setWebLifecycleState", json!({ "state": "active" })).await;
    }

    /// What the page knew when it was thawed.
    pub(crate) async fn knew_when_thawed(&self) -> Vec<String> {
        self.eval("return seenOnResume").await
    }

    /// The page thinks that it is hidden, and records each time that it marks a room as read.
    pub(crate) async fn is_hidden_and_records_read_markers(&self, room: &str) {
        self.runs(&format!(
            "window.cookiesSet = [];\
             const cookie = {{ get: () => 'seen-{room}=', set: cookie => cookiesSet.push(cookie) }};\
             Object.defineProperty(document, 'cookie', cookie);\
             Object.defineProperty(document, 'hidden', {{ get: () => true, configurable: true }});\
             document.dispatchEvent(new Event('visibilitychange'))"
        ))
        .await;
    }

    pub(crate) async fn read_markers_set(&self) -> usize {
        self.eval("return cookiesSet.length").await
    }

    /// Waits until the page has marked a room as read so often.
    #[track_caller]
    pub(crate) fn has_set_read_markers(&self, times: usize) -> impl Future<Output = ()> {
        self.finds("return cookiesSet.length", times)
    }

    /// The network returns, and the browser says so to the page.
    pub(crate) async fn regains_the_network(&self) {
        self.runs("dispatchEvent(new Event('online')); dispatchEvent(new PageTransitionEvent('pageshow'))").await;
    }

    /// The page records whether it is hidden, where another tab of the browser can read it.
    pub(crate) async fn records_whether_it_is_hidden(&self) {
        self.runs("document.addEventListener('visibilitychange', () => { localStorage.hidden = document.hidden })")
            .await;
    }

    /// Waits until the page that records it is hidden, or shown.
    #[track_caller]
    pub(crate) fn sees_that_it_is_hidden(&self, hidden: &str) -> impl Future<Output = ()> {
        self.finds("return localStorage.hidden", Some(hidden.to_owned()))
    }
}

/// Whether there is a network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Network {
    On,
    Off,
}
