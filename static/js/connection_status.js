// The state of the connection in the header: colour, words, countdown.

export function createConnectionStatus({ header, label, countdown, retryButton, words, isOnline }) {
  function describe(state, reason) {
    if (state === 'gone') return reason || words.closed
    if (state === 'waiting') return isOnline() ? words.reconnecting : words.offline
    return words[state]
  }

  return {
    show(state, reason) {
      header.dataset.state = state
      const text = describe(state, reason)
      // The same words, set again, would be read aloud again.
      if (label.textContent !== text) label.textContent = text
      retryButton.hidden = state !== 'waiting'
      countdown.textContent = ''
    },

    showCountdown(remainingMs) {
      const seconds = Math.ceil(remainingMs / 1_000)
      countdown.textContent = seconds > 1 ? words.retryIn.replace('{seconds}', seconds) : ''
    },
  }
}
