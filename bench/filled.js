// A Worker around a Worker: the same, and its rooms can be given an index of words as if a million
// messages had been said and pruned. `bench/serve.mjs natter filled` runs it, and puts the name of
// the Worker's own module below. GET /bench/fill/{room}?from=…&to=… adds rows to a room that has an
// index.
import * as worker from './worker.js'
export * from './worker.js'

// Words of which few are said often and most rarely (Zipf), as in any language.
const WORDS = 30_000
const WORDS_OF_A_MESSAGE = 10
const AUTHORS = 200

// Letters only, the same for the same number: aa, ba, ca…
export function word(rank) {
  let letters = ''
  for (let n = rank + 26; n > 0; n = Math.floor(n / 26)) letters += String.fromCharCode(97 + n % 26)
  return letters
}

// A generator of numbers below 1 (mulberry32), so that each run has the same messages.
function random(seed) {
  let state = seed
  return () => {
    state = state + 0x6d2b79f5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 4_294_967_296
  }
}

function fill(sql, from, to) {
  const next = random(from)
  // The logarithm of a rank is even, near enough.
  const said = () => word(Math.floor(Math.exp(next() * Math.log(WORDS))) - 1)
  for (let seq = from; seq < to; seq++) {
    const body = Array.from({ length: WORDS_OF_A_MESSAGE }, said).join(' ')
    const author = `author${word(Math.floor(next() * AUTHORS))}`
    sql.exec('INSERT INTO word (rowid, body, author, has, said_at) VALUES (?, ?, ?, ?, ?)', seq, body, author, '', seq)
  }
  return sql.databaseSize
}

export const ChatRoom = new Proxy(worker.ChatRoom, {
  construct(target, [ctx, env]) {
    const room = Reflect.construct(target, [ctx, env])
    return new Proxy(room, {
      get(room, name) {
        const value = Reflect.get(room, name)
        if (typeof value != 'function') return value
        return (...args) => {
          const { pathname, searchParams } = name == 'fetch' ? new URL(args[0].url) : {}
          if (pathname != '/bench/fill') return value.apply(room, args)
          const bytes = fill(ctx.storage.sql, ...['from', 'to'].map(name => Number(searchParams.get(name))))
          return Response.json({ bytes })
        }
      },
    })
  },
})

export default {
  fetch(request, env, ctx) {
    const { pathname, search } = new URL(request.url)
    const room = /^\/bench\/fill\/([a-z]+)$/.exec(pathname)?.[1]
    if (room) return env.CHAT_ROOM.getByName(room).fetch(`https://room/bench/fill${search}`)
    const front = worker.default
    return typeof front == 'function' ? new front(ctx, env).fetch(request) : front.fetch(request, env, ctx)
  },
}
