// What somebody types that a list may help with.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isHopeless, typedBefore } from '../../static/js/on_demand/suggestions.js'

test('a name, an emoji and a command are recognised before the caret', () => {
  for (const [text, typed] of [
    ['@', '@'],
    ['Hi @Gra', '@Gra'],
    ['(@Ada Lov', '@Ada Lov'],
    ['two\n@Ada', '@Ada'],
    ['@Ada and @G', '@G'],
    ['@太', '@太'],
    ['@نو', '@نو'],
    [':ta', ':ta'],
    ['yes :+1', ':+1'],
    ['/', '/'],
    ['/ni', '/ni'],
    ['/нi', '/нi'],
  ]) {
    assert.equal(typedBefore(text), typed, text)
  }
})

test('text that only looks like it is left alone', () => {
  for (const text of ['', 'ada@x', 'a@', ':D', ':', 'at 10:30', 'std::ke', 'https://a', '/usr/', '/nick A', 'hi /n', 'x\n/n', '@A\nb']) {
    assert.equal(typedBefore(text), '', text)
  }
})

test('what follows a beginning that nobody has is text', () => {
  assert.ok(isHopeless('@ada and', '@ada a'))
  assert.ok(!isHopeless('@ad', '@ada a'))
  assert.ok(!isHopeless('@ad', ''))
})
