//! What people are shown.

use room::{Cid, Name, Refusal, Seq, Slug, limits};
use serde::Deserialize;
use templates::urls;
use templates::views::{ComposerView, FieldView, LandingView, Life, LogView, Moment, RoomView};
use worker::{Env, Request, Response};

use crate::call::{Earlier, RoomStub};
use crate::problem::Problem;
use crate::session::{Keys, Session};
use crate::{answer, dice, form, history, origin, query, views};

#[derive(Deserialize)]
struct Wish {
    room: Option<String>,
}

#[derive(Deserialize)]
struct Joining {
    #[serde(default)]
    name: String,
    #[serde(default)]
    room: String,
}

#[derive(Deserialize)]
struct Place {
    before: Option<Seq>,
}

#[derive(Deserialize)]
struct Saying {
    #[serde(default)]
    text: String,
    #[serde(default)]
    cid: String,
}

/// The landing page, filled in with what is known already.
pub(crate) fn landing(request: &Request, env: &Env) -> Result<Response, Problem> {
    let url = request.inner().url();
    let session = Session::of(request.headers(), &url, &Keys::of(env)?)?;
    let Wish { room } = query::read(request, "The query holds a field twice.")?;
    let room = room.unwrap_or_else(|| Slug::lobby().as_str().to_owned());
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    let view =
        LandingView { name: FieldView { text: name, problem: None }, room: FieldView { text: &room, problem: None } };
    Ok(answer::page(200, &templates::landing(&view))?)
}

/// Joins: a name and a room become a session and the way to the room.
pub(crate) async fn join(request: Request, env: &Env) -> Result<Response, Problem> {
    let url = request.inner().url();
    let keys = Keys::of(env)?;
    let old = Session::of(request.headers(), &url, &keys)?;
    let Joining { name: typed_name, room: typed_room } = form::read(request).await?;
    match (Name::parse(&typed_name), Slug::typed(&typed_room)) {
        (Ok(name), Ok(slug)) => {
            let response = answer::see_other(&urls::room(slug.as_str()))?;
            Session::begin(old, name)?.put(&response, &url, &keys)?;
            Ok(response)
        }
        (name, slug) => {
            let [name_problem, room_problem] = [name.err(), slug.err()].map(|problem| problem.map(|p| p.to_string()));
            let view = LandingView {
                name: FieldView { text: &typed_name, problem: name_problem.as_deref() },
                room: FieldView { text: &typed_room, problem: room_problem.as_deref() },
            };
            Ok(answer::page(422, &templates::landing(&view))?)
        }
    }
}

/// A room, or the way to the landing page, which remembers where one was going.
pub(crate) async fn room(request: &Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let url = request.inner().url();
    let Some(session) = Session::of(request.headers(), &url, &Keys::of(env)?)? else {
        return Ok(answer::see_other(&urls::landing_for(slug.as_str()))?);
    };
    let Place { before } = query::read(request, "The place to look before is the number of a message.")?;
    let reader = Reader { env, url: &url, slug, session: &session };
    match before {
        Some(seq) => reader.earlier(seq).await,
        None => reader.now(200, "", None).await,
    }
}

/// Says something by a form, as a browser without scripts does.
pub(crate) async fn say(request: Request, env: &Env, slug: &Slug) -> Result<Response, Problem> {
    let url = request.inner().url();
    let session = Session::of(request.headers(), &url, &Keys::of(env)?)?.ok_or(Problem::NoSession)?;
    let Saying { text, cid } = form::read(request).await?;
    let cid = Cid::parse(&cid)?;
    match RoomStub::of(env, slug)?.say(session.member()?, &cid, text.clone()).await? {
        Ok(()) => Ok(answer::see_other(&urls::room(slug.as_str()))?),
        Err(refusal) => Reader { env, url: &url, slug, session: &session }.refused(&text, refusal).await,
    }
}

/// Somebody who reads a room.
struct Reader<'a> {
    env: &'a Env,
    url: &'a str,
    slug: &'a Slug,
    session: &'a Session,
}

impl Reader<'_> {
    /// The newest messages, with what was refused, if anything, back in the composer.
    async fn now(&self, status: u16, text: &str, refusal: Option<&str>) -> Result<Response, Problem> {
        let cid = dice::hex::<16>()?;
        let composer = ComposerView { room: self.slug.as_str(), cid: &cid, text, refusal };
        let snapshot = history::read(self.env, self.slug, None, limits::PAGE_MESSAGES).await?;
        let moment = Moment::Now { version: snapshot.version, composer };
        self.page(status, &snapshot, Life::Live, moment)
    }

    async fn earlier(&self, before: Seq) -> Result<Response, Problem> {
        let snapshot = history::read(self.env, self.slug, Some(before), limits::PAGE_MESSAGES).await?;
        self.page(200, &snapshot, Life::Still, Moment::Earlier)
    }

    async fn refused(&self, text: &str, refusal: Refusal) -> Result<Response, Problem> {
        let sentence = refusal.to_string();
        let response = self.now(Problem::Refused(refusal.clone()).status(), text, Some(&sentence)).await?;
        answer::wait(&response, &refusal)?;
        Ok(response)
    }

    fn page(
        &self,
        status: u16,
        snapshot: &crate::call::Snapshot,
        life: Life,
        moment: Moment,
    ) -> Result<Response, Problem> {
        let me = self.session.member()?;
        let first = snapshot.messages.first().map(|first| first.seq);
        let path = urls::room(self.slug.as_str());
        let link = format!("{}{path}", origin::of(self.url).unwrap_or_default());
        let view = RoomView {
            link: &link,
            me: views::person(&me),
            log: LogView {
                room: self.slug.as_str(),
                life,
                messages: snapshot.messages.iter().map(views::message).collect(),
                earlier: first.filter(|_| snapshot.earlier != Earlier::Nowhere),
            },
            people: views::people(&snapshot.people, snapshot.here),
            moment,
        };
        Ok(answer::page(status, &templates::room_page(&view))?)
    }
}
