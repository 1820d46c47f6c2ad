// A copy of the tree for a test that changes sources, in `target/`.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

// All files that Git knows or would take, with what npm has installed.
export function copyOfTheTree(name) {
    const tree = path.join(root, 'target', name);
    fs.rmSync(tree, { recursive: true, force: true });
    const listing = ['ls-files', '--cached', '--others', '--exclude-standard'];
    const files = spawnSync('git', listing, { cwd: root, encoding: 'utf8' });
    for (const file of files.stdout.trim().split('\n')) {
        // One that was just deleted is still tracked.
        if (fs.existsSync(path.join(root, file))) fs.cpSync(path.join(root, file), path.join(tree, file));
    }
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    return tree;
}
