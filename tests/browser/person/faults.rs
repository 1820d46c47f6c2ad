//! What may go wrong in a browser: scripts that do not come or should not run, a storage that
//! fails.

use serde_json::json;
use templates::ids;

use super::Person;

impl Person {
    /// Runs no scripts from now on.
    pub(crate) async fn has_no_scripts(&self) {
        self.tunes("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Runs scripts again, in the page that is there too.
    pub(crate) async fn has_scripts_again(&self) {
        self.tunes("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
    }

    /// Gets no files of this address, with `*` for anything, until told otherwise.
    pub(crate) async fn gets_none_of(&self, address: &str) {
        self.tunes("Network.enable", json!({})).await;
        self.tunes("Network.setBlockedURLs", json!({ "urls": [address] })).await;
    }

    pub(crate) async fn gets_everything(&self) {
        self.tunes("Network.setBlockedURLs", json!({ "urls": [] })).await;
    }

    /// Gets the scripts of the room at last. Under another address: a page never asks again for a
    /// module that did not come.
    pub(crate) async fn loads_the_scripts(&self) {
        self.runs("import(one('script[type=module]').src + '?late')").await;
    }

    /// Notes whether anything runs that should not, or is kept from running.
    pub(crate) async fn watches_for_foreign_scripts(&self) {
        self.runs(
            "window.seen = []; window.alert = what => seen.push(what);\
             document.addEventListener('securitypolicyviolation', violation => seen.push(violation.violatedDirective))",
        )
        .await;
    }

    /// What ran, or would have.
    pub(crate) async fn foreign_scripts(&self) -> Vec<String> {
        self.eval("return window.seen").await
    }

    /// From now on notes the errors of its pages.
    pub(crate) async fn watches_for_errors(&self) {
        self.prepares("window.errors = []; addEventListener('error', ({ message }) => errors.push(message))").await;
    }

    pub(crate) async fn errors(&self) -> Vec<String> {
        self.eval("return errors").await
    }

    /// Another version, or nobody we know, has left something where the page keeps what is typed.
    pub(crate) async fn finds_in_storage(&self, rubbish: &str) {
        self.runs(&format!(
            "const key = 'natter ' + one('#{}').action;\
             localStorage[key] = sessionStorage[key] = {}",
            ids::COMPOSER,
            json!(rubbish)
        ))
        .await;
    }

    /// Has a storage without any space.
    pub(crate) async fn fills_its_storage(&self) {
        self.runs(
            "for (const store of [localStorage, sessionStorage]) {\
                 for (let size = 4 << 20; size; size >>= 1) for (let n = 0; ; n++) try {\
                     store['filler ' + size + ' ' + n] = 'x'.repeat(size);\
                 } catch { break }\
             }",
        )
        .await;
    }

    /// From now on no page may use its storage.
    pub(crate) async fn forbids_storage(&self) {
        self.prepares(
            "const get = () => { throw new DOMException('no', 'SecurityError') };\
             for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get })",
        )
        .await;
    }
}
