// How far a room was read.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { raisedMarker } from '../../static/js/read_marker.js'

test('a marker is raised only where there is one', () => {
  const blank = 'seen-lobby=; Path=/; SameSite=Lax'
  assert.equal(raisedMarker('a=1; seen-lobby=7.1', blank, '8', 2), 'seen-lobby=8.2; Path=/; SameSite=Lax')
  assert.equal(raisedMarker('a=1; seen-garden=7.1', blank, '8', 2), '')
})

test('a raised marker keeps what the room is called', () => {
  const blank = 'seen-tea=.Tea%20%26%20Cake; Path=/; SameSite=Lax'
  const raised = 'seen-tea=8.2.Tea%20%26%20Cake; Path=/; SameSite=Lax'
  assert.equal(raisedMarker('seen-tea=7.1', blank, '8', 2), raised)
})
