//! How a page looks: sizes, places, colours. Measured, as no screenshot can be read by a test.

use std::future::Future;

use serde_json::json;
use templates::ids;
use templates::words::Language;

use super::Person;

/// Distance of the view from the newest message, in pixels.
const FROM_END: &str = "return Math.floor(Math.abs(one('.scroller').scrollTop))";

/// Elements with text of their own whose contrast with what is behind them is below 4.5 : 1 (WCAG
/// 2.2, 1.4.3).
const FAINT: &str = r"
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => [r, g, b].map(v => linear(v / 255))
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = rgba(getComputedStyle(e).backgroundColor);
            if (colour[3] == 255) return colour;
        }
        return [255, 255, 255];
    };
    const has_text = element => [...element.childNodes].some(node => node.nodeType == 3 && node.data.trim());
    const is_seen = element => element.checkVisibility() && element.getClientRects().length
        && getComputedStyle(element).clipPath == 'none';
    return all('body *').filter(e => has_text(e) && is_seen(e)).flatMap(e => {
        const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((a, b) => b - a);
        const contrast = (a + .05) / (b + .05);
        const place = `${e.tagName}.${e.className} ${e.textContent.slice(0, 20)}`;
        return contrast < 4.5 ? [`${place}: ${contrast.toFixed(2)}`] : [];
    });
";

impl Person {
    /// The width of the page, or of the list of messages if that is wider, in pixels.
    pub(crate) async fn width_of_page(&self) -> u32 {
        self.eval(
            "return Math.max(document.documentElement.scrollWidth, ...all('.scroller').map(list => list.scrollWidth))",
        )
        .await
    }

    /// Texts that are hard to read before what is behind them.
    pub(crate) async fn faint_texts(&self) -> Vec<String> {
        self.eval(FAINT).await
    }

    /// Where the parts of a room are, as a text to compare.
    pub(crate) async fn places(&self) -> Vec<String> {
        let (log, composer, text) = (ids::LOG, ids::COMPOSER, ids::TEXT);
        self.eval(&format!(
            "return ['.scroller', '#{log}', '#{composer}', '#{text}']\
             .map(part => JSON.stringify(one(part).getBoundingClientRect()))"
        ))
        .await
    }

    /// Whether there is more than a screen of messages.
    pub(crate) async fn has_more_than_a_screen(&self) -> bool {
        self.eval("const list = one('.scroller'); return list.scrollHeight > 2 * list.clientHeight").await
    }

    /// Waits until the view is at the newest message.
    #[track_caller]
    pub(crate) fn is_at_the_end(&self) -> impl Future<Output = ()> {
        self.finds(FROM_END, 0)
    }

    /// Scrolls up by so many pixels from the newest message.
    pub(crate) async fn scrolls_up_by(&self, pixels: u32) {
        self.runs(&format!("one('.scroller').scrollTop = -{pixels}")).await;
    }

    /// Scrolls up as far as it goes, as somebody does who wants to see what was before.
    pub(crate) async fn scrolls_to_the_top(&self) {
        self.runs("const scroller = one('.scroller'); scroller.scrollTop = -scroller.scrollHeight").await;
    }

    /// Where a message is, in pixels from the top of the screen.
    pub(crate) async fn top_of_message(&self, number: usize) -> i64 {
        let log = ids::LOG;
        self.eval(&format!("return Math.round(all('#{log} .message')[{number}].getBoundingClientRect().top)")).await
    }

    /// Waits until the newest message is in view, whole.
    #[track_caller]
    pub(crate) fn sees_the_newest_message(&self) -> impl Future<Output = ()> {
        let script = format!(
            "const box = all('#{} .message').at(-1).getBoundingClientRect();\
             return box.bottom <= one('.scroller').getBoundingClientRect().bottom + 1 && box.top > 0",
            ids::LOG
        );
        self.finds_owned(script, true)
    }

    /// Has chosen a language, as the switch remembers it.
    pub(crate) async fn has_chosen(&self, language: Language) {
        let cookie = json!({ "name": "lang", "value": language.tag(), "url": self.origin });
        self.tunes("Network.setCookie", cookie).await;
    }

    /// Is somewhere else on earth.
    pub(crate) async fn is_in_time_zone(&self, zone: &str) {
        self.tunes("Emulation.setTimezoneOverride", json!({ "timezoneId": zone })).await;
    }
}
