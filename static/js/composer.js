// The form for a message: Enter sends, and typing is announced. For a while the field may be for
// something else: another text for a message. What was being typed comes back afterwards.

import { TYPING_INTERVAL_MS } from './settings.js'

// Safari tells of the end of a composition before the Enter that ended it.
const COMPOSITION_END_MS = 50
// The code of a key that an input method has handled.
const HANDLED_KEY_CODE = 229

export function joinTexts(first, second) {
  return [...new Set([first, second])].filter(Boolean).join('\n')
}

// `isTouch()`: the keys are on the screen. There Enter is a new line, as nothing else is.
export function createComposer({ form, field, refusal, isTouch, onChange, onTyping, onSubmit }) {
  let nextTypingAt = 0
  let compositionEndedAt
  let isEndedByKey = false
  let draft
  let onText

  function setText(text) {
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
    if (onText) {
      onText(text)
      return
    }
    setText('')
    onSubmit(text)
    field.focus()
  })

  field.addEventListener('input', ({ timeStamp }) => {
    onChange()
    if (onText || !field.value || timeStamp <= nextTypingAt) return
    nextTypingAt = timeStamp + TYPING_INTERVAL_MS
    onTyping()
  })

  field.addEventListener('compositionend', ({ timeStamp }) => {
    compositionEndedAt = isEndedByKey ? undefined : timeStamp
    isEndedByKey = false
  })

  // Enter that ends a composition belongs to the input method.
  field.addEventListener('keydown', event => {
    const isEnter = event.key === 'Enter'
    isEndedByKey = isEnter && event.isComposing
    if (!isEnter || isEndedByKey) return
    const isOfComposition = event.timeStamp - compositionEndedAt < COMPOSITION_END_MS
    compositionEndedAt = undefined
    if (event.keyCode === HANDLED_KEY_CODE || event.shiftKey || event.altKey) return
    if (isTouch() && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    if (!isOfComposition) form.requestSubmit()
  })

  // The page keeps the draft itself. What a browser keeps may be older.
  field.autocomplete = 'off'
  // Browsers look for the direction of each line, and need minutes for a megabyte.
  field.dir = ''
  field.addEventListener('focus', setHint)
  setHint()

  return {
    // What is to be said: what stands in the field, but for another text.
    get text() {
      return draft ?? field.value
    },

    // The field is for another text, and `onSubmit(text)` has to end that.
    start(text, onSubmit) {
      draft ??= field.value
      onText = onSubmit
      setText(text)
      field.focus()
    },

    finish() {
      const before = draft
      draft = undefined
      onText = undefined
      setText(before)
      field.focus()
    },

    replace(text) {
      if (onText) draft = text
      else setText(text)
    },

    // Text that was typed meanwhile stays, below it.
    prepend(text) {
      this.replace(joinTexts(text, this.text))
    },

    focus() {
      field.focus()
    },
  }
}
