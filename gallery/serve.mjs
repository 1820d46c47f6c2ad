// bin/gallery: serves the gallery, and shows what was saved: a stylesheet at once, a template when
// it is compiled. What does not compile leaves the old pages, and the compiler's words above them.
//
//     node gallery/serve.mjs PORT

import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Gallery } from './server.mjs';
import { render, styles } from './site.mjs';

// How long a change may go unnoticed. A check of a hundred files takes a few milliseconds.
const LOOK_EVERY_MS = 50;

// The pages are made of the code; that of the tokens of a stylesheet too.
const PAGES = {
    sources: ['templates', 'gallery', 'Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'static/css/tokens.css'],
    ends: ['.rs', '.toml', '.lock', '/tokens.css'],
};
const STYLES = { sources: ['static/css'], ends: ['.css'] };

const say = (words) => process.stderr.write(`natter: ${words}\n`);

// Something that is equal as long as nothing was saved.
function fingerprint({ sources, ends }) {
    const files = sources.flatMap((source) => {
        if (!fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) return [source];
        return fs.readdirSync(source, { recursive: true }).map((name) => path.join(source, name));
    });
    const ours = files.filter((file) => ends.some((end) => file.endsWith(end)));
    return ours.map((file) => `${file} ${fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs}`).join('\n');
}

const gallery = new Gallery();

function dress() {
    try {
        gallery.dress(styles('.'));
    } catch (error) {
        say(`the stylesheets could not be joined: ${error.message}`);
        gallery.complain(error.message);
    }
}

async function rebuild() {
    const began = Date.now();
    const { site, error } = await render('.');
    if (error === undefined) {
        gallery.complain('');
        gallery.show(site);
        say(`shown after ${((Date.now() - began) / 1000).toFixed(1)} s`);
    } else {
        process.stderr.write(error);
        say('that does not compile: the gallery shows what was there before');
        gallery.complain(error);
    }
}

const port = Number(process.argv[2]);
await gallery.listen(port).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    say(`Another program is using port ${port}. Stop it, or use another port: bin/gallery --port ${port + 1}`);
    process.exit(1);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(0));

let [pagesShown, stylesShown] = [fingerprint(PAGES), fingerprint(STYLES)];
dress();
await rebuild();
say(`the gallery is at http://127.0.0.1:${port}/`);
let building = false;
for (;;) {
    await sleep(LOOK_EVERY_MS);
    const stylesNow = fingerprint(STYLES);
    if (stylesNow !== stylesShown) dress();
    stylesShown = stylesNow;
    const pagesNow = fingerprint(PAGES);
    if (pagesNow !== pagesShown && !building) {
        pagesShown = pagesNow;
        building = true;
        rebuild().finally(() => {
            building = false;
        });
    }
}
