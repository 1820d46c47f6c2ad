// A connection that is cut, and what becomes of it. Time and sockets are pretended.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { createConnection, retryDelayMs } from '../../static/js/connection.js'
import { ACK_EVERY_CHARS, HEARTBEAT_INTERVAL_MS } from '../../static/js/settings.js'

const IDLE_TIMEOUT_MS = 35_000
const PROBE_TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 20_000

let sockets
let nowMs
// What the wall clock has gone on while the machine slept.
let sleptMs
let share
let events
let failing
let isOnline
let blocked

class PretendedSocket {
  static OPEN = 1

  constructor(url) {
    this.url = url
    this.readyState = 0
    this.sent = []
    this.isClosed = false
    sockets.push(this)
  }

  send(frame) {
    assert.equal(this.readyState, PretendedSocket.OPEN, 'a real socket would throw')
    this.sent.push(frame)
  }

  close() {
    this.isClosed = true
  }

  opens() {
    this.readyState = PretendedSocket.OPEN
    this.onopen({})
  }

  async hears(frame) {
    this.onmessage({ data: frame })
    for (let turn = 0; turn < 5; turn += 1) await null
  }

  closes(code, reason = '') {
    this.readyState = 3
    this.onclose({ code, reason })
  }
}

const latest = () => sockets.at(-1)
const frame = (version, content = '') =>
  `<hx-partial hx-target="#log" data-version="${version}">${content}</hx-partial>`

function pass(ms) {
  nowMs += ms
  mock.timers.tick(ms)
}

function connect() {
  const connection = createConnection({
    url: 'ws://natter.example/r/lobby/ws',
    language: 'de',
    version: '7',
    applyFrame: async () => {
      if (failing) throw new Error('no swap')
    },
    countMembers: () => 2,
    isOnline: () => isOnline,
    onState: (state, reason, code) => events.push([state, reason, code].filter(Boolean).join(': ')),
    onCountdown: () => {},
    onBlocked: () => {
      blocked += 1
    },
  })
  connection.open()
  return connection
}

async function connectLive() {
  const connection = connect()
  latest().opens()
  await latest().hears(frame(8))
  return connection
}

beforeEach(() => {
  mock.reset()
  mock.timers.reset()
  sockets = []
  events = []
  nowMs = 0
  share = 1
  failing = false
  isOnline = true
  blocked = 0
  globalThis.WebSocket = PretendedSocket
  mock.timers.enable({ apis: ['setTimeout'] })
  mock.method(performance, 'now', () => nowMs)
  mock.method(Date, 'now', () => nowMs + sleptMs)
  sleptMs = 0
  mock.method(Math, 'random', () => share)
})

test('the wait doubles from a second to half a minute', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 100].map(failures => retryDelayMs(failures, 1, 1))
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
})

test('the wait is spread over all of its length', () => {
  assert.equal(retryDelayMs(3, 1, 0), 0)
  assert.equal(retryDelayMs(3, 1, 0.25), 2_000)
})

test('a crowd waits at least 4 ms for each of them', () => {
  assert.equal(retryDelayMs(0, 1_000, 1), 4_000)
  assert.equal(retryDelayMs(10, 10_000, 1), 40_000)
})

test('a page is live with the first frame, not before', async () => {
  const connection = connect()
  latest().opens()
  connection.send('too early')
  assert.deepEqual([events, latest().sent], [['connecting'], ['ping']])
  await latest().hears(frame(8))
  connection.send('now')
  assert.deepEqual([events, latest().sent], [['connecting', 'live'], ['ping', 'now']])
})

test('a return asks for what came after the last frame shown', async () => {
  await connectLive()
  assert.equal(sockets[0].url, 'ws://natter.example/r/lobby/ws?v=2&since=7&lang=de&pictures=1')
  await latest().hears(frame(9) + frame(11))
  latest().closes(1006)
  pass(1_000)
  assert.equal(latest().url, 'ws://natter.example/r/lobby/ws?v=2&since=11&lang=de&pictures=1')
})

test('a frame that could not be shown is asked for again', async () => {
  const connection = await connectLive()
  failing = true
  await latest().hears(frame(9))
  assert.equal(connection.version, '8')
  assert.equal(sockets[0].isClosed, true)
  pass(1_000)
  assert.match(latest().url, /since=8&/)
})

test('from 4000 on it does not come back', async () => {
  const connection = await connectLive()
  latest().closes(4_001, 'Natter was updated.')
  pass(60_000)
  connection.probe()
  assert.equal(sockets.length, 1)
  assert.equal(events.at(-1), 'gone: Natter was updated.: 4001')
})

test('an answer sets the next heartbeat', async () => {
  await connectLive()
  await latest().hears('pong')
  pass(HEARTBEAT_INTERVAL_MS - 1)
  assert.deepEqual(latest().sent, ['ping'])
  pass(1)
  assert.deepEqual(latest().sent, ['ping', 'ping'])
  assert.deepEqual(events, ['connecting', 'live'], 'a heartbeat shows nothing')
})

test('a retry at once is no first try', async () => {
  share = 0
  await connectLive()
  latest().closes(1006)
  assert.deepEqual([events, sockets.length], [['connecting', 'live', 'waiting'], 2])
})

test('only a connection that held ends the backoff', async () => {
  await connectLive()
  const waits = []
  for (let round = 0; round < 3; round += 1) {
    latest().closes(3_000)
    const before = sockets.length
    let waited = 0
    while (sockets.length === before) {
      pass(1_000)
      waited += 1_000
    }
    waits.push(waited)
    latest().opens()
    await latest().hears(frame(8))
  }
  assert.deepEqual(waits, [1_000, 2_000, 4_000])
  await latest().hears('pong')
  pass(HEARTBEAT_INTERVAL_MS)
  latest().closes(3_000)
  pass(1_000)
  assert.equal(sockets.length, 5, 'a second again')
})

test('a lost network is known at once, and nothing is tried without one', async () => {
  const connection = await connectLive()
  isOnline = false
  connection.pause()
  assert.deepEqual([events.at(-1), sockets[0].isClosed], ['offline', true])
  pass(10 * 60_000)
  connection.probe()
  assert.deepEqual([sockets.length, blocked], [1, 0])
})

test('a network that is back brings the page back at once', async () => {
  const connection = await connectLive()
  isOnline = false
  connection.pause()
  isOnline = true
  connection.resume()
  pass(8)
  assert.equal(sockets.length, 2, '4 ms for each member')
  latest().opens()
  await latest().hears(frame(8))
  assert.equal(events.at(-1), 'live')
})

test('a link that breaks without a network waits for one', async () => {
  const connection = await connectLive()
  isOnline = false
  latest().closes(1006)
  pass(60_000)
  assert.deepEqual([events.at(-1), sockets.length], ['offline', 1])
  connection.retryNow()
  assert.equal(sockets.length, 2, 'the browser may be wrong: somebody asked for it')
})

test('a network that is back while sockets are well is only checked', async () => {
  const connection = await connectLive()
  connection.resume()
  assert.deepEqual([sockets.length, latest().sent], [1, ['ping', 'ping']])
})

test('a machine that slept checks its link', async () => {
  await connectLive()
  await latest().hears('pong')
  sleptMs = 3_600_000
  pass(HEARTBEAT_INTERVAL_MS)
  assert.deepEqual(latest().sent, ['ping', 'ping'])
  pass(PROBE_TIMEOUT_MS)
  assert.equal(events.at(-1), 'waiting')
})

test('sockets that never come are told as blocked', async () => {
  connect()
  pass(5_007)
  assert.equal(blocked, 0)
  pass(1)
  assert.equal(blocked, 1, 'though the first one only hangs')
})

test('a link that comes back in time is not blocked', async () => {
  await connectLive()
  latest().closes(1006)
  pass(1_000)
  latest().opens()
  await latest().hears(frame(8))
  pass(20_000)
  assert.equal(blocked, 0)
})

test('a full room says why it is tried again', async () => {
  connect()
  latest().opens()
  latest().closes(1013, 'This room is full.')
  assert.equal(events.at(-1), 'waiting: This room is full.')
  pass(1_000)
  assert.equal(sockets.length, 2)
  latest().closes(1011, 'The room couldn’t be loaded.')
  assert.equal(events.at(-1), 'waiting')
})

test('a reason holds until the page is let in', async () => {
  connect()
  latest().opens()
  latest().closes(1013, 'You’re sending too fast.')
  pass(1_000)
  latest().closes(1006)
  assert.equal(events.at(-1), 'waiting: You’re sending too fast.')
  pass(2_000)
  latest().opens()
  await latest().hears(frame(8))
  await latest().hears('pong')
  pass(HEARTBEAT_INTERVAL_MS)
  latest().closes(1006)
  assert.equal(events.at(-1), 'waiting')
})

test('silence is a dead link', async () => {
  await connectLive()
  pass(IDLE_TIMEOUT_MS - 1)
  assert.equal(events.at(-1), 'live')
  pass(1)
  assert.equal(events.at(-1), 'waiting')
  assert.equal(sockets[0].isClosed, true)
})

test('an attempt that hangs is given up', () => {
  connect()
  pass(CONNECT_TIMEOUT_MS)
  assert.deepEqual(events, ['connecting', 'waiting'])
})

test('a probe waits for a short time only', async () => {
  const connection = await connectLive()
  connection.probe()
  assert.deepEqual(latest().sent, ['ping', 'ping'])
  pass(PROBE_TIMEOUT_MS)
  assert.equal(events.at(-1), 'waiting')
})

test('a probe opens what is waiting, once', async () => {
  const connection = await connectLive()
  latest().closes(1006)
  connection.probe()
  connection.probe()
  pass(CONNECT_TIMEOUT_MS - 1)
  assert.equal(sockets.length, 2)
})

test('a retry by hand gives up an attempt that hangs', () => {
  share = 0
  const connection = connect()
  connection.retryNow()
  assert.deepEqual(sockets.map(socket => socket.isClosed), [true, false])
})

test('a socket that was given up is not heard', async () => {
  const connection = await connectLive()
  const [old] = sockets
  connection.retryNow()
  old.closes(4_000)
  await old.hears(frame(99))
  assert.equal(connection.version, '8')
  assert.deepEqual(events, ['connecting', 'live', 'waiting'])
})

test('a frame that is shown after the loss does not look live', async () => {
  await connectLive()
  const shown = latest().hears(frame(9))
  latest().closes(1006)
  await shown
  assert.equal(events.at(-1), 'waiting')
})

test('what was taken is acknowledged', async () => {
  await connectLive()
  await latest().hears(frame(9, 'x'.repeat(2 * ACK_EVERY_CHARS)))
  assert.deepEqual(latest().sent, ['ping', 'ack', 'ack'])
  await latest().hears(frame(10, 'x'.repeat(ACK_EVERY_CHARS / 2)))
  assert.deepEqual(latest().sent, ['ping', 'ack', 'ack'])
})
