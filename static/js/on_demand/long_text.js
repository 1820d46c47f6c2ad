// A text that is long, or written to the left: how many characters are left, how tall the field
// is where the browser cannot say (`field-sizing: content`), and how much of it a message on its
// way shows.

import { BODY_MAX_CHARS, FRAME_MAX_BYTES } from '../settings.js'
import { foldOf, said, shortened } from './message_text.js'

// How many are left when that is first shown.
const SHOWN_FROM_CHARS = 200
// Keys that rest so long are done for now.
const READ_ALOUD_AFTER_MS = 1_000
const WRITTEN_TO_THE_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const SURROGATE_PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g

// As the room counts: Unicode scalar values, without what is not said.
export function countRemaining(text) {
  return BODY_MAX_CHARS - said(text).replace(SURROGATE_PAIR, '-').length
}

// Of each line by itself, where there are letters that are written to the left. Browsers look
// through all lines for it, and need minutes for a megabyte.
export function directionOf(text) {
  return text.length < FRAME_MAX_BYTES && WRITTEN_TO_THE_LEFT.test(text) ? 'auto' : ''
}

// Calls `update` when the text changes, by keys or otherwise.
export function attachLongText({ field, list, label, words, write }) {
  const [shown, spoken] = label.children
  const canFit = CSS.supports('field-sizing', 'content')
  let readAloudTimer

  function showRemaining() {
    const count = countRemaining(field.value)
    const isNear = count <= SHOWN_FROM_CHARS
    shown.textContent = isNear ? write(count) : ''
    label.classList.toggle('surplus', count < 0)
    clearTimeout(readAloudTimer)
    readAloudTimer = setTimeout(() => {
      const sentence = count < 0 ? words.surplus : words.remaining
      spoken.textContent = isNear ? sentence.replace('{count}', write(Math.abs(count))) : ''
    }, READ_ALOUD_AFTER_MS)
  }

  // The stylesheet says how tall it is at most. To measure a megabyte at each key takes too long.
  function fit() {
    const isLong = field.value.length > BODY_MAX_CHARS
    field.style.height = isLong ? '100vh' : 'auto'
    if (!isLong) field.style.height = `${field.scrollHeight}px`
  }

  function fold(item) {
    const body = item.querySelector('.body')
    const folds = item.querySelector('.fold')
    if (body.textContent.length > FRAME_MAX_BYTES) return
    body.textContent = shortened(body.textContent)
    const where = foldOf(body.textContent)
    folds.hidden = !where
    folds.classList.toggle('narrow', where === 'narrow')
  }

  new MutationObserver(changes => {
    for (const { addedNodes } of changes) addedNodes.forEach(fold)
  }).observe(list, { childList: true })
  // Before the browser lays out what may be long (`null`: dropped, undone).
  field.addEventListener('beforeinput', ({ data }) => {
    if (data?.length !== 1) field.dir = ''
  })
  if (!canFit) new ResizeObserver(fit).observe(field.form)

  return () => {
    field.dir = directionOf(field.value)
    showRemaining()
    if (!canFit) fit()
  }
}
