//! Each page, whole.

use insta::assert_snapshot;
use maud::Markup;
use scraper::{Html, Selector};
use templates::views::{
    DirectoryView, FieldView, InvitationView, LandingView, MessageListMode, MessageListView, NewOwnerLinkView,
    OwnedRoomView, OwnerView, PreviewState, PreviewView, ProfileView, Reader, Role, RoomPageMode, RoomView,
    SettingsView,
};
use templates::words::ENGLISH;

use crate::cast::{
    ADA, INVITATION, MORE, NEW_ROOM, NOTHING_HERE, OWNER_LINK, directory, landing, lobby, log, preview, profile,
    recent_rooms, settings,
};
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
fn landing_page_asks_for_name_and_room() {
    assert_snapshot!(page(&templates::landing(&landing(), &ENGLISH)));
}

#[test]
fn bad_name_stays_in_its_field_with_a_reason() {
    let name =
        FieldView { text: "!!!", problem: Some("A name needs at least one letter or number."), suggestion: None };
    assert_snapshot!(page(&templates::landing(&LandingView { name, ..landing() }, &ENGLISH)));
}

#[test]
fn taken_name_comes_with_a_free_one() {
    let problem = Some("Somebody here has that name already. “Ada 2” is free.");
    let name = FieldView { text: "Ada", problem, suggestion: Some("Ada 2") };
    assert_snapshot!(page(&templates::landing(&LandingView { name, ..landing() }, &ENGLISH)));
}

#[test]
fn landing_page_lists_public_rooms() {
    assert_snapshot!(page(&templates::landing(&LandingView { directory: directory(), ..landing() }, &ENGLISH)));
}

#[test]
fn landing_page_lists_recent_rooms() {
    assert_snapshot!(page(&templates::landing(&LandingView { recent_rooms: recent_rooms(), ..landing() }, &ENGLISH)));
}

#[test]
fn invitation_shows_the_link_and_its_code() {
    assert_snapshot!(page(&templates::invitation(&INVITATION, &ENGLISH)));
    let locked = templates::invitation(&InvitationView { locked: true, ..INVITATION }, &ENGLISH).0;
    assert!(locked.contains("This room is locked."), "{locked}");
}

#[test]
fn preview_shows_the_room_and_asks_for_a_name() {
    assert_snapshot!(page(&templates::preview(&preview(), &ENGLISH)));
    let shown = |state| templates::preview(&PreviewView { state, ..preview() }, &ENGLISH).0;
    let locked = shown(PreviewState::Locked);
    assert!(locked.contains("This room is locked.") && !locked.contains("<form"), "{locked}");
    let new = shown(PreviewState::New);
    assert!(new.contains("Start this room") && new.contains("/new?room=garden"), "{new}");
}

#[test]
fn new_room_page_asks_for_name_and_access() {
    assert_snapshot!(page(&templates::new_room(&NEW_ROOM, &ENGLISH)));
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
fn profile_page_offers_rename_and_leave() {
    assert_snapshot!(page(&templates::profile(&profile(), &ENGLISH)));
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

#[test]
fn settings_page_offers_every_setting() {
    assert_snapshot!(page(&templates::settings(&settings(), &ENGLISH)));
}

#[test]
fn saved_settings_page_shows_the_new_owner_link() {
    let link = NewOwnerLinkView { link: "https://natter.example/r/garden/own#0123abcd", code: "0123abcd", uses: 2 };
    let link = Some(link);
    assert_snapshot!(page(&templates::settings(
        &SettingsView { link, saved: true, listed: None, ..settings() },
        &ENGLISH
    )));
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
fn owner_link_page_asks_for_confirmation() {
    assert_snapshot!(page(&templates::owner_link(&OWNER_LINK, &ENGLISH)));
}

#[test]
fn room_page_has_log_composer_and_people() {
    assert_snapshot!(page(&templates::room_page(&lobby(), &ENGLISH)));
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
fn archive_page_has_no_socket_or_composer() {
    let view = RoomView { messages: log(MessageListMode::Static), mode: RoomPageMode::Archive, ..lobby() };
    assert_snapshot!(page(&templates::room_page(&view, &ENGLISH)));
}

#[test]
fn problem_page_says_what_to_do() {
    assert_snapshot!(page(&templates::problem(&NOTHING_HERE, &ENGLISH)));
}

fn every_page() -> [Markup; 7] {
    let owned = RoomView { role: Role::Owner, ..lobby() };
    [
        templates::room_page(&lobby(), &ENGLISH),
        templates::room_page(&owned, &ENGLISH),
        templates::landing(
            &LandingView { recent_rooms: recent_rooms(), directory: directory(), ..landing() },
            &ENGLISH,
        ),
        templates::problem(&NOTHING_HERE, &ENGLISH),
        templates::profile(&profile(), &ENGLISH),
        templates::settings(&settings(), &ENGLISH),
        templates::owner_link(&OWNER_LINK, &ENGLISH),
    ]
}

#[test]
fn ids_are_unique_on_every_page() {
    for markup in every_page() {
        let page = Html::parse_document(&markup.0);
        let every = |selector: &str| Selector::parse(selector).expect("a selector");
        let ids: Vec<&str> = page.select(&every("[id]")).filter_map(|element| element.attr("id")).collect();
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{id}");
        }
        for attribute in ["for", "aria-labelledby", "aria-describedby", "popovertarget"] {
            for element in page.select(&every(&format!("[{attribute}]"))) {
                let id = element.attr(attribute).unwrap_or_default();
                assert!(ids.contains(&id), "{attribute}={id}");
            }
        }
    }
}

#[test]
fn pages_hold_no_inline_script_or_style() {
    for markup in every_page() {
        let page = Html::parse_document(&markup.0);
        for element in page.select(&Selector::parse("*").expect("a selector")) {
            let name = element.value().name();
            assert_ne!(name, "style");
            for (attribute, value) in element.value().attrs() {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name} {attribute}");
                assert!(!attribute.starts_with("hx-on"), "{name} {attribute}");
                let leads_elsewhere = matches!(attribute, "src" | "href" | "action") && !value.starts_with('/');
                assert!(!leads_elsewhere, "{name} {attribute}={value}");
            }
            assert!(name != "script" || element.attr("src").is_some());
        }
    }
}
