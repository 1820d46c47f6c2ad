// What takes the composer's place. The elements are pretended.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { showEnding } from '../../static/js/on_demand/ended_page.js'

function banner(sentence) {
  const kept = { hidden: true, lastElementChild: { textContent: '' } }
  const element = {
    firstElementChild: { textContent: sentence },
    kept,
    hasFocus: false,
    querySelector: () => kept,
    cloneNode: () => banner(sentence),
    focus() {
      element.hasFocus = true
    },
  }
  return element
}

const body = {}

function end(code, reason, draft, hasFocus = false) {
  const banners = { 4005: banner('You have left.') }
  const content = {
    querySelector: selector => banners[selector.match(/"(.*)"/)[1]] ?? null,
    lastElementChild: banner('No longer connected.'),
  }
  const form = {
    ownerDocument: { activeElement: hasFocus ? body : {}, body },
    contains: () => false,
    after(element) {
      form.next = element
    },
  }
  showEnding({ form, endings: { content }, code, reason, draft })
  return form
}

test('the composer makes way, and the banner says what happened', () => {
  const form = end(4005, '', '')
  assert.equal(form.hidden, true)
  assert.equal(form.next.firstElementChild.textContent, 'You have left.')
  assert.equal(form.next.kept.hidden, true)
  assert.equal(form.next.hasFocus, false)
})

test('what the server says goes first, and an unknown code has a banner too', () => {
  assert.equal(end(4005, 'Gone by another tab.', '').next.firstElementChild.textContent, 'Gone by another tab.')
  assert.equal(end(4999, '', '').next.firstElementChild.textContent, 'No longer connected.')
})

test('typed text is kept, and focus is not lost', () => {
  const { next } = end(4005, '', 'half a thou', true)
  assert.deepEqual([next.kept.hidden, next.kept.lastElementChild.textContent], [false, 'half a thou'])
  assert.equal(next.hasFocus, true)
})
