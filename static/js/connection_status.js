// The state of the connection in the header, by an attribute of the page: colour, words, countdown.

export function createConnectionStatus({ body, label, countdown, retryButton, words, write }) {
  return {
    show(state, reason) {
      body.dataset.state = state
      const text = (state === 'waiting' && reason) || words[state]
      // The same words, set again, would be read aloud again.
      if (label.textContent !== text) label.textContent = text
      retryButton.hidden = state !== 'waiting' && state !== 'offline'
      countdown.textContent = ''
    },

    showCountdown(remainingMs) {
      const seconds = Math.ceil(remainingMs / 1_000)
      countdown.textContent = seconds > 1 ? words.retryIn.replace('{seconds}', write(seconds)) : ''
    },
  }
}
