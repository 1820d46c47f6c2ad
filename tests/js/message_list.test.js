// Where a message goes that comes into an open page, and where a day begins.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createMessageList, dayLabel, insertInOrder } from '../../static/js/message_list.js'

// As much of a list of elements as placing one needs.
class List {
  constructor(...ids) {
    this.children = []
    this.ownerDocument = { getElementById: id => this.children.find(child => child.id === id) }
    for (const id of ids) this.insertBefore(element(id), null)
  }

  // No log: its items have no times.
  matches() {
    return false
  }

  get ids() {
    return this.children.map(child => child.id).join(' ')
  }

  get lastElementChild() {
    return this.children.at(-1) ?? null
  }

  insertBefore(child, next) {
    const place = next === null ? this.children.length : this.children.indexOf(next)
    this.children.splice(place, 0, child)
    child.list = this
  }
}

function element(id, text = '') {
  return {
    id,
    text,
    list: null,
    dataset: {},
    matches: () => false,
    querySelector: () => null,
    get isConnected() {
      return this.list !== null
    },
    get previousElementSibling() {
      return this.list.children[this.list.children.indexOf(this) - 1] ?? null
    },
    replaceWith(other) {
      this.list.insertBefore(other, this)
      this.list.children.splice(this.list.children.indexOf(this), 1)
      this.list = null
    },
  }
}

function listAfter(ids, inserted) {
  const list = new List(...ids)
  insertInOrder(list, element(inserted))
  return list.ids
}

test('a message goes where its number belongs', () => {
  assert.equal(listAfter([], 'm5'), 'm5')
  assert.equal(listAfter(['m5'], 'm6'), 'm5 m6')
  assert.equal(listAfter(['m5', 'm7'], 'm6'), 'm5 m6 m7')
  assert.equal(listAfter(['m9'], 'm10'), 'm9 m10')
})

test('a late message stays below the lines above the next one', () => {
  assert.equal(listAfter(['m5', 'n5', 'm7'], 'm6'), 'm5 n5 m6 m7')
  assert.equal(listAfter(['m5', 'm7', 'n7'], 'm6'), 'm5 m6 m7 n7')
  assert.equal(listAfter(['n4'], 'm5'), 'n4 m5')
})

test('a message before the first one is left out', () => {
  assert.equal(listAfter(['m5', 'm7'], 'm4'), 'm5 m7')
  assert.equal(listAfter(['n4', 'm5'], 'm4'), 'n4 m5')
})

test('anything else goes to the end', () => {
  assert.equal(listAfter(['m5', 'm7'], 'n6'), 'm5 m7 n6')
  assert.equal(listAfter(['u-ada'], 'u-grace'), 'u-ada u-grace')
  assert.equal(listAfter(['m5'], ''), 'm5 ')
})

test('nothing goes to the end of an old part', () => {
  const list = new List('m5', 'm7')
  list.nextElementSibling = { id: 'later' }
  for (const id of ['m8', 'n8', 'm6', 'm4']) insertInOrder(list, element(id))
  assert.equal(list.ids, 'm5 m6 m7')
})

test('what comes twice is there once, as it came last', () => {
  const list = new List('m5', 'm6', 'm7')
  const again = element('m6', 'again')
  let swap
  const htmx = { registerExtension: (_, { handle_swap }) => (swap = handle_swap) }
  createMessageList({ htmx, now: () => new Date() })
  const shown = swap('upsert', list, { children: [again, element('m8'), element('m1')] })
  assert.equal(list.ids, 'm5 m6 m7 m8')
  assert.equal(list.children[1].text, 'again')
  assert.deepEqual(shown.map(({ id }) => id), ['m6', 'm8'], 'htmx is told only of what is in the page')
})

test('what changed is quoted anew, and its quote is no item of the list', () => {
  const list = new List('m5')
  const quotes = [1, 2].map(() => ({ replaceChildren: function (...nodes) { this.nodes = nodes } }))
  list.ownerDocument.getElementById = () => null
  list.ownerDocument.querySelectorAll = selector => (selector === '.q5' ? quotes : [])
  let swap
  const htmx = { registerExtension: (_, { handle_swap }) => (swap = handle_swap) }
  createMessageList({ htmx, now: () => new Date() })
  const cloneNode = () => ({ childNodes: ['In reply to Ada'] })
  const update = { id: '', hidden: true, dataset: { quote: 'q5' }, cloneNode }
  swap('upsert', list, { children: [element('m6'), update] })
  assert.equal(list.ids, 'm5 m6')
  assert.deepEqual(quotes.map(({ nodes }) => nodes), [['In reply to Ada'], ['In reply to Ada']])
})

test('a day begins above its first message', () => {
  const now = new Date(2026, 10, 25, 12)
  const [morning, evening] = [new Date(2026, 10, 25, 8), new Date(2026, 10, 25, 23)]
  const dayBefore = new Date(2026, 10, 24, 23)
  const weekBefore = new Date(2026, 10, 18, 23)
  const words = { today: 'Today', yesterday: 'Yesterday', format: date => `the ${date.getDate()}th` }
  assert.equal(dayLabel(morning, null, now, words), 'Today')
  assert.equal(dayLabel(morning, dayBefore, now, words), 'Today')
  assert.equal(dayLabel(evening, morning, now, words), '')
  assert.equal(dayLabel(dayBefore, weekBefore, now, words), 'Yesterday')
  assert.equal(dayLabel(weekBefore, null, now, words), 'the 18th')
  assert.equal(dayLabel(new Date(2026, 2, 1, 0), null, new Date(2026, 2, 2, 23), words), 'Yesterday')
})
