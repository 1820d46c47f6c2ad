//! What no page may do to its reader.

use harness::{Server, Visitor};
use serde_json::json;

use crate::person::Person;

#[tokio::test]
async fn pages_are_never_wider_than_the_screen() {
    let server = Server::shared().await;
    let crowd = Visitor::joins(server, "AVeryLongNameWithoutAnySpaceInIt").await;
    let ada = Person::joins(server, "Ada", "browser-narrow").await;
    crowd.says("browser-narrow", &"unbreakable".repeat(40)).await;
    for width in [320, 375, 768, 1280, 2560] {
        ada.has_a_screen_of(width, 700).await;
        let pages = ["", "/you", "/settings", "/own?key=0123456789abcdef0123456789abcdef"];
        let pages = pages.map(|page| format!("/r/browser-narrow{page}"));
        for path in ["/", "/nowhere"].into_iter().chain(pages.iter().map(String::as_str)) {
            ada.opens(path).await;
            let widest: u32 = ada
                .eval("return Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.scroller')].map(s => s.scrollWidth))")
                .await;
            assert!(widest <= width, "{path} is {widest} px wide on a screen of {width}");
        }
    }
    ada.goes().await;
}

#[tokio::test]
async fn text_has_contrast_in_both_colour_schemes() {
    let server = Server::shared().await;
    let crowd = Visitor::joins(server, "Grace").await;
    // Whoever comes first owns the room, and has a page more.
    let ada = Person::joins(server, "Ada", "browser-contrast").await;
    crowd.says("browser-contrast", "Loud and clear.").await;
    ada.says("Mine.").await;
    ada.sees(&["Loud and clear.", "Mine."]).await;
    for scheme in ["light", "dark"] {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        ada.tunes("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        for page in ["", "/you", "/settings"] {
            ada.opens(&format!("/r/browser-contrast{page}")).await;
            let faint: Vec<String> = ada.eval(FAINT).await;
            assert_eq!(faint, Vec::<String>::new(), "{page} in the {scheme}");
        }
    }
    ada.goes().await;
}

/// Elements with text of their own whose contrast with what is behind them is below 4.5 : 1 (WCAG 2.2, 1.4.3).
const FAINT: &str = r"
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = rgba(getComputedStyle(e).backgroundColor);
            if (colour[3] == 255) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())
        && e.checkVisibility() && e.getClientRects().length && getComputedStyle(e).clipPath == 'none').flatMap(e => {
        const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((a, b) => b - a);
        const contrast = (a + .05) / (b + .05);
        return contrast < 4.5 ? [`${e.tagName}.${e.className} ${e.textContent.slice(0, 20)}: ${contrast.toFixed(2)}`] : [];
    });
";
