// A page that cannot have a socket. The network and time are pretended.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { createPolling } from '../../static/js/on_demand/polling.js'
import { frameOf } from '../../static/js/pending_messages.js'
import { PROTOCOL_VERSION } from '../../static/js/settings.js'

const INTERVAL_MS = 5_000
const HIDDEN_INTERVAL_MS = 30_000
const CONFIRM_MS = 3_000

let requests
let answers
let shown
let losses
let retries
let changes
let isHidden
let members

const answer = (text, headers = {}) => new Response(text, { headers })
const nothingNew = () => new Response(null, { status: 204 })
const closed = (code, reason) => new Response(reason, { status: 403, headers: { 'Close-Code': code } })

async function settle() {
  for (let turn = 0; turn < 30; turn += 1) await null
}

async function pass(ms) {
  mock.timers.tick(ms)
  await settle()
}

function start() {
  return createPolling({
    language: 'de',
    urls: { updates: '/r/lobby/updates', say: '/r/lobby/say' },
    connection: {
      state: 'waiting',
      version: '7',
      show: async frame => shown.push(frame),
      lose: (...reason) => losses.push(reason),
      retryNow: () => {
        retries += 1
      },
    },
    countMembers: () => members,
    isHidden: () => isHidden,
    status: { show: state => changes.push(state === 'polling') },
    onWorking: () => {},
  })
}

async function startWorking() {
  const polling = start()
  await settle()
  await pass(CONFIRM_MS)
  assert.equal(polling.isWorking, true)
  requests.length = 0
  return polling
}

beforeEach(() => {
  mock.reset()
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
  requests = []
  answers = []
  shown = []
  losses = []
  retries = 0
  changes = []
  isHidden = false
  members = 2
  // The text of an answer comes by itself, not by tasks of Node.
  mock.method(globalThis, 'fetch', async (url, { method, body }) => {
    requests.push([method, url, Object.fromEntries(body)])
    const response = answers.shift() ?? nothingNew()
    if (response instanceof Error) throw response
    return response
  })
  mock.method(Response.prototype, 'text', function text() {
    return this.body === null ? '' : texts.get(this)
  })
})

// Reading a stream takes tasks, which pretended time does not wait for.
const texts = new WeakMap()
const RealResponse = globalThis.Response
globalThis.Response = class extends RealResponse {
  constructor(text, options) {
    super(text, options)
    texts.set(this, text ?? '')
  }
}

test('a server that answers gives the socket one more chance', async () => {
  const polling = start()
  await settle()
  assert.deepEqual([retries, polling.isWorking, changes], [1, false, []])
  await pass(CONFIRM_MS)
  assert.deepEqual([retries, polling.isWorking, changes], [1, true, [true]])
})

test('a server that cannot be reached is asked again', async () => {
  answers = [new TypeError('no network'), new Response('', { status: 503 })]
  const polling = start()
  await settle()
  await pass(INTERVAL_MS)
  assert.deepEqual([requests.length, retries, polling.isWorking], [2, 0, false])
  await pass(INTERVAL_MS)
  await pass(CONFIRM_MS)
  assert.equal(polling.isWorking, true)
  answers = [new TypeError('no network')]
  await pass(INTERVAL_MS)
  assert.deepEqual(changes, [true, false])
})

test('what is new is asked for and shown, once', async () => {
  await startWorking()
  answers = [answer('<hx-partial>', { 'Answer-Tag': 'abc' })]
  await pass(INTERVAL_MS)
  await pass(INTERVAL_MS)
  const page = { v: `${PROTOCOL_VERSION}`, lang: 'de', pictures: '1', since: '7' }
  const asked = last => ['POST', '/r/lobby/updates', { ...page, last }]
  assert.deepEqual(requests, [asked(''), asked('abc')])
  assert.deepEqual(shown, ['<hx-partial>'])
})

test('a hidden page and a crowd ask less often', async () => {
  await startWorking()
  isHidden = true
  await pass(INTERVAL_MS)
  await pass(HIDDEN_INTERVAL_MS - 1)
  assert.equal(requests.length, 1)
  await pass(1)
  assert.equal(requests.length, 2)
  isHidden = false
  members = 10_000
  await pass(HIDDEN_INTERVAL_MS)
  await pass(39_999)
  assert.equal(requests.length, 3)
  await pass(1)
  assert.equal(requests.length, 4)
})

test('messages go by the form, one after the other, under their id', async () => {
  const polling = await startWorking()
  answers = [answer('<hx-partial id=1>'), answer('<hx-partial id=2>')]
  polling.send('typing')
  polling.send('{"text":"one","cid":"cid-0001"}')
  polling.send('{"text":"two","cid":"cid-0002"}')
  assert.ok(requests.length <= 1, 'the second waits for the first')
  await settle()
  const page = { v: `${PROTOCOL_VERSION}`, lang: 'de', pictures: '1', since: '7' }
  const said = (text, cid) => ['POST', '/r/lobby/say', { ...page, text, cid }]
  assert.deepEqual(requests, [said('one', 'cid-0001'), said('two', 'cid-0002')])
  assert.deepEqual(shown, ['<hx-partial id=1>', '<hx-partial id=2>'])
})

test('files of a message go by the form too', async () => {
  const polling = await startWorking()
  polling.send(frameOf('', 'cid-0001', undefined, [{ id: '0a' }, { id: '0b' }]))
  await settle()
  const [[, url, { text, files }]] = requests
  assert.deepEqual([url, text, files], ['/r/lobby/say', '', '0a 0b'])
})

test('a send that fails holds up none after it', async () => {
  const polling = await startWorking()
  answers = [new TypeError('no network'), answer('<hx-partial>')]
  polling.send('{"text":"one","cid":"cid-0001"}')
  polling.send('{"text":"two","cid":"cid-0002"}')
  await settle()
  assert.deepEqual(shown, ['<hx-partial>'])
})

test('nothing is sent while the server cannot be reached', async () => {
  const polling = start()
  polling.send('{"text":"one","cid":"cid-0001"}')
  await settle()
  assert.equal(requests.length, 1, 'the poll')
})

test('an end is an end, as a socket would tell it', async () => {
  await startWorking()
  answers = [closed('4005', 'You’ve left this room.')]
  await pass(INTERVAL_MS)
  assert.deepEqual(losses, [[4005, 'You’ve left this room.']])
})

test('whoever is told to come back later sends nothing until then', async () => {
  const polling = await startWorking()
  answers = [closed('1013', 'You’re sending too fast.'), answer('<hx-partial>'), answer('<hx-partial>')]
  await pass(INTERVAL_MS)
  assert.deepEqual([losses, changes], [[[1013, 'You’re sending too fast.']], [true, false]])
  const asked = requests.length
  polling.send('{"text":"Hello","cid":"00000001"}')
  await settle()
  assert.equal(requests.length, asked)
  await pass(INTERVAL_MS)
  assert.equal(retries, 2, 'a socket comes first')
  assert.deepEqual(changes, [true, false])
  await pass(CONFIRM_MS)
  assert.deepEqual(changes, [true, false, true])
})

test('a page that stopped asks nothing and shows nothing', async () => {
  const polling = await startWorking()
  answers = [answer('<hx-partial>')]
  polling.poll()
  polling.stop()
  await settle()
  await pass(60_000)
  assert.deepEqual([requests.length, shown, changes], [1, [], [true]])
})
