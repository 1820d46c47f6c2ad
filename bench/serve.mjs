// Runs one Worker on workerd, with nothing in front of it, for as long as standard input is open.
//
//     node bench/serve.mjs natter|baseline [plain|counted|files|attacked|filled]
//
// Miniflare only writes workerd's configuration, starts it and stands by: requests go from the
// socket that is printed straight to the Worker (a "direct socket"), without Miniflare's own entry
// Worker and without `wrangler dev`'s proxy. Durable Objects and D1 keep their data in SQLite files
// in a folder of this run's own.
//
// The first line on standard output is JSON: { "origin": "http://127.0.0.1:12345", "state": … },
// the state being the folder with the data. After it come the Worker's logs. A line on standard
// input is a question to D1 in SQL; its rows come as a line { "rows": … } between the logs.
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
    ADDRESS_LIMITS: form === 'attacked' ? 'on' : 'off',
  },
  ratelimits: form === 'attacked' ? fence() : {},
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

// A Worker around the Worker, by what it does: it counts what it asks of the platform, or gives
// rooms many messages at once.
const around = { counted: 'counted.js', filled: 'filled.js' }

function wrapped(worker, wrapper) {
  const [main, ...rest] = worker.modules
  const mainName = main.path.split('/').pop()
  const contents = readFileSync(join(root, 'bench', wrapper), 'utf8').replaceAll('./worker.js', `./${mainName}`)
  const outer = { type: 'ESModule', path: join(worker.modulesRoot, wrapper), contents }
  return { ...worker, modules: [outer, main, ...rest] }
}

const sources = { natter, baseline }
if (!sources[name] || !['plain', 'counted', 'files', 'attacked', 'filled'].includes(form)) {
  console.error('node bench/serve.mjs natter|baseline [plain|counted|files|attacked|filled]')
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
const questions = createInterface({ input: process.stdin })
questions.on('line', async sql => {
  const { results } = await database.prepare(sql).all()
  process.stdout.write(JSON.stringify({ rows: results }) + '\n')
})
questions.on('close', end)
process.on('SIGTERM', end)
process.on('SIGINT', () => {})
