// What takes the composer's place. The elements are pretended.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { showBanner } from '../../static/js/on_demand/ended_page.js'

function bannerOf(sentence) {
  const kept = { hidden: true, lastElementChild: { textContent: '' } }
  const banner = {
    firstElementChild: { textContent: sentence },
    kept,
    hasFocus: false,
    querySelector: () => kept,
    focus() {
      banner.hasFocus = true
    },
  }
  return banner
}

const body = {}

function end(reason, draft, hasFocus = false) {
  const form = {
    ownerDocument: { activeElement: hasFocus ? body : {}, body },
    contains: () => false,
    after(element) {
      form.next = element
    },
  }
  showBanner({ form, banner: bannerOf('You have left.'), reason, draft })
  return form
}

test('the composer makes way, and the banner says what happened', () => {
  const form = end('', '')
  assert.equal(form.hidden, true)
  assert.equal(form.next.firstElementChild.textContent, 'You have left.')
  assert.equal(form.next.kept.hidden, true)
  assert.equal(form.next.hasFocus, false)
})

test('what the server says goes first', () => {
  assert.equal(end('Gone by another tab.', '').next.firstElementChild.textContent, 'Gone by another tab.')
})

test('typed text is kept, and focus is not lost', () => {
  const { next } = end('', 'half a thou', true)
  assert.deepEqual([next.kept.hidden, next.kept.lastElementChild.textContent], [false, 'half a thou'])
  assert.equal(next.hasFocus, true)
})
