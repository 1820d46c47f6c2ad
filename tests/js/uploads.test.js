// Files on their way to the server. The page, requests and pictures are pretended.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { createPreview } from '../../static/js/on_demand/picture_preview.js'
import { createUploads, sizeOf } from '../../static/js/on_demand/uploads.js'
import { parse } from './pretend_page.js'

const ROOM = 'https://natter.example/r/lobby'
const STALLED_AFTER_MS = 30_000

const PAGE = `<form>
  <ul class="uploads" data-max-files="4" data-max-bytes="1000000" data-max-preview-bytes="50"
    data-too-many="At most 4." data-too-large="Too large."></ul></form>
  <template id="script-words" data-styles="/pages.css"></template>
  <template id="upload-template"><li class="upload">
    <bdi class="name"></bdi><small class="size"></small>
    <progress max="100" value="0" aria-label="Uploading {name}"></progress>
    <button data-do="take-out" aria-label="Take out {name}"></button>
    <div class="send-status"></div>
    <div class="unsent" hidden>Did not arrive. <button data-do="retry"></button></div></li></template>`

let list
let uploads
let requests
let posts
let answerOfPost
let said
let root

class Request extends EventTarget {
  upload = new EventTarget()
  status = 0
  responseText = ''

  open(method, url) {
    this.url = url.href.replace(ROOM, '')
  }

  send(body) {
    this.body = body
    requests.push(this)
  }

  progress(loaded, total) {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded, total }))
  }

  async answer(status, responseText = '') {
    Object.assign(this, { status, responseText })
    this.dispatchEvent(new Event('loadend'))
    await settle()
  }

  abort() {
    this.isAborted = true
    this.dispatchEvent(new Event('loadend'))
  }

  // As the server answers.
  take(extra = '') {
    const id = idOf(this)
    return this.answer(200, `<li class="upload" id="upload-${id}" data-upload="${id}">
      <bdi class="name">cat.png</bdi>${extra}
      <button data-do="take-out"></button></li>`)
  }
}

const idOf = ({ url }) => /uploads\/(\w+)/.exec(url)[1]

async function settle() {
  for (let turn = 0; turn < 30; turn += 1) await null
}

const file = (name, size = 2_000, type = '') => ({ name, size, type })
const items = () => list.children
const part = (item, selector) => item.querySelector(selector)
const isCut = item => !part(item, '.unsent').hidden

async function press(item, choice) {
  part(item, `[data-do=${choice}]`).click()
  await settle()
}

async function add(...files) {
  uploads.add(files)
  await settle()
}

// A picture that is there, with a field that says what it shows.
async function addPicture() {
  await add(file('cat.png'))
  await requests.at(-1).take('<img src="/full"><input class="alt" value="">')
  return part(items().at(-1), '.alt')
}

async function describe(field, text) {
  field.value = text
  field.fire('change')
  await settle()
}

beforeEach(() => {
  mock.reset()
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
  requests = []
  posts = []
  said = []
  answerOfPost = { status: 204, ok: true }
  globalThis.XMLHttpRequest = Request
  globalThis.DOMParser = class {
    parseFromString(html) {
      return parse(html)
    }
  }
  mock.method(globalThis, 'fetch', async (url, { body }) => {
    posts.push([url.href.replace(ROOM, ''), Object.fromEntries(body)])
    if (answerOfPost instanceof Error) throw answerOfPost
    return answerOfPost
  })
  root = parse(PAGE)
  root.head = root.createElement('head')
  const form = root.querySelector('form')
  Object.assign(form, { action: `${ROOM}/say`, elements: { text: root.createElement('textarea') } })
  list = root.querySelector('.uploads')
  uploads = createUploads({
    form,
    list,
    tell: sentence => said.push(sentence),
    onReady: () => said.push('ready'),
    onRefused: () => said.push('refused'),
  })
})

test('file on its way is shown with its name, size and progress', async () => {
  await add(file('holiday.mp4', 734_003))
  const [item] = items()
  assert.deepEqual(['.name', '.size'].map(it => part(item, it).textContent), ['holiday.mp4', '717 kB'])
  assert.equal(part(item, 'progress').getAttribute('aria-label'), 'Uploading holiday.mp4')
  requests[0].progress(25, 100)
  assert.equal(part(item, 'progress').value, 25 * part(item, 'progress').max)
  assert.equal(uploads.isWaiting(), true)
})

test('file goes up under an id of its own, with its name', async () => {
  await add(file('a cat & more?.png'), file('two.pdf'))
  await requests[0].take()
  const [first, second] = requests.map(idOf)
  assert.match(first, /^[0-9a-f]{32}$/)
  assert.notEqual(first, second)
  assert.equal(requests[0].url, `/uploads/${first}?name=a%20cat%20%26%20more%3F.png`)
})

test('file that is there takes the place of the one on its way', async () => {
  await add(file('cat.png'))
  await requests[0].take()
  assert.deepEqual(items().map(item => item.dataset.upload), [idOf(requests[0])])
  assert.deepEqual([uploads.isWaiting(), said], [false, ['ready']])
})

test('focus stays at the file when it is there', async () => {
  await add(file('cat.png'))
  part(items()[0], '[data-do=take-out]').focus()
  await requests[0].take()
  assert.equal(root.activeElement, part(items()[0], '[data-do=take-out]'))
})

test('files go up one after the other', async () => {
  await add(file('one'), file('two'))
  assert.equal(requests.length, 1)
  await requests[0].take()
  assert.deepEqual([requests.length, uploads.isWaiting(), said], [2, true, []])
  await requests[1].take()
  assert.deepEqual(said, ['ready'])
})

test('refused file says why, and nothing is tried again', async () => {
  await add(file('empty.txt'))
  await requests[0].answer(422, '<p class="refusal">There is nothing in it.</p>')
  const [item] = items()
  assert.equal(part(item, '.send-status').textContent, 'There is nothing in it.')
  assert.deepEqual([isCut(item), uploads.isWaiting(), said], [false, true, ['refused']])
})

test('file that came too fast can be tried again', async () => {
  await add(file('cat.png'))
  await requests[0].answer(429, '<p class="refusal">Too fast.</p>')
  assert.equal(isCut(items()[0]), true)
  await press(items()[0], 'retry')
  assert.equal(part(items()[0], '.send-status').textContent, '')
})

test('cut connection says so, and a retry has the same id', async () => {
  await add(file('cat.png'))
  await requests[0].answer(0)
  const [item] = items()
  assert.equal(isCut(item), true)
  await press(item, 'retry')
  assert.deepEqual([isCut(item), requests[1].url, requests[1].body], [false, requests[0].url, requests[0].body])
  await requests[1].take()
  assert.deepEqual(said, ['ready'], 'nobody gave up waiting')
})

test('answer of something in between is no arrival', async () => {
  await add(file('cat.png'))
  await requests[0].answer(200, '<h1>Sign in to this network</h1>')
  assert.equal(isCut(items()[0]), true)
})

test('upload that moves nothing is cut', async () => {
  await add(file('cat.png'))
  mock.timers.tick(STALLED_AFTER_MS - 1)
  requests[0].progress(1, 100)
  mock.timers.tick(STALLED_AFTER_MS - 1)
  await settle()
  assert.equal(isCut(items()[0]), false)
  mock.timers.tick(1)
  await settle()
  assert.equal(isCut(items()[0]), true)
})

test('browser that is online again tries again by itself', async () => {
  await add(file('cat.png'))
  await requests[0].answer(0)
  root.defaultView.fire('online')
  await settle()
  assert.equal(requests[1].url, requests[0].url)
})

test('file that is taken out goes up no further', async () => {
  await add(file('one'), file('two'))
  await press(items()[0], 'take-out')
  assert.deepEqual([requests[0].isAborted, items().length], [true, 1])
  assert.deepEqual(posts, [[`/uploads/${idOf(requests[0])}/remove`, { v: '1' }]])
  assert.equal(requests.length, 2, 'the next one does')
})

test('last one that is taken out leaves nothing to wait for', async () => {
  await add(file('one'))
  await press(items()[0], 'take-out')
  assert.deepEqual([said, uploads.isWaiting()], [['ready'], false])
})

test('file that came with the page can be taken out', async () => {
  list.append(...parse('<li class="upload" data-upload="0b7e"><button data-do="take-out"></button></li>').children)
  await press(items()[0], 'take-out')
  assert.deepEqual([posts[0][0], items()], ['/uploads/0b7e/remove', []])
})

test('more files than a message takes are left out, and said', async () => {
  await add(...['1', '2', '3', '4', '5'].map(name => file(name)))
  assert.deepEqual([items().length, said], [4, ['refused', 'At most 4.']])
})

test('file that is too large is left out, and the others come', async () => {
  await add(file('film.mp4', 1_000_001), file('cat.png', 1_000_000))
  assert.deepEqual(items().map(item => part(item, '.name').textContent), ['cat.png'])
  assert.deepEqual(said, ['refused', 'Too large.'])
})

test('description of a picture is kept before it is sent', async () => {
  const field = await addPicture()
  said = []
  field.value = 'A cat.'
  field.fire('change')
  assert.equal(uploads.isWaiting(), true)
  await settle()
  assert.deepEqual(posts, [[`/uploads/${idOf(requests[0])}`, { v: '1', alt: 'A cat.' }]])
  assert.deepEqual([said, uploads.isWaiting()], [['ready'], false])
})

test('description that is typed on while it is kept is kept whole', async () => {
  const field = await addPicture()
  field.value = 'A cat'
  field.fire('change')
  await describe(field, 'A cat.')
  assert.deepEqual(posts.map(([, { alt }]) => alt), ['A cat', 'A cat.'])
  assert.equal(uploads.isWaiting(), false)
})

test('refused description says why, and sending waits', async () => {
  const field = await addPicture()
  said = []
  answerOfPost = { status: 422, ok: false, text: async () => '<p class="refusal">Not that word.</p>' }
  await describe(field, 'A word.')
  assert.deepEqual([said, uploads.isWaiting()], [['refused', 'Not that word.'], true])
})

test('description that did not arrive is kept with the next send', async () => {
  const field = await addPicture()
  said = []
  answerOfPost = new TypeError('no network')
  await describe(field, 'A cat.')
  assert.deepEqual([said, uploads.isWaiting()], [[], true])
  answerOfPost = { status: 204, ok: true }
  uploads.save()
  await settle()
  assert.deepEqual([said, uploads.isWaiting()], [['ready'], false])
})

test('Enter in a description leads to the text, and sends nothing', async () => {
  const field = await addPicture()
  const { defaultPrevented } = field.fire('keydown', { key: 'Enter' })
  assert.deepEqual([defaultPrevented, root.activeElement.localName], [true, 'textarea'])
  assert.equal(field.fire('keydown', { key: 'Enter', isComposing: true }).defaultPrevented, false)
})

// A browser that writes a picture with `bytes(type, quality)`, and nothing but `types`.
function pretendPictures({ width, height, bytes, types }) {
  const drawn = []
  globalThis.createImageBitmap = async () => ({ width, height, close() {} })
  globalThis.OffscreenCanvas = class {
    constructor(...size) {
      drawn.push(size)
    }

    getContext() {
      return { drawImage() {}, fillRect: () => drawn.push('white') }
    }

    async convertToBlob({ type, quality }) {
      return types.includes(type) ? { type, quality, size: bytes(quality) } : { type: 'image/png', size: 1 }
    }
  }
  return drawn
}

test('preview is small, and as good as fits', async () => {
  const drawn = pretendPictures({ width: 4_000, height: 1_000, bytes: quality => 100 * quality, types: ['image/webp'] })
  const { type, size } = await createPreview(file('cat.png', 2_000, 'image/png'), 50)
  assert.deepEqual([drawn, type, size], [[[640, 160]], 'image/webp', 50])
})

test('browser without WebP writes JPEG, on white', async () => {
  const drawn = pretendPictures({ width: 10, height: 100_000, bytes: () => 10, types: ['image/jpeg'] })
  const { type } = await createPreview(file('cat.png', 2_000, 'image/png'), 50)
  assert.deepEqual([drawn, type], [[[1, 640], 'white'], 'image/jpeg'])
})

test('picture that moves, is small or is none has no preview', async () => {
  pretendPictures({ width: 10, height: 10, bytes: () => 10, types: ['image/webp'] })
  const others = ['image/gif', 'image/svg+xml', 'application/pdf'].map(type => [type, 2_000])
  for (const [type, size] of [...others, ['image/png', 50]]) {
    assert.equal(await createPreview(file('x', size, type), 50), undefined, type)
  }
  assert.equal(await createPreview(file('x', 2_000, 'image/png'), NaN), undefined, 'a page that names no limit')
})

test('preview follows its picture, and is what the page shows', async () => {
  pretendPictures({ width: 10, height: 10, bytes: () => 10, types: ['image/webp'] })
  await add(file('cat.png', 2_000, 'image/png'))
  await requests[0].take('<img src="/full">')
  const id = idOf(requests[0])
  assert.deepEqual([requests[1].url, requests[1].body.size], [`/uploads/${id}/preview`, 10])
  assert.equal(uploads.isWaiting(), true)
  await requests[1].answer(204)
  assert.equal(part(items()[0], 'img').src, `${ROOM}/previews/${id}`)
  assert.equal(uploads.isWaiting(), false)
})

test('picture whose preview fails is shown itself', async () => {
  pretendPictures({ width: 10, height: 10, bytes: () => 10, types: ['image/webp'] })
  await add(file('cat.png', 2_000, 'image/png'))
  await requests[0].take('<img src="/full">')
  await requests[1].answer(0)
  assert.deepEqual([part(items()[0], 'img').src, said], ['/full', ['ready']])
})

test('sizes are in the unit that people use', () => {
  const sizes = [0, 1_023, 1_024, 1_048_575, 1_048_576, 10 * 1_048_576]
  const written = ['0 byte', '1,023 byte', '1 kB', '1,024 kB', '1 MB', '10 MB']
  assert.deepEqual(sizes.map(bytes => sizeOf(bytes, 'en')), written)
  assert.equal(sizeOf(2_411_724, 'de'), '2,3 MB')
})
