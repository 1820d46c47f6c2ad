// What is new while nobody looks at the page: how many messages, in the title, on the icon of the
// tab and on that of the app, and a line above the first. The icon is another one if something is
// meant for the reader. Loaded with the first such message.

const COUNTED_BY_ICON_MAX = 9

export function createAwayNotice({ root, label, badge }) {
  const icon = root.querySelector('link[rel=icon]')
  const usualIcon = icon.href
  let usualTitle = root.title
  let shownTitle = usualTitle
  let count = 0
  let isForReader = false

  function iconName() {
    if (isForReader) return 'for-me'
    return `unread-${count > COUNTED_BY_ICON_MAX ? 'more' : count}`
  }

  function show() {
    shownTitle = count ? `(${count}) ${usualTitle}` : usualTitle
    // A title that stays as it is would be read again.
    if (root.title !== shownTitle) root.title = shownTitle
    icon.href = count ? `/icons/${iconName()}.svg` : usualIcon
    // A browser may refuse.
    badge(count)?.catch(() => {})
  }

  // The room got another name.
  new MutationObserver(() => {
    if (root.title === shownTitle) return
    usualTitle = root.title
    show()
  }).observe(root.head, { childList: true, subtree: true })

  function drawLine(message) {
    for (const line of root.querySelectorAll('.log .unread-divider')) line.remove()
    const line = root.createElement('li')
    line.className = 'unread-divider'
    line.append(root.createElement('span'))
    line.firstElementChild.textContent = label
    const above = message.previousElementSibling
    if (above?.matches('.day')) above.before(line)
    else message.before(line)
  }

  // Somebody looks. The line stays until there is another one.
  root.addEventListener('visibilitychange', () => {
    if (root.hidden || !count) return
    count = 0
    isForReader = false
    show()
  })

  return {
    // Messages that have just come.
    note(messages) {
      const others = messages.filter(message => !message.matches('.mine'))
      if (!root.hidden || !others.length) return
      if (!count && others[0].isConnected) drawLine(others[0])
      count += others.length
      isForReader ||= others.some(message => message.matches('.for-me'))
      show()
    },
  }
}
