// What pages transfer of our own scripts, and that it is all there.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { SCRIPTS, joinScripts } from './bundles.mjs';

process.chdir(path.resolve(import.meta.dirname, '..'));

const ROOM = path.join(SCRIPTS, 'room.js');
// Everybody who comes for the first time waits for it.
const ROOM_MAX_BYTES = 10_800;
// Whoever needs one waits for it.
const OTHERS_MAX_BYTES = 3_100;

const files = joinScripts();
const scripts = [...files.keys()].filter((name) => name.endsWith('.js'));
const weight = (name) => gzipSync(files.get(name), { level: 9 }).length;

test('a room loads one script of at most 10.8 KB', () => {
    assert.ok(weight(ROOM) <= ROOM_MAX_BYTES, `${weight(ROOM)} bytes`);
    assert.doesNotMatch(files.get(ROOM).toString(), /\bfrom\s*["']|import\s*["']/, 'it waits for no other');
});

test('other scripts are at most 3.1 KB', () => {
    const others = scripts.filter((name) => name !== ROOM);
    assert.ok(others.length > 8, `only ${others}`);
    for (const name of others) assert.ok(weight(name) <= OTHERS_MAX_BYTES, `${name}: ${weight(name)} bytes`);
});

test('what the script of a room loads on demand is where it looks', () => {
    const loaded = files.get(ROOM).toString().matchAll(/["'`]\.\/(on_demand\/\w+\.js)/g);
    const names = [...loaded].map(([, name]) => path.join(SCRIPTS, name));
    assert.ok(names.length > 5, `only ${names}`);
    for (const name of names) assert.ok(scripts.includes(name), name);
});

test('every script leads back to its source', () => {
    for (const name of scripts) {
        const map = JSON.parse(files.get(`${name}.map`));
        assert.ok(map.sources.every((source) => source.includes('js/')), `${name}: ${map.sources}`);
        assert.equal(map.sources.length, map.sourcesContent.length);
    }
});
