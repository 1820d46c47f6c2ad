// Tests of what `wrangler deploy` tells Cloudflare about us. Nothing is deployed: a stand-in for
// Cloudflare's API on this machine takes the upload and keeps what it was sent. Wrangler is the
// real one, and so is wrangler.toml; the Worker is a few lines, as only what is said of it counts.
//
// Not tested here: what Cloudflare does with it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';

const DEPLOYED_MS = 60_000;
// Another number than Wrangler's own, so that it can only be the one in wrangler.toml.
const MAX_DELAY_S = 299;

const root = path.resolve(import.meta.dirname, '..');
fs.mkdirSync(path.join(root, 'target'), { recursive: true });
const tree = fs.mkdtempSync(path.join(root, 'target', 'deploy-test-'));
const inTree = (name) => path.join(tree, name);

const WORKER = `
    import { DurableObject } from 'cloudflare:workers';
    export class ChatRoom extends DurableObject {}
    export default { fetch: () => new Response('') };
`;

// What each path answers with, as far as a deploy asks: enough for Wrangler to go on.
const ANSWERS = [
    [/\/assets-upload-session$/, { jwt: 'done', buckets: [] }],
    [/\/workers\/scripts\/[^/]+$/, { id: 'natter', deployment_id: 'one', startup_time_ms: 1 }],
    [/\/subdomain$/, { subdomain: 'somebody', enabled: false, previews_enabled: false }],
    [/\/workers\/services\/[^/]+$/, { default_environment: { script: {} } }],
    [/\/deployments$/, { id: 'one', deployments: [] }],
    [/\/versions$/, { id: 'one', items: [] }],
    [/\/secrets$/, []],
];

let asked = [];

function answer(request, response, body) {
    asked.push({ method: request.method, url: request.url, type: request.headers['content-type'], body });
    const { pathname } = new URL(request.url, 'http://localhost');
    const [, result] = ANSWERS.find(([path]) => path.test(pathname)) ?? [null, {}];
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ success: true, errors: [], messages: [], result }));
}

const api = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts)));
});

// What `wrangler deploy` says of the Worker, as it uploads it.
async function deployed(...args) {
    asked = [];
    const command = spawn(path.join(root, 'node_modules/.bin/wrangler'), ['deploy', ...args], {
        cwd: tree,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: DEPLOYED_MS,
        env: {
            ...process.env,
            CI: '1',
            NO_COLOR: '1',
            CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${api.address().port}`,
            CLOUDFLARE_API_TOKEN: 'nobody',
            CLOUDFLARE_ACCOUNT_ID: 'account',
            WRANGLER_LOG_PATH: inTree('logs'),
        },
    });
    let printed = '';
    for (const stream of [command.stdout, command.stderr]) stream.on('data', (part) => (printed += part));
    const code = await new Promise((resolve) => command.once('close', resolve));
    const upload = asked.find(({ method, url }) => method === 'PUT' && /\/workers\/scripts\/[^/?]+(\?|$)/.test(url));
    const all = asked.map(({ method, url }) => `${method} ${url}`).join('\n');
    assert.ok(upload, `nothing was uploaded (${code}):\n${all}\n${printed}`);
    const form = await new Response(upload.body, { headers: { 'Content-Type': upload.type } }).formData();
    return JSON.parse(await form.get('metadata'));
}

before(async () => {
    for (const name of ['wrangler.toml', '.env', 'static']) {
        fs.cpSync(path.join(root, name), inTree(name), { recursive: true });
    }
    const ours = fs.readFileSync(inTree('wrangler.toml'), 'utf8');
    fs.writeFileSync(inTree('wrangler.toml'), ours.replaceAll('max_delay = 300', `max_delay = ${MAX_DELAY_S}`));
    fs.mkdirSync(inTree('bin'));
    fs.writeFileSync(inTree('bin/build'), '#!/bin/sh\n', { mode: 0o755 });
    fs.mkdirSync(inTree('build'));
    fs.writeFileSync(inTree('build/index.js'), WORKER);
    await new Promise((resolve) => api.listen(0, '127.0.0.1', resolve));
});

after(() => {
    api.close();
    fs.rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

for (const environment of ['', 'production']) {
    const named = environment || 'the top level';

    test(`deploy of ${named} waits for a room to be quiet`, async () => {
        const { code_update_strategy: strategy } = await deployed('--env', environment);
        assert.deepEqual(strategy, { mode: 'deferred', max_delay: MAX_DELAY_S });
    });

    test(`deploy of ${named} lets nobody log URLs`, async () => {
        const { observability } = await deployed('--env', environment);
        assert.deepEqual(observability, {
            enabled: true,
            redact_query_string: true,
            logs: { enabled: true, invocation_logs: false },
            traces: { enabled: false },
        });
    });
}

test('urgent deploy reaches every room at once', async () => {
    const { code_update_strategy: strategy } = await deployed(
        '--env=production', '--durable-objects-code-update-mode', 'immediate');
    assert.deepEqual(strategy, { mode: 'immediate' });
});
