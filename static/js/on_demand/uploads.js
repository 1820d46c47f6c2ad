// Uploads the files of the next message: shows how far each one is, says why it was refused, and
// tries again what did not arrive, under the same id. Keeps what pictures show, in words. Loaded
// with the first file.

import { loadStyles } from './later_styles.js'
import { createPreview } from './picture_preview.js'
import { parse, sentenceOf } from './post_form.js'

// A connection that has moved nothing for so long is cut.
const STALLED_AFTER_MS = 30_000
const ID_BYTES = 16
const HEXADECIMAL = 16
// As HTTP counts.
const OK = 200
const NO_CONTENT = 204
const TOO_MANY_REQUESTS = 429
const SERVER_ERROR = 500
const KILOBYTE = 1_024
const UNITS = ['byte', 'kilobyte', 'megabyte']

const part = (item, name) => item.querySelector(`.${name}`)
const isCut = item => part(item, 'unsent')?.hidden === false
const isDescribed = ({ value, defaultValue }) => value === defaultValue

// So that the same file is recognised when it comes again (idempotency key).
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES))
  return Array.from(bytes, byte => byte.toString(HEXADECIMAL).padStart(2, '0')).join('')
}

// Until the server writes it.
export function sizeOf(bytes, language) {
  const unit = UNITS.filter((_, power) => bytes >= KILOBYTE ** power).at(-1) ?? UNITS[0]
  const power = UNITS.indexOf(unit)
  const style = { style: 'unit', unit, numberingSystem: 'latn', maximumFractionDigits: power > 1 ? 1 : 0 }
  return new Intl.NumberFormat(language, style).format(bytes / KILOBYTE ** power)
}

// Sends a body and is told of how much of it has gone, which `fetch` does not tell. A status of 0
// is no answer.
function put(url, body, { onStart, onProgress }) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    let stalled
    const watch = () => {
      clearTimeout(stalled)
      stalled = setTimeout(() => request.abort(), STALLED_AFTER_MS)
    }
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      watch()
      onProgress?.(loaded / total)
    })
    request.addEventListener('loadend', () => {
      clearTimeout(stalled)
      resolve(request)
    })
    request.open('PUT', url)
    request.send(body)
    watch()
    onStart?.(request)
  })
}

// Nothing, or the page that says why not.
async function post(url, fields) {
  const body = new URLSearchParams({ v: 1, ...fields })
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  if (answer.status >= SERVER_ERROR) throw new Error(answer.status)
  return answer.ok || answer.type === 'opaqueredirect' ? undefined : parse(await answer.text())
}

// `tell(sentence)` says why something was not done. `onReady()` is told when all that sending waits
// for is there, `onRefused()` when something will not be.
export function createUploads({ form, list, tell, onReady, onRefused }) {
  const { ownerDocument: root } = form
  const blank = root.getElementById('upload-template').content.firstElementChild
  // By element, of those that are not there yet: id, file, and the request that is under way.
  const uploads = new WeakMap()
  const saving = new WeakSet()
  let running = Promise.resolve()

  const addressOf = (id, what = '') => new URL(`uploads/${id}${what}`, form.action)
  const texts = () => [...list.querySelectorAll('.alt')]
  const isThere = item => item.parentElement === list
  const isWaiting = () =>
    [...list.children].some(item => !item.dataset.upload) || !texts().every(isDescribed)

  function settle() {
    if (!isWaiting()) onReady()
  }

  function refuse(sentence) {
    onRefused()
    tell(sentence)
  }

  function fail(item, status, refusal) {
    item.querySelector('progress').hidden = true
    if (refusal) {
      part(item, 'send-status').replaceChildren(refusal)
      onRefused()
    }
    const isFinal = refusal && status < SERVER_ERROR && status !== TOO_MANY_REQUESTS
    part(item, 'unsent').hidden = Boolean(isFinal)
  }

  // A page that shows the preview asks for nothing larger.
  async function addPreview(taken, id, preview) {
    const picture = taken.querySelector('img')
    if (!picture || !preview) return
    const { status } = await put(addressOf(id, '/preview'), preview, {})
    if (status === NO_CONTENT) picture.src = new URL(`previews/${id}`, form.action)
  }

  function replace(item, taken) {
    const hadFocus = item.contains(root.activeElement)
    item.replaceWith(taken)
    if (hadFocus) taken.querySelector('[data-do]').focus()
    settle()
  }

  async function upload(item) {
    const it = uploads.get(item)
    const { id, file } = it
    if (!isThere(item)) return
    const bar = item.querySelector('progress')
    it.preview ??= createPreview(file, Number(list.dataset.maxPreviewBytes)).catch(() => undefined)
    const answer = await put(addressOf(id, `?name=${encodeURIComponent(file.name.toWellFormed())}`), file, {
      onStart(request) {
        it.request = request
      },
      onProgress(share) {
        bar.value = share * bar.max
      },
    })
    if (!isThere(item)) return
    try {
      const page = parse(answer.responseText)
      const taken = page.querySelector('[data-upload]')
      if (taken && answer.status === OK) {
        await addPreview(taken, id, await it.preview)
        if (isThere(item)) replace(item, taken)
      } else fail(item, answer.status, page.querySelector('.refusal'))
    } catch {
      fail(item)
    }
  }

  // One after the other: a cut takes one of them.
  function schedule(item) {
    const bar = item.querySelector('progress')
    bar.hidden = false
    bar.value = 0
    part(item, 'unsent').hidden = true
    part(item, 'send-status').replaceChildren()
    running = running.then(() => upload(item))
  }

  function start(file) {
    const item = blank.cloneNode(true)
    const id = newId()
    item.id = `upload-${id}`
    part(item, 'name').textContent = file.name
    part(item, 'size').textContent = sizeOf(file.size, root.documentElement.lang)
    for (const labelled of item.querySelectorAll('[aria-label]')) {
      labelled.setAttribute('aria-label', labelled.getAttribute('aria-label').replace('{name}', () => file.name))
    }
    uploads.set(item, { id, file })
    list.append(item)
    schedule(item)
  }

  function takeOut(item) {
    const it = uploads.get(item)
    item.remove()
    it?.request?.abort()
    // What stays there all the same comes back with the page, and can be taken out again.
    post(addressOf(it?.id ?? item.dataset.upload, '/remove'), {}).catch(() => {})
    form.elements.text.focus()
    settle()
  }

  // What fails without an answer is tried again by `save`.
  async function describe(field) {
    const { value } = field
    if (isDescribed(field) || saving.has(field)) return
    saving.add(field)
    const address = addressOf(field.closest('.upload').dataset.upload)
    const refused = await post(address, { alt: value }).catch(() => 'unanswered')
    saving.delete(field)
    if (refused === 'unanswered' || !field.isConnected) return
    if (refused) {
      refuse(sentenceOf(refused))
      return
    }
    field.defaultValue = value
    // It may have changed meanwhile.
    describe(field)
    settle()
  }

  function save() {
    texts().forEach(describe)
  }

  loadStyles(root)
  list.addEventListener('click', ({ target }) => {
    const choice = target.closest('[data-do]')?.dataset.do
    const item = target.closest('.upload')
    if (choice === 'retry') schedule(item)
    if (choice === 'take-out') takeOut(item)
  })
  list.addEventListener('change', save)
  // It would send the message.
  list.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches('.alt')) return
    event.preventDefault()
    form.elements.text.focus()
  })
  // While files are held over the page.
  const setDropping = isDropping => form.classList.toggle('dropping', isDropping)
  root.addEventListener('dragover', ({ defaultPrevented }) => setDropping(defaultPrevented))
  root.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget || setDropping(false))
  root.addEventListener('drop', () => setDropping(false))
  root.defaultView.addEventListener('online', () => {
    [...list.children].filter(isCut).forEach(schedule)
    save()
  })

  return {
    isWaiting,
    save,

    add(files) {
      const { maxFiles, maxBytes, tooMany, tooLarge } = list.dataset
      const fitting = files.filter(({ size }) => size <= Number(maxBytes))
      const taken = fitting.slice(0, Math.max(0, maxFiles - list.children.length))
      taken.forEach(start)
      if (taken.length < fitting.length) refuse(tooMany)
      if (fitting.length < files.length) refuse(tooLarge)
    },
  }
}
