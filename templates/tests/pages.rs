//! What stands on a page, and where. How each looks as markup: `examples.rs`.

use maud::Markup;
use scraper::{Html, Selector};
use templates::examples::cast::{ADA, INVITATION, MORE, landing, lobby, log, preview, profile, settings};
use templates::views::{
    DirectoryView, InvitationView, LandingView, MessageListMode, MessageListView, OwnedRoomView, OwnerView,
    PreviewState, PreviewView, ProfileView, Reader, RoomPageMode, RoomView, SettingsView,
};
use templates::words::ENGLISH;

use crate::fragments::lines;

/// A page with the addresses of static files as they are called, not as they are today.
fn page(markup: &Markup) -> String {
    let mut page = lines(markup);
    while let Some(at) = page.find("/v/") {
        page.replace_range(at..at + "/v/".len() + 16, "");
    }
    page
}

#[test]
fn invitation_to_a_locked_room_says_so() {
    let locked = templates::invitation(&InvitationView { locked: true, ..INVITATION }, &ENGLISH).0;
    assert!(locked.contains("This room is locked."), "{locked}");
}

#[test]
fn preview_asks_for_a_name_only_where_one_may_join() {
    let shown = |state| templates::preview(&PreviewView { state, ..preview() }, &ENGLISH).0;
    let locked = shown(PreviewState::Locked);
    assert!(locked.contains("This room is locked.") && !locked.contains("class=\"join\""), "{locked}");
    let new = shown(PreviewState::New);
    assert!(new.contains("Start this room") && new.contains("/new?room=garden"), "{new}");
}

#[test]
fn unread_line_stands_above_the_first_new_message() {
    let at = |first_new| {
        page(&templates::room_page(
            &RoomView { messages: MessageListView { first_new, ..log(MessageListMode::Live) }, ..lobby() },
            &ENGLISH,
        ))
    };
    let page = at(Some(MORE.seq));
    let divider = "<li class=\"unread-divider\">\n<span>New since your last visit</span>\n</li>\n";
    let message = format!("<li class=\"message continues\" id=\"m{}", MORE.seq);
    assert!(page.contains(&format!("{divider}{message}")), "{page}");
    assert_eq!(page.matches("last visit").count(), 1);
    assert!(!at(None).contains("last visit"));
}

#[test]
fn directory_without_rooms_says_so() {
    let empty = DirectoryView::Listed { rooms: vec![], next: None, now: 0 };
    for (directory, words) in
        [(empty, ENGLISH.directory.empty), (DirectoryView::Unavailable, ENGLISH.directory.unavailable)]
    {
        let page = page(&templates::landing(&LandingView { directory, ..landing() }, &ENGLISH));
        assert!(page.contains(words) && !page.contains("More rooms"), "{page}");
    }
}

#[test]
fn profile_page_warns_with_the_rooms_that_one_owns() {
    let words = &ENGLISH.profile;
    let plain = page(&templates::profile(&profile(), &ENGLISH));
    assert!(!plain.contains(words.owned_rooms), "there is nothing to lose");
    let alone = OwnedRoomView { room: "garden", title: "Tea & Cake", is_only_owner: true };
    let shared = OwnedRoomView { room: "p-abc", title: "", is_only_owner: false };
    let view = ProfileView { owned: vec![alone, shared], ..profile() };
    let page = Html::parse_document(&templates::profile(&view, &ENGLISH).0);
    let items = Selector::parse(".owned-rooms li").expect("a selector");
    let items: Vec<String> = page.select(&items).map(|item| item.text().collect()).collect();
    assert_eq!(items, [format!("Tea & Cake {}", words.only_owner), "p-abc".to_owned()]);
}

/// Nobody could manage the room then.
#[test]
fn only_owner_cannot_step_down() {
    let owners = vec![OwnerView { member: ADA, is_reader: true }];
    let page = templates::settings(&SettingsView { owners, ..settings() }, &ENGLISH).0;
    assert!(page.contains(ENGLISH.owners.about_last_owner));
    assert!(!page.contains("/step-down") && !page.contains("/remove-owner"), "{page}");
}

#[test]
fn reminder_stands_above_the_log_until_it_is_dismissed() {
    let reminded = templates::room_page(&RoomView { needs_owner_link: true, ..lobby() }, &ENGLISH).0;
    let place = |part: &str| reminded.find(part).unwrap_or_else(|| panic!("no {part} in {reminded}"));
    assert!(place("/dismiss-reminder") < place("role=\"log\""));
    assert!(reminded.contains("href=\"/r/lobby/settings#owners\""), "a way to add an owner");
    assert!(!templates::room_page(&lobby(), &ENGLISH).0.contains("reminder"));
}

#[test]
fn welcome_stands_where_a_newcomer_reads_it() {
    let place = |reader| {
        let page = templates::room_page(&RoomView { reader, welcome: "Mind the beds.", ..lobby() }, &ENGLISH).0;
        ["Mind the beds.", "role=\"log\"", "id=\"history\""].map(|part| page.find(part).expect("it is there"))
    };
    let [welcome, log, _] = place(Reader::Newcomer);
    assert!(welcome < log, "above the log, which opens at its end");
    let [welcome, log, history] = place(Reader::Regular);
    assert!(log < welcome && welcome < history, "at the beginning of the log");
}

#[test]
fn page_of_earlier_messages_has_no_socket_or_composer() {
    let has = |page: &str| ["data-socket", "<form class=\"composer\""].map(|part| page.contains(part));
    assert_eq!(has(&templates::room_page(&lobby(), &ENGLISH).0), [true, true]);
    let view = RoomView { messages: log(MessageListMode::Static), mode: RoomPageMode::Archive, ..lobby() };
    assert_eq!(has(&templates::room_page(&view, &ENGLISH).0), [false, false]);
}
