// Serves the site of the gallery on loopback. Nothing is kept by the browser, so what was saved is
// seen.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { areSameStyles, dressed } from './site.mjs';

const OWN = new Map([
    ['/gallery.css', 'text/css'],
    ['/example.css', 'text/css'],
    ['/gallery.js', 'text/javascript'],
    ['/live.js', 'text/javascript'],
]);

const THEMES = ['light', 'dark'];
const DIRECTIONS = ['ltr', 'rtl'];

// A browser takes what stands in `noscript` for elements only where it runs no scripts.
const WITHOUT_SCRIPTS = 'sandbox allow-same-origin';

// What a served gallery is made of, exchanged as a whole or in part when something was saved.
export class Gallery {
    #site = { pages: {}, examples: [], languages: [] };
    #styles = new Map();
    #unscripted = new Set();
    #error = '';
    #caching = 'no-store';
    #readers = new Set();

    show(site) {
        const { pages } = this.#site;
        this.#site = site;
        const { examples, languages } = site;
        const addresses = (example) => languages.map((language) => `/example/${language}/${example.path}`);
        this.#unscripted = new Set(examples.filter((example) => !example.runs_scripts).flatMap(addresses));
        // Most of them are as they were, and need not be loaded again.
        const changed = Object.keys(site.pages).filter((page) => site.pages[page] !== pages[page]);
        this.#tell('build', changed.join('\n'));
    }

    dress(styles) {
        if (areSameStyles(styles, this.#styles)) return;
        this.#styles = styles;
        this.#tell('styles', '');
    }

    // Nothing will be saved while it is looked at: a browser reads each stylesheet once.
    stays() {
        this.#caching = 'max-age=3600';
    }

    // What the compiler says, or nothing once it is content.
    complain(error) {
        this.#error = error;
        this.#tell('error', error);
    }

    get site() {
        return this.#site;
    }

    listen(port) {
        const server = http.createServer((request, response) => this.#answer(request, response));
        return new Promise((resolve, reject) => {
            server.once('error', reject);
            server.listen(port, '127.0.0.1', () => resolve(server));
        });
    }

    // To every open page. What was said last is said to whoever comes later too.
    #tell(event, text) {
        for (const reader of this.#readers) send(reader, event, text);
    }

    #answer(request, response) {
        const address = new URL(request.url, 'http://gallery');
        const reply = (type, content, status = 200, more = {}) => {
            const headers = { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store', ...more };
            response.writeHead(status, headers);
            response.end(content);
        };
        const file = address.pathname;
        if (file === '/events') return this.#follow(request, response);
        const styles = this.#styles.get(path.basename(file));
        if (styles) return reply('text/css', styles, 200, { 'Cache-Control': this.#caching });
        if (OWN.has(file)) return reply(OWN.get(file), fs.readFileSync(path.join(import.meta.dirname, file)));
        if (file.endsWith('/icon.svg')) return reply('image/svg+xml', fs.readFileSync('static/icon.svg'));
        const page = this.#site.pages[file];
        if (page === undefined) return reply('text/plain', 'There is no such page in the gallery.\n', 404);
        if (file.startsWith('/markup/')) return reply('text/plain', page);
        if (!file.startsWith('/example/')) return reply('text/html', page);
        const among = (name, allowed) => allowed.find((value) => value === address.searchParams.get(name));
        const dress = { theme: among('theme', THEMES), dir: among('dir', DIRECTIONS) };
        const isStill = address.searchParams.has('still');
        const headers = this.#unscripted.has(file) ? { 'Content-Security-Policy': WITHOUT_SCRIPTS } : {};
        return reply('text/html', dressed(page, { ...dress, script: !isStill }), 200, headers);
    }

    #follow(request, response) {
        response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
        // A page whose server was started anew does not know what it missed.
        send(response, 'server', String(process.pid));
        send(response, 'error', this.#error);
        this.#readers.add(response);
        request.on('close', () => this.#readers.delete(response));
    }
}

function send(reader, event, text) {
    const data = text.split('\n').map((line) => `data: ${line}\n`).join('');
    reader.write(`event: ${event}\n${data}\n`);
}
