// What was kept and what was typed meanwhile; what Enter does.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createComposer, joinTexts } from '../../static/js/composer.js'

test('a field keeps both texts, but the same one once', () => {
  assert.equal(joinTexts('kept', 'typed'), 'kept\ntyped')
  assert.equal(joinTexts('same', 'same'), 'same')
  assert.equal(joinTexts(undefined, 'typed'), 'typed')
  assert.equal(joinTexts('kept', ''), 'kept')
  assert.equal(joinTexts(undefined, ''), '')
})

function pretendComposer({ isTouch = false } = {}) {
  const sent = []
  const form = new EventTarget()
  form.requestSubmit = () => form.dispatchEvent(new Event('submit', { cancelable: true }))
  const field = Object.assign(new EventTarget(), { value: 'かな', focus() {} })
  const composer = createComposer({
    form,
    field,
    refusal: { replaceChildren() {} },
    isTouch: () => isTouch,
    onChange() {},
    files: { hasAny: () => false, hold: () => false },
    onTyping() {},
    onBack: () => sent.push('back'),
    onSubmit: text => sent.push(text),
  })
  // At a time in milliseconds. Says whether the browser went on to break the line.
  function fire(type, at, key = {}) {
    const event = Object.assign(new Event(type, { cancelable: true }), key)
    Object.defineProperty(event, 'timeStamp', { value: at })
    return field.dispatchEvent(event)
  }
  const enter = (at, key) => fire('keydown', at, { key: 'Enter', keyCode: 13, ...key })
  return { sent, field, fire, enter, composer }
}

test('Enter sends, and with Shift or Alt it is left to the browser', () => {
  const { sent, enter } = pretendComposer()
  assert.ok(enter(1_000, { shiftKey: true }))
  assert.ok(enter(1_000, { altKey: true }))
  assert.deepEqual(sent, [])
  assert.ok(!enter(1_000))
  assert.deepEqual(sent, ['かな'])
})

test('Enter inside a composition belongs to the input method', () => {
  const { sent, fire, enter } = pretendComposer()
  fire('compositionstart', 1_000)
  assert.ok(enter(1_500, { isComposing: true, keyCode: 229 }))
  fire('compositionend', 1_500)
  assert.deepEqual(sent, [])
  enter(1_510)
  assert.deepEqual(sent, ['かな'], 'the next one is pressed by somebody')
})

test('Enter that comes after the end of the composition that it ended sends nothing', () => {
  const { sent, fire, enter } = pretendComposer()
  fire('keydown', 990, { key: 'a', keyCode: 229, isComposing: true })
  fire('compositionend', 1_000)
  enter(1_000, { keyCode: 229 })
  fire('keydown', 1_990, { key: 'a', keyCode: 229, isComposing: true })
  fire('compositionend', 2_000)
  assert.ok(!enter(2_004), 'nor does it break the line')
  assert.deepEqual(sent, [])
  enter(2_010)
  assert.deepEqual(sent, ['かな'], 'the next one is pressed by somebody')
})

test('Enter on a touch keyboard is a new line, with Control or Command it sends', () => {
  for (const modifier of [{ ctrlKey: true }, { metaKey: true }]) {
    const { sent, field, fire, enter } = pretendComposer({ isTouch: true })
    assert.equal(field.enterKeyHint, 'enter')
    // Such keyboards compose each word.
    fire('compositionend', 1_000)
    assert.ok(enter(1_001))
    assert.deepEqual(sent, [])
    enter(2_000, modifier)
    assert.deepEqual(sent, ['かな'])
  }
  assert.equal(pretendComposer().field.enterKeyHint, 'send')
})

test('going up from an empty field goes back to what was said', () => {
  const { sent, field, fire } = pretendComposer()
  const goUp = key => fire('keydown', 1_000, { key: 'ArrowUp', ...key })
  assert.ok(goUp(), 'in a text it moves')
  field.value = ''
  assert.ok(goUp({ isComposing: true }))
  assert.ok(!goUp())
  assert.deepEqual(sent, ['back'])
})

test('a second submit right after the first sends nothing', () => {
  const { sent, enter } = pretendComposer()
  enter(1_000)
  enter(1_010)
  assert.deepEqual(sent, ['かな'])
})

test('another text for a message leaves the draft as it was', () => {
  const { sent, field, enter, composer } = pretendComposer()
  field.value = 'a draft'
  const edits = []
  composer.start('said', text => edits.push(text))
  assert.deepEqual([field.value, composer.text], ['said', 'a draft'], 'what is kept is the draft')
  composer.start('said before', text => edits.push(text))
  field.value = 'said better'
  enter(1_000)
  assert.deepEqual([edits, sent, field.value], [['said better'], [], 'said better'], 'until it is taken')
  composer.prepend('came back')
  composer.finish()
  assert.equal(field.value, 'came back\na draft')
  enter(2_000)
  assert.deepEqual(sent, ['came back\na draft'])
})
