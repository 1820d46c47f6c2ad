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
        const picture = pictureAt(file);
        if (picture) return reply('image/svg+xml', picture);
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

// The pictures of examples, as wide and high as the first eight digits of their ids say
// (templates/examples/files.rs): a coast, of another colour for each.
function pictureAt(file) {
    const [, wide, high, rest] = file.match(/^\/r\/[^/]+\/(?:files|previews)\/(\d{4})(\d{4})([0-9a-f]{24})/) ?? [];
    const [width, height] = [Number(wide), Number(high)];
    if (!width || !height) return undefined;
    const hue = (parseInt(rest, 16) * 67 + 140) % 360;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100"
        preserveAspectRatio="none">
        <rect width="100" height="100" fill="oklch(0.85 0.07 ${hue})"/>
        <circle cx="70" cy="30" r="9" fill="oklch(0.96 0.05 90)"/>
        <path d="M0 62 22 40 41 58 63 34 100 60V100H0z" fill="oklch(0.6 0.09 ${hue})"/>
        <path d="M0 74 30 64 62 76 100 66V100H0z" fill="oklch(0.42 0.07 ${hue})"/>
        </svg>`;
}

function send(reader, event, text) {
    const data = text.split('\n').map((line) => `data: ${line}\n`).join('');
    reader.write(`event: ${event}\n${data}\n`);
}
