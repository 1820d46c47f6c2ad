//! The ways into a room, and pages that say what went wrong.

use maud::{Markup, html};

use super::cast::{
    self, ADA, GRACE, HELLO, INVITATION, LONG_WORD, NEW_ROOM, NOTHING, PRIVATE_ROOM, SAID_AT, away, directory, here,
    landing, preview, recent_rooms,
};
use super::scripted::{changed, inside};
use super::{Example, Surroundings};
use crate::directory::directory as rooms;
use crate::recent_rooms::{recent_rooms as recent, your_rooms};
use crate::views::{
    DirectoryView, FieldView, InvitationView, LandingView, LastSaidView, ListedRoomView, MembersView, NewRoomView,
    PreviewState, PreviewView, ProblemView, ProblemWayOn, RecentRoomView,
};
use crate::words::{Problem, Words};

/// The landing page and its lists, previews, a new room, an invitation, problems.
pub(super) const EXAMPLES: &[Example] = &[
    page("landing", "first visit", |words| crate::landing(&landing(), words)),
    page("landing", "with rooms", |words| {
        let view = LandingView { recent_rooms: recent_rooms(), directory: directory(), ..landing() };
        crate::landing(&view, words)
    }),
    page("landing", "bad name", |words| {
        let name = FieldView { text: "!!!", problem: Some(words.refusals.name_without_letter), suggestion: None };
        crate::landing(&LandingView { name, ..landing() }, words)
    }),
    page("landing", "name taken", |words| {
        let problem = (words.refusals.name_taken_but)("Ada 2");
        let name = FieldView { text: "Ada", problem: Some(&problem), suggestion: Some("Ada 2") };
        crate::landing(&LandingView { name, ..landing() }, words)
    }),
    page("landing", "bad room", |words| {
        let problem = (words.refusals.bad_slug)(32);
        let room = FieldView { text: "???", problem: Some(&problem), suggestion: None };
        crate::landing(&LandingView { name: FieldView { text: "Ada", ..NOTHING }, room, ..landing() }, words)
    }),
    page("landing", "a text that was not sent", |words| {
        crate::landing(&LandingView { kept: "I was about to say\nsomething.", ..landing() }, words)
    }),
    page("landing", "no cookies", |words| {
        let name = FieldView { text: "Ada", problem: Some(words.landing.no_cookies), suggestion: None };
        crate::landing(&LandingView { name, ..landing() }, words)
    }),
    part("directory", "rooms", |words| rooms(&directory(), words)),
    part("directory", "empty", |words| rooms(&DirectoryView::Listed { rooms: Vec::new(), next: None, now: 0 }, words)),
    part("directory", "one", |words| rooms(&listed(&[LISTED]), words)),
    part("directory", "right to left", |words| {
        let topic = "كل ما ينمو في الحديقة وخلفها";
        let there = ListedRoomView { title: "غرفة الحديقة", topic, people: 12, ..LISTED };
        rooms(&listed(&[there, ListedRoomView { room: "kuche", title: "مطبخ", ..LISTED }]), words)
    }),
    part("directory", "long words", |words| {
        let long = ListedRoomView { room: LONG_WORD, title: LONG_WORD, topic: LONG_WORD, people: 1_234, ..LISTED };
        rooms(&listed(&[long, ListedRoomView { title: "", ..long }]), words)
    }),
    part("directory", "unavailable", |words| rooms(&DirectoryView::Unavailable, words)),
    part("recent_rooms", "several", |words| recent(&recent_rooms(), words)),
    page("recent_rooms", "page", |words| your_rooms(&recent_rooms(), words)),
    part("recent_rooms", "switcher", |words| {
        let part = inside(your_rooms(&recent_rooms(), words), "</h1>", "</main>");
        let shown = [("dir=\"auto\" hidden", "dir=\"auto\""), ("dialog\" hidden", "dialog\"")];
        html! { dialog.help-dialog open { (changed(part, &shown)) } }
    }),
    page("recent_rooms", "page of a newcomer", |words| your_rooms(&[], words)),
    part("recent_rooms", "none", |words| recent(&[], words)),
    part("recent_rooms", "one", |words| recent(&[RECENT], words)),
    part("recent_rooms", "right to left", |words| {
        let read = RecentRoomView { room: "matbakh", title: "مطبخ", unread: 0 };
        recent(&[RecentRoomView { title: "غرفة الحديقة", ..RECENT }, read], words)
    }),
    part("recent_rooms", "long words", |words| {
        recent(&[RecentRoomView { title: LONG_WORD, ..RECENT }, RecentRoomView { room: LONG_WORD, ..RECENT }], words)
    }),
    page("preview", "open", |words| crate::preview(&preview(), words)),
    page("preview", "nobody there", |words| crate::preview(&opened(MembersView::default()), words)),
    page("preview", "one there", |words| {
        crate::preview(&opened(MembersView { listed: vec![here(ADA)], online_count: 1 }), words)
    }),
    page("preview", "full", |words| {
        let members = MembersView { listed: vec![here(ADA), away(GRACE)], online_count: 1_000 };
        let state = PreviewState::Open { topic: "Everything that grows", welcome: "", members, full: true };
        crate::preview(&PreviewView { state, ..preview() }, words)
    }),
    page("preview", "new", |words| {
        crate::preview(&PreviewView { state: PreviewState::New, title: "", ..preview() }, words)
    }),
    page("preview", "locked", |words| crate::preview(&PreviewView { state: PreviewState::Locked, ..preview() }, words)),
    page("preview", "wrong name", |words| {
        let problem = (words.refusals.name_too_long)(32);
        let name = FieldView { text: LONG_WORD, problem: Some(&problem), suggestion: None };
        crate::preview(&PreviewView { name, ..preview() }, words)
    }),
    page("preview", "name taken", |words| {
        let problem = (words.refusals.name_taken_but)("Ada 2");
        let name = FieldView { text: "Ada", problem: Some(&problem), suggestion: Some("Ada 2") };
        crate::preview(&PreviewView { name, ..preview() }, words)
    }),
    page("preview", "right to left", |words| {
        let members = MembersView { listed: vec![here(cast::NOOR)], online_count: 1 };
        let (topic, welcome) = ("كل ما ينمو", "أهلا وسهلا! انتبهوا إلى أحواض الزهور.");
        let state = PreviewState::Open { topic, welcome, members, full: false };
        crate::preview(&PreviewView { title: "غرفة الحديقة", state, ..preview() }, words)
    }),
    page("preview", "long words", |words| {
        let members = MembersView { listed: vec![here(cast::LONG_NAME), here(ADA)], online_count: 2 };
        let state = PreviewState::Open { topic: LONG_WORD, welcome: LONG_WORD, members, full: false };
        crate::preview(&PreviewView { title: LONG_WORD, state, ..preview() }, words)
    }),
    page("preview", "private without a name", |words| {
        crate::preview(&PreviewView { room: PRIVATE_ROOM, title: "", private: true, ..preview() }, words)
    }),
    page("preview", "from the link of a message", |words| {
        crate::preview(&PreviewView { at: Some(7), ..preview() }, words)
    }),
    page("preview", "private", |words| crate::preview(&PreviewView { private: true, ..preview() }, words)),
    page("new_room", "empty", |words| crate::new_room(&NewRoomView { title: NOTHING, ..NEW_ROOM }, words)),
    page("new_room", "private", |words| crate::new_room(&NewRoomView { private: true, ..NEW_ROOM }, words)),
    page("new_room", "no name", |words| {
        let title = FieldView { problem: Some(words.new_room.no_title), ..NOTHING };
        crate::new_room(&NewRoomView { title, ..NEW_ROOM }, words)
    }),
    page("new_room", "long words", |words| {
        let [title, address] = [LONG_WORD; 2].map(|text| FieldView { text, ..NOTHING });
        let name = FieldView { text: cast::LONG_NAME.name, ..NOTHING };
        crate::new_room(&NewRoomView { title, address, name, ..NEW_ROOM }, words)
    }),
    page("new_room", "right to left", |words| {
        let [title, name] = ["غرفة الحديقة", "نور"].map(|text| FieldView { text, ..NOTHING });
        crate::new_room(&NewRoomView { title, name, ..NEW_ROOM }, words)
    }),
    page("new_room", "name taken", |words| {
        let problem = (words.refusals.name_taken_but)("Ada 2");
        let name = FieldView { text: "Ada", problem: Some(&problem), suggestion: Some("Ada 2") };
        crate::new_room(&NewRoomView { name, ..NEW_ROOM }, words)
    }),
    page("new_room", "address taken", |words| {
        let address = FieldView { text: "garden", problem: Some(words.new_room.address_taken), suggestion: None };
        crate::new_room(&NewRoomView { address, existing: Some("garden"), ..NEW_ROOM }, words)
    }),
    page("invitation", "open", |words| crate::invitation(&INVITATION, words)),
    page("invitation", "private", |words| {
        let link = "https://natter.example/r/p-abcdefghijklmnopqrstuvwxyz";
        let view = InvitationView { private: true, title: "", room: PRIVATE_ROOM, link, ..INVITATION };
        crate::invitation(&view, words)
    }),
    page("invitation", "locked", |words| crate::invitation(&InvitationView { locked: true, ..INVITATION }, words)),
    page("invitation", "with scripts", |words| invited("", words)),
    page("invitation", "copied", |words| invited(words.invitation.copied, words)),
    page("invitation", "not copied", |words| invited(words.invitation.not_copied, words)),
    page("invitation", "right to left", |words| {
        crate::invitation(&InvitationView { title: "غرفة الحديقة", ..INVITATION }, words)
    }),
    page("invitation", "long words", |words| {
        let link = "https://natter.example/r/unbreakableunbreakableunbreakable";
        crate::invitation(&InvitationView { title: LONG_WORD, link, ..INVITATION }, words)
    }),
    page("problem", "page not found", |words| problem(404, &words.problems.not_found, words)),
    page("problem", "no such room", |words| {
        let advice = (words.refusals.bad_slug)(32);
        let way_on = ProblemWayOn::NewRoom;
        let view = ProblemView {
            page: "/nowhere",
            status: 404,
            title: words.problems.no_such_room,
            advice: &advice,
            typed: "",
            way_on,
        };
        crate::problem(&view, words)
    }),
    page("problem", "with a text that was not sent", |words| {
        let (title, advice) = (words.problems.room_deleted, words.refusals.room_deleted);
        let typed = "I was about to say\nsomething.";
        let view = ProblemView { page: "/nowhere", status: 410, title, advice, typed, way_on: ProblemWayOn::FrontPage };
        crate::problem(&view, words)
    }),
    page("problem", "room locked", |words| problem(403, &words.problems.room_locked, words)),
    page("problem", "owners only", |words| of_room("garden", words)),
    page("problem", "owners only, private room", |words| of_room(PRIVATE_ROOM, words)),
    page("problem", "not joined", |words| problem(403, &words.problems.no_session, words)),
    page("problem", "archive away", |words| problem(503, &words.problems.no_archive, words)),
    page("problem", "room list away", |words| problem(503, &words.problems.no_directory, words)),
    page("problem", "not forgotten", |words| problem(503, &words.problems.not_forgotten, words)),
    page("problem", "method not allowed", |words| {
        let advice = (words.problems.allowed_methods)("POST");
        refused(405, words.problems.wrong_method, &advice, words)
    }),
    page("problem", "with a long text from the right that was not sent", |words| {
        let (title, advice) = (words.problems.room_deleted, words.refusals.room_deleted);
        let typed = "كنت أريد أن أقول\nunbreakableunbreakableunbreakableunbreakableunbreakable";
        let view = ProblemView { page: "/nowhere", status: 410, title, advice, typed, way_on: ProblemWayOn::FrontPage };
        crate::problem(&view, words)
    }),
    page("problem", "something went wrong", |words| problem(500, &words.problems.internal, words)),
];

const fn page(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Page, render)
}

const fn part(component: &'static str, state: &'static str, render: fn(&Words) -> Markup) -> Example {
    Example::new(component, state, Surroundings::Column, render)
}

fn opened(members: MembersView<'static>) -> PreviewView<'static> {
    let state = PreviewState::Open { topic: "Everything that grows", welcome: "", members, full: false };
    PreviewView { state, ..preview() }
}

const LISTED: ListedRoomView = ListedRoomView {
    room: "garden",
    title: "Tea & <b>Cake</b>",
    topic: "Everything that grows",
    people: 1,
    last_said: Some(LastSaidView { at: SAID_AT, date: "Nov 23, 2026" }),
};

fn listed(rooms: &[ListedRoomView<'static>]) -> DirectoryView<'static> {
    DirectoryView::Listed { rooms: rooms.to_vec(), next: None, now: HELLO.said_at + 60_000 }
}

const RECENT: RecentRoomView = RecentRoomView { room: "garden", title: "", unread: 1 };

/// The page of the link, once its script runs: what came of copying.
fn invited(outcome: &str, words: &Words) -> Markup {
    changed(
        crate::invitation(&INVITATION, words),
        &[
            ("name=\"copy\" hidden", "name=\"copy\""),
            ("name=\"share\" hidden", "name=\"share\""),
            ("name=\"outcome\">", &format!("name=\"outcome\">{outcome}")),
        ],
    )
}

fn problem(status: u16, about: &Problem, words: &Words) -> Markup {
    refused(status, about.title, about.advice, words)
}

/// A page of a room that only its owners have.
fn of_room(room: &str, words: &Words) -> Markup {
    let (title, advice, way_on) = (words.problems.not_owner, words.refusals.not_owner, ProblemWayOn::Room(room));
    crate::problem(&ProblemView { page: "/nowhere", status: 403, title, advice, typed: "", way_on }, words)
}

fn refused(status: u16, title: &str, advice: &str, words: &Words) -> Markup {
    let way_on = ProblemWayOn::FrontPage;
    crate::problem(&ProblemView { page: "/nowhere", status, title, advice, typed: "", way_on }, words)
}
