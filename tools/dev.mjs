// What stands beside `wrangler dev` while bin/dev runs: it fills the folder that Wrangler serves,
// and rebuilds the Worker when its sources are saved. It serves nothing itself.
//
//     node tools/dev.mjs prepare FOLDER
//     node tools/dev.mjs watch FOLDER BEGAN ADDRESS SOURCE...
//
// BEGAN is when bin/dev was called, in seconds.
//
// Wrangler could run the build by itself ([build] in wrangler.toml), but then it lets every request
// wait for the build.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { BY_CONTENT, SCRIPTS, STYLES, joinScripts, joinStyles } from './bundles.mjs';

// How long a change may go unnoticed. A check of some two hundred files takes a few milliseconds.
const LOOK_EVERY_MS = 150;
// How long the first page is awaited before nothing is said of it.
const FIRST_PAGE_MS = 120_000;

const BUILD = 'build-dev';
const STATIC = 'static';
// For `bin/dev --pages`.
const PAGES = 'pages';

function say(words) {
    process.stderr.write(`natter: ${words}\n`);
}

function seconds(milliseconds) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}

// The files in a folder, or the one that is named. Editors' own files do not count.
function filesOf(source) {
    const about = fs.statSync(source, { throwIfNoEntry: false });
    if (about === undefined) return [];
    if (!about.isDirectory()) return [source];
    return fs
        .readdirSync(source, { withFileTypes: true })
        .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith('~'))
        .flatMap((entry) => filesOf(path.join(source, entry.name)));
}

// Something that is equal as long as nothing was saved.
function fingerprint(sources) {
    return sources
        .flatMap(filesOf)
        .map((file) => {
            const about = fs.statSync(file, { throwIfNoEntry: false });
            return `${file} ${about?.mtimeMs} ${about?.size}`;
        })
        .join('\n');
}

// Whoever reads the file sees the old content or the new one, never a part.
function replaceFile(file, content) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const beside = path.join(path.dirname(file), `.${path.basename(file)}.new`);
    fs.writeFileSync(beside, content);
    fs.renameSync(beside, file);
}

// Writes only what differs: Wrangler restarts the Worker for every file that is touched.
function updateFile(file, content) {
    const old = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
    if (old === undefined || !old.equals(Buffer.from(content))) replaceFile(file, content);
}

// wrangler.toml without its [build], and with the Worker that stands beside it.
function configuration() {
    const lines = fs.readFileSync('wrangler.toml', 'utf8').split('\n');
    let table = '';
    const withoutBuild = lines.filter((line) => {
        if (line.startsWith('[')) table = line.trim();
        return table !== '[build]';
    });
    return withoutBuild.join('\n').replace(/^main = .*$/m, 'main = "dev_worker.js"');
}

// Addresses of static files change with their content, but only when the Worker is built. Here they
// are asked for anew each time instead, so that what was saved is seen under the address that the
// page still has.
function headers(content) {
    return content.replace(/^(\s*Cache-Control:).*$/gim, '$1 no-cache');
}

// Under any hash, as the one of the page may be older.
const ANY_HASH = `/${BY_CONTENT}/:hash/* /:splat 200\n`;

const hashOf = (content) => createHash('sha256').update(content).digest('hex');

// What is joined, and what it was joined into when somebody last ran bin/build.
const JOINED = new Set(['css', 'js', ...STYLES, SCRIPTS, BY_CONTENT]);

// What could be joined last goes on being served.
function served(folder, isOne) {
    const root = path.join(folder, STATIC);
    const files = filesOf(root).map((file) => [path.relative(root, file), file]);
    return files.filter(([name]) => isOne(name)).map(([name, file]) => [name, fs.readFileSync(file)]);
}

const servedStyles = (folder) => served(folder, (name) => STYLES.includes(name));
const servedScripts = (folder) => served(folder, (name) => name.startsWith(SCRIPTS + path.sep));

// What is served, by its path. Under `dev/`: what open pages look at to learn that something was
// saved (dev_reload.js).
function staticFiles(folder) {
    const files = new Map();
    for (const file of filesOf(STATIC)) {
        const name = path.relative(STATIC, file);
        const content = fs.readFileSync(file);
        if (name === '_headers') files.set(name, headers(content.toString()));
        else if (!JOINED.has(name.split(path.sep)[0])) files.set(name, content);
    }
    for (const [name, content] of joinStyles() ?? servedStyles(folder)) files.set(name, content);
    for (const [name, content] of joinScripts() ?? servedScripts(folder)) files.set(name, content);
    const hashesOf = (end) => [...files].filter(([name]) => name.endsWith(end)).map(([, content]) => hashOf(content));
    const [styles, scripts] = ['.css', '.js'].map(hashesOf);
    files.set('_redirects', ANY_HASH);
    files.set('dev/reload.js', fs.readFileSync('tools/dev_reload.js'));
    files.set('dev/styles', hashOf(styles.join()));
    files.set('dev/scripts', hashOf(scripts.join()));
    return files;
}

function updateStatic(folder) {
    const files = staticFiles(folder);
    for (const [name, content] of files) updateFile(path.join(folder, STATIC, name), content);
    for (const file of filesOf(path.join(folder, STATIC))) {
        if (!files.has(path.relative(path.join(folder, STATIC), file))) fs.rmSync(file);
    }
}

function updateWorker(folder) {
    const [wasm, glue] = ['index_bg.wasm', 'index.js'].map((name) => fs.readFileSync(path.join(BUILD, name)));
    // Wrangler restarts the Worker for each. The wasm first, which is as a rule all that has
    // changed besides the number that tells open pages of it.
    updateFile(path.join(folder, 'index_bg.wasm'), wasm);
    updateFile(path.join(folder, 'index.js'), glue);
    updateFile(path.join(folder, 'dev_worker.js'), fs.readFileSync('tools/dev_worker.js'));
    updateFile(path.join(folder, 'build_id.js'), `export const BUILD = '${hashOf(Buffer.concat([wasm, glue]))}';\n`);
}

function updateFolder(folder) {
    updateStatic(folder);
    updateFile(path.join(folder, 'wrangler.toml'), configuration());
    // Wrangler runs in the folder of Pages then, and reads there what it is told.
    const settings = ['.env', '.env.local'].filter((file) => fs.existsSync(file));
    for (const file of settings) updateFile(path.join(folder, PAGES, file), fs.readFileSync(file));
    for (const file of filesOf(PAGES)) updateFile(path.join(folder, file), fs.readFileSync(file));
}

function prepare(folder) {
    updateFolder(folder);
    updateWorker(folder);
    const secrets = path.join(folder, '.dev.vars');
    fs.rmSync(secrets, { force: true });
    fs.symlinkSync(path.resolve('.dev.vars'), secrets);
}

// The build that runs, as a process group, so that the compiler ends with it.
let running;

function endBuild() {
    if (running === undefined) return;
    try {
        process.kill(-running, 'SIGTERM');
    } catch {
        // It has just ended.
    }
}

function runBuild() {
    const color = process.stderr.isTTY ? { CARGO_TERM_COLOR: 'always' } : {};
    const child = spawn('bin/build', ['--dev'], {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...color },
    });
    running = child.pid;
    const output = [];
    child.stdout.on('data', (part) => output.push(part));
    child.stderr.on('data', (part) => output.push(part));
    return new Promise((resolve) => {
        const ended = (succeeded) => {
            running = undefined;
            resolve({ succeeded, output: Buffer.concat(output) });
        };
        child.on('error', () => ended(false));
        child.on('close', (code) => ended(code === 0));
    });
}

// When the last build that succeeded began; bin/build leaves a build alone that is as new as its
// sources.
function lastBuild() {
    return fs.statSync(path.join(BUILD, '.sources-read'), { throwIfNoEntry: false })?.mtimeMs;
}

async function rebuild(folder) {
    const [began, before] = [Date.now(), lastBuild()];
    const { succeeded, output } = await runBuild();
    const took = seconds(Date.now() - began);
    if (!succeeded) {
        process.stderr.write(output);
        say(`the build failed after ${took}. The last build is still being served`);
    } else if (lastBuild() !== before) {
        updateWorker(folder);
        say(`rebuilt in ${took}`);
    }
}

async function reportFirstPage(address, began) {
    const until = Date.now() + FIRST_PAGE_MS;
    while (Date.now() < until) {
        const answer = await fetch(address).catch(() => undefined);
        if (answer?.ok) {
            say(`the first page was ready after ${Math.round(Date.now() / 1000 - began)} s: ${address}`);
            say(`the operator's pages are at ${address}operate, and their key is OPERATOR_KEY in .dev.vars`);
            return;
        }
        await sleep(LOOK_EVERY_MS);
    }
}

async function watch(folder, began, address, sources) {
    const parent = process.ppid;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(0));
    process.on('exit', endBuild);
    reportFirstPage(address, Number(began));

    const others = [STATIC, PAGES, 'wrangler.toml'];
    // Nothing was checked yet: what was saved since the first build began is built now.
    let sourcesBuilt;
    let othersServed = fingerprint(others);
    let building = false;
    // Another parent: the one that is gone was Wrangler, and with it the reason for all of this.
    while (process.ppid === parent) {
        try {
            const othersNow = fingerprint(others);
            if (othersNow !== othersServed) {
                updateFolder(folder);
                othersServed = othersNow;
            }
            const sourcesNow = fingerprint(sources);
            if (sourcesNow !== sourcesBuilt && !building) {
                sourcesBuilt = sourcesNow;
                building = true;
                rebuild(folder)
                    .catch((error) => say(`could not serve the build: ${error.message}`))
                    .finally(() => {
                        building = false;
                    });
            }
        } catch (error) {
            // A file went while it was read: the next check sees what became of it.
            if (error.code !== 'ENOENT') throw error;
        }
        await sleep(LOOK_EVERY_MS);
    }
    process.exit(0);
}

const [mode, folder, began, address, ...sources] = process.argv.slice(2);
if (mode === 'prepare') prepare(folder);
else if (mode === 'watch') await watch(folder, began, address, sources);
else throw new Error('tools/dev.mjs is for bin/dev: prepare FOLDER, or watch FOLDER BEGAN ADDRESS SOURCE...');
