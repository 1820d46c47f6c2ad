// What bin/deploy does, in order. The steps stand beside it.

import readline from 'node:readline/promises';

import { deployPages, removePages } from './pages.mjs';
import { settingsOf } from './settings.mjs';
import {
    checkAccount, deployWorker, hasDatabase, missingSecrets, prepareDatabase, prepareTools, rollBack, smoke,
} from './steps.mjs';
import { Refusal, run, say, wrangler } from './wrangler.mjs';

async function deploy(settings) {
    await checkAccount(settings);
    await prepareTools();
    await prepareDatabase(settings);
    const missing = await missingSecrets(settings);
    const served = await deployWorker(settings, missing);
    const addresses = settings.pages ? [await deployPages(settings), ...served] : served;
    const address = settings.url ?? addresses[0];
    if (address === undefined) say('Cloudflare gave it no address, so nobody looked whether it works: see --url');
    else await smoke(settings, address);
    sayWhereItIs(settings, address, missing);
}

function sayWhereItIs(settings, address, missing) {
    say(`Natter is at ${address ?? 'the addresses above'}`);
    if (missing.includes('OPERATOR_KEY')) {
        say(`its operator's pages are at /operate. Their key is in ${settings.keyFile}:`);
        say('  put it where you keep passwords, and then delete the file. Nobody can read it from Cloudflare');
    }
    say(rollBack(settings));
}

// Nothing is changed: neither there nor here.
async function dryRun(settings) {
    const { worker, database, tag, message } = settings;
    await checkAccount(settings);
    if (settings.remove) {
        say(`would delete the Worker ${worker} with all its rooms, and the database ${database}`);
        return;
    }
    if (!(await hasDatabase(settings))) say(`would create the database ${database}`);
    say(`would apply to ${database} what is new in migrations/`);
    const missing = await missingSecrets(settings);
    if (missing.length > 0) say(`would make the secrets ${missing.join(' and ')}`);
    await prepareTools();
    await wrangler('The dry run', ['deploy', '--dry-run', ...settings.env], { shown: true });
    say(`would deploy ${worker} ${tag} (${message})${settings.pages ? ', and the Pages project' : ''}`);
    say('this was a dry run, so nothing was changed');
}

async function confirms({ worker, database }) {
    say(`this deletes the Worker ${worker} with all its rooms, and the database ${database} with all messages.`);
    const typed = readline.createInterface({ input: process.stdin, output: process.stderr, terminal: false });
    try {
        process.stderr.write(`natter: To go on, type its name, ${worker}: `);
        for await (const line of typed) return line.trim() === worker;
        return false;
    } finally {
        typed.close();
    }
}

// What asks for something goes before what it asks for. What is gone already is passed over, so it
// can be run again after it failed half-way.
async function remove(settings) {
    const { worker, database, env } = settings;
    await checkAccount(settings);
    if (!(await confirms(settings))) throw new Refusal('That was not its name, so nothing was deleted.');
    if (settings.pages) await removePages();
    say(`deleting the Worker ${worker}`);
    const deleted = await run('wrangler', ['delete', ...env, '--force']);
    if (deleted.code !== 0) {
        process.stderr.write(deleted.out + deleted.err);
        say(`the Worker was not deleted. If it is still there, run bin/deploy --remove again`);
    }
    if (await hasDatabase(settings)) {
        say(`deleting the database ${database}`);
        await wrangler('Deleting the database', ['d1', 'delete', database, '--skip-confirmation']);
    }
    if (deleted.code !== 0) process.exitCode = 1;
    else say(`${worker} is removed`);
}

try {
    const settings = await settingsOf(process.argv.slice(2));
    if (settings.isDryRun) await dryRun(settings);
    else if (settings.remove) await remove(settings);
    else await deploy(settings);
} catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
    process.exitCode = 1;
}
