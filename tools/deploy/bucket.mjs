// The R2 bucket with the files that people send. A site whose wrangler.toml binds none takes no
// files, and everything here passes it over.

import { Refusal, run, say } from './wrangler.mjs';

// What binds it in wrangler.toml (src/file_store.rs).
const BINDING = 'FILES';

// A rule of the bucket of a site that was removed: Cloudflare deletes what is in it.
const EMPTYING = 'natter-removed';
const EMPTIED_AFTER_DAYS = '1';

// What R2 answers (developers.cloudflare.com/r2/api/error-codes).
const NO_SUCH_BUCKET = /code: 10006\b/;
const NOT_EMPTY = /code: 10008\b/;
const NOT_SWITCHED_ON = /code: (10042|10136)\b/;
// The first two are the API's own.
const NOT_ALLOWED = /code: (10000|9109|10002|10003)\b/;

const WITHOUT = 'Or go on without files: take the tables [[r2_buckets]] and [[env.production.r2_buckets]] out of ' +
    'wrangler.toml (docs/operations.md, "Files").';

// The bucket that wrangler.toml binds, if it does, and where it has to stay.
export function bucketOf(config) {
    const { bucket_name: bucket, jurisdiction } = config.r2_buckets?.find(({ binding }) => binding === BINDING) ?? {};
    return { bucket, jurisdiction };
}

function explain(doing, printed) {
    if (NOT_SWITCHED_ON.test(printed)) {
        return 'R2, which keeps files, is not switched on in this account. Switch it on once in the dashboard ' +
            `(https://dash.cloudflare.com, "R2"), then run bin/deploy again. ${WITHOUT}`;
    }
    if (NOT_ALLOWED.test(printed)) {
        return 'Whoever is logged in may not use R2, which keeps files. Give CLOUDFLARE_API_TOKEN the permission ' +
            `"Workers R2 Storage: Edit", or run npx wrangler login again, then bin/deploy. ${WITHOUT}`;
    }
    process.stderr.write(printed);
    return `${doing} failed. Read Wrangler's message above, then run bin/deploy again.`;
}

async function r2(doing, { jurisdiction }, args, isExpected = () => false) {
    const where = jurisdiction === undefined ? [] : ['--jurisdiction', jurisdiction];
    const { code, out, err } = await run('wrangler', ['r2', 'bucket', ...args, ...where]);
    const printed = out + err;
    if (code !== 0 && !isExpected(printed)) throw new Refusal(explain(doing, printed));
    return { succeeded: code === 0, printed };
}

// Its rules; none if there is no bucket. Wrangler's list of buckets has only the first twenty, and
// what it tells of one asks for a permission more.
async function rules(settings) {
    const isMissing = (printed) => NO_SUCH_BUCKET.test(printed);
    const list = ['lifecycle', 'list', settings.bucket];
    const { succeeded, printed } = await r2('Looking for the bucket', settings, list, isMissing);
    return succeeded ? printed : undefined;
}

export async function hasBucket(settings) {
    return settings.bucket !== undefined && (await rules(settings)) !== undefined;
}

// The bucket, before there is a Worker that is bound to it.
export async function prepareBucket(settings) {
    const { bucket } = settings;
    if (bucket === undefined) {
        say(`wrangler.toml binds no bucket as ${BINDING}, so Natter takes no files`);
        return;
    }
    const kept = await rules(settings);
    if (kept === undefined) {
        say(`creating the bucket ${bucket}`);
        await r2('Creating the bucket', settings, ['create', bucket]);
    } else if (kept.includes(EMPTYING)) {
        // Of a site that was removed and now comes back: its new files would go with the old.
        say(`taking the rule from the bucket ${bucket} that deletes its files`);
        await r2('Taking the rule away', settings, ['lifecycle', 'remove', bucket, '--name', EMPTYING]);
    }
}

// Deletes the bucket, if it is there. R2 deletes none that has files, and Wrangler lists no files.
// So Cloudflare is told to delete them. Returns whether the bucket is gone.
export async function removeBucket(settings) {
    const { bucket } = settings;
    const kept = bucket === undefined ? undefined : await rules(settings);
    if (kept === undefined) return true;
    say(`deleting the bucket ${bucket}`);
    const hasFiles = (printed) => NOT_EMPTY.test(printed);
    const { succeeded } = await r2('Deleting the bucket', settings, ['delete', bucket], hasFiles);
    if (succeeded) return true;
    if (!kept.includes(EMPTYING)) {
        const rule = [bucket, EMPTYING, '--expire-days', EMPTIED_AFTER_DAYS, '--force'];
        await r2('Having the files deleted', settings, ['lifecycle', 'add', ...rule]);
    }
    return false;
}
