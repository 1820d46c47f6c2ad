//! What every query to D1 needs: a time limit, and numbers as D1 takes them.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use worker::wasm_bindgen::JsValue;
use worker::{Delay, Error, Result};

/// What D1 answers, if it does so in time. A call that is cut off would otherwise be waited for
/// until the platform ends the alarm or the request, minutes later.
///
/// # Errors
/// What D1 says, or that it said nothing for so long.
pub(super) async fn with_timeout<T>(timeout: Duration, answer: impl Future<Output = Result<T>>) -> Result<T> {
    match select(pin!(answer), pin!(Delay::from(timeout))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(Error::from(format!("D1 did not answer within {} seconds", timeout.as_secs()))),
    }
}

/// D1 takes no BigInt, which is what an `i64` would become. Ours stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "numbers of messages stay below 2^53")]
pub(super) fn number(n: i64) -> JsValue {
    JsValue::from_f64(n as f64)
}
