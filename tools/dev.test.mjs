// Tests of bin/dev: what somebody sees who saves files while it runs.
//
// Everything is real except two programs: bin/setup does nothing, and worker-build makes, in an
// instant, a Worker that answers with the words in templates/page.txt. The tree is a copy, so
// nothing here touches the sources.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const SOON_MS = 30_000;
const GLANCE_MS = 20;
// A request that waits for a restart of the runtime takes a second; one that waits for a build
// would take for ever here.
const ANSWERED_MS = 5_000;

const root = path.resolve(import.meta.dirname, '..');
fs.mkdirSync(path.join(root, 'target'), { recursive: true });
const tree = fs.mkdtempSync(path.join(root, 'target', 'dev-test-'));
const inTree = (name) => path.join(tree, name);

// Runs a command in a process group of its own and ends the whole group when its input closes,
// which happens also when the test dies. The command is asked first.
const SUPERVISOR = `
"$@" </dev/null &
command=$!
trap '' TERM
cat >/dev/null
(sleep 10; kill -s KILL 0) &
kill -s TERM 0
wait "$command" 2>/dev/null
kill -s KILL 0
`;

const WORKER_BUILD = `#!/usr/bin/env node
const fs = require('node:fs');
const words = fs.readFileSync('templates/page.txt', 'utf8');
fs.appendFileSync('builds', process.pid + '\\n');
(function build() {
    if (fs.existsSync('hold')) return setTimeout(build, 20);
    if (words.includes('broken')) {
        console.error('error: this does not compile');
        process.exit(1);
    }
    const name = 'page';
    const section = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from(words)]);
    const wasm = Buffer.concat([Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, section.length]), section]);
    fs.mkdirSync('build-dev', { recursive: true });
    fs.writeFileSync('build-dev/index_bg.wasm', wasm);
    fs.writeFileSync('build-dev/index.js', \`
        import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';
        import wasm from './index_bg.wasm';
        export class ChatRoom extends DurableObject {}
        const words = new TextDecoder().decode(WebAssembly.Module.customSections(wasm, 'page')[0]);
        const headers = { 'Content-Type': 'text/html; charset=utf-8' };
        export default class extends WorkerEntrypoint {
            fetch(request) {
                const { pathname } = new URL(request.url);
                if (pathname === '/download') headers['Content-Disposition'] = 'attachment';
                const isPage = ['/page', '/download'].includes(pathname);
                return new Response(...(isPage ? ['<head></head>' + words, { headers }] : [words]));
            }
        }
    \`);
})();
`;

function program(name, content) {
    fs.mkdirSync(path.dirname(inTree(name)), { recursive: true });
    fs.writeFileSync(inTree(name), content, { mode: 0o755 });
}

function makeTree() {
    const copied = ['bin', 'tools', 'static', 'migrations', 'pages', '.env', 'wrangler.toml'];
    for (const name of [...copied, 'rust-toolchain.toml', 'Cargo.toml', 'Cargo.lock']) {
        fs.cpSync(path.join(root, name), inTree(name), { recursive: true });
    }
    fs.symlinkSync(path.join(root, 'node_modules'), inTree('node_modules'));
    for (const folder of ['src', 'room', 'templates']) fs.mkdirSync(inTree(folder));
    fs.writeFileSync(inTree('.dev.vars'), 'SESSION_SECRET=0123456789abcdef0123456789abcdef\n');
    program('bin/setup', '#!/bin/sh\n');
    program('.tools/bin/worker-build', WORKER_BUILD);
    const version = spawnSync('bash', ['-c', '. bin/common.sh && locked_version wasm-bindgen'], { cwd: tree });
    program('.tools/bin/wasm-bindgen', `#!/bin/sh\necho wasm-bindgen ${version.stdout}`);
}

async function freePort() {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}

function builds() {
    if (!fs.existsSync(inTree('builds'))) return [];
    return fs.readFileSync(inTree('builds'), 'utf8').trim().split('\n').map(Number);
}

const save = (name, content) => fs.writeFileSync(inTree(name), content);
const remove = (name) => fs.rmSync(inTree(name), { force: true });

// A command in the tree that should end by itself.
function runs(command, args, options = {}) {
    return spawnSync(command, args, { cwd: tree, encoding: 'utf8', timeout: SOON_MS, ...options });
}

function filesBelow(folder) {
    return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
}

async function until(awaited, check) {
    const end = Date.now() + SOON_MS;
    let seen;
    while (Date.now() < end) {
        seen = await check();
        if (seen === true) return;
        await sleep(GLANCE_MS);
    }
    assert.fail(`waited ${SOON_MS / 1000} s for ${awaited}; instead: ${seen}\n${printed}`);
}

let server;
let ended;
let origin;
let printed = '';

const page = async (where = '/') => {
    const answer = await fetch(origin + where, { signal: AbortSignal.timeout(ANSWERED_MS) });
    return { text: await answer.text(), headers: answer.headers };
};
const pageSays = (words) => async () => {
    const { text } = await page();
    return text === words || text;
};
const prints = (words) => async () => printed.includes(words) || 'it was not printed';

before(async () => {
    makeTree();
    save('templates/page.txt', 'first');
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const inspector = await freePort();
    const command = ['bin/dev', `--port=${port}`, '--ip', '127.0.0.1', '--inspector-port', inspector];
    command.push('--persist-to=state');
    server = spawn('sh', ['-c', SUPERVISOR, 'supervisor', ...command.map(String)], {
        cwd: tree,
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, CI: '1', NO_COLOR: '1', WRANGLER_REGISTRY_PATH: inTree('registry') },
    });
    ended = new Promise((resolve) => server.once('exit', resolve));
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (part) => (printed += part));
    await until('the first page', prints('the first page was ready after'));
});

after(async () => {
    server.stdin.end();
    await ended;
    fs.rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

test('arguments go to wrangler', () => {
    assert.ok(fs.existsSync(inTree('state')));
    assert.ok(!fs.existsSync(inTree('.wrangler/state')));
});

test('taken port is told before the build', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address();
    const before = builds().length;
    const dev = runs('bin/dev', ['--port', String(port)]);
    other.close();
    assert.equal(dev.status, 1, dev.stderr);
    assert.match(dev.stderr, new RegExp(`using port ${port}\\..*--port ${port + 1}`));
    assert.equal(builds().length, before);
});

test('state folder that somebody chose has the tables', () => {
    const database = filesBelow(inTree('state/v3/d1')).find((file) => /[0-9a-f]{64}\.sqlite$/.test(file));
    const tables = new DatabaseSync(database, { readOnly: true })
        .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
        .all()
        .map(({ name }) => name);
    assert.ok(tables.includes('messages') && tables.includes('rooms'), tables.join(' '));
});

test('second server on a state folder is told who serves it', async () => {
    const before = builds().length;
    for (const folder of [['--persist-to=state'], ['--persist-to', inTree('bin/../state/')]]) {
        const dev = runs('bin/dev', ['--port', String(await freePort()), ...folder]);
        assert.equal(dev.status, 1, dev.stderr);
        assert.match(dev.stderr, new RegExp(`already being served at ${origin}/ by process [0-9]+\\. .*--persist-to`));
    }
    assert.equal(builds().length, before, 'it stops before it builds');
});

test('folder is meant from where one is', async () => {
    const port = String(await freePort());
    const dev = runs('../bin/dev', ['--port', port, '--persist-to', '../state'], { cwd: inTree('src') });
    assert.match(dev.stderr, /already being served/);
});

test('state folder of a server without a claim is taken too', async () => {
    fs.renameSync(inTree('state/served-by.json'), inTree('claim'));
    const dev = runs('bin/dev', ['--port', String(await freePort()), '--persist-to', 'state']);
    fs.renameSync(inTree('claim'), inTree('state/served-by.json'));
    assert.equal(dev.status, 1, dev.stderr);
    assert.match(dev.stderr, /already being served by process [0-9]+ \(wrangler dev\?\)/);
});

test('claim ends with its process', () => {
    const claims = (pid) => runs('node', ['tools/state_folder.mjs', 'claim', 'claimed', pid, 'http://first/']);
    const gone = runs('sh', ['-c', 'echo $$']).stdout.trim();
    assert.equal(claims(gone).status, 0);
    assert.equal(claims(process.pid).status, 0, 'the process of the first claim is gone');
    assert.equal(claims(process.pid).status, 1);
    // The number of a process that is gone was given to us.
    const claim = JSON.parse(fs.readFileSync(inTree('claimed/served-by.json'), 'utf8'));
    save('claimed/served-by.json', JSON.stringify({ ...claim, start: 'earlier' }));
    assert.equal(claims(process.pid).status, 0);
    // A crash in the middle of writing it.
    save('claimed/served-by.json', '');
    assert.equal(claims(process.pid).status, 0);
});

test('plain wrangler dev is told that bin/dev serves its rooms', () => {
    fs.mkdirSync(inTree('.wrangler/state'), { recursive: true });
    const env = { ...process.env, WRANGLER_COMMAND: 'dev', NATTER_PREBUILT: '1' };
    fs.mkdirSync(inTree('build'), { recursive: true });
    save('build/index.js', '');
    assert.equal(runs('bin/build', [], { env }).status, 0);
    runs('node', ['tools/state_folder.mjs', 'claim', '.wrangler/state', process.pid, 'http://first/']);
    const build = runs('bin/build', [], { env });
    assert.equal(build.status, 1);
    assert.match(build.stderr, /bin\/dev is already serving the rooms in .* at http:\/\/first\/.*npx wrangler dev/);
    // As Wrangler with a state folder of its own calls it, and as anybody does.
    assert.equal(runs('sh', ['-c', 'bin/build; exit $?', 'wrangler dev --persist-to x'], { env }).status, 0);
    assert.equal(runs('bin/build', [], { env: { ...env, WRANGLER_COMMAND: 'deploy' } }).status, 0);
    fs.rmSync(inTree('.wrangler'), { recursive: true });
});

test('state folder that cannot be written is told', () => {
    const nobody = process.getuid() === 0 ? { uid: 65_534 } : {};
    const claims = (folder) =>
        runs(process.execPath, ['state_folder.mjs', 'claim', folder, '1', 'x'], { cwd: open, ...nobody });
    // Whoever tries it must be able to read what it is tried with.
    const open = fs.mkdtempSync(path.join(os.tmpdir(), 'natter-open-'));
    fs.copyFileSync(inTree('tools/state_folder.mjs'), path.join(open, 'state_folder.mjs'));
    fs.mkdirSync(path.join(open, 'state/v3'), { recursive: true });
    fs.writeFileSync(path.join(open, 'state/v3/room.sqlite'), '', { mode: 0o444 });
    for (const folder of [open, path.join(open, 'state'), path.join(open, 'state/v3')]) fs.chmodSync(folder, 0o777);
    assert.match(claims('state').stderr, /cannot write state\/v3\/room\.sqlite.*--persist-to FOLDER/);
    fs.chmodSync(path.join(open, 'state'), 0o555);
    assert.match(claims('state').stderr, /cannot write state.*--persist-to FOLDER/);
    fs.writeFileSync(path.join(open, 'file'), '');
    assert.match(claims('file').stderr, /there is a file with that name/);
    assert.match(claims('file/state').stderr, /there is a file with that name/);
    fs.rmSync(open, { recursive: true });
});

test('option without its value is told', () => {
    const dev = runs('bin/dev', ['--persist-to', '--port=1']);
    assert.equal(dev.status, 1);
    assert.match(dev.stderr, /--persist-to needs a folder/);
});

test('saved template is served, and the old one until then', async () => {
    assert.equal((await page()).text, 'first');
    save('hold', '');
    save('templates/page.txt', 'second');
    const before = builds().length;
    await until('a build to begin', () => builds().length > before || 'none began');
    // A second and a half: longer than Wrangler takes to see what was saved.
    for (let request = 0; request < 15; request += 1) {
        assert.equal((await page()).text, 'first');
        await sleep(100);
    }
    remove('hold');
    await until('the new page', pageSays('second'));
    assert.match(printed, /rebuilt in [0-9.]+ s/);
});

test('saved colour is served without a build', async () => {
    const before = builds().length;
    const read = async (name) => (await page(name)).text;
    assert.equal((await page('/v/as-it-was/natter.css')).headers.get('cache-control'), 'no-cache');
    const stylesBefore = await read('/dev/styles');
    save('static/css/tokens.css', ':root { --ink: rebeccapurple; }');
    await until('the new stylesheet', async () => {
        const text = await read('/v/as-it-was/natter.css');
        return text.includes('#639') || text.includes('rebeccapurple') || text.slice(0, 80);
    });
    await until('a word to open pages', async () => (await read('/dev/styles')) !== stylesBefore || 'the old one');
    assert.equal(builds().length, before);
});

test('stylesheet with an unknown part leaves the old one', async () => {
    const old = (await page('/natter.css')).text;
    const manifest = fs.readFileSync(inTree('static/css/natter.css'), 'utf8');
    save('static/css/natter.css', '@import "nowhere.css";');
    await until('the error', prints('Could not resolve "nowhere.css"'));
    assert.equal((await page('/natter.css')).text, old);
    save('static/css/natter.css', manifest);
});

test('saved script is served joined, and a broken one leaves the old', async () => {
    const read = async () => (await page('/scripts/on_demand/fold.js')).text;
    const [old, module] = [await read(), fs.readFileSync(inTree('static/js/on_demand/fold.js'), 'utf8')];
    save('static/js/on_demand/fold.js', `${module}\nexport const ISLAND = 'Saba';\n`);
    await until('the new script', async () => (await read()).includes('Saba') || 'the old one');
    save('static/js/on_demand/fold.js', "import './nowhere.js';");
    await until('the error', prints('Could not resolve "./nowhere.js"'));
    assert.match(await read(), /Saba/);
    save('static/js/on_demand/fold.js', module);
    await until('the old script', async () => (await read()) === old || 'the new one');
});

test('page loads itself again after a build', async () => {
    const { text } = await page('/page');
    assert.match(text, /<head><script src="\/dev\/reload.js" type="module"><\/script><\/head>second/);
    assert.match((await page('/dev/reload.js')).text, /location\.reload/);
    assert.equal((await page('/download')).text, '<head></head>second', 'what is downloaded is as it is deployed');
    const buildBefore = (await page('/dev/build')).text;
    save('templates/page.txt', 'second again');
    await until('the new page', pageSays('second again'));
    assert.notEqual((await page('/dev/build')).text, buildBefore);
    save('templates/page.txt', 'second');
    await until('the old page', pageSays('second'));
});

test('failed build keeps the old one and shows the error', async () => {
    save('templates/page.txt', 'broken');
    await until('the error', prints('error: this does not compile'));
    await until('a word on it', prints('The last build is still being served'));
    assert.equal((await page()).text, 'second');
    save('templates/page.txt', 'third');
    await until('the mended page', pageSays('third'));
});

test('build ends with the server', async () => {
    save('hold', '');
    save('templates/page.txt', 'fourth');
    const before = builds().length;
    await until('a build to begin', () => builds().length > before || 'none began');
    const building = builds().at(-1);
    server.stdin.end();
    await until('the build to end', () => {
        try {
            process.kill(building, 0);
            return 'it runs';
        } catch {
            return true;
        }
    });
});
