//! The ways into a room, and pages that say what went wrong.

use maud::Markup;

use super::cast::{
    self, ADA, GRACE, INVITATION, NEW_ROOM, NOTHING, away, directory, here, landing, preview, recent_rooms,
};
use super::{Example, Surroundings};
use crate::directory::directory as rooms;
use crate::recent_rooms::recent_rooms as recent;
use crate::views::{
    DirectoryView, FieldView, InvitationView, LandingView, MembersView, NewRoomView, PreviewState, PreviewView,
    ProblemView, ProblemWayOn,
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
    part("directory", "rooms", |words| rooms(&directory(), words)),
    part("directory", "empty", |words| rooms(&DirectoryView::Listed { rooms: Vec::new(), next: None, now: 0 }, words)),
    part("directory", "unavailable", |words| rooms(&DirectoryView::Unavailable, words)),
    part("recent_rooms", "several", |words| recent(&recent_rooms(), words)),
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
    page("preview", "private", |words| crate::preview(&PreviewView { private: true, ..preview() }, words)),
    page("new_room", "empty", |words| crate::new_room(&NewRoomView { title: NOTHING, ..NEW_ROOM }, words)),
    page("new_room", "private", |words| crate::new_room(&NewRoomView { private: true, ..NEW_ROOM }, words)),
    page("new_room", "no name", |words| {
        let title = FieldView { problem: Some(words.new_room.no_title), ..NOTHING };
        crate::new_room(&NewRoomView { title, ..NEW_ROOM }, words)
    }),
    page("new_room", "address taken", |words| {
        let address = FieldView { text: "garden", problem: Some(words.new_room.address_taken), suggestion: None };
        crate::new_room(&NewRoomView { address, existing: Some("garden"), ..NEW_ROOM }, words)
    }),
    page("invitation", "open", |words| crate::invitation(&INVITATION, words)),
    page("invitation", "private", |words| {
        let link = "https://natter.example/r/p-abcdefghijklmnopqrstuvwxyz";
        let view = InvitationView { private: true, title: "", room: cast::PRIVATE_ROOM, link, ..INVITATION };
        crate::invitation(&view, words)
    }),
    page("invitation", "locked", |words| crate::invitation(&InvitationView { locked: true, ..INVITATION }, words)),
    page("problem", "page not found", |words| problem(404, &words.problems.not_found, words)),
    page("problem", "no such room", |words| {
        let advice = (words.refusals.bad_slug)(32);
        let way_on = ProblemWayOn::NewRoom;
        let view = ProblemView { status: 404, title: words.problems.no_such_room, advice: &advice, typed: "", way_on };
        crate::problem(&view, words)
    }),
    page("problem", "with a text that was not sent", |words| {
        let (title, advice) = (words.problems.room_deleted, words.refusals.room_deleted);
        let typed = "I was about to say\nsomething.";
        let view = ProblemView { status: 410, title, advice, typed, way_on: ProblemWayOn::FrontPage };
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

fn problem(status: u16, about: &Problem, words: &Words) -> Markup {
    let Problem { title, advice } = about;
    crate::problem(&ProblemView { status, title, advice, typed: "", way_on: ProblemWayOn::FrontPage }, words)
}
