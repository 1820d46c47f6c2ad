// The steps of bin/deploy, each of which leaves alone what is there already.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { Refusal, inPrivateFolder, jsonIn, notedIn, run, say, wrangler } from './wrangler.mjs';

// As long as the ones that bin/setup makes: nobody guesses 256 bits.
const SECRET_BYTES = 32;
// What Cloudflare answers about a Worker that there is not (yet).
const NO_SUCH_WORKER = /Worker ".*not found|code: 10007|code: 10090/;

// The operator has to get their key, and what a machine of CI writes is gone with it.
const SECRETS = process.env.CI ? ['SESSION_SECRET'] : ['SESSION_SECRET', 'OPERATOR_KEY'];

// Whose account it goes to.
export async function checkAccount(settings) {
    const { out } = await run('wrangler', ['whoami', '--json']);
    const account = jsonIn(out);
    if (!account?.loggedIn) {
        throw new Refusal(
            'Nobody is logged in to Cloudflare. Run: npx wrangler login ' +
                '(where there is no browser, set CLOUDFLARE_API_TOKEN), then bin/deploy again.',
        );
    }
    const accounts = account.accounts ?? [];
    const chosen = process.env.CLOUDFLARE_ACCOUNT_ID ?? settings.account;
    if (!chosen && accounts.length > 1) {
        const list = accounts.map(({ name, id }) => `${id} (${name})`).join(', ');
        throw new Refusal(`You have several accounts. Set CLOUDFLARE_ACCOUNT_ID to one of them: ${list}.`);
    }
    const named = accounts.find(({ id }) => id === chosen) ?? accounts[0];
    say(`the account is ${named?.name ?? chosen}`);
}

async function databases() {
    const { out } = await wrangler('Listing the databases', ['d1', 'list', '--json']);
    return jsonIn(out) ?? [];
}

export async function hasDatabase({ database }) {
    return (await databases()).some(({ name }) => name === database);
}

// The database, with its tables, before there is a Worker that asks for them.
export async function prepareDatabase(settings) {
    if (!(await hasDatabase(settings))) {
        say(`creating the database ${settings.database}`);
        await wrangler('Creating the database', ['d1', 'create', settings.database]);
    }
    say(`applying the migrations to ${settings.database}`);
    const apply = ['d1', 'migrations', 'apply', 'DB', '--remote', ...settings.env];
    await wrangler('Applying the migrations', apply);
}

// Which of our secrets the Worker does not have.
export async function missingSecrets(settings) {
    const listed = await run('wrangler', ['secret', 'list', ...settings.env]);
    if (listed.code !== 0) {
        if (NO_SUCH_WORKER.test(listed.out + listed.err)) return notIn([]);
        process.stderr.write(listed.out + listed.err);
        throw new Refusal("Listing the secrets failed. Read Wrangler's message above, then run bin/deploy again.");
    }
    const names = (jsonIn(listed.out) ?? []).map(({ name }) => name);
    return notIn(names);
}

function notIn(names) {
    if (process.env.CI && !names.includes('OPERATOR_KEY')) {
        say('there is no OPERATOR_KEY, so there is no /operate. Set one: npx wrangler secret put OPERATOR_KEY');
    }
    return SECRETS.filter((name) => !names.includes(name));
}

// The operator's key, as it stands in a file that only they can read. A deploy that failed half-way
// has left one, and somebody may have read it already.
function keyFor(file) {
    const kept = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
    if (kept !== '') return kept;
    const key = randomBytes(SECRET_BYTES).toString('hex');
    fs.writeFileSync(file, `${key}\n`, { mode: 0o600 });
    return key;
}

// A file with the secrets that are missing. They are on no command line, which other people on this
// machine could read, and are printed by nobody.
function writeSecrets(file, missing, { keyFile }) {
    const secrets = missing.map((name) => {
        const secret = name === 'OPERATOR_KEY' ? keyFor(keyFile) : randomBytes(SECRET_BYTES).toString('hex');
        return [name, secret];
    });
    fs.writeFileSync(file, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600 });
}

// What builds the Worker, which Wrangler does when it deploys.
export async function prepareTools() {
    const { code } = await run('bin/setup', ['--tools'], { shown: true });
    if (code !== 0) throw new Refusal('The tools that build Natter are not there. Read the message above.');
}

// Deletes the Worker, if it is there. Returns whether it is gone.
export async function deleteWorker({ worker, env }) {
    say(`deleting the Worker ${worker}`);
    const { code, out, err } = await run('wrangler', ['delete', ...env, '--force']);
    if (code === 0 || NO_SUCH_WORKER.test(out + err)) return true;
    process.stderr.write(out + err);
    say('the Worker was not deleted. If it is still there, run bin/deploy --remove again');
    return false;
}

// Deploys the Worker. Returns the addresses under which Cloudflare serves it.
export function deployWorker(settings, missing) {
    return inPrivateFolder(async (folder) => {
        const [secrets, notes] = ['secrets.json', 'notes'].map((name) => path.join(folder, name));
        const args = ['deploy', ...settings.env, '--strict', '--tag', settings.tag, '--message', settings.message];
        if (settings.now) args.push('--durable-objects-code-update-mode', 'immediate');
        if (missing.length > 0) {
            say(`making the secrets ${missing.join(' and ')}`);
            writeSecrets(secrets, missing, settings);
            args.push('--secrets-file', secrets);
        }
        say(`deploying ${settings.worker} ${settings.tag} (${settings.message})`);
        await wrangler('The deploy', args, { shown: true, env: { WRANGLER_OUTPUT_FILE_PATH: notes } });
        const deploy = notedIn(notes).find(({ type }) => type === 'deploy');
        return (deploy?.targets ?? []).map(addressIn).filter(Boolean);
    });
}

// `https://natter.somebody.workers.dev`, or a route: `chat.example/*`, `chat.example (custom domain)`.
function addressIn(target) {
    const [, host] = /^(?:https:\/\/)?([^\s/*]+\.[^\s/*]+)/.exec(target) ?? [];
    return host && `https://${host}`;
}

// Whether it works, as somebody finds out who opens it.
export async function smoke(settings, address) {
    say(`looking whether ${address} works`);
    const version = ['--version', settings.tag, '--commit', settings.commit];
    const { code } = await run('node', ['tools/smoke.mjs', address, ...version], { shown: true });
    if (code !== 0) throw new Refusal(`It is deployed, but does not work. ${rollBack(settings)}`);
}

export function rollBack({ env }) {
    const command = `npx wrangler rollback ${env.join(' ')}`;
    return `To go back to what ran before: ${command} (docs/operations.md, "Roll back").`;
}
