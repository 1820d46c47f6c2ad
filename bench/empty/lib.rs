//! A Worker in Rust that does nothing; `bin/bench --only start` starts it beside Natter.

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(_request: Request, _env: Env, _context: Context) -> Result<Response> {
    Response::empty()
}
