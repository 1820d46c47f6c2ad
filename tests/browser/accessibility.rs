//! What no page may do to its reader.

use harness::{Server, Visitor};

use crate::person::Person;

#[tokio::test]
async fn pages_are_never_wider_than_the_screen() {
    let server = Server::shared().await;
    let crowd = Visitor::joins(server, "AVeryLongNameWithoutAnySpaceInIt").await;
    let ada = Person::joins(server, "Ada", "browser-narrow").await;
    crowd.says("browser-narrow", &"unbreakable".repeat(40)).await;
    for width in [320, 375, 768, 1280, 2560] {
        ada.has_a_screen_of(width, 700).await;
        let pages = ["", "/you", "/settings", "/own#0123456789abcdef0123456789abcdef"];
        let pages = pages.map(|page| format!("/r/browser-narrow{page}"));
        for path in ["/", "/nowhere"].into_iter().chain(pages.iter().map(String::as_str)) {
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
        for page in ["/", "/new", "/nowhere", "/r/browser-contrast"] {
            stranger.opens(page).await;
            assert_eq!(stranger.faint_texts().await, [""; 0], "{page} in the {scheme}");
        }
    }
    ada.goes().await;
    stranger.goes().await;
}
