// What the header tells about the connection.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createConnectionStatus } from '../../static/js/connection_status.js'

test('the header says what is true', () => {
  const [label, countdown, retryButton, header] = [{}, {}, {}, { dataset: {} }]
  const states = { live: 'live', reconnecting: 'reconnecting', offline: 'offline', closed: 'closed' }
  const words = { ...states, retryIn: 'in {seconds} s' }
  let isOnline = true
  const status = createConnectionStatus({ header, label, countdown, retryButton, words, isOnline: () => isOnline })
  const shown = () => [header.dataset.state, label.textContent, countdown.textContent, retryButton.hidden]
  status.show('waiting')
  status.showCountdown(1_001)
  assert.deepEqual(shown(), ['waiting', 'reconnecting', 'in 2 s', false])
  status.showCountdown(1_000)
  assert.equal(countdown.textContent, '')
  isOnline = false
  status.show('waiting')
  assert.deepEqual(shown(), ['waiting', 'offline', '', false])
  status.show('live')
  assert.deepEqual(shown(), ['live', 'live', '', true])
  status.show('gone', '')
  assert.deepEqual(shown(), ['gone', 'closed', '', true])
  status.show('gone', 'The room was deleted.')
  assert.equal(label.textContent, 'The room was deleted.')
})
