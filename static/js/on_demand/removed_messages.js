// The button that brings back a message that was removed from this page a moment ago. It stands in
// the tombstone, which comes from the room like any other change, and goes when it is too late.

import { UNDO_REMOVAL_MS } from '../settings.js'

// `blank` is the button; `undo(message)` does what it says.
export function createRemovals({ scroller, blank, undo }) {
  const removed = new Map()

  const messageOf = id => scroller.querySelector(`#${id}`)

  function addButtons() {
    for (const [id, removal] of removed) {
      const tombstone = messageOf(id)?.querySelector('.removal')
      if (!tombstone || tombstone.querySelector('.undo')) continue
      const button = blank.cloneNode(true)
      button.addEventListener('click', () => undo(messageOf(id)))
      tombstone.append(' ', button)
      if (removal.takesFocus) button.focus({ preventScroll: true })
      removal.takesFocus = false
    }
  }

  function forget(id) {
    removed.delete(id)
    const button = messageOf(id)?.querySelector('.undo')
    if (!button) return
    if (button.matches(':focus')) messageOf(id).focus()
    button.remove()
  }

  new MutationObserver(addButtons).observe(scroller, { childList: true, subtree: true })

  return {
    add(message) {
      const { id } = message
      removed.set(id, { takesFocus: true })
      setTimeout(() => forget(id), UNDO_REMOVAL_MS)
      addButtons()
    },

    forget,
  }
}
