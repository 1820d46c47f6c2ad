//! What the Worker asks of a room, and how the two understand each other.

use room::{Cid, Member, MemberId, Message, Name, Person, Refusal, Roll, Seq, Settings, Slug, Span, Version};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::web_sys::{self, RequestInit};
use worker::{Env, Error, Headers, Request, Response, Stub};

use crate::faults;
use crate::http::error::Problem;

/// Asks for a connection: a request to upgrade, at this path.
pub(crate) const CONNECT: &str = "/connect";
/// Asks to say something: a form.
pub(crate) const SAY: &str = "/say";
/// Asks what a page needs.
pub(crate) const SNAPSHOT: &str = "/snapshot";
/// Asks what was said after a place.
pub(crate) const ONWARD: &str = "/onward";
/// Asks for a part of the list of those who are here.
pub(crate) const ROLL: &str = "/roll";
/// Asks to be let in, before the first connection.
pub(crate) const ENTER: &str = "/enter";
/// Asks for another name.
pub(crate) const RENAME: &str = "/rename";
/// Asks to be gone.
pub(crate) const LEAVE: &str = "/leave";
/// An owner decides about the room.
pub(crate) const SETTLE: &str = "/settle";
/// An owner makes a link that makes one an owner.
pub(crate) const MAKE_OWNER_LINK: &str = "/owner-link";
/// Somebody follows such a link.
pub(crate) const OWN: &str = "/own";
/// An owner deletes the room.
pub(crate) const DELETE: &str = "/delete";
/// Orders a fault; only in a build for tests.
#[cfg(feature = "faults")]
pub(crate) const FAULTS: &str = "/faults";

/// Who connects, and what their page knows already.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Connect {
    /// The member's id.
    pub member: String,
    /// The member's name.
    pub name: String,
    /// The version that the page is at; none if it did not say so in a way that we know.
    pub since: Option<Version>,
}

/// Who says what.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Say {
    /// The member's id.
    pub member: String,
    /// The member's name.
    pub name: String,
    /// The author's id for this send.
    pub cid: String,
    /// What was typed.
    pub text: String,
}

/// Who asks for something that only they can be given.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Wish<T> {
    /// Who, from their session.
    pub member: Member,
    /// For what.
    pub wish: T,
}

/// Which part of the log a page needs.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Ask {
    /// The reader's id and name; none for a program.
    pub member: Option<String>,
    /// The reader's name.
    pub name: Option<String>,
    /// Only messages before this place.
    pub before: Option<Seq>,
    /// How many at most, the newest first to be chosen.
    pub limit: usize,
}

/// What a page needs, from one instant.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// The room's version.
    pub version: Version,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// Where the messages before these are.
    pub earlier: Earlier,
    /// Those who are listed by name, in the order in which they came.
    pub people: Vec<Person>,
    /// How many are here in all.
    pub here: usize,
    /// What the owner has decided.
    pub settings: Settings,
    /// What the reader is to the room.
    pub standing: Standing,
    /// Why the reader is not let in, or not under this name. Then there are neither messages nor people.
    pub barred: Option<Refusal>,
}

/// What somebody is to a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Standing {
    /// Anybody.
    Guest,
    /// Somebody who decides about it.
    Owner,
}

/// Where earlier messages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Earlier {
    /// There are none.
    Nowhere,
    /// The room has them.
    InRoom,
    /// The room had them and D1 has confirmed that it has them now.
    InStore,
}

/// What a room knows of what was said after a place.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Onward {
    /// Oldest first; one more than was asked for if there is more.
    pub messages: Vec<Message>,
    /// Up to this place D1 has messages that belong before these, and the room not any more.
    pub in_store: Option<Seq>,
}

/// A room, as the Worker sees it.
pub(crate) struct RoomStub(Stub);

impl Ask {
    /// Who reads, if that is somebody.
    pub(crate) fn reader(&self) -> Option<Member> {
        let (id, name) = (self.member.clone()?, self.name.clone()?);
        Some(Member { id: MemberId::kept(id), name: Name::kept(name) })
    }

    /// The part that somebody, or a program, asks for.
    pub(crate) fn of(reader: Option<&Member>, before: Option<Seq>, limit: usize) -> Self {
        let member = reader.map(|reader| reader.id.as_str().to_owned());
        let name = reader.map(|reader| reader.name.as_str().to_owned());
        Self { member, name, before, limit }
    }
}

impl RoomStub {
    /// The room of this name. Nothing is asked of it yet, and nothing created.
    pub(crate) fn of(env: &Env, slug: &Slug) -> Result<Self, Problem> {
        Ok(Self(env.durable_object("CHAT_ROOM")?.get_by_name(slug.as_str())?))
    }

    /// What a page needs.
    pub(crate) async fn snapshot(&self, ask: &Ask) -> Result<Snapshot, Problem> {
        self.ask(SNAPSHOT, ask).await
    }

    /// What was said after a place. The inner result is the room's.
    pub(crate) async fn onward(&self, span: Span) -> Result<Result<Onward, Refusal>, Problem> {
        self.ask(ONWARD, &span).await
    }

    /// Some of those who are here. The inner result is the room's.
    pub(crate) async fn roll(&self, span: Span) -> Result<Result<Roll, Refusal>, Problem> {
        self.ask(ROLL, &span).await
    }

    /// Says something. The inner result is the room's; what was said before is as good as said.
    pub(crate) async fn say(&self, member: Member, cid: &Cid, text: String) -> Result<Result<(), Refusal>, Problem> {
        let say = Say {
            member: member.id.as_str().to_owned(),
            name: member.name.as_str().to_owned(),
            cid: cid.as_str().to_owned(),
            text,
        };
        self.post(SAY, &say).await
    }

    /// Asks for something that only this member can be given. The inner result is the room's.
    pub(crate) async fn wish<T: Serialize>(
        &self,
        call: &'static str,
        member: Member,
        wish: T,
    ) -> Result<Result<(), Refusal>, Problem> {
        self.post(call, &Wish { member, wish }).await
    }

    async fn ask<T: Serialize, A: DeserializeOwned>(&self, call: &str, question: &T) -> Result<A, Problem> {
        faults::before_call()?;
        read(&self.get(address(call, question)?).await?)
    }

    async fn post<T: Serialize, A: DeserializeOwned>(&self, call: &str, body: &T) -> Result<A, Problem> {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&serde_json::to_string(body)?.into());
        read(&self.send(request(&format!("https://room{call}"), &init)?).await?)
    }

    // These two know no types of questions and answers, so that they are compiled once and not for each.

    async fn get(&self, address: String) -> Result<String, Problem> {
        Ok(self.0.fetch_with_str(&address).await?.text().await?)
    }

    async fn send(&self, request: Request) -> Result<String, Problem> {
        Ok(self.0.fetch_with_request(request).await?.text().await?)
    }

    /// Does to it what a test has ordered.
    #[cfg(feature = "faults")]
    pub(crate) async fn obey(&self, deed: &str) -> Result<Response, Problem> {
        Ok(self.0.fetch_with_str(&format!("https://room{FAULTS}/{deed}")).await?)
    }

    /// Opens a connection. The answer is the browser's: 101, or the room's refusal.
    pub(crate) async fn connect(&self, member: &Member, since: Option<Version>) -> Result<Response, Problem> {
        let connect = Connect { member: member.id.as_str().to_owned(), name: member.name.as_str().to_owned(), since };
        let headers = Headers::new();
        headers.set("Upgrade", "websocket")?;
        let init = RequestInit::new();
        init.set_headers(&headers.0);
        let mut response = self.0.fetch_with_request(request(&address(CONNECT, &connect)?, &init)?).await?;
        if response.status_code() == 101 {
            return Ok(response);
        }
        let refusal: Refusal = read(&response.text().await?)?;
        Err(refusal.into())
    }
}

/// A call's address. The host is nobody's: the call never leaves the platform.
fn address<T: Serialize>(path: &str, call: &T) -> Result<String, Problem> {
    let query = serde_urlencoded::to_string(call).map_err(|error| Problem::internal("a call to a room", &error))?;
    Ok(format!("https://room{path}?{query}"))
}

/// The platform's own options: those of the SDK know all about caches and pictures, in 2 KB of wasm.
fn request(address: &str, init: &RequestInit) -> Result<Request, Problem> {
    Ok(web_sys::Request::new_with_str_and_init(address, init).map_err(Error::from)?.into())
}

fn read<T: DeserializeOwned>(answer: &str) -> Result<T, Problem> {
    serde_json::from_str(answer).map_err(|error| Problem::internal("a room’s answer", &error))
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::internal("JSON", &error)
    }
}
