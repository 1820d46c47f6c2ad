// Where the arrow keys lead in the log.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { nextItem } from '../../static/js/on_demand/keyboard.js'

const VIEW = { top: 100, bottom: 500 }

// The way to earlier messages, then messages, each with its place on the screen.
function log(...places) {
  return places.map(([top, bottom], index) => ({
    index,
    matches: () => index > 0,
    getBoundingClientRect: () => ({ top, bottom }),
  }))
}

const leads = (all, from, step) => nextItem(all, all[from], step, VIEW)?.index

test('arrows lead from message to message, and to the way further up', () => {
  const all = log([110, 130], [130, 200], [200, 300], [300, 400])
  assert.deepEqual([leads(all, 2, -1), leads(all, 2, 1)], [1, 3])
  assert.deepEqual([leads(all, 1, -1), leads(all, 0, 1)], [0, 1])
  assert.deepEqual([leads(all, 0, -1), leads(all, 3, 1)], [0, 3], 'no further')
})

test('Home and End lead to the first and the last message', () => {
  const all = log([-900, -800], [-800, -700], [-700, 400], [400, 600])
  assert.deepEqual([leads(all, 2, -Infinity), leads(all, 2, Infinity)], [1, 3])
})

test('the first key leads to what is in view', () => {
  const all = log([-90, 0], [0, 90], [90, 200], [200, 400], [510, 600])
  assert.deepEqual([leads(all, undefined, -1), leads(all, undefined, 1)], [3, 2])
  assert.equal(leads(all, 1, -1), 3, 'the reader has scrolled since')
})

test('what is taller than the view is read to its end', () => {
  const all = log([-90, 0], [0, 110], [110, 700], [700, 800])
  assert.equal(leads(all, 2, 1), undefined, 'the browser scrolls')
  assert.equal(leads(all, 2, -1), 1)
})
