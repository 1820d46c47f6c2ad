// Away and back.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { createPresenceStatus } from '../../static/js/presence_status.js'
import { AWAY_AFTER_MS } from '../../static/js/settings.js'

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
})

test('who is hidden for long is away, and back when shown', () => {
  const sent = []
  const presence = createPresenceStatus({ send: frame => sent.push(frame) })
  presence.setHidden(true)
  mock.timers.tick(AWAY_AFTER_MS - 1)
  presence.setHidden(false)
  mock.timers.tick(AWAY_AFTER_MS)
  assert.deepEqual(sent, [], 'a look at another tab is not being away')
  presence.setHidden(true)
  mock.timers.tick(AWAY_AFTER_MS)
  presence.repeat()
  presence.setHidden(false)
  presence.setHidden(false)
  presence.repeat()
  assert.deepEqual(sent, ['away', 'away', 'back'])
})
