//! What a pointer, a keyboard, a small screen or forced colours make of a page. Measured, as the
//! rest of the looks are ([`layout`](super::layout)).

use std::future::Future;

use serde_json::{Value, json};
use templates::ids;

use super::message_actions::FIND;
use super::{Person, by};

/// Where there is text in an element, in pixels: `[left, top, right, bottom]` of each line.
const LINES: &str = "const lines = element => {\
                         const range = document.createRange(); range.selectNodeContents(element);\
                         const edges = r => [r.left, r.top, r.right, r.bottom].map(Math.round);\
                         return [...range.getClientRects()].map(edges);\
                     };";

/// Letters that cannot be told from what is behind them in forced colours, and buttons, fields and
/// faces without an edge. The browser paints the page's own colour behind letters, unless it is
/// told not to adjust them.
const LOST_IN_FORCED_COLOURS: &str = r"
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => [r, g, b].map(v => linear(v / 255))
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const contrast = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const style = element => getComputedStyle(element);
    const ground = rgba(style(document.body).backgroundColor);
    const page = light(ground);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = rgba(style(e).backgroundColor);
            const alpha = colour[3] / 255;
            if (alpha > .5) return light(colour.map((v, i) => alpha * v + (1 - alpha) * ground[i]));
        }
        return page;
    };
    const is_seen = e => e.checkVisibility({ opacityProperty: true }) && e.getClientRects().length
        && style(e).clipPath == 'none';
    const name = e => `${e.tagName}.${e.className} ${(e.textContent || e.value || '').slice(0, 20)}`;
    const seen = all('body *').filter(is_seen);
    const texts = seen.filter(e => [...e.childNodes].some(node => node.nodeType == 3 && node.data.trim()));
    const lost = texts.filter(e => {
        const back = style(e).forcedColorAdjust == 'none' ? behind(e) : page;
        return contrast(light(rgba(style(e).color)), back) < 4.5;
    });
    const edged = seen.filter(e => e.matches('button, input[type=text], .composer .field, .avatar, .dot'));
    const flat = edged.filter(e => {
        const around = behind(e.parentElement);
        const line = rgba(style(e).borderTopColor);
        const has_line = parseFloat(style(e).borderTopWidth) >= 1 && line[3] == 255;
        return !(has_line && contrast(light(line), around) >= 3) && contrast(behind(e), around) < 3;
    });
    return [...lost, ...flat].map(name);
";

/// What can have the focus and shows no ring when it has it, or one that something cuts off; and
/// fields that show a border inside of their ring.
const RINGS: &str = r"
    const style = element => getComputedStyle(element);
    const ring = element => style(element).outlineStyle == 'none' ? 0 : parseFloat(style(element).outlineWidth);
    const clips = e => style(e).overflowX != 'visible' || /content|paint|strict/.test(style(e).contain);
    const found = [];
    const focusable = all('a[href], button, input:not([type=hidden]), textarea, summary, [tabindex=\'0\']');
    for (const element of focusable.filter(e => e.checkVisibility() && style(e).clipPath == 'none')) {
        element.scrollIntoView({ block: 'center' });
        element.focus();
        if (document.activeElement !== element) continue;
        const name = `${element.tagName}.${element.className}#${element.id}`;
        let ringed = element;
        while (ringed && !ring(ringed)) ringed = ringed.parentElement;
        if (!ringed || ring(ringed) < 2) { found.push(`${name} shows no ring`); continue; }
        const reach = ring(ringed) + parseFloat(style(ringed).outlineOffset);
        const has_border = parseFloat(style(ringed).borderTopWidth) > 0;
        if (ringed.matches('input:not([type=checkbox]), .field') && has_border && reach > 1)
            found.push(`${name} has a border in its ring`);
        const box = ringed.getBoundingClientRect();
        for (let e = ringed.parentElement; e && e !== document.body; e = e.parentElement) {
            if (!clips(e)) continue;
            const edge = e.getBoundingClientRect();
            const is_cut = box.left - reach < edge.left - .5 || box.right + reach > edge.right + .5
                || box.top - reach < edge.top - .5 || box.bottom + reach > edge.bottom + .5;
            if (is_cut) found.push(`${name}: ${e.tagName}.${e.className} cuts its ring`);
        }
    }
    return found;
";

impl Person {
    /// Prefers something of a page, as `prefers-color-scheme: dark`.
    pub(crate) async fn prefers(&self, feature: &str, value: &str) {
        let features = json!([{ "name": format!("prefers-{feature}"), "value": value }]);
        self.tunes("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    pub(crate) async fn has_a_screen_of(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.tunes("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Has high contrast: the system's own colours, before a dark or a light page.
    pub(crate) async fn has_forced_colours(&self, scheme: &str) {
        let forced = json!({ "name": "forced-colors", "value": "active" });
        let features = json!([forced, { "name": "prefers-color-scheme", "value": scheme }]);
        self.tunes("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    pub(crate) async fn lost_in_forced_colours(&self) -> Vec<String> {
        self.eval(LOST_IN_FORCED_COLOURS).await
    }

    pub(crate) async fn bad_focus_rings(&self) -> Vec<String> {
        self.eval(RINGS).await
    }

    /// Puts the pointer on a message, by its text.
    pub(crate) async fn points_at(&self, text: &str) {
        let found = format!("{FIND} return message({})", json!(text));
        let found = format!("{}{found}", super::FINDERS);
        let message = self.driver.execute(found, Vec::new()).await.expect("a script").element().expect("a message");
        self.driver.action_chain().move_to_element_center(&message).perform().await.expect("a pointer");
    }

    /// Where the letters of a message are: of its head if that is shown, and of its text.
    pub(crate) async fn lines_of(&self, text: &str) -> Value {
        let text = json!(text);
        let script =
            format!("{FIND}{LINES} return ['.body', '.name'].map(part => lines(message({text}).querySelector(part)))");
        self.eval(&script).await
    }

    /// Whether the pointer makes something appear beside a message: who wrote it or when.
    #[track_caller]
    pub(crate) fn sees_shown_beside(&self, text: &str, is_shown: bool) -> impl Future<Output = ()> {
        let script = format!(
            "{FIND} const item = message({}), head = item.querySelector('.head');\
             const opacity = getComputedStyle(head).position == 'absolute' ? getComputedStyle(head).opacity\
                 : getComputedStyle(item, '::after').opacity;\
             return opacity == 1",
            json!(text)
        );
        self.finds_owned(script, is_shown)
    }

    /// How much of what the pointer shows lies over letters of the message, in pixels.
    pub(crate) async fn covered_by_hover(&self, text: &str) -> i64 {
        self.eval(&format!(
            "{FIND}{LINES}\
             const item = message({}), head = item.querySelector('.head'), box = item.getBoundingClientRect();\
             const after = getComputedStyle(item, '::after');\
             const is_continued = getComputedStyle(head).position == 'absolute';\
             const ends = (part, of, side) => of(...lines(part).map(line => line[side]));\
             const body = item.querySelector('.body');\
             if (is_continued) {{\
                 const over = ends(head.querySelector('time'), Math.max, 2) - ends(body, Math.min, 0);\
                 return Math.max(0, Math.ceil(over));\
             }}\
             const left = box.right - parseFloat(after.right) - parseFloat(after.width);\
             const texts = [body, ...head.querySelectorAll('.name, time')];\
             return Math.max(0, ...texts.flatMap(lines).map(line => Math.ceil(line[2] - left)))",
            json!(text)
        ))
        .await
    }

    /// How wide the name of a member is shown in the panel, in pixels, and in how many lines.
    pub(crate) async fn name_in_panel(&self, name: &str) -> (i64, usize) {
        self.eval(&format!(
            "{LINES} const found = all('#{} .name').find(one => one.textContent === {});\
             const rows = lines(found);\
             return [Math.max(...rows.map(r => r[2])) - Math.min(...rows.map(r => r[0])),\
                     new Set(rows.map(r => r[1])).size]",
            ids::MEMBERS,
            json!(name)
        ))
        .await
    }

    /// Faces whose letters may leave them.
    pub(crate) async fn faces_that_let_letters_out(&self) -> usize {
        self.eval("return all('.avatar').filter(face => getComputedStyle(face).overflow == 'visible').length").await
    }

    /// Top and height of a message, in hundredths of a pixel, and how tall the log is.
    pub(crate) async fn place_of(&self, text: &str) -> [i64; 3] {
        let script = format!(
            "{FIND} const box = message({}).getBoundingClientRect();\
             return [box.top, box.height, one('.scroller').scrollHeight].map(value => Math.round(100 * value))",
            json!(text)
        );
        self.eval(&script).await
    }

    /// Whether a message has a switch that is shown, and how tall its text is, in pixels.
    pub(crate) async fn fold_of(&self, part: &str) -> (bool, i64) {
        self.eval(&format!(
            "const item = all('.message').find(item => item.textContent.includes({}));\
             return [!!item.querySelector('.fold')?.checkVisibility(),\
                     Math.round(item.querySelector('.body').getBoundingClientRect().height)]",
            json!(part)
        ))
        .await
    }

    /// Goes to the switch of the folded message by the keyboard, and presses Enter.
    pub(crate) async fn unfolds_by_key(&self) {
        self.runs("one('.fold summary').focus()").await;
        self.driver.active_element().await.expect("the switch").send_keys(super::ENTER).await.expect("a key");
    }

    /// Waits until the switch of the folded message says something.
    #[track_caller]
    pub(crate) fn sees_switch(&self, words: &str) -> impl Future<Output = ()> {
        let script = "return getComputedStyle(one('.fold summary'), '::before').content".to_owned();
        self.finds_owned(script, format!("\"{words}\""))
    }

    pub(crate) async fn has_the_switch_in_focus(&self) -> bool {
        self.eval("return document.activeElement.matches('.fold summary')").await
    }

    /// Whether the welcome stands above the log, or else in it, before all messages.
    pub(crate) async fn welcome_is_above_the_log(&self) -> bool {
        let (welcome, history) = (ids::WELCOME, ids::HISTORY);
        self.eval(&format!(
            "const [welcome, history] = ['{welcome}', '{history}'].map(id => document.getElementById(id));\
             if (!(welcome.compareDocumentPosition(history) & 4)) throw new Error('below the messages');\
             const is_above = !one('.scroller').contains(welcome);\
             if (is_above && !(welcome.getBoundingClientRect().top > 0)) throw new Error('out of sight');\
             return is_above"
        ))
        .await
    }

    /// Left edge and width of the whole room, in pixels.
    pub(crate) async fn frame(&self) -> (i64, i64) {
        self.eval("const box = document.body.getBoundingClientRect(); return [box.left, box.width].map(Math.round)")
            .await
    }

    /// How many pixels of the log are on the screen, whether the whole button to send is, and how
    /// tall the field and its text are.
    pub(crate) async fn low_screen(&self) -> (i64, bool, i64, i64) {
        self.eval(&format!(
            "const log = one('.scroller').getBoundingClientRect();\
             const button = one('#{} button').getBoundingClientRect(), field = one('#{}');\
             return [Math.round(Math.min(log.bottom, innerHeight) - Math.max(log.top, 0)),\
                     button.top >= 0 && button.bottom <= innerHeight && button.right <= innerWidth,\
                     Math.round(field.getBoundingClientRect().height), field.scrollHeight]",
            ids::COMPOSER,
            ids::TEXT
        ))
        .await
    }

    /// How tall the view is, in pixels.
    pub(crate) async fn view_height(&self) -> i64 {
        self.eval("return innerHeight").await
    }

    /// Waits until the field for a message is so many lines tall, or as tall as it gets.
    #[track_caller]
    pub(crate) fn sees_field_of_lines(&self, lines: u32) -> impl Future<Output = ()> {
        let script = format!(
            "const field = one('#{}'), style = getComputedStyle(field);\
             return Math.round((field.clientHeight - 2 * parseFloat(style.paddingTop)) / parseFloat(style.lineHeight))",
            ids::TEXT
        );
        self.finds_owned(script, lines)
    }

    /// Waits until the composer says how many characters are left; nothing if it does not.
    #[track_caller]
    pub(crate) fn sees_remaining(&self, count: &str) -> impl Future<Output = ()> {
        self.reads(format!("{} > :first-child", by(ids::REMAINING)), count)
    }

    /// Waits until a screen reader is told how many characters are left.
    #[track_caller]
    pub(crate) fn hears_remaining(&self, sentence: &str) -> impl Future<Output = ()> {
        self.reads(format!("{} [role=status]", by(ids::REMAINING)), sentence)
    }

    /// Puts a text into the field as a paste does, and says how long the browser is busy with it,
    /// in milliseconds; and how long with a field of its own beside it.
    pub(crate) async fn pastes_and_compares(&self, text: &str) -> (u32, u32) {
        let script = format!(
            "const text = {}.repeat(50);\
             const done = arguments[0], frame = () => new Promise(requestAnimationFrame);\
             const insert = async field => {{\
                 field.focus(); await frame();\
                 const start = performance.now();\
                 document.execCommand('insertText', false, text);\
                 await frame(); await frame();\
                 return Math.round(performance.now() - start);\
             }};\
             (async () => {{\
                 const bare = document.body.appendChild(document.createElement('textarea'));\
                 bare.style.cssText = 'position: fixed; inset: 0; width: 600px; height: 40px';\
                 const inBare = await insert(bare);\
                 bare.remove();\
                 done([await insert(one('#{}')), inBare]);\
             }})()",
            json!(text.repeat(20_000 / text.len())),
            ids::TEXT
        );
        let whole = format!("{}{script}", super::FINDERS);
        let result = self.driver.execute_async(whole, Vec::new()).await.expect("a script");
        result.convert().expect("two times")
    }

    /// Types with an input method, as a browser tells of it, and ends the composition by Enter.
    /// Says whether the browser would have broken the line.
    pub(crate) async fn ends_a_composition(&self, text: &str, order: CompositionEnd) {
        let events = match order {
            CompositionEnd::KeyFirst => "key({ isComposing: true, keyCode: 229 }); end()",
            CompositionEnd::EndFirst => "end(); key({ keyCode: 229 })",
            CompositionEnd::EndFirstAsAnotherKey => "end(); key({ keyCode: 13 })",
        };
        let script = format!(
            "const field = one('#{}');\
             const options = {{ bubbles: true, cancelable: true }};\
             const fire = (Kind, type, init) => field.dispatchEvent(new Kind(type, {{ ...options, ...init }}));\
             const key = init => fire(KeyboardEvent, 'keydown', {{ key: 'Enter', ...init }});\
             const end = () => fire(CompositionEvent, 'compositionend');\
             fire(CompositionEvent, 'compositionstart'); field.value = {}; {events}",
            ids::TEXT,
            json!(text)
        );
        self.runs(&script).await;
    }

    /// Has fingers and no other pointer.
    pub(crate) async fn has_a_touch_screen(&self) {
        self.tunes("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        self.has_a_screen_of(375, 700).await;
    }
}

/// How a browser tells of the Enter that ends a composition.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CompositionEnd {
    /// The key, inside of the composition, and then its end.
    KeyFirst,
    /// The end, and then a key that the input method has handled: Safari.
    EndFirst,
    /// The end, and then Enter as if somebody had pressed it.
    EndFirstAsAnotherKey,
}
