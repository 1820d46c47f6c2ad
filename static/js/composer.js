// The form for a message: Enter sends, and typing is announced.

import { FRAME_MAX_BYTES, TYPING_INTERVAL_MS } from './settings.js'

// Safari tells of the end of a composition before the Enter that ended it.
const COMPOSITION_END_MS = 50
// The code of a key that an input method has handled.
const HANDLED_KEY_CODE = 229

export function joinTexts(first, second) {
  return [...new Set([first, second])].filter(Boolean).join('\n')
}

// Browsers look for the direction of each line, and need minutes for a megabyte of them.
export function directionOf(length) {
  return length > FRAME_MAX_BYTES ? '' : 'auto'
}

// `isTouch()`: the keys are on the screen. There Enter is a new line, as nothing else is.
export function createComposer({ form, field, refusal, isTouch, onChange, onTyping, onSubmit }) {
  let nextTypingAt = 0
  let compositionEndedAt = -COMPOSITION_END_MS

  function setText(text) {
    field.dir = directionOf(text.length)
    field.value = text
    onChange()
  }

  function setHint() {
    field.enterKeyHint = isTouch() ? 'enter' : 'send'
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    refusal.replaceChildren()
    const text = field.value
    if (!text.trim()) return
    setText('')
    onSubmit(text)
    field.focus()
  })

  // Before the browser lays out what is pasted, dropped, or undone.
  field.addEventListener('beforeinput', ({ inputType }) => {
    if (/^(insertFrom|history)/.test(inputType)) field.dir = ''
  })

  field.addEventListener('input', ({ timeStamp }) => {
    field.dir = directionOf(field.value.length)
    onChange()
    if (!field.value || timeStamp <= nextTypingAt) return
    nextTypingAt = timeStamp + TYPING_INTERVAL_MS
    onTyping()
  })

  field.addEventListener('compositionend', ({ timeStamp }) => {
    compositionEndedAt = timeStamp
  })

  // Enter that ends a composition belongs to the input method.
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === HANDLED_KEY_CODE) return
    if (event.shiftKey || event.altKey || (isTouch() && !event.ctrlKey && !event.metaKey)) return
    event.preventDefault()
    if (event.timeStamp - compositionEndedAt >= COMPOSITION_END_MS) form.requestSubmit()
  })

  field.addEventListener('focus', setHint)
  setHint()

  return {
    get text() {
      return field.value
    },

    // Text that was typed meanwhile stays, below it.
    prepend(text) {
      setText(joinTexts(text, field.value))
    },

    focus() {
      field.focus()
    },
  }
}
