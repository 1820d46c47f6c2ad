// What starting the isolate of a bundle costs: as `wrangler check startup`, which samples once a
// millisecond, but twenty times as often.
//
//     node bench/start.mjs FOLDER     writes the CPU profile to standard output
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'

const SAMPLING_INTERVAL_US = 50
const folder = resolve(process.argv[2])
const type = path => (path.endsWith('.wasm') ? 'CompiledWasm' : 'ESModule')
const files = readdirSync(folder).filter(file => /^index.*\.(js|wasm)$/.test(file))

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    name: 'profiler',
    compatibilityDate: '2026-11-17',
    modulesRoot: '/',
    modules: [
      {
        type: 'ESModule',
        path: `${folder}/start.js`,
        contents: `export default { async fetch() { await import('./index.js'); return new Response('started') } }`,
      },
      ...files.map(file => ({ type: type(file), path: `${folder}/${file}` })),
    ],
    inspectorPort: 0,
  }),
)
await miniflare.ready
const inspector = new WebSocket(new URL('/core:user:profiler', await miniflare.getInspectorURL()))
await new Promise((open, fail) => Object.assign(inspector, { onopen: open, onerror: fail }))
let number = 0
function ask(method, params) {
  const id = ++number
  inspector.send(JSON.stringify({ id, method, params }))
  return new Promise(answer => {
    inspector.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data)
      if (message.id == id) answer(message.result)
    })
  })
}
await ask('Profiler.enable')
await ask('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL_US })
await ask('Profiler.start')
const response = await miniflare.dispatchFetch('http://localhost/')
if ((await response.text()) != 'started') throw new Error(`${folder} did not start: ${response.status}`)
const { profile } = await ask('Profiler.stop')
inspector.close()
await miniflare.dispose()
process.stdout.write(JSON.stringify(profile))
