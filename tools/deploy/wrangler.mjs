// Wrangler as bin/deploy runs it: it asks nobody anything, and says what it did in a file.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

// What ends bin/deploy, in a sentence that says what to do.
export class Refusal extends Error {}

export function say(words) {
    process.stderr.write(`natter: ${words}\n`);
}

// What it printed, and how it ended. With `shown` people see it as it comes. The rest are options
// of `spawn`.
export function run(command, args, { shown = false, ...options } = {}) {
    const child = spawn(command, args, {
        ...options,
        stdio: ['ignore', 'pipe', 'pipe'],
        // CI: whoever it would ask is not there, and it takes what is usual.
        // Where it runs in another folder it does not see our .env.
        env: { ...process.env, CI: '1', NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false', ...options.env },
    });
    const printed = { out: '', err: '' };
    child.stdout.on('data', (part) => (printed.out += part));
    child.stderr.on('data', (part) => (printed.err += part));
    if (shown) for (const stream of [child.stdout, child.stderr]) stream.pipe(process.stderr, { end: false });
    return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve({ code, ...printed }));
    });
}

// A command of Wrangler that has to succeed; `doing` is what bin/deploy says if it does not.
export async function wrangler(doing, args, options = {}) {
    const ended = await run('wrangler', args, options);
    if (ended.code !== 0) {
        if (!options.shown) process.stderr.write(ended.out + ended.err);
        throw new Refusal(`${doing} failed. Read Wrangler's message above, then run bin/deploy again.`);
    }
    return ended;
}

// The JSON in what it printed: some versions put a warning in front.
export function jsonIn(text) {
    const at = text.search(/^[[{]/m);
    return at < 0 ? undefined : JSON.parse(text.slice(at));
}

// A folder of our own that only we can read, for as long as `use` takes.
export async function inPrivateFolder(use) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'natter-deploy-'));
    try {
        return await use(folder);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

// What Wrangler noted down about its work, one event a line.
export function notedIn(file) {
    if (!fs.existsSync(file)) return [];
    return fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
}
