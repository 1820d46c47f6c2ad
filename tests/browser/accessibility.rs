//! What no page may do to its reader.

use harness::{Server, Visitor};

use crate::person::{Network, Person};

#[tokio::test]
async fn pages_are_never_wider_than_the_screen() {
    let server = Server::shared().await;
    let crowd = Visitor::joins(server, "AVeryLongNameWithoutAnySpaceInIt").await;
    let ada = Person::joins(server, "Ada", "browser-narrow").await;
    crowd.says("browser-narrow", &"unbreakable".repeat(40)).await;
    for width in [320, 375, 640, 768, 1280, 2560] {
        ada.has_a_screen_of(width, 700).await;
        let pages = ["", "/you", "/settings", "/invite", "/own#0123456789abcdef0123456789abcdef"];
        let pages = pages.map(|page| format!("/r/browser-narrow{page}"));
        for path in ["/", "/new", "/help", "/nowhere"].into_iter().chain(pages.iter().map(String::as_str)) {
            ada.opens(path).await;
            let widest = ada.width_of_page().await;
            assert!(widest <= width, "{path} is {widest} px wide on a screen of {width}");
        }
    }
    ada.goes().await;
}

#[tokio::test]
async fn text_has_contrast_in_both_colour_schemes() {
    let server = Server::shared().await;
    let crowd = Visitor::joins(server, "Grace").await;
    // The first in a room owns it, and has a page more.
    let ada = Person::joins(server, "Ada", "browser-contrast").await;
    let stranger = Person::new(server).await;
    crowd.says("browser-contrast", "Loud and clear.").await;
    ada.says("Mine.").await;
    ada.sees(&["Loud and clear.", "Mine."]).await;
    for scheme in ["light", "dark"] {
        ada.prefers("color-scheme", scheme).await;
        stranger.prefers("color-scheme", scheme).await;
        for page in ["", "/you", "/settings", "/invite", "/own"] {
            ada.opens(&format!("/r/browser-contrast{page}")).await;
            assert_eq!(ada.faint_texts().await, [""; 0], "{page} in the {scheme}");
        }
        for page in ["/", "/new", "/help", "/nowhere", "/r/browser-contrast"] {
            stranger.opens(page).await;
            assert_eq!(stranger.faint_texts().await, [""; 0], "{page} in the {scheme}");
        }
    }
    ada.goes().await;
    stranger.goes().await;
}

/// An owner's page of everything: a talk, a welcome, a refused message; then pages around it.
async fn owner_of(server: &Server, room: &str) -> (Person, [String; 7]) {
    let ada = Person::joins(server, "Ada", room).await;
    let grace = Visitor::joins(server, "Grace").await;
    for i in 0..9 {
        grace.says(room, &format!("Line {i} of a talk that is longer than a low screen.")).await;
    }
    ada.says("Mine.").await;
    ada.sees(&["Mine."]).await;
    let room = format!("/r/{room}");
    let pages = ["", "/you", "/settings", "/invite"].map(|page| format!("{room}{page}"));
    let [talk, you, settings, invite] = pages;
    (ada, [talk, you, settings, invite, "/".to_owned(), "/new".to_owned(), "/help".to_owned()])
}

#[tokio::test]
async fn zoomed_screen_is_for_log_and_composer() {
    let server = Server::shared().await;
    let (ada, [talk, ..]) = owner_of(server, "browser-zoomed").await;
    let stranger = Person::new(server).await;
    ada.decides("browser-zoomed", async || ada.refills("welcome", &"Mind the beds. ".repeat(12)).await).await;
    stranger.has_a_screen_of(320, 256).await;
    stranger.goes_to("browser-zoomed", "Linus").await;
    ada.opens(&talk).await;
    ada.is_live().await;
    for (width, height) in [(320, 256), (640, 360), (1280, 256)] {
        for person in [&ada, &stranger] {
            person.has_a_screen_of(width, height).await;
            let (log, both, covers) = person.room_for_talk().await;
            assert!(both >= i64::from(height) / 2, "{width} x {height}: {both} px for both");
            assert!(log >= 72, "{width} x {height}: {log} px, three lines of the log");
            assert_eq!(covers, [""; 0], "{width} x {height}");
        }
    }
    ada.goes().await;
    stranger.goes().await;
}

#[tokio::test]
async fn spaced_text_is_not_cut_off() {
    let server = Server::shared().await;
    let (ada, pages) = owner_of(server, "browser-spaced").await;
    for width in [1280, 320] {
        ada.has_a_screen_of(width, 700).await;
        for page in &pages {
            ada.opens(page).await;
            assert_eq!(ada.texts_cut_by_spacing().await, [""; 0], "{page} at {width} px");
        }
    }
    ada.goes().await;
}

#[tokio::test]
async fn focus_is_never_hidden() {
    let server = Server::shared().await;
    let (ada, pages) = owner_of(server, "browser-focus-seen").await;
    for (width, height) in [(1280, 700), (640, 360), (320, 256)] {
        ada.has_a_screen_of(width, height).await;
        for page in &pages {
            ada.opens(page).await;
            assert_eq!(ada.hidden_when_focused().await, [""; 0], "{page} at {width} x {height}");
        }
        ada.opens(&pages[0]).await;
        ada.is_live().await;
        ada.has_network(Network::Off).await;
        ada.is("offline").await;
        assert_eq!(ada.hidden_when_focused().await, [""; 0], "offline at {width} x {height}");
        ada.has_network(Network::On).await;
        ada.is_live().await;
    }
    ada.goes().await;
}

#[tokio::test]
async fn targets_are_large_enough_for_pointers_and_fingers() {
    let server = Server::shared().await;
    let (ada, pages) = owner_of(server, "browser-targets").await;
    for (width, height) in [(1280, 700), (320, 256)] {
        ada.has_a_screen_of(width, height).await;
        for page in &pages {
            ada.opens(page).await;
            assert_eq!(ada.targets_below(24).await, [""; 0], "{page} at {width} x {height}");
        }
    }
    ada.touches_a_screen_of(375, 700).await;
    let mut small = Vec::new();
    for page in &pages {
        ada.opens(page).await;
        small.extend(ada.targets_below(44).await.into_iter().map(|target| format!("{page}: {target}")));
    }
    assert_eq!(small, [""; 0], "by touch");
    ada.goes().await;
}

#[tokio::test]
async fn nothing_moves_for_those_who_want_no_motion() {
    let server = Server::shared().await;
    let (ada, pages) = owner_of(server, "browser-still").await;
    ada.prefers("reduced-motion", "no-preference").await;
    ada.opens(&pages[0]).await;
    assert_ne!(ada.moving_parts().await, [""; 0], "something has to move for this test to mean anything");
    ada.prefers("reduced-motion", "reduce").await;
    for page in &pages {
        ada.opens(page).await;
        assert_eq!(ada.moving_parts().await, [""; 0], "{page}");
    }
    ada.goes().await;
}
