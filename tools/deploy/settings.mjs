// What bin/deploy was asked for, and what wrangler.toml and git say about it.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { bucketOf } from './bucket.mjs';
import { Refusal } from './wrangler.mjs';

const OPTIONS = {
    env: { type: 'string', default: 'production' },
    'dry-run': { type: 'boolean', default: false },
    now: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
    remove: { type: 'boolean', default: false },
    dirty: { type: 'boolean', default: false },
    url: { type: 'string' },
};

function options(args) {
    try {
        return parseArgs({ args, options: OPTIONS, strict: true }).values;
    } catch (error) {
        const names = Object.keys(OPTIONS).map((name) => `--${name}`).join(', ');
        throw new Refusal(`${error.message.split('. ')[0]}. bin/deploy accepts ${names}.`);
    }
}

// What wrangler.toml says, as Wrangler reads it.
async function configuration(env) {
    const { unstable_readConfig: readConfig } = await import('wrangler');
    try {
        return readConfig({ config: 'wrangler.toml', env }, { hideWarnings: true });
    } catch (error) {
        throw new Refusal(`wrangler.toml cannot be used: ${error.message}`);
    }
}

function git(...args) {
    try {
        return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
        return undefined;
    }
}

// The commit that is deployed, with a mark if that is not all of it.
function commitOf({ dirty, 'dry-run': isDryRun }) {
    const [commit, changed] = [git('rev-parse', '--short', 'HEAD'), git('status', '--porcelain')];
    if (commit !== undefined && changed === '') return { commit, message: commit };
    if (!dirty && !isDryRun) {
        throw new Refusal(
            commit === undefined
                ? 'This is no git checkout, so nobody could say later what was deployed. To deploy it anyway: --dirty.'
                : 'There are uncommitted changes (see git status). Commit them, or deploy them as they are: --dirty.',
        );
    }
    return { commit: commit ?? '', message: `${commit ?? 'no commit'} with uncommitted changes` };
}

export async function settingsOf(args) {
    const asked = options(args);
    const config = await configuration(asked.env);
    const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    if (asked.pages && asked.env !== 'production') {
        throw new Refusal('--pages is for production: pages/wrangler.toml names no other environment.');
    }
    return {
        isDryRun: asked['dry-run'],
        remove: asked.remove,
        pages: asked.pages,
        now: asked.now,
        url: asked.url,
        env: ['--env', asked.env],
        account: config.account_id,
        worker: config.name,
        database: config.d1_databases[0].database_name,
        ...bucketOf(config),
        tag: `v${version}`,
        keyFile: path.resolve(`.operator-key${asked.env ? `-${asked.env}` : ''}`),
        ...(asked.remove ? {} : commitOf(asked)),
    };
}
