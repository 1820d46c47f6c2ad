// Messages that the room has not confirmed: sent, sent again under the same id, refused.

import { FRAME_MAX_BYTES } from './settings.js'

const ACK_TIMEOUT_MS = 10_000
const MS_PER_SECOND = 1_000
// Before the text; its indentation is kept.
const BLANK_LINES = /^\s*\n/

// The client's id for a send (idempotency key).
function newCid() {
  return crypto.getRandomValues(new BigUint64Array(2)).join('-')
}

// Half of a surrogate pair could not be sent.
export function frameOf(text, cid, reply, files = []) {
  const ids = files.map(({ id }) => id).join(' ')
  return JSON.stringify({ text: text.toWellFormed(), cid, reply: reply?.seq, files: ids || undefined })
}

// The room closes the connection for a longer frame.
export function isTooLong(frame) {
  return new Blob([frame]).size > FRAME_MAX_BYTES
}

// `blank` is an empty message, `tooLong` the refusal of what does not fit a frame,
// `showLine(element, line)` shows what a message answers.
export function createPendingMessages({ list, blank, tooLong, showLine, send, onEdit }) {
  // By element: the server removes elements too.
  const sends = new WeakMap()
  let queueTimer

  const part = (item, name) => item.querySelector(`.${name}`)

  function sendItem(item) {
    const pending = sends.get(item)
    const unsent = part(item, 'unsent')
    part(item, 'send-status').replaceChildren()
    unsent.hidden = true
    clearTimeout(pending.timer)
    const frame = frameOf(pending.text, pending.cid, pending.reply, pending.files)
    if (isTooLong(frame)) {
      part(item, 'send-status').append(tooLong.cloneNode(true))
      return
    }
    send(frame)
    pending.timer = setTimeout(() => {
      unsent.hidden = false
    }, ACK_TIMEOUT_MS)
  }

  // What was kept is text: whoever wrote it there wrote no markup.
  function noticeOf({ sentence, retry }) {
    const notice = tooLong.cloneNode(true).firstElementChild
    notice.textContent = sentence
    if (retry !== undefined) notice.dataset.retry = retry
    return notice
  }

  const secondsToWait = item => Number(part(item, 'refusal')?.dataset.retry)
  // The oldest that was too fast.
  const firstQueued = () => [...list.children].find(item => secondsToWait(item) > 0)

  function edit(item) {
    item.remove()
    const { text, reply, files } = sends.get(item)
    onEdit(text, reply, files)
  }

  function showNames(element, files) {
    const names = files.map(({ name }) => {
      const shown = element.ownerDocument.createElement('bdi')
      shown.textContent = name
      return shown
    })
    element.replaceChildren(...names)
    element.hidden = false
  }

  list.addEventListener('click', ({ target }) => {
    const item = target.closest('.message')
    const choice = target.dataset.do
    if (choice === 'retry') sendItem(item)
    if (choice === 'edit') edit(item)
    if (choice === 'discard') item.remove()
  })

  return {
    // Shows a message, with why it was refused, and does not send it. `reply` is what it answers:
    // the place of that, and the line that says so. `files` are its files, each with `id` and
    // `name`.
    add(text, { reply, files = [], cid = newCid(), refusal } = {}) {
      const item = blank.cloneNode(true)
      item.id = `p-${cid}`
      const body = part(item, 'body')
      body.textContent = text.trimEnd().replace(BLANK_LINES, '')
      body.hidden = !text.trim()
      if (isTooLong(text)) body.dir = ''
      if (files.length) showNames(part(item, 'files'), files)
      if (refusal) part(item, 'send-status').append(noticeOf(refusal))
      if (reply) {
        const quote = part(item, 'quote')
        quote.hidden = false
        showLine(quote, reply.line)
        quote.classList.add(`q${reply.seq}`)
      }
      sends.set(item, { cid, text, reply, files, timer: undefined })
      list.append(item)
      return item
    },

    // Behind what waits: all are said in order.
    send(item) {
      const queued = firstQueued()
      if (!queued) {
        sendItem(item)
        return
      }
      const refusal = part(queued, 'refusal').cloneNode(true)
      // It was read aloud for the one before.
      refusal.removeAttribute('role')
      part(item, 'send-status').append(refusal)
    },

    // One at a time.
    scheduleQueue() {
      const queued = firstQueued()
      if (!queued) return
      queueTimer ??= setTimeout(() => {
        queueTimer = undefined
        const next = firstQueued()
        if (next) sendItem(next)
      }, MS_PER_SECOND * secondsToWait(queued))
    },

    end() {
      clearTimeout(queueTimer)
      for (const item of list.children) part(item, 'unsent').hidden = false
    },

    // What was refused waits for its author.
    resend() {
      for (const item of list.children) {
        if (!part(item, 'refusal')) sendItem(item)
      }
    },

    // Each has a head, or none, as the room will decide. `isContinued`: a message above them.
    group(isContinued) {
      for (const item of list.children) {
        item.classList.toggle('continues', isContinued && !sends.get(item).reply)
        isContinued ||= !part(item, 'refusal')
      }
    },

    removeSaid(isSaid) {
      for (const item of [...list.children]) {
        if (isSaid(sends.get(item).cid)) item.remove()
      }
    },

    // What it takes to add them again.
    snapshot() {
      return [...list.children].map(item => {
        const { cid, text, reply, files } = sends.get(item)
        const refusal = part(item, 'refusal')
        const why = refusal && { sentence: refusal.textContent, retry: refusal.dataset.retry }
        return [cid, text, why, reply, files.map(({ id, name }) => [id, name])]
      })
    },
  }
}
