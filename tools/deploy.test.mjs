// Tests of bin/deploy. Nothing is deployed: a stand-in for Cloudflare's API on this machine takes
// what is sent and keeps it. Wrangler is the real one, and so are bin/deploy, wrangler.toml and the
// migrations; the Worker is a few lines, as only what is said of it counts, and so is the server
// that is looked at in the end (tests/system/smoke.rs has the real one).
//
// Not tested here: what Cloudflare does with it.

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { StandIn } from './cloudflare_stand_in.mjs';
import { ChatStandIn } from './chat_stand_in.mjs';

const ENDED_MS = 300_000;
// Another number than Wrangler's own, so that it can only be the one in wrangler.toml.
const MAX_DELAY_S = 299;

const root = path.resolve(import.meta.dirname, '..');
fs.mkdirSync(path.join(root, 'target'), { recursive: true });
const tree = fs.mkdtempSync(path.join(root, 'target', 'deploy-test-'));
const inTree = (name) => path.join(tree, name);
// Wrangler logs into it, and whatever is temporary is in there: no secret may be left.
const traces = inTree('.traces');

const WORKER = `
    import { DurableObject } from 'cloudflare:workers';
    export class ChatRoom extends DurableObject {}
    export default { fetch: () => new Response('') };
`;

const VERSION = `v${JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version}`;

let chat;
const git = (...args) => execFileSync('git', args, { cwd: tree, encoding: 'utf8' }).trim();

function program(name, content) {
    fs.mkdirSync(path.dirname(inTree(name)), { recursive: true });
    fs.writeFileSync(inTree(name), content, { mode: 0o755 });
}

// Runs bin/deploy; somebody types `typed`.
async function runs(cloud, args, { typed = '', env = {} } = {}) {
    const logs = { TMPDIR: traces, WRANGLER_LOG_PATH: path.join(traces, 'logs') };
    const command = spawn('bin/deploy', args, {
        cwd: tree,
        timeout: ENDED_MS,
        env: { ...process.env, ...cloud.env, CI: '', ...logs, ...env },
    });
    command.stdin.end(typed);
    let printed = '';
    for (const stream of [command.stdout, command.stderr]) stream.on('data', (part) => (printed += part));
    const code = await new Promise((resolve) => command.once('close', resolve));
    return { code, printed };
}

// The same, to the address of a chat that works.
const deploys = (cloud, ...args) => runs(cloud, ['--url', chat.origin, ...args]);

const UPLOAD = /\/workers\/scripts\/natter-production$/;
const CREATION = /\/d1\/database$/;
const BUCKETS = /\/r2\/buckets$/;
const BUCKET = 'natter-files-production';

// What Wrangler said of the Worker as it uploaded it.
async function upload(requests) {
    const sent = requests.filter(({ method, path: at }) => method === 'PUT' && UPLOAD.test(at));
    assert.equal(sent.length, 1, requests.map(({ method, url }) => `${method} ${url}`).join('\n'));
    const form = await new Response(sent[0].body, { headers: { 'Content-Type': sent[0].type } }).formData();
    const metadata = JSON.parse(await form.get('metadata'));
    const of = (type) => metadata.bindings.filter((binding) => binding.type === type);
    return { metadata, of, secrets: new Map(of('secret_text').map(({ name, text }) => [name, text])) };
}

// One cloud, to which is deployed again and again; and what was sent to it the first time.
const cloud = new StandIn();
let first;
let second;

before(async () => {
    const folders = ['static', 'migrations', 'pages', 'tools/deploy'];
    const files = ['wrangler.toml', '.env', 'package.json', 'bin/deploy', 'bin/common.sh', 'tools/smoke.mjs'];
    for (const name of [...folders, ...files]) {
        fs.cpSync(path.join(root, name), inTree(name), { recursive: true });
    }
    const ours = fs.readFileSync(inTree('wrangler.toml'), 'utf8');
    fs.writeFileSync(inTree('wrangler.toml'), ours.replaceAll('max_delay = 300', `max_delay = ${MAX_DELAY_S}`));
    fs.symlinkSync(path.join(root, 'node_modules'), inTree('node_modules'));
    fs.mkdirSync(traces);
    program('bin/build', '#!/bin/sh\n');
    program('bin/setup', '#!/bin/sh\n');
    fs.mkdirSync(inTree('build'));
    fs.writeFileSync(inTree('build/index.js'), WORKER);
    fs.copyFileSync(path.join(root, '.gitignore'), inTree('.gitignore'));
    fs.appendFileSync(inTree('.gitignore'), '/.traces\n/node_modules\n');
    git('init', '--quiet');
    git('config', 'user.email', 'ada@example.com');
    git('config', 'user.name', 'Ada');
    git('add', '.');
    git('commit', '--quiet', '--message', 'As it is');
    chat = new ChatStandIn({ version: VERSION, commit: git('rev-parse', '--short', 'HEAD') });
    await chat.start();
    await cloud.start();
    first = { ...(await deploys(cloud)), requests: [...cloud.requests] };
    assert.equal(first.code, 0, first.printed);
    first.upload = await upload(first.requests);
});

after(() => {
    cloud.stop();
    chat.stop();
    fs.rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

const keyFile = inTree('.operator-key-production');

function placesOf(requests, verb, where) {
    return requests.flatMap(({ method, path: at }, place) => (method === verb && where.test(at) ? [place] : []));
}

test('first deploy makes what is missing, in order', () => {
    const { requests, printed } = first;
    const [created] = placesOf(requests, 'POST', CREATION);
    const [filesCreated] = placesOf(requests, 'POST', BUCKETS);
    const queries = placesOf(requests, 'POST', /\/query$/);
    const [sent] = placesOf(requests, 'PUT', UPLOAD);
    assert.ok(created < queries[0] && queries.at(-1) < sent, `${created} ${queries} ${sent}`);
    assert.ok(filesCreated < created, 'Wrangler would make one too, but only when it deploys');
    assert.deepEqual([...cloud.buckets.keys()], [BUCKET]);
    const files = fs.readdirSync(inTree('migrations')).filter((name) => name.endsWith('.sql'));
    assert.deepEqual(cloud.databases.get('natter-production').migrations, files.sort());
    assert.match(printed, new RegExp(`Natter is at ${chat.origin}`));
    assert.match(printed, /npx wrangler rollback --env production/);
    assert.equal(git('status', '--porcelain'), '', 'nothing in the checkout has changed');
});

test('worker is told its bindings, class and strategy', () => {
    const { metadata, of } = first.upload;
    assert.deepEqual(metadata.exports, { ChatRoom: { type: 'durable-object', storage: 'sqlite' } });
    assert.equal(metadata.migrations, undefined);
    assert.deepEqual(metadata.code_update_strategy, { mode: 'deferred', max_delay: MAX_DELAY_S });
    assert.ok(metadata.compatibility_flags.includes('no_web_socket_compression'), 'tools/sockets.test.mjs says why');
    assert.deepEqual(of('durable_object_namespace').map(({ name }) => name), ['CHAT_ROOM']);
    assert.deepEqual(of('d1').map(({ name, id }) => [name, id]), [['DB', 'uuid-of-natter-production']]);
    assert.deepEqual(of('r2_bucket').map(({ name, bucket_name }) => [name, bucket_name]), [['FILES', BUCKET]]);
    assert.deepEqual(of('version_metadata').map(({ name }) => name), ['VERSION']);
});

test('version has a tag, and the commit as its message', () => {
    const { annotations } = first.upload.metadata;
    assert.equal(annotations['workers/tag'], VERSION);
    assert.equal(annotations['workers/message'], git('rev-parse', '--short', 'HEAD'));
});

test('deploy lets nobody log URLs', () => {
    assert.deepEqual(first.upload.metadata.observability, {
        enabled: true,
        redact_query_string: true,
        logs: { enabled: true, invocation_logs: false },
        traces: { enabled: false },
    });
});

test('both environments have the same settings', async () => {
    const { unstable_readConfig: readConfig } = await import('wrangler');
    const [top, production] = ['', 'production'].map((env) => readConfig({ config: inTree('wrangler.toml'), env }));
    for (const key of ['vars', 'version_metadata', 'exports', 'observability', 'durable_objects']) {
        assert.deepEqual(production[key], top[key], key);
        assert.notDeepEqual(top[key] ?? {}, {}, key);
    }
    assert.deepEqual({ ...production.secrets }, { required: ['SESSION_SECRET'] });
    assert.equal(top.secrets, undefined, 'the local server would read nothing else from .dev.vars');
});

test('secrets go nowhere but to the Worker', () => {
    const { requests, printed, upload: { secrets } } = first;
    assert.deepEqual([...secrets.keys()].sort(), ['OPERATOR_KEY', 'SESSION_SECRET']);
    const [place] = placesOf(requests, 'PUT', UPLOAD);
    const others = requests.filter((_, at) => at !== place);
    for (const [name, secret] of secrets) {
        assert.match(secret, /^[0-9a-f]{64}$/, name);
        assert.ok(!printed.includes(secret), `${name} was printed`);
        assert.ok(!requests.some(({ url }) => url.includes(secret)), `${name} is in an address`);
        assert.ok(!others.some(({ body }) => body.includes(secret)), `${name} was sent elsewhere`);
        // Logs of Wrangler's, folders for a moment, the checkout.
        const search = ['-rlF', '--exclude-dir=node_modules', secret, tree];
        const { stdout } = spawnSync('grep', search, { encoding: 'utf8' });
        assert.equal(stdout.trim(), name === 'OPERATOR_KEY' ? keyFile : '', `${name} was left behind`);
    }
});

test('operator finds the key in a file of their own', () => {
    assert.equal(fs.statSync(keyFile).mode & 0o777, 0o600);
    assert.equal(fs.readFileSync(keyFile, 'utf8').trim(), first.upload.secrets.get('OPERATOR_KEY'));
    assert.ok(first.printed.includes(keyFile), first.printed);
});

test('uncommitted change is not deployed', async () => {
    const before = cloud.requests.length;
    fs.writeFileSync(inTree('static/new.txt'), 'new');
    const { code, printed } = await deploys(cloud);
    fs.rmSync(inTree('static/new.txt'));
    assert.equal(code, 1);
    assert.match(printed, /There are uncommitted changes .*--dirty/);
    assert.equal(cloud.requests.length, before);
});

// The second one: urgent, of what is not committed, with Pages, and it does not work.
test('second deploy leaves alone what is there', async () => {
    const before = cloud.requests.length;
    fs.writeFileSync(inTree('static/new.txt'), 'new');
    chat.breaks = true;
    second = await deploys(cloud, '--now', '--pages', '--dirty');
    chat.breaks = false;
    fs.rmSync(inTree('static/new.txt'));
    second.requests = cloud.requests.slice(before);
    second.upload = await upload(second.requests);
    assert.deepEqual(placesOf(second.requests, 'POST', CREATION), [], 'the database was created again');
    assert.deepEqual(placesOf(second.requests, 'POST', BUCKETS), [], 'the bucket was created again');
    const writes = ({ path: at, body }) => at.endsWith('/query') && /INSERT/i.test(body.toString());
    assert.deepEqual(second.requests.filter(writes), [], 'migrations were applied again');
    assert.equal(second.upload.secrets.size, 0, 'secrets were made again');
    assert.doesNotMatch(second.printed, /operator-key/);
});

test('urgent deploy reaches every room at once', () => {
    assert.deepEqual(second.upload.metadata.code_update_strategy, { mode: 'immediate' });
});

test('uncommitted change is marked in the message', () => {
    assert.match(second.upload.metadata.annotations['workers/message'], /with uncommitted changes$/);
});

test('Natter that does not work is told with the way back', () => {
    const { code, printed } = second;
    assert.equal(code, 1);
    assert.match(printed, /the socket was closed \(1005.*\) before what was said over it came/);
    assert.match(printed, /does not work\. To go back .*npx wrangler rollback --env production/);
});

test('Natter that says nothing of its health does not work', async () => {
    const other = new ChatStandIn(undefined);
    await other.start();
    const smoke = spawn('node', ['tools/smoke.mjs', other.origin, '--within', '1'], { cwd: root, timeout: ENDED_MS });
    let printed = '';
    for (const stream of [smoke.stdout, smoke.stderr]) stream.on('data', (part) => (printed += part));
    const code = await new Promise((resolve) => smoke.once('close', resolve));
    other.stop();
    assert.equal(code, 1, printed);
    assert.match(printed, /\/healthz was answered with 404/);
});

test('Pages project is put in front of the Worker', async () => {
    const project = cloud.projects.get('natter-pages');
    assert.equal(project.production_branch, 'main');
    assert.equal(project.form.get('branch'), 'main', 'it is no preview');
    const [made] = placesOf(second.requests, 'POST', /\/pages\/projects\/natter-pages\/deployments$/);
    assert.ok(placesOf(second.requests, 'PUT', UPLOAD)[0] < made, 'the Worker is there first');
    assert.match(await project.form.get('_worker.bundle').text(), /BACKEND/);
});

test('stranger is told how to log in', async () => {
    const before = cloud.requests.length;
    const nobody = { CLOUDFLARE_API_TOKEN: '', CLOUDFLARE_ACCOUNT_ID: '' };
    const home = path.join(traces, 'nobody');
    const { code, printed } = await runs(cloud, [], { env: { ...nobody, HOME: home, XDG_CONFIG_HOME: home } });
    assert.equal(code, 1, printed);
    assert.match(printed, /^natter: Nobody is logged in to Cloudflare\. Run: npx wrangler login/m);
    assert.equal(cloud.requests.length, before);
});

test('unknown option is told', async () => {
    const { code, printed } = await runs(cloud, ['--prodution']);
    assert.equal(code, 1);
    assert.match(printed, /^natter: Unknown option '--prodution'\. bin\/deploy accepts --env,/m);
});

// What Cloudflare has of us.
const KINDS = ['workers', 'databases', 'buckets', 'projects'];

test('removal that is not confirmed removes nothing', async () => {
    const { code, printed } = await runs(cloud, ['--remove', '--pages'], { typed: 'yes\n' });
    assert.equal(code, 1);
    assert.match(printed, /type its name, natter-production: [^]*nothing was deleted/);
    for (const kind of KINDS) assert.equal(cloud[kind].size, 1, kind);
});

const removes = () => runs(cloud, ['--remove', '--pages'], { typed: 'natter-production\n' });
const DELETES = { type: 'Age', maxAge: 24 * 60 * 60 };

test('removal has files deleted that are there', async () => {
    cloud.buckets.get(BUCKET).hasFiles = true;
    const { code, printed } = await removes();
    assert.equal(code, 0, printed);
    assert.match(printed, /the bucket natter-files-production with all files/);
    assert.match(printed, /files in the bucket natter-files-production within two days/);
    const [{ id, deleteObjectsTransition, conditions }] = cloud.buckets.get(BUCKET).rules;
    assert.deepEqual([id, deleteObjectsTransition.condition, conditions], ['natter-removed', DELETES, {}]);
    for (const kind of KINDS.filter((it) => it !== 'buckets')) assert.equal(cloud[kind].size, 0, kind);
    assert.equal((await removes()).code, 0);
    assert.equal(cloud.buckets.get(BUCKET).rules.length, 1, 'once is enough');
});

test('site that comes back keeps its files', async () => {
    const { code, printed } = await deploys(cloud, '--pages');
    assert.equal(code, 0, printed);
    assert.match(printed, /taking the rule from the bucket natter-files-production that deletes its files/);
    assert.deepEqual(cloud.buckets.get(BUCKET).rules, []);
});

test('removal leaves nothing', async () => {
    cloud.buckets.get(BUCKET).hasFiles = false;
    const { code, printed } = await removes();
    assert.equal(code, 0, printed);
    for (const kind of KINDS) assert.equal(cloud[kind].size, 0, kind);
});

// R2 is asked for before anything else is made, so nothing is left half-way.
for (const [what, problem, says] of [
    ['R2 that is not switched on', { code: 10042, message: 'Please enable R2.' }, /is not switched on[^]*dashboard/],
    ['token that may not use R2', { code: 10000, message: 'Authentication error' }, /"Workers R2 Storage: Edit"/],
]) {
    test(`${what} is told, with what to do`, async () => {
        const before = cloud.requests.length;
        cloud.bucketProblem = problem;
        const { code, printed } = await deploys(cloud);
        cloud.bucketProblem = undefined;
        assert.equal(code, 1);
        assert.match(printed, says);
        assert.match(printed, /Or go on without files: take the tables \[\[r2_buckets\]\]/);
        assert.deepEqual(cloud.requests.slice(before).filter(({ method }) => method !== 'GET'), []);
    });
}

test('site without a bucket is deployed without files', async () => {
    const ours = fs.readFileSync(inTree('wrangler.toml'), 'utf8');
    fs.writeFileSync(inTree('wrangler.toml'), ours.replaceAll(/\[\[(env\.production\.)?r2_buckets\]\]\n.*\n.*\n/g, ''));
    const before = cloud.requests.length;
    const { code, printed } = await deploys(cloud, '--dirty');
    const removed = await removes();
    fs.writeFileSync(inTree('wrangler.toml'), ours);
    assert.equal(code, 0, printed);
    assert.match(printed, /binds no bucket as FILES, so Natter takes no files/);
    const requests = cloud.requests.slice(before);
    assert.deepEqual(requests.filter(({ path: at }) => at.includes('/r2/')), []);
    assert.deepEqual((await upload(requests)).of('r2_bucket'), []);
    assert.equal(removed.code, 0, removed.printed);
});

test('dry run of a first deploy changes nothing', async () => {
    fs.rmSync(keyFile);
    const before = cloud.requests.length;
    const { code, printed } = await runs(cloud, ['--dry-run'], { env: { CI: 'true' } });
    assert.equal(code, 0, printed);
    assert.deepEqual(cloud.requests.slice(before).filter(({ method }) => method !== 'GET'), []);
    assert.match(printed, /would create the bucket natter-files-production/);
    assert.match(printed, /would create the database natter-production/);
    assert.match(printed, /would make the secrets SESSION_SECRET$/m, 'nobody would find a key that CI has made');
    assert.match(printed, /there is no OPERATOR_KEY.*npx wrangler secret put OPERATOR_KEY/);
    assert.ok(!fs.existsSync(keyFile));
});

test('bucket of a jurisdiction is looked for there', async () => {
    const ours = fs.readFileSync(inTree('wrangler.toml'), 'utf8');
    fs.writeFileSync(inTree('wrangler.toml'), ours.replace(`"${BUCKET}"`, `"${BUCKET}"\njurisdiction = "eu"`));
    const before = cloud.requests.length;
    const { code, printed } = await runs(cloud, ['--dry-run']);
    fs.writeFileSync(inTree('wrangler.toml'), ours);
    assert.equal(code, 0, printed);
    const asked = cloud.requests.slice(before).filter(({ path: at }) => at.includes('/r2/'));
    assert.deepEqual(asked.map(({ headers }) => headers['cf-r2-jurisdiction']), ['eu']);
});

test('stand-in knows whatever Wrangler asks for', () => {
    assert.deepEqual(cloud.unknown, []);
});
