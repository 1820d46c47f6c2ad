// The view, and how many came unseen.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createScrollPosition } from '../../static/js/scroll_position.js'

test('who reads further up is told how many came', () => {
  const element = () => ({ addEventListener(_, handle) { this.handle = handle } })
  const [scroller, button, label] = [element(), element(), element()]
  const scroll = createScrollPosition({ scroller, button, label, unseenWords: '{count} new', write: String })
  const scrollTo = top => {
    scroller.scrollTop = top
    scroller.handle()
  }
  scrollTo(-39)
  scroll.addUnseen(1)
  assert.equal(button.hidden, true, 'near enough to see it')
  scrollTo(-40)
  scroll.addUnseen(1)
  scroll.addUnseen(2)
  assert.deepEqual([button.hidden, label.textContent], [false, '3 new'])
  scroll.toNewest()
  scroller.handle()
  scroll.addUnseen(1)
  assert.equal(button.hidden, true)
})
