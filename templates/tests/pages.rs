//! Each page, whole.

use insta::assert_snapshot;
use maud::Markup;
use scraper::{Html, Selector};
use templates::views::{
    DirectoryView, FieldView, LandingView, MessageListMode, MessageListView, Role, RoomPageMode, RoomView, SettingsView,
};
use templates::words::ENGLISH;

use crate::cast::{MORE, NOTHING_HERE, OWNER_LINK, PROFILE, SETTINGS, directory, landing, lobby, log, recent_rooms};
use crate::fragments::lines;

/// A page with the addresses of static files as they are called, not as they are today.
fn page(markup: &Markup) -> String {
    let mut page = lines(markup);
    while let Some(at) = page.find("?v=") {
        page.replace_range(at..at + "?v=".len() + 16, "");
    }
    page
}

#[test]
fn the_landing_page_asks_for_a_name_and_a_room() {
    assert_snapshot!(page(&templates::landing(&landing(), &ENGLISH)));
}

#[test]
fn a_bad_name_keeps_what_was_typed_and_says_why_beside_it() {
    let name = FieldView { text: "!!!", problem: Some("A name needs at least one letter or digit."), suggestion: None };
    assert_snapshot!(page(&templates::landing(&LandingView { name, ..landing() }, &ENGLISH)));
}

#[test]
fn a_name_that_somebody_else_has_comes_with_one_that_is_free() {
    let problem = Some("Somebody here has that name already. “Ada 2” is free.");
    let name = FieldView { text: "Ada", problem, suggestion: Some("Ada 2") };
    assert_snapshot!(page(&templates::landing(&LandingView { name, ..landing() }, &ENGLISH)));
}

#[test]
fn the_landing_page_shows_rooms_to_choose_from() {
    assert_snapshot!(page(&templates::landing(&LandingView { directory: directory(), ..landing() }, &ENGLISH)));
}

#[test]
fn the_landing_page_remembers_the_rooms_that_one_was_in() {
    assert_snapshot!(page(&templates::landing(&LandingView { recent_rooms: recent_rooms(), ..landing() }, &ENGLISH)));
}

#[test]
fn a_line_stands_above_what_is_new_and_nowhere_else() {
    let at = |first_new| {
        page(&templates::room_page(
            &RoomView { messages: MessageListView { first_new, ..log(MessageListMode::Live) }, ..lobby() },
            &ENGLISH,
        ))
    };
    let page = at(Some(MORE.seq));
    let line =
        "<li class=\"new\">\n<span>New since your last visit</span>\n</li>\n<li class=\"message continues\" id=\"m";
    assert!(page.contains(&format!("{line}{}", MORE.seq)), "{page}");
    assert_eq!(page.matches("last visit").count(), 1);
    assert!(!at(None).contains("last visit"));
}

#[test]
fn without_rooms_to_choose_from_it_says_so() {
    let empty = DirectoryView::Listed { rooms: vec![], next: None, now: 0 };
    for (directory, words) in [(empty, "Start one"), (DirectoryView::Unavailable, "not to be had just now")] {
        let page = page(&templates::landing(&LandingView { directory, ..landing() }, &ENGLISH));
        assert!(page.contains(words) && !page.contains("More rooms"), "{page}");
    }
}

#[test]
fn somebodys_own_page_lets_them_change_their_name_and_go() {
    assert_snapshot!(page(&templates::profile(&PROFILE, &ENGLISH)));
}

#[test]
fn an_owner_decides_about_the_room() {
    assert_snapshot!(page(&templates::settings(&SETTINGS, &ENGLISH)));
}

#[test]
fn an_owner_link_is_shown_once_and_what_was_saved_is_told() {
    let link = Some("https://natter.example/r/garden/own?key=0123456789abcdef0123456789abcdef");
    assert_snapshot!(page(&templates::settings(
        &SettingsView { link, saved: true, listed: None, ..SETTINGS },
        &ENGLISH
    )));
}

#[test]
fn an_owner_link_asks_before_it_does_anything() {
    assert_snapshot!(page(&templates::owner_link(&OWNER_LINK, &ENGLISH)));
}

#[test]
fn a_room_has_a_log_a_composer_and_people() {
    assert_snapshot!(page(&templates::room_page(&lobby(), &ENGLISH)));
}

#[test]
fn earlier_messages_have_neither_socket_nor_composer() {
    let view = RoomView { messages: log(MessageListMode::Static), mode: RoomPageMode::Archive, ..lobby() };
    assert_snapshot!(page(&templates::room_page(&view, &ENGLISH)));
}

#[test]
fn a_problem_says_what_to_do() {
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
        templates::profile(&PROFILE, &ENGLISH),
        templates::settings(&SETTINGS, &ENGLISH),
        templates::owner_link(&OWNER_LINK, &ENGLISH),
    ]
}

#[test]
fn every_id_stands_once_and_every_reference_leads_somewhere() {
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
fn no_page_runs_anything_that_is_not_a_file_of_ours() {
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
