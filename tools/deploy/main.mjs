// What bin/deploy does, in order. The steps stand beside it.

import readline from 'node:readline/promises';

import { hasBucket, prepareBucket, removeBucket } from './bucket.mjs';
import { deployPages, removePages } from './pages.mjs';
import { settingsOf } from './settings.mjs';
import {
    checkAccount, deleteWorker, deployWorker, hasDatabase, missingSecrets, prepareDatabase, prepareTools, rollBack,
    smoke,
} from './steps.mjs';
import { Refusal, say, wrangler } from './wrangler.mjs';

async function deploy(settings) {
    await checkAccount(settings);
    await prepareTools();
    await prepareBucket(settings);
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
    const { worker, database, bucket, tag, message } = settings;
    await checkAccount(settings);
    if (settings.remove) {
        say(`would delete ${everything(settings)}`);
        return;
    }
    if (bucket === undefined) say('wrangler.toml binds no bucket as FILES, so Natter would take no files');
    else if (!(await hasBucket(settings))) say(`would create the bucket ${bucket}`);
    if (!(await hasDatabase(settings))) say(`would create the database ${database}`);
    say(`would apply to ${database} what is new in migrations/`);
    const missing = await missingSecrets(settings);
    if (missing.length > 0) say(`would make the secrets ${missing.join(' and ')}`);
    await prepareTools();
    await wrangler('The dry run', ['deploy', '--dry-run', ...settings.env], { shown: true });
    say(`would deploy ${worker} ${tag} (${message})${settings.pages ? ', and the Pages project' : ''}`);
    say('this was a dry run, so nothing was changed');
}

function everything({ worker, database, bucket }) {
    const parts = [`the Worker ${worker} with all its rooms`, `the database ${database} with all messages`];
    if (bucket !== undefined) parts.push(`the bucket ${bucket} with all files`);
    return parts.join(', ');
}

async function confirms(settings) {
    const { worker } = settings;
    say(`this deletes ${everything(settings)}.`);
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
    const { worker, database, bucket } = settings;
    await checkAccount(settings);
    if (!(await confirms(settings))) throw new Refusal('That was not its name, so nothing was deleted.');
    if (settings.pages) await removePages();
    const isDeleted = await deleteWorker(settings);
    if (await hasDatabase(settings)) {
        say(`deleting the database ${database}`);
        await wrangler('Deleting the database', ['d1', 'delete', database, '--skip-confirmation']);
    }
    if (!(await removeBucket(settings))) {
        say(`Cloudflare deletes the files in the bucket ${bucket} within two days. Then it is empty, and`);
        say('  bin/deploy --remove deletes it too. Until then its files can be read by whoever may use the account');
    }
    if (isDeleted) say(`${worker} is removed`);
    else process.exitCode = 1;
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
