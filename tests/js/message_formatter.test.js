// Where a day begins.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { dayLabel } from '../../static/js/message_formatter.js'

test('a day begins above its first message', () => {
  const now = new Date(2026, 10, 25, 12)
  const [morning, evening] = [new Date(2026, 10, 25, 8), new Date(2026, 10, 25, 23)]
  const dayBefore = new Date(2026, 10, 24, 23)
  assert.equal(dayLabel(morning, null, now, 'Today'), 'Today')
  assert.equal(dayLabel(morning, dayBefore, now, 'Today'), 'Today')
  assert.equal(dayLabel(evening, morning, now, 'Today'), '')
  assert.match(dayLabel(dayBefore, null, now, 'Today'), /2026/)
})
