// The form for a message: Enter sends, and typing is announced. A text waits for its files. For a
// while the field may be for something else: another text for a message. What was being typed comes
// back afterwards.

import { TYPING_INTERVAL_MS } from './settings.js'

// Safari tells of the end of a composition before the Enter that ended it.
const COMPOSITION_END_MS = 50
// The code of a key that an input method has handled.
const HANDLED_KEY_CODE = 229

export function joinTexts(first, second) {
  return [...new Set([first, second])].filter(Boolean).join('\n')
}

// `isTouch()`: the keys are on the screen. There Enter is a new line, as nothing else is.
// `files` are those of the next message: whether it has any, and whether it has to wait for them.
// `onBack()`: somebody goes up from an empty field.
export function createComposer({ form, field, refusal, files, isTouch, onChange, onTyping, onBack, onSubmit }) {
  let nextTypingAt = 0
  let compositionEndedAt
  let isEndedByKey = false
  let draft
  let onText
  // What was submitted, until its files are there.
  let held

  // What is to be said: what stands in the field, but for another text.
  const currentText = () => draft ?? field.value

  function setText(text) {
    field.value = text
    onChange()
  }

  function replace(next) {
    if (onText) draft = next
    else setText(next)
  }

  function keep() {
    if (held !== undefined) refusal.replaceChildren()
    held = undefined
  }

  function setHint() {
    field.enterKeyHint = isTouch() ? 'enter' : 'send'
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    refusal.replaceChildren()
    const submitted = field.value
    if (!submitted.trim() && (onText || !files.hasAny())) return
    if (onText) {
      onText(submitted)
      return
    }
    held = files.hold() ? submitted : undefined
    if (held !== undefined) return
    setText('')
    onSubmit(submitted)
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
    if (event.key === 'ArrowUp' && !field.value && !event.isComposing) {
      event.preventDefault()
      onBack()
    }
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

  // A message may be files alone, and the browser would ask for a text.
  field.required = false
  // The page keeps the draft itself. What a browser keeps may be older.
  field.autocomplete = 'off'
  // Browsers look for the direction of each line, and need minutes for a megabyte.
  field.dir = ''
  field.addEventListener('focus', setHint)
  setHint()

  return {
    get text() {
      return currentText()
    },

    // The field is for another text, and `onOther(text)` has to end that.
    start(other, onOther) {
      draft ??= field.value
      onText = onOther
      setText(other)
      field.focus()
    },

    finish() {
      const before = draft
      draft = undefined
      onText = undefined
      setText(before)
      field.focus()
    },

    replace,

    // Text that was typed meanwhile stays, below it.
    prepend(before) {
      replace(joinTexts(before, currentText()))
    },

    // What was submitted waits no longer: its files are there. What was typed behind it since then
    // stays. Without any file left it may make no sense, and waits for its author.
    release() {
      if (held === undefined) return
      const now = currentText()
      const submitted = now.startsWith(held) ? held : now
      keep()
      if (!files.hasAny()) return
      replace(now.slice(submitted.length).trimStart())
      onSubmit(submitted)
    },

    // It waits for its author again: something went wrong.
    keep,

    focus() {
      field.focus()
    },
  }
}
