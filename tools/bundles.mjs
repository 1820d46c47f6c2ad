// What browsers are sent of static/css and static/js, joined and made small by esbuild. bin/build
// runs this as a program, for whoever serves static/, and gives files the address that their
// content has; bin/dev joins at each save.
//
//     node tools/bundles.mjs

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildSync } from 'esbuild';

// Where pages find the scripts, below static/.
export const SCRIPTS = 'scripts';

// What there is of stylesheets, each joined from the file of that name in static/css.
export const STYLES = ['natter.css', 'pages.css', 'announcement.css', 'without_scripts.css'];

const STATIC = 'static';

// Where files stand under the address that changes with their content, below static/.
export const BY_CONTENT = 'v';

// As templates/build.rs counts it.
const HASH_DIGITS = 16;

const ALWAYS = { bundle: true, minify: true, write: false };

// Newer syntax would shut out browsers that docs/browsers.md promises.
const OLDEST_SYNTAX = 'es2022';

// The stylesheets, by their names. None if one cannot be joined; why was printed then.
export function joinStyles() {
    return byName(build(ofStyles('.')));
}

// The same in another checkout. Throws what is wrong with one.
export function stylesOf(tree) {
    return byName(buildSync({ ...ALWAYS, ...ofStyles(tree), logLevel: 'silent' }).outputFiles);
}

function ofStyles(tree) {
    const folder = path.join(tree, STATIC, 'css');
    // A commit from before may have fewer.
    const entryPoints = STYLES.map((name) => path.join(folder, name)).filter((file) => fs.existsSync(file));
    return { entryPoints, outbase: folder, outdir: STATIC };
}

function byName(files) {
    return files && new Map(files.map((file) => [path.relative(STATIC, file.path), Buffer.from(file.contents)]));
}

// The scripts, by their paths below static/: one that every room loads, one for each thing that is
// loaded on demand, and one for each page with a script of its own. Their source maps stand beside
// them, and lead whoever debugs back to static/js. None if they cannot be joined.
export function joinScripts() {
    const entries = ['static/js', 'static/js/on_demand', 'static/js/pages'].flatMap(scriptsIn);
    const parts = scriptsIn('static/js').filter((file) => path.basename(file) !== 'room.js');
    const files = build({
        entryPoints: entries.filter((file) => !parts.includes(file)),
        outbase: 'static/js',
        outdir: path.join(STATIC, SCRIPTS),
        format: 'esm',
        target: OLDEST_SYNTAX,
        sourcemap: true,
        external: ['./on_demand/*'],
    });
    return byName(files);
}

function scriptsIn(folder) {
    return fs.readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => path.join(folder, name));
}

function build(options) {
    try {
        return buildSync({ ...ALWAYS, logLevel: 'warning', ...options }).outputFiles;
    } catch {
        return undefined;
    }
}

// The files that pages name by their content, there. Whoever asks for another hash asks the Worker.
function filesByContent(styles) {
    const named = fs.readdirSync(STATIC).filter((name) => /\.(js|svg)$/.test(name));
    const files = new Map();
    for (const name of named) {
        const content = fs.readFileSync(path.join(STATIC, name));
        files.set(path.join(BY_CONTENT, hashOf(content), name), content);
    }
    const parts = fs.readdirSync(path.join(STATIC, 'css')).filter((name) => name.endsWith('.css')).sort();
    const hash = hashOf(...parts.flatMap((name) => [name, fs.readFileSync(path.join(STATIC, 'css', name))]));
    for (const [name, content] of styles) files.set(path.join(BY_CONTENT, hash, name), content);
    return files;
}

function hashOf(...contents) {
    const hash = createHash('sha256');
    for (const content of contents) hash.update(content);
    return hash.digest('hex').slice(0, HASH_DIGITS);
}

// Wrangler watches static/, and would build again for ever if each build wrote there.
function update(file, content) {
    if (fs.existsSync(file) && fs.readFileSync(file).equals(content)) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
}

function main() {
    const [styles, scripts] = [joinStyles(), joinScripts()];
    if (styles === undefined || scripts === undefined) process.exit(1);
    const files = new Map([...styles, ...scripts, ...filesByContent(styles)]);
    for (const [name, content] of files) update(path.join(STATIC, name), content);
    for (const folder of [SCRIPTS, BY_CONTENT]) removeOthers(path.join(STATIC, folder), files);
}

// What an earlier run left there.
function removeOthers(folder, files) {
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const file = path.join(entry.parentPath, entry.name);
        if (entry.isFile() && !files.has(path.relative(STATIC, file))) fs.rmSync(file);
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
