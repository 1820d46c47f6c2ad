// What the body tells about the connection.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createConnectionStatus } from '../../static/js/connection_status.js'

test('the body says what is true', () => {
  const [label, countdown, retryButton, body] = [{}, {}, {}, { dataset: {} }]
  const states = { live: 'live', waiting: 'reconnecting', offline: 'offline', gone: 'closed' }
  const words = { ...states, retryIn: 'in {seconds} s' }
  const status = createConnectionStatus({ body, label, countdown, retryButton, words, write: String })
  const shown = () => [body.dataset.state, label.textContent, countdown.textContent, retryButton.hidden]
  status.show('waiting')
  status.showCountdown(1_001)
  assert.deepEqual(shown(), ['waiting', 'reconnecting', 'in 2 s', false])
  status.showCountdown(1_000)
  assert.equal(countdown.textContent, '')
  status.show('waiting', 'This room is full.')
  assert.deepEqual(shown(), ['waiting', 'This room is full.', '', false])
  status.show('offline')
  assert.deepEqual(shown(), ['offline', 'offline', '', false])
  status.show('live')
  assert.deepEqual(shown(), ['live', 'live', '', true])
  status.show('gone', 'The room was deleted.')
  assert.deepEqual(shown(), ['gone', 'closed', '', true], 'the banner says why')
})
