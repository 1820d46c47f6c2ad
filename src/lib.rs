//! The Worker: Natter's front door.
//!
//! In scope: everything Cloudflare. Out of scope: the rules of chat ([`room`]) and markup ([`templates`]).
//!
//! In reading order:
//!
//! * [`route`]: every path there is.
//! * [`origin`], [`session`], [`form`], [`query`]: what a request may be, and whose it is.
//! * [`pages`], [`api`], [`socket`]: what each path does.
//! * [`call`]: what the Worker asks of a room.
//! * [`chat_room`]: the room's Durable Object, with its log, its fan-out and its shipping to D1.
//! * [`history`], [`store`]: a page of the log, wherever it is; D1.
//! * [`views`]: from what a room knows to what a template takes.
//! * [`answer`], [`problem`]: how everything ends.
//! * [`faults`]: how tests make it fail.

mod answer;
mod api;
mod call;
mod chat_room;
mod clock;
mod dice;
mod faults;
mod form;
mod history;
mod journal;
mod origin;
mod pages;
mod problem;
mod query;
mod route;
mod session;
mod socket;
mod store;
mod views;

use worker::{Context, Env, Request, Response, event};

use crate::answer::Voice;
use crate::problem::Problem;
use crate::route::Route;

pub use chat_room::ChatRoom;

/// Every request that is not a static file.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    let voice = Voice::of(&request);
    let asked = request.inner().url();
    let response = match serve(request, &env).await {
        Ok(response) => response,
        Err(problem) => {
            problem.note();
            voice.tell(&problem)?
        }
    };
    answer::harden(response, &asked)
}

async fn serve(request: Request, env: &Env) -> Result<Response, Problem> {
    #[cfg(feature = "faults")]
    if request.path() == "/faults" {
        return faults::obey(&request, env).await;
    }
    let route = Route::of(&request)?;
    match route {
        Route::Landing => pages::landing(&request, env),
        Route::Join => pages::join(request, env).await,
        Route::Room(slug) => pages::room(&request, env, &slug).await,
        Route::Say(slug) => pages::say(request, env, &slug).await,
        Route::Socket(slug) => socket::connect(&request, env, &slug).await,
        Route::Users(slug) => api::users(env, &slug).await,
        Route::History(slug) => api::history(&request, env, &slug).await,
    }
}
