// A stand-in for Cloudflare's API on this machine: as much of it as Wrangler asks for when
// bin/deploy runs it. It keeps what it is given (databases, buckets, Workers, secrets' names, Pages
// projects), and every request, so that tests can say what was really sent.
//
// It is no Cloudflare: what is uploaded runs nowhere, and SQL is noted and not run.

import http from 'node:http';

const ACCOUNT = 'account';
const NOT_FOUND = { code: 7404, message: 'not found' };
const NO_SUCH_BUCKET = { code: 10006, message: 'The specified bucket does not exist.' };
const BUCKET_NOT_EMPTY = { code: 10008, message: 'The bucket you tried to delete is not empty.' };
const NO_SUCH_WORKER = { code: 10007, message: 'This Worker does not exist on your account.' };

// What Wrangler uploads files of a Pages project with. It looks until when that holds.
const UNTIL_S = 4_000_000_000;
const UPLOAD_TOKEN = `e30.${Buffer.from(JSON.stringify({ exp: UNTIL_S })).toString('base64url')}.none`;

class Refused extends Error {
    constructor(problem = NOT_FOUND) {
        super(problem.message);
        this.problem = problem;
    }
}

async function formOf(body, type) {
    return new Response(body, { headers: { 'Content-Type': type } }).formData();
}

export class StandIn {
    #server;
    #handlers;
    requests = [];
    // Paths for which there was no answer: Wrangler asks for something new.
    unknown = [];
    databases = new Map();
    // Their rules, and whether they have files.
    buckets = new Map();
    // What R2 answers whatever it is asked, if anything.
    bucketProblem;
    workers = new Map();
    projects = new Map();

    constructor() {
        const account = `/accounts/${ACCOUNT}`;
        const buckets = `${account}/r2/buckets`;
        const lifecycle = `${buckets}/([^/]+)/lifecycle`;
        const script = `${account}/workers/scripts/([^/]+)`;
        const environment = `${account}/workers/services/([^/]+)/environments/production`;
        const subdomain = { enabled: true, previews_enabled: false };
        const project = `${account}/pages/projects/([^/]+)`;
        const rows = [
            ['GET', '/user', () => ({ email: 'ada@example.com' })],
            ['GET', '/user/tokens/verify', () => ({ id: 'token', status: 'active' })],
            ['GET', `${account}/tokens/verify`, () => ({ id: 'token', status: 'active' })],
            ['GET', '/accounts', () => [{ id: ACCOUNT, name: "Ada's account" }]],
            ['GET', '/memberships', () => [{ id: 'one', account: { id: ACCOUNT, name: "Ada's account" }, roles: [] }]],
            ['GET', `${account}/d1/database`, () => [...this.databases.values()]],
            ['POST', `${account}/d1/database`, (_, { json }) => this.#createDatabase(json().name)],
            ['GET', `${account}/d1/database/([^/]+)`, ([name]) => this.#database(name)],
            ['DELETE', `${account}/d1/database/([^/]+)`, ([name]) => this.#deleteDatabase(name)],
            ['POST', `${account}/d1/database/([^/]+)/query`, ([name], { json }) => this.#query(name, json())],
            ['POST', buckets, (_, { json }) => this.#createBucket(json().name)],
            ['GET', `${buckets}/([^/]+)`, ([name]) => ({ name: this.#bucket(name).name })],
            ['DELETE', `${buckets}/([^/]+)`, ([name]) => this.#deleteBucket(name)],
            ['GET', lifecycle, ([name]) => ({ rules: this.#bucket(name).rules })],
            ['PUT', lifecycle, ([name], { json }) => ((this.#bucket(name).rules = json().rules), {})],
            ['GET', `${account}/workers/services/([^/]+)`, ([name]) => this.#service(name)],
            ['DELETE', `${account}/workers/services/([^/]+)`, ([name]) => this.#deleteWorker(name)],
            ['GET', environment, ([name]) => this.#service(name).default_environment],
            ['GET', `${environment}/bindings`, ([name]) => this.#worker(name).settings.bindings],
            ['GET', `${environment}/routes`, () => []],
            ['GET', `${environment}/subdomain`, () => subdomain],
            ['GET', `${account}/workers/domains/records`, () => []],
            ['GET', `${account}/workers/durable_objects/namespaces`, () => []],
            ['GET', `${account}/storage/kv/namespaces`, () => []],
            ['GET', `${script}/schedules`, () => ({ schedules: [] })],
            ['PUT', `${script}/schedules`, () => ({ schedules: [] })],
            ['PATCH', `${script}/script-settings`, () => ({})],
            ['GET', `${account}/workers/workers/([^/]+)`, ([name]) => (this.#worker(name), { name, subdomain })],
            ['GET', `${account}/workers/subdomain`, () => ({ subdomain: 'somebody' })],
            ['POST', `${script}/assets-upload-session`, () => ({ jwt: 'done', buckets: [] })],
            ['PUT', script, ([name], request) => this.#upload(name, request)],
            ['GET', script, ([name]) => this.#worker(name)],
            ['DELETE', script, ([name]) => this.#deleteWorker(name)],
            ['GET', `${script}/settings`, ([name]) => this.#worker(name).settings],
            ['GET', `${script}/secrets`, ([name]) => this.#secrets(name)],
            ['GET', `${script}/deployments`, ([name]) => this.#deployments(name)],
            ['GET', `${script}/subdomain`, ([name]) => (this.#worker(name), subdomain)],
            ['POST', `${script}/subdomain`, () => subdomain],
            ['GET', `${account}/pages/projects`, () => [...this.projects.values()]],
            ['POST', `${account}/pages/projects`, (_, { json }) => this.#createProject(json())],
            ['GET', project, ([name]) => this.#project(name)],
            ['DELETE', project, ([name]) => (this.#project(name), this.projects.delete(name), null)],
            ['GET', `${project}/upload-token`, () => ({ jwt: UPLOAD_TOKEN })],
            ['POST', '/pages/assets/check-missing', (_, { json }) => json().hashes],
            ['POST', '/pages/assets/upload', () => null],
            ['POST', '/pages/assets/upsert-hashes', () => null],
            ['POST', `${project}/deployments`, ([name], request) => this.#deployProject(name, request)],
            ['GET', `${project}/deployments/([^/]+)`, ([name]) => this.#project(name).latest],
        ];
        this.#handlers = rows.map(([method, path, handle]) => [method, new RegExp(`^${path}$`), handle]);
        this.#server = http.createServer((request, response) => {
            const parts = [];
            request.on('data', (part) => parts.push(part));
            request.on('end', () => this.#answer(request, response, Buffer.concat(parts)));
        });
    }

    async start() {
        await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    }

    stop() {
        this.#server.closeAllConnections();
        this.#server.close();
    }

    // What makes Wrangler ask here, as somebody who is logged in.
    get env() {
        return {
            CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${this.#server.address().port}`,
            CLOUDFLARE_API_TOKEN: 'nobody',
            CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
        };
    }

    async #answer(request, response, body) {
        const { pathname } = new URL(request.url, 'http://localhost');
        const { method, headers } = request;
        const json = () => JSON.parse(body.toString());
        const asked = { method, path: pathname, url: request.url, body, json, headers, type: headers['content-type'] };
        this.requests.push(asked);
        const found = this.#handlers.find(([verb, path]) => verb === method && path.test(pathname));
        if (found === undefined) this.unknown.push(`${method} ${pathname}`);
        let [status, answer] = [404, { success: false, errors: [NOT_FOUND], messages: [], result: null }];
        try {
            if (found !== undefined) {
                const [, path, handle] = found;
                const result = await handle(path.exec(pathname).slice(1).map(decodeURIComponent), asked);
                [status, answer] = [200, { success: true, errors: [], messages: [], result }];
            }
        } catch (error) {
            if (!(error instanceof Refused)) throw error;
            answer.errors = [error.problem];
        }
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(answer));
    }

    #createDatabase(name) {
        const database = { uuid: `uuid-of-${name}`, name, migrations: [], version: 'production' };
        this.databases.set(name, database);
        return database;
    }

    #database(name) {
        const found = [...this.databases.values()].find((it) => it.name === name || it.uuid === name);
        if (found === undefined) throw new Refused();
        return found;
    }

    #deleteDatabase(name) {
        this.databases.delete(this.#database(name).name);
        return null;
    }

    #bucket(name) {
        if (this.bucketProblem) throw new Refused(this.bucketProblem);
        const found = this.buckets.get(name);
        if (found === undefined) throw new Refused(NO_SUCH_BUCKET);
        return found;
    }

    #createBucket(name) {
        if (this.bucketProblem) throw new Refused(this.bucketProblem);
        this.buckets.set(name, { name, rules: [], hasFiles: false });
        return { name };
    }

    #deleteBucket(name) {
        if (this.#bucket(name).hasFiles) throw new Refused(BUCKET_NOT_EMPTY);
        this.buckets.delete(name);
        return null;
    }

    // Enough of SQL to know which migrations were applied.
    #query(name, { sql }) {
        const { migrations } = this.#database(name);
        const applied = sql.matchAll(/INTO "?d1_migrations"? \(name\)\s+values \('([^']+)'\)/gi);
        migrations.push(...[...applied].map(([, file]) => file));
        const asksFor = /SELECT [^;]*FROM "?d1_migrations/i.test(sql);
        const results = asksFor ? migrations.map((file, id) => ({ id, name: file, applied_at: '' })) : [];
        return [{ results, success: true, meta: { duration: 1, rows_read: 0, rows_written: 0 } }];
    }

    #worker(name) {
        const found = this.workers.get(name);
        if (found === undefined) throw new Refused(NO_SUCH_WORKER);
        return found;
    }

    #secrets(name) {
        return this.#worker(name).secrets.map((secret) => ({ name: secret, type: 'secret_text' }));
    }

    #service(name) {
        this.#worker(name);
        const script = { last_deployed_from: 'wrangler' };
        return { id: name, default_environment: { environment: 'production', script } };
    }

    #deployments(name) {
        const { metadata } = this.#worker(name);
        const versions = [{ version_id: 'one', percentage: 100 }];
        return { deployments: [{ id: 'one', author_email: '', versions, annotations: metadata.annotations }] };
    }

    async #upload(name, { body, type }) {
        const form = await formOf(body, type);
        const metadata = JSON.parse(await form.get('metadata'));
        const old = this.workers.get(name)?.secrets ?? [];
        const given = metadata.bindings.filter((binding) => binding.type === 'secret_text');
        const secrets = [...new Set([...old, ...given.map((binding) => binding.name)])];
        const bindings = metadata.bindings.filter((binding) => binding.type !== 'inherit');
        this.workers.set(name, { metadata, secrets, settings: { bindings, ...metadata } });
        return { id: name, deployment_id: 'one', startup_time_ms: 1, entry_point: 'index.js' };
    }

    #deleteWorker(name) {
        this.#worker(name);
        this.workers.delete(name);
        return null;
    }

    #createProject({ name, production_branch }) {
        const domains = [`${name}.pages.dev`];
        const deployment_configs = { production: {}, preview: {} };
        const project = { name, production_branch, subdomain: domains[0], domains, deployment_configs };
        this.projects.set(name, project);
        return project;
    }

    #project(name) {
        const found = this.projects.get(name);
        if (found === undefined) throw new Refused({ code: 8000007, message: 'Project not found.' });
        return found;
    }

    async #deployProject(name, { body, type }) {
        const project = this.#project(name);
        project.form = await formOf(body, type);
        project.latest = {
            id: '0a1b2c3d',
            project_name: name,
            url: `https://0a1b2c3d.${name}.pages.dev`,
            environment: 'production',
            production_branch: project.production_branch,
            latest_stage: { name: 'deploy', status: 'success' },
        };
        return project.latest;
    }
}
