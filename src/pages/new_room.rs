//! The page on which somebody starts a room: what it is called, who finds it, and under which name
//! they are its first member.

use room::{Caller, Founding, Listing, Name, Refusal, Role, SingleLineText, Slug};
use serde::Deserialize;
use templates::urls;
use templates::views::NewRoomView;
use templates::words::Words;
use worker::{Env, Headers, Request, Response};

use super::joining::{self, Wanted};
use crate::founding;
use crate::http::error::{Expected, Problem};
use crate::http::session::{Arrival, Browser, Keys, Session};
use crate::http::{address, form, origin, query, response};
use crate::kept_form::{self, KeptForm};
use crate::limits::TOKEN_BYTES;
use crate::met_rooms;
use crate::random;
use crate::room_client::{RoomStub, Snapshot, SnapshotRequest};

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

/// The fields in which something can be wrong.
const FIELDS: [&str; 3] = ["title", "address", "name"];

/// Who finds the room: only those who have its link.
const PRIVATE: &str = "private";

/// Shows the page. A link may bring the address along.
pub(crate) fn show(request: &Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let session = Session::of(request.headers(), &request.inner().url(), &Keys::of(env)?)?;
    let NewRoomQuery { room } = query::read(request, Expected::QueryFields)?;
    let url = request.inner().url();
    let name = session.as_ref().map_or("", |session| session.name().as_str());
    // What nobody can read as an address is what the room is called.
    let address = if room.is_empty() { None } else { Slug::typed(&room).ok() };
    let title = if address.is_none() { &*room } else { "" };
    let token = random::hex::<TOKEN_BYTES>()?;
    let fresh =
        [("title", title), ("address", address.as_ref().map_or("", Slug::as_str)), ("name", name), ("token", &token)];
    let form = KeptForm::shown(request)?.unwrap_or_else(|| KeptForm::typed(&fresh));
    show_form(200, origin::within(&url), &form, words)
}

/// Starts the room, and joins it.
pub(crate) async fn start(request: Request, env: &Env, words: &Words) -> Result<Response, Problem> {
    let (url, headers) = (request.inner().url(), request.headers().clone());
    let keys = Keys::of(env)?;
    let browser = Browser::of(&headers, &url, &keys)?;
    let blocks_cookies = joining::blocks_cookies(&browser, &headers)?;
    let NewRoomForm { title, address, access, name, token, suggestion } = form::read(request).await?;
    let name = suggestion.unwrap_or(name);
    let fields = [("title", &title), ("address", &address), ("access", &access), ("name", &name), ("token", &token)];
    let mut form = KeptForm::typed(&fields.map(|(field, text)| (field, text.as_str())));
    let wish = Wish::parse(&mut form);
    if let Some(wish) = wish {
        if blocks_cookies {
            let response = page(403, urls::NEW_ROOM, &form, [None, None, Some(words.landing.no_cookies)], words)?;
            browser.renew(&response, &url, &keys)?;
            return Ok(response);
        }
        match wish.come_true(&headers, env, browser, &token).await? {
            Ok((path, session)) => {
                let response = response::see_other(&path)?;
                session.put(&response, &url, &keys)?;
                kept_form::clear(&headers, &response, &url, urls::NEW_ROOM)?;
                return Ok(response);
            }
            Err(refusal) => {
                let field = if refusal.is_about_name() { "name" } else { "address" };
                form.refuse(field, Some(refusal));
            }
        }
    }
    match form.see_other(&headers, &url, &urls::kept(urls::NEW_ROOM))? {
        Some(response) => Ok(response),
        None => form.answered_with(show_form(form.status(), urls::NEW_ROOM, &form, words)?),
    }
}

/// What somebody wants, as far as it can be had.
struct Wish {
    title: SingleLineText,
    name: Name,
    is_private: bool,
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
    /// Not where it was wanted.
    Taken,
}

impl Wish {
    /// What a form says. None if something in it was refused, which it knows then.
    fn parse(form: &mut KeptForm) -> Option<Self> {
        let text = |field| form.text(field).unwrap_or_default();
        let is_private = text("access") == PRIVATE;
        let title =
            SingleLineText::title(text("title")).and_then(|title| founding::check_title(&title).map(|()| title));
        let name = Name::parse(text("name"));
        let place = match text("address").trim() {
            _ if is_private => Ok(Place::Private(text("token").to_owned())),
            "" => Ok(Place::Suggested),
            address => Slug::typed(address).map(Place::At),
        };
        let needs_title = matches!((&title, &place), (Ok(title), Ok(Place::Suggested)) if title.as_str().is_empty());
        match (title, name, place) {
            (Ok(title), Ok(name), Ok(place)) if !needs_title => Some(Self { title, name, is_private, place }),
            (title, name, place) => {
                form.refuse("title", title.err().or(needs_title.then_some(Refusal::TitleMissing)));
                form.refuse("name", name.err());
                form.refuse("address", place.err());
                None
            }
        }
    }

    /// Starts the room. Returns its path, and the session of its first member.
    async fn come_true(
        self,
        headers: &Headers,
        env: &Env,
        browser: Browser,
        token: &str,
    ) -> Result<Result<(String, Session), Refusal>, Problem> {
        let caller = address::caller(headers, env)?;
        let session = browser.clone().begin(self.name.clone(), token, &Keys::of(env)?)?;
        let room = match self.address(env, caller, &session).await {
            Ok(Address::Free(slug)) => slug,
            Ok(Address::Taken) => return Ok(Err(Refusal::SlugTaken)),
            Err(Problem::Refused(refusal)) => return Ok(Err(refusal)),
            Err(problem) => return Err(problem),
        };
        let listing = if self.is_private { Listing::Unlisted } else { Listing::Listed };
        let path = urls::room(room.as_str());
        let arrival = Arrival { room, founding: Founding { title: self.title, listing } };
        Ok(joining::admit(headers, env, browser, Wanted { name: self.name, token }, arrival)
            .await?
            .map(|session| (path, session)))
    }

    /// An address for the room. Each that is tried is a question to a room.
    async fn address(&self, env: &Env, caller: Caller, session: &Session) -> Result<Address, Problem> {
        let wanted = match &self.place {
            Place::Private(token) => {
                let number = if token.is_empty() { random::u128()? } else { session.number_of(token) };
                return Ok(Address::Free(Slug::private(number)));
            }
            Place::At(slug) => {
                let is_free = self.is_free(env, caller, slug, session).await?;
                return Ok(if is_free { Address::Free(slug.clone()) } else { Address::Taken });
            }
            Place::Suggested => Slug::suggested(self.title.as_str()),
        };
        let others: Vec<Slug> = wanted.iter().flat_map(Slug::variants).collect();
        for slug in wanted.into_iter().chain(others) {
            if self.is_free(env, caller, &slug, session).await? {
                return Ok(Address::Free(slug));
            }
        }
        Ok(Address::Free(Slug::neutral(random::u128()?)))
    }

    /// Whether nobody has started a room there, or this person has by sending the form twice.
    async fn is_free(&self, env: &Env, caller: Caller, slug: &Slug, session: &Session) -> Result<bool, Problem> {
        met_rooms::allow(env, slug, caller).await?;
        let request = SnapshotRequest::of(Some(&session.member_in(slug)?), None, 0);
        let Snapshot { is_new, role, settings, access_denied, .. } =
            RoomStub::of(env, slug)?.snapshot(&request).await?;
        let is_mine = role == Role::Owner && settings.title == self.title;
        Ok(is_mine || (is_new && access_denied.is_none()))
    }
}

/// Shows the page with all that was typed, and what is wrong beside its field.
fn show_form(status: u16, address: &str, form: &KeptForm, words: &Words) -> Result<Response, Problem> {
    let problems = FIELDS.map(|field| form.problem(field, words));
    page(status, address, form, problems.each_ref().map(Option::as_deref), words)
}

fn page(
    status: u16,
    page: &str,
    form: &KeptForm,
    problems: [Option<&str>; 3],
    words: &Words,
) -> Result<Response, Problem> {
    let mut fields = FIELDS.iter().zip(problems).map(|(field, problem)| form.field(field, problem));
    let [title, address, name] = [(); 3].map(|()| fields.next().unwrap_or_default());
    let is_taken = form.refusal("address") == Some(&Refusal::SlugTaken);
    let existing = Slug::typed(address.text).ok().filter(|_| is_taken);
    let view = NewRoomView {
        page,
        title,
        address,
        name,
        existing: existing.as_ref().map(Slug::as_str),
        private: form.text("access") == Some(PRIVATE),
        token: form.text("token").unwrap_or_default(),
    };
    Ok(response::html_response(status, &templates::new_room(&view, words))?)
}
