// Which reactions are the reader's own, in a page that is sent the same as everybody's.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { keepOwn, react, updateReactions } from '../../static/js/on_demand/reactions.js'

// As much of a message as reactions need. What is pressed says so with a star.
class Message {
  dataset = {}

  constructor(...buttons) {
    this.form = buttons.length ? new Form(buttons) : null
  }

  querySelector(selector) {
    return selector.includes(':focus') ? null : this.form
  }

  querySelectorAll(selector) {
    const buttons = this.form?.buttons ?? []
    return selector.includes('aria-pressed') ? buttons.filter(button => button.pressed) : buttons
  }

  append(form) {
    this.setForm(form)
  }

  setForm(form) {
    this.form = form
    form.message = this
  }

  get shown() {
    return this.querySelectorAll('button').map(({ value, pressed }) => value + (pressed ? '*' : '')).join(' ')
  }
}

class Form {
  constructor(buttons) {
    this.buttons = buttons.map(text => ({
      value: text.replace('*', ''),
      pressed: text.endsWith('*'),
      setAttribute(_, pressed) {
        this.pressed = pressed
      },
    }))
  }

  replaceWith(form) {
    this.message.setForm(form)
  }
}

function messageWith(...buttons) {
  const message = new Message(...buttons)
  if (message.form) message.form.message = message
  return message
}

// A part that travels among messages, to a page with one message.
function update(message, dataset, form) {
  updateReactions({ dataset, firstElementChild: form }, { getElementById: id => (id === 'm5' ? message : null) })
}

test('own reactions stay marked when the counts come anew', () => {
  const message = messageWith('👍*', '❤️')
  update(message, { reactions: 'm5' }, new Form(['👍', '❤️', '🎉']))
  assert.equal(message.shown, '👍* ❤️ 🎉')
})

test('own reaction is marked, whichever comes first: it or the counts', () => {
  const message = messageWith()
  update(message, { reacted: 'r-5', emoji: '👍', on: '' })
  update(message, { reactions: 'm5' }, new Form(['👍']))
  assert.equal(message.shown, '👍*')
  update(message, { reacted: 'r-5', emoji: '👍' })
  assert.equal(message.shown, '👍')
})

test('message that changed keeps whose its reactions are', () => {
  const [before, after] = [messageWith('👍*', '❤️'), messageWith('👍', '❤️')]
  keepOwn(before, after)
  assert.equal(after.shown, '👍* ❤️')
})

test('reactions to a message that is not in the page are left out', () => {
  updateReactions({ dataset: { reactions: 'm7' } }, { getElementById: () => null })
})

// Presses a pill.
function press(pressed) {
  const message = messageWith(pressed ? '👍*' : '👍')
  const sent = []
  const target = { id: 'r-5', closest: () => message }
  const submitter = { value: '👍', getAttribute: () => String(pressed) }
  react({ target, submitter }, frame => sent.push(JSON.parse(frame)))
  return { shown: message.shown, sent }
}

test('press goes out by the socket, and shows at once', () => {
  assert.deepEqual(press(false), { shown: '👍*', sent: [{ react: 5, emoji: '👍', on: true }] })
  assert.deepEqual(press(true), { shown: '👍', sent: [{ react: 5, emoji: '👍', on: false }] })
})
