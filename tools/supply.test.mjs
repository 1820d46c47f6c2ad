// What is served of others is what their package holds: npm has checked that against the hash in
// package-lock.json.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

const PACKAGE = 'node_modules/htmx.org';

test('htmx is served as its package has it', () => {
    const { version } = JSON.parse(fs.readFileSync(`${PACKAGE}/package.json`, 'utf8'));
    const served = fs.readdirSync('static').filter((name) => name.startsWith('htmx'));
    assert.deepEqual(served.sort(), [`htmx-${version}.LICENSE.txt`, `htmx-${version}.min.js`]);
    const files = [`static/htmx-${version}.min.js`, `${PACKAGE}/dist/htmx.min.js`];
    const [ours, theirs] = files.map((file) => fs.readFileSync(file));
    assert.ok(ours.equals(theirs), 'static/ has another file than the package; copy it again');
});

test('packages are named by their exact version and locked by their hash', () => {
    const { devDependencies, optionalDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    for (const [name, version] of Object.entries({ ...devDependencies, ...optionalDependencies })) {
        assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
    const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
    const locked = Object.entries(packages).filter(([path]) => path !== '');
    assert.ok(locked.length > 20, `${locked.length} packages`);
    for (const [path, { integrity }] of locked) assert.match(integrity ?? '', /^sha512-/, path);
});
