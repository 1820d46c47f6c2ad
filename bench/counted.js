// A Worker around a Worker: the same, and it counts what it asks of the platform.
// `bench/serve.mjs NAME counted` (or `charged`, with limits by address) runs it, and puts the name
// of the Worker's own module below. All rooms of a Worker share an isolate here, so plain numbers
// do, and they outlive a room that goes to sleep. GET /bench/counts tells them.
import * as worker from './worker.js'
export * from './worker.js'

const counts = {
  rooms_woken: 0, fetches: 0, messages: 0, closes: 0, alarms: 0,
  sends: 0, attachments: 0,
  storage_statements: 0, storage_rows_read: 0, storage_rows_written: 0, storage_rows_of_messages: 0,
  storage_rows_of_pruning: 0, messages_pruned: 0, alarms_set: 0,
  d1_statements: 0, d1_round_trips: 0, d1_rows_read: 0, d1_rows_written: 0, d1_rows_of_messages: 0,
  d1_rows_of_visits: 0, d1_visits: 0, d1_directory: 0,
  r2_class_a: 0, r2_class_b: 0, r2_deletes: 0, storage_rows_of_files: 0,
}

// Replaces a method of the platform by one that calls it and counts by its answer.
function watch(prototype, name, count) {
  const method = prototype[name]
  if (method.watched) return
  const watched = function (...args) {
    const answer = method.apply(this, args)
    if (answer instanceof Promise) return answer.then(answer => (count(answer, args, this), answer))
    count(answer, args, this)
    return answer
  }
  watched.watched = true
  prototype[name] = watched
}

function d1(answers, statements) {
  counts.d1_round_trips++
  answers.forEach(({ meta }, n) => {
    const { statement } = statements[n]
    counts.d1_statements++
    counts.d1_rows_read += meta.rows_read
    counts.d1_rows_written += meta.rows_written
    if (/INTO messages\b/.test(statement)) counts.d1_rows_of_messages += meta.rows_written
    if (/INTO visits\b/.test(statement)) {
      counts.d1_visits++
      counts.d1_rows_of_visits += meta.rows_written
    }
    if (/(INTO|FROM) rooms\b/.test(statement)) counts.d1_directory++
  })
}

// Their answers come without what they cost.
const refuse = name => () => { throw new Error(`the counting Worker cannot count D1's ${name}()`) }

// Rows are read while a cursor is, and a room reads each to its end before it asks again.
let reading

function countRead() {
  counts.storage_rows_read += reading?.rowsRead ?? 0
  reading = undefined
}

// What a message costs once the archive has it: its row goes, and what recognises it when it is
// sent again is kept for a day, in whatever table.
const prunes = (statement, [name]) =>
  /^DELETE FROM (message|duplicate)\b|INTO (duplicate|word)\b|^DROP TABLE/.test(statement)
  || /^INSERT INTO meta\b/.test(statement) && ['pruned', 'pruned_change', 'sends'].includes(name)

function watchAll(ctx, env) {
  // The rows are written when exec returns: a statement that writes runs to its end at once.
  watch(Object.getPrototypeOf(ctx.storage.sql), 'exec', (cursor, [statement, ...values]) => {
    countRead()
    reading = cursor
    counts.storage_statements++
    counts.storage_rows_written += cursor.rowsWritten
    if (/INTO (message|sends_[ab])\b/.test(statement)) counts.storage_rows_of_messages += cursor.rowsWritten
    if (/^(UPDATE|INSERT OR \w+ INTO|DELETE FROM) (upload|doomed_file)\b/.test(statement)) {
      counts.storage_rows_of_files += cursor.rowsWritten
    }
    if (prunes(statement, values)) counts.storage_rows_of_pruning += cursor.rowsWritten
    if (/^DELETE FROM message\b/.test(statement)) counts.messages_pruned += cursor.rowsWritten
  })
  watch(Object.getPrototypeOf(ctx.storage), 'setAlarm', () => counts.alarms_set++)
  watch(WebSocket.prototype, 'send', () => counts.sends++)
  watch(WebSocket.prototype, 'serializeAttachment', () => counts.attachments++)
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1'))
  watch(statement, 'run', (answer, _, self) => d1([answer], [self]))
  watch(statement, 'all', (answer, _, self) => d1([answer], [self]))
  for (const name of ['first', 'raw']) statement[name] = refuse(name)
  if (env.FILES) watchFiles(Object.getPrototypeOf(env.FILES))
  watch(Object.getPrototypeOf(env.DB), 'batch', (answers, [statements]) => d1(answers, statements))
}

// By what Cloudflare charges: class A, class B, nothing.
function watchFiles(bucket) {
  for (const name of ['put', 'list']) watch(bucket, name, () => counts.r2_class_a++)
  for (const name of ['get', 'head']) watch(bucket, name, () => counts.r2_class_b++)
  watch(bucket, 'delete', () => counts.r2_deletes++)
}

const handlers = { fetch: 'fetches', webSocketMessage: 'messages', webSocketClose: 'closes', alarm: 'alarms' }

export const ChatRoom = new Proxy(worker.ChatRoom, {
  construct(target, [ctx, env], self) {
    counts.rooms_woken++
    watchAll(ctx, env)
    const room = Reflect.construct(target, [ctx, env], self)
    return new Proxy(room, {
      get(room, name) {
        const value = Reflect.get(room, name)
        if (!handlers[name] || typeof value != 'function') return value
        return (...args) => {
          counts[handlers[name]]++
          return value.apply(room, args)
        }
      },
    })
  },
})

export default {
  fetch(request, env, ctx) {
    if (new URL(request.url).pathname == '/bench/counts') {
      countRead()
      return Response.json(counts)
    }
    const front = worker.default
    return typeof front == 'function' ? new front(ctx, env).fetch(request) : front.fetch(request, env, ctx)
  },
}
