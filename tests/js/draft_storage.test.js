// Storage that is full, forbidden, or holds something else.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createBrowserStorage } from '../../static/js/browser_storage.js'
import { createDraftStorage } from '../../static/js/draft_storage.js'

const SENDS = [['cid-0001', 'Hello.', null], ['cid-0002', 'Hi.', { sentence: 'No.' }]]
const REPLY = { seq: 7, line: [['#text', 'Replying to '], ['BDI', 'Ada']] }
const NOTHING = { draft: undefined, sends: [], reply: undefined }
const NO_DRAFT = { draft: '', seq: undefined }

// As much of a browser's storage as is used.
function storageWith(content) {
  const items = new Map(content === undefined ? [] : [['key', content]])
  return {
    getItem: key => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: key => items.delete(key),
  }
}

const full = {
  getItem: () => null,
  setItem() {
    throw new DOMException('full', 'QuotaExceededError')
  },
  removeItem() {},
}

const forbidden = createBrowserStorage(() => {
  throw new DOMException('no', 'SecurityError')
})

function tab(shared, own = storageWith()) {
  const [ofBrowser, ofTab] = [shared, own].map(storage => createBrowserStorage(() => storage))
  return createDraftStorage({ shared: ofBrowser, own: ofTab, key: 'key' })
}

test('what a tab has kept is found again after a reload', () => {
  const [shared, own] = [storageWith(), storageWith()]
  tab(shared, own).save('half a thou', SENDS, REPLY)
  assert.deepEqual(tab(shared, own).loadOwn(), { draft: undefined, sends: SENDS, reply: REPLY })
  assert.deepEqual(tab(shared, own).loadShared(), { draft: 'half a thou', seq: 7 })
})

test('another tab has the draft, and nothing that is on its way', () => {
  const shared = storageWith()
  tab(shared).save('half a thou', SENDS, REPLY)
  const other = tab(shared)
  assert.deepEqual(other.loadShared(), { draft: 'half a thou', seq: 7 })
  assert.deepEqual(other.loadOwn(), NOTHING)
})

test('a draft that was sent leaves nothing behind', () => {
  const shared = storageWith()
  const first = tab(shared)
  first.save('half a thou', [])
  first.save('', [])
  assert.equal(shared.getItem('key'), null)
  assert.deepEqual(tab(shared).loadShared(), NO_DRAFT)
})

test('a tab whose draft stays as it is writes nothing over that of another', () => {
  const shared = storageWith()
  const first = tab(shared)
  first.save('half', [])
  tab(shared).save('half a thought', [])
  first.save('half', SENDS)
  assert.deepEqual(first.loadShared(), { draft: 'half a thought', seq: undefined })
})

test('full storage of the browser leaves the draft to the tab', () => {
  const own = storageWith()
  const only = tab(full, own)
  only.save('half a thou', [])
  only.save('half a thou', SENDS)
  assert.deepEqual(only.loadOwn(), { draft: 'half a thou', sends: SENDS, reply: undefined })
  assert.deepEqual(only.loadShared(), NO_DRAFT)
})

test('full storage keeps nobody from talking', () => {
  const only = tab(full, full)
  only.save('half a thou', SENDS)
  assert.deepEqual(only.loadOwn(), NOTHING)
})

test('forbidden storage is as good as none', () => {
  const only = createDraftStorage({ shared: forbidden, own: forbidden, key: 'key' })
  only.save('half a thou', SENDS)
  only.save('', [])
  assert.deepEqual(only.loadOwn(), NOTHING)
  assert.deepEqual(only.loadShared(), NO_DRAFT)
})

test('rubbish is no draft', () => {
  for (const rubbish of ['', '{"draft":', 'null', '7', '[]', '{"sends":7}', '{"sends":[7,null]}']) {
    assert.deepEqual(tab(storageWith(rubbish), storageWith(rubbish)).loadOwn(), NOTHING, rubbish)
    assert.deepEqual(tab(storageWith(rubbish)).loadShared(), NO_DRAFT, rubbish)
  }
  const own = storageWith('{"sends":[["cid-0001","old"]]}')
  assert.deepEqual(tab(storageWith(), own).loadOwn().sends, [['cid-0001', 'old']])
})

test('files of what is on its way are found again after a reload', () => {
  const own = storageWith()
  const sends = [['cid-0001', 'Look.', null, null, [['0b7e', 'cat.png']]], ['cid-0002', 'Hi.', null, null, []]]
  tab(storageWith(), own).save('', sends)
  assert.deepEqual(tab(storageWith(), own).loadOwn().sends, sends)
})
