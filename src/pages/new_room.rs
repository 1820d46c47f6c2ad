//! The page on which somebody starts a room: what it is called, who finds it, and under which name
//! they are its first member.

use room::{Founding, Listing, Member, Name, Refusal, SingleLineText, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::{FieldView, NewRoomView};
use templates::words::Words;
use worker::{Env, Request, Response};

use super::joining;
use super::landing::suggested_name;
use crate::http::error::{Expected, Problem};
use crate::http::session::{Arrival, Browser, Keys, Session};
use crate::http::{form, origin, query, response};
use crate::limits::TOKEN_BYTES;
use crate::room_client::{Role, RoomStub, Snapshot, SnapshotRequest};
use crate::{random, sentences};

#[derive(Deserialize)]
struct NewRoomQuery {
    /// An address, as somebody wrote it who found no room there.
    #[serde(default)]
    room: String,
}

#[derive(Deserialize)]
struct NewRoomForm {
    #[serde(default)]
    title: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    access: String,
    #[serde(default)]
    name: String,
    /// Random: a private room of this form is one, however often it is sent.
    #[serde(default)]
    token: String,
    /// The suggested name, if the button with it was pressed.
    #[serde(rename = "instead")]
    suggestion: Option<String>,
}

/// Shows the page. A link may bring the address along.
pub(crate) fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let session = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?;
    let NewRoomQuery { room } = query::read(request, Expected::QueryFields)?;
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    // What nobody can read as an address is what the room is called.
    let address = if room.is_empty() { None } else { Slug::typed(&room).ok() };
    let token = random::hex::<TOKEN_BYTES>()?;
    let url = request.inner().url();
    let typed = Typed {
        page: origin::within(&url),
        title: if address.is_none() { &room } else { "" },
        address: address.as_ref().map_or("", Slug::as_str),
        name,
        private: false,
        token: &token,
    };
    typed.page(200, &Problems::default(), None, words)
}

/// Starts the room, and joins it.
pub(crate) async fn start(request: Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let url = request.inner().url();
    let keys = Keys::of(env)?;
    let browser = Browser::of(request.headers(), &url, &keys)?;
    let blocks_cookies = joining::blocks_cookies(&browser, request.headers())?;
    let NewRoomForm { title, address, access, name, token, suggestion } = form::read(request).await?;
    let name = suggestion.unwrap_or(name);
    let private = access == "private";
    let typed = Typed { page: urls::NEW_ROOM, title: &title, address: &address, name: &name, private, token: &token };
    let wish = match Wish::parse(&typed, words) {
        Ok(wish) => wish,
        Err(problems) => return typed.page(422, &problems, None, words),
    };
    if blocks_cookies {
        let response = typed.without_cookies(words)?;
        browser.renew(&response, &url, &keys)?;
        return Ok(response);
    }
    let room = match wish.address(env, &browser.clone().begin(wish.name.clone())?).await? {
        Address::Free(slug) => slug,
        Address::Taken(slug) => {
            let problems = Problems { address: Some(words.new_room.address_taken.to_owned()), ..Problems::default() };
            return typed.page(409, &problems, Some(&slug), words);
        }
    };
    let listing = if private { Listing::Unlisted } else { Listing::Listed };
    let path = urls::room(room.as_str());
    let arrival = Arrival { room, founding: Founding { title: wish.title, listing } };
    match joining::admit(env, browser, wish.name, arrival).await? {
        Ok(session) => {
            let response = response::see_other(&path)?;
            session.put(&response, &url, &keys)?;
            Ok(response)
        }
        Err(refusal) => typed.refused(&refusal, words),
    }
}

/// What somebody wants, as far as it can be had.
struct Wish {
    title: SingleLineText,
    name: Name,
    place: Place,
}

/// Where the room is to be.
enum Place {
    /// At an address that cannot be guessed. The same for each time that the form is sent with
    /// this token; another each time without one.
    Private(String),
    /// At this one.
    At(Slug),
    /// At one that is made from what the room is called.
    Suggested,
}

/// Where the room can be.
enum Address {
    /// Here; nobody has started one, or this very person has.
    Free(Slug),
    /// Not here.
    Taken(Slug),
}

impl Wish {
    fn parse(typed: &Typed, words: &Words) -> Result<Self, Problems> {
        let title = SingleLineText::title(typed.title);
        let name = Name::parse(typed.name);
        let place = match typed.address.trim() {
            _ if typed.private => Ok(Place::Private(typed.token.to_owned())),
            "" => Ok(Place::Suggested),
            address => Slug::typed(address).map(Place::At),
        };
        let needs_title = matches!((&title, &place), (Ok(title), Ok(Place::Suggested)) if title.as_str().is_empty());
        match (title, name, place) {
            (Ok(title), Ok(name), Ok(place)) if !needs_title => Ok(Self { title, name, place }),
            (title, name, place) => {
                let no_title = needs_title.then(|| words.new_room.no_title.to_owned());
                let sentence = |refusal: Refusal| sentences::refusal(&refusal, words);
                Err(Problems {
                    title: title.err().map(sentence).or(no_title),
                    name: name.err().map(|refusal| (sentence(refusal.clone()), Some(refusal))),
                    address: place.err().map(sentence),
                })
            }
        }
    }

    /// An address for the room. Each that is tried is a question to a room.
    async fn address(&self, env: &Env, session: &Session) -> Result<Address, Problem> {
        let member = &session.member()?;
        let wanted = match &self.place {
            Place::Private(token) => {
                let number = if token.is_empty() { random::u128()? } else { session.number_of(token) };
                return Ok(Address::Free(Slug::private(number)));
            }
            Place::At(slug) => {
                let is_free = self.is_free(env, slug, member).await?;
                return Ok(if is_free { Address::Free(slug.clone()) } else { Address::Taken(slug.clone()) });
            }
            Place::Suggested => Slug::suggested(self.title.as_str()),
        };
        let others: Vec<Slug> = wanted.iter().flat_map(Slug::variants).collect();
        for slug in wanted.into_iter().chain(others) {
            if self.is_free(env, &slug, member).await? {
                return Ok(Address::Free(slug));
            }
        }
        Ok(Address::Free(Slug::neutral(random::u128()?)))
    }

    /// Whether nobody has started a room there, or this person has by sending the form twice.
    async fn is_free(&self, env: &Env, slug: &Slug, member: &Member) -> Result<bool, Problem> {
        let request = SnapshotRequest::of(Some(member), None, 0);
        let Snapshot { is_new, role, settings, access_denied, .. } =
            RoomStub::of(env, slug)?.snapshot(&request).await?;
        let is_mine = role == Role::Owner && settings.title == self.title;
        Ok(is_mine || (is_new && access_denied.is_none()))
    }
}

/// The form as it was typed.
struct Typed<'a> {
    /// The address of a page with it.
    page: &'a str,
    title: &'a str,
    address: &'a str,
    name: &'a str,
    private: bool,
    token: &'a str,
}

/// What is wrong with each field, as sentences.
#[derive(Default)]
struct Problems {
    title: Option<String>,
    address: Option<String>,
    name: Option<(String, Option<Refusal>)>,
}

impl Typed<'_> {
    fn refused(&self, refusal: &Refusal, words: &Words) -> Result<Response, Problem> {
        let status = Problem::Refused(refusal.clone()).status();
        let sentence = sentences::refusal(refusal, words);
        let problems = match refusal {
            Refusal::NameTaken { .. } => {
                Problems { name: Some((sentence, Some(refusal.clone()))), ..Problems::default() }
            }
            _ => Problems { address: Some(sentence), ..Problems::default() },
        };
        self.page(status, &problems, None, words)
    }

    /// Shows the page again, to a browser that did not send the cookie that the page gave it.
    fn without_cookies(&self, words: &Words) -> Result<Response, Problem> {
        let problems = Problems { name: Some((words.landing.no_cookies.to_owned(), None)), ..Problems::default() };
        self.page(403, &problems, None, words)
    }

    /// Shows the page with all that was typed, and what is wrong beside its field.
    fn page(
        &self,
        status: u16,
        problems: &Problems,
        existing: Option<&Slug>,
        words: &Words,
    ) -> Result<Response, Problem> {
        let Problems { title, address, name } = problems;
        let view = NewRoomView {
            page: self.page,
            title: FieldView { text: self.title, problem: title.as_deref(), suggestion: None },
            address: FieldView { text: self.address, problem: address.as_deref(), suggestion: None },
            name: FieldView {
                text: self.name,
                problem: name.as_ref().map(|(sentence, _)| sentence.as_str()),
                suggestion: suggested_name(name.as_ref().and_then(|(_, refusal)| refusal.as_ref())),
            },
            existing: existing.map(Slug::as_str),
            private: self.private,
            token: self.token,
        };
        Ok(response::html_response(status, &templates::new_room(&view, words))?)
    }
}
