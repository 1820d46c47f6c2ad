// axe-core on every example, in both colour schemes: what a machine can find. What only a person
// can is in docs/accessibility.md.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { chromium } from './chromium.mjs';
import { Gallery } from './server.mjs';
import { render, styles } from './site.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Of a whole page more can be asked: a heading, landmarks, nothing outside of them.
const rules = (isPage) => (isPage ? [...STANDARD, 'best-practice'] : STANDARD);

const DESKTOP = { width: 1280, height: 800, scheme: 'light' };
// As narrow as a desktop at 400 % of zoom.
const PHONE = { width: 320, height: 700, scheme: 'dark' };
// As fast as two cores can.
const PAGES = 2;

const IS_TOO_WIDE = 'document.documentElement.scrollWidth > innerWidth';

// Heads of a room with much in them, and the least that is left for its name: six letters or so.
const HEADS = ['owner', 'crowd', 'reconnecting', 'not-live', 'deleted', 'without-scripts-owner-newcomer'];
const WIDTHS = [320, 360, 420, 600, 680, 900];
const NAME_PX = 64;

let gallery;
let server;
let origin;
let browser;

before(async () => {
    gallery = new Gallery();
    const { site, error } = await render('.');
    assert.equal(error, undefined);
    gallery.show(site);
    gallery.dress(styles('.'));
    gallery.stays();
    server = await gallery.listen(0);
    origin = `http://127.0.0.1:${server.address().port}`;
    browser = await chromium();
});

after(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
});

// No timer rings in a page that runs no scripts, and axe waits for some.
const WITHOUT_TIMERS = 'window.setTimeout = (ring) => void Promise.resolve().then(ring);';

// An example with a policy of its own lets its window load nothing more.
const HAS_A_POLICY = "Boolean(document.querySelector('meta[http-equiv]'))";

// Most of the time would go into axe itself, which each new window compiles anew. So there is one
// window, and its document is written anew: it is an example from its doctype to its end. What has
// the focus when a page opens is given it, as only the first document of a window does by itself.
// An example that runs no scripts has to be opened, because only a header says so, and ends the
// window.
async function shows(page, path, runsScripts) {
    if (!page.hasAxe || !runsScripts) {
        await page.opens(`${origin}${path}`);
        if (!runsScripts) await page.sees(WITHOUT_TIMERS);
        await page.sees(`${AXE}; 0`);
        page.hasAxe = runsScripts && !(await page.sees(HAS_A_POLICY));
        return;
    }
    await page.sees(`(async () => {
        const html = await (await fetch('${path}')).text();
        history.replaceState(null, '', '${path}');
        document.open();
        const loaded = new Promise((resolve) => addEventListener('load', resolve, { once: true }));
        document.write(html);
        document.close();
        await loaded;
        document.querySelector('[autofocus]')?.focus();
    })()`);
    page.hasAxe = !(await page.sees(HAS_A_POLICY));
}

async function violations(page, isPage) {
    // The log in a frame is an example of its own.
    const options = JSON.stringify({ runOnly: rules(isPage), resultTypes: ['violations'], iframes: false });
    const found = await page.sees(`axe.run(document, ${options}).then(({ violations }) => violations.map(
        ({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 120) + ' '
            + failureSummary.split('\\n')[1].trim()).join('; ')))`);
    return found;
}

// The first of several that may have failed says little: all are shown at once.
async function problems(language, screen) {
    const left = [...gallery.site.examples];
    const found = [];
    const check = async () => {
        const page = await browser.page();
        await page.looks(screen);
        for (let example = left.shift(); example !== undefined; example = left.shift()) {
            await shows(page, `/example/${language}/${example.path}?still`, example.runs_scripts);
            for (const problem of await violations(page, example.is_page)) found.push(`${example.path}: ${problem}`);
            if (example.is_page && await page.sees(IS_TOO_WIDE)) found.push(`${example.path}: wider than the screen`);
        }
        await page.close();
    };
    await Promise.all(Array.from({ length: PAGES }, check));
    return found.sort();
}

test('missing name of a field is found', async () => {
    const page = await browser.page();
    for (const example of ['landing/first-visit', 'landing/first-visit']) {
        await shows(page, `/example/en/${example}?still`, true);
        assert.deepEqual(await violations(page, true), []);
        await page.sees(`document.querySelector('label').remove()`);
        assert.match((await violations(page, true)).join('\n'), /^label: <input id="name"/m);
    }
    await page.close();
});

test('browser with scripts shows nothing that is for others', async () => {
    const page = await browser.page();
    await page.looks(DESKTOP);
    await page.opens(`${origin}/example/en/room_page/conversation?still`);
    // To such a browser it is text, with its tags.
    assert.doesNotMatch(await page.sees('document.body.innerText'), /<(iframe|p|a) /);
    await page.close();
});

test('name of a room keeps its place in every language', async () => {
    const page = await browser.page();
    const found = [];
    for (const language of gallery.site.languages) for (const head of HEADS) {
        await page.opens(`${origin}/example/${language}/room_page/${head}?still`);
        for (const width of WIDTHS) {
            await page.looks({ ...DESKTOP, width });
            const space = await page.sees(`document.querySelector('.subject').clientWidth`);
            const isTooWide = await page.sees(IS_TOO_WIDE);
            if (space < NAME_PX || isTooWide) found.push(`${language}, ${head}, ${width}: ${space}`);
        }
    }
    assert.deepEqual(found, []);
    await page.close();
});

test('empty field begins at the side of its reader', async () => {
    const page = await browser.page();
    const direction = (field) => page.sees(`getComputedStyle(${field}).direction`);
    for (const [field, example] of [['name', 'landing/first-visit'], ['text', 'room_page/conversation']]) {
        for (const [language, side] of [['en', 'ltr'], ['ar', 'rtl']]) {
            await page.opens(`${origin}/example/${language}/${example}?still`);
            const element = `document.getElementById('${field}')`;
            assert.equal(await direction(element), side, `${field}, ${language}`);
            for (const [typed, itsSide] of [['Ada', 'ltr'], ['نور', 'rtl']]) {
                await page.sees(`${element}.value = '${typed}'`);
                assert.equal(await direction(element), itsSide, `${typed} in ${field}, ${language}`);
            }
        }
    }
    await page.close();
});

test('no example breaks a rule of axe on a desktop', async () => {
    assert.deepEqual(await problems('en', DESKTOP), []);
});

test('no example breaks a rule of axe on a phone, in the dark', async () => {
    assert.deepEqual(await problems('en', PHONE), []);
});

test('no example breaks a rule of axe in other languages', async () => {
    const others = gallery.site.languages.filter((language) => language !== 'en');
    for (const language of others) assert.deepEqual(await problems(language, PHONE), []);
});
