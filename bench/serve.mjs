// Runs one Worker on workerd, with nothing in front of it, for as long as standard input is open.
//
//     node bench/serve.mjs natter|baseline [FORM]     plain by default; FORMS below says which
//
// Miniflare only writes workerd's configuration, starts it and stands by: requests go from the
// socket that is printed straight to the Worker (a "direct socket"), without Miniflare's own entry
// Worker and without `wrangler dev`'s proxy. Durable Objects, D1 and R2 keep their data in files in
// a folder of this run's own.
//
// The first line on standard output is JSON: { "origin": "http://127.0.0.1:12345", "state": … },
// the state being the folder with the data. After it come the Worker's logs. A line on standard
// input is a question to D1 in SQL; its rows come as a line { "rows": … } between the logs. In the
// form "stored" the line "heap" asks how large the heap of the Worker's isolate was at most since
// the last such question, with the buffers that hang on it: one row.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'

const root = resolve(import.meta.dirname, '..')
const [name, form = 'plain'] = process.argv.slice(2)

const wranglerToml = readFileSync(join(root, 'wrangler.toml'), 'utf8')

const module = (folder, path) => ({
  type: path.endsWith('.wasm') ? 'CompiledWasm' : 'ESModule',
  path: join(root, folder, path),
})

// What one address may do in all rooms together, as wrangler.toml has it.
function fence() {
  const tables = wranglerToml.split('[[ratelimits]]').slice(1)
  const value = (table, name) => table.match(new RegExp(`\\b${name} = "?(\\w+)`))[1]
  const limit = table =>
    [value(table, 'name'), {
      namespace_id: value(table, 'namespace_id'),
      simple: { limit: Number(value(table, 'limit')), period: Number(value(table, 'period')) },
    }]
  return Object.fromEntries(tables.map(limit))
}

// The very files that are deployed.
const natter = () => ({
  modulesRoot: join(root, 'build'),
  modules: [module('build', 'index.js'), module('build', 'index_bg.wasm')],
  durableObjects: { CHAT_ROOM: { className: 'ChatRoom', useSQLite: true } },
  // As in wrangler.toml; the secret is nobody's.
  bindings: {
    SESSION_SECRET: 'a secret of the bench and of nothing else',
    // A room that is counted or filled keeps as little as it can, and so prunes what is said there.
    KEEP_MESSAGES: form in around ? '250' : '1000',
    STORAGE_MAX_MB: '500',
    // The crowd of the bench comes from one address; who attacks comes from as many as they say.
    ADDRESS_LIMITS: ['attacked', 'charged'].includes(form) ? 'on' : 'off',
  },
  ratelimits: form === 'attacked' ? fence() : {},
  r2Buckets: { FILES: 'natter-files' },
  compatibilityFlags: /^compatibility_flags = \["(.*)"\]/m.exec(wranglerToml)[1].split('", "'),
  migrations: join(root, 'migrations'),
})

const baseline = () => ({
  modulesRoot: join(root, 'bench/baseline'),
  modules: [module('bench/baseline', 'worker.js')],
  durableObjects: { CHAT_ROOM: { className: 'ChatRoom', useSQLite: true } },
  bindings: {},
  migrations: join(root, 'bench/baseline/migrations'),
})

// What a page asks for, as wrangler.toml has it. A Worker of the platform's answers for files, so
// only runs with a browser use it.
const assets = {
  directory: join(root, 'static'),
  routerConfig: { has_user_worker: true },
  assetConfig: { html_handling: 'none', not_found_handling: 'none' },
}

// A Worker around the Worker, by what it does: it counts what it asks of the platform, gives rooms
// many messages at once, or tells of its memory. Behind it stand modules of its own.
const around = {
  counted: ['counted.js'],
  charged: ['counted.js'],
  filled: ['filled.js'],
  stored: ['stored.js', 'memories.js'],
}

function wrapped(worker, [wrapper, ...besides]) {
  const [main, ...rest] = worker.modules
  const mainName = main.path.split('/').pop()
  const contents = readFileSync(join(root, 'bench', wrapper), 'utf8').replaceAll('./worker.js', `./${mainName}`)
  const outer = { type: 'ESModule', path: join(worker.modulesRoot, wrapper), contents }
  const others = besides.map(file => ({
    type: 'ESModule',
    path: join(worker.modulesRoot, file),
    contents: readFileSync(join(root, 'bench', file), 'utf8'),
  }))
  return { ...worker, modules: [outer, ...others, main, ...rest] }
}

const sources = { natter, baseline }
// Files are served, limits by address hold, or a Worker stands around the Worker.
const FORMS = ['plain', 'files', 'attacked', ...Object.keys(around)]
if (!sources[name] || !FORMS.includes(form)) {
  console.error(`node bench/serve.mjs natter|baseline [${FORMS.join('|')}]`)
  process.exit(2)
}

const { migrations, ...plain } = sources[name]()
const worker = form in around ? wrapped(plain, around[form]) : form === 'files' ? { ...plain, assets } : plain
const state = mkdtempSync(join(tmpdir(), `natter-bench-${name}-`))
const compatibilityDate = /^compatibility_date = "(.*)"/m.exec(wranglerToml)[1]

const miniflare = new Miniflare(convertV4MiniflareOptions({
  resourcePersistencePath: state,
  cf: false,
  logRequests: false,
  ...(form === 'stored' ? { inspectorPort: 0 } : {}),
  // What a Worker logs is printed as it comes.
  handleStructuredLogs: ({ message }) => process.stdout.write(message + '\n'),
  workers: [{
    name,
    ...worker,
    compatibilityDate,
    d1Databases: { DB: createHash('sha256').update(name).digest('hex').slice(0, 32) },
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  }],
}))

// V8 is asked again and again: nobody tells when the heap is at its highest.
const HEAP_ASKED_EVERY_MS = 50

async function heapWatch() {
  const inspector = new WebSocket(new URL(`/core:user:${name}`, await miniflare.getInspectorURL()))
  await new Promise((open, fail) => Object.assign(inspector, { onopen: open, onerror: fail }))
  let bytes = 0
  let id = 0
  inspector.onmessage = ({ data }) => {
    const { result } = JSON.parse(data)
    if (result) bytes = Math.max(bytes, result.usedSize + (result.backingStorageSize ?? 0))
  }
  setInterval(() => inspector.send(JSON.stringify({ id: ++id, method: 'Runtime.getHeapUsage' })), HEAP_ASKED_EVERY_MS)
  return () => {
    const most = bytes
    bytes = 0
    return [{ bytes: most }]
  }
}

async function end() {
  await miniflare.dispose()
  rmSync(state, { recursive: true, force: true })
  process.exit(0)
}

const database = await miniflare.getD1Database('DB')
for (const file of readdirSync(migrations).sort()) {
  const sql = readFileSync(join(migrations, file), 'utf8').replace(/--.*$/gm, '')
  const statements = sql.split(';').map(text => text.trim()).filter(Boolean)
  for (const statement of statements) await database.prepare(statement).run()
}
const { origin } = await miniflare.unsafeGetDirectURL()
process.stdout.write(JSON.stringify({ origin, state }) + '\n')
const heap = form === 'stored' ? await heapWatch() : undefined
const questions = createInterface({ input: process.stdin })
questions.on('line', async sql => {
  const rows = sql === 'heap' && heap ? heap() : (await database.prepare(sql).all()).results
  process.stdout.write(JSON.stringify({ rows }) + '\n')
})
questions.on('close', end)
process.on('SIGTERM', end)
process.on('SIGINT', () => {})
