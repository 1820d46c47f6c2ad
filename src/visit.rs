//! A visit: who makes a request, remembered until its answer can renew the cookie.
//!
//! Every way in renews: pages, forms, calls of programs and the upgrade to a socket. So expiry
//! counts from the last use, whatever that was.

use room::Founding;
use worker::{Env, Method, Request, Response};

use crate::http::error::Problem;
use crate::http::origin;
use crate::http::response::{self, Format};
use crate::http::session::{Arrival, Browser, Keys, Session};
use crate::room_client::RoomStub;
use crate::route::Route;

/// Who makes a request, and what for.
pub(crate) struct Visit {
    url: String,
    keys: Keys,
    browser: Browser,
    purpose: Purpose,
    renewal: Renewal,
}

/// What a request is for, as far as cookies go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To read a page. A stranger becomes a visitor by it.
    Page,
    /// Anything else.
    Other,
}

/// Whether the answer has to carry the cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Renewal {
    /// If its time has come.
    IfDue,
    /// It has changed.
    Changed,
}

impl Visit {
    /// The visit that a request makes. None if there is no secret to sign cookies with: the route
    /// says so.
    pub(crate) fn of(request: &Request, env: &Env) -> Option<Self> {
        let (url, keys) = (request.inner().url(), Keys::of(env).ok()?);
        let browser = Browser::of(request.headers(), &url, &keys).ok()?;
        let reads = matches!(request.method(), Method::Get | Method::Head);
        let purpose = if reads && Format::of(request) == Format::Html { Purpose::Page } else { Purpose::Other };
        Some(Self { url, keys, browser, purpose, renewal: Renewal::IfDue })
    }

    /// Carries out the join that waited for the session to come back, if this request is for that
    /// room. A room that refuses says so again when the route is served.
    pub(crate) async fn arrive(&mut self, request: &Request, env: &Env, route: &Route) -> Result<(), Problem> {
        let (Browser::Member(session), Some(room)) = (&self.browser, route.room()) else { return Ok(()) };
        let Some(Arrival { room: wanted, founding }) = session.arrival() else { return Ok(()) };
        let is_ours = match route {
            Route::Socket(_) => origin::may_connect(request.headers(), &self.url)?,
            _ => self.purpose == Purpose::Page || origin::may_post(request.headers(), &self.url)?,
        };
        if wanted != room || !is_ours {
            return Ok(());
        }
        // The room lets in whoever connects. Only what a new room is called has to be said before.
        let is_let_in = matches!(route, Route::Socket(_)) && *founding == Founding::default();
        if is_let_in
            || RoomStub::called_by(request.headers(), env, room)?
                .join(session.member_in(room)?, founding.clone())
                .await?
                .is_ok()
        {
            self.browser = Browser::Member(session.clone().arrived());
            self.renewal = Renewal::Changed;
        }
        Ok(())
    }

    /// The answer, with the cookie if it is to have one and has none yet.
    pub(crate) fn renew_cookie(&self, response: Response) -> Result<Response, Problem> {
        let makes_visitor =
            self.browser == Browser::Stranger && self.purpose == Purpose::Page && response.status_code() == 200;
        let renews = makes_visitor || self.renewal == Renewal::Changed || self.browser.is_due();
        if !renews || Session::is_put(&response, &self.url) {
            return Ok(response);
        }
        let response = response::with_headers_copied(response)?;
        self.browser.renew(&response, &self.url, &self.keys)?;
        Ok(response)
    }
}
