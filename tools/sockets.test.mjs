// What the flags of wrangler.toml do to sockets, asked of workerd itself: `wrangler dev` has a
// Worker of its own in front, which compresses whatever ours says.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import workerd from 'workerd';

const WORKER = `export default { fetch() {
    const { 0: theirs, 1: ours } = new WebSocketPair();
    ours.accept();
    return new Response(null, { status: 101, webSocket: theirs });
} };`;

const setting = (name) => new RegExp(`^${name} = (.*)$`, 'm').exec(fs.readFileSync('wrangler.toml', 'utf8'))[1];

// Serves a socket by these flags, and returns what it agrees to of what browsers offer.
async function agreedExtensions(t, flags) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'natter-sockets-'));
    t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
    fs.writeFileSync(path.join(folder, 'worker.js'), WORKER);
    fs.writeFileSync(path.join(folder, 'config.capnp'), `using Workerd = import "/workerd/workerd.capnp";
        const config :Workerd.Config = (
            services = [(name = "main", worker = (
                modules = [(name = "worker", esModule = embed "worker.js")],
                compatibilityDate = ${setting('compatibility_date')},
                compatibilityFlags = ${flags},
            ))],
            sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
        );`);
    const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
    const server = spawn(workerd.default, ['serve', '--control-fd=3', path.join(folder, 'config.capnp')], { stdio });
    t.after(() => server.kill());
    const [line] = await new Promise((told) => server.stdio[3].once('data', (data) => told(String(data).split('\n'))));
    const socket = net.connect(JSON.parse(line).port, '127.0.0.1');
    t.after(() => socket.destroy());
    socket.write([
        'GET / HTTP/1.1', 'Host: localhost', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Extensions: permessage-deflate', '', '',
    ].join('\r\n'));
    const answer = await new Promise((told) => socket.once('data', (data) => told(String(data))));
    assert.match(answer, /^HTTP\/1.1 101 /);
    return /^Sec-WebSocket-Extensions: (.*)\r$/m.exec(answer)?.[1];
}

test('sockets are compressed without a flag, and not by those of wrangler.toml', { timeout: 30_000 }, async (t) => {
    assert.match(await agreedExtensions(t, '[]'), /^permessage-deflate/);
    assert.equal(await agreedExtensions(t, setting('compatibility_flags')), undefined);
});
