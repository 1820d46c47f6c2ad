// What a screen reader is told of the log: what others say while the page is open, each once. The
// log itself cannot be read aloud: one's own messages, earlier ones and what a return brings come
// into it too.

import { contentOf } from './message_content.js'

const TEXT_MAX_CHARS = 300
// A screen reader has taken it by then. What stays would be found again by whoever reads the page.
const KEPT_MS = 5_000

// `region` is a live region, `write(number)` a number as text. `missedWords(form)`: what a return
// brought, in a plural form.
export function createAnnouncer({ region, plurals, write, missedWords }) {
  function say(sentence) {
    const entry = region.ownerDocument.createElement('p')
    entry.textContent = sentence
    region.append(entry)
    setTimeout(() => entry.remove(), KEPT_MS)
  }

  function lineOf(message) {
    const text = contentOf(message)
    const shown = text.length > TEXT_MAX_CHARS ? `${text.slice(0, TEXT_MAX_CHARS).toWellFormed()}…` : text
    return `${message.querySelector('.name').textContent}: ${shown}`
  }

  return {
    say,

    // `isLive`: they came when they were said.
    tell(messages, isLive) {
      const others = messages.filter(message => !message.matches('.mine'))
      if (isLive) for (const message of others) say(lineOf(message))
      else if (others.length) {
        const sentence = missedWords(plurals.select(others.length)) ?? missedWords('other')
        say(sentence.replace('{count}', write(others.length)))
      }
    },
  }
}
