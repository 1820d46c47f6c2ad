// A Worker around the Worker: the same, and it says how much memory its wasm has, and stores a body
// in R2 by itself. `bench/serve.mjs natter stored` runs it, and puts the name of the Worker's own
// module below.
import { memories } from './memories.js'
import * as worker from './worker.js'
export * from './worker.js'

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    if (pathname == '/bench/memory') {
      const bytes = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)
      return Response.json({ bytes })
    }
    // What R2 and the runtime cost without us.
    if (pathname.startsWith('/bench/put/')) {
      await env.FILES.put(pathname, request.body)
      return new Response()
    }
    const front = worker.default
    return typeof front == 'function' ? new front(ctx, env).fetch(request) : front.fetch(request, env, ctx)
  },
}
