// Who is told of what, and once. Pages, storage and the browser's notifications are pretended.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { createNews } from '../../static/js/news.js'
import { createNotificationSetting } from '../../static/js/notification_setting.js'
import { createNotifications } from '../../static/js/on_demand/notifications.js'

let items
let told

class Notice extends EventTarget {
  static permission = 'granted'

  constructor(title, { body }) {
    super()
    this.line = `${title}: ${body}`
    told.push(this)
  }

  close() {
    this.isClosed = true
  }
}

const storage = { read: key => items.get(key) ?? null, write: (key, value) => items.set(key, value) }
const locks = { request: async (_, use) => use() }

function settingOf(level) {
  const setting = createNotificationSetting({ storage, room: '/r/lobby' })
  setting.choose(level)
  return setting
}

function tab(level, { opened = [] } = {}) {
  const root = Object.assign(new EventTarget(), { hidden: true, defaultView: { focus() {} } })
  const notifications = createNotifications({
    root, setting: settingOf(level), room: () => 'lobby', open: seq => opened.push(seq), Notice, locks,
  })
  async function tells(...messages) {
    const telling = notifications.tell(messages, messages)
    mock.timers.tick(500)
    await telling
  }
  return { root, tells, notifications }
}

function message(seq, text, marks = '') {
  const parts = { '.name': { textContent: 'Grace' }, '.body': { textContent: text } }
  if (marks.includes('removal')) parts['.removal'] = {}
  return {
    id: `m${seq}`,
    matches: selector => marks.includes(selector.slice(1)),
    querySelector: selector => parts[selector] ?? null,
    querySelectorAll: () => [],
  }
}

const lines = () => told.map(({ line }) => line)

beforeEach(() => {
  items = new Map()
  told = []
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
})

test('everything, or only what is meant for the reader, and never their own', async () => {
  await tab('mentions').tells(message(1, 'One.'), message(2, 'Two.', 'mine for-me'))
  assert.deepEqual(lines(), [])
  await tab('mentions').tells(message(3, 'Three.', 'for-me'))
  await tab('all').tells(message(4, 'Four.'), message(5, 'Five.', 'mine'))
  assert.deepEqual(lines(), ['Grace · lobby: Three.', 'Grace · lobby: Four.'])
})

test('two hidden tabs tell once', async () => {
  const [first, second] = [tab('all'), tab('all')]
  await first.tells(message(1, 'One.'))
  await second.tells(message(1, 'One.'))
  assert.deepEqual(lines(), ['Grace · lobby: One.'])
})

test('what a tab shows that is looked at is not told', async () => {
  const others = tab('all').tells(message(1, 'One.'))
  const news = createNews({ root: { hidden: false }, setting: settingOf('all') })
  news([message(1, 'One.')], [message(1, 'One.')])
  await others
  assert.deepEqual(lines(), [])
})

test('a tab that is shown before it tells keeps quiet', async () => {
  const { root, tells } = tab('all')
  const telling = tells(message(1, 'One.'))
  root.hidden = false
  await telling
  assert.deepEqual(lines(), [])
})

test('nobody is told without permission', async () => {
  Notice.permission = 'denied'
  await tab('all').tells(message(1, 'One.'))
  Notice.permission = 'granted'
  assert.deepEqual(lines(), [])
})

test('a press leads to the message', async () => {
  const opened = []
  await tab('all', { opened }).tells(message(1, 'One.'))
  told[0].dispatchEvent(new Event('click'))
  assert.deepEqual([opened, told[0].isClosed], [[1], true])
})

test('a notification goes when the page is shown, or the message removed', async () => {
  const { root, tells, notifications } = tab('all')
  await tells(message(1, 'One.'))
  await notifications.tell([message(1, '', 'removal')], [])
  assert.equal(told[0].isClosed, true)
  await tells(message(2, 'Two.'))
  root.hidden = false
  root.dispatchEvent(new Event('visibilitychange'))
  assert.equal(told[1].isClosed, true)
})
