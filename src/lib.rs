//! The Worker: Natter's front door.
//!
//! In scope: everything Cloudflare. Out of scope: the rules of chat ([`room`]) and markup
//! ([`templates`]).
//!
//! In reading order:
//!
//! * [`route`]: every path there is.
//! * [`http`], [`read_markers`], [`left_rooms`], [`ignored_members`], [`kept_form`]: origins,
//!   sessions, forms and responses; how far a browser has read; which rooms it has left; whom its
//!   reader ignores; what it typed in vain.
//! * [`visit`]: who makes a request, and the cookie that its answer renews. [`language`],
//!   [`local_time`]: what they read, and what their clock shows.
//!   [`without_scripts`]: that they run none.
//! * [`pages`], [`api`], [`socket`], [`updates`]: what each path does. [`operate`]: what those of
//!   the operator do.
//! * [`room_client`]: the calls of the Worker to a room. [`protocol`]: the numbers by which builds
//!   know what they have agreed on.
//! * [`chat_room`]: the room's Durable Object. [`connections`]: its WebSockets.
//! * [`history`], [`directory`], [`room_index`]: a page of messages, wherever they are; a page of
//!   listed rooms, and of all. [`db`]: D1.
//! * [`site`]: what the operator decides about all of it. [`ended_sessions`], [`session_end`]:
//!   whose cookie is nobody's any more, and how it comes to that.
//! * [`backup`]: a room as a file, and back.
//! * [`fence`], [`met_rooms`], [`founding`], [`strictness`]: what one address may do in all rooms
//!   together, for how many it may ask, and which rooms may be founded. [`shut_outs`]: who is shut
//!   out of a room.
//! * [`views`], [`sentences`]: from what a room knows to what a template takes, and to words.
//! * [`config`]: what the operator has set. [`limits`]: every number of the Worker.
//!   [`message_row`]: the columns of a message.
//! * [`person_check`]: who has to show that they are a person, before they join.
//! * [`violations`]: what browsers report that our policy kept from a page.
//! * [`report_webhook`]: whom the operator wants to be told of reports.
//! * [`version`]: which build answers.
//! * [`uploads`], [`file_store`]: files on their way in, and R2, where they are.
//! * [`retention`], [`cron`]: how long messages are kept, and the daily run that erases them.
//! * [`room_counts`]: what happened in a room, for the log.
//! * [`faults`]: how tests make it fail. `fuzz`: what holds of everything that comes in.

mod api;
mod backup;
mod chat_room;
mod clock;
mod config;
mod connections;
mod cron;
mod db;
mod directory;
mod ended_sessions;
mod faults;
mod fence;
mod file_store;
mod founding;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod history;
mod http;
mod ignored_members;
mod kept_form;
mod language;
mod left_rooms;
mod limits;
mod local_time;
mod log;
mod message_row;
mod met_rooms;
mod operate;
mod pages;
mod person_check;
mod protocol;
mod random;
mod reaction_row;
mod read_markers;
mod report_webhook;
mod retention;
mod room_client;
mod room_counts;
mod room_index;
mod route;
mod search;
mod sentences;
mod session_end;
mod shut_outs;
mod site;
mod socket;
mod strictness;
mod updates;
mod uploads;
mod version;
mod views;
mod violations;
mod visit;
mod without_scripts;

use ::room::Role;
use futures_util::future::join;
use templates::words::Words;
use worker::{Context, Env, Request, Response, ScheduleContext, ScheduledEvent, event};

use crate::connections::close_code::CloseCode;
use crate::fence::Fence;
use crate::file_store::Part;
use crate::http::error::Problem;
use crate::http::response::{self, Format, Place};
use crate::http::{address, host, origin};
use crate::pages::{
    audit, for_you, ignoring, invitation, landing, log_frame, message, new_room, owners, people, person, preview,
    profile, recent_rooms, report, reports, role_link, room, settings, suggestions,
};
use crate::route::Route;
use crate::version::Version;
use crate::visit::Visit;

pub use chat_room::ChatRoom;

/// Every request that is not a static file.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    config::check(&env);
    origin::read_configured(&env);
    let settings = site::refresh(async { db::SiteSettings::of(&env)?.read().await });
    let ended = ended_sessions::refresh(clock::now(), async |since| db::Sessions::of(&env)?.ended_since(since).await);
    join(settings, ended).await;
    let words = site::words(language::of(request.headers()));
    let words = &*words;
    let format = Format::of(&request);
    let url = request.inner().url();
    let (page, room) = (Route::page_of(&request), response::room_around(&request.path()));
    let mut visit = Visit::of(&request, &env);
    let answer = serve(request, &env, &mut visit, words).await.and_then(|response| match &visit {
        Some(visit) => visit.renew_cookie(response),
        None => Ok(response),
    });
    let response = match answer {
        Ok(response) => response,
        Err(problem) => {
            problem.log();
            let place = Place { page: &page, room: room.as_ref(), typed: "" };
            response::error_response(format, &problem, place, words)?
        }
    };
    let response = response::add_security_headers(response, &url)?;
    Version::running(&env).name_in(&response)?;
    Ok(response)
}

/// The daily run.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    cron::run(&env).await;
}

async fn serve(request: Request, env: &Env, visit: &mut Option<Visit>, words: &Words) -> Result<Response, Problem> {
    #[cfg(feature = "faults")]
    if request.path() == "/faults" {
        return faults::inject(&request, env).await;
    }
    host::check(env, &request.inner().url())?;
    let route = Route::of(&request)?;
    if let Some(room) = route.room() {
        met_rooms::allow(env, room, address::caller(request.headers(), env)?).await?;
    }
    if let Some(visit) = visit {
        visit.arrive(&request, env, &route).await?;
    }
    if matches!(route, Route::Rooms | Route::Members(_) | Route::Messages(_)) {
        Fence::Reads.pass(env, address::caller(request.headers(), env)?).await?;
    }
    if matches!(route, Route::ApiSearch(_)) {
        Fence::Searches.pass(env, address::caller(request.headers(), env)?).await?;
    }
    match route {
        Route::Moved(path) => Ok(response::moved(&request, &path)?),
        Route::Landing => landing::show(&request, env, words).await,
        Route::Join => landing::join(request, env, words).await,
        Route::KeptJoin => landing::show_kept(&request, words),
        Route::JoinRoom(slug) => landing::join_room(request, env, &slug, words).await,
        Route::KeptPreview(slug) => preview::show_kept(&request, env, &slug, words).await,
        Route::PersonCheck => pages::person_check::show(&request, env, words),
        Route::PassPersonCheck => pages::person_check::submit(request, env, words).await,
        Route::YourRooms => recent_rooms::show(&request, env, words).await,
        Route::Help => Ok(response::html_response(200, &templates::help(words))?),
        Route::NewRoom => new_room::show(&request, env, words),
        Route::StartRoom => new_room::start(request, env, words).await,
        Route::Room(slug) => room::show(&request, env, &slug, words).await,
        Route::LogFrame(slug) => log_frame::show(&request, env, &slug, words).await,
        Route::KeptMessage(slug) => room::show_kept(&request, env, &slug, words).await,
        Route::Suggestions(slug) => suggestions::show(&request, env, &slug, words).await,
        Route::Say(slug) => room::say(request, env, &slug, words).await,
        Route::Search(slug) => pages::search::show(&request, env, &slug, words).await,
        Route::Files(slug) => pages::files::show(&request, env, &slug, words).await,
        Route::PostFiles(slug) => pages::files::post(request, env, &slug, words).await,
        Route::Upload(slug, id) => pages::files::upload(request, env, (&slug, &id), words).await,
        Route::UploadPreview(slug, id) => pages::files::preview(request, env, (&slug, &id), words).await,
        Route::RemoveUpload(slug, id) => pages::files::remove(request, env, (&slug, &id), words).await,
        Route::File(slug, id) => pages::file::show(&request, env, (&slug, &id), Part::Whole).await,
        Route::FilePreview(slug, id) => pages::file::show(&request, env, (&slug, &id), Part::Preview).await,
        Route::Endings(slug) => {
            let endings = templates::endings(&CloseCode::endings(words), slug.as_str(), words);
            Ok(response::html_response(200, &endings)?)
        }
        Route::MessageActions => Ok(response::html_response(200, &message::actions(&request, words))?),
        Route::Message(slug, seq) => message::show(&request, env, (&slug, seq), words).await,
        Route::ChangeMessage(slug, seq, action) => message::change(request, env, (&slug, seq), action, words).await,
        Route::Report(slug, seq) => report::show(&request, env, (&slug, seq), words).await,
        Route::SendReport(slug, seq) => report::send(request, env, (&slug, seq), words).await,
        Route::Reports(slug) => reports::show(&request, env, &slug, words).await,
        Route::CloseReports(slug) => reports::close(request, env, &slug, words).await,
        Route::Profile(slug) => profile::show(&request, env, &slug, words).await,
        Route::Rename(slug) => profile::rename(request, env, &slug, words).await,
        Route::Leave(slug) => profile::leave(request, env, &slug).await,
        Route::ChooseLanguage => language::choose(request).await,
        Route::Ignore(slug) => ignoring::ignore(request, env, &slug).await,
        Route::ForgetMe => profile::forget_me(request, env).await,
        Route::RemoveRecentRoom => recent_rooms::remove(request).await,
        Route::ForYou => for_you::show(&request, env, words).await,
        Route::People(slug) => people::show(&request, env, &slug, words).await,
        Route::Person(slug, member) => person::show(&request, env, (&slug, &member), words).await,
        Route::ActOnPerson(slug, member, action) => person::act(request, env, (&slug, &member), action, words).await,
        Route::Audit(slug) => audit::show(&request, env, &slug, words).await,
        Route::Export(slug, format) => backup::download(&request, env, &slug, format, words).await,
        Route::Invitation(slug) => invitation::show(&request, env, &slug, words).await,
        Route::Settings(slug) => settings::show(&request, env, &slug, words).await,
        Route::UpdateSettings(slug) => settings::update(request, env, &slug, words).await,
        Route::MakeOwnerLink(slug) => owners::make_link(request, env, (&slug, Role::Owner), words).await,
        Route::MakeModeratorLink(slug) => owners::make_link(request, env, (&slug, Role::Moderator), words).await,
        Route::OwnerLink(slug) => role_link::show(&request, env, (&slug, Role::Owner), words).await,
        Route::ModeratorLink(slug) => role_link::show(&request, env, (&slug, Role::Moderator), words).await,
        Route::BecomeOwner(slug) => role_link::follow(request, env, (&slug, Role::Owner), words).await,
        Route::BecomeModerator(slug) => role_link::follow(request, env, (&slug, Role::Moderator), words).await,
        Route::RemoveOwner(slug) => owners::remove(request, env, &slug, words).await,
        Route::StepDown(slug) => owners::step_down(request, env, &slug, words).await,
        Route::DismissReminder(slug) => owners::dismiss_reminder(request, env, &slug).await,
        Route::Delete(slug) => settings::delete(request, env, &slug, words).await,
        Route::Socket(slug) => socket::connect(&request, env, &slug, words).await,
        Route::Updates(slug) => updates::poll(request, env, &slug, words).await,
        Route::Health => api::health(env).await,
        Route::Violations => violations::take(request, env).await,
        Route::Rooms => api::rooms(&request, env).await,
        Route::Members(slug) => api::members(&request, env, &slug).await,
        Route::Messages(slug) => api::messages(&request, env, &slug).await,
        Route::ApiSearch(slug) => api::search(&request, env, &slug).await,
        Route::Operator(route) => operate::serve(request, env, route, words).await,
    }
}
