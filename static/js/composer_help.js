// What helps somebody who types, loaded once they need it: a field that grows and counts what is
// left, and lists of what may be meant.

// Of a text that may be too long for a message, or for a screen; or is written to the left.
const LONG_TEXT = /^[^]{400}|(\n.*){3}|[\u0590-\u08ff\ud802\ud803\ud83a\ud83b\ufb1d-\ufefc]/

// Returns what is told of the text after each change.
export function createComposerHelp({ form, list, label, words, write }) {
  const field = form.elements.text
  let longText
  let suggestions

  async function attachLongText(text) {
    if (!longText && CSS.supports('field-sizing', 'content') && !LONG_TEXT.test(text)) return
    longText ??= import('./on_demand/long_text.js').then(module =>
      module.attachLongText({ field, list, label, words, write }),
    )
    const update = await longText
    update()
  }

  function attachSuggestions(text) {
    if (suggestions || !/[@:/]/.test(text)) return
    const address = new URL('suggest', form.action)
    suggestions = import('./on_demand/suggestions.js').then(module =>
      module.attachSuggestions({ form, field, address }),
    )
  }

  return text => {
    attachLongText(text)
    attachSuggestions(text)
  }
}
