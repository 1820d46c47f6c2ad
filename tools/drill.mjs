// A drill: whether a backup of a site can be brought back. Everything happens on servers of its
// own, on this machine, which are gone afterwards. bin/drill says what for.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

// A server that has to be built on a busy machine, and D1 that has to take a few hundred messages.
const READY_MS = 120_000;
const ARCHIVED_MS = 120_000;
const ASKED_EVERY_MS = 250;

// Rooms keep as few messages as they can, so that D1 alone has some.
const KEEP_MESSAGES = 250;
const PEOPLE = 40;
const MESSAGES_OF_EACH = 7;
const ROOMS = 3;

class Failure extends Error {}

const root = path.resolve(import.meta.dirname, '..');
const say = (text) => process.stderr.write(`natter: ${text}\n`);
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what, within, check) {
    for (const end = Date.now() + within; Date.now() < end; await sleep(ASKED_EVERY_MS)) {
        if (await check()) return;
    }
    throw new Failure(`${what} did not happen within ${within / 1_000} seconds`);
}

function freePort() {
    return new Promise((resolve, reject) => {
        const server = net.createServer().on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

// A Natter with nobody in it.
class Server {
    #process;
    #state = fs.mkdtempSync(path.join(os.tmpdir(), 'natter-drill-'));
    #key = randomBytes(32).toString('hex');
    #log = '';

    async start() {
        const [port, inspector] = [await freePort(), await freePort()];
        this.origin = `http://127.0.0.1:${port}`;
        const secrets = path.join(this.#state, 'secrets');
        const secret = randomBytes(32).toString('hex');
        fs.writeFileSync(secrets, `SESSION_SECRET=${secret}\nOPERATOR_KEY=${this.#key}\n`, { mode: 0o600 });
        const persist = ['--persist-to', this.#state];
        await this.#runs('wrangler', ['d1', 'migrations', 'apply', 'DB', '--local', ...persist]);
        const vars = ['ADDRESS_LIMITS:off', `KEEP_MESSAGES:${KEEP_MESSAGES}`].flatMap((value) => ['--var', value]);
        const ports = ['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', String(inspector)];
        const dev = ['dev', '--show-interactive-dev-session=false', '--env-file', secrets];
        const args = [...dev, ...ports, ...persist, ...vars];
        this.#process = spawn('wrangler', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: prebuilt() });
        for (const stream of [this.#process.stdout, this.#process.stderr]) {
            stream.on('data', (text) => (this.#log += text));
        }
        await until('the server to start', READY_MS, () => {
            if (this.#process.exitCode !== null) throw new Failure(`the server has ended:\n${this.#log}`);
            return this.#log.includes('Ready on');
        });
    }

    async #runs(command, args, more = {}) {
        const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: prebuilt(more) });
        let text = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
        const code = await new Promise((resolve) => child.on('close', resolve));
        if (code !== 0) throw new Failure(`${command} ${args[0]} has failed:\n${text}`);
        return text;
    }

    operates(...words) {
        return this.#runs(path.join(root, 'bin/operate'), words, { NATTER_URL: this.origin, OPERATOR_KEY: this.#key });
    }

    async asks(apiPath) {
        const headers = { Authorization: `Bearer ${this.#key}` };
        return (await fetch(`${this.origin}/api/operate/${apiPath}`, { headers })).json();
    }

    logs(event) {
        return this.#log.includes(event);
    }

    // Ends it, and wipes what it had.
    async wipe() {
        if (this.#process && this.#process.exitCode === null) {
            const ended = new Promise((resolve) => this.#process.on('close', resolve));
            this.#process.kill('SIGTERM');
            await ended;
        }
        fs.rmSync(this.#state, { recursive: true, force: true });
    }
}

// The build is not made again, and nobody is asked anything.
function prebuilt(more = {}) {
    return { ...process.env, NATTER_PREBUILT: '1', CI: 'true', WRANGLER_SEND_METRICS: 'false', ...more };
}

// Somebody with a browser that runs no scripts.
class Person {
    #cookie;

    constructor(origin) {
        this.origin = origin;
    }

    async posts(path_, fields) {
        const headers = { Origin: this.origin, ...(this.#cookie ? { Cookie: this.#cookie } : {}) };
        const body = new URLSearchParams(fields);
        const answer = await fetch(this.origin + path_, { method: 'POST', redirect: 'manual', headers, body });
        await answer.text();
        if (answer.status >= 400) throw new Failure(`${path_} was answered with ${answer.status}`);
        const session = answer.headers.getSetCookie().find((line) => line.includes('session'));
        if (session) [this.#cookie] = session.split(';');
    }

    says(room, text) {
        return this.posts(`/r/${room}/say`, { text, cid: randomBytes(8).toString('hex') });
    }
}

const PRIVATE = `p-${'drill'.repeat(5)}a`;

// Three rooms with something of everything: a private one, one of which D1 alone has a part.
async function fill(server) {
    const people = [];
    for (let n = 0; n < PEOPLE; n += 1) {
        const person = new Person(server.origin);
        await person.posts('/', { name: `Somebody ${n}`, room: 'garden' });
        people.push(person);
    }
    for (let n = 0; n < MESSAGES_OF_EACH; n += 1) {
        for (const person of people) await person.says('garden', `What grows here? **${n}** <b>weeds</b> & 🌹`);
    }
    const [owner, guest] = people;
    await owner.posts('/r/garden/settings', { title: 'The garden', topic: 'What grows', welcome: 'Hello.' });
    await owner.says(PRIVATE, 'A secret.');
    await guest.says('tea', 'Hot.');
    const { messages, users } = await server.asks('rooms/garden');
    const [first, second] = messages;
    await owner.posts(`/r/garden/m/${first.seq}/react`, { on: '🎉' });
    await server.operates('remove', 'garden', String(second.seq));
    const banned = [...messages, ...users].map(({ member }) => member).at(-1);
    await server.operates('ban', 'garden', banned, '30d', 'Advertising');
    await server.operates('name', 'The village');
    await server.operates('list', 'garden', 'hide-topic');
    await server.operates('list', 'garden', 'pick');
    // Somebody may found it anew.
    await server.operates('list', 'roses', 'off');
}

// Waits until D1 has everything that a backup has, so that restoring D1 is part of the drill.
async function isArchived(server, folder) {
    const expected = countsOf(folder);
    let has;
    await until('D1 to have all messages', ARCHIVED_MS, async () => {
        const { rooms } = await server.asks('rooms');
        has = Object.fromEntries(rooms.map(({ room, messages }) => [room, messages]));
        return Object.entries(expected).every(([room, messages]) => has[room] === messages);
    });
}

function linesOf(folder, name) {
    const lines = fs.readFileSync(path.join(folder, 'rooms', name), 'utf8').split('\n').filter(Boolean);
    // When a backup was made is all in which two may differ.
    const { exported_at: _, ...head } = JSON.parse(lines[0]);
    return [JSON.stringify(head), ...lines.slice(1)];
}

function roomsIn(folder) {
    return fs.readdirSync(path.join(folder, 'rooms')).sort();
}

// D1 counts up to a limit, which the page of the operator needs.
function countsOf(folder) {
    const count = (name) => linesOf(folder, name).filter((line) => line.startsWith('{"type":"message"')).length;
    return Object.fromEntries(roomsIn(folder).map((name) => [path.basename(name, '.ndjson'), count(name)]));
}

// What is in one folder and not in the other, without quoting anybody.
function differences(before, after) {
    const found = [];
    const [rooms, restored] = [roomsIn(before), roomsIn(after)];
    if (String(rooms) !== String(restored)) found.push(`there were ${rooms.length} rooms, and are ${restored.length}`);
    for (const name of rooms.filter((room) => restored.includes(room))) {
        const [was, is] = [linesOf(before, name), linesOf(after, name)];
        const line = was.findIndex((text, at) => text !== is[at]);
        const room = `room ${rooms.indexOf(name) + 1}`;
        if (was.length !== is.length) found.push(`${room} has ${is.length} lines, not ${was.length}`);
        else if (line >= 0) found.push(`line ${line + 1} of ${room} is another one`);
    }
    const site = (folder) => fs.readFileSync(path.join(folder, 'site.json'), 'utf8');
    if (site(before) !== site(after)) found.push('site.json is another one: the settings, or decisions about rooms');
    return found;
}

async function drill(given) {
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'natter-backup-'));
    const [made, remade] = ['before', 'after'].map((name) => path.join(scratch, name));
    let server;
    try {
        if (!given) {
            server = new Server();
            await server.start();
            await fill(server);
            await until('a part of it to be in D1 alone', ARCHIVED_MS, () => server.logs('room_pruned'));
            const knowsRooms = async () => (await server.asks('rooms')).rooms.length === ROOMS;
            await until('D1 to know the rooms', ARCHIVED_MS, knowsRooms);
            await server.operates('export-all', made);
            await isArchived(server, made);
            await server.wipe();
            say('backed up, and wiped');
        }
        const backup = given ?? made;
        server = new Server();
        await server.start();
        await server.operates('import-all', backup);
        await isArchived(server, backup);
        say('restored');
        await server.operates('export-all', remade);
        const found = differences(backup, remade);
        if (found.length > 0) throw new Failure(`what was restored is not what was backed up: ${found.join('; ')}`);
        const counts = Object.values(countsOf(backup));
        const messages = counts.reduce((sum, count) => sum + count, 0);
        say(`the drill has passed: ${counts.length} rooms and ${messages} messages are what they were`);
    } finally {
        await server?.wipe();
        fs.rmSync(scratch, { recursive: true, force: true });
    }
}

const [given, ...rest] = process.argv.slice(2);
try {
    if (rest.length > 0) throw new Failure('bin/drill takes nothing, or the folder of a backup');
    if (given !== undefined && !fs.existsSync(path.join(given, 'site.json'))) {
        throw new Failure(`${given} is no backup of a site: bin/operate export-all makes one`);
    }
    await drill(given);
} catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`natter: ${error.message}\n`);
    process.exitCode = 1;
}
