// Files of the next message, from the way in to the message that has them. The page and the network
// are pretended; what uploads is the real one.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { createComposer } from '../../static/js/composer.js'
import { createComposerFiles } from '../../static/js/composer_files.js'
import { parse } from './pretend_page.js'

const ITEM = id => `<li class="upload" id="upload-${id}" data-upload="${id}"><bdi class="name">${id}.png</bdi>
  <button data-do="take-out"></button></li>`
const page = (items = '') => `<form><div id="refusal"></div>
  <ul class="uploads" data-max-files="4" data-max-bytes="1000" data-waits="Waits for its files."
    data-too-many="At most 4." data-too-large="Too large.">${items}</ul>
  <button class="attach" type="submit"></button><input type="file"><textarea required></textarea></form>
  <template id="script-words" data-styles="/pages.css"></template>
  <template id="upload-template"><li class="upload"><bdi class="name"></bdi><small class="size"></small>
    <progress max="100"></progress><button data-do="take-out" aria-label="Take out {name}"></button>
    <div class="send-status"></div><div class="unsent" hidden><button data-do="retry"></button></div></li></template>`

let root
let form
let field
let list
let files
let composer
let sent
let requests

class Request extends EventTarget {
  upload = new EventTarget()

  open(method, url) {
    this.url = url.href
  }

  send() {
    requests.push(this)
  }

  abort() {}

  async answer(status, responseText = '') {
    Object.assign(this, { status, responseText })
    this.dispatchEvent(new Event('loadend'))
    await settle()
  }

  take() {
    return this.answer(200, ITEM(/uploads\/(\w+)/.exec(this.url)[1]))
  }
}

// The module that uploads is loaded from a disk.
async function settle() {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(done => setImmediate(done))
}

async function open(html = page()) {
  root = parse(html)
  root.head = root.createElement('head')
  form = root.querySelector('form')
  field = root.querySelector('textarea')
  list = root.querySelector('.uploads')
  sent = []
  requests = []
  Object.assign(form, { action: 'https://natter.example/r/lobby/say', elements: { text: field } })
  const refusal = root.querySelector('#refusal')
  files = createComposerFiles({
    form, refusal, onReady: () => composer.release(), onRefused: () => composer.keep(),
  })
  composer = createComposer({
    form,
    field,
    refusal,
    files,
    isTouch: () => false,
    onChange() {},
    onTyping() {},
    onBack() {},
    onSubmit: text => sent.push([text, files.take().map(({ name }) => name.length)]),
  })
  await settle()
}

const told = () => root.querySelector('#refusal').textContent
const file = (name, size = 10) => ({ name, size, type: '' })
const drag = (type, given, types = ['Files']) => root.fire(type, { dataTransfer: { files: given, types } })
const paste = (given, types) => form.fire('paste', { clipboardData: { files: given, types } })

async function drop(...given) {
  drag('drop', given)
  await settle()
}

function submit(text = field.value) {
  field.value = text
  form.fire('submit')
}

beforeEach(() => {
  mock.reset()
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
  globalThis.XMLHttpRequest = Request
  globalThis.DOMParser = class {
    parseFromString(html) {
      return parse(html)
    }
  }
  mock.method(globalThis, 'fetch', async () => ({ status: 204, ok: true }))
  return open()
})

test('button opens the picker, and what is chosen goes up', async () => {
  const [button, input] = ['.attach', '[type=file]'].map(it => root.querySelector(it))
  button.click()
  assert.deepEqual([button.type, input.calls], ['button', ['click']])
  input.files = [file('one'), file('two')]
  input.value = 'C:\\fakepath\\one'
  input.fire('change')
  await settle()
  assert.deepEqual(list.children.map(item => item.querySelector('.name').textContent), ['one', 'two'])
  assert.equal(input.value, '', 'the same one may be chosen again')
})

test('pasted picture goes up, and a pasted table is text', async () => {
  assert.equal(paste([file('table.png')], ['text/plain', 'text/html', 'Files']).defaultPrevented, false)
  assert.equal(paste([], ['text/plain']).defaultPrevented, false)
  assert.equal(paste([file('image.png')], ['Files']).defaultPrevented, true)
  await settle()
  assert.equal(list.children.length, 1)
})

test('file that is dropped anywhere in the page goes up', async () => {
  assert.equal(drag('dragover', []).defaultPrevented, true)
  await settle()
  drag('dragover', [])
  assert.ok(form.classList.contains('dropping'), 'and the page says so')
  await drop(file('one'))
  assert.deepEqual([list.children.length, form.classList.contains('dropping')], [1, false])
})

test('dragged text and a picture of the page are left to the browser', async () => {
  assert.equal(drag('dragover', [], ['text/plain']).defaultPrevented, false)
  root.fire('dragstart')
  assert.equal(drag('drop', [file('own.png')]).defaultPrevented, false)
  root.fire('dragend')
  await settle()
  assert.equal(list.children.length, 0)
})

test('page that has ended takes no more files, and stays', async () => {
  form.inert = true
  assert.equal(drag('drop', [file('one')]).defaultPrevented, true)
  await settle()
  assert.equal(list.children.length, 0)
})

test('files alone are a message, and nothing is none', async () => {
  submit('')
  assert.deepEqual([sent, field.required], [[], false])
  await drop(file('one'))
  await requests[0].take()
  submit('')
  assert.deepEqual([sent, list.children.length], [[['', [36]]], 0])
})

test('message waits for its files, and is sent once', async () => {
  await drop(file('one'), file('two'))
  submit('Look.')
  assert.deepEqual([sent, field.value, told()], [[], 'Look.', 'Waits for its files.'])
  await requests[0].take()
  assert.deepEqual(sent, [])
  await requests[1].take()
  assert.deepEqual([sent, field.value, told()], [[['Look.', [36, 36]]], '', ''])
})

test('message waits also while the module is loaded', async () => {
  drag('drop', [file('one')])
  submit('Look.')
  assert.deepEqual([sent, told()], [[], 'Waits for its files.'])
  await settle()
  await requests[0].take()
  assert.deepEqual(sent, [['Look.', [36]]])
})

test('text that is typed while a message waits stays in the field', async () => {
  await drop(file('one'))
  submit('Look.')
  field.value = 'Look.\nAnd then'
  await requests[0].take()
  assert.deepEqual([sent, field.value], [[['Look.', [36]]], 'And then'])
})

test('text that is changed while it waits is sent as it is', async () => {
  await drop(file('one'))
  submit('Lok.')
  field.value = 'Look.'
  await requests[0].take()
  assert.deepEqual([sent, field.value], [[['Look.', [36]]], ''])
})

test('message that waits is not the text of an edit', async () => {
  await drop(file('one'))
  submit('Look.')
  const edits = []
  composer.start('said before', text => edits.push(text))
  await requests[0].take()
  assert.deepEqual([sent, field.value], [[['Look.', [36]]], 'said before'])
  composer.finish()
  assert.equal(field.value, '')
})

test('refused file keeps the text, and nothing is sent by itself', async () => {
  await drop(file('one'), file('two'))
  submit('Look.')
  await requests[0].answer(422, '<p class="refusal">Not this one.</p>')
  await requests[1].take()
  assert.deepEqual([sent, field.value, told()], [[], 'Look.', ''])
  list.children[0].querySelector('[data-do=take-out]').click()
  assert.deepEqual(sent, [], 'its author decides')
  submit()
  assert.deepEqual(sent, [['Look.', [36]]])
})

test('message with a refused file is sent once that is taken out', async () => {
  await drop(file('one'), file('two'))
  await requests[0].answer(422, '<p class="refusal">Not this one.</p>')
  await requests[1].take()
  submit('Look.')
  assert.deepEqual([sent, told()], [[], 'Waits for its files.'])
  list.children[0].querySelector('[data-do=take-out]').click()
  assert.deepEqual(sent, [['Look.', [36]]])
})

test('file that did not arrive keeps the text until it is there', async () => {
  await drop(file('one'))
  submit('Look.')
  await requests[0].answer(0)
  assert.deepEqual([sent, field.value], [[], 'Look.'])
  root.defaultView.fire('online')
  await settle()
  await requests[1].take()
  assert.deepEqual([sent, field.value], [[['Look.', [36]]], ''])
})

test('text without its only file waits for its author', async () => {
  await drop(file('one'))
  submit('Look.')
  list.children[0].querySelector('[data-do=take-out]').click()
  assert.deepEqual([sent, field.value, told()], [[], 'Look.', ''])
  submit()
  assert.deepEqual(sent, [['Look.', []]])
})

test('sentence about a file that is too large replaces that of waiting', async () => {
  await drop(file('one'))
  submit('Look.')
  await drop(file('film', 1_001))
  assert.equal(told(), 'Too large.')
  await requests[0].take()
  assert.deepEqual([sent, field.value], [[], 'Look.'], 'its author may want another one')
})

test('files that came with the page are part of the message', async () => {
  await open(page(ITEM('a') + ITEM('b')))
  submit('Look.')
  assert.deepEqual(sent, [['Look.', [5, 5]]])
})

test('reload gives a message its files again, and the rest to the next', async () => {
  await open(page(ITEM('a') + ITEM('b') + ITEM('c')))
  const [, gone] = files.takeAgain([['b', 'b.png'], ['d', 'd.png']])
  assert.deepEqual(list.children.map(item => item.dataset.upload), ['a', 'c'])
  assert.deepEqual(gone, { id: 'd', name: 'd.png', element: undefined }, 'the room will say so')
  for (const old of [undefined, null, 7, 'b']) assert.deepEqual(files.takeAgain(old), [])
})

test('message that comes back brings its files, and they can be sent again', async () => {
  await open(page(ITEM('a') + ITEM('b')))
  const taken = files.takeAgain([['b', 'b.png'], ['d', 'd.png']])
  files.putBack(taken)
  assert.deepEqual(list.children.map(item => item.dataset.upload), ['b', 'a'])
  submit('')
  assert.deepEqual(sent, [['', [5, 5]]])
})

test('site without files has a composer all the same', async () => {
  await open('<form><div id="refusal"></div><textarea required></textarea></form>')
  submit('')
  submit('Hello.')
  files.putBack(files.takeAgain([['a', 'a.png']]))
  assert.deepEqual(sent, [['Hello.', []]])
  assert.equal(drag('drop', [file('one')]).defaultPrevented, false)
})
