// Follows docs/design.md to the letter: what it tells to write is written into a copy of the tree,
// in its order, and what it tells to run is run there. A recipe that leaves out a step fails here.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { copyOfTheTree } from '../gallery/copy.mjs';

const root = path.resolve(import.meta.dirname, '..');

// Of what belongs to a step of a list.
const INDENT = /^ {3}/gm;

let tree;
let recipes;

const inTree = (name) => path.join(tree, name);
const read = (name) => fs.readFileSync(inTree(name), 'utf8');
const save = (name, content) => fs.writeFileSync(inTree(name), content);

function exchange(file, old, now) {
    const text = read(file);
    assert.ok(text.includes(old), `${file} has no ${old}`);
    save(file, text.replace(old, () => now));
}

// The steps of a recipe: what their words quote, and the block of code under them.
function steps(title) {
    const recipe = recipes.split('\n## ').find((part) => part.startsWith(`${title}\n`));
    assert.ok(recipe, title);
    return recipe.split(/\n\d+\. /).slice(1).map((step) => {
        const [words, block = ''] = step.split(/\n *```\w*\n/);
        const code = block.replaceAll(INDENT, '');
        return { code, quoted: [...words.matchAll(/`([^`]+)`/g)].map(([, text]) => text) };
    });
}

// What a designer runs, in the copy. What was compiled for the tests is used again.
function run(command) {
    const env = { ...process.env, CARGO_TARGET_DIR: path.join(root, 'target'), INSTA_UPDATE: undefined };
    const done = spawnSync('bash', ['-c', command], { cwd: tree, env, encoding: 'utf8' });
    assert.equal(done.status, 0, `${command}\n${done.stdout}\n${done.stderr}`);
}

before(() => {
    tree = copyOfTheTree('recipes-test');
    recipes = fs.readFileSync(path.join(root, 'docs/design.md'), 'utf8');
});

after(() => fs.rmSync(tree, { recursive: true, force: true }));

test('colour is where its recipe says', () => {
    const [open, change] = steps('Change a colour');
    const [file] = open.quoted;
    const [, token, old, now] = change.quoted;
    const line = read(file).split('\n').find((text) => text.trim().startsWith(`${token}: light-dark(`));
    assert.match(line, new RegExp(` ${old}\\b`));
    exchange(file, line, line.replaceAll(` ${old}`, ` ${now}`));
});

test('text is where its recipe says', () => {
    const [search] = steps('Change a text');
    exchange(search.quoted[0], 'Retry now', 'Connect now');
});

test('markup is where its recipe says', () => {
    const [choose] = steps('Change the markup of a component');
    exchange(choose.quoted[0], 'p.lead { (lead) }', 'p.lead { strong { (lead) } }');
});

test('component is added step by step', () => {
    const [write, declare, style, show, tell, use] = steps('Add a component');
    save(write.quoted[0], write.code);
    exchange(declare.quoted[0], '\nmod ', `\n${declare.quoted[1]}\nmod `);
    const [sheet, rule, manifest] = style.quoted;
    save(sheet, style.code);
    save(manifest, `${read(manifest).trimEnd()}\n${rule}\n`);
    for (const { quoted: [file], code } of [show, tell]) {
        const list = file.includes('states') ? 'const STATES: &[States] = &[' : 'EXAMPLES: &[Example] = &[';
        const [before, rest] = read(file).split(list);
        save(file, `${before}${list}${rest.replace('\n];', () => `\n${code}\n];`)}`);
    }
    const [page, below, line] = use.quoted;
    exchange(page, below, `${below}\n${line}`);
});

test('tests pass when all recipes were followed', () => {
    for (const command of steps('Add a component').at(-1).quoted) run(command);
    const snapshot = read('templates/tests/snapshots/templates__examples__example_room_age.snap');
    assert.match(snapshot, /<p class="room-age">3 days ago<\/p>/);
});
