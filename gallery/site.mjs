// The site of the gallery: rendered by the Rust program, for a tree of Natter that may be another
// commit's.

import { spawn } from 'node:child_process';
import path from 'node:path';

import { stylesOf } from '../tools/bundles.mjs';

// Builds and runs the program. The site, or what the compiler said.
export function render(tree, options = {}) {
    const args = ['run', '--quiet', '--profile', 'gallery', '--package', 'gallery'];
    if (process.env.CI) args.splice(2, 0, '--locked');
    const child = spawn('cargo', args, {
        cwd: tree,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, CARGO_TERM_COLOR: 'never', ...options.env },
    });
    const [printed, said] = [[], []];
    child.stdout.on('data', (part) => printed.push(part));
    child.stderr.on('data', (part) => said.push(part));
    return new Promise((resolve) => {
        child.on('error', (error) => resolve({ error: error.message }));
        child.on('close', (code) => {
            if (code === 0) resolve({ site: JSON.parse(Buffer.concat(printed)) });
            else resolve({ error: Buffer.concat(said).toString() });
        });
    });
}

// A document in a frame is told that it has the focus only while it has: there `data-focus` stands
// for it.
const FOCUS = /:focus(-visible|-within)?(?![\w-])/g;

// The stylesheets that the examples have, by their names, as in a release. Throws what is wrong
// with one.
export function styles(tree) {
    const focused = (css) => Buffer.from(css.toString().replace(FOCUS, ':is($&,[data-focus])'));
    return new Map([...stylesOf(tree)].map(([name, css]) => [name, focused(css)]));
}

export function areSameStyles(some, others) {
    return some.size === others.size && [...some].every(([name, css]) => others.get(name)?.equals(css));
}

// A document in another theme or direction than its own.
export function dressed(html, { theme, dir, script }) {
    let dressed = html;
    if (theme) dressed = dressed.replace('<html ', `<html data-theme="${theme}" `);
    // Of two, a browser takes the first.
    if (dir) dressed = dressed.replace('<html ', `<html dir="${dir}" `);
    // A frame in it shows another example, in the same dress.
    const same = new URLSearchParams({ ...(theme && { theme }), ...(dir && { dir }), still: '' });
    dressed = dressed.replaceAll(/(<iframe[^>]* src="\.\.\/[^"?]*)"/g, `$1?${same}"`);
    // Nothing of another site is loaded here, also where a page of ours would.
    dressed = dressed.replaceAll(/<script src="https:[^>]*><\/script>/g, '');
    const styles = '<link rel="stylesheet" href="/example.css">';
    const scripts = script ? '<script src="/live.js" type="module"></script>' : '';
    return dressed.replace('</head>', `${styles}${scripts}</head>`);
}
