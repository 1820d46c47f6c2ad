//! What WCAG 2.2 measures of a page: what a zoomed screen leaves, whether text may be spaced, what
//! the focus is hidden behind, how large targets are, what moves.

use serde_json::json;
use templates::ids;

use super::Person;

/// Elements whose text is cut off once it is spaced as some readers need it (1.4.12). What ends in
/// an ellipsis is cut on narrow screens anyway; its page says it whole elsewhere.
const CUT_BY_SPACING: &str = r"
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
        + 'word-spacing: .16em !important } p { margin-block-end: 2em !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const style = element => getComputedStyle(element);
    const texts = all('body *').filter(e => e.checkVisibility() && !e.closest('.visually-hidden, .skip, .avatar')
        && style(e).clipPath == 'none'
        && [...e.childNodes].some(node => node.nodeType == 3 && node.data.trim()));
    const cut = texts.filter(e => {
        if (!e.checkVisibility({ opacityProperty: true })) return false;
        const range = document.createRange(); range.selectNodeContents(e);
        const box = range.getBoundingClientRect();
        for (let around = e; around && around !== document.body; around = around.parentElement) {
            if (style(around).textOverflow == 'ellipsis' || style(around).clipPath != 'none') return false;
            const edge = around.getBoundingClientRect();
            if (/auto|scroll/.test(style(around).overflowX + style(around).overflowY)) return false;
            const clips = style(around).overflowX != 'visible';
            if (clips && (box.bottom > edge.bottom + 1 || box.right > edge.right + 1 || box.left < edge.left - 1))
                return true;
        }
        return box.right > innerWidth + 1 || box.left < -1;
    });
    const found = cut.map(e => `${e.tagName}.${e.className} ${e.textContent.slice(0, 30)}`);
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the screen');
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    return found;
";

/// What can have the focus, and is wholly behind something or off the screen when it has it
/// (2.4.11).
const HIDDEN_FOCUS: &str = r"
    const controls = all('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex=\'0\']');
    const found = [];
    for (const e of [...controls, ...all('.message')]) {
        if (!e.checkVisibility()) continue;
        if (e.matches('.message')) e.tabIndex = -1;
        e.focus();
        if (document.activeElement !== e || getComputedStyle(e).clipPath != 'none') continue;
        const box = e.getBoundingClientRect();
        const parts = [.02, .25, .5, .75, .98];
        const points = parts.flatMap(x => parts.map(y => [box.left + x * box.width, box.top + y * box.height]));
        const is_seen = points.some(([x, y]) => {
            const there = document.elementFromPoint(x, y);
            return there && (e.contains(there) || [...(e.labels ?? [])].some(label => label.contains(there)));
        });
        if (!is_seen) found.push(`${e.tagName}.${e.className} ${e.textContent.slice(0, 30)} at ${Math.round(box.top)}`);
    }
    return found;
";

/// Targets that are smaller than `MIN` pixels in some direction. Not in sentences, whose lines give
/// them their height, and not those with as much room around them (2.5.8).
const SMALL_TARGETS: &str = r"
    const style = element => getComputedStyle(element);
    const targets = all('a[href], button, input:not([type=hidden]), select, textarea, summary')
        .filter(e => e.checkVisibility() && style(e).clipPath == 'none' && !e.closest('[inert]') && e.tabIndex >= 0);
    const in_sentence = e => e.matches('a') && style(e).display == 'inline'
        && e.parentElement.textContent.trim() != e.textContent.trim();
    const area = e => (e.closest('label') ?? e).getBoundingClientRect();
    const is_small = box => box.width < MIN - .5 || box.height < MIN - .5;
    const small = targets.filter(e => !in_sentence(e) && is_small(area(e)));
    const near = (e, other) => {
        const box = area(e), around = area(other);
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const dx = Math.max(around.left - x, 0, x - around.right), dy = Math.max(around.top - y, 0, y - around.bottom);
        return Math.hypot(dx, dy) < 12;
    };
    const crowded = small.filter(e => MIN > 24 || targets.some(other => other !== e && near(e, other)));
    return crowded.map(e => {
        const box = area(e);
        const name = e.getAttribute('aria-label') ?? e.textContent.trim().slice(0, 30);
        return `${e.tagName}.${e.className} ${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`;
    });
";

/// What moves. A line that vanishes in one step does not.
const MOVING: &str = r"
    const times = value => value.split(', ').some(time => parseFloat(time) > 0);
    return all('*').flatMap(e => ['', '::before', '::after'].flatMap(part => {
        const style = getComputedStyle(e, part);
        const animated = style.animationName != 'none' && !style.animationTimingFunction.startsWith('steps(1');
        const moves = times(style.transitionDuration) || animated || style.scrollBehavior == 'smooth';
        return moves ? [`${e.tagName}.${e.className}${part}`] : [];
    }));
";

/// The words that can be seen or scrolled to, and the names of fields and buttons without any. Not
/// the state of the connection, nor who came and went: both may change meanwhile.
const WORDS: &str = r"
    const style = element => getComputedStyle(element);
    const is_shown = e => e.checkVisibility({ visibilityProperty: true }) && style(e).clipPath == 'none'
        && !e.closest('.connection, .notice');
    return all('body *').filter(is_shown).flatMap(e => {
        const own = [...e.childNodes].filter(node => node.nodeType == 3).map(node => node.data).join('').trim();
        return [own || e.getAttribute('aria-label') || ''].filter(Boolean);
    });
";

impl Person {
    /// What a screen leaves for the log, in its frame or not, and for it with the composer, in
    /// pixels; and what lies over them.
    pub(crate) async fn room_for_talk(&self) -> (i64, i64, Vec<String>) {
        let script = format!(
            "const frame = one('.log-frame > iframe'), frameBox = frame?.getBoundingClientRect();\
             const log = (frame?.contentDocument ?? document).querySelector('.scroller').getBoundingClientRect();\
             if (frame) {{ log.x += frameBox.x; log.y += frameBox.y }}\
             const form = one('#{}').getBoundingClientRect();\
             const shown = box => Math.round(Math.min(box.bottom, innerHeight) - Math.max(box.top, 0));\
             const parts = [.02, .25, .5, .75, .98], covers = new Set();\
             for (const box of [log, form]) for (const x of parts) for (const y of parts) {{\
                 const there = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);\
                 const is_either = there?.closest('.scroller, iframe, #{}');\
                 if (!is_either) covers.add(there ? there.outerHTML.slice(0, 60) : 'the edge');\
             }}\
             return [shown(log), shown(log) + shown(form), [...covers]]",
            ids::COMPOSER,
            ids::COMPOSER
        );
        self.eval(&script).await
    }

    pub(crate) async fn words_shown(&self) -> Vec<String> {
        self.eval(WORDS).await
    }

    pub(crate) async fn texts_cut_by_spacing(&self) -> Vec<String> {
        self.eval(CUT_BY_SPACING).await
    }

    pub(crate) async fn hidden_when_focused(&self) -> Vec<String> {
        self.eval(HIDDEN_FOCUS).await
    }

    pub(crate) async fn targets_below(&self, pixels: u32) -> Vec<String> {
        self.eval(&SMALL_TARGETS.replace("MIN", &pixels.to_string())).await
    }

    pub(crate) async fn moving_parts(&self) -> Vec<String> {
        self.eval(MOVING).await
    }

    /// Has fingers, and a screen of this size.
    pub(crate) async fn touches_a_screen_of(&self, width: u32, height: u32) {
        self.tunes("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        self.has_a_screen_of(width, height).await;
    }

    /// Has a pointer again.
    pub(crate) async fn touches_nothing(&self) {
        self.tunes("Emulation.setTouchEmulationEnabled", json!({ "enabled": false })).await;
    }
}
