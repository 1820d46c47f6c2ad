// The view, and how many came unseen.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createScrollPosition } from '../../static/js/scroll_position.js'

test('who reads further up is told how many came', () => {
  const element = () => ({ addEventListener(_, handle) { this.handle = handle } })
  const [scroller, button, label] = [element(), element(), element()]
  const words = { unseen: '{count} new', toNewest: 'back' }
  const isOldPart = () => false
  const scroll = createScrollPosition({ scroller, button, label, words, write: String, isOldPart })
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

test('who is far up, or reads an old part, has a way back', () => {
  const element = () => ({ addEventListener(_, handle) { this.handle = handle } })
  const [scroller, button, label] = [element(), element(), element()]
  const words = { unseen: '{count} new', toNewest: 'back' }
  let isOld = true
  let asked = 0
  const showNewest = () => (asked += 1)
  const parts = { scroller, button, label, words, write: String, isOldPart: () => isOld, showNewest }
  const scroll = createScrollPosition(parts)
  assert.deepEqual([button.hidden, label.textContent], [false, 'back'], 'before anything is scrolled')
  scroller.clientHeight = 500
  scroller.scrollTop = 0
  scroller.handle()
  scroll.addUnseen(2)
  assert.deepEqual([button.hidden, label.textContent], [false, '2 new'], 'the end of an old part is not the end')
  scroll.toNewest()
  assert.equal(asked, 1)
  isOld = false
  scroll.update()
  assert.equal(button.hidden, true)
  scroller.scrollTop = -501
  scroller.handle()
  assert.deepEqual([button.hidden, label.textContent], [false, 'back'])
})
