//! What no page may do to its reader.

use harness::{Server, Visitor};
use templates::urls;
use templates::views::LogPart;
use templates::words::{ENGLISH, Language};

use crate::person::{Network, Person};

/// An owner's page of everything: a talk, a welcome; then the pages around it, and what stands in
/// its frame without scripts, which a test can look at as a page.
pub(crate) async fn owner_of(server: &Server, room: &str) -> (Person, Vec<String>) {
    let ada = Person::joins(server, "Ada", room).await;
    let crowd = Visitor::joins(server, "AVeryLongNameWithoutAnySpaceInIt").await;
    for i in 0..8 {
        crowd.says(room, &format!("Line {i} of a talk that is longer than a low screen.")).await;
    }
    crowd.says(room, &"unbreakable".repeat(40)).await;
    ada.says("Mine.").await;
    ada.sees(&["Mine."]).await;
    let crowds = crowd.opens(room).await;
    let somebody = crowds.attribute(".bar", "data-me").expect("the page says whose it is");
    let said = crowds.messages().first().map_or(0, |first| first.seq);
    // It would load itself again while somebody measures it.
    let paused = LogPart { paused: true, ..LogPart::default() };
    let with_people = LogPart { members_open: true, ..paused };
    let own = format!("{}#0123456789abcdef0123456789abcdef", urls::owner_link(room));
    let pages = vec![
        urls::room(room),
        urls::earlier(room, 7),
        urls::log_frame(room, paused),
        urls::log_frame(room, with_people),
        urls::profile(room),
        urls::settings(room),
        urls::reports(room),
        urls::report(room, said),
        urls::people(room),
        urls::person(room, &somebody),
        urls::audit(room),
        urls::operator::ROOMS.to_owned(),
        urls::invitation(room),
        own,
        "/".to_owned(),
        "/new".to_owned(),
        "/help".to_owned(),
        "/nowhere".to_owned(),
    ];
    (ada, pages)
}

/// Opens each page in each language, and looks at it.
async fn opens_all(ada: &Person, pages: &[String], looks: impl AsyncFn(&str)) {
    for language in Language::ALL {
        ada.has_chosen(language).await;
        for page in pages {
            ada.opens(page).await;
            looks(&format!("{page} in {language:?}")).await;
        }
    }
}

#[tokio::test]
async fn pages_are_never_wider_than_the_screen() {
    let (ada, pages) = owner_of(Server::shared().await, "browser-narrow").await;
    opens_all(&ada, &pages, async |page| {
        for width in [320, 375, 640, 768, 1280, 2560] {
            ada.has_a_screen_of(width, 700).await;
            let widest = ada.width_of_page().await;
            assert!(widest <= width, "{page} is {widest} px wide on a screen of {width}");
        }
    })
    .await;
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

#[tokio::test]
async fn zoomed_screen_is_for_log_and_composer() {
    let server = Server::shared().await;
    let (ada, pages) = owner_of(server, "browser-zoomed").await;
    let (stranger, reader) = (Person::new(server).await, Person::new(server).await);
    ada.decides("browser-zoomed", async || ada.refills("welcome", &"Mind the beds. ".repeat(12)).await).await;
    stranger.has_a_screen_of(320, 256).await;
    stranger.goes_to("browser-zoomed", "Linus").await;
    reader.goes_to("browser-zoomed", "Ken").await;
    reader.has_no_scripts().await;
    for language in Language::ALL {
        for person in [&ada, &stranger, &reader] {
            person.has_chosen(language).await;
            person.opens(&pages[0]).await;
        }
        for (width, height) in [(320, 256), (640, 360), (1280, 256)] {
            for person in [&ada, &stranger, &reader] {
                person.has_a_screen_of(width, height).await;
                let (log, both, covers) = person.room_for_talk().await;
                assert!(both >= i64::from(height) / 2, "{language:?}, {width} x {height}: {both} px for both");
                assert!(log >= 72, "{language:?}, {width} x {height}: {log} px, three lines of the log");
                assert_eq!(covers, [""; 0], "{language:?}, {width} x {height}");
            }
        }
    }
    for person in [ada, stranger, reader] {
        person.goes().await;
    }
}

#[tokio::test]
async fn low_screen_leaves_no_words_out() {
    let server = Server::shared().await;
    let (ada, pages) = owner_of(server, "browser-left-out").await;
    ada.decides("browser-left-out", async || ada.refills("topic", "Everything that grows").await).await;
    let reader = Person::new(server).await;
    reader.goes_to("browser-left-out", "Ken").await;
    reader.has_no_scripts().await;
    // A script fetches what comes after an old part, and there is more to count.
    for (person, words, reads_on) in [(&ada, ENGLISH.owners.dismiss, true), (&reader, ENGLISH.room.reload, false)] {
        for page in &pages {
            person.has_a_screen_of(320, 900).await;
            person.opens(page).await;
            if reads_on {
                person.has_read_to_the_end().await;
            }
            // Somebody who has just come back is counted a moment later; if that took long, as the
            // last who came.
            if reads_on && page == &pages[0] {
                person.sees_so_many_people(2).await;
            }
            let all = person.words_shown().await;
            assert!(page != &pages[0] || all.iter().any(|shown| shown == words), "{words}: {all:?}");
            person.has_a_screen_of(320, 256).await;
            assert_eq!(person.words_shown().await, all, "{page}");
        }
    }
    ada.goes().await;
    reader.goes().await;
}

#[tokio::test]
async fn spaced_text_is_not_cut_off() {
    let (ada, pages) = owner_of(Server::shared().await, "browser-spaced").await;
    opens_all(&ada, &pages, async |page| {
        for width in [1280, 320] {
            ada.has_a_screen_of(width, 700).await;
            assert_eq!(ada.texts_cut_by_spacing().await, [""; 0], "{page} at {width} px");
        }
    })
    .await;
    ada.goes().await;
}

#[tokio::test]
async fn focus_is_never_hidden() {
    const SCREENS: [(u32, u32); 3] = [(1280, 700), (640, 360), (320, 256)];
    let (ada, pages) = owner_of(Server::shared().await, "browser-focus-seen").await;
    let looks = async |page: &str| {
        for (width, height) in SCREENS {
            ada.has_a_screen_of(width, height).await;
            assert_eq!(ada.hidden_when_focused().await, [""; 0], "{page} at {width} x {height}");
        }
    };
    opens_all(&ada, &pages, looks).await;
    opens_all(&ada, &pages[..1], async |page| {
        ada.is_live().await;
        ada.has_network(Network::Off).await;
        ada.is("offline").await;
        looks(&format!("{page}, offline")).await;
        ada.has_network(Network::On).await;
    })
    .await;
    ada.goes().await;
}

#[tokio::test]
async fn targets_are_large_enough_for_pointers_and_fingers() {
    let (ada, pages) = owner_of(Server::shared().await, "browser-targets").await;
    opens_all(&ada, &pages, async |page| {
        for (width, height) in [(1280, 700), (320, 256)] {
            ada.has_a_screen_of(width, height).await;
            assert_eq!(ada.targets_below(24).await, [""; 0], "{page} at {width} x {height}");
        }
        ada.touches_a_screen_of(375, 700).await;
        assert_eq!(ada.targets_below(44).await, [""; 0], "{page} by touch");
        ada.touches_nothing().await;
    })
    .await;
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
