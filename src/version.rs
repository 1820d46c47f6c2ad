//! Which build answers, for `/healthz` and for the header that every answer carries.

use std::cell::OnceCell;

use js_sys::Reflect;
use room::Millis;
use worker::{Env, Response, Result, WorkerVersionMetadata};

/// The header of every answer that says which build made it.
const HEADER: &str = "Natter-Version";

/// Where `bin/build` leaves the commit that the bundle was built from. It stands beside the wasm,
/// not in it: a commit that changes no source compiles nothing again.
const COMMIT: &str = "NATTER_COMMIT";

thread_local! {
    /// Read once for each isolate: a deploy starts new ones.
    static RUNNING: OnceCell<Version> = const { OnceCell::new() };
}

/// The build that is running.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    /// The tag that it was deployed under, or the version of the source.
    pub(crate) name: String,
    /// The commit that it was built from, if it was built in a repository.
    pub(crate) commit: Option<String>,
    /// When it was deployed.
    pub(crate) deployed_at: Option<Millis>,
}

impl Version {
    /// The one that is running.
    pub(crate) fn running(env: &Env) -> Self {
        RUNNING.with(|running| running.get_or_init(|| Self::of(env)).clone())
    }

    fn of(env: &Env) -> Self {
        let commit = Reflect::get(&js_sys::global(), &COMMIT.into()).ok().and_then(|commit| commit.as_string());
        // A set-up without the binding is served too.
        let deployed = env.get_binding::<WorkerVersionMetadata>("VERSION").ok();
        let (tag, deployed_at) = deployed.map(|it| (it.tag(), it.timestamp())).unzip();
        let deployed_at = deployed_at.map(|at| js_sys::Date::parse(&at)).filter(|at| at.is_finite());
        Self {
            name: tag.filter(|tag| !tag.is_empty()).unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned()),
            commit: commit.filter(|commit| !commit.is_empty()),
            deployed_at: deployed_at.map(whole_ms),
        }
    }

    /// Names it in the header of an answer. Those of an upgrade are the room's, and fixed.
    pub(crate) fn name_in(&self, response: &Response) -> Result<()> {
        if response.status_code() == 101 {
            return Ok(());
        }
        let commit = self.commit.as_ref().map_or_else(String::new, |commit| format!("+{commit}"));
        response.headers().set(HEADER, &format!("{}{commit}", self.name))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
fn whole_ms(at: f64) -> Millis {
    at as Millis
}
