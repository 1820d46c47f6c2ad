// What was kept and what was typed meanwhile.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { joinTexts } from '../../static/js/composer.js'

test('a field keeps both texts, but the same one once', () => {
  assert.equal(joinTexts('kept', 'typed'), 'kept\ntyped')
  assert.equal(joinTexts('same', 'same'), 'same')
  assert.equal(joinTexts(undefined, 'typed'), 'typed')
  assert.equal(joinTexts('kept', ''), 'kept')
  assert.equal(joinTexts(undefined, ''), '')
})
