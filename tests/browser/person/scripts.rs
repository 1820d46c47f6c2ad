//! Scripts that run in a page and should not, and what a page is made of.

use harness::corpus::MARKER;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Person, SOON};

/// What a page does that nobody meant it to do.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
pub(crate) struct Doings {
    /// Calls of what scripts of strangers call.
    pub(crate) calls: Vec<String>,
    /// Violations of the content security policy.
    pub(crate) violations: Vec<String>,
    /// What was asked for elsewhere, and here where nothing is.
    pub(crate) requests: Vec<String>,
    /// Where it led, if it gave way to another page: nothing else is known of it then.
    pub(crate) left_for: Vec<String>,
}

/// Elements as `name attribute attribute…`, in the order of the page, and their text.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) elements: Vec<String>,
    pub(crate) text: String,
}

/// A message as a page shows it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Seen {
    pub(crate) seq: i64,
    pub(crate) name: String,
    pub(crate) body: Shape,
    /// All but the body.
    pub(crate) around: Vec<String>,
}

/// Pages of ours ask for these.
const OURS: &str = "^/($|r/|v/|scripts/|icons/|message-actions|help|new|rooms|for-you|shown/|violations|favicon.ico$)";

/// What [`Person::eval`] runs may use it: elements as [`Shape`] has them. What a script of ours
/// adds to code is left out.
const SHAPE: &str = "const shape = root => {\
        const left = root.cloneNode(true);\
        left.querySelectorAll('.code-block button, .message-actions').forEach(it => it.remove());\
        return { text: left.textContent, elements: [...left.querySelectorAll('*')].map(it =>\
            [it.localName, ...it.getAttributeNames().sort()].join(' ')) } };";

impl Person {
    /// Sees from now on which scripts of strangers run in a page, and what it asks for.
    pub(crate) async fn watches_scripts(&self) {
        self.prepares(&format!(
            "const seen = {{ calls: [], violations: [] }};\
             const note = call => {{ try {{ window.top.seen.calls.push(call) }} catch {{}} }};\
             if (window.top === window) window.seen = seen;\
             for (const name of ['alert', 'prompt', 'confirm', 'print', 'open'])\
                 window[name] = what => {{ note(`${{name}} ${{what}}`); return null }};\
             const run = window.eval;\
             window.eval = text => {{ note('eval'); return run(text) }};\
             window.{MARKER} = number => note(`{MARKER} ${{number}}`);\
             document.addEventListener('securitypolicyviolation', event => seen.violations.push(\
                 `${{event.effectiveDirective}} ${{event.blockedURI}} ${{event.sample}}`));\
             performance.setResourceTimingBufferSize(100000);\
             const leads = event => (event.target.closest?.('a, area')?.protocol ?? 'javascript:') !== 'javascript:';\
             const posts = event => !event.target.getAttribute('action')?.startsWith('javascript:');\
             addEventListener('click', event => leads(event) && event.preventDefault(), true);\
             addEventListener('submit', event => posts(event) && event.preventDefault(), true);\
             window.settle = async () => {{\
                 for (const it of document.images) it.loading = 'eager';\
                 const loading = [...document.images].filter(it => !it.complete);\
                 await Promise.all(loading.map(it => new Promise(resolve => {{\
                     for (const type of ['load', 'error']) it.addEventListener(type, resolve);\
                 }})));\
                 await new Promise(resolve => setTimeout(resolve, 100));\
             }};\
             window.poke = root => {{\
                 for (const it of root.querySelectorAll('.body, .body *, b, a, li > *, p > *, svg *')) {{\
                     for (const type of ['pointerover', 'mouseover', 'focus', 'focusin'])\
                         it.dispatchEvent(new MouseEvent(type, {{ bubbles: true, cancelable: true }}));\
                     const isOurs = it.closest('.earlier, .later, .head, .reactions, .fold, .skip, .message-actions');\
                     const click = new MouseEvent('click', {{ bubbles: true, cancelable: true }});\
                     if (!isOurs) (it.click ?? it.dispatchEvent).call(it, click);\
                 }} }};"
        ))
        .await;
    }

    /// Points at everything in the page, focuses and clicks it, and waits until what that began is
    /// over. Returns what the page has done so far; nothing, if a script has led it away.
    pub(crate) async fn tries_everything(&self) -> Doings {
        self.runs_to_its_end("window.isHere = true; poke(document); await settle()").await;
        let script = format!(
            "if (!window.isHere) return {{ calls: [], violations: [], requests: [], left_for: [location.href] }};\
             const isOurs = it => it.origin === location.origin && new RegExp({}).test(it.pathname);\
             const fetched = performance.getEntriesByType('resource').map(it => new URL(it.name));\
             const asked = fetched.filter(it => !isOurs(it));\
             return {{ ...window.seen, left_for: [], requests: asked.map(it => it.href.slice(0, 200)) }}",
            json!(OURS)
        );
        self.eval(&script).await
    }

    /// Receives frames one after the other, each as if it had come by the socket, and tries what it
    /// brings. Returns how many the page took.
    pub(crate) async fn receives(&self, frames: &[String]) -> usize {
        let script = format!(
            "const header = document.querySelector('[data-me]');\
             window.taken = 0;\
             for (const text of {}) {{\
                 try {{\
                     await window.htmx.swap({{ text, sourceElement: header, target: header, swap: 'none' }});\
                     window.taken += 1;\
                 }} catch {{}}\
                 try {{ poke(document.getElementById('history')) }} catch {{}}\
                 document.getElementById('log')?.replaceChildren();\
                 await 0;\
             }}\
             await settle()",
            Value::from(frames.to_vec())
        );
        self.runs_to_its_end(&script).await;
        self.eval("return window.taken ?? 0").await
    }

    /// Lets a script that waits come to its end, unless its page goes. It begins once the browser
    /// has done with the order: as long as that lasts, the policy allows what it forbids pages
    /// (`allowUnsafeEvalBlockedByCSP` in the protocol of Chromium).
    async fn runs_to_its_end(&self, script: &str) {
        let begun = format!(
            "window.isOver = false;\
             const run = async () => {{ try {{ {script} }} finally {{ window.isOver = true }} }};\
             setTimeout(() => run().catch(() => {{}}))"
        );
        self.eval::<Value>(&begun).await;
        self.finds_within(SOON * 3, "return window.isOver !== false", true).await;
    }

    /// The messages of the page.
    pub(crate) async fn sees_messages(&self) -> Vec<Seen> {
        let script = format!(
            "{SHAPE} return all('.log .message:not(.pending)').map(it => {{\
                 const around = it.cloneNode(true);\
                 const body = around.querySelector('.body');\
                 body.remove();\
                 return {{ seq: Number(it.id.slice(1)), name: it.querySelector('.name').textContent,\
                     body: shape(body), around: shape(around).elements }} }})"
        );
        self.eval(&script).await
    }

    /// What some of the page is made of, with the values of its fields for texts.
    pub(crate) async fn sees_shape(&self, of: &str) -> Shape {
        let script = format!(
            "{SHAPE} const seen = all({}).map(shape);\
             const typed = all('input, textarea, [aria-label], [title]').map(it =>\
                 [it.value, it.ariaLabel, it.title].join('\\n'));\
             return {{ elements: seen.flatMap(it => it.elements),\
                 text: [...seen.map(it => it.text), document.title, ...typed].join('\\n') }}",
            json!(of)
        );
        self.eval(&script).await
    }

    /// Calls so far of what scripts of strangers call.
    pub(crate) async fn sees_calls(&self) -> Vec<String> {
        self.eval("return window.seen?.calls ?? []").await
    }

    /// Has a script fetch a page and take its messages, as the log does that goes on by itself.
    pub(crate) async fn takes_markup_from(&self, path: &str) {
        let script = format!(
            "const answer = await fetch({});\
             const page = new DOMParser().parseFromString(await answer.text(), 'text/html');\
             document.getElementById('log').replaceChildren(...page.querySelector('#history').childNodes);\
             await settle()",
            json!(path)
        );
        self.runs_to_its_end(&script).await;
    }

    /// What the Trusted Types of the page make of a text.
    pub(crate) async fn makes_markup_of(&self, text: &str) -> bool {
        let script = format!(
            "try {{ new DOMParser().parseFromString({}, 'text/html'); return true }} catch {{ return false }}",
            json!(text)
        );
        self.eval(&script).await
    }
}
