// What becomes of a message that the room has not confirmed. The elements are pretended.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { createPendingMessages, frameOf, isTooLong } from '../../static/js/pending_messages.js'
import { showLine } from '../../static/js/quote_line.js'
import { FRAME_MAX_BYTES } from '../../static/js/settings.js'

const ACK_TIMEOUT_MS = 10_000
const REFUSAL = '<p class="refusal">No.</p>'
const TOO_FAST = '<p class="refusal" role="alert" data-retry="1">Too fast.</p>'

const KEPT_REFUSAL = { sentence: 'No.', retry: undefined }

const REPLY = { seq: 7, line: [['#text', 'Replying to '], ['BDI', '<b>Ada</b>']] }

const FILES = [{ id: 'a'.repeat(32), name: '<b>a</b>.png' }, { id: 'b'.repeat(32), name: 'b.pdf' }]

let list
let pending
let sent
let edited

// As much of a message's markup as is filled in.
function message() {
  const sendStatus = {
    innerHTML: '',
    append: notice => {
      sendStatus.notice = notice
      sendStatus.innerHTML = notice.html
    },
    replaceChildren: () => {
      sendStatus.innerHTML = ''
    },
  }
  const refusal = () => ({
    textContent: sendStatus.innerHTML.replace(/<.*?>/g, ''),
    dataset: { retry: sendStatus.innerHTML.match(/data-retry="(.*?)"/)?.[1] },
    cloneNode: () => ({
      html: sendStatus.innerHTML,
      removeAttribute(name) {
        this.html = this.html.replace(new RegExp(` ${name}=".*?"`), '')
      },
    }),
  })
  const quote = {
    hidden: true,
    parts: [],
    classes: [],
    ownerDocument: { createElement: name => ({ name }) },
    replaceChildren: (...parts) => quote.parts.push(...parts),
    classList: { add: name => quote.classes.push(name) },
  }
  const files = {
    hidden: true,
    ownerDocument: { createElement: () => ({}) },
    replaceChildren: (...names) => {
      files.names = names.map(({ textContent }) => textContent)
    },
  }
  const parts = {
    '.quote': quote,
    '.body': { textContent: '' },
    '.files': files,
    '.send-status': sendStatus,
    '.unsent': { hidden: true },
  }
  const classes = new Set()
  return {
    id: '',
    classes,
    classList: { toggle: (name, isOn) => (isOn ? classes.add(name) : classes.delete(name)) },
    parts,
    cloneNode: message,
    querySelector(name) {
      if (name !== '.refusal') return parts[name]
      return sendStatus.innerHTML.includes('refusal') ? refusal() : null
    },
    remove() {
      list.children.splice(list.children.indexOf(this), 1)
    },
  }
}

// A refusal as a page has it, whose words can be changed.
function tooLong() {
  const notice = {
    textContent: 'Too long.',
    dataset: {},
    get html() {
      const retry = notice.dataset.retry === undefined ? '' : ` data-retry="${notice.dataset.retry}"`
      return `<p class="refusal"${retry}>${notice.textContent}</p>`
    },
  }
  return { firstElementChild: notice, html: notice.html }
}

function press(item, choice) {
  list.onClick({ target: { dataset: { do: choice }, closest: () => item } })
}

const say = text => {
  const item = pending.add(text)
  pending.send(item)
  return item
}
const cidOf = item => item.id.slice('p-'.length)
const isUnsent = item => !item.parts['.unsent'].hidden

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
  sent = []
  edited = []
  list = {
    children: [],
    append: item => list.children.push(item),
    addEventListener: (_, onClick) => {
      list.onClick = onClick
    },
  }
  pending = createPendingMessages({
    list,
    blank: message(),
    tooLong: { cloneNode: tooLong },
    showLine,
    send: frame => sent.push(frame),
    onEdit: (...kept) => edited.push(kept),
  })
})

test('a message is shown before it is sent', () => {
  const item = pending.add('Hello.')
  assert.deepEqual([list.children, sent], [[item], []])
  assert.equal(item.parts['.body'].textContent, 'Hello.')
  pending.send(item)
  assert.deepEqual(sent, [frameOf('Hello.', cidOf(item))])
})

test('a reply shows what it answers, and says so to the room', () => {
  const item = pending.add('It is.', { reply: REPLY })
  pending.send(item)
  const { hidden, parts, classes } = item.parts['.quote']
  const line = ['Replying to ', { name: 'bdi', textContent: '<b>Ada</b>' }]
  assert.deepEqual([hidden, parts, classes], [false, line, ['q7']])
  assert.equal(JSON.parse(sent[0]).reply, 7)
  assert.equal(say('And on.').parts['.quote'].hidden, true)
  assert.equal('reply' in JSON.parse(sent[1]), false)
})

test('each has an id of its own that the room takes', () => {
  const cids = Array.from({ length: 100 }, () => cidOf(pending.add('x')))
  assert.equal(new Set(cids).size, 100)
  for (const cid of cids) assert.match(cid, /^[0-9-]{8,64}$/)
})

test('what gets no answer for ten seconds says so', () => {
  const item = say('Hello.')
  mock.timers.tick(ACK_TIMEOUT_MS - 1)
  assert.equal(isUnsent(item), false)
  mock.timers.tick(1)
  assert.equal(isUnsent(item), true)
})

test('a retry is sent under the same id, and has its time again', () => {
  const item = say('Hello.')
  mock.timers.tick(ACK_TIMEOUT_MS)
  press(item, 'retry')
  assert.equal(sent[0], sent[1])
  assert.equal(isUnsent(item), false)
  mock.timers.tick(ACK_TIMEOUT_MS)
  assert.equal(isUnsent(item), true)
})

test('the time for an answer counts from the last send', () => {
  const item = say('Hello.')
  mock.timers.tick(ACK_TIMEOUT_MS - 1)
  pending.resend()
  mock.timers.tick(ACK_TIMEOUT_MS - 1)
  assert.equal(isUnsent(item), false)
})

test('what was refused is not sent again by itself', () => {
  const refused = pending.add('refused', { cid: 'cid-0001', refusal: KEPT_REFUSAL })
  pending.add('on its way', { cid: 'cid-0002' })
  pending.resend()
  assert.deepEqual(sent, [frameOf('on its way', 'cid-0002')])
  press(refused, 'retry')
  assert.equal(sent[1], frameOf('refused', 'cid-0001'))
  assert.equal(refused.parts['.send-status'].innerHTML, '')
})

test('they are sent again in the order in which they were typed', () => {
  for (const text of ['one', 'two', 'three']) pending.add(text)
  pending.resend()
  assert.deepEqual(sent.map(frame => JSON.parse(frame).text), ['one', 'two', 'three'])
})

// What the room answers, and what the page does whenever the list changes.
function refuse(item, refusal) {
  item.parts['.send-status'].innerHTML = refusal
  pending.scheduleQueue()
}
const textsSent = () => sent.map(frame => JSON.parse(frame).text)

test('what was too fast is sent by itself, in order and one at a time', () => {
  const items = ['one', 'two', 'three'].map(say)
  for (const item of items) refuse(item, TOO_FAST)
  sent.length = 0
  mock.timers.tick(999)
  assert.deepEqual(textsSent(), [])
  mock.timers.tick(1)
  assert.deepEqual(textsSent(), ['one'])
  assert.equal(sent[0], frameOf('one', cidOf(items[0])), 'under the same id')
  pending.scheduleQueue()
  mock.timers.tick(1_000)
  assert.deepEqual(textsSent(), ['one', 'two'])
  // Still too fast: it goes before the third.
  refuse(items[1], TOO_FAST)
  mock.timers.tick(1_000)
  assert.deepEqual(textsSent(), ['one', 'two', 'two'])
})

test('a message behind one that waits waits too', () => {
  refuse(say('one'), TOO_FAST)
  const item = say('two')
  assert.deepEqual(textsSent(), ['one'])
  assert.equal(item.parts['.send-status'].innerHTML, TOO_FAST.replace(' role="alert"', ''), 'and says so, not aloud')
  pending.scheduleQueue()
  mock.timers.tick(1_000)
  pending.scheduleQueue()
  mock.timers.tick(1_000)
  assert.deepEqual(textsSent(), ['one', 'one', 'two'])
})

test('what was refused for good is not in the way', () => {
  refuse(say('one'), REFUSAL)
  say('two')
  mock.timers.tick(60_000)
  assert.deepEqual(textsSent(), ['one', 'two'])
})

test('a message that waits may be discarded', () => {
  const item = say('one')
  refuse(item, TOO_FAST)
  press(item, 'discard')
  mock.timers.tick(60_000)
  assert.deepEqual(textsSent(), ['one'])
})

test('a page that has ended sends nothing more', () => {
  const items = [say('one'), say('two')]
  refuse(items[0], TOO_FAST)
  pending.end()
  assert.deepEqual(items.map(isUnsent), [true, true], 'at once')
  mock.timers.tick(60_000)
  assert.deepEqual(textsSent(), ['one', 'two'])
})

test('what would cost the connection is refused here', () => {
  const item = say('x'.repeat(FRAME_MAX_BYTES))
  assert.deepEqual(sent, [])
  assert.match(item.parts['.send-status'].innerHTML, /Too long/)
  mock.timers.tick(ACK_TIMEOUT_MS)
  assert.equal(isUnsent(item), false, 'there is nothing to wait for')
})

test('a frame is measured in bytes', () => {
  assert.equal(isTooLong('x'.repeat(FRAME_MAX_BYTES)), false)
  assert.equal(isTooLong('x'.repeat(FRAME_MAX_BYTES + 1)), true)
  assert.equal(isTooLong('語'.repeat(FRAME_MAX_BYTES / 2)), true)
})

test('half an emoji is sent as far as it can', () => {
  assert.equal(JSON.parse(frameOf('half: \ud83d', 'cid')).text, 'half: \ufffd')
})

test('an edit takes the message back into the field', () => {
  const item = pending.add('too long', { reply: REPLY, files: FILES, refusal: REFUSAL })
  press(item, 'edit')
  assert.deepEqual([list.children, edited], [[], [['too long', REPLY, FILES]]])
})

test('files of a message are named, and go with it', () => {
  const item = pending.add('', { files: FILES })
  pending.send(item)
  const { files, body } = { files: item.parts['.files'], body: item.parts['.body'] }
  assert.deepEqual([files.hidden, files.names, body.hidden], [false, ['<b>a</b>.png', 'b.pdf'], true])
  assert.deepEqual(JSON.parse(sent[0]), { text: '', cid: cidOf(item), files: `${FILES[0].id} ${FILES[1].id}` })
})

test('message without files says nothing of them', () => {
  const item = say('Hello.')
  assert.deepEqual([item.parts['.files'].hidden, item.parts['.body'].hidden], [true, false])
  assert.equal('files' in JSON.parse(sent[0]), false)
})

test('files of a message that gets no answer go again with it', () => {
  const item = pending.add('Look.', { files: FILES })
  pending.send(item)
  mock.timers.tick(ACK_TIMEOUT_MS)
  pending.resend()
  assert.equal(sent[0], sent[1])
})

test('a message can be discarded, and a click beside the buttons does nothing', () => {
  const item = pending.add('never mind')
  press(item, undefined)
  assert.deepEqual(list.children, [item])
  press(item, 'discard')
  assert.deepEqual(list.children, [])
})

test('what was said is not pending any more', () => {
  const [one, two, three] = ['one', 'two', 'three'].map(text => pending.add(text))
  const said = new Set([cidOf(one), cidOf(three)])
  pending.removeSaid(cid => said.has(cid))
  assert.deepEqual(list.children, [two])
})

test('a snapshot is all that a reload needs', () => {
  pending.add('one', { cid: 'cid-0001', refusal: KEPT_REFUSAL })
  pending.add('two', { reply: REPLY, files: FILES, cid: 'cid-0002' })
  assert.deepEqual(pending.snapshot(), [
    ['cid-0001', 'one', KEPT_REFUSAL, undefined, []],
    ['cid-0002', 'two', null, REPLY, [[FILES[0].id, '<b>a</b>.png'], [FILES[1].id, 'b.pdf']]],
  ])
})

test('what is kept becomes text, whatever stands there', () => {
  const reply = { seq: 7, line: '<img src=x onerror=alert()>' }
  const item = pending.add('x', { reply, refusal: { sentence: '<b>No.</b>' } })
  assert.deepEqual(item.parts['.quote'].parts, [], 'a line of another version is left out')
  assert.deepEqual(item.parts['.send-status'].notice.textContent, '<b>No.</b>', 'as text')
})

test('each has the head that the room will give it', () => {
  const items = ['one', 'two', 'three'].map(say)
  const heads = () => items.map(item => !item.classes.has('continues'))
  pending.group(false)
  assert.deepEqual(heads(), [true, false, false])
  pending.group(true)
  assert.deepEqual(heads(), [false, false, false])

  // What is refused is never above the next one.
  items[0].parts['.send-status'].innerHTML = REFUSAL
  pending.group(false)
  assert.deepEqual(heads(), [true, true, false])
})
