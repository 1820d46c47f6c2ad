// Whether a Natter that is served works, as somebody finds out who opens it: joins, says something,
// reads it, leaves. All of it happens in a private room, which is deleted in the end.
//
//     node tools/smoke.mjs https://natter-production.somebody.workers.dev [--version TAG] [--commit ID]
//
// With --version and --commit it waits until the Worker says that it is of these. It prints what it
// has seen, and ends with 1 and a sentence about what it has not. --within gives it so many seconds
// to be served. Where only the operator starts rooms it needs the OPERATOR_KEY in its environment.

import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

// A Worker that was just uploaded, and an address that is new, are not everywhere at once.
const SERVED_WITHIN_S = '90';
const ASKED_EVERY_MS = 1_000;
// An answer; D1 and a new room may be on another continent.
const ANSWERED_MS = 20_000;

class Failure extends Error {}

const usage = 'Give the address of a Natter: node tools/smoke.mjs https://chat.example';
const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        version: { type: 'string' },
        commit: { type: 'string' },
        within: { type: 'string', default: SERVED_WITHIN_S },
    },
});
if (positionals.length !== 1 || !URL.canParse(positionals[0])) {
    process.stderr.write(`natter: ${usage}\n`);
    process.exit(1);
}
const { origin } = new URL(positionals[0]);
const servedBy = Date.now() + Number(options.within) * 1_000;

const seen = (words) => process.stderr.write(`natter:   ${words}\n`);
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const token = (bytes) => randomBytes(bytes).toString('hex');

const cookies = new Map();

function keepCookies(response) {
    for (const line of response.headers.getSetCookie()) {
        const [pair] = line.split(';');
        const at = pair.indexOf('=');
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
}

function headers() {
    return { Origin: origin, Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

async function ask(path, options = {}) {
    const signal = AbortSignal.timeout(ANSWERED_MS);
    const response = await fetch(origin + path, { redirect: 'manual', headers: headers(), signal, ...options });
    keepCookies(response);
    return response;
}

// What a browser sends when somebody presses the button of a form. Every form of ours leads on.
async function post(what, path, fields) {
    const response = await ask(path, { method: 'POST', body: new URLSearchParams(fields) });
    await response.text();
    if (response.status !== 303) throw new Failure(`${what} was answered with ${response.status}, not with 303`);
    const location = response.headers.get('Location') ?? '';
    // Back to a form is how a refusal looks.
    if (location.includes('form=kept')) throw new Failure(`${what} was refused`);
    return location;
}

// The first page, once it is there.
async function opens() {
    let last;
    do {
        try {
            const response = await ask('/');
            const page = await response.text();
            if (response.status === 200 && page.includes('</html>')) return;
            last = `the first page was answered with ${response.status}`;
        } catch (error) {
            last = `${origin} does not answer (${error.cause?.code ?? error.message})`;
        }
        await sleep(ASKED_EVERY_MS);
    } while (Date.now() < servedBy);
    throw new Failure(last);
}

// Which version answers, or what is wrong with it.
async function health() {
    const response = await ask('/healthz');
    const text = await response.text();
    if (response.status !== 200) return { problem: `/healthz was answered with ${response.status}: ${text}` };
    return JSON.parse(text);
}

// A commit may be written in full or not.
const isOf = (asked, said) => !asked || !said || said.startsWith(asked) || asked.startsWith(said);

// That it works, and that what was just deployed is what answers. The version before it may answer
// for some seconds more, and may have no such page.
async function isHealthy({ version, commit }) {
    let problem;
    do {
        const answer = await health();
        const is = [answer.version, answer.commit].filter(Boolean).join(' ');
        const isIt = version === undefined || answer.version === version;
        if (!answer.problem && isIt && isOf(commit, answer.commit)) return `it is healthy, and is ${is}`;
        problem = answer.problem ?? `it still is ${is}, and not ${version} ${commit ?? ''}`.trimEnd();
        await sleep(ASKED_EVERY_MS);
    } while (Date.now() < servedBy);
    throw new Failure(problem);
}

// What a socket has received, and somebody who waits for a part of it.
class Connection {
    #received = '';
    #socket;
    #problem;

    constructor(room) {
        const url = `${origin.replace(/^http/, 'ws')}${room}/ws?since=0`;
        // Not in the standard: Node.js takes headers, as only a browser knows its own.
        this.#socket = new WebSocket(url, { headers: headers() });
        this.#socket.addEventListener('message', ({ data }) => {
            this.#received += data;
        });
        this.#socket.addEventListener('error', () => {
            this.#problem ??= 'the socket could not be opened';
        });
        this.#socket.addEventListener('close', ({ code, reason }) => {
            this.#problem ??= `the socket was closed (${code} ${reason})`;
        });
    }

    async receives(what, text) {
        const until = Date.now() + ANSWERED_MS;
        while (!this.#received.includes(text)) {
            if (this.#problem !== undefined) throw new Failure(`${this.#problem} before ${what} came`);
            if (Date.now() > until) throw new Failure(`${what} did not come over the socket`);
            await sleep(ASKED_EVERY_MS / 20);
        }
    }

    says(text) {
        this.#socket.send(JSON.stringify({ text, cid: token(16) }));
    }

    close() {
        this.#problem ??= 'we closed the socket';
        this.#socket.close();
    }
}

async function reads(room, texts) {
    const response = await ask(room);
    const page = await response.text();
    if (response.status !== 200) throw new Failure(`the room was answered with ${response.status}`);
    for (const text of texts) {
        if (!page.includes(text)) throw new Failure('what was said is not in the page of the room');
    }
}

async function chats(room) {
    const connection = new Connection(room);
    try {
        await connection.receives('the first frame', 'data-version=');
        seen('it opens a socket');
        const [bySocket, byForm] = [`Smoke ${token(8)}`, `Fire ${token(8)}`];
        connection.says(bySocket);
        await connection.receives('what was said over it', bySocket);
        await post('a message', `${room}/say`, { text: byForm, cid: token(16) });
        await connection.receives('what was said by the form', byForm);
        seen('what is said comes over the socket');
        await reads(room, [bySocket, byForm]);
        seen('what was said is in the page');
    } finally {
        connection.close();
    }
    await post('leaving', `${room}/leave`, {});
    seen('one can leave');
}

async function smoke() {
    await opens();
    seen('the first page is served');
    seen(await isHealthy(options));
    // Where only the operator starts rooms, the key is needed. It stands in no argument.
    const key = process.env.OPERATOR_KEY;
    if (key) {
        await post('signing in as the operator', '/operate', { key, to: '/operate' });
        seen('the operator can sign in');
    }
    const form = { title: 'Smoke', access: 'private', address: '', name: `Smoke ${token(3)}`, token: token(16) };
    const room = await post('starting a room', '/new', form);
    if (!/^\/r\/p-[a-z0-9]+$/.test(room)) throw new Failure('starting a private room led somewhere else');
    seen('one can join, and start a private room');
    try {
        await chats(room);
    } finally {
        await post('deleting the room', `${room}/delete`, { confirm: room.slice('/r/'.length) });
    }
    seen('the room is deleted');
}

try {
    await smoke();
} catch (error) {
    if (!(error instanceof Failure) && error.name !== 'TimeoutError') throw error;
    process.stderr.write(`natter: Natter at ${origin} does not work: ${error.message}.\n`);
    process.exit(1);
}
