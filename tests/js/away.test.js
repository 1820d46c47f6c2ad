// What is new while nobody looks.

import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { createAwayNotice } from '../../static/js/on_demand/away.js'

let observers

beforeEach(() => {
  observers = []
  globalThis.MutationObserver = class {
    constructor(notify) {
      observers.push(notify)
    }

    observe() {}
  }
})

function page(title) {
  const icon = { href: '/icon.svg' }
  const badges = []
  let look
  const lines = []
  const root = {
    title,
    head: {},
    hidden: true,
    addEventListener(type, listener) {
      look = () => {
        root.hidden = false
        listener()
        root.hidden = true
      }
    },
    querySelector: () => icon,
    querySelectorAll: () => lines.splice(0).map(() => ({ remove() {} })),
    createElement: () => ({ append(child) { this.firstElementChild = child } }),
  }
  const notice = createAwayNotice({ root, label: 'New', badge: count => void badges.push(count) })
  const message = ({ isForMe = false, isMine = false, above } = {}) => ({
    isConnected: true,
    previousElementSibling: above && {
      matches: selector => selector === above,
      before: line => lines.push(`${above} ${line.className}`),
    },
    matches: selector => (isForMe && selector === '.for-me') || (isMine && selector === '.mine'),
    before: line => lines.push(line.firstElementChild.textContent),
  })
  return { root, icon, badges, lines, notice, message, look }
}

test('title, icon and badge count what came', () => {
  const { root, icon, badges, notice, message } = page('garden')
  notice.note([message(), message()])
  assert.deepEqual([root.title, icon.href, badges], ['(2) garden', '/icons/unread-2.svg', [2]])
  notice.note(Array.from({ length: 8 }, () => message()))
  assert.deepEqual([root.title, icon.href], ['(10) garden', '/icons/unread-more.svg'])
})

test('what is meant for the reader has another icon, until they look', () => {
  const { root, icon, badges, notice, message, look } = page('garden')
  notice.note([message({ isForMe: true })])
  notice.note([message()])
  assert.equal(icon.href, '/icons/for-me.svg')
  look()
  assert.deepEqual([root.title, icon.href, badges.at(-1)], ['garden', '/icon.svg', 0])
  notice.note([message()])
  assert.equal(icon.href, '/icons/unread-1.svg')
})

test('a line is above the first, and above its day', () => {
  const { lines, notice, message, look } = page('garden')
  notice.note([message(), message()])
  notice.note([message()])
  assert.deepEqual(lines, ['New'])
  look()
  assert.deepEqual(lines, ['New'])
  notice.note([message({ above: '.day' })])
  assert.deepEqual(lines, ['.day unread-divider'])
})

test('a room that gets another name meanwhile keeps it', () => {
  const { root, notice, message, look } = page('(1) garden')
  notice.note([message()])
  assert.equal(root.title, '(1) (1) garden')
  root.title = 'orchard'
  for (const notify of observers) notify()
  assert.equal(root.title, '(1) orchard')
  look()
  assert.equal(root.title, 'orchard')
})

test('own messages are no news, nor is anything while somebody looks', () => {
  const { root, lines, notice, message } = page('garden')
  notice.note([message({ isMine: true })])
  root.hidden = false
  notice.note([message()])
  assert.deepEqual([root.title, lines], ['garden', []])
})
