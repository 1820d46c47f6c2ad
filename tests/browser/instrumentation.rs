//! A page whose connection can be looked at from inside.

use std::time::Duration;

use harness::{Fault, Proxy};
use serde_json::json;

use crate::person::Person;

/// Runs before the page's own scripts. The page talks to the real server over real sockets; this notes what it does, and
/// lets a test decide what is left to chance and when a frame is heard.
///
/// * `sockets`, `closes`, `states`, `delays`: every socket so far, the codes that they were closed with, the states that
///   the page was in, the milliseconds of every timer.
/// * `dice`: what `Math.random()` gives, if it is set.
/// * `held`: if it is a list, frames wait in there.
pub(crate) const WITNESS: &str = r"{
    Object.assign(window, { sockets: [], closes: [], states: [], delays: [], held: null });
    const chance = Math.random, later = setTimeout;
    Math.random = () => window.dice ?? chance();
    window.setTimeout = (what, ms, ...rest) => { delays.push(ms); return later(what, ms, ...rest) };
    window.WebSocket = class extends WebSocket {
        constructor(...address) {
            super(...address);
            sockets.push(this);
            this.addEventListener('close', ({ code }) => closes.push(code));
        }
        set onmessage(hear) { super.onmessage = event => window.held ? held.push(() => hear(event)) : hear(event) }
    };
    for (const state of ['connecting', 'live', 'waiting', 'gone'])
        document.addEventListener('natter:' + state, () => states.push(state));
}";

/// The state of the connection, as a screen reader tells it.
pub(crate) const STATUS: &str = "return document.querySelector('#connection[role=status]').textContent";

impl Person {
    /// Somebody who has joined a room over a network that may fail, in a page that is watched.
    pub(crate) async fn joins_over(proxy: &Proxy, name: &str, room: &str) -> Self {
        let person = Self::at(proxy.origin()).await;
        person.prepares(WITNESS).await;
        person.goes_to(room, name).await;
        person
    }

    /// Loses the connection so often that the page waits for half a minute. The network is well afterwards: whatever
    /// happens within the next twenty seconds does not come from waiting.
    pub(crate) async fn is_left_waiting(&self, proxy: &Proxy) {
        self.eval::<()>("window.dice = 0").await;
        proxy.refuses(true);
        proxy.does_to_all(Fault::Cut);
        // Several at the least: tries are counted on while this asks.
        self.finds("return sockets.length > 6", true).await;
        self.eval::<()>("window.dice = 1").await;
        self.finds("return /^in (30|29|28) s$/.test(document.querySelector('.wait').textContent)", true).await;
        proxy.refuses(false);
    }

    /// Waits until the page has been in these states, one after the other.
    #[track_caller]
    pub(crate) fn has_been(&self, states: &[&str]) -> impl Future<Output = ()> {
        self.finds_within(Duration::from_secs(45), "return states.join(' ')", states.join(" "))
    }

    /// Whether somebody who looks at the page sees what a selector finds.
    pub(crate) async fn is_shown(&self, selector: &str) -> bool {
        self.eval(&format!("return !!document.querySelector({})?.checkVisibility()", json!(selector))).await
    }
}
