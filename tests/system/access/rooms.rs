//! The rooms that are asked about: one in each state, with everybody in it.

use std::collections::HashMap;

use harness::{Answer, OPERATOR_KEY};
use reqwest::Method;
use templates::urls;

use super::cast::{Cast, PEOPLE};
use super::next;
use super::table::Request;

/// What everybody says in a room: whoever reads it reads the room.
pub(super) const SAID: &str = "spoken-in-confidence";

/// The file that the owner has said.
const FILE: &str = "0123456789abcdef0123456789abcdef";

/// A state that a room can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    Locked,
    Private,
    ReadOnly,
    Closed,
    Deleted,
    Absent,
}

/// A room.
pub(super) struct Room {
    state: State,
    pub(super) slug: String,
    /// By who they are: their id, and the place of what they said.
    said: HashMap<&'static str, (String, String)>,
    owner_key: String,
    moderator_key: String,
}

impl State {
    pub(super) const ALL: [Self; 7] =
        [Self::Open, Self::Locked, Self::Private, Self::ReadOnly, Self::Closed, Self::Deleted, Self::Absent];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Locked => "locked",
            Self::Private => "private",
            Self::ReadOnly => "read-only",
            Self::Closed => "closed",
            Self::Deleted => "deleted",
            Self::Absent => "absent",
        }
    }

    /// Whether somebody is asked about. Nobody is muted where nobody is, and what only the operator
    /// may do everybody else is refused without a look at the room.
    pub(super) fn has(self, who: &str, request: Request) -> bool {
        match (self, who) {
            (_, "operator") | (Self::Open, _) => true,
            _ if request.is_for_operator() => false,
            (Self::Absent, _) => ["stranger", "visitor", "guest"].contains(&who),
            (Self::Deleted, _) => ["stranger", "visitor", "guest", "owner"].contains(&who),
            _ => true,
        }
    }

    /// What an owner ticks to have it so.
    fn settings(self) -> &'static str {
        match self {
            Self::Locked => "slow=0&locked=on",
            Self::ReadOnly => "slow=0&read_only=on",
            _ => "slow=0",
        }
    }
}

impl Room {
    /// One that never was.
    pub(super) fn absent() -> Self {
        let state = State::Absent;
        let (owner_key, moderator_key) = ("0".repeat(32), "0".repeat(32));
        Self { state, slug: format!("access-{}", next()), said: HashMap::new(), owner_key, moderator_key }
    }

    /// A new one, with everybody in it.
    pub(super) async fn furnished(cast: &mut Cast<'_>, state: State) -> Self {
        let private = format!("p-{}", letters(next()));
        let mut room = Self { state, ..Self::absent() };
        if state == State::Private {
            room.slug = private;
        }
        room.does(cast, "owner", "/", "name=Ada&room={room}", 303).await;
        // Of a deleted room nothing is left but who deleted it.
        let people = if state == State::Deleted { &PEOPLE[..1] } else { &PEOPLE };
        if state != State::Deleted {
            room.owner_key = room.appoints(cast, "own", "/r/{room}/owner-link", PEOPLE[1]).await;
            room.moderator_key = room.appoints(cast, "moderate", "/r/{room}/moderator-link", PEOPLE[2]).await;
        }
        for (who, _) in people {
            room.does(cast, who, "/r/{room}/say", &format!("text={SAID}&cid={{cid}}"), 303).await;
        }
        let history = cast.person("operator").get(&urls::api_messages(&room.slug)).await.json();
        for ((who, _), message) in people.iter().zip(history["messages"].as_array().expect("messages")) {
            let id = message["member"].as_str().expect("an id").to_owned();
            room.said.insert(who, (id, message["seq"].to_string()));
        }
        if state != State::Deleted {
            room.shares_file(cast).await;
            let [muted, banned] = ["muted", "banned"].map(|who| room.said[who].0.clone());
            room.does(cast, "owner", &urls::mute("{room}", &muted), "term=600000", 303).await;
            room.does(cast, "owner", &urls::ban("{room}", &banned), "term=0", 303).await;
        }
        match state {
            State::Open | State::Private | State::Absent => {}
            State::Locked | State::ReadOnly => room.does(cast, "owner", "/r/{room}/settings", "{settings}", 200).await,
            State::Closed => room.does(cast, "operator", "/operate/rooms/{room}/close", "reason=Flood", 303).await,
            State::Deleted => room.does(cast, "owner", "/r/{room}/delete", "confirm={room}", 303).await,
        }
        room
    }

    /// Has the owner make a link that gives a role, and somebody follow it. Returns its key.
    async fn appoints(&self, cast: &mut Cast<'_>, to: &str, make: &str, (who, name): (&'static str, &str)) -> String {
        let page = self.posts(cast, "owner", make, "uses=9").await;
        let key = page.document().text(".owner-code");
        self.does(cast, who, &format!("/r/{{room}}/{to}"), &format!("key={key}&name={name}"), 303).await;
        key
    }

    /// Has the owner say a file, which says the same as everybody.
    async fn shares_file(&self, cast: &mut Cast<'_>) {
        let (upload, owner) = (urls::upload(&self.slug, FILE), cast.person("owner").clone());
        let put = owner.request(Method::PUT, &format!("{upload}?name=a.txt")).body(SAID);
        assert_eq!(owner.asks(put).await.status, 200, "before anything is asked: a file");
        self.does(cast, "owner", "/r/{room}/say", "text=&cid={cid}&files={file}", 303).await;
    }

    async fn does(&self, cast: &mut Cast<'_>, who: &'static str, path: &str, form: &str, status: u16) {
        let answer = self.posts(cast, who, path, form).await;
        assert_eq!(answer.status, status, "before anything is asked, by {who}: {path}: {}", answer.text);
    }

    /// Posts a form as somebody.
    pub(super) async fn posts(&self, cast: &mut Cast<'_>, who: &'static str, path: &str, form: &str) -> Answer {
        let [path, form] = [path, form].map(|text| self.fill(cast, text, who));
        let request = Request { method: "POST", path: "", form: "" };
        cast.asks(who, request, &path, &form).await
    }

    /// A path or a form, with what its words in braces stand for.
    pub(super) fn fill(&self, cast: &Cast<'_>, text: &str, who: &str) -> String {
        let nobody = || ("a".repeat(16), "1".to_owned());
        let said = |who: &str| self.said.get(who).cloned().unwrap_or_else(nobody);
        let (member, seq) = said("bystander");
        let own = self.said.get(who).map_or(&seq, |(_, own)| own);
        text.replace("{room}", &self.slug)
            .replace("{seq}", &seq)
            .replace("{own}", own)
            .replace("{member}", &member)
            .replace("{co-owner}", &said("co-owner").0)
            .replace("{owner-key}", &self.owner_key)
            .replace("{moderator-key}", &self.moderator_key)
            .replace("{operator-key}", OPERATOR_KEY)
            .replace("{file}", FILE)
            .replace("{upload}", &format!("{:032x}", next()))
            .replace("{settings}", self.state.settings())
            .replace("{cid}", &format!("access-cid-{}", next()))
            .replace("{name}", &cast.name(who))
    }
}

/// A number in letters, as many as the address of a private room has.
fn letters(number: u32) -> String {
    format!("{number:026}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}
