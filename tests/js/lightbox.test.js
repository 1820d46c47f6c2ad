// Pictures in front of the page. The page is pretended.

import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'

import { attachLogLinks } from '../../static/js/log_links.js'
import { createLightbox } from '../../static/js/on_demand/lightbox.js'
import { Element, parse } from './pretend_page.js'

const words = { closePicture: 'Close', previousPicture: 'Previous', nextPicture: 'Next' }
const pictureOf = name => `<a class="picture" href="/r/lobby/files/${name}">
  <img src="/small" alt="A ${name}."></a>`
const page = names => `<main id="history">${names.map(pictureOf).join('')}
  <a class="place" href="/r/lobby?at=7#m7">a place</a></main>
  <template id="script-words" data-styles="/pages.css"></template>`

let root
let history
let dialog
let isRightToLeft

Object.assign(Element.prototype, {
  showModal() {
    this.open = true
  },

  close() {
    this.open = false
  },
})

const shown = () => dialog.querySelector('img')
const links = () => history.querySelectorAll('.picture')
const press = selector => dialog.querySelector(selector).click()

async function open(...names) {
  root = parse(page(names))
  history = root.querySelector('#history')
  Object.assign(root, { head: root.createElement('head'), body: root.createElement('body') })
  // Styles that have come.
  mock.method(Element.prototype, 'querySelector', function find(selector) {
    return selector.startsWith('[href=') ? { sheet: {} } : this.querySelectorAll(selector)[0] ?? null
  })
  const lightbox = createLightbox({ history, words })
  dialog = root.body.querySelector('dialog')
  dialog.matches = selector => selector === ':dir(rtl)' && isRightToLeft
  await lightbox.open(links()[0])
}

beforeEach(() => {
  mock.reset()
  isRightToLeft = false
})

test('picture is shown whole, with what it shows in words', async () => {
  await open('cat')
  assert.equal(dialog.open, true)
  const { src, alt } = shown()
  assert.deepEqual([src, alt], ['/r/lobby/files/cat', 'A cat.'])
  assert.equal(dialog.querySelector('figcaption').textContent, 'A cat.')
})

test('buttons have names, and a lone picture has no way on', async () => {
  await open('cat')
  const buttons = dialog.querySelectorAll('button')
  const names = buttons.map(it => [it.getAttribute('aria-label'), it.hidden])
  assert.deepEqual(names, [['Close', false], ['Previous', true], ['Next', true]])
})

test('arrows lead to the other pictures, round and round', async () => {
  await open('cat', 'dog', 'owl')
  const seen = ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Tab'].map(key => {
    dialog.fire('keydown', { key })
    return shown().alt
  })
  assert.deepEqual(seen, ['A dog.', 'A owl.', 'A cat.', 'A owl.', 'A owl.'])
  press('.next')
  press('.previous')
  assert.equal(dialog.querySelectorAll('img').length, 1, 'one at a time')
  assert.equal(shown().alt, 'A owl.')
})

test('arrows follow the direction of the page', async () => {
  isRightToLeft = true
  await open('cat', 'dog', 'owl')
  dialog.fire('keydown', { key: 'ArrowLeft' })
  assert.equal(shown().alt, 'A dog.')
})

test('picture that was removed meanwhile leads on to those that are there', async () => {
  await open('cat', 'dog')
  links()[0].remove()
  dialog.fire('keydown', { key: 'ArrowRight' })
  assert.equal(shown().alt, 'A dog.')
})

test('press beside the picture closes it, a press on it does not', async () => {
  await open('cat')
  press('img')
  assert.equal(dialog.open, true)
  dialog.click()
  assert.equal(dialog.open, false)
  await open('cat')
  press('.close')
  assert.equal(dialog.open, false)
})

// Clicks a link of the log. Returns whether it was left to the browser, and what was shown.
function click(selector, { path = '/r/lobby', isThere = true, ...keys } = {}) {
  root = parse(page(['cat']))
  history = root.querySelector('#history')
  globalThis.location = { pathname: path, assign() {} }
  const places = []
  attachLogLinks({
    history,
    words,
    loadPart() {},
    showPlace: hash => isThere && Boolean(places.push(hash)),
  })
  const link = history.querySelector(selector)
  const { pathname, hash } = new URL(link.href, 'https://natter.example')
  Object.assign(link, { pathname, hash, parentElement: history })
  return [link.fire('click', keys).defaultPrevented, places]
}

test('picture opens here, and with a modifier key elsewhere', () => {
  assert.deepEqual(click('.picture'), [true, []])
  for (const key of ['ctrlKey', 'metaKey', 'shiftKey']) {
    assert.deepEqual(click('.picture', { [key]: true }), [false, []])
  }
})

test('place that the page has is shown, any other is another page', () => {
  assert.deepEqual(click('.place'), [true, ['#m7']])
  assert.deepEqual(click('.place', { isThere: false }), [false, []])
  assert.deepEqual(click('.place', { path: '/r/other' }), [false, []])
})
