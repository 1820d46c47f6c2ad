// Leaves out of a page what people say whom its reader ignores, as the server leaves it out of the
// pages that it makes. Loaded only if there is anybody.

const OTHER_PARTS = '.quote, .fold, .edited, .reactions, .code-block, .files'

// `ignored` are their ids, `leftOut` what stands in place of a text. Returns what tells whether a
// message is news to the reader.
export function attachIgnored(history, { ignored, leftOut }) {
  const root = history.ownerDocument
  const isIgnored = message => ignored.includes(message.dataset.member)

  function leaveOut(message) {
    const body = message.querySelector('.body')
    if (body?.matches('.left-out, .removal')) return
    const note = root.createElement('p')
    note.className = 'body removal left-out'
    note.textContent = leftOut
    if (body) body.replaceWith(note)
    else message.querySelector('.head').after(note)
    for (const part of message.querySelectorAll(OTHER_PARTS)) part.remove()
    message.classList.remove('for-me')
    message.classList.add('ignored')
  }

  const leaveOutAll = () => [...history.querySelectorAll('.message')].filter(isIgnored).forEach(leaveOut)

  // In the lists of people they are crossed out, and nothing of them stands above an answer.
  const sheet = new CSSStyleSheet()
  const each = selector => ignored.split(' ').map(selector)
  sheet.replaceSync(
    `${each(id => `#u-${id} .name`)} { text-decoration: line-through }
    ${each(id => `[data-reply-to="${id}"] .quote`)} { display: none }`,
  )
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]

  // While they type nothing tells of it. A name is one person's alone in a room.
  const typing = root.getElementById('typing')
  function hideTyping() {
    const names = each(id => root.querySelector(`#u-${id} .name`)?.textContent)
    for (const line of typing.children) {
      const typists = [...line.querySelectorAll('bdi')]
      line.hidden = typists.length > 0 && typists.every(({ textContent }) => names.includes(textContent))
    }
  }

  leaveOutAll()
  new MutationObserver(leaveOutAll).observe(history, { childList: true, subtree: true })
  // A page of earlier messages tells of nobody. Who has just come may type before they are listed.
  const changes = new MutationObserver(hideTyping)
  for (const list of typing ? [typing, root.getElementById('members')] : []) changes.observe(list, { childList: true })
  return message => !isIgnored(message)
}
