// The bar above the field that says what the next message answers, until that is sent, or somebody
// thinks better of it.

import { contentOf } from './message_content.js'

// More than a line has room for.
const EXCERPT_MAX_CHARS = 200

// All of it on one line, as in a quote.
function excerptOf(message) {
  return contentOf(message, body => body.innerText.trim()).replace(/\s+/g, ' ').slice(0, EXCERPT_MAX_CHARS)
}

// `blank` is a bar whose line has two places to fill in: who, and what they said.
export function createReplyBar({ form, composer, blank, readLine, showLine, onReply }) {
  const shown = () => form.querySelector('.reply-bar')

  function cancel() {
    shown().remove()
    onReply()
    composer.focus()
  }

  form.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.defaultPrevented || !shown()) return
    event.preventDefault()
    cancel()
  })

  function show({ seq, line }) {
    shown()?.remove()
    const bar = blank.cloneNode(true)
    const [sentence, button, place] = bar.children
    showLine(sentence, line)
    // It changes with the message that is answered (message_list.js).
    sentence.className = `q${seq}`
    button.addEventListener('click', cancel)
    place.value = seq
    form.querySelector('label').before(bar)
    onReply()
    composer.focus()
  }

  return {
    show,

    answer(message) {
      const line = blank.firstElementChild.cloneNode(true)
      const [who, what] = line.children
      who.textContent = message.querySelector('.name').textContent
      what.textContent = excerptOf(message)
      show({ seq: message.id.slice(1), line: readLine(line) })
    },
  }
}
