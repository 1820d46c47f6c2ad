// The form for a message: Enter sends, and typing is announced.

import { TYPING_INTERVAL_MS } from './settings.js'

export function joinTexts(first, second) {
  return [...new Set([first, second])].filter(Boolean).join('\n')
}

export function createComposer({ form, field, refusal, onInput, onTyping, onSubmit }) {
  let nextTypingAt = 0

  form.addEventListener('submit', event => {
    event.preventDefault()
    refusal.replaceChildren()
    const text = field.value
    if (!text.trim()) return
    field.value = ''
    onSubmit(text)
    field.focus()
  })

  field.addEventListener('input', ({ timeStamp }) => {
    onInput()
    if (!field.value || timeStamp <= nextTypingAt) return
    nextTypingAt = timeStamp + TYPING_INTERVAL_MS
    onTyping()
  })

  // Enter that ends a composition belongs to the input method.
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })

  return {
    get text() {
      return field.value
    },

    // Text that was typed meanwhile stays, below it.
    prepend(text) {
      field.value = joinTexts(text, field.value)
    },

    focus() {
      field.focus()
    },
  }
}
