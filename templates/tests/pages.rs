//! Each page, whole.

use insta::assert_snapshot;
use maud::Markup;
use scraper::{Html, Selector};
use templates::views::{DirectoryView, FieldView, LandingView, Life, LogView, Moment, Role, RoomView, SettingsView};

use crate::cast::{MORE, NOTHING_HERE, OWN, SETTINGS, YOU, directory, landing, lobby, log, yours};
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
fn landing_page_asks_for_name_and_room() {
    assert_snapshot!(page(&templates::landing(&landing())));
}

#[test]
fn bad_name_stays_in_its_field_with_a_reason() {
    let name = FieldView { text: "!!!", problem: Some("A name needs at least one letter or digit."), instead: None };
    assert_snapshot!(page(&templates::landing(&LandingView { name, ..landing() })));
}

#[test]
fn taken_name_comes_with_a_free_one() {
    let problem = Some("Somebody here has that name already. “Ada 2” is free.");
    let name = FieldView { text: "Ada", problem, instead: Some("Ada 2") };
    assert_snapshot!(page(&templates::landing(&LandingView { name, ..landing() })));
}

#[test]
fn landing_page_lists_public_rooms() {
    assert_snapshot!(page(&templates::landing(&LandingView { directory: directory(), ..landing() })));
}

#[test]
fn landing_page_lists_recent_rooms() {
    assert_snapshot!(page(&templates::landing(&LandingView { yours: yours(), ..landing() })));
}

#[test]
fn unread_line_stands_above_the_first_new_message() {
    let at =
        |first_new| page(&templates::room_page(&RoomView { log: LogView { first_new, ..log(Life::Live) }, ..lobby() }));
    let page = at(Some(MORE.seq));
    let line =
        "<li class=\"new\">\n<span>New since your last visit</span>\n</li>\n<li class=\"message continues\" id=\"m";
    assert!(page.contains(&format!("{line}{}", MORE.seq)), "{page}");
    assert_eq!(page.matches("last visit").count(), 1);
    assert!(!at(None).contains("last visit"));
}

#[test]
fn directory_without_rooms_says_so() {
    let empty = DirectoryView::Listed { rooms: vec![], next: None, now: 0 };
    for (directory, words) in [(empty, "Start one"), (DirectoryView::Unknown, "not to be had just now")] {
        let page = page(&templates::landing(&LandingView { directory, ..landing() }));
        assert!(page.contains(words) && !page.contains("More rooms"), "{page}");
    }
}

#[test]
fn profile_page_offers_rename_and_leave() {
    assert_snapshot!(page(&templates::you(&YOU)));
}

#[test]
fn settings_page_offers_every_setting() {
    assert_snapshot!(page(&templates::settings(&SETTINGS)));
}

#[test]
fn saved_settings_page_shows_the_new_owner_link() {
    let link = Some("https://natter.example/r/garden/own?key=0123456789abcdef0123456789abcdef");
    assert_snapshot!(page(&templates::settings(&SettingsView { link, saved: true, listed: None, ..SETTINGS })));
}

#[test]
fn owner_link_page_asks_for_confirmation() {
    assert_snapshot!(page(&templates::own(&OWN)));
}

#[test]
fn room_page_has_log_composer_and_people() {
    assert_snapshot!(page(&templates::room_page(&lobby())));
}

#[test]
fn archive_page_has_no_socket_or_composer() {
    let view = RoomView { log: log(Life::Still), moment: Moment::Earlier, ..lobby() };
    assert_snapshot!(page(&templates::room_page(&view)));
}

#[test]
fn problem_page_says_what_to_do() {
    assert_snapshot!(page(&templates::problem(&NOTHING_HERE)));
}

fn every_page() -> [Markup; 7] {
    let owned = RoomView { role: Role::Owner, ..lobby() };
    [
        templates::room_page(&lobby()),
        templates::room_page(&owned),
        templates::landing(&LandingView { yours: yours(), directory: directory(), ..landing() }),
        templates::problem(&NOTHING_HERE),
        templates::you(&YOU),
        templates::settings(&SETTINGS),
        templates::own(&OWN),
    ]
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

fn ids(page: &Html) -> Vec<&str> {
    page.select(&selector("[id]")).filter_map(|element| element.attr("id")).collect()
}

#[test]
fn ids_are_unique_on_every_page() {
    for markup in every_page() {
        let page = Html::parse_document(&markup.0);
        let ids = ids(&page);
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{id}");
        }
    }
}

#[test]
fn references_lead_to_an_id_of_the_page() {
    for markup in every_page() {
        let page = Html::parse_document(&markup.0);
        let ids = ids(&page);
        for attribute in ["for", "aria-labelledby", "aria-describedby", "popovertarget"] {
            for element in page.select(&selector(&format!("[{attribute}]"))) {
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
        for element in page.select(&selector("*")) {
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
