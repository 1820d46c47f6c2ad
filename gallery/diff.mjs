// bin/gallery diff: pictures of every example before and after, side by side, with what differs
// marked. A report, not a gate: it says what a change does to the look, and a person judges.
//
//     node gallery/diff.mjs COMMIT LANGUAGES
//
// The first language is photographed on every screen. Of the others only how they are laid out is
// looked at: a theme does not depend on the language.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { chromium } from './chromium.mjs';
import { Gallery } from './server.mjs';
import { areSameStyles, render, styles } from './site.mjs';

const OUT = 'target/gallery/diff';
const BEFORE = 'target/gallery/before';

const SCREENS = [
    { width: 1280, scheme: 'light' },
    { width: 1280, scheme: 'dark' },
    { width: 375, scheme: 'light' },
    { width: 375, scheme: 'dark' },
];
// A part is as tall as it is.
const LAYOUT_SCHEME = 'light';
const PAGE_HEIGHT = 700;
const PART_HEIGHT = 60;
// As fast as two cores can.
const PAGES = 2;
const MARK = [214, 40, 40];

const say = (words) => process.stderr.write(`natter: ${words}\n`);

function fail(words) {
    say(words);
    process.exit(1);
}

function git(...args) {
    const done = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0) fail(`git ${args[0]} failed: ${done.stderr.trim()}`);
    return done.stdout.trim();
}

// The sources of a commit, beside ours.
function checkOut(commit) {
    fs.rmSync(BEFORE, { recursive: true, force: true });
    fs.mkdirSync(BEFORE, { recursive: true });
    const archive = spawnSync('git', ['archive', commit], { maxBuffer: 1 << 28 });
    if (archive.status !== 0) fail(`git archive failed: ${archive.stderr}`);
    spawnSync('tar', ['-x', '-C', BEFORE], { input: archive.stdout });
    const hasGallery = fs.existsSync(path.join(BEFORE, 'gallery/main.rs'));
    if (!hasGallery) fail(`There is no gallery in ${commit} yet. Choose a later commit.`);
}

async function galleryOf(tree) {
    // What other trees compiled is used again, and no binary is taken for another's.
    const target = path.resolve(tree === '.' ? 'target' : 'target/gallery/target');
    const { site, error } = await render(tree, { env: { CARGO_TARGET_DIR: target } });
    if (error !== undefined) fail(`${tree === '.' ? 'This tree' : 'The commit before'} does not compile:\n${error}`);
    const gallery = new Gallery();
    gallery.show(site);
    gallery.dress(styles(tree));
    const server = await gallery.listen(0);
    return { site, styles: styles(tree), server, origin: `http://127.0.0.1:${server.address().port}` };
}

const documentOf = ({ site }, example, language) => site.pages[`/example/${language}/${example.path}`];

// A picture in the middle of nothing, as large as both.
function framed(picture, width, height) {
    const frame = new PNG({ width, height });
    if (picture) PNG.bitblt(picture, frame, 0, 0, picture.width, picture.height, 0, 0);
    return frame;
}

// What differs, in red over a pale picture; none if nothing does.
function marked(before, after) {
    const [width, height] = ['width', 'height'].map((side) => Math.max(before?.[side] ?? 0, after?.[side] ?? 0));
    const diff = new PNG({ width, height });
    const [one, other] = [before, after].map((picture) => framed(picture, width, height).data);
    const pixels = pixelmatch(one, other, diff.data, width, height, { threshold: 0.1, diffColor: MARK });
    return pixels > 0 ? { diff, pixels } : undefined;
}

async function photograph(page, gallery, example, language) {
    if (documentOf(gallery, example, language) === undefined) return undefined;
    await page.opens(`${gallery.origin}/example/${language}/${example.path}?still`);
    return PNG.sync.read(await page.picture());
}

// What differs of an example in a language, on the screens that are looked at.
async function compare(page, before, after, { example, language }) {
    const found = [];
    for (const screen of SCREENS) {
        if (language !== languages[0] && screen.scheme !== LAYOUT_SCHEME) continue;
        await page.looks({ ...screen, height: example.is_page ? PAGE_HEIGHT : PART_HEIGHT });
        const old = await photograph(page, before, example, language);
        const now = await photograph(page, after, example, language);
        const mark = marked(old, now);
        if (mark === undefined) continue;
        const name = `${example.path.replace('/', '-')}-${language}-${screen.width}-${screen.scheme}`;
        for (const [kind, picture] of Object.entries({ before: old, after: now, diff: mark.diff })) {
            if (picture) fs.writeFileSync(path.join(OUT, `${name}-${kind}.png`), PNG.sync.write(picture));
        }
        found.push({ name, screen, pixels: mark.pixels, isNew: !old, isGone: !now });
    }
    return { example, language, found };
}

const STYLE = `body { font: 1rem/1.5 system-ui; margin: 1rem } table { border-spacing: 0.5rem }
img { max-width: 30vw; border: 1px solid #999 } td { vertical-align: top } th { text-align: start }`;

function rows({ example, language, found }) {
    const cell = (name, kind, isThere) =>
        isThere ? `<td><img src="${name}-${kind}.png" alt="${kind}" loading="lazy"></td>` : '<td>–</td>';
    const screens = found.map(({ name, screen, pixels, isNew, isGone }) => {
        const what = (isNew && 'new') || (isGone && 'gone') || `${pixels} pixels differ`;
        const pictures = cell(name, 'before', !isNew) + cell(name, 'after', !isGone) + cell(name, 'diff', true);
        return `<tr><td colspan="3">${screen.width} px, ${screen.scheme}: ${what}</td></tr><tr>${pictures}</tr>`;
    });
    return [`<tr><th colspan="3">${example.path}, ${language}</th></tr>`, ...screens].join('\n');
}

function report(commit, changed, seen) {
    const different = new Set(changed.map(({ example }) => example.path)).size;
    const seenIn = languages.join(', ');
    const summary = `${different} of ${seen} examples look different from ${commit.slice(0, 12)} (${seenIn}).`;
    const head = '<thead><tr><td>before</td><td>after</td><td>what differs</td></tr></thead>';
    const html = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>What changed</title>
<style>${STYLE}</style><h1>${summary}</h1><table>${head}${changed.map(rows).join('\n')}</table></html>`;
    fs.writeFileSync(path.join(OUT, 'index.html'), html);
    return summary;
}

const languages = (process.argv[3] ?? 'en,ar').split(',');
const commit = git('rev-parse', '--verify', `${process.argv[2] ?? 'HEAD'}^{commit}`);
checkOut(commit);
fs.symlinkSync(path.resolve('node_modules'), path.join(BEFORE, 'node_modules'));
const [before, after] = [await galleryOf(BEFORE), await galleryOf('.')];
const unknown = languages.filter((language) => !after.site.languages.includes(language));
if (unknown.length > 0) fail(`Natter has ${after.site.languages.join(', ')}, and no ${unknown.join(', ')}.`);
fs.rmSync(OUT, { recursive: true, force: true });
fs.mkdirSync(OUT, { recursive: true });

// The same document with the same stylesheet is the same picture.
const all = [...new Map([...before.site.examples, ...after.site.examples].map((one) => [one.path, one])).values()];
const isSame = ({ example, language }) =>
    areSameStyles(before.styles, after.styles) &&
    documentOf(before, example, language) === documentOf(after, example, language);
const inEach = (example) => languages.map((language) => ({ example, language }));
const left = all.flatMap(inEach).filter((one) => !isSame(one));
const changed = [];
const browser = await chromium();
const work = async () => {
    const page = await browser.page();
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const compared = await compare(page, before, after, one);
        if (compared.found.length > 0) changed.push(compared);
    }
};
await Promise.all(Array.from({ length: PAGES }, work));
await browser.close();
for (const { server } of [before, after]) {
    server.close();
    server.closeAllConnections();
}
changed.sort((one, other) => one.example.path.localeCompare(other.example.path));
say(report(commit, changed, all.length));
for (const { example, language } of changed) say(`  ${example.path}, ${language}`);
say(`See ${path.join(OUT, 'index.html')}`);
