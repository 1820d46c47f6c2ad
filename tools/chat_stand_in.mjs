// A stand-in for a Natter that is served, for tests of what comes before: it answers what
// tools/smoke.mjs asks, as far as that can tell. It is no chat.

import { randomBytes } from 'node:crypto';
import http from 'node:http';

import { WebSocketServer } from 'ws';

const ROOM = '/r/p-abcdefghijklmnopqrstuvwxyz';

async function fieldsOf(request) {
    let body = '';
    for await (const part of request) body += part;
    return new URLSearchParams(body);
}

export class ChatStandIn {
    #server = http.createServer((request, response) => this.#answer(request, response));
    #sockets = new WebSocketServer({ noServer: true });
    #said = [];
    #health;
    // Whether it hangs up on whoever says something.
    breaks = false;

    // What it says of its health; it has no such page without.
    constructor(health) {
        this.#health = health;
        this.#server.on('upgrade', (request, socket, head) => {
            this.#sockets.handleUpgrade(request, socket, head, (opened) => {
                opened.send(`<hx-partial data-version="1">${randomBytes(8).toString('hex')}</hx-partial>`);
                opened.on('message', (frame) => (this.breaks ? opened.close() : this.#say(JSON.parse(frame).text)));
            });
        });
    }

    async start() {
        await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    }

    stop() {
        this.#server.closeAllConnections();
        this.#server.close();
    }

    get origin() {
        return `http://127.0.0.1:${this.#server.address().port}`;
    }

    #say(text) {
        this.#said.push(text);
        for (const socket of this.#sockets.clients) socket.send(text);
    }

    async #answer(request, response) {
        const { pathname } = new URL(request.url, this.origin);
        if (request.method === 'POST') {
            const text = (await fieldsOf(request)).get('text');
            if (text !== null) this.#say(text);
            response.writeHead(303, { Location: pathname === '/new' ? ROOM : '/' }).end();
        } else if (pathname === '/healthz') {
            response.writeHead(this.#health ? 200 : 404).end(JSON.stringify(this.#health));
        } else {
            response.writeHead(200).end(`<html>${this.#said.join(' ')}</html>`);
        }
    }
}
