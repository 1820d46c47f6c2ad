// What is read aloud.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createAnnouncer } from '../../static/js/on_demand/announcer.js'

const FORMS = {
  en: { one: '{count} message', other: '{count} messages' },
  ar: { zero: 'zero', two: 'two', few: '{count} few', other: '{count} other' },
}

function announcer(lang) {
  const entries = []
  const createElement = () => ({ remove() { entries.splice(entries.indexOf(this), 1) } })
  const region = { ownerDocument: { createElement }, append: entry => entries.push(entry) }
  const plurals = new Intl.PluralRules(lang)
  const { tell, say } = createAnnouncer({ region, plurals, write: String, missedWords: form => FORMS[lang][form] })
  return { tell, say, entries, read: () => entries.map(entry => entry.textContent) }
}

function message(name, text, isMine = false, files = []) {
  const parts = { '.name': { textContent: name }, '.body': text && { textContent: text } }
  return { matches: () => isMine, querySelector: part => parts[part], querySelectorAll: () => files }
}

test('messages of others are read aloud, with their author', () => {
  const { tell, read } = announcer('en')
  tell([message('Ada', 'one'), message('Grace', 'mine', true), message('Linus', 'two')], true)
  assert.deepEqual(read(), ['Ada: one', 'Linus: two'])
})

test('files are read aloud by what they show or are called, with a text or alone', () => {
  const { tell, read } = announcer('en')
  const files = [{ alt: 'A cat.', textContent: '' }, { textContent: 'report.pdf' }]
  tell([message('Ada', 'Look.', false, files), message('Ada', null, false, files)], true)
  assert.deepEqual(read(), ['Ada: Look. · A cat. · report.pdf', 'Ada: A cat. · report.pdf'])
})

test('a long text is shortened between its letters', () => {
  const { tell, read } = announcer('en')
  tell([message('Ada', 'x'.repeat(300)), message('Ada', `${'x'.repeat(299)}😀 and more`)], true)
  assert.deepEqual(read(), [`Ada: ${'x'.repeat(300)}`, `Ada: ${'x'.repeat(299)}\ufffd…`])
})

test('what a return brings is counted, in the plural form of the language', () => {
  const counted = (lang, count) => {
    const { tell, read } = announcer(lang)
    tell([...Array(count)].map(() => message('Ada', 'missed')), false)
    return read().join()
  }
  assert.deepEqual([counted('en', 1), counted('en', 12)], ['1 message', '12 messages'])
  assert.deepEqual([counted('ar', 2), counted('ar', 5)], ['two', '5 few'])
  assert.equal(counted('ar', 12), '12 other', 'a form that it lacks')
  assert.equal(counted('en', 0), '', 'nothing was missed')
})

test('what was read aloud leaves the page', context => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const { say, read } = announcer('en')
  say('first')
  context.mock.timers.tick(4_000)
  say('second')
  assert.deepEqual(read(), ['first', 'second'])
  context.mock.timers.tick(1_000)
  assert.deepEqual(read(), ['second'])
  context.mock.timers.tick(5_000)
  assert.deepEqual(read(), [])
})
