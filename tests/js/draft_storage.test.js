// Storage that is full, forbidden, or holds something else.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createDraftStorage } from '../../static/js/draft_storage.js'

const SENDS = [['cid-0001', 'Hello.', ''], ['cid-0002', 'Hi.', '<p class="refusal">No.</p>']]

// As much of a tab's storage as is used.
function storageWith(content) {
  const items = new Map(content === undefined ? [] : [['key', content]])
  const storage = { getItem: key => items.get(key) ?? null, setItem: (key, value) => items.set(key, value) }
  return createDraftStorage({ openStorage: () => storage, key: 'key' })
}

test('what was kept is found again', () => {
  const storage = storageWith()
  const reply = { seq: 7, line: 'Replying to <bdi>Ada</bdi>' }
  storage.save('half a thou', SENDS, reply)
  assert.deepEqual(storage.load(), { draft: 'half a thou', sends: SENDS, reply })
})

test('full storage keeps nobody from talking', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const storage = createDraftStorage({ openStorage: () => full, key: 'key' })
  storage.save('half a thou', SENDS)
  assert.deepEqual(storage.load(), { draft: undefined, sends: [], reply: undefined })
})

test('forbidden storage is as good as none', () => {
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError')
  }
  const storage = createDraftStorage({ openStorage: forbidden, key: 'key' })
  storage.save('half a thou', SENDS)
  assert.deepEqual(storage.load(), { draft: undefined, sends: [], reply: undefined })
})

test('rubbish is no draft', () => {
  for (const rubbish of [undefined, '', '{"draft":', 'null', '7', '[]', '{"sends":7}', '{"sends":[7,null]}']) {
    assert.deepEqual(storageWith(rubbish).load(), { draft: undefined, sends: [], reply: undefined }, rubbish)
  }
  assert.deepEqual(storageWith('{"sends":[["cid-0001","old"]]}').load().sends, [['cid-0001', 'old']])
})
