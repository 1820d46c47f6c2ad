// What docs/cost.md says is what bin/cost computes, from figures that still hold.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';

import { CASES, MEASURED, freeMessages, refusedFirst, table, usage } from './cost.mjs';

process.chdir(path.resolve(import.meta.dirname, '..'));

const cost = (...values) => spawnSync(process.execPath, ['tools/cost.mjs', ...values], { encoding: 'utf8' });

test('the document has the table that the command prints', () => {
    assert.ok(fs.readFileSync('docs/cost.md', 'utf8').includes(`\n\n${table(CASES)}\n\n`), table(CASES));
});

test('the command answers for people, messages and hours', () => {
    assert.match(cost('1000', '50', '8').stdout, /^\|  \| 1,000 people, 50 messages each, 8 hours \|$/m);
    for (const values of ['', '1000', 'many 50 8', '0 50 8', '10 50 25', '1 2 3 4']) {
        const { status, stderr } = cost(...values.split(' ').filter(Boolean));
        assert.deepEqual([status, stderr.includes('bin/cost PEOPLE MESSAGES HOURS')], [2, true], values);
    }
});

test('the free plan takes as much as it is said to take', () => {
    const most = freeMessages(50, 4);
    const day = (messages) => usage({ people: 50, messages: messages / 50, hours: 4 });
    assert.equal(refusedFirst(day(most)), undefined);
    assert.equal(refusedFirst(day(most + 50))?.name, 'roomRowsWritten');
});

// As D1 stores it: the tables of the migrations, and what people say in many rooms at a time.
test('a message takes as many bytes of D1 as is computed with', () => {
    const d1 = new DatabaseSync(':memory:');
    for (const file of fs.readdirSync('migrations').sort()) d1.exec(fs.readFileSync(`migrations/${file}`, 'utf8'));
    const pages = 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size';
    const size = () => d1.prepare(pages).get().bytes;
    const before = size();
    const insert = d1.prepare(
        `INSERT INTO messages (room, seq, version, member, name, body, cid, said_at, continues)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    d1.exec('BEGIN');
    const said = 20_000;
    for (let nth = 0; nth < said; nth++) {
        const [seq, member] = [1_795_000_000_000 + nth, (nth % 47).toString().padStart(16, 'a')];
        const room = `reading-circle-${nth % 50}`;
        insert.run(room, seq, seq, member, 'Ada Lovelace', 'x'.repeat(80), crypto.randomUUID(), seq);
    }
    d1.exec('COMMIT');
    const bytes = (size() - before) / said;
    assert.ok(Math.abs(bytes - MEASURED.d1Bytes) < MEASURED.d1Bytes / 10, `${bytes} bytes`);
});
