// What is shown of a text: the same as in templates/message_text.rs.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { foldOf, shortened } from '../../static/js/on_demand/message_text.js'
import { countRemaining, directionOf } from '../../static/js/on_demand/long_text.js'
import { BODY_MAX_CHARS, FOLD_AFTER_ROWS, NARROW_ROW_COLUMNS, WIDE_ROW_COLUMNS } from '../../static/js/settings.js'

test('a run of empty lines is shortened to two', () => {
  assert.equal(shortened('one\n\n\ntwo'), 'one\n\n\ntwo')
  assert.equal(shortened('one\n\n\n\ntwo'), 'one\n\n\ntwo')
  const runs = 'one\n \n\t\n\u{200B}\n\u{3164}\u{2800}\n\ntwo\n\n\n\n\nthree'
  assert.equal(shortened(runs), 'one\n \n\t\ntwo\n\n\nthree')
  assert.equal(shortened('\n\none\n \n'), 'one', 'as the room takes it')
})

test('a text of more than a screen is folded', () => {
  const lines = count => Array(count).fill('line').join('\n')
  assert.equal(foldOf(''), '')
  assert.equal(foldOf(lines(FOLD_AFTER_ROWS)), '')
  assert.equal(foldOf(lines(FOLD_AFTER_ROWS + 1)), 'always')
  assert.equal(foldOf('x'.repeat(FOLD_AFTER_ROWS * NARROW_ROW_COLUMNS)), '')
  assert.equal(foldOf('x'.repeat(FOLD_AFTER_ROWS * NARROW_ROW_COLUMNS + 1)), 'narrow')
  assert.equal(foldOf('語'.repeat((FOLD_AFTER_ROWS * NARROW_ROW_COLUMNS) / 2 + 1)), 'narrow')
  assert.equal(foldOf('😀'.repeat((FOLD_AFTER_ROWS * NARROW_ROW_COLUMNS) / 2 + 1)), 'narrow')
  assert.equal(foldOf('x'.repeat(FOLD_AFTER_ROWS * WIDE_ROW_COLUMNS + 1)), 'always')
})

test('characters are counted as the room counts them', () => {
  assert.equal(countRemaining(''), BODY_MAX_CHARS)
  assert.equal(countRemaining('😀'.repeat(BODY_MAX_CHARS)), 0)
  assert.equal(countRemaining('é'.repeat(BODY_MAX_CHARS + 1)), -1)
  assert.equal(countRemaining('\n \n  a\n'), BODY_MAX_CHARS - 3, 'with its indentation')
  assert.equal(countRemaining('\ud83d'), BODY_MAX_CHARS - 1, 'half an emoji is replaced by one character')
})

test('lines have directions of their own where some are written to the left', () => {
  assert.equal(directionOf('hello'), '')
  for (const text of ['hello\nשלום', 'مرحبا', '𞤀']) assert.equal(directionOf(text), 'auto')
  assert.equal(directionOf('שלום'.repeat(100_000)), '', 'no message could be so long')
})
