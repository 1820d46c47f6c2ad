// Leaves out of a page what people say whom its reader ignores, as the server leaves it out of the
// pages that it makes. Loaded only if there is anybody.

const OTHER_PARTS = '.quote, .fold, .edited, .reactions, .code-block'

// `ignored` are their ids, `leftOut` what stands in place of a text. Returns what tells whether a
// message is news to the reader.
export function attachIgnored(history, { ignored, leftOut }) {
  const root = history.ownerDocument
  const isIgnored = message => ignored.includes(message.dataset.member)

  function leaveOut(message) {
    const body = message.querySelector('.body')
    if (!body || body.matches('.left-out, .removal')) return
    const note = root.createElement('p')
    note.className = 'body removal left-out'
    note.textContent = leftOut
    body.replaceWith(note)
    for (const part of message.querySelectorAll(OTHER_PARTS)) part.remove()
    message.classList.remove('for-me')
    message.classList.add('ignored')
  }

  const leaveOutAll = () => [...history.querySelectorAll('.message')].filter(isIgnored).forEach(leaveOut)

  // In the lists of people they are crossed out.
  const sheet = new CSSStyleSheet()
  const names = ignored.split(' ').map(id => `#u-${id} .name`)
  sheet.replaceSync(`${names} { text-decoration: line-through }`)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]

  leaveOutAll()
  new MutationObserver(leaveOutAll).observe(history, { childList: true, subtree: true })
  return message => !isIgnored(message)
}
