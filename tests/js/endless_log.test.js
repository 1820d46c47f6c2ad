// What leaves a log that has got long.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { trim } from '../../static/js/on_demand/endless_log.js'

// `day`, `notice`, or a message by its id. `*` marks what is selected.
function list(text) {
  const log = { children: [], ownerDocument: { activeElement: null } }
  log.children = text.split(' ').map(word => ({
    id: word,
    contains: () => false,
    matches: selector => selector === (word.startsWith('m') ? '.message' : `.${word}`),
    get nextElementSibling() {
      return log.children[log.children.indexOf(this) + 1] ?? null
    },
    get previousElementSibling() {
      return log.children[log.children.indexOf(this) - 1] ?? null
    },
    remove() {
      log.children.splice(log.children.indexOf(this), 1)
    },
  }))
  const range = { intersectsNode: ({ id }) => id.endsWith('*') }
  const isCollapsed = !text.includes('*')
  log.ownerDocument.getSelection = () => ({ isCollapsed, getRangeAt: () => range })
  Object.defineProperty(log, 'firstElementChild', { get: () => log.children[0] ?? null })
  Object.defineProperty(log, 'lastElementChild', { get: () => log.children.at(-1) ?? null })
  return log
}

function trimmed(text, limit, side = 'earlier') {
  const log = list(text)
  const edge = trim(log, side, limit)
  return [log.children.map(({ id }) => id).join(' '), edge?.id ?? null]
}

test('the first messages leave, below the line of their day', () => {
  assert.deepEqual(trimmed('day m1 m2 m3', 4), ['day m1 m2 m3', null])
  assert.deepEqual(trimmed('day m1 m2 m3 m4', 3), ['day m2 m3 m4', 'm2'])
  assert.deepEqual(trimmed('day m1 notice m2 m3', 2), ['day m2 m3', 'm2'], 'a notice alone says nothing')
  assert.deepEqual(trimmed('day m1 day m2 m3', 2), ['day m2 m3', 'm2'])
})

test('the last messages leave, with the lines above them', () => {
  assert.deepEqual(trimmed('day m1 m2 m3', 4, 'later'), ['day m1 m2 m3', null])
  assert.deepEqual(trimmed('day m1 m2 m3', 2, 'later'), ['day m1', 'm1'])
  assert.deepEqual(trimmed('day m1 notice day m2', 4, 'later'), ['day m1', 'm1'])
})

test('what is selected stays, and what is beside it', () => {
  assert.deepEqual(trimmed('day m1 m2* m3 m4', 2, 'later'), ['day m1 m2*', 'm2*'])
  assert.deepEqual(trimmed('day m1* m2 m3 m4', 2), ['day m1* m2 m3 m4', null])
})
